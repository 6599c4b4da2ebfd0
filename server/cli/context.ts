// What every command of `plumb` is given, and how it refuses.
import type { Config } from "../config.ts";

export type CliContext = { config: Config /** one line for the person at the terminal */; print: (line: string) => void };

/** Refused with a sentence that says what to do; nothing was changed. */
export class CliRefusal extends Error {}
