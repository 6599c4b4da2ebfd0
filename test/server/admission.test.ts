// Coming in at a bounded rate: at once while there is room, then in turn, and nobody is left outside.
import { expect, test } from "vitest";
import { createAdmission } from "../../server/live/admission.ts";
import { stillClock } from "../proofs/wire/still.ts";

test("[F-35] a crowd comes in so many at a time, in the order they came; whoever comes alone does not wait", async () => {
  const clock = stillClock(0);
  const turn = createAdmission(clock, 100);
  const inside: number[] = [];
  const come = (who: number) => turn().then(() => void inside.push(who));
  const everybody = Array.from({ length: 12 }, (_none, who) => come(who));
  await Promise.all(everybody.slice(0, 5));
  expect(inside).toEqual([0, 1, 2, 3, 4]);
  clock.pass(50);
  await Promise.all(everybody.slice(5, 10));
  expect(inside).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  clock.pass(50);
  await Promise.all(everybody);
  expect(inside).toHaveLength(12);
  clock.pass(1_000);
  await come(12);
  expect(inside.at(-1)).toBe(12);
});

test("[F-35] whoever has gone while they waited takes nobody's turn", async () => {
  const clock = stillClock(0);
  const turn = createAdmission(clock, 40);
  const inside: string[] = [];
  const come = (who: string, isGone = false) => turn(() => isGone).then(() => void inside.push(who));
  const first = [come("a"), come("b")];
  const gone = Array.from({ length: 7 }, (_none, index) => come(`gone ${index}`, true));
  const last = [come("c"), come("d"), come("e")];
  await Promise.all(first);
  clock.pass(50);
  await Promise.all([...gone, last[0], last[1]]);
  expect(inside.filter((who) => !who.startsWith("gone"))).toEqual(["a", "b", "c", "d"]);
  clock.pass(50);
  await Promise.all(last);
  expect(inside.at(-1)).toBe("e");
});
