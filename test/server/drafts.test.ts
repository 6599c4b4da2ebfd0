// Unfinished scores on two nodes: who is told of what, and that nobody's own echo comes a moment earlier because another person typed.
import { expect, test } from "vitest";
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

test("what was typed on another node is told by whose it is", async () => {
  const { store, here } = withLateAnswers();
  const drafts = await loadDrafts(here, "s");
  await store.saveDraft(keyOf("ben"), scored(3));
  expect(await drafts.refresh()).toEqual(["ben"]);
  expect(await drafts.refresh()).toEqual([]);
  expect(drafts.of("ben")).toEqual({ c1: { empathy: scored(3) } });
});

test("[L-3] somebody who is saving here is not told a moment earlier because another person typed elsewhere: their own save tells", async () => {
  const { store, here, answer } = withLateAnswers();
  const drafts = await loadDrafts(here, "s");
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
  const drafts = await loadDrafts(here, "s");
  refusing.push(new StoreError("STORE_AWAY", "away"));
  const saved = drafts.save(keyOf("lea"), scored(5));
  const told = expect(saved).rejects.toThrow("away");
  await answer();
  await told;
  await store.saveDraft(keyOf("lea", "greeting"), scored(1));
  expect(await drafts.refresh()).toEqual(["lea"]);
});
