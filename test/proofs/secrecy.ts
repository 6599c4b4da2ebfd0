// G-secrecy: INV-1, -2 and -13 in the simulator, as pairs of runs that differ in secrets alone. Every byte and its virtual time, to nine classes of viewers and the shared screen.
// Push: 2,000 pairs in two threads (a pair is two whole calls of eleven people); release: 20,000. Pairs over real sockets, HTTP, exports, /metrics and logs: G-wire.
// Two nodes that append at the same moment wait for each other whatever is in it; so where σ′ adds or drops commands, visible ones come after hidden ones are stored.
import { CLASSES, kindOf, runPair, type SecretKind } from "../sim/secrecy.ts";
import { countsFrames, countsReasons, tellsTheirLength } from "../sim/sabotage.ts";
import type { WorldOptions } from "../sim/world.ts";
import type { Proof, Size } from "./proof.ts";
import { countPairs } from "./secrecy/pairs.ts";

const COUNT: Record<Size, number> = { push: 2_000, release: 20_000 };
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
    const { counted, leaks, seedTo } = await countPairs(seed, COUNT[size]);
    const of = (kind: SecretKind): number => counted.filter((pair) => pair.kind === kind).length;
    const failures = [...leaks];
    if (counted.length < COUNT[size]) failures.push("most pairs did not differ after they were opened");
    const missed: string[] = [];
    for (const leaking of LEAKING) if (!(await isFound(leaking, seed))) missed.push(leaking.what);
    return {
      n: counted.length,
      failures: failures.slice(0, 40),
      control: {
        what: missed.length === 0 ? LEAKING.map(({ what }) => what).join("; ") : `not found: ${missed.join("; ")}`,
        fired: missed.length === 0,
      },
      seedFrom: seed,
      seedTo,
      counted: { classes: CLASSES.length, values: of("values"), edits: of("edits"), held: of("held") },
    };
  },
};
