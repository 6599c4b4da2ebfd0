// Writes the table of docs/reliability.md: each promise in a sentence, its command, and the figure of its last run (docs/proofs.jsonl, from `npm run proof -- --keep`).
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PROOFS } from "../test/proofs/all.ts";
import type { ProofLine } from "../test/proofs/proof.ts";

const PAGE = new URL("../docs/reliability.md", import.meta.url);
const KEPT = new URL("../docs/proofs.jsonl", import.meta.url);
const MARKS = ["<!-- the proofs: written by node scripts/reliabilityDocs.ts -->", "<!-- end of the proofs -->"] as const;

const kept = (): ProofLine[] =>
  existsSync(KEPT)
    ? readFileSync(KEPT, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as ProofLine)
    : [];

/** With no failure in n independent tries the rate is below 3/n with 95 % confidence. */
const bound = (n: number): string => `< ${Number((300 / n).toPrecision(1))} %`;

const figure = (line: ProofLine | undefined): string => {
  if (!line) return "not run";
  const tries = line.n.toLocaleString("en");
  const failed = line.failures.length;
  const control = line.control.fired ? "" : "; control dead";
  // Of a few large tries a rate says nothing.
  const rate = failed === 0 && line.n >= 60 ? ` (${bound(line.n)})` : "";
  return `${tries} tries, ${failed} failed${rate}${control}, ${line.size}, \`${line.commit}\``;
};

export async function reliabilityTable(): Promise<string> {
  const lines = kept();
  const rows = await Promise.all(
    Object.entries(PROOFS)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(async ([goal, load]) => {
        const { promise } = await load();
        const last = (size: string) => lines.find((line) => line.goal === goal && line.size === size);
        const [release, push] = [last("release"), last("push")];
        const figures = [...new Set([release ?? push, push])].map(figure).join("; ");
        return `| ${promise} | \`npm run proof -- --only ${goal}\` | ${figures} | ${(release ?? push)?.control.what ?? ""} |`;
      }),
  );
  return ["| promise | command | last figures (rate, 95 %) | what its control showed |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

export async function reliabilityDocs(): Promise<string> {
  const page = readFileSync(PAGE, "utf8");
  const [from, to] = MARKS.map((mark) => page.indexOf(mark)) as [number, number];
  if (from < 0 || to < from) throw new Error(`docs/reliability.md must hold the lines ${MARKS.join(" and ")}`);
  return `${page.slice(0, from + MARKS[0].length)}\n\n${await reliabilityTable()}\n\n${page.slice(to)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, await reliabilityDocs());
