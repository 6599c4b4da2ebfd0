// Who takes part in a simulated call, and their pages: the production connection over a simulated wire, by a device's own clock, with storage that a reload finds again.
import { type Connection, connectOver } from "../../client/connection/connection.ts";
import type { Wire } from "../../client/connection/wire.ts";
import type { Answer } from "../../shared/protocol/socket.ts";
import type { SessionCommand } from "../../shared/session/commands.ts";
import type { DraftEntry, Experience, SessionRole, WorkspaceRole } from "../../shared/session/shapes.ts";
import { type Dice, dice } from "./dice.ts";
import { T0 } from "./node.ts";
import { type Owner, owner, type Scheduler } from "./scheduler.ts";
import type { Conn, PageAuth, Wires } from "./wires.ts";

export type Person = {
  name: string;
  personId: string | null;
  experience: Experience;
  workspaceRole: WorkspaceRole;
  /** seated when the session was made, with this role; null: comes in by connecting */ role: SessionRole | null;
  pages: Page[];
  /** the clock of their device is wrong by so much */ skew: number;
};

/** What became of what somebody did: asked, and answered or still kept. */
export type Issued = { page: string; id: string; answered: boolean; command: SessionCommand | null };

export type Page = {
  label: string;
  person: Person | null;
  whose: Owner;
  connection: Connection;
  conn: () => Conn | null;
  open: boolean;
  /** what it says of itself with its next connection */ auth: PageAuth;
  /** what this tab keeps over a reload */ storage: { value: string | null };
  issued: Map<string, Issued>;
  /** the person does something */ act: (command: SessionCommand) => string;
  draft: (conversationId: string, criterionId: string, entry: DraftEntry | null) => void;
  /** straight onto the wire, as only somebody who tampers sends it */ raw: (event: string, message: unknown) => void;
  reload: () => void;
  shut: () => void;
};

const PAUSE = { min: 400, max: 10_000 };

export function openPage(options: {
  seed: string;
  label: string;
  person: Person | null;
  auth: PageAuth;
  scheduler: Scheduler;
  wires: Wires;
  choose: (dice: Dice) => string;
  /** acts and drafts that this tab kept before: the same tab after a reload */ kept?: {
    storage: { value: string | null };
    issued: Map<string, Issued>;
    loads: number;
  };
  /** an answer has reached the page */ heard: (page: Page, event: string, message: { id: string }, answer: Answer) => void;
  onReload: (page: Page, loads: number) => void;
}): Page {
  const { seed, label, person, scheduler } = options;
  const loads = (options.kept?.loads ?? 0) + 1;
  const storage = options.kept?.storage ?? { value: null };
  const issued = options.kept?.issued ?? new Map<string, Issued>();
  const whose = owner(`${label}.${loads}`);
  const own = dice(`${seed} page ${whose.label}`);
  const ids = own.fork("ids");
  let lastId = "";
  let conn: Conn | null = null;
  let wireNow: Wire | null = null;
  const heard = (event: string, message: { id: string }, answer: Answer): void => {
    const known = issued.get(message.id);
    if (known && (answer.ok || answer.retry === "never")) known.answered = true;
    options.heard(page, event, message, answer);
  };
  const openWire = options.wires.pageWire({
    label: whose.label,
    whose,
    auth: options.auth,
    person: () => person?.personId ?? null,
    pause: PAUSE,
    choose: options.choose,
    onConn: (now) => {
      conn = now;
    },
  });
  const connection = connectOver(
    (ears) => {
      const wire = openWire(ears);
      wireNow = wire;
      return {
        ...wire,
        // every answer as it reaches the page, leftovers of an earlier page included
        ask: async (event, message, withinMs) => {
          const answer = await wire.ask(event, message, withinMs);
          if (whose.alive && event !== "clock" && answer !== null) heard(event, message[0] as { id: string }, answer as Answer);
          return answer;
        },
      };
    },
    {
      now: () => Math.floor(T0 + scheduler.now() + (person?.skew ?? 0)),
      steady: () => scheduler.now(),
      after: (ms, run) => scheduler.after(whose, ms, run),
      random: own.fork("chance").next,
    },
    {
      storage: {
        load: () => storage.value,
        save: (value) => {
          if (whose.alive) storage.value = value;
        },
      },
      newId: () => {
        lastId = `${label}-${ids.word(10)}`;
        return lastId;
      },
      reconnectMs: PAUSE,
    },
  );
  const page: Page = {
    label,
    person,
    whose,
    connection,
    conn: () => conn,
    open: true,
    auth: options.auth,
    storage,
    issued,
    act: (command) => {
      void connection.send(command);
      const id = lastId;
      issued.set(id, { page: label, id, answered: false, command });
      return id;
    },
    draft: (conversationId, criterionId, entry) => void connection.saveDraft(conversationId, criterionId, entry),
    // what was done under this id is not what was asked
    raw: (event, message) => {
      const known = issued.get((message as { id?: string } | null)?.id ?? "");
      if (known) known.command = null;
      void wireNow?.ask(event, [message], 10_000).then((answer) => {
        if (whose.alive && answer !== null) options.heard(page, event, message as { id: string }, answer as Answer);
      });
    },
    reload: () => {
      if (!page.open) return;
      page.shut();
      options.onReload(page, loads);
    },
    // as a tab that is closed: what was in memory is gone at once, what was stored stays
    shut: () => {
      if (!page.open) return;
      page.open = false;
      whose.alive = false;
      connection.close();
    },
  };
  return page;
}
