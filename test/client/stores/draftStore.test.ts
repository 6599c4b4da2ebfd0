// What one typed is shown at once, is "saved" only when acknowledged, survives a reload and yields to a newer answer from another tab.
import { expect, test } from "vitest";
import type { Answer } from "../../../shared/protocol/socket.ts";
import { createSessionStore } from "../../../client/stores/sessionStore.ts";
import { fakeConnection } from "../session/fakeConnection.ts";
import { entry, mine, review, sheet } from "../session/fixtures.ts";

/** What the tabs of one device share. */
const memory = (...initial: string[]) => {
  const kept = new Map(initial.map((text, index) => [`${index}`, text]));
  return {
    names: () => [...kept.keys()],
    /** what is not delivered yet */ waiting: () => [...kept.values()].filter((text) => !Number(text)),
    get: (name: string) => kept.get(name) ?? null,
    keep: (name: string, text: string) => void kept.set(name, text),
    drop: (name: string) => void kept.delete(name),
  };
};
const settle = () => new Promise((done) => setTimeout(done, 0));

test("an answer is shown while it is on its way, and saved only when the server has it", async () => {
  const connection = fakeConnection(review());
  const { drafts } = createSessionStore(connection);
  connection.holdDrafts();
  void drafts.save("c1", "empathy", entry(3));
  expect(drafts.state.getState().overlays["c1"]?.["empathy"]).toMatchObject({ entry: { value: 3 }, state: "saving" });
  connection.releaseDrafts();
  await settle();
  expect(drafts.state.getState().overlays["c1"]?.["empathy"]?.state).toBe("saved");
});

test("a refused answer stays on screen with the reason", async () => {
  const connection = fakeConnection(review());
  const { drafts } = createSessionStore(connection);
  connection.holdDrafts();
  void drafts.save("c1", "empathy", entry(3));
  connection.releaseDrafts({ ok: false, code: "ALREADY_REVEALED", message: "The scores are open.", retry: "never" });
  await settle();
  expect(drafts.state.getState().overlays["c1"]?.["empathy"]).toMatchObject({
    entry: { value: 3 },
    state: "refused",
    message: "The scores are open.",
  });
});

test("the answer to an older write does not call a newer one saved", async () => {
  const answers: ((answer: Answer) => void)[] = [];
  const connection = { ...fakeConnection(review()), saveDraft: () => new Promise<Answer>((done) => answers.push(done)) };
  const { drafts } = createSessionStore(connection);
  const state = () => drafts.state.getState().overlays["c1"]?.["empathy"];
  void drafts.save("c1", "empathy", entry(3));
  void drafts.save("c1", "empathy", entry(5));
  answers[0]?.({ ok: true });
  await settle();
  expect(state()).toMatchObject({ entry: { value: 5 }, state: "saving" });
  answers[1]?.({ ok: true });
  await settle();
  expect(state()?.state).toBe("saved");
});

test("what a closed tab could not deliver is sent again by the next one, for the same seat", async () => {
  const kept = memory();
  const before = fakeConnection(review());
  before.holdDrafts();
  void createSessionStore(before, kept).drafts.save("c1", "empathy", entry(3));
  expect(kept.waiting().join()).toContain("empathy");

  const after = fakeConnection(review());
  const { drafts } = createSessionStore(after, kept);
  expect(after.drafts).toEqual([{ conversationId: "c1", criterionId: "empathy", entry: entry(3) }]);
  await settle();
  expect(drafts.state.getState().overlays["c1"]?.["empathy"]?.state).toBe("saved");
  expect(kept.waiting()).toEqual([]);
});

test("[INV-24] a tab that has delivered its own leaves what another tab could not deliver, until the same is typed anew", async () => {
  const kept = memory();
  const [closing, open] = [fakeConnection(review()), fakeConnection(review())];
  const stays = createSessionStore(open, kept).drafts;
  const closes = createSessionStore(closing, kept).drafts;
  closing.holdDrafts();
  open.holdDrafts();
  void stays.save("c1", "greeting", entry(1));
  void closes.save("c1", "empathy", entry(3));
  void closes.save("c1", "resolution", entry(2));
  void stays.save("c1", "resolution", entry(4));
  open.releaseDrafts();
  await settle();

  const after = fakeConnection(review());
  createSessionStore(after, kept);
  expect(after.drafts).toEqual([{ conversationId: "c1", criterionId: "empathy", entry: entry(3) }]);
  await settle();
  expect(kept.waiting()).toEqual([]);
});

