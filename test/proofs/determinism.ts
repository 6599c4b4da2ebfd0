// G-determinism: the same seed gives the same trace, byte for byte, in this process and in another. Push: 100 seeds; release: 1,000.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runSim } from "../sim/run.ts";
import { readsTheClock, throwsRealDice } from "../sim/sabotage.ts";
import type { Proof, Size } from "./proof.ts";

const COUNT: Record<Size, number> = { push: 100, release: 1_000 };
const SIM = fileURLToPath(new URL("../../scripts/sim.ts", import.meta.url));

/** seed → hash, from a process of its own */
const elsewhere = (from: number, to: number): Promise<Map<number, string>> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [SIM, "--seed", String(from), "--to", String(to), "--hashes"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let out = "";
    child.stdout.on("data", (chunk) => (out += chunk));
    child.on("error", fail);
    child.on("close", () => {
      const lines = out
        .trim()
        .split("\n")
        .map((line) => line.split(" "));
      done(new Map(lines.map(([seed, hash]) => [Number(seed), hash ?? ""])));
    });
  });

export const proof: Proof = {
  goal: "G-determinism",
  promise: "The same seed gives the same run, down to every byte sent and its virtual time.",
  run: async (size, seed) => {
    const to = seed + COUNT[size] - 1;
    const other = elsewhere(seed, to);
    const failures: string[] = [];
    const hashes: string[] = [];
    for (let which = seed; which <= to; which++) hashes.push((await runSim({ seed: which })).hash);
    const there = await other;
    for (const [index, hash] of hashes.entries()) {
      const which = seed + index;
      if (there.get(which) !== hash) failures.push(`seed ${which}: ${hash} here, ${there.get(which)} in another process`);
    }
    if (new Set(hashes).size !== hashes.length) failures.push("two seeds gave the same trace");
    const shaken = [await runSim({ seed, sabotageNet: throwsRealDice }), await runSim({ seed, sabotageNet: throwsRealDice })];
    const caught = (await runSim({ seed, sabotageNet: readsTheClock })).violations.some((line) => line.includes("Date.now"));
    return {
      n: hashes.length,
      failures,
      control: {
        what: "a node with real chance in its frames; a node that reads the real clock",
        fired: shaken[0]?.hash !== shaken[1]?.hash && caught,
      },
      seedFrom: seed,
      seedTo: to,
    };
  },
};
