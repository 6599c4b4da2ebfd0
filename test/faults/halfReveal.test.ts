// G-kill's watch over reveals: what has to make it speak, and what must not.
import { expect, test } from "vitest";
import type { Call } from "../proofs/children/call.ts";
import { watchReveals } from "../proofs/kill/watch.ts";

const RESULTS = { reviews: 2, absentCount: 0, totals: [1, 2], rows: [{ criterionId: "a", values: [1, 2], naCount: 0, missingCount: 0 }] };

/** Two people to whom something is shown. */
const newCall = () => {
  const people = ["Ada", "Ben"].map((name) => {
    const listeners: (() => void)[] = [];
    let shown: unknown;
    const connection = {
      slices: () => (shown ? { results: { c1: shown } } : {}),
      onChange: (listener: () => void) => listeners.push(listener),
    };
    const show = (results: unknown): void => {
      shown = results;
      for (const listener of listeners) listener();
    };
    return { name, connection, show };
  });
  const [ada, ben] = people as [(typeof people)[0], (typeof people)[0]];
  return { ada, ben, watch: watchReveals({ sessionId: "s1", people } as unknown as Call) };
};

test("a reveal that reaches one of two is a fault", async () => {
  const { ada, watch } = newCall();
  ada.show(RESULTS);
  await watch.agree();
  expect(watch.faults).toEqual(["s1: c1 was revealed to somebody, and Ben does not see it"]);
});

test("one that reaches the second a moment later is none, and neither is none at all", async () => {
  const { ada, ben, watch } = newCall();
  await watch.agree();
  ada.show(RESULTS);
  setTimeout(() => ben.show(RESULTS), 50);
  await watch.agree();
  expect(watch.faults).toEqual([]);
});

test("a part of a reveal is a fault, and so are other scores than somebody else was shown", async () => {
  const { ada, ben, watch } = newCall();
  ada.show({ ...RESULTS, rows: [{ ...RESULTS.rows[0], values: [1] }] });
  ben.show(RESULTS);
  await watch.agree();
  expect(watch.faults).toEqual(["s1: Ada was shown a part of c1", "s1: Ben was shown other scores of c1 than somebody before"]);
});
