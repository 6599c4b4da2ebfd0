// The one way a browser, a test or a script takes part in a session: what the server shows comes in as slices, what a person does goes out until it is answered.
import type { Answer, Bye, Trouble, ViewFrame } from "../../shared/protocol/socket.ts";
import type { SessionCommand } from "../../shared/session/commands.ts";
import type { RejectionCode } from "../../shared/session/rejection.ts";
import type { DraftEntry } from "../../shared/session/shapes.ts";
import type { SliceName, Slices } from "../../shared/session/view/slices.ts";
import { BUSY, TOO_LARGE } from "../../shared/texts/refusals.ts";
import { createClockSync } from "./clockSync.ts";
import { type Attempt, fitsFrame, fitsRequest } from "./delivery.ts";
import { createOutbox, type IsLatest, isOthers } from "./outbox.ts";
import { socketIoWire } from "./socketIo.ts";
import { loadWaiting, type Waiting } from "./waiting.ts";
import { type Ground, type OpenWire, ownGround } from "./wire.ts";

export type ConnectionStatus = {
  state: "connecting" | "live" | "reconnecting" | "closed";
  /** acts not yet acknowledged */ waiting: number;
  /** they could not be kept in this browser: a reload loses them */ unkept?: boolean;
  /** by this device's clock */ since: number;
  bye: Bye | null;
  /** the server ended the last connection because this device did not keep up */ slow?: boolean;
  /** connected, and yet: nothing can be saved for now, or never again here */ trouble?: Trouble | null;
};
export type ConnectionOptions = {
  /** of the server, with the path it stands under if there is one */ url: string;
  sessionId: string;
  /** outside of browsers only */ cookie?: string;
  /** outside of browsers only: the address people use, where `url` is another way to the same server */ origin?: string;
  screenToken?: string;
  /** in this order; left out: WebSocket, then long polling */ transports?: ("websocket" | "polling")[];
  storage?: { load(): string | null; save(value: string | null): void };
  newId?: () => string;
  /** answers to acts that an earlier page left behind, which nobody awaits any more */ onLeftover?: (
    answer: Answer,
    command?: SessionCommand,
  ) => void;
  /** shortest and longest pause between attempts to reconnect */ reconnectMs?: { min: number; max: number };
};
export type Connection = {
  slices(): Partial<Slices>;
  status(): ConnectionStatus;
  /** milliseconds since 1970, by the server's clock as far as it is known here */ serverNow(): number;
  /** called when slices or status have changed; answers with the way to stop */ onChange(listener: () => void): () => void;
  /** Resolves when the server has answered, however long that takes; sent again with the same id after silence. */
  send(command: SessionCommand): Promise<Answer>;
  /**
   * Resolves when this or a newer value of the criterion is durable, or refused. `null` clears.
   * `isLatest` is asked before every attempt: once it is not, nothing is sent any more, and the answer is a yes. Who gives it also keeps the draft.
   */
  saveDraft(conversationId: string, criterionId: string, entry: DraftEntry | null, isLatest?: IsLatest): Promise<Answer>;
  close(): void;
};

/** After these there is nothing to come back to: the page says why instead of trying again. */
const FINAL: ReadonlySet<RejectionCode> = new Set<RejectionCode>([
  "REMOVED",
  "ERASED",
  "SIGN_IN",
  "OTHER_PERSON",
  "NOT_FOUND",
  "BAD_REQUEST",
  "NOT_SEATED",
  "LINK_INVALID",
  "UPGRADE_REQUIRED",
  "SERVER_OLDER",
  "TOO_MANY_CONNECTIONS",
  "SCATTERED",
  "UNKNOWN_EVENT",
  "LOG_DAMAGED",
]);
const ACK_TIMEOUT_MS = 10_000;
/** when it is said again: a network that is slower than that would never get to answer */
const ACK_AGAIN_MS = 40_000;
/** Give or take half of it. At the longest, ten thousand come back no faster than a server lets them in; whoever is there does not wait for it. `soon`: while nothing answers, in the first minute. */
const PAUSE = { min: 400, soon: 2_000, max: 30_000 };
/** so often at most a hand on the page brings the next attempt forward */
const HAND_MS = 5_000;

