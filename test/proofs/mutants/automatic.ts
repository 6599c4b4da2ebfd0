// Bugs nobody chose: every comparison, connective and constant in the session's rules, views and permissions turned round, and the session's tests run on each.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Copy, Edit } from "./copy.ts";
import { EQUIVALENT } from "./equivalent.ts";

const ROOT = join(import.meta.dirname, "../../..");
const FILES = [
  "shared/session/permissions.ts",
  "shared/session/audience.ts",
  "shared/session/decide.ts",
  "shared/session/viewFor.ts",
  ...["decide", "view"].flatMap((folder) =>
    readdirSync(join(ROOT, "shared/session", folder))
      .filter((file) => file.endsWith(".ts") && file !== "slices.ts")
      .map((file) => `shared/session/${folder}/${file}`),
  ),
];
/** The first that fails ends the run. */
const TESTS = [
  "audience",
  "reveal",
  "scoring",
  "setup",
  "people",
  "late",
  "discussion",
  "consensus",
  "permissions",
  "report",
  "view/room",
  "view/names",
  "view/results",
  "view/held",
  "view/late",
  "view/discussion",
  "view/canary",
  "view/nonInterference",
  "walks",
].map((name) => `test/shared/session/${name}.test.ts`);

/** Left to right, each once a line: what is turned round, and into what. */
const FLIPS: [RegExp, string][] = [
  [/ === /g, " !== "],
  [/ !== /g, " === "],
  [/ && /g, " || "],
  [/ \|\| /g, " && "],
  [/ < /g, " >= "],
  [/ > /g, " <= "],
  [/ >= /g, " < "],
  [/(?<=[ (])!(?=[a-z(])/g, ""],
  [/\.some\(/g, ".every("],
  [/\.every\(/g, ".some("],
  [/\btrue\b/g, "false"],
  [/\bfalse\b/g, "true"],
];

export type Flip = { file: string; line: number; from: string; to: string /** the line as it becomes */; changed: string; edit: Edit };

/** A line with its neighbours, so that it stands in the file once. */
const unique = (text: string, lines: string[], index: number, changed: string): Omit<Edit, "file"> | null => {
  for (let around = 0; around < 12; around += 1) {
    const [from, to] = [Math.max(0, index - around), Math.min(lines.length, index + around + 1)];
    const find = lines.slice(from, to).join("\n");
    if (text.split(find).length === 2) {
      return { find, put: [...lines.slice(from, index), changed, ...lines.slice(index + 1, to)].join("\n") };
    }
  }
  return null;
};

const isCode = (line: string): boolean => !/^\s*(\/\/|\/?\*|import |export type |type )/.test(line);

export const isEquivalent = (flip: Flip): boolean => EQUIVALENT.some(({ file, line }) => file === flip.file && line === flip.changed);

/** Everything that can be turned round. */
export const flipsOf = (copy: Pick<Copy, "text">): Flip[] =>
  FILES.flatMap((file) => {
    const text = copy.text(file);
    const lines = text.split("\n");
    return lines.flatMap((line, index) =>
      isCode(line)
        ? FLIPS.flatMap(([from, to]) =>
            [...line.matchAll(from)].flatMap((match): Flip[] => {
              // the kind of a union's member, an arrow's head and a generic are no comparisons
              const changed = `${line.slice(0, match.index)}${to}${line.slice(match.index + match[0].length)}`;
              const edit = unique(text, lines, index, changed);
              return edit
                ? [{ file, line: index + 1, from: match[0].trim(), to: to.trim(), changed: changed.trim(), edit: { file, ...edit } }]
                : [];
            }),
          )
        : [],
    );
  });

/** The same seed draws the same ones. */
const drawn = <Item>(items: Item[], seed: number, count: number): Item[] => {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return items
    .map((item) => ({ item, key: next() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ item }) => item);
};

export const huntAutomatic = async (copies: readonly Copy[], seed: number, count = Number.POSITIVE_INFINITY) => {
  const all = flipsOf(copies[0]!);
  const flips = drawn(
    all.filter((flip) => !isEquivalent(flip)),
    seed,
    count,
  );
  const survivors: string[] = [];
  const waiting = [...flips];
  /** one that does not load at all is dead too: nothing passes */
  const lives = async (copy: Copy): Promise<boolean> => {
    const { tests } = await copy.test(TESTS, null, { bail: true });
    return tests.size > 0 && [...tests.values()].every((status) => status === "passed");
  };
  /** Tests that fail by themselves would kill everything. */
  const mustLive = async (copy: Copy): Promise<void> => {
    if (!(await lives(copy))) throw new Error("the session's tests fail without any bug");
  };
  await Promise.all(
    copies.map(async (copy) => {
      await mustLive(copy);
      for (let flip = waiting.shift(); flip; flip = waiting.shift()) {
        const fault = copy.apply(flip.edit);
        if (fault) throw new Error(fault);
        const survived = await lives(copy);
        copy.undo();
        if (survived) survivors.push(`${flip.file}:${flip.line} ${flip.from} → ${flip.to || "nothing"}`);
      }
      await mustLive(copy);
    }),
  );
  return {
    total: flips.length,
    equivalent: all.filter(isEquivalent).length,
    killed: flips.length - survivors.length,
    survivors: survivors.sort(),
  };
};
