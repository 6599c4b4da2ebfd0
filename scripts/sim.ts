// `npm run sim -- --seed N [--to M] [--ops N] [--nodes 2] [--say] [--hashes]`: simulated calls with everything that can go wrong; prints the hash of each trace, what broke, and what was covered.
import { parseArgs } from "node:util";
import { runSim } from "../test/sim/run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    to: { type: "string" },
    ops: { type: "string" },
    nodes: { type: "string", default: "2" },
    say: { type: "boolean", default: false },
    hashes: { type: "boolean", default: false },
  },
});
const from = Number(values.seed);
const to = Number(values.to ?? values.seed);
const totals = new Map<string, number>();
const add = (counts: Iterable<[string, number]>, prefix = ""): void => {
  for (const [what, count] of counts) totals.set(prefix + what, (totals.get(prefix + what) ?? 0) + count);
};
let failed = 0;
let steps = 0;
let slowest = 0;
const began = performance.now();
for (let seed = from; seed <= to; seed++) {
  const result = await runSim({
    seed,
    nodes: Number(values.nodes),
    ...(values.ops ? { ops: Number(values.ops) } : {}),
    ...(values.say ? { say: (line: string) => console.log(line.slice(0, 400)) } : {}),
  });
  if (values.hashes) {
    console.log(`${seed} ${result.hash}`);
    continue;
  }
  add(result.coverage);
  add(result.faults, "fault ");
  steps += result.steps;
  slowest = Math.max(slowest, result.agreedMs);
  if (result.violations.length > 0) failed += 1;
  if (from === to || result.violations.length > 0) {
    console.log(`seed ${seed}: trace ${result.hash}, ${result.steps} steps, ${result.ops} acts`);
    for (const violation of result.violations) console.log(`  ${violation}`);
  }
}
if (values.hashes) process.exit(0);
for (const [what, count] of [...totals].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${String(count).padStart(8)}  ${what}`);
console.log(
  `${to - from + 1 - failed} of ${to - from + 1} seeds hold; all agree within ${slowest} ms of virtual time; ${steps} steps in ${((performance.now() - began) / 1000).toFixed(1)} s`,
);
process.exitCode = failed > 0 ? 1 : 0;
