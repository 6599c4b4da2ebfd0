// Where two runs of one schedule first differ.
import { type Ran, VIEWERS } from "./call.ts";

/** For whom, and what; null: nowhere. */
export function difference(one: Ran, other: Ran, part: "before" | "after"): string | null {
  const pairs = [
    ...VIEWERS.map((name) => [name, one.received[name][part], other.received[name][part]] as const),
    ["log", one.log[part], other.log[part]] as const,
  ];
  for (const [name, left, right] of pairs)
    for (let index = 0; index < Math.max(left.length, right.length); index++)
      if (left[index] !== right[index]) {
        const [a, b] = [left[index] ?? "nothing", right[index] ?? "nothing"];
        const from = Math.max(0, [...a].findIndex((letter, at) => letter !== b[at]) - 60);
        return `${name}, ${index} of ${left.length} and ${right.length}: …${a.slice(from, from + 240)} | …${b.slice(from, from + 240)}`;
      }
  return null;
}
