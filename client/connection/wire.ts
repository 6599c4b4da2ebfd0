// The wire as the connection knows it, and the device's time and chance. Socket.IO in a browser is one such wire (socketIo.ts), the simulator's another.
import type { Answer, Bye, Trouble, ViewFrame } from "../../shared/protocol/socket.ts";
import { type Sign, watchForSigns } from "./signs.ts";

export type WireEars = {
  /** the person this page belongs to, asked for every time it connects; null: not known yet */ whose: () => string | null;
  opened: () => void;
  view: (frame: ViewFrame) => void;
  bye: (bye: Bye) => void;
  trouble: (trouble: Trouble | null) => void;
  /** `meant`: the server ended it, and does not wait for this wire to come back by itself */ broken: (meant: boolean) => void;
  /** not let in */ refused: (bye: Bye) => void;
};
export type Wire = {
  isOpen: () => boolean;
  open: () => void;
  /** Does not wait for the next attempt to come back. `anew`: an attempt on its way has little hope, another one takes its place. */ hurry: (
    anew: boolean,
  ) => void;
  close: () => void;
  /** the connection looks alive and is not: away with it, and open another */ drop: () => void;
  /** null: nothing came back, or the wire broke first */ ask: (event: string, message: unknown[], withinMs: number) => Promise<unknown>;
  /** a message too large for the wire, on its own way; null: nothing is known of it */ post: (message: {
    id: string;
  }) => Promise<Answer | null>;
};
/** Opens by itself, and comes back by itself after a break that nobody meant. */
export type OpenWire = (ears: WireEars) => Wire;

export type Ground = {
  /** milliseconds since 1970, by this device's clock */ now: () => number;
  /** milliseconds since some moment; nobody can set it */ steady: () => number;
  /** Runs once, later; the answer cancels it. */ after: (ms: number, run: () => void) => () => void;
  random: () => number;
  /** Tells when somebody seems to be back; the answer stops it. */ onSign?: (seen: (sign: Sign) => void) => () => void;
};

export const ownGround: Ground = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
  onSign: watchForSigns,
};
