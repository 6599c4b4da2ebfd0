// One log under pressure: batches, conflicts, repeats, a full disk, a write nobody knows the outcome of, and errors in the rules.
import { describe, expect, test } from "vitest";
import { type Aggregate, createAggregate } from "../../server/live/aggregate.ts";
import type { AppendResult, CommandRecord, EventStore } from "../../server/store/eventStore.ts";
import { memoryStore } from "../../server/store/memory.ts";
import { StoreError } from "../../server/store/storeErrors.ts";

type Added = { type: "Added"; at: number; amount: number };
type Add = { amount: number };
type Counter = Aggregate<number, Add, string, Added>;

/** Counts up; refuses what would go over ten; throws on the amount 13. */
function counter(
  store: EventStore,
  heard: { fatal: unknown[]; faults: unknown[]; changes: number[][] } = { fatal: [], faults: [], changes: [] },
): Counter {
  return createAggregate<number, Add, string, Added>({
    stream: "session:x",
    store,
    clock: { now: () => 7, after: () => () => {} },
    ids: { code: () => "QUOTED" },
    decide: (state, { amount }) => {
      if (amount === 13) throw new Error("13");
      if ((state ?? 0) + amount > 10) return { rejected: { code: "TOO_MANY" } };
      return amount === 0 ? [] : [{ type: "Added", amount } as Omit<Added, "at">];
    },
    evolve: (state, event) => (state ?? 0) + event.amount,
    comesAgain: () => true,
    onChanged: (_state, events) => void heard.changes.push(events.map(({ amount }) => amount)),
    onFatal: (error) => void heard.fatal.push(error),
    onFault: (error, ref) => void heard.faults.push(error, ref),
  });
}
const add = (log: Counter, commandId: string, amount: number, actorKey = "a") =>
  log.execute({ commandId, actorKey, actor: actorKey, command: { amount } });

/** A memory store whose appends can be watched and disturbed. */
function disturbed(
  before: (batch: CommandRecord[], round: number) => AppendResult | undefined | Promise<void>,
): EventStore & { rounds: () => number } {
  const store = memoryStore();
  let rounds = 0;
  return {
    ...store,
    rounds: () => rounds,
    append: async (stream, expected, batch) => {
      rounds += 1;
      const result = await before(batch, rounds);
      return result ?? store.append(stream, expected, batch);
    },
  };
}

test("commands that wait together are decided one after the other and stored in one go", async () => {
  const sizes: number[] = [];
  const store = disturbed((batch) => {
    sizes.push(batch.length);
    return undefined;
  });
  const heard = { fatal: [], faults: [], changes: [] as number[][] };
  const log = counter(store, heard);
  const outcomes = await Promise.all([1, 2, 3, 4, 5].map((amount) => add(log, `c${amount}`, amount)));
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["ok", "ok", "ok", "ok", "rejected"]);
  expect(log.state()).toBe(10);
  expect(sizes.length).toBeLessThan(5);
  expect(heard.changes.flat()).toEqual([1, 2, 3, 4]);
  expect(await store.read("session:x", 0)).toHaveLength(4);
});

test("the same id and body has one effect, also for a second log on the same store; another body is refused", async () => {
  const store = memoryStore();
  const log = counter(store);
  const first = add(log, "c", 4);
  const twin = add(log, "c", 4);
  expect(await first).toMatchObject({ outcome: "ok" });
  expect(await twin).toEqual({ outcome: "ok", events: [] });
  expect(await add(log, "c", 5)).toEqual({ outcome: "rejected", rejection: { code: "ID_REUSED" } });
  const restarted = counter(store);
  expect(await add(restarted, "c", 4)).toEqual({ outcome: "ok", events: [] });
  expect(restarted.state()).toBe(4);
  // the id belongs to its actor
  expect(await add(restarted, "c", 3, "b")).toMatchObject({ outcome: "ok" });
  expect(restarted.state()).toBe(7);
});

test("refused means never: the same id is refused again although it would now be accepted, after a restart too, and never taken for other words", async () => {
  const store = memoryStore();
  const log = counter(store);
  await add(log, "c1", 8);
  expect(await add(log, "c2", 5)).toMatchObject({ outcome: "rejected" });
  expect(await add(log, "c3", -5)).toMatchObject({ outcome: "ok" });
  expect(await add(log, "c2", 5)).toMatchObject({ outcome: "rejected" });
  expect(log.state()).toBe(3);
  const restarted = counter(store);
  expect(await add(restarted, "c2", 5)).toEqual({ outcome: "rejected", rejection: { code: "TOO_MANY" } });
  expect(await add(restarted, "c2", 1)).toEqual({ outcome: "rejected", rejection: { code: "ID_REUSED" } });
  expect(restarted.state()).toBe(3);
});

