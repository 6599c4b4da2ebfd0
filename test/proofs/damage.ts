// G-damage (F-9): one bit changed at each of many places of the data file and of its write-ahead log. Push 300 places, three times what is asked, release 3,000.
import { existsSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { deceivesSqlite, flipOne } from "./damage/flip.ts";
import { makeOriginal, type Original, PARTS } from "./damage/original.ts";
import type { Outcome, Proof } from "./proof.ts";
import { dice } from "./real/dice.ts";

const SIZES = { push: 300, release: 3_000 } as const;
const CONTROL = 60;

export const proof: Proof = {
  goal: "G-damage",
  promise:
    "A bit that has changed on the disk is noticed or does no harm: nothing else than what was stored is ever served, and no log is cut short in silence.",
  run: async (size, seed): Promise<Outcome> => {
    const chance = dice(seed);
    const originals: Original[] = [await makeOriginal(false), await makeOriginal(true)];
    const places = originals.flatMap((original) =>
      PARTS.filter((part) => existsSync(join(original.folder, part)) && statSync(join(original.folder, part)).size > 0).map((part) => ({
        original,
        part,
        bits: statSync(join(original.folder, part)).size * 8,
      })),
    );
    // The log's index is nobody's only copy: looked at, but seldom.
    const chosen = places.flatMap((place) => (place.part.endsWith("-shm") ? [place] : [place, place, place]));
    const counted = { refused: 0, partly: 0, harmless: 0 };
    const failures: string[] = [];
    let deceived = 0;
    try {
      for (let number = 0; number < SIZES[size] && failures.length < 20; number++) {
        const { original, part, bits } = chosen[number % chosen.length]!;
        const bit = chance.int(bits);
        const flipped = await flipOne(original, part, bit);
        counted[flipped.verdict] += 1;
        failures.push(...flipped.failures);
        if (number < CONTROL && deceivesSqlite(original, part, bit)) deceived += 1;
      }
    } finally {
      for (const { folder } of originals) rmSync(folder, { recursive: true, force: true });
    }
    return {
      n: counted.refused + counted.partly + counted.harmless,
      failures,
      control: { what: "SQLite alone reads something else and says nothing", fired: deceived > 0 },
      seedFrom: seed,
      seedTo: seed,
      counted: { ...counted, deceivedSqlite: `${deceived} of ${CONTROL}` },
    };
  },
};
