// Unfinished scores on two nodes: who is told of what, and that nobody's own echo comes a moment earlier because another person typed.
import { expect, test, vi } from "vitest";
import { loadDrafts } from "../../server/live/drafts.ts";
import { memoryStore } from "../../server/store/memory.ts";
import { StoreError } from "../../server/store/storeErrors.ts";
import type { DraftEntry } from "../../shared/session/shapes.ts";

const scored = (value: number): DraftEntry => ({ value, reason: "", unsure: false, evidence: [] });
const keyOf = (seatId: string, criterionId = "empathy") => ({ sessionId: "s", seatId, conversationId: "c1", criterionId });

/** A store whose answers to saves are kept back: stored already, not told yet. */
const withLateAnswers = () => {
  const store = memoryStore();
  const held: (() => void)[] = [];
  const refusing: StoreError[] = [];
  return {
    store,
    refusing,
    answer: async () => {
      while (held.length === 0) await new Promise((next) => setImmediate(next));
      for (const one of held.splice(0)) one();
    },
    here: {
      ...store,
      saveDraft: async (...given: Parameters<typeof store.saveDraft>) => {
        await store.saveDraft(...given);
        await new Promise<void>((done) => held.push(done));
        if (refusing[0]) throw refusing[0];
      },
    },
  };
};

/** Time stands still until it is told to pass. */
const ground = () => {
  const changed: string[] = [];
  const faults: unknown[] = [];
  const later: (() => void)[] = [];
  return {
    changed,
    faults,
    pass: () => {
      for (const run of later.splice(0)) run();
    },
    later,
    after: (_ms: number, run: () => void) => {
      later.push(run);
      return () => {};
    },
    onFault: (error: unknown) => void faults.push(error),
  };
};
const draftsOver = (store: Parameters<typeof loadDrafts>[0], on = ground()) =>
  loadDrafts(store, "s", { ...on, changed: (seatId) => void on.changed.push(seatId) });

test("what was typed on another node is told by whose it is", async () => {
  const { store, here } = withLateAnswers();
  const drafts = await draftsOver(here);
  await store.saveDraft(keyOf("ben"), scored(3));
  expect(await drafts.refresh()).toEqual(["ben"]);
  expect(await drafts.refresh()).toEqual([]);
  expect(drafts.of("ben")).toEqual({ c1: { empathy: scored(3) } });
});

test("[L-3] somebody who is saving here is not told a moment earlier because another person typed elsewhere: their own save tells", async () => {
  const { store, here, answer } = withLateAnswers();
  const drafts = await draftsOver(here);
  const saved = drafts.save(keyOf("lea"), scored(5));
  await store.saveDraft(keyOf("ben"), scored(3));
  expect(await drafts.refresh()).toEqual(["ben"]);
  await answer();
  await saved;
  expect(drafts.of("lea")).toEqual({ c1: { empathy: scored(5) } });
  await store.saveDraft(keyOf("lea", "greeting"), scored(1));
  expect(await drafts.refresh()).toEqual(["lea"]);
});

test("after a save that failed they are told again what they type elsewhere", async () => {
  const { store, here, answer, refusing } = withLateAnswers();
  const drafts = await draftsOver(here);
  refusing.push(new StoreError("STORE_AWAY", "away"));
  const saved = drafts.save(keyOf("lea"), scored(5));
  const told = expect(saved).rejects.toThrow("away");
  await answer();
  await told;
  await store.saveDraft(keyOf("lea", "greeting"), scored(1));
  expect(await drafts.refresh()).toEqual(["lea"]);
});

test("a save whose answer comes late is not taken for newer than what its author typed elsewhere since; both see the same in the end", async () => {
  const { store, here, answer } = withLateAnswers();
  const on = ground();
  const drafts = await draftsOver(here, on);
  const saved = drafts.save(keyOf("lea"), scored(5));
  await store.saveDraft(keyOf("lea"), null);
  await drafts.refresh();
  await answer();
  await saved;
  await vi.waitFor(() => expect(drafts.of("lea")).toEqual({ c1: {} }));
  expect(on.changed).toEqual(["lea"]);
});

test("it is asked for again while the store is away, and nobody is told of what is as it was", async () => {
  const { store, here, answer } = withLateAnswers();
  const on = ground();
  let away = true;
  let asked = 0;
  const drafts = await draftsOver(here, on);
  const saved = drafts.save(keyOf("lea"), scored(5));
  await store.saveDraft(keyOf("ben"), scored(3));
  await drafts.refresh();
  here.drafts = async (sessionId) => {
    asked += 1;
    if (away) throw new StoreError("STORE_AWAY", "away");
    return store.drafts(sessionId);
  };
  await answer();
  await saved;
  await vi.waitFor(() => expect(on.later).toHaveLength(1));
  on.pass();
  await vi.waitFor(() => expect(on.later).toHaveLength(1));
  away = false;
  on.pass();
  await vi.waitFor(() => expect(asked).toBe(3));
  await new Promise((next) => setImmediate(next));
  expect([on.later, on.changed, on.faults]).toEqual([[], [], []]);
  expect(drafts.of("lea")).toEqual({ c1: { empathy: scored(5) } });
  expect(drafts.of("ben")).toEqual({ c1: { empathy: scored(3) } });
});

test("whoever else types meanwhile does not make it ask again: in a busy call it would never end", async () => {
  const { store, here, answer } = withLateAnswers();
  const drafts = await draftsOver(here);
  const asked: (() => void)[] = [];
  here.drafts = async (sessionId) => {
    const read = await store.drafts(sessionId);
    await new Promise<void>((done) => void asked.push(done));
    return read;
  };
  const answersAll = async (): Promise<void> => {
    for (const done of asked.splice(0)) done();
    await new Promise((next) => setImmediate(next));
  };
  const refreshed = async (): Promise<void> => {
    const read = drafts.refresh();
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0));
    await answersAll();
    await read;
  };
  const lea = drafts.save(keyOf("lea"), scored(5));
  await store.saveDraft(keyOf("lea"), scored(2));
  await refreshed();
  await answer();
  await lea;
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  const ben = drafts.save(keyOf("ben"), scored(3));
  await answer();
  await ben;
  await answersAll();
  expect(asked).toEqual([]);
  expect(drafts.of("lea")).toEqual({ c1: { empathy: scored(2) } });
  expect(drafts.of("ben")).toEqual({ c1: { empathy: scored(3) } });
});

test("what else goes wrong while it is asked for is told to whoever watches the server", async () => {
  const { here, answer } = withLateAnswers();
  const on = ground();
  const drafts = await draftsOver(here, on);
  const saved = drafts.save(keyOf("lea"), scored(5));
  await drafts.refresh();
  const broken = new Error("broken");
  here.drafts = () => Promise.reject(broken);
  await answer();
  await saved;
  await vi.waitFor(() => expect(on.faults).toEqual([broken]));
});
