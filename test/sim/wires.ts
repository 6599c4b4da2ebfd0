// The simulated network: connections between pages and nodes that keep order while they live, break, half-break, stall, and repeat or lose what asks for an answer.
import type { OpenWire, WireEars } from "../../client/connection/wire.ts";
import type { Ears, Line, Net, OpenNet } from "../../server/live/net.ts";
import type { Bye, ViewFrame } from "../../shared/protocol/socket.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/version.ts";
import { type Dice, dice, drawn } from "./dice.ts";
import { type Owner, type Scheduler, WORLD } from "./scheduler.ts";

export type NetFaults = {
  /** for one message that asks for an answer, or one answer */ message: () => "none" | "drop" | "duplicate" | "late";
  /** how long a message takes, more than usual */ slowness: () => number;
};
/** What passes a node's side of the wire: for checkers and transcripts. */
export type Tap = {
  frame: (page: string, node: string, frame: ViewFrame, json: string) => void;
  answer: (page: string, node: string, event: string, message: unknown, answer: unknown) => void;
  bye: (page: string, bye: Bye) => void;
};

type Way = { label: string; lastAt: number; lost: boolean; dice: Dice };
export type Conn = {
  page: string;
  whose: Owner;
  ears: WireEars;
  node: string;
  line: Line | null;
  /** as the page sees it */ open: boolean;
  /** as the node sees it */ serverOpen: boolean;
  up: Way;
  down: Way;
  slowUntil: number;
  clientGone: () => void;
};
type NodeSide = { name: string; whose: Owner; ears: Ears; lines: Map<string, Conn>; tokens: () => string };

/** how long it takes until silence is noticed: ping interval and ping timeout */
const SILENCE_MS = [20_000, 40_000] as const;
const CONNECT_TIMEOUT_MS = 10_000;

export type Wires = ReturnType<typeof createWires>;

