// Practice calls that run: who asked for which, the guests who play in it, and that none outlives its time, its session or the server.
import type { Instant, PersonId, SessionId } from "../../shared/ids.ts";
import { GUESTS, type Guest } from "../../shared/practice/guests.ts";
import type { Speed } from "../../shared/practice/job.ts";
import type { Clock, Ids } from "../live/ports.ts";
import type { Sessions } from "../live/sessions.ts";
import { seatOfPerson } from "../live/viewers.ts";
import type { Directory } from "../people/directory.ts";
import type { Links } from "../people/links.ts";
import { oneAtATime } from "../people/oneAtATime.ts";
import type { EventStore } from "../store/eventStore.ts";
import { type Played, startProcess } from "./process.ts";

/** The truth about one practice, in the store: another node of the same team may be asked about it, or have to go on with it. */
type Kept = {
  sessionId: SessionId;
  ownerPersonId: PersonId;
  speed: Speed;
  seed: number;
  until: Instant;
  /** whoever runs it says so now and then; long ago: its server is gone */ aliveAt: Instant;
};
type Running = { played: Played; speed: Speed };

export type Practices = {
  /** One more may run: somebody's second practice takes the place of their first. */ hasRoomFor: (
    ownerPersonId: PersonId,
  ) => Promise<boolean>;
  /** Brings simulated reviewers into a session; whatever else this person practised ends. */
  start: (sessionId: SessionId, ownerPersonId: PersonId, speed: Speed) => Promise<void>;
  /** null: nobody is simulated there now */ speedIn: (sessionId: SessionId) => Promise<Speed | null>;
  setSpeed: (sessionId: SessionId, speed: Speed) => Promise<void>;
  end: (sessionId: SessionId) => Promise<void>;
  /** the session is deleted: its guests are forgotten with it */ discard: (sessionId: SessionId) => Promise<void>;
  /** from now on: goes on with those whose server is gone, and keeps an eye on its own */ resume: () => Promise<void>;
  close: () => Promise<void>;
};

const TABLE = "practices";
/** session and persona → the guest */
const GUEST_TABLE = "practiceGuests";
const LONGEST_MS = 90 * 60_000;
const AT_ONCE = 8;
const LOOK_MS = 5_000;
const SAY_ALIVE_MS = 20_000;
const GONE_MS = 60_000;

const guestKey = (sessionId: SessionId, persona: string): string => `${sessionId}:${persona}`;

