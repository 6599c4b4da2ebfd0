// `npm run proof`: every proof in a process of its own, three at a time where no times are kept, one line of JSON each; `-- --full` at release size, `-- --only G-kill,G-dup`, `-- --seed N`, `-- --keep` (into docs/proofs.jsonl, which docs/reliability.md shows).
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { PROOFS } from "../test/proofs/all.ts";
import type { Proof, ProofLine, Size } from "../test/proofs/proof.ts";

const { values } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    only: { type: "string" },
    seed: { type: "string", default: "1" },
    one: { type: "string" },
    keep: { type: "boolean", default: false },
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

const KEPT = new URL("../docs/proofs.jsonl", import.meta.url);
/** The last line of every goal and size, in the order of the goals. */
const keep = (line: ProofLine): void => {
  const lines = existsSync(KEPT) ? readFileSync(KEPT, "utf8").trim().split("\n").filter(Boolean) : [];
  const others = lines.map((one) => JSON.parse(one) as ProofLine).filter((one) => one.goal !== line.goal || one.size !== line.size);
  const sorted = [...others, line].sort((a, b) => (`${a.goal} ${a.size}` < `${b.goal} ${b.size}` ? -1 : 1));
  writeFileSync(KEPT, sorted.map((one) => `${JSON.stringify(one)}\n`).join(""));
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
  if (values.keep) keep(line);
  return outcome.failures.length === 0 && outcome.control.fired && outcome.n > 0;
};

if (values.one) {
  // What a proof left open (a socket, a child) does not hold its process.
  process.exit((await runOne(values.one)) ? 0 : 1);
} else {
  const goals = values.only?.split(",") ?? Object.keys(PROOFS);
  const holds = (goal: string): Promise<boolean> => {
    const args = [
      import.meta.filename,
      "--one",
      goal,
      "--seed",
      String(seed),
      ...(values.full ? ["--full"] : []),
      ...(values.keep ? ["--keep"] : []),
    ];
    return new Promise((resolve) => spawn(process.execPath, args, { stdio: "inherit" }).on("close", (code) => resolve(code === 0)));
  };
  const waiting = [...goals];
  const failed: string[] = [];
  const began = performance.now();
  const oneAfterTheOther = async (): Promise<void> => {
    for (let goal = waiting.shift(); goal !== undefined; goal = waiting.shift()) if (!(await holds(goal))) failed.push(goal);
  };
  // What is kept is measured, with nothing beside it.
  await Promise.all(Array.from({ length: values.full || values.keep ? 1 : 3 }, oneAfterTheOther));
  const took = `in ${Math.round((performance.now() - began) / 1_000)} s`;
  const those = failed.length > 0 ? `; not: ${failed.join(", ")}` : "";
  console.error(`${goals.length - failed.length} of ${goals.length} proofs hold, ${took}${those}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
