// Whoever comes over from another node is never shown less than they have seen there: what cannot be read just then is waited for (INV-10).
import { expect, test } from "vitest";
import type { EventStore, StreamName } from "../../server/store/eventStore.ts";
import { memoryStore } from "../../server/store/memory.ts";
import { StoreError, type StoreErrorCode } from "../../server/store/storeErrors.ts";
import { newCall, sessionsOn } from "./sessionsOn.ts";

/** One node on the shared store; `unread`: why its reads fail now. */
function openNode(shared: EventStore) {
  const moved: ((stream: StreamName, gone: boolean) => void)[] = [];
  let unread: StoreErrorCode | null = null;
  const sessions = sessionsOn({
    ...shared,
    read: (stream, from) => (unread ? Promise.reject(new StoreError(unread, "not now")) : shared.read(stream, from)),
    onMoved: (listener) => void moved.push(listener),
  });
  return {
    sessions,
    hears: () => {
      for (const listener of moved) listener("session:call", false);
    },
    reads: (why: StoreErrorCode | null) => {
      unread = why;
    },
  };
}

async function twoNodes() {
  const store = memoryStore();
  const [here, there] = [openNode(store), openNode(store)];
  await newCall(there.sessions, "call");
  await here.sessions.load("call");
  await there.sessions.asServer("call", { type: "SetDoor", open: false });
  return { here, there };
}

test("[INV-10] as long as it cannot be read what others stored, nobody is let in on what is older", async () => {
  const { here } = await twoNodes();
  here.reads("STORE_AWAY");
  here.hears();
  await expect(here.sessions.loadNow("call")).rejects.toThrow("not now");
  // whoever is there already keeps what they see
  expect((await here.sessions.load("call"))?.state().doorSwitch).toBeNull();
  here.reads(null);
  expect((await here.sessions.loadNow("call"))?.state().doorSwitch).toBe(false);
});

test("a log that is damaged for good is still shown as far as it was known", async () => {
  const { here } = await twoNodes();
  here.reads("LOG_DAMAGED");
  here.hears();
  expect((await here.sessions.loadNow("call"))?.state().doorSwitch).toBeNull();
});
