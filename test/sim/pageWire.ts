// A page's end of the simulated network: dials, comes back by itself after a break, and asks until it is answered or the wire breaks.
import type { OpenWire } from "../../client/connection/wire.ts";
import type { Line } from "../../server/live/net.ts";
import { type Dice, dice } from "./dice.ts";
import type { Owner } from "./scheduler.ts";
import type { Conn, Network, Way } from "./wires.ts";

/** how long it takes until silence is noticed: ping interval and ping timeout */
export const SILENCE_MS = [20_000, 40_000] as const;
const CONNECT_TIMEOUT_MS = 10_000;

/** A page's wire. Its node is chosen anew with every connection, as a load balancer does. */
export const pageWireOver =
  (network: Network) =>
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
    const { seed, scheduler, faults, tap, nodes, conns, along, serverEnds } = network;
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
        unread: null,
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
          auth: { ...(ears.whose() ? { personId: ears.whose() } : {}), ...page.auth },
          person: page.person,
          writable: () => made.unread === null,
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
          cut: (bye) => {
            if (!made.serverOpen || !side.whose.alive) return;
            tap.bye(page.label, bye);
            along(made, made.down, page.whose, () => made.open && ears.bye(bye));
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
      hurry: () => {
        if (conn) return;
        stopRetry();
        dial();
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
