// Delivers one message until it is answered: the same id again after silence, later again after "later". Small ones by socket, those over a frame by HTTP.
import { LIMITS } from "../../shared/limits.ts";
import type { Answer } from "../../shared/protocol/socket.ts";

/** null: silence. Nothing is known, the same id may go out again. `round`: 0 at first. */
export type Attempt = (event: "command" | "draft", message: Message, round: number) => Promise<Answer | null>;
/** `personId`: who did it, where that is known */
export type Message = { id: string; personId?: string };
export type Timers = { wait: (ms: number) => Promise<void> };

/** room for the event's name and the packet around the message */
const ENVELOPE = 256;
const HTTP_LIMIT = 2 * 1024 * 1024;

export const bytesOf = (message: unknown): number => new TextEncoder().encode(JSON.stringify(message)).length;
export const fitsFrame = (message: unknown): boolean => bytesOf(message) <= LIMITS.frame - ENVELOPE;
export const fitsRequest = (message: unknown): boolean => bytesOf(message) <= HTTP_LIMIT;

export const backoffMs = (round: number, random: () => number): number => Math.min(8_000, 250 * 2 ** Math.min(round, 6)) * (0.5 + random());

export async function deliver(options: {
  event: "command" | "draft";
  /** asked again before every attempt, so that the latest draft goes out; null: another tab delivers what came after it, and nothing goes out */
  message: () => Message | null;
  attempt: Attempt;
  /** resolves when there is a live connection; false: closed for good */ live: () => Promise<boolean>;
  wait: (ms: number) => Promise<void>;
  random: () => number;
}): Promise<Answer | "closed"> {
  for (let round = 0; ; round++) {
    if (!(await options.live())) return "closed";
    const message = options.message();
    if (!message) return { ok: true };
    const answer = await options.attempt(options.event, message, round);
    if (answer?.ok || answer?.retry === "never") return answer;
    await options.wait(answer?.afterMs ?? backoffMs(round, options.random));
  }
}
