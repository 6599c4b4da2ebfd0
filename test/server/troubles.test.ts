// Everybody in a session is told when the store is away for more than a breath or the session is damaged, and when that is over; nobody else hears of it.
import { expect, test } from "vitest";
import { createTroubles } from "../../server/live/troubles.ts";
import type { Reach } from "../../server/store/eventStore.ts";
import { stillClock } from "../proofs/wire/still.ts";

const watched = () => {
  const clock = stillClock(0);
  const reach = new Map<string, Reach>();
  let sessions = ["s1", "s2"];
  const told: string[] = [];
  const troubles = createTroubles({
    clock,
    reach: (sessionId) => reach.get(sessionId) ?? "there",
    sessions: () => sessions,
    tell: (sessionId, trouble) => void told.push(`${sessionId} ${trouble}`),
  });
  return { clock, reach, troubles, told, leave: () => (sessions = []) };
};

test("[F-18] a store that is away is told once to whom it concerns, and so is its return", () => {
  const { clock, reach, troubles, told } = watched();
  clock.pass(5_000);
  expect(told).toEqual([]);
  reach.set("s1", "away");
  clock.pass(1_000);
  expect(told).toEqual([]);
  clock.pass(5_000);
  expect(told).toEqual(["s1 storage"]);
  expect([troubles.of("s1"), troubles.of("s2")]).toEqual(["storage", null]);
  reach.delete("s1");
  clock.pass(1_000);
  expect(told).toEqual(["s1 storage", "s1 null"]);
});

test("[F-6] a store that takes nothing in is told apart from one that is away, and nothing is told twice in between", () => {
  const { clock, reach, told } = watched();
  for (const session of ["s1", "s2"]) reach.set(session, "full");
  clock.pass(5_000);
  expect(told).toEqual(["s1 full", "s2 full"]);
  reach.set("s1", "away");
  clock.pass(5_000);
  expect(told.slice(2)).toEqual(["s1 storage"]);
  reach.set("s1", "full");
  clock.pass(5_000);
  for (const session of ["s1", "s2"]) reach.delete(session);
  clock.pass(1_000);
  expect(told.slice(3)).toEqual(["s1 full", "s1 null", "s2 null"]);
});

test("a hiccup shorter than two looks is nobody's business, however often it comes", () => {
  const { clock, reach, told } = watched();
  for (let time = 0; time < 5; time++) {
    reach.set("s1", "away");
    clock.pass(1_000);
    reach.delete("s1");
    clock.pass(1_000);
  }
  expect(told).toEqual([]);
});

test("[F-19] damage is told at once, and stays; a session nobody looks at is forgotten", () => {
  const { clock, reach, troubles, told, leave } = watched();
  reach.set("s2", "damaged");
  clock.pass(3_000);
  expect(told).toEqual(["s2 damaged"]);
  leave();
  clock.pass(1_000);
  expect(troubles.of("s2")).toBeNull();
});
