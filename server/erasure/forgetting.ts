// Forgetting a person while people call: they are shut out first, then what they wrote is erased, then no node's memory holds it. Every node does its own part, because
// only it knows what it was just about to store.
import type { PersonId } from "../../shared/ids.ts";
import type { Clock, Turn } from "../live/ports.ts";
import type { Directory } from "../people/directory.ts";
import { oneAtATime } from "../people/oneAtATime.ts";
import type { Live } from "../live/live.ts";
import type { EventStore } from "../store/eventStore.ts";
import { damageOf, isDamaged, type StoreError } from "../store/storeErrors.ts";
import { erase, isNothing } from "./erase.ts";
import { allRecorded, ERASURES, type Erasure, record, recorded } from "./ledger.ts";

export type Forgetting = {
  /** Resolves when nobody sees anything of it any more, here and in the store. False: that was so already. Rejects with the sessions whose damaged logs may still hold something. */
  forget: (personId: PersonId) => Promise<boolean>;
  /** from now on: goes on with what was cut off, and follows the other nodes */ resume: () => Promise<void>;
  close: () => Promise<void>;
};

type Cleaned = { found: boolean; damage: StoreError | null };

const AGAIN_MS = 30_000;
/** longer than a node that does not know of it yet can go on unnoticed */
const STALE_MS = 10 * 60_000;

export function createForgetting(options: {
  store: EventStore;
  directory: Directory;
  live: Pick<Live, "sessions" | "shutOut">;
  clock: Clock;
  turn: Turn;
  /** into the list beside the data, durable; throws where it cannot be */ writeDown: (erasure: Erasure) => void;
  onNodeGone: (listener: () => void) => void;
  onFault: (error: unknown) => void;
}): Forgetting {
  const { store, directory, live, clock, onFault } = options;
  const inTurn = oneAtATime();
  const followed = new Set<PersonId>();
  /** not long ago: another node may have stored something before it knew, and ended */
  const recent = new Set<PersonId>();
  let closed = false;

  /** May be done again, and finds what is left. Answers whether there was something, and what could not be reached. */
  const cleanHere = async (personId: PersonId): Promise<Cleaned> => {
    await directory.erasePerson(personId);
    await live.shutOut();
    const erased = await erase(store, { kind: "person", id: personId }, options.turn);
    const unread = await live.sessions
      .readAnew((other) => directory.resolve(other) === directory.resolve(personId))
      .then(
        () => [],
        (error: unknown) => {
          if (!isDamaged(error)) throw error;
          return [error];
        },
      );
    return { found: !isNothing(erased), damage: damageOf([...(erased.damage ? [erased.damage] : []), ...unread]) };
  };
  const follow = async (erasure: Erasure): Promise<Cleaned> => {
    options.writeDown(erasure);
    recent.add(erasure.id);
    clock.after(STALE_MS, () => recent.delete(erasure.id));
    const cleaned = await cleanHere(erasure.id);
    followed.add(erasure.id);
    return cleaned;
  };
  /** Where a damaged log may still hold something, it is not done: the next start looks again. */
  const leaveNothing = async (erasure: Erasure, damage: StoreError | null): Promise<void> => {
    await store.scrub();
    if (!damage) await record(store, erasure, true);
  };
  const finish = async (erasure: Erasure): Promise<void> => {
    const { damage } = await follow(erasure);
    if (damage) onFault(damage);
    await leaveNothing(erasure, damage);
  };
  /** What could not be finished, because the store was away or the disk full, is tried until it is. */
  const finishLater = (erasure: Erasure): void =>
    void clock.after(AGAIN_MS, () => {
      if (closed) return;
      inTurn(() => finish(erasure)).catch((error: unknown) => unfinished(erasure, error));
    });
  const unfinished = (erasure: Erasure, error: unknown): void => {
    onFault(error);
    finishLater(erasure);
  };

  const scrubAfter = async (cleaning: Promise<Cleaned>): Promise<void> => {
    const { found, damage } = await cleaning;
    if (damage) onFault(damage);
    if (found) await store.scrub();
  };
  const lookAround = async (): Promise<void> => {
    for (const { done: _done, ...erasure } of await allRecorded(store))
      if (erasure.kind === "person" && !followed.has(erasure.id)) await scrubAfter(follow(erasure));
  };
  // What could not be followed now is told of again.
  store.onRecord((table) => (table === ERASURES ? inTurn(lookAround) : undefined));
  options.onNodeGone(() => {
    for (const personId of recent) inTurn(() => scrubAfter(cleanHere(personId))).catch(onFault);
  });

  return {
    forget: (personId) =>
      inTurn(async () => {
        const before = await recorded(store, { kind: "person", id: personId });
        if (before?.done) return false;
        const erasure: Erasure = { kind: "person", id: personId, at: before?.at ?? new Date(clock.now()).toISOString() };
        options.writeDown(erasure);
        await record(store, erasure, false);
        const { damage } = await follow(erasure).catch((error: unknown) => {
          finishLater(erasure);
          throw error;
        });
        // Nobody sees it any more; that the last bytes of it go may have to wait for room on a disk.
        await leaveNothing(erasure, damage).catch((error: unknown) => unfinished(erasure, error));
        if (!damage) return true;
        onFault(damage);
        throw damage;
      }),
    resume: () =>
      inTurn(async () => {
        const cleaned: Erasure[] = [];
        let anyLeft = false;
        for (const { done, ...erasure } of await allRecorded(store)) {
          if (erasure.kind !== "person") continue;
          if (done) {
            followed.add(erasure.id);
            continue;
          }
          try {
            const { damage } = await follow(erasure);
            anyLeft = true;
            if (damage) onFault(damage);
            else cleaned.push(erasure);
          } catch (error) {
            unfinished(erasure, error);
          }
        }
        // The files are written anew once for all of them.
        if (!anyLeft) return;
        try {
          await store.scrub();
          for (const erasure of cleaned) await record(store, erasure, true);
        } catch (error) {
          onFault(error);
          for (const erasure of cleaned) finishLater(erasure);
        }
      }),
    close: async () => {
      closed = true;
      await inTurn(async () => {});
    },
  };
}
