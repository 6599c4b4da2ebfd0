// The wire as the live part knows it: lines that open, speak, fall behind and close. Socket.IO is one such wire (socketIo.ts), the simulator's another.
import type { Bye, Trouble, ViewFrame } from "../../shared/protocol/socket.ts";

/** One connection of one device. */
export type Line = {
  id: string;
  /** what the client says of itself before it is let in */ auth: Record<string, unknown>;
  /** whom its cookie belongs to */ person: () => string | null;
  /** connections from its address, itself included */ neighbours?: () => number;
  /** it has read what it was sent so far */ writable: () => boolean;
  /** it has ended, also while it was not let in yet */ isGone?: () => boolean;
  /** last words, then closed */ dismiss: (bye: Bye) => void;
  /** Last words, for whoever starts to read within a moment; then ended, with whatever it has not read. */ cut: (bye: Bye) => void;
};

/** What the live part does about what happens on the wire. */
export type Ears = {
  /** null lets it in; otherwise why not */ welcome: (line: Line) => Promise<Bye | null>;
  opened: (line: Line) => void;
  /** `answer` null: the sender did not ask for one */ heard: (
    line: Line,
    event: string,
    args: unknown[],
    answer: ((answer: unknown) => void) | null,
  ) => void;
  /** has read everything it was sent */ drained: (line: Line) => void;
  closed: (line: Line) => void;
};

export type Net = {
  /** the same frame to these lines, made into bytes once */ show: (lineIds: string[], frame: ViewFrame) => void;
  /** null: it is over */ tell: (lineIds: string[], trouble: Trouble | null) => void;
  /** connections, those not let in yet included */ count: () => number;
  /** tells everybody, then takes nobody in any more */ close: (bye: Bye) => Promise<void>;
};

export type OpenNet = (ears: Ears) => Net;
