// Where two runs of one schedule first differ, and by which way it came.
import { type Ran, VIEWERS } from "./call.ts";

/** Every way out of the server that is compared. */
export const CHANNELS = ["socket", "http", "export", "metrics", "log"] as const;
export type Channel = (typeof CHANNELS)[number];

/** What was read begins with the path it was read at. */
export function channelOf(name: string, text: string): Channel {
  if (name === "log") return "log";
  if (text.startsWith("/metrics ")) return "metrics";
  if (/^\/api\/sessions\/[\w-]+\/(report|calendar)/.test(text)) return "export";
  return text.startsWith("/") ? "http" : "socket";
}

const partsOf = ({ received, log }: Ran, part: "before" | "after") =>
  [...VIEWERS.map((name) => [name, received[name][part]] as const), ["log", log[part]] as const] as const;

/** How much of each was compared, in characters. */
export function compared(ran: Ran): Record<Channel, number> {
  const sums: Record<Channel, number> = { socket: 0, http: 0, export: 0, metrics: 0, log: 0 };
  for (const [name, texts] of partsOf(ran, "before")) for (const text of texts) sums[channelOf(name, text)] += text.length;
  return sums;
}

/** By which way, for whom, and what; null: nowhere. */
export function difference(one: Ran, other: Ran, part: "before" | "after"): string | null {
  const others = new Map(partsOf(other, part));
  for (const [name, left] of partsOf(one, part)) {
    const right = others.get(name)!;
    for (let index = 0; index < Math.max(left.length, right.length); index++)
      if (left[index] !== right[index]) {
        const [a, b] = [left[index] ?? "nothing", right[index] ?? "nothing"];
        const from = Math.max(0, [...a].findIndex((letter, at) => letter !== b[at]) - 60);
        const where = `${index} of ${left.length} and ${right.length}`;
        return `${channelOf(name, left[index] ?? b)}, ${name}, ${where}: …${a.slice(from, from + 240)} | …${b.slice(from, from + 240)}`;
      }
  }
  return null;
}
