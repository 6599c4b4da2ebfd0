// Time as simulated reviewers may know it. Injected, so that a test plays an hour in seconds.
export type Clock = {
  /** milliseconds since 1970 */ now: () => number;
  /** Runs once, later; the answer cancels it. */ after: (ms: number, run: () => void) => () => void;
};

export const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** The same clock, whose pauses last so many times as long: 1 in life, much less in a test. */
export const stretched = (clock: Clock, times: number): Clock => ({ now: clock.now, after: (ms, run) => clock.after(ms * times, run) });
