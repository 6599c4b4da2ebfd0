// The deliberate bugs of test/proofs/mutants can still be made: whoever moves the words they change hears of it here, not only from the proof.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MUTANTS, PROVED } from "../proofs/mutants/edits.ts";
import { PROOFS } from "../proofs/all.ts";
import { flipsOf } from "../proofs/mutants/automatic.ts";
import { EQUIVALENT } from "../proofs/mutants/equivalent.ts";

test("there are at least twenty", () => {
  expect(MUTANTS.length).toBeGreaterThanOrEqual(20);
});

test.each([...MUTANTS, ...PROVED].map((mutant) => [mutant.bug, mutant] as const))("%s", (_, { edit, and, claim }) => {
  for (const one of and ? [edit, and] : [edit]) expect(readFileSync(one.file, "utf8").split(one.find)).toHaveLength(2);
  if ("goal" in claim) expect(Object.keys(PROOFS)).toContain(claim.goal);
  else expect(readFileSync(claim.file, "utf8")).toContain(claim.title);
});

test("what is said to make no difference can still be turned round, and is few", () => {
  const flips = flipsOf({ text: (file) => readFileSync(file, "utf8") });
  for (const { file, line, why } of EQUIVALENT) {
    expect(flips.filter((flip) => flip.file === file && flip.changed === line)).toHaveLength(1);
    expect(why.length).toBeGreaterThan(20);
  }
  expect(EQUIVALENT.length).toBeLessThan(flips.length / 20);
});
