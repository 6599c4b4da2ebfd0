// The deliberate bugs of test/proofs/mutants can still be made: whoever moves the words they change hears of it here, not only from the proof.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MUTANTS, PROVED } from "../proofs/mutants/edits.ts";
import { PROOFS } from "../proofs/all.ts";

test("there are at least twenty", () => {
  expect(MUTANTS.length).toBeGreaterThanOrEqual(20);
});

test.each([...MUTANTS, ...PROVED].map((mutant) => [mutant.bug, mutant] as const))("%s", (_, { edit, and, claim }) => {
  for (const one of and ? [edit, and] : [edit]) expect(readFileSync(one.file, "utf8").split(one.find)).toHaveLength(2);
  if ("goal" in claim) expect(Object.keys(PROOFS)).toContain(claim.goal);
  else expect(readFileSync(claim.file, "utf8")).toContain(claim.title);
});