test("two logs on one store: the loser of a race catches up and decides again, up to twenty times", async () => {
  const store = memoryStore();
  const [one, two] = [counter(store), counter(store)];
  await Promise.all([one.load(), two.load()]);
  const outcomes = await Promise.all(Array.from({ length: 10 }, (_, index) => add(index % 2 ? one : two, `c${index}`, 1)));
  expect(outcomes.every(({ outcome }) => outcome === "ok")).toBe(true);
  expect(await store.read("session:x", 0)).toHaveLength(10);
  one.moved();
  expect(await one.load()).toBe(10);

  const never = disturbed(() => ({ outcome: "conflict", version: 0 }));
  expect(await add(counter(never), "c", 1)).toMatchObject({ outcome: "later", code: "BUSY" });
  expect(never.rounds()).toBe(20);
});

test("a decision made against a state that lost its race is not told as a refusal", async () => {
  const store = memoryStore();
  const other = counter(store);
  let raced = false;
  const racing: EventStore = {
    ...store,
    append: async (stream, expected, batch) => {
      if (!raced) {
        raced = true;
        await add(other, "theirs", -6);
      }
      return store.append(stream, expected, batch);
    },
  };
  const log = counter(racing);
  const [first, second] = await Promise.all([add(log, "c1", 8), add(log, "c2", 5)]);
  expect(first).toMatchObject({ outcome: "ok" });
  // 8 + 5 was too many; -6 + 8 + 5 is not
  expect(second).toMatchObject({ outcome: "ok" });
  expect(log.state()).toBe(7);
});

test("a full disk is 'later': nothing is stored, and the same id may come again", async () => {
  let full = true;
  const store = disturbed(async () => {
    if (full) throw new StoreError("STORAGE_FULL", "full");
  });
  const heard = { fatal: [] as unknown[], faults: [], changes: [] };
  const log = counter(store, heard);
  expect(await add(log, "c", 4)).toMatchObject({ outcome: "later", code: "STORAGE" });
  expect(log.state()).toBeNull();
  full = false;
  expect(await add(log, "c", 4)).toMatchObject({ outcome: "ok" });
  expect(log.state()).toBe(4);
  expect(heard.fatal).toEqual([]);
});

test("a write whose outcome is unknown is not answered at all, and ends the process", async () => {
  const store = disturbed(async () => {
    throw new Error("EIO");
  });
  const heard = { fatal: [] as unknown[], faults: [], changes: [] };
  let answered = false;
  void add(counter(store, heard), "c", 4).then(() => {
    answered = true;
  });
  while (heard.fatal.length === 0) await new Promise((next) => setImmediate(next));
  await new Promise((next) => setImmediate(next));
  expect(answered).toBe(false);
});

test("[F-12] an error in the rules fails that command alone", async () => {
  const heard = { fatal: [], faults: [] as unknown[], changes: [] };
  const log = counter(memoryStore(), heard);
  const [before, broken, after] = await Promise.all([add(log, "c1", 1), add(log, "c2", 13), add(log, "c3", 2)]);
  expect([before, after].map(({ outcome }) => outcome)).toEqual(["ok", "ok"]);
  expect(broken).toEqual({ outcome: "rejected", rejection: { code: "INTERNAL", params: { ref: "QUOTED" } } });
  expect(heard.faults).toEqual([new Error("13"), "QUOTED"]);
  expect(log.state()).toBe(3);
});

test("a queue that is full says so at once", async () => {
  const gate = Promise.withResolvers<void>();
  const store = disturbed(() => gate.promise);
  const log = counter(store);
  const waiting = Array.from({ length: 200 }, (_, index) => add(log, `c${index}`, 0));
  const refused = await Promise.race(waiting);
  expect(refused).toMatchObject({ outcome: "later", code: "BUSY" });
  gate.resolve();
  const outcomes = await Promise.all(waiting);
  expect(outcomes.filter(({ outcome }) => outcome === "ok").length).toBeGreaterThanOrEqual(64);
});

