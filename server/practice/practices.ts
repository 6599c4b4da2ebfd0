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

/** What a restart has to know. */
type Kept = { sessionId: SessionId; ownerPersonId: PersonId; speed: Speed; seed: number; until: Instant };
type Running = Kept & { played: Played };

export type Practices = {
  /** One more may run: somebody's second practice takes the place of their first. */ hasRoomFor: (ownerPersonId: PersonId) => boolean;
  /** Brings simulated reviewers into a session; whatever else this person practised ends. */
  start: (sessionId: SessionId, ownerPersonId: PersonId, speed: Speed) => Promise<void>;
  /** null: nobody is simulated there now */ speedIn: (sessionId: SessionId) => Speed | null;
  setSpeed: (sessionId: SessionId, speed: Speed) => Promise<void>;
  end: (sessionId: SessionId) => Promise<void>;
  /** the session is deleted: its guests are forgotten with it */ discard: (sessionId: SessionId) => Promise<void>;
  /** after a restart: those whose time is not over go on */ resume: () => Promise<void>;
  close: () => Promise<void>;
};

const TABLE = "practices";
/** session and persona → the guest */
const GUEST_TABLE = "practiceGuests";
const LONGEST_MS = 90 * 60_000;
const AT_ONCE = 8;

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
  let closing = false;

  const isOf =
    (personId: PersonId) =>
    (one: Kept): boolean =>
      directory.resolve(one.ownerPersonId) === directory.resolve(personId);

  const forget = async (sessionId: SessionId): Promise<void> => {
    running.delete(sessionId);
    await store.remove(TABLE, sessionId);
  };

  /** The guest who plays this one: from before a restart if there is one, a new one otherwise, seated as the host seats somebody expected. */
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
    if (closing) return;
    const played = startProcess(
      { url: options.loopback(), origin: options.baseUrl(), sessionId, guests, seed, speed, forMs: until - clock.now() },
      {
        pauses: options.pauses,
        onEnded: () => {
          // of two in a row only the one that runs now may forget itself
          if (!closing && running.get(sessionId)?.played === played) forget(sessionId).catch(options.onFault);
        },
        onFault: options.onFault,
      },
    );
    running.set(sessionId, { ...kept, played });
  };

  const endNow = async (sessionId: SessionId): Promise<void> => {
    running.get(sessionId)?.played.end();
    await forget(sessionId);
  };

  return {
    hasRoomFor: (ownerPersonId) => [...running.values()].filter((one) => !isOf(ownerPersonId)(one)).length < AT_ONCE,
    start: (sessionId, ownerPersonId, speed) =>
      inTurn(async () => {
        for (const one of [...running.values()]) if (isOf(ownerPersonId)(one) || one.sessionId === sessionId) await endNow(one.sessionId);
        const kept: Kept = { sessionId, ownerPersonId, speed, seed: ids.seed(), until: clock.now() + LONGEST_MS };
        await store.put(TABLE, sessionId, kept);
        await launch(kept);
      }),
    speedIn: (sessionId) => running.get(sessionId)?.speed ?? null,
    setSpeed: (sessionId, speed) =>
      inTurn(async () => {
        const one = running.get(sessionId);
        if (!one) return;
        const { played, ...kept } = one;
        await store.put(TABLE, sessionId, { ...kept, speed } satisfies Kept);
        running.set(sessionId, { ...kept, speed, played });
        played.setSpeed(speed);
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
    resume: () =>
      inTurn(async () => {
        for (const { key, value } of await store.list(TABLE)) {
          const kept = value as Kept;
          const state = kept.until > clock.now() ? await sessions.stateOf(key) : null;
          if (state && !state.closed) await launch(kept);
          else await forget(key);
        }
      }),
    close: () =>
      inTurn(async () => {
        closing = true;
        for (const { played } of running.values()) played.end();
        running.clear();
      }),
  };
}