const refusal = (code: RejectionCode, message: string): Answer => ({ ok: false, code, message, retry: "never" });
const tooLarge = refusal("TOO_LARGE", TOO_LARGE);

/** As a browser does it; outside of one, with the cookie and Origin that a browser would send. */
export function connect(options: ConnectionOptions): Connection {
  const pause = options.reconnectMs ?? PAUSE;
  return connectOver(socketIoWire({ ...options, pause }), ownGround, options);
}

/** Over any wire, by any clock. */
export function connectOver(
  openWire: OpenWire,
  ground: Ground,
  options: Pick<ConnectionOptions, "storage" | "newId" | "onLeftover" | "reconnectMs">,
): Connection {
  const newId = options.newId ?? (() => globalThis.crypto.randomUUID());
  const pause = options.reconnectMs ?? PAUSE;

  let slices: Partial<Slices> = {};
  /** the person this page belongs to, once they are seated */
  let whose: string | null = null;
  let status: ConnectionStatus = { state: "connecting", waiting: 0, since: ground.now(), bye: null };
  let lastBye: Bye | null = null;
  let rejoinRound = 0;
  let stopRejoin = (): void => {};
  const listeners = new Set<() => void>();
  const liveWaiters: (() => void)[] = [];

  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const setStatus = (more: Partial<ConnectionStatus>): void => {
    status = { ...status, ...more };
    changed();
  };
  /** what the server tells everybody of its store, and what the answers to one's own acts tell */
  let told: Trouble | null = null;
  let own: Trouble | null = null;
  const noteTrouble = (): void => {
    const trouble = own === "damaged" ? own : (told ?? own);
    if (trouble !== (status.trouble ?? null)) setStatus({ trouble });
  };
  const setState = (state: ConnectionStatus["state"], bye: Bye | null): void => {
    if (status.state === "closed" || (status.state === state && status.bye === bye)) return;
    status = { ...status, state, since: ground.now(), bye };
    for (const release of liveWaiters.splice(0)) release();
    changed();
  };
  const end = (bye: Bye | null): void => {
    setState("closed", bye);
    stopRejoin();
    stopSigns();
    clock.stop();
    wire.close();
  };

  // --- in: whole slices replace whole slices; the first frame of a socket (it has `now`) replaces everything
  const view = (frame: ViewFrame): void => {
    const next: Partial<Slices> = frame.now === undefined ? { ...slices } : {};
    for (const name of Object.keys(frame.slices) as SliceName[]) {
      const slice = frame.slices[name];
      if (slice === null || slice === undefined) delete next[name];
      else Object.assign(next, { [name]: slice });
    }
    const before = whose;
    slices = next;
    whose = slices.mine?.personId ?? whose;
    // a stranger who turned out to be who was here before
    if (before !== null && whose !== before) sendLeft(outbox.othersLeft());
    if (frame.now === undefined || status.state === "live") {
      changed();
      return;
    }
    clock.learn(frame.now);
    rejoinRound = 0;
    // Whatever was wrong with the server's store was so then: it tells right after this what is so now.
    told = own = null;
    status = { ...status, slow: frame.after === "SLOW" || lastBye?.code === "SLOW", trouble: null };
    lastBye = null;
    setState("live", null);
  };

  // --- the wire comes back by itself, except from a disconnect or a refusal that the server meant
  const rejoin = (): void => {
    stopRejoin();
    const ms = Math.min(pause.max, pause.min * 2 ** Math.min(rejoinRound++, 8)) * (0.5 + ground.random());
    stopRejoin = ground.after(ms, () => status.state !== "closed" && wire.open());
  };
  const wire = openWire({
    whose: () => whose,
    opened: () => clock.opened(),
    view,
    trouble: (trouble) => {
      told = trouble;
      noteTrouble();
    },
    bye: (bye) => {
      lastBye = bye;
      if (FINAL.has(bye.code)) end(bye);
    },
    broken: (meant) => {
      if (status.state === "closed") return;
      setState("reconnecting", lastBye);
      if (meant) rejoin();
    },
    refused: (bye) => (FINAL.has(bye.code) ? end(bye) : rejoin()),
  });
  const clock = createClockSync(wire, ground);
  // timers stood still and the socket does not answer: the device slept. Waiting for the ping would cost half a minute.
  clock.onAsleep(wire.drop);
  // Somebody is there, or the network is: nobody sits before a page that waits for half a minute.
  let lastHand = Number.NEGATIVE_INFINITY;
  const stopSigns =
    ground.onSign?.((sign) => {
      if (wire.isOpen()) {
        if (sign !== "hand") clock.check();
        return;
      }
      if (sign === "hand" && ground.steady() - lastHand < HAND_MS) return;
      lastHand = ground.steady();
      rejoinRound = 0;
      stopRejoin();
      wire.hurry(sign === "network");
    }) ?? (() => {});

  // --- out
  const live = async (): Promise<boolean> => {
    while (status.state !== "live" && status.state !== "closed") await new Promise<void>((done) => liveWaiters.push(done));
    return status.state === "live";
  };
  /** What an answer tells of the server's disk, for everybody to see. */
  const noteAnswer = (answer: Answer | null): Answer | null => {
    const code = answer && !answer.ok && answer.code;
    if (code === "LOG_DAMAGED") own = "damaged";
    else if (code === "STORAGE") own ??= "storage";
    else if (own === "storage" && (answer?.ok || answer?.retry === "never")) own = null;
    noteTrouble();
    return answer;
  };
  const attempt: Attempt = async (event, message, round) => {
    const asked =
      event === "draft" || fitsFrame(message) ? wire.ask(event, [message], round ? ACK_AGAIN_MS : ACK_TIMEOUT_MS) : wire.post(message);
    const answer = noteAnswer((await asked) as Answer | null);
    // Done by this page's own person: it waits until they are back. What somebody before them left in this tab the outbox keeps.
    const isGone = answer?.ok === false && (isOthers(answer) || answer.code === "SIGN_IN");
    if (!isGone || message.personId !== whose) return answer;
    end({ code: answer.code, message: answer.message });
    return null;
  };
  const outbox = createOutbox({
    tab: newId(),
    attempt,
    live,
    storage: options.storage,
    ground,
    onWaiting: (waiting, kept) => {
      if (waiting !== status.waiting || kept === status.unkept) setStatus({ waiting, unkept: !kept });
    },
    closed: () => (status.bye ? refusal(status.bye.code, status.bye.message) : refusal("BUSY", BUSY)),
  });
  const stamp = () => ({ id: newId(), ...(whose === null ? {} : { personId: whose }) });
  const saveDraft: Connection["saveDraft"] = (conversationId, criterionId, entry, isLatest) => {
    const draft = { ...stamp(), conversationId, criterionId, entry };
    return fitsFrame(draft) ? outbox.draft(draft, isLatest) : Promise.resolve(tooLarge);
  };

  // what stays another person's is nothing to tell this one
  const tell = (answer: Answer, command?: SessionCommand): void => void (isOthers(answer) || options.onLeftover?.(answer, command));
  const sendLeft = ({ commands, drafts }: Waiting): void => {
    for (const entry of commands) void outbox.command(entry).then((answer) => tell(answer, entry.command));
    for (const draft of drafts) void outbox.draft(draft).then((answer) => tell(answer));
  };
  sendLeft(loadWaiting(options.storage));

  return {
    slices: () => slices,
    status: () => status,
    serverNow: clock.now,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: (command) => {
      const entry = { ...stamp(), command };
      return fitsRequest(entry) ? outbox.command(entry) : Promise.resolve(tooLarge);
    },
    saveDraft,
    close: () => end(status.bye),
  };
}
