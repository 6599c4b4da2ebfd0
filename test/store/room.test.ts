// Whether a store has room is tried out now and then, place by place, for as long as somebody asks; a failure of another kind says nothing about it.
import { expect, test } from "vitest";
import { watchRoom } from "../../server/store/room.ts";
import { StoreError } from "../../server/store/storeErrors.ts";

const watched = () => {
  let now = 0;
  const tried: string[] = [];
  const fails = new Map<string, Error>();
  const room = watchRoom(
    async (key) => {
      tried.push(key);
      const error = fails.get(key);
      if (error) throw error;
    },
    () => now,
  );
  /** asked, and again once what was tried has come back */
  const look = async (place: string, key = place): Promise<boolean> => {
    room.isFull(place, key);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    return room.isFull(place, key);
  };
  const pass = (ms: number): void => {
    now += ms;
  };
  return { look, tried, fails, pass };
};
const full = new StoreError("STORAGE_FULL", "as told");

test("[F-6] full is known without anybody's act, and so is that there is room again", async () => {
  const { look, fails, pass } = watched();
  expect(await look("here")).toBe(false);
  fails.set("here", full);
  pass(5_000);
  expect(await look("here")).toBe(true);
  fails.clear();
  expect(await look("here")).toBe(true);
  pass(5_000);
  expect(await look("here")).toBe(false);
});

test("it is tried every five seconds at most, once at a time, and not at all while nobody asks", async () => {
  const { look, tried, pass } = watched();
  for (let second = 0; second < 20; second += 1) {
    await look("here");
    pass(1_000);
  }
  expect(tried).toHaveLength(4);
  pass(60_000);
  expect(tried).toHaveLength(4);
  let asked = 0;
  const room = watchRoom(
    () => {
      asked += 1;
      return new Promise<never>(() => {});
    },
    () => asked * 60_000,
  );
  for (let time = 0; time < 3; time += 1) room.isFull("", "");
  expect(asked).toBe(1);
});

test("one place that is full says nothing of another, nor does a store that is away or busy of either", async () => {
  const { look, fails, pass } = watched();
  fails.set("one", full);
  expect([await look("one"), await look("other")]).toEqual([true, false]);
  for (const code of ["STORE_AWAY", "STORE_BUSY"] as const) {
    for (const place of ["one", "other"]) fails.set(place, new StoreError(code, "as told"));
    pass(5_000);
    expect([await look("one"), await look("other")]).toEqual([true, false]);
  }
});