export function createWires(options: { seed: string; scheduler: Scheduler; faults: NetFaults; tap: Tap; trace: (line: string) => void }) {
  const { seed, scheduler, faults, tap, trace } = options;
  const nodes = new Map<string, NodeSide>();
  const conns = new Set<Conn>();

  /** In order, as long as the way carries at all. */
  const along = (conn: Conn, way: Way, whose: Owner, run: () => void, unordered = 0): void => {
    if (way.lost) return;
    // by the moment, not by how many came before: what one page gets more of does not delay what it gets later
    const at = scheduler.now() + 1 + 30 * drawn(`${seed} ${way.label} ${scheduler.now()}`) + faults.slowness();
    way.lastAt = unordered > 0 ? way.lastAt : Math.max(at, way.lastAt + 0.001, way === conn.down ? conn.slowUntil : 0);
    const arrives = unordered > 0 ? at + unordered : way.lastAt;
    scheduler.after(whose, arrives - scheduler.now(), run);
  };

  const serverEnds = (conn: Conn): void => {
    if (!conn.serverOpen) return;
    conn.serverOpen = false;
    const side = nodes.get(conn.node);
    if (!side || !conn.line) return;
    side.lines.delete(conn.line.id);
    side.ears.closed(conn.line);
  };

  /** `how`: both ends notice soon, or only when nothing comes back. */
  const breaks = (conn: Conn, how: "reset" | "silent" | "upOnly" | "downOnly"): void => {
    if (!conns.has(conn)) return;
    trace(`break ${conn.page} ${how}`);
    if (how !== "downOnly") conn.up.lost = true;
    if (how !== "upOnly") conn.down.lost = true;
    const noticed = () => (how === "reset" ? conn.down.dice.between(1, 200) : conn.down.dice.between(...SILENCE_MS));
    const side = nodes.get(conn.node);
    if (side) scheduler.after(side.whose, noticed(), () => serverEnds(conn));
    scheduler.after(WORLD, noticed(), conn.clientGone);
    conns.delete(conn);
  };

  const openNet =
    (name: string, whose: Owner, tokens: () => string): OpenNet =>
    (ears) => {
      const side: NodeSide = { name, whose, ears, lines: new Map(), tokens };
      nodes.set(name, side);
      const net: Net = {
        show: (lineIds, frame) => {
          if (!whose.alive) return;
          const json = JSON.stringify(frame);
          const parsed = JSON.parse(json) as ViewFrame;
          for (const id of lineIds) {
            const conn = side.lines.get(id);
            if (!conn) continue;
            tap.frame(conn.page, name, frame, json);
            along(conn, conn.down, conn.whose, () => conn.open && conn.ears.view(parsed));
          }
        },
        count: () => side.lines.size,
        close: async (bye) => {
          for (const conn of [...side.lines.values()]) conn.line?.dismiss(bye);
        },
      };
      return net;
    };

  /** A page's wire. Its node is chosen anew with every connection, as a load balancer does. */
  const pageWire =
    (page: {
      label: string;
      whose: Owner;
      auth: Record<string, unknown>;
      person: () => string | null;
      pause: { min: number; max: number };
      choose: (dice: Dice) => string;
      onConn: (conn: Conn | null) => void;
    }): OpenWire =>
    (ears) => {
      const own = dice(`${seed} wire ${page.label}`);
      let conn: Conn | null = null;
      let tries = 0;
      let round = 0;
      let wanted = true;
      let stopRetry = (): void => {};
      const waiting = new Set<() => void>();

      const retry = (): void => {
        if (!wanted) return;
        stopRetry();
        const ms = Math.min(page.pause.max, page.pause.min * 2 ** Math.min(round++, 6)) * own.between(0.5, 1.5);
        stopRetry = scheduler.after(page.whose, ms, dial);
      };
      const gone = (which: Conn, meant: boolean): void => {
        if (conn !== which) return;
        const wasOpen = which.open;
        which.open = false;
        conn = null;
        page.onConn(null);
        for (const give of [...waiting]) give();
        if (wasOpen) ears.broken(meant);
        if (!meant) retry();
      };
      const dial = (): void => {
        if (!page.whose.alive || conn) return;
        tries += 1;
        const node = page.choose(own);
        const way = (which: string): Way => ({
          label: `${page.label} ${tries} ${which}`,
          lastAt: 0,
          lost: false,
          dice: dice(`${seed} ${page.label} ${tries} ${which}`),
        });
        const made: Conn = {
          page: page.label,
          whose: page.whose,
          ears,
          node,
          line: null,
          open: false,
          serverOpen: false,
          up: way("up"),
          down: way("down"),
          slowUntil: 0,
          clientGone: () => scheduler.after(page.whose, 0, () => gone(made, false)),
        };
        conn = made;
        conns.add(made);
        page.onConn(made);
        const stopWaiting = scheduler.after(page.whose, CONNECT_TIMEOUT_MS, () => {
          if (!made.open) {
            conns.delete(made);
            gone(made, false);
          }
        });
        const side = nodes.get(node);
        if (!side?.whose.alive) {
          along(made, made.down, page.whose, () => gone(made, false));
          return;
        }
        along(made, made.up, side.whose, () => {
          const { ears: server } = side;
          const line: Line = {
            id: side.tokens(),
            auth: page.auth,
            person: page.person,
            writable: () => scheduler.now() >= made.slowUntil,
            dismiss: (bye) => {
              if (!made.serverOpen || !side.whose.alive) return;
              tap.bye(page.label, bye);
              along(made, made.down, page.whose, () => made.open && ears.bye(bye));
              along(made, made.down, page.whose, () => {
                conns.delete(made);
                gone(made, true);
              });
              serverEnds(made);
            },
            cut: () => {
              if (!made.serverOpen || !side.whose.alive) return;
              along(made, made.down, page.whose, () => {
                conns.delete(made);
                gone(made, false);
              });
              serverEnds(made);
            },
          };
          made.line = line;
          server.welcome(line).then((refusal) => {
            if (!side.whose.alive) return;
            if (refusal) {
              tap.bye(page.label, refusal);
              along(made, made.down, page.whose, () => {
                if (conn !== made) return;
                stopWaiting();
                conns.delete(made);
                conn = null;
                page.onConn(null);
                ears.refused(refusal);
              });
              return;
            }
            if (!conns.has(made)) return;
            made.serverOpen = true;
            side.lines.set(line.id, made);
            along(made, made.down, page.whose, () => {
              if (conn !== made) return;
              stopWaiting();
              made.open = true;
              round = 0;
              ears.opened();
            });
            server.opened(line);
          });
        });
      };
      scheduler.after(page.whose, own.between(0, 20), dial);

      /** The browser closes what it does not want any more; the server hears of it, unless the way there is lost. */
      const hangUp = (): void => {
        const mine = conn;
        if (!mine) return;
        conns.delete(mine);
        const side = nodes.get(mine.node);
        if (side) along(mine, mine.up, side.whose, () => serverEnds(mine));
        if (mine.up.lost && side) scheduler.after(side.whose, own.between(...SILENCE_MS), () => serverEnds(mine));
      };

      return {
        isOpen: () => conn?.open ?? false,
        open: () => {
          wanted = true;
          if (!conn) dial();
        },
        close: () => {
          wanted = false;
          stopRetry();
          hangUp();
          if (conn) gone(conn, true);
        },
        drop: () => {
          hangUp();
          if (conn) gone(conn, false);
        },
        ask: (event, message, withinMs) =>
          new Promise((done) => {
            const mine = conn;
            let settled = false;
            const settle = (answer: unknown): void => {
              if (settled) return;
              settled = true;
              waiting.delete(give);
              stop();
              done(answer);
            };
            const give = (): void => settle(null);
            const stop = scheduler.after(page.whose, withinMs, give);
            waiting.add(give);
            const side = mine && nodes.get(mine.node);
            if (!mine?.open || !side) return;
            const fault = faults.message();
            if (fault === "drop") return;
            const args = JSON.parse(JSON.stringify(message)) as unknown[];
            const heard = (): void => {
              if (!mine.serverOpen || !mine.line) return;
              let answered = false;
              side.ears.heard(mine.line, event, args, (answer) => {
                if (answered || !side.whose.alive) return;
                answered = true;
                tap.answer(page.label, mine.node, event, args[0], answer);
                if (!mine.serverOpen) return;
                const back = faults.message();
                if (back === "drop") return;
                const copy = JSON.parse(JSON.stringify(answer ?? null)) as unknown;
                along(mine, mine.down, page.whose, () => mine.open && settle(copy), back === "late" ? own.between(50, 3_000) : 0);
              });
            };
            along(mine, mine.up, side.whose, heard, fault === "late" ? own.between(50, 3_000) : 0);
            if (fault === "duplicate") along(mine, mine.up, side.whose, heard, own.between(1, 5_000));
          }),
        // simulated messages are small
        post: async () => null,
      };
    };

  return {
    openNet,
    pageWire,
    breaks,
    conns: (): Conn[] => [...conns],
    /** everything that is connected to a node that ended */ nodeEnds: (name: string, silent: boolean): void => {
      for (const conn of [...conns]) {
        if (conn.node !== name) continue;
        conn.serverOpen = false;
        conn.up.lost = true;
        conn.down.lost = true;
        conns.delete(conn);
        scheduler.after(WORLD, silent ? conn.down.dice.between(...SILENCE_MS) : conn.down.dice.between(1, 100), conn.clientGone);
      }
      nodes.delete(name);
    },
    stall: (conn: Conn, ms: number): void => {
      conn.slowUntil = scheduler.now() + ms;
      const side = nodes.get(conn.node);
      if (side) scheduler.after(side.whose, ms, () => conn.serverOpen && conn.line && side.ears.drained(conn.line));
    },
    authOf: (sessionId: string, screenToken?: string): Record<string, unknown> => ({
      protocol: PROTOCOL_VERSION,
      sessionId,
      ...(screenToken ? { screenToken } : {}),
    }),
  };
}
