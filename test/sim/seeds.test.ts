// Every seed that ever found something, run again; and that the simulator would find it.
import { expect, test } from "vitest";
import { runSim } from "./run.ts";
import {
  acksTooEarly,
  deaf,
  goesBack,
  leavesPartBehind,
  onceGivenBack,
  revealsInTwoFrames,
  tellsHeldReasons,
  tellsHiddenReasons,
} from "./sabotage.ts";
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
  expect((await runSim({ seed: 1, sabotageStore: acksTooEarly, honest: false })).violations.join()).toContain("INV-4");
  const halves = [];
  for (let seed = 1; seed <= 12; seed++)
    halves.push(...(await runSim({ seed, sabotageNet: revealsInTwoFrames, honest: false })).violations);
  expect(halves.join()).toContain("INV-3");
});

test.each([
  ["a page that is shown again what was", { sabotageNet: goesBack }, "was sent what was so before"],
  ["a page that is shown half of what is now", { sabotageNet: leavesPartBehind }, "nobody could see at any moment"],
  ["a page that comes over to a node that has not heard", { sabotageStore: deaf }, "was taken back"],
])("[INV-10] %s is found", async (_what, by, found) => {
  const said = [];
  for (let seed = 1; seed <= 6; seed++) said.push(...(await runSim({ seed, ...by })).violations);
  expect(said.join()).toContain(found);
});

test.each([
  ["[INV-12] a reason told before its turn", tellsHeldReasons, "before its turn"],
  ["[INV-1] a hidden reason told after a seat was given back", onceGivenBack(tellsHiddenReasons), "INV-1"],
  ["[INV-3] a reveal in two parts after a seat was given back", onceGivenBack(revealsInTwoFrames), "INV-3"],
])("%s is found", async (_what, sabotageNet, found) => {
  const said = [];
  for (let seed = 1; seed <= 60 && !said.join().includes(found); seed++)
    said.push(...(await runSim({ seed, sabotageNet, honest: false })).violations);
  expect(said.join()).toContain(found);
});