/** A tab that sees its own writes at once and those of others not at all. */
const lateTab = (shared: ReturnType<typeof memory>) => {
  const seen = new Map(shared.names().map((name) => [name, shared.get(name)!]));
  return {
    names: () => [...seen.keys()],
    get: (name: string) => seen.get(name) ?? null,
    keep: (name: string, text: string) => {
      seen.set(name, text);
      shared.keep(name, text);
    },
    drop: (name: string) => {
      seen.delete(name);
      shared.drop(name);
    },
  };
};

test("[INV-24] a tab that sees late what another one keeps takes nothing from it: closed before it was delivered, it is found again", async () => {
  const kept = memory();
  const [behind, closing] = [fakeConnection(review()), fakeConnection(review())];
  const slow = createSessionStore(behind, lateTab(kept)).drafts;
  const quick = createSessionStore(closing, kept).drafts;
  behind.holdDrafts();
  closing.holdDrafts();
  void slow.save("c1", "empathy", entry(3));
  void quick.save("c1", "empathy", entry(2));
  void quick.save("c1", "empathy", entry(1));
  behind.releaseDrafts();
  await settle();

  const after = fakeConnection(review());
  createSessionStore(after, kept);
  expect(after.drafts).toEqual([{ conversationId: "c1", criterionId: "empathy", entry: entry(1) }]);
  await settle();
  expect(kept.waiting()).toEqual([]);
});

test("what another tab typed there since is not replaced by what was typed here before: it is taken over and sent", async () => {
  const kept = memory();
  const [one, two] = [fakeConnection(review()), fakeConnection(review())];
  const early = createSessionStore(one, kept).drafts;
  const late = createSessionStore(two, kept).drafts;
  one.holdDrafts();
  two.holdDrafts();
  void early.save("c1", "empathy", entry(3));
  expect(one.stillLatest()).toEqual([true]);
  void late.save("c1", "empathy", entry(5));
  expect([one.stillLatest(), two.stillLatest()]).toEqual([[false], [true]]);
  // the connection sends nothing that is not the latest, and says yes
  one.releaseDrafts();
  await settle();
  expect(one.drafts.at(-1)).toEqual({ conversationId: "c1", criterionId: "empathy", entry: entry(5) });
  expect(early.state.getState().overlays["c1"]?.["empathy"]).toMatchObject({ entry: { value: 5 }, state: "saved" });
  two.releaseDrafts();
  await settle();
  // the server has it: its own slice shows it
  expect(late.state.getState().overlays["c1"]?.["empathy"]).toBeUndefined();
  expect(kept.waiting()).toEqual([]);
});

test("what another tab has typed and delivered since is shown as the server has it", async () => {
  const kept = memory();
  const [one, two] = [fakeConnection(review()), fakeConnection(review())];
  const early = createSessionStore(one, kept).drafts;
  const late = createSessionStore(two, kept).drafts;
  one.holdDrafts();
  void early.save("c1", "empathy", entry(3));
  await late.save("c1", "empathy", entry(5));
  one.releaseDrafts();
  await settle();
  expect(one.drafts).toHaveLength(1);
  expect(early.state.getState().overlays["c1"]?.["empathy"]).toBeUndefined();
});

test("a page that was left keeps nothing of what another tab delivers itself", async () => {
  const kept = memory();
  const [leaving, staying] = [fakeConnection(review()), fakeConnection(review())];
  const early = createSessionStore(leaving, kept).drafts;
  const late = createSessionStore(staying, kept).drafts;
  leaving.holdDrafts();
  staying.holdDrafts();
  void early.save("c1", "empathy", entry(3));
  void late.save("c1", "empathy", entry(5));
  leaving.setStatus({ state: "closed" });
  leaving.releaseDrafts({ ok: false, code: "BUSY", message: "closed", retry: "never" });
  await settle();
  staying.releaseDrafts();
  await settle();
  const again = fakeConnection(review());
  createSessionStore(again, kept);
  expect(again.drafts).toEqual([]);
});

test("where there is no room for the newer answer the older one is not sent after it", async () => {
  const kept = memory();
  let full = false;
  const narrow = {
    ...kept,
    keep: (name: string, text: string) => {
      if (full) throw new Error("quota");
      kept.keep(name, text);
    },
  };
  const connection = fakeConnection(review());
  const { drafts } = createSessionStore(connection, narrow);
  connection.holdDrafts();
  void drafts.save("c1", "empathy", entry(3));
  full = true;
  void drafts.save("c1", "empathy", entry(5));
  connection.releaseDrafts();
  await settle();
  const again = fakeConnection(review());
  createSessionStore(again, narrow);
  expect(again.drafts).toEqual([]);
});

