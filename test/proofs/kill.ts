// G-kill: a server killed at named places and at random while five people act, on SQLite and on Redis. Push 200 kills, release 2,000 with at least 100 at each place.
import type { Outcome, Proof } from "./proof.ts";
import { type LaneResult, PLACES, runLane } from "./kill/lane.ts";

/** Half on each store, at the same time. */
const SIZES = { push: { kills: 100, atEach: 10 }, release: { kills: 1_000, atEach: 100 } } as const;

const total = (lanes: LaneResult[], of: (lane: LaneResult) => number): number => lanes.reduce((sum, lane) => sum + of(lane), 0);

export const proof: Proof = {
  goal: "G-kill",
  promise:
    "Whatever was acknowledged is there once after the server was killed at any moment, and a reveal is there for everybody or for nobody.",
  run: async (size, seed): Promise<Outcome> => {
    const { kills, atEach } = SIZES[size];
    const lanes = await Promise.all([
      runLane({ store: "sqlite", kills, atEach, seed }),
      runLane({ store: "redis", kills, atEach, seed: seed + 1 }),
    ]);
    // The same with a server that answers before it stores: until it is noticed, or as often as it must have been.
    const control = await runLane({ store: "sqlite", kills: 40, atEach: 0, seed: seed + 2, breaks: "answersEarly" });
    const steps = [...new Set(lanes.flatMap((lane) => Object.keys(lane.byStep)))];
    return {
      n: total(lanes, (lane) => lane.kills),
      failures: lanes.flatMap((lane) => lane.failures),
      control: {
        what: "a server that answers before it stores loses what it acknowledged",
        fired: control.failures.some((line) => line.includes("acknowledged")),
      },
      seedFrom: seed,
      seedTo: seed + 2,
      counted: {
        sqlite: lanes[0]!.kills,
        redis: lanes[1]!.kills,
        acts: total(lanes, (lane) => lane.acts),
        ...Object.fromEntries(PLACES.map((place) => [place, total(lanes, (lane) => lane.byPlace[place]!)])),
        ...Object.fromEntries(steps.map((step) => [step, total(lanes, (lane) => lane.byStep[step] ?? 0)])),
        controlKills: control.kills,
      },
    };
  },
};
