// G-secrecy: INV-1, -2 and -13 in the simulator, as pairs of runs that differ in secrets alone. Every byte and its virtual time, to nine classes of viewers and the shared screen.
// Push: 800 pairs (a pair is two whole calls of eleven people and takes about 55 ms; 2,000 would take more than a minute); release: 20,000.
// Two nodes that append at the same moment wait for each other whatever is in it; so where σ′ adds or drops commands, visible ones come after hidden ones are stored.
import { CLASSES, kindOf, runPair, type SecretKind } from "../sim/secrecy.ts";
import { countsFrames, countsReasons, tellsTheirLength } from "../sim/sabotage.ts";
import type { WorldOptions } from "../sim/world.ts";
import type { Proof, Size } from "./proof.ts";

const COUNT: Record<Size, number> = { push: 800, release: 20_000 };
/** a leak has to be found within so many pairs of its kind */
const WITHIN = 6;

const LEAKING: { what: string; kind: SecretKind; net: WorldOptions["sabotageNet"] }[] = [
  { what: "the length of the hidden scores in a frame", kind: "values", net: tellsTheirLength },
  { what: "a count of frames", kind: "edits", net: countsFrames },
  { what: "a count of reasons, held ones included", kind: "held", net: countsReasons },
];

const isFound = async ({ kind, net }: (typeof LEAKING)[number], from: number): Promise<boolean> => {
  for (let seed = from, tried = 0; tried < WITHIN; seed++) {
    if (kindOf(seed) !== kind) continue;
    tried += 1;
    if ((await runPair(seed, net)).leaks.length > 0) return true;
  }
  return false;
};

export const proof: Proof = {
  goal: "G-secrecy",
  promise: "Until it opens, what others score, change, draft and hold back changes no byte and no moment of what anybody else is sent.",
  run: async (size, seed) => {
    const failures: string[] = [];
    const counted: Record<SecretKind, number> = { values: 0, edits: 0, held: 0 };
    let which = seed;
    // A pair whose secrets turn out to be the same proves nothing, and another is drawn.
    for (let n = 0; n < COUNT[size]; which++) {
      if (which - seed > 2 * COUNT[size]) {
        failures.push("most pairs did not differ after they were opened");
        break;
      }
      const pair = await runPair(which);
      for (const leak of pair.leaks) failures.push(`seed ${which} (${pair.kind}): ${leak}`);
      if (!pair.counted) continue;
      counted[pair.kind] += 1;
      n += 1;
    }
    const missed: string[] = [];
    for (const leaking of LEAKING) if (!(await isFound(leaking, seed))) missed.push(leaking.what);
    return {
      n: counted.values + counted.edits + counted.held,
      failures: failures.slice(0, 40),
      control: {
        what: missed.length === 0 ? LEAKING.map(({ what }) => what).join("; ") : `not found: ${missed.join("; ")}`,
        fired: missed.length === 0,
      },
      seedFrom: seed,
      seedTo: which - 1,
      counted: { classes: CLASSES.length, ...counted },
    };
  },
};
