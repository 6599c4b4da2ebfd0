// `npm run proof`: every proof in a process of its own, one line of JSON each; `-- --full` at release size, `-- --only G-kill,G-dup`, `-- --seed N`.
import { execFileSync, spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { PROOFS } from "../test/proofs/all.ts";
import type { Proof, ProofLine, Size } from "../test/proofs/proof.ts";

const { values } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    only: { type: "string" },
    seed: { type: "string", default: "1" },
    one: { type: "string" },
  },
});
const size: Size = values.full ? "release" : "push";
const seed = Number(values.seed);

const commit = (): string => {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "unknown";
  }
};

/** A proof that could not run has failed, in its own words. */
const outcomeOf = async (proof: Proof): Promise<Awaited<ReturnType<Proof["run"]>>> => {
  try {
    return await proof.run(size, seed);
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      n: 0,
      failures: [`did not run to its end: ${why}`],
      control: { what: "not reached", fired: false },
      seedFrom: seed,
      seedTo: seed,
    };
  }
};

const runOne = async (goal: string): Promise<boolean> => {
  const load = PROOFS[goal];
  if (!load) throw new Error(`There is no proof ${goal}. There are: ${Object.keys(PROOFS).join(", ")}.`);
  const began = performance.now();
  const outcome = await outcomeOf(await load());
  const line: ProofLine = {
    goal,
    size,
    n: outcome.n,
    failures: outcome.failures,
    control: outcome.control,
    seed_from: outcome.seedFrom,
    seed_to: outcome.seedTo,
    commit: commit(),
    seconds: Math.round((performance.now() - began) / 100) / 10,
    ...(outcome.counted ? { counted: outcome.counted } : {}),
  };
  console.log(JSON.stringify(line));
  return outcome.failures.length === 0 && outcome.control.fired && outcome.n > 0;
};

if (values.one) {
  // What a proof left open (a socket, a child) does not hold its process.
  process.exit((await runOne(values.one)) ? 0 : 1);
} else {
  const goals = values.only?.split(",") ?? Object.keys(PROOFS);
  const failed = goals.filter((goal) => {
    const args = [import.meta.filename, "--one", goal, "--seed", String(seed), ...(values.full ? ["--full"] : [])];
    return spawnSync(process.execPath, args, { stdio: "inherit" }).status !== 0;
  });
  console.error(`${goals.length - failed.length} of ${goals.length} proofs hold${failed.length > 0 ? `; not: ${failed.join(", ")}` : ""}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
