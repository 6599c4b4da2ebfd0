// Who is on the wire: lets people in, hands every inbound message through one wrapper, and closes what misbehaves.
import { type Answer, handshakeSchema, OLDEST_PROTOCOL, PROTOCOL_VERSION, type Trouble } from "../../shared/protocol/socket.ts";
import type { Viewer } from "../../shared/session/audience.ts";
import type { Rejection, RejectionCode } from "../../shared/session/rejection.ts";
import { isDamaged, isLater } from "../store/storeErrors.ts";
import type { Acts } from "./acts.ts";
import { createAdmission } from "./admission.ts";
import { later, refused, sentence } from "./answers.ts";
import { type Broadcast, createBroadcast, type Viewing } from "./broadcast.ts";
import { createFairTurns } from "./fairTurns.ts";
import { LIVE_LIMITS, type Limit } from "./limits.ts";
import type { Line, OpenNet } from "./net.ts";
import type { Clock, Turn } from "./ports.ts";
import { createSlowOnes } from "./slowOnes.ts";

type Known = {
  line: Line;
  viewing: Viewing;
  /** messages of an unknown kind */ unknown: number;
  /** it has sent something that cannot be read */ isOdd: boolean;
  /** since the line was last known to read */ unreadAnswers: number;
  /** how often in a row it was told that it was too fast */ tooFast: number;
  /** told often enough: until its time has come what it says is not heard, and it sends it again */ hushed: boolean;
  /** ends the wait for a line that does not read its answers */ stuck: (() => void) | null;
};
type Data = { sessionId: string; viewer: Viewer; personId: string | null };

/** Who is this in that session? Loads it. `whose`: of whom the page says it is, if it knows. */
export type Admit = (
  sessionId: string,
  personId: string | null,
  screenToken: string | null,
  whose: string | null,
) => Promise<Viewer | RejectionCode>;

export type Sockets = {
  broadcast: Broadcast;
  /** What the store is like; null: as it should be. */
  tell: (viewings: readonly Viewing[], trouble: Trouble | null) => void;
  /** Last words, then closed. */
  dismiss: (viewing: Viewing, code: RejectionCode) => void;
  counters: { malformed: number; unknownEvents: number };
  /** how many there are now; `connections` with those not let in yet */ count: () => { connections: number } & Record<
    Viewer["kind"],
    number
  >;
  close: () => Promise<void>;
};

class Refusal extends Error {
  readonly code: RejectionCode;
  constructor(code: RejectionCode) {
    super(code);
    this.code = code;
  }
}
const UNREADABLE: ReadonlySet<RejectionCode> = new Set<RejectionCode>(["BAD_REQUEST", "UNKNOWN_FIELD"]);
const byeOf = ({ code, params }: Rejection) => ({ code, message: sentence(code, params) });
const bye = (code: RejectionCode) => byeOf({ code });

