// The simulated network: connections between pages and nodes that keep order while they live, break, half-break, stall, and repeat or lose what asks for an answer.
import type { WireEars } from "../../client/connection/wire.ts";
import type { Ears, Line, Net, OpenNet } from "../../server/live/net.ts";
import type { Bye, ViewFrame } from "../../shared/protocol/socket.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/version.ts";
import { type Dice, drawn } from "./dice.ts";
import { pageWireOver, SILENCE_MS } from "./pageWire.ts";
import { type Owner, type Scheduler, WORLD } from "./scheduler.ts";

export type NetFaults = {
  /** for one message that asks for an answer, or one answer */ message: () => "none" | "drop" | "duplicate" | "late";
  /** how long a message takes, more than usual */ slowness: () => number;
};
/** What passes a node's side of the wire: for checkers and transcripts. */
export type Tap = {
  frame: (page: string, node: string, frame: ViewFrame, json: string, line: string) => void;
  /** it has arrived, and the page has taken it in */ shown: (page: string, frame: ViewFrame, line: string) => void;
  answer: (page: string, node: string, event: string, message: unknown, answer: unknown) => void;
  bye: (page: string, bye: Bye) => void;
};

/** What a page says of itself when it connects. */
export type PageAuth = { protocol: number; sessionId: string; screenToken?: string };
export type Way = { label: string; lastAt: number; lost: boolean; dice: Dice };
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
  /** what came while the page stands still; null: it reads */ unread: (() => void)[] | null;
  clientGone: () => void;
};
export type NodeSide = { name: string; whose: Owner; ears: Ears; lines: Map<string, Conn>; tokens: () => string };

/** What a page's wire needs of the network. */
export type Network = {
  seed: string;
  scheduler: Scheduler;
  faults: NetFaults;
  tap: Tap;
  nodes: Map<string, NodeSide>;
  conns: Set<Conn>;
  along: (conn: Conn, way: Way, whose: Owner, run: () => void, unordered?: number) => void;
  serverEnds: (conn: Conn) => void;
};

export type Wires = ReturnType<typeof createWires>;

export function createWires(options: { seed: string; scheduler: Scheduler; faults: NetFaults; tap: Tap; trace: (line: string) => void }) {
  const { seed, scheduler, faults, tap, trace } = options;
  const nodes = new Map<string, NodeSide>();
  const conns = new Set<Conn>();
  /** broken, and perhaps nobody has noticed yet */ const halfOpen = new Set<Conn>();

  /** In order, as long as the way carries at all. */
  const along = (conn: Conn, way: Way, whose: Owner, run: () => void, unordered = 0): void => {
    if (way.lost) return;
    if (way === conn.down && conn.unread && unordered === 0) {
      conn.unread.push(() => along(conn, way, whose, run));
      return;
    }
    // by the moment, not by how many came before: what one page gets more of does not delay what it gets later
    const at = scheduler.now() + 1 + 30 * drawn(`${seed} ${way.label} ${scheduler.now()}`) + faults.slowness();
    way.lastAt = unordered > 0 ? way.lastAt : Math.max(at, way.lastAt + 0.001);
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
    if (how !== "reset") halfOpen.add(conn);
  };
  const readsAgain = (conn: Conn): void => {
    const unread = conn.unread ?? [];
    conn.unread = null;
    for (const arrives of unread) arrives();
    const side = nodes.get(conn.node);
    if (side) scheduler.after(side.whose, 0, () => conn.serverOpen && conn.line && side.ears.drained(conn.line));
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
            tap.frame(conn.page, name, frame, json, id);
            along(conn, conn.down, conn.whose, () => {
              if (!conn.open) return;
              conn.ears.view(parsed);
              tap.shown(conn.page, parsed, id);
            });
          }
        },
        tell: (lineIds, trouble) => {
          for (const id of lineIds) {
            const conn = whose.alive ? side.lines.get(id) : undefined;
            if (conn) along(conn, conn.down, conn.whose, () => conn.open && conn.ears.trouble(trouble));
          }
        },
        count: () => side.lines.size,
        close: async (bye) => {
          for (const conn of [...side.lines.values()]) conn.line?.dismiss(bye);
        },
      };
      return net;
    };

  const network: Network = { seed, scheduler, faults, tap, nodes, conns, along, serverEnds };
  return {
    openNet,
    pageWire: pageWireOver(network),
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
      if (conn.unread) return;
      conn.unread = [];
      scheduler.after(WORLD, ms, () => readsAgain(conn));
    },
    /** Everything carries again, and whoever talks over what is broken is told so: no fault is left, noticed or not. */ heal: (): void => {
      for (const conn of conns) if (conn.unread) readsAgain(conn);
      for (const conn of halfOpen) {
        const side = nodes.get(conn.node);
        if (side) scheduler.after(side.whose, conn.down.dice.between(1, 200), () => serverEnds(conn));
        scheduler.after(WORLD, conn.down.dice.between(1, 200), conn.clientGone);
      }
    },
    authOf: (sessionId: string, screenToken?: string): PageAuth => ({
      protocol: PROTOCOL_VERSION,
      sessionId,
      ...(screenToken ? { screenToken } : {}),
    }),
  };
}
