// Whoever turns out to be somebody known, while that cannot be stored: in every session where it was said.
import { expect, test } from "vitest";
import { createSameness } from "../../server/live/sameness.ts";
import { createUntilDone } from "../../server/live/untilDone.ts";
import { StoreError } from "../../server/store/storeErrors.ts";
import { stillClock } from "../proofs/wire/still.ts";

test("said in two sessions, they are waited for in both until it is stored", async () => {
  const clock = stillClock(0);
  let isAway = true;
  let merged = false;
  const sameness = createSameness({
    directory: {
      resolve: (id: string) => (merged && id === "stranger" ? "ana" : id),
      mergePerson: async () => {
        if (isAway) throw new StoreError("STORE_AWAY", "as told");
        merged = true;
      },
    } as never,
    joining: { sameAs: async () => {} } as never,
    caughtUp: async () => {},
    untilDone: createUntilDone(clock, (error) => expect.fail(String(error))),
    merged: async () => {},
  });
  const waits = () => ["s1", "s2", "s3"].map((sessionId) => sameness.isBecoming(sessionId, "ana"));
  sameness.givenBack("s1", "stranger", "ana");
  sameness.givenBack("s2", "stranger", "ana");
  await new Promise((done) => setImmediate(done));
  expect(waits()).toEqual([true, true, false]);
  isAway = false;
  clock.pass(1_000);
  await new Promise((done) => setImmediate(done));
  expect(waits()).toEqual([false, false, false]);
});
