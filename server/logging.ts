// The server's log: JSON lines on stderr, for machines. Never a score, a name or a word somebody typed: of an error only its kind and where it came from.
import { type DestinationStream, destination, type Logger, pino } from "pino";
import type { Config } from "./config.ts";

export const openLog = (level: Config["logLevel"], to: DestinationStream = destination(2)): Logger => pino({ level, base: null }, to);

/** An error without its message, which may quote what it stumbled over. */
export function faultOf(error: unknown): { kind: string; code?: string; at: string[] } {
  if (!(error instanceof Error)) return { kind: typeof error, at: [] };
  const at = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  return { kind: error.name, ...code, at: at.slice(0, 12).map((line) => line.trim()) };
}