export function openSockets(options: {
  openNet: OpenNet;
  clock: Clock;
  limit: (points: number, seconds: number) => Limit;
  turn: Turn;
  acts: () => Acts;
  admit: Admit;
  /** other than usual */ most?: { connections: number; perAddress: number };
  onNotLetIn?: (code: RejectionCode) => void;
  /** somebody was cut off who did not read */ onSlow?: () => void;
  joined: (viewing: Viewing) => void;
  left: (viewing: Viewing) => void;
  /** something went wrong here; what whoever asked is told */ failed: (error: unknown) => Rejection;
  onOddity: (what: "malformed" | "unknownEvent", detail: string) => void;
}): Sockets {
  const { clock } = options;
  const counters = { malformed: 0, unknownEvents: 0 };
  const welcomed = new WeakMap<Line, Data>();
  /** let in, and not closed since; by the line's id */
  const lines = new Map<string, Known>();
  const open = new Map<string, number>();
  const perSocket = options.limit(LIVE_LIMITS.socket, 1);
  const perPerson = options.limit(LIVE_LIMITS.person, 1);
  let ending = false;
  const turn = createAdmission(clock, LIVE_LIMITS.joinsPerSecond);
  const slowOnes = createSlowOnes(clock);
  const fairly = createFairTurns(options.turn);
  const cutOff = (line: Line, whose: string): void => {
    if (!lines.has(line.id)) return;
    slowOnes.cut(whose);
    options.onSlow?.();
    line.cut(bye("SLOW"));
  };

  const admitted = async (line: Line): Promise<Data> => {
    const { auth } = line;
    if (typeof auth.protocol === "number" && auth.protocol > PROTOCOL_VERSION) throw new Refusal("SERVER_OLDER");
    if (typeof auth.protocol === "number" && auth.protocol < OLDEST_PROTOCOL) throw new Refusal("UPGRADE_REQUIRED");
    const handshake = handshakeSchema.safeParse(auth);
    if (!handshake.success) throw new Refusal("BAD_REQUEST");
    const { sessionId, screenToken, personId: whose } = handshake.data;
    const { most = { connections: LIVE_LIMITS.sockets, perAddress: LIVE_LIMITS.socketsOfAddress } } = options;
    if (net.count() > most.connections || (line.neighbours?.() ?? 0) > most.perAddress) throw new Refusal("TOO_MANY_CONNECTIONS");
    const personId = screenToken ? null : line.person();
    await turn(line.isGone);
    // nobody waits for it any more
    if (line.isGone?.()) throw new Refusal("BUSY");
    const viewer = await options.admit(sessionId, personId, screenToken ?? null, whose ?? null);
    if (typeof viewer === "string") throw new Refusal(viewer);
    // meanwhile, perhaps: the last words were said to those who were in
    if (ending) throw new Refusal("RESTARTING");
    const data = { sessionId, viewer, personId };
    if (isFull(data)) throw new Refusal("TOO_MANY_CONNECTIONS");
    return data;
  };
  const isFull = (data: Data): boolean =>
    (open.get(ownerOf(data)) ?? 0) >= (data.viewer.kind === "screen" ? LIVE_LIMITS.screensOfSession : LIVE_LIMITS.socketsOfPerson);

  /** All are counted; in the log each connection stands once, so that nobody can fill it. */
  const malformed = (known: Known, event: string): void => {
    counters.malformed += 1;
    if (!known.isOdd) options.onOddity("malformed", event);
    known.isOdd = true;
  };
  /** Answers that were not read are kept for their reader, but not without end: after so many, what this line says is not heard, and it sends it again. */
  const keepsUp = (known: Known): boolean => {
    if (known.line.writable()) known.unreadAnswers = 0;
    if (known.unreadAnswers < LIVE_LIMITS.unreadAnswers) return true;
    known.stuck ??= clock.after(LIVE_LIMITS.stuckMs, known.viewing.cut);
    return false;
  };
  /** Whoever goes on all the same costs no more than the hearing. */
  const hush = (known: Known, untilMs: number): void => {
    known.tooFast += 1;
    if (known.tooFast < LIVE_LIMITS.tooFast || known.hushed) return;
    known.hushed = true;
    clock.after(untilMs, () => Object.assign(known, { hushed: false, tooFast: 0 }));
  };
  /** Every inbound message comes through here: nothing a client can send throws past this point or, from a client within its limits, goes unanswered. */
  const receive = async (line: Line, event: string, args: unknown[], answer: ((answer: unknown) => void) | null): Promise<void> => {
    const known = lines.get(line.id);
    // what comes after the last words is sent again to the server that comes next
    if (ending || !known || !keepsUp(known) || known.hushed) return;
    known.unreadAnswers += 1;
    const { viewing } = known;
    const tooEarly = (await perSocket.take(line.id)) ?? (await perPerson.take(ownerOf(viewing)));
    if (tooEarly !== null) {
      // several may have waited for the limits at once
      if (!known.hushed) answer?.(later("TOO_FAST", Math.ceil(tooEarly)));
      return hush(known, tooEarly);
    }
    known.tooFast = 0;
    if (event === "clock") return answer ? answer(clock.now()) : malformed(known, event);
    if (event !== "command" && event !== "draft") {
      counters.unknownEvents += 1;
      options.onOddity("unknownEvent", "");
      answer?.(refused({ code: "UNKNOWN_EVENT" }));
      known.unknown += 1;
      if (known.unknown >= LIVE_LIMITS.unknown) line.dismiss(bye("UNKNOWN_EVENT"));
      return;
    }
    // Without a way to answer nothing is done: the sender could not know what became of it.
    if (!answer) return malformed(known, event);
    const wait = fairly(ownerOf(viewing));
    if (wait === "full") return answer(later("TOO_FAST", 1_000));
    if (wait) await wait;
    // meanwhile, perhaps
    if (ending) return;
    const { viewer, sessionId, personId } = viewing;
    const acts = options.acts();
    const notTheirs = acts.notTheirs(sessionId, personId, args[0]);
    if (notTheirs) return answer(notTheirs);
    if (viewer.kind !== "seat") return answer(refused({ code: "NOT_SEATED" }));
    if (args.length !== 1) {
      malformed(known, event);
      return answer(refused({ code: "BAD_REQUEST" }));
    }
    const outcome: Answer = await acts[event](sessionId, viewer.seatId, args[0]);
    // No page of ours sends what cannot be read: whoever runs the server learns that somebody does, and nothing of what it says.
    if (!outcome.ok && UNREADABLE.has(outcome.code)) malformed(known, event);
    answer(outcome);
  };

  const net = options.openNet({
    welcome: async (line) => {
      try {
        welcomed.set(line, await admitted(line));
        return null;
      } catch (error) {
        const known = isLater(error) ? "STORAGE" : isDamaged(error) ? "LOG_DAMAGED" : error instanceof Refusal ? error.code : null;
        const refusal = known === null ? options.failed(error) : { code: known };
        if (!line.isGone?.()) options.onNotLetIn?.(refusal.code);
        return byeOf(refusal);
      }
    },
    opened: (line) => {
      const data = welcomed.get(line);
      if (!data) return line.dismiss(byeOf(options.failed(new Error("a line opened that was not let in"))));
      // of many that asked at the same moment, some have been let in since
      if (isFull(data)) {
        options.onNotLetIn?.("TOO_MANY_CONNECTIONS");
        return line.dismiss(bye("TOO_MANY_CONNECTIONS"));
      }
      const whose = `${ownerOf(data)} in ${data.sessionId}`;
      const viewing: Viewing = {
        id: line.id,
        ...data,
        sent: new Map(),
        unread: 0,
        unreadBytes: 0,
        behind: null,
        greeted: false,
        writable: line.writable,
        wasSlow: slowOnes.isBack(whose),
        cut: () => cutOff(line, whose),
      };
      lines.set(line.id, { line, viewing, unknown: 0, isOdd: false, unreadAnswers: 0, tooFast: 0, hushed: false, stuck: null });
      const owner = ownerOf(data);
      open.set(owner, (open.get(owner) ?? 0) + 1);
      options.joined(viewing);
    },
    heard: (line, event, args, answer) => {
      receive(line, event, args, answer).catch((error: unknown) => {
        const refusal = options.failed(error);
        answer?.(refused(refusal));
      });
    },
    drained: (line) => {
      const known = lines.get(line.id);
      if (!known) return;
      known.unreadAnswers = 0;
      known.stuck?.();
      known.stuck = null;
      broadcast.drained(known.viewing);
    },
    closed: (line) => {
      const known = lines.get(line.id);
      const data = welcomed.get(line);
      if (!known || !data) return;
      lines.delete(line.id);
      known.stuck?.();
      // as it was counted: somebody let in from the door since has the same owner
      const owner = ownerOf(data);
      const left = (open.get(owner) ?? 1) - 1;
      if (left > 0) open.set(owner, left);
      else open.delete(owner);
      broadcast.leave(known.viewing);
      options.left(known.viewing);
    },
  });
  const broadcast = createBroadcast({ clock, emit: net.show });

  return {
    broadcast,
    tell: (viewings, trouble) =>
      net.tell(
        viewings.map(({ id }) => id),
        trouble,
      ),
    dismiss: (viewing, code) => lines.get(viewing.id)?.line.dismiss(bye(code)),
    counters,
    count: () => {
      const counted = { connections: net.count(), seat: 0, screen: 0, door: 0 };
      for (const { viewing } of lines.values()) counted[viewing.viewer.kind] += 1;
      return counted;
    },
    close: () => {
      ending = true;
      return net.close(bye("RESTARTING"));
    },
  };
}

const ownerOf = ({ sessionId, viewer, personId }: Data): string =>
  viewer.kind === "screen" ? `screen ${sessionId}` : `person ${personId}`;
