// What follows from something stored is tried again while the store is away, and only then.
import { expect, test } from "vitest";
import { createUntilDone } from "../../server/live/untilDone.ts";
import { StoreError } from "../../server/store/storeErrors.ts";

function open() {
  let timers: (() => void)[] = [];
  const faults: unknown[] = [];
  const clock = {
    now: () => 0,
    after: (_ms: number, run: () => void) => {
      timers.push(run);
      return () => {};
    },
  };
  const pass = async (): Promise<void> => {
    const due = timers;
    timers = [];
    for (const run of due) run();
    await new Promise((next) => setImmediate(next));
  };
  return { untilDone: createUntilDone(clock, (error) => void faults.push(error)), faults, pass };
}
/** Fails so often, by this, and is done then. */
const failing = (times: number, error: Error) => {
  const work = { tries: 0, run: async () => (++work.tries <= times ? Promise.reject(error) : undefined) };
  return work;
};
const away = new StoreError("STORE_AWAY", "not now");

test("done once it can be done, and not again", async () => {
  const { untilDone, faults, pass } = open();
  const work = failing(2, away);
  untilDone.start(work.run);
  for (let second = 0; second < 5; second++) await pass();
  expect(work.tries).toBe(3);
  expect(faults).toEqual([]);
});

test("asked for twice while the store is away it waits once", async () => {
  const { untilDone, pass } = open();
  const work = failing(2, away);
  untilDone.start(work.run);
  untilDone.start(work.run);
  for (let second = 0; second < 5; second++) await pass();
  expect(work.tries).toBe(3);
});

test("what fails for another reason is told and let be", async () => {
  const { untilDone, faults, pass } = open();
  const work = failing(9, new Error("a fault"));
  untilDone.start(work.run);
  for (let second = 0; second < 5; second++) await pass();
  expect(work.tries).toBe(1);
  expect(faults).toHaveLength(1);
});

test("nothing is tried after the end", async () => {
  const { untilDone, pass } = open();
  const work = failing(9, away);
  untilDone.start(work.run);
  await new Promise((next) => setImmediate(next));
  untilDone.stop();
  for (let second = 0; second < 5; second++) await pass();
  expect(work.tries).toBe(1);
});

test("whoever waits for the end hears of it when it could be done, and also when it failed for good", async () => {
  const { untilDone, faults, pass } = open();
  const ended: string[] = [];
  void untilDone.finish(failing(2, away).run).then(() => ended.push("done"));
  void untilDone.finish(failing(9, new Error("a fault")).run).then(() => ended.push("failed"));
  await pass();
  expect(ended).toEqual(["failed"]);
  await pass();
  await pass();
  expect(ended).toEqual(["failed", "done"]);
  expect(faults).toHaveLength(1);
});

test("at the end it is tried once all the same, and whoever waits for it does not wait any longer", async () => {
  const { untilDone, pass } = open();
  const [waits, late] = [failing(9, away), failing(0, away)];
  const waited = untilDone.finish(waits.run);
  await new Promise((next) => setImmediate(next));
  untilDone.stop();
  await waited;
  await untilDone.finish(late.run);
  for (let second = 0; second < 3; second++) await pass();
  expect([waits.tries, late.tries]).toEqual([1, 1]);
});
