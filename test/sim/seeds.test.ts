// Every seed that ever found something, run again; and that the simulator would find it.
import { expect, test } from "vitest";
import { runSim } from "./run.ts";
import { acksTooEarly, revealsInTwoFrames } from "./sabotage.ts";
import seeds from "./seeds.json" with { type: "json" };

test.each(seeds)("seed $seed holds: $found", async ({ seed }) => {
  expect((await runSim({ seed })).violations).toEqual([]);
});

test("the same seed is the same run, another is another", async () => {
  const [one, again, other] = [await runSim({ seed: 4 }), await runSim({ seed: 4 }), await runSim({ seed: 5 })];
  expect(again.hash).toBe(one.hash);
  expect(other.hash).not.toBe(one.hash);
});

test("a store that says stored before it is, and a reveal in two parts, are found", async () => {
  expect((await runSim({ seed: 1, sabotageStore: acksTooEarly })).violations.join()).toContain("INV-4");
  const halves = [];
  for (let seed = 1; seed <= 12; seed++) halves.push(...(await runSim({ seed, sabotageNet: revealsInTwoFrames })).violations);
  expect(halves.join()).toContain("INV-3");
});