export function openPractices(options: {
  store: EventStore;
  sessions: Sessions;
  directory: Directory;
  links: Links;
  clock: Clock;
  ids: Ids;
  /** the way to this server from this machine */ loopback: () => string;
  /** the address people use */ baseUrl: () => string;
  /** how many times as long simulated people pause; 1 in life */ pauses: number;
  onFault: (error: unknown) => void;
}): Practices {
  const { store, sessions, directory, links, clock, ids } = options;
  const running = new Map<SessionId, Running>();
  const inTurn = oneAtATime();
  let closed = false;
  let stopLooking = (): void => {};

  const keptOf = async (sessionId: SessionId): Promise<Kept | null> => (await store.get(TABLE, sessionId)) as Kept | null;
  const keep = (kept: Kept): Promise<void> => store.put(TABLE, kept.sessionId, kept);
  const all = async (): Promise<Kept[]> => (await store.list(TABLE)).map(({ value }) => value as Kept);
  const isOf = (personId: PersonId, { ownerPersonId }: Kept): boolean => directory.resolve(ownerPersonId) === directory.resolve(personId);

  /** The guest who plays this one: from before if there is one, a new one otherwise, seated as the host seats somebody expected. */
  const guestOf = async (sessionId: SessionId, guest: Guest): Promise<PersonId | null> => {
    const session = await sessions.load(sessionId);
    if (!session) return null;
    const key = guestKey(sessionId, guest.persona);
    const known = (await store.get(GUEST_TABLE, key)) as PersonId | null;
    if (known !== null) return seatOfPerson(session.state(), directory, known) ? known : null;
    const { personId } = await directory.addPerson({
      personId: ids.id(),
      name: directory.freeName(guest.name, { sessionId }),
      kind: "guest",
      guestOf: sessionId,
      createdAt: clock.now(),
    });
    const { experience, firstTime } = guest;
    const seated = await sessions.asServer(sessionId, {
      type: "TakeSeat",
      seatId: ids.id(),
      personId,
      role: "reviewer",
      workspaceRole: "guest",
      experience,
      site: null,
      scores: true,
      firstTime,
    });
    if (seated.outcome !== "ok") return null;
    await store.put(GUEST_TABLE, key, personId);
    return personId;
  };

  const launch = async (kept: Kept): Promise<void> => {
    const { sessionId, seed, speed, until } = kept;
    const guests: { persona: string; token: string }[] = [];
    for (const guest of GUESTS) {
      const personId = await guestOf(sessionId, guest);
      if (personId !== null) guests.push({ persona: guest.persona, token: await links.mint("device", { personId }) });
    }
    if (closed) return;
    await keep({ ...kept, aliveAt: clock.now() });
    const played = startProcess(
      {
        url: options.loopback(),
        origin: new URL(options.baseUrl()).origin,
        sessionId,
        guests,
        seed,
        speed,
        forMs: Math.min(until - clock.now(), LONGEST_MS),
      },
      {
        pauses: options.pauses,
        // they have left by themselves; of two in a row only the one that runs now may say so
        onEnded: () => {
          if (!closed && running.get(sessionId)?.played === played) inTurn(() => endNow(sessionId)).catch(options.onFault);
        },
        onFault: options.onFault,
      },
    );
    running.set(sessionId, { played, speed });
  };

  const stopHere = (sessionId: SessionId): void => {
    running.get(sessionId)?.played.end();
    running.delete(sessionId);
  };
  const endNow = async (sessionId: SessionId): Promise<void> => {
    stopHere(sessionId);
    await store.remove(TABLE, sessionId);
  };

  /** What was asked of another node, and what another node left behind. */
  const look = async (): Promise<void> => {
    const now = clock.now();
    const kept = await all();
    for (const sessionId of [...running.keys()]) if (!kept.some((one) => one.sessionId === sessionId)) stopHere(sessionId);
    for (const one of kept) {
      const here = running.get(one.sessionId);
      if (here) {
        if (here.speed !== one.speed) here.played.setSpeed(one.speed);
        here.speed = one.speed;
        if (Math.abs(now - one.aliveAt) > SAY_ALIVE_MS) await keep({ ...one, aliveAt: now });
        continue;
      }
      if (Math.abs(now - one.aliveAt) < GONE_MS) continue;
      const state = one.until > now ? await sessions.stateOf(one.sessionId) : null;
      if (state && !state.closed) await launch(one);
      else await endNow(one.sessionId);
    }
  };
  const lookAgain = (): void => {
    if (closed) return;
    stopLooking = clock.after(LOOK_MS, () => {
      inTurn(look).catch(options.onFault).finally(lookAgain);
    });
  };

  return {
    hasRoomFor: async (ownerPersonId) => (await all()).filter((one) => !isOf(ownerPersonId, one)).length < AT_ONCE,
    start: (sessionId, ownerPersonId, speed) =>
      inTurn(async () => {
        for (const one of await all()) if (isOf(ownerPersonId, one) || one.sessionId === sessionId) await endNow(one.sessionId);
        const now = clock.now();
        await launch({ sessionId, ownerPersonId, speed, seed: ids.seed(), until: now + LONGEST_MS, aliveAt: now });
      }),
    speedIn: async (sessionId) => (await keptOf(sessionId))?.speed ?? null,
    setSpeed: (sessionId, speed) =>
      inTurn(async () => {
        const kept = await keptOf(sessionId);
        if (!kept) return;
        await keep({ ...kept, speed });
        const here = running.get(sessionId);
        if (!here) return;
        here.speed = speed;
        here.played.setSpeed(speed);
      }),
    end: (sessionId) => inTurn(() => endNow(sessionId)),
    discard: (sessionId) =>
      inTurn(async () => {
        await endNow(sessionId);
        for (const { persona } of GUESTS) {
          const key = guestKey(sessionId, persona);
          const personId = (await store.get(GUEST_TABLE, key)) as PersonId | null;
          if (personId !== null) await directory.erasePerson(personId);
          await store.remove(GUEST_TABLE, key);
        }
      }),
    resume: async () => {
      await inTurn(look);
      lookAgain();
    },
    close: () =>
      inTurn(async () => {
        closed = true;
        stopLooking();
        // a server that comes back, or another one, need not wait to be sure
        for (const sessionId of [...running.keys()]) {
          const kept = await keptOf(sessionId);
          if (kept) await keep({ ...kept, aliveAt: 0 });
          stopHere(sessionId);
        }
      }),
  };
}
