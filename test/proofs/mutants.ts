// G-mutants: bugs put into a copy of the sources on purpose, one at a time, each caught by the test or proof that claims it. At release size also every operator in the rules and views turned round.
import { huntAutomatic } from "./mutants/automatic.ts";
import { copySources } from "./mutants/copy.ts";
import { harmless, huntDeliberate } from "./mutants/deliberate.ts";
import { MUTANTS, PROVED } from "./mutants/edits.ts";
import type { Proof } from "./proof.ts";

/** Of the automatic ones, without those known to make no difference that anybody could see (mutants/equivalent.ts). */
const KILLED_AT_LEAST = 0.85;

export const proof: Proof = {
  goal: "G-mutants",
  promise: "Each deliberate bug is caught by the test or proof that claims it.",
  run: async (size, seed) => {
    const copies = [copySources(), copySources()];
    try {
      const mutants = size === "release" ? [...MUTANTS, ...PROVED] : MUTANTS;
      const { killed, failures } = await huntDeliberate(copies, mutants);
      const fired = await harmless(copies[0]!);
      const counted: Record<string, number | string> = { deliberate: mutants.length, caught: killed };
      if (size === "release") {
        const automatic = await huntAutomatic(copies, seed);
        const share = automatic.killed / automatic.total;
        Object.assign(counted, {
          automatic: automatic.total,
          automaticKilled: automatic.killed,
          equivalent: automatic.equivalent,
          survivors: automatic.survivors.join("; "),
        });
        if (share < KILLED_AT_LEAST)
          failures.push(`${automatic.killed} of ${automatic.total} automatic mutants killed`, ...automatic.survivors);
      }
      return {
        n: killed,
        failures,
        control: { what: "the same hunt with an edit that changes nothing, and with one that does not apply, catches nothing", fired },
        seedFrom: seed,
        seedTo: seed,
        counted,
      };
    } finally {
      for (const copy of copies) copy.remove();
    }
  },
};
