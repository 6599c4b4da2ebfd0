// Time, ids and chance as the server may know them. Injected everywhere, so that tests and simulations can hold them still.
import { randomBytes, randomInt, randomUUID } from "node:crypto";

export type Clock = {
  /** milliseconds since 1970 */ now: () => number;
  /** Runs once, later; the answer cancels it. */ after: (ms: number, run: () => void) => () => void;
};

export type Ids = {
  /** opaque, unguessable, no order in it */ id: () => string;
  /** 128 bits for links, screens and cookies */ token: () => string;
  /** six letters for people to read out, without I and O */ code: () => string;
  seed: () => number;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Lets everything that waits already go first. */
export type Turn = () => Promise<void>;
export const ownTurn: Turn = () => new Promise((next) => setImmediate(next));

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
export const randomIds: Ids = {
  id: () => randomUUID(),
  token: () => randomBytes(16).toString("base64url"),
  code: () => Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join(""),
  seed: () => randomInt(2 ** 32),
};

/** Places where a proof ends the process, to see what is left of what was under way. In life nothing happens there. */
export type FailpointName = "after-decide" | "after-append" | "after-commit" | "mid-broadcast" | "after-ack";
export type Failpoint = (name: FailpointName) => void;
export const noFailpoint: Failpoint = () => {};