test("[INV-24] a page that delivers what a tab kept leaves what was typed in that tab since", async () => {
  const kept = memory();
  const [typing, opened] = [fakeConnection(review()), fakeConnection(review())];
  const quick = createSessionStore(typing, kept).drafts;
  typing.holdDrafts();
  opened.holdDrafts();
  void quick.save("c1", "empathy", entry(3));
  createSessionStore(opened, lateTab(kept));
  expect(opened.drafts).toHaveLength(1);
  void quick.save("c1", "empathy", entry(1));
  opened.releaseDrafts();
  await settle();
  const after = fakeConnection(review());
  createSessionStore(after, kept);
  expect(after.drafts.at(-1)?.entry).toEqual(entry(1));
});

test("what another page has delivered for a tab that slept is not sent again by it", async () => {
  const kept = memory();
  const [asleep, opened] = [fakeConnection(review()), fakeConnection(review())];
  asleep.holdDrafts();
  const { drafts } = createSessionStore(asleep, kept);
  void drafts.save("c1", "empathy", entry(3));
  createSessionStore(opened, kept);
  await settle();
  expect(opened.drafts).toHaveLength(1);
  expect(asleep.stillLatest()).toEqual([false]);
  asleep.releaseDrafts();
  await settle();
  expect(drafts.state.getState().overlays["c1"]?.["empathy"]).toBeUndefined();
});

test("what is still in memory is sent when the browser's storage was emptied", async () => {
  const kept = memory();
  const connection = fakeConnection(review());
  connection.holdDrafts();
  void createSessionStore(connection, kept).drafts.save("c1", "empathy", entry(3));
  for (const name of kept.names()) kept.drop(name);
  expect(connection.stillLatest()).toEqual([true]);
});

test("what was kept and cannot be read counts as nothing, and keeps nothing else back", () => {
  const whole = JSON.stringify({ seatId: mine("reviewer").seatId, conversationId: "c1", criterionId: "empathy", entry: entry(3) });
  const connection = fakeConnection(review());
  createSessionStore(connection, memory("{", "null", '"words"', whole));
  expect(connection.drafts).toEqual([{ conversationId: "c1", criterionId: "empathy", entry: entry(3) }]);
});

test("where nothing can be kept what was typed still goes to the server", async () => {
  const blocked = (): never => {
    throw new Error("blocked");
  };
  const connection = fakeConnection(review());
  const { drafts } = createSessionStore(connection, { names: blocked, get: blocked, keep: blocked, drop: blocked });
  expect(await drafts.save("c1", "empathy", entry(3))).toEqual({ ok: true });
  expect(connection.drafts).toEqual([{ conversationId: "c1", criterionId: "empathy", entry: entry(3) }]);
});

test("nothing of another seat's is sent from a shared device", () => {
  const kept = memory();
  const before = fakeConnection(review());
  before.holdDrafts();
  void createSessionStore(before, kept).drafts.save("c1", "empathy", entry(3));
  const after = fakeConnection(review("facilitator"));
  createSessionStore(after, kept);
  expect(after.drafts).toEqual([]);
});

test("another tab's newer answer replaces what stands here", async () => {
  const connection = fakeConnection(review());
  const { drafts } = createSessionStore(connection);
  await drafts.save("c1", "empathy", entry(3));
  connection.show({ mine: mine("reviewer", { sheets: { c1: sheet({ draft: { empathy: entry(5) } }), c2: sheet() } }) });
  expect(drafts.state.getState().overlays["c1"]?.["empathy"]).toBeUndefined();
});

test("an answer still on its way is not replaced by an older one from the server", () => {
  const connection = fakeConnection(review());
  const { drafts } = createSessionStore(connection);
  connection.holdDrafts();
  void drafts.save("c1", "empathy", entry(3));
  connection.show({ mine: mine("reviewer", { sheets: { c1: sheet({ draft: { empathy: entry(1) } }), c2: sheet() } }) });
  expect(drafts.state.getState().overlays["c1"]?.["empathy"]).toMatchObject({ entry: { value: 3 }, state: "saving" });
});

test("after a reconnect no screen is torn down while one's own slice is a frame behind", () => {
  const connection = fakeConnection(review());
  const { state } = createSessionStore(connection);
  connection.show({ mine: undefined as never });
  expect(state.getState().slices.mine?.name).toBe("Tom");
});
