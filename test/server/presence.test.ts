// Who counts as away, while the session that has to record it is not in memory any more and cannot be read.
import { expect, test } from "vitest";
import { createPresence, NO_OTHER_NODES } from "../../server/live/presence.ts";
import { StoreError, type StoreErrorCode } from "../../server/store/storeErrors.ts";
import { stillClock } from "../proofs/wire/still.ts";

const GRACE_MS = 30_000;

/** Somebody has just closed their last page. */
const left = () => {
  const clock = stillClock(0);
  const said: string[] = [];
  const faults: unknown[] = [];
  const store: { fails: StoreErrorCode | null } = { fails: null };
  const presence = createPresence({
    sessions: {
      peek: () => null,
      asServer: async (sessionId, command) => {
        said.push(`${sessionId} ${command.type}`);
        if (store.fails) throw new StoreError(store.fails, "as told");
        return { outcome: "ok", events: [] };
      },
    },
    clock,
    graceMs: GRACE_MS,
    elsewhere: NO_OTHER_NODES,
    onFault: (error) => void faults.push(error),
  });
  presence.opened("s1", "ana");
  presence.closed("s1", "ana");
  const pass = async (ms: number): Promise<void> => {
    clock.pass(ms);
    await new Promise((done) => setImmediate(done));
  };
  return { presence, said, faults, store, pass };
};

test("while the session cannot be read it is said again, until it can or they are back", async () => {
  const { presence, said, faults, store, pass } = left();
  store.fails = "STORE_AWAY";
  await pass(GRACE_MS);
  expect(said).toEqual(["s1 MarkAway"]);
  await pass(1_000);
  expect(said).toHaveLength(2);
  store.fails = null;
  await pass(1_000);
  expect(said).toHaveLength(3);
  await pass(5_000);
  expect([said.length, faults.length]).toEqual([3, 0]);
  store.fails = "STORE_AWAY";
  presence.opened("s1", "ben");
  presence.closed("s1", "ben");
  await pass(GRACE_MS);
  presence.opened("s1", "ben");
  await pass(5_000);
  expect(said).toHaveLength(4);
});

test("[F-9] a session that is damaged is told once to whoever runs the server, and ends nothing", async () => {
  const { said, faults, store, pass } = left();
  store.fails = "LOG_DAMAGED";
  await pass(GRACE_MS);
  await pass(5_000);
  expect([said.length, faults]).toEqual([1, [expect.objectContaining({ code: "LOG_DAMAGED" })]]);
});
