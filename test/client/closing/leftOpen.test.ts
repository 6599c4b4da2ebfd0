// What a session leaves open, and the sentence that says so.
import { expect, test } from "vitest";
import i18n from "../../../client/i18n.ts";
import { sessionGap } from "../../../client/session/closing/gap.ts";
import { closingStatement, type LeftOpen, leftOpen } from "../../../client/session/closing/leftOpen.ts";
import type { ConversationResults, SettledView, Slices } from "../../../shared/session/view/slices.ts";
import { results, revealed } from "../session/fixtures.ts";

const t = i18n.getFixedT("en", "closing");
const nothing: LeftOpen = { notSettled: [], parked: [], provisional: [], hidden: [], identical: [], unowned: 0, objections: [] };
const item = { conversationId: "c1", conversation: "Lost parcel", criterionId: "empathy", criterion: "Empathy" };
const provisional: SettledView = {
  value: 3,
  how: "provisional",
  until: "2026-12-01",
  note: null,
  cause: null,
  feedback: null,
  bySeatId: "s1",
  at: 0,
  amended: 0,
};

test.each<[Partial<LeftOpen>, string]>([
  [{}, "Everything is settled."],
  [{ objections: [{ ...item, count: 1 }] }, "Everything is settled, with one objection."],
  [
    {
      objections: [
        { ...item, count: 1 },
        { ...item, count: 2 },
      ],
    },
    "Everything is settled, with three objections.",
  ],
  [{ notSettled: [item] }, "Left open: one criterion not settled."],
  [{ notSettled: [item, item] }, "Left open: two criteria not settled."],
  [{ notSettled: [item], identical: [{ conversationId: "c1", title: "Lost parcel", count: 2 }] }, "Left open: three criteria not settled."],
  [{ parked: [{ ...item, ownerPersonId: null }], unowned: 1 }, "Left open: one parked criterion and one action without an owner."],
  [
    { notSettled: [item], hidden: [{ conversationId: "c2", title: "Refund" }], unowned: 13 },
    "Left open: one criterion not settled, one conversation still hidden and 13 actions without an owner.",
  ],
])("the statement names every gap (%#)", (part, sentence) => {
  expect(closingStatement(t, { ...nothing, ...part }, true)).toBe(sentence);
});

test("without a reveal nothing is called settled", () => {
  expect(closingStatement(t, nothing, false)).toBe("No scores were revealed.");
});

test("gathered from the slices: not settled, parked, provisional, hidden, identical", () => {
  const slices: Partial<Slices> = {
    ...revealed(),
    closing: { notDiscussed: [{ conversationId: "c1", criterionIds: ["empathy"] }], unrevealed: ["c2"], unownedActions: 2, proposals: [] },
    results: {
      c1: {
        ...results,
        rows: results.rows.map((row) =>
          row.criterionId === "hold"
            ? { ...row, parked: { ownerPersonId: "p4" } }
            : row.criterionId === "identity"
              ? { ...row, settled: provisional, parked: { ownerPersonId: null } }
              : row,
        ),
      },
    },
  };
  const open = leftOpen(slices);
  // Resolution and Closing agree within tolerance, and still nobody has said which value it is
  expect(open.notSettled.map(({ criterion }) => criterion)).toEqual(["Empathy", "Resolution", "Closing"]);
  expect(open.parked.map(({ criterion, ownerPersonId }) => [criterion, ownerPersonId])).toEqual([["Hold etiquette", "p4"]]);
  expect(open.provisional.map(({ criterion, until }) => [criterion, until])).toEqual([["Identity check", "2026-12-01"]]);
  expect(open.hidden).toEqual([{ conversationId: "c2", title: "Refund thread" }]);
  expect(open.identical).toEqual([{ conversationId: "c1", title: "Lost parcel before surgery", count: 4 }]);
  expect(open.unowned).toBe(2);
});

const withGap = (final: number, part: Partial<ConversationResults> = {}): ConversationResults => ({
  ...results,
  gap: { final, raw: final, autoFailMismatches: 1 },
  ...part,
});
test("[T7] the session's gap is the mean over its conversations; [R10] a set-aside one is in no figure", () => {
  expect(sessionGap([results])).toBeNull();
  expect(sessionGap([withGap(3), withGap(5), withGap(40, { setAside: { at: 0, reason: "" } }), results])).toEqual({
    points: 4,
    conversations: 2,
    autoFailMismatches: 2,
  });
});