describe("another node", () => {
  test("what it appended is read and told when it is hinted at, once", async () => {
    const store = memoryStore();
    const heard = { fatal: [], faults: [], changes: [] as number[][] };
    const log = counter(store, heard);
    await log.load();
    const other = counter(store);
    await add(other, "c1", 2);
    await add(other, "c2", 3);
    log.moved();
    log.moved();
    await expect.poll(() => log.state()).toBe(5);
    await log.load();
    expect(heard.changes.flat()).toEqual([2, 3]);
  });

  test("a hint that comes while a command is being stored is followed afterwards, and nothing is decided on half of it", async () => {
    const gate = Promise.withResolvers<void>();
    const shared = memoryStore();
    const log = counter({
      ...shared,
      append: async (stream, expected, batch) => {
        const result = await shared.append(stream, expected, batch);
        await gate.promise;
        return result;
      },
    });
    await log.load();
    const own = add(log, "own", 2);
    while ((await shared.read("session:x", 0)).length === 0) await new Promise((next) => setImmediate(next));
    await add(counter(shared), "theirs", 3);
    log.moved();
    await new Promise((next) => setImmediate(next));
    expect(log.state()).toBeNull();
    gate.resolve();
    expect(await own).toMatchObject({ outcome: "ok" });
    await expect.poll(() => log.state()).toBe(5);
    expect(log.version()).toBe(2);
  });

  test("a log that is damaged refuses with its own code, and keeps what was last seen", async () => {
    let damaged = false;
    const store = disturbed(async () => {
      if (damaged) throw new StoreError("LOG_DAMAGED", "gone");
    });
    const heard = { fatal: [] as unknown[], faults: [], changes: [] };
    const log = counter(store, heard);
    await add(log, "c1", 2);
    damaged = true;
    expect(await add(log, "c2", 2)).toEqual({ outcome: "rejected", rejection: { code: "LOG_DAMAGED" } });
    expect(log.state()).toBe(2);
    expect(heard.fatal).toEqual([]);
  });
});

/** Tells what is folded, so that it shows what it was folded from. */
const wordsOf = (store: EventStore, told: string[]) =>
  createAggregate<string, { words: string }, string, { type: "Said"; at: number; said: { text: string } }>({
    stream: "session:x",
    store,
    clock: { now: () => 7, after: () => () => {} },
    ids: { code: () => "QUOTED" },
    decide: (_state, { words }) => [
      { type: "Said", said: { text: words } } as Omit<{ type: "Said"; at: number; said: { text: string } }, "at">,
    ],
    evolve: (state, { said }) => `${state ?? ""}[${said.text}]`,
    onChanged: (state, events) => void told.push(`${events.map(({ said }) => said.text).join()} in ${state}`),
    onFatal: () => {},
    onFault: () => {},
  });
const say = (log: ReturnType<typeof wordsOf>, words: string) =>
  log.execute({ commandId: words, actorKey: "a", actor: "a", command: { words } });

test("words erased from the store are in no state any more, and nobody is told of events they know", async () => {
  const store = memoryStore();
  const told: string[] = [];
  const log = wordsOf(store, told);
  await say(log, "secret");
  await store.eraseTexts("session:x", 1);
  await log.readAnew();
  expect(log.state()).toBe("[]");
  await say(log, "more");
  expect(told).toEqual(["secret in [secret]", "more in [][more]"]);
});

test("words erased while a later act is being stored do not come back with it", async () => {
  let go = (): void => {};
  const stands = new Promise<void>((next) => {
    go = next;
  });
  const store = disturbed((_batch, round) => (round === 2 ? stands : undefined));
  const told: string[] = [];
  const log = wordsOf(store, told);
  await say(log, "secret");
  const later = say(log, "more");
  while (store.rounds() < 2) await new Promise((next) => setImmediate(next));
  await store.eraseTexts("session:x", 1);
  await log.readAnew();
  go();
  expect(await later).toMatchObject({ outcome: "ok" });
  expect(log.state()).toBe("[][more]");
  expect(told.at(-1)).toBe("more in [][more]");
});

test("words erased while the log is read for the first time are not in what was read", async () => {
  const store = memoryStore();
  await say(wordsOf(store, []), "secret");
  let reads = 0;
  const log = wordsOf(
    {
      ...store,
      read: async (...given) => {
        const read = await store.read(...given);
        reads += 1;
        if (reads === 1) await store.eraseTexts("session:x", 1);
        return read;
      },
    },
    [],
  );
  const loaded = log.load();
  await log.readAnew();
  await loaded;
  expect(log.state()).toBe("[]");
  expect(reads).toBe(2);
});
