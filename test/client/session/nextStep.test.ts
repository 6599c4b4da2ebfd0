// The table of next steps: for every moment of the call the one thing its conductor does next.
import { describe, expect, test } from "vitest";
import { nextStep } from "../../../client/session/call/nextStep.ts";
import type { ActionView, ResultRow, Slices } from "../../../shared/session/view/slices.ts";
import { arrival, discussion, progress, results, revealed, review, session } from "./fixtures.ts";

const step = (slices: Partial<Slices>, leftOpen: string[] = []) => nextStep(slices, leftOpen);
const action: ActionView = {
  actionId: "a1",
  sessionId: "before",
  text: "Rewrite empathy",
  ownerPersonId: "p2",
  ownerName: "Tom",
  dueOn: null,
  status: "open",
  confirmed: true,
  criterionId: null,
  conversationId: null,
  sessionName: "Last week",
};
const allSettled = {
  ...results,
  identicalUnsettled: 0,
  rows: results.rows.map((row) => ({ ...row, parked: { ownerPersonId: null } })),
};
const discussed = { ...allSettled, identicalUnsettled: 4 };

describe("arrival", () => {
  test("last session's actions come first when some are open", () => {
    expect(step({ ...arrival("facilitator"), actions: { fromBefore: [action], here: [] } })).toEqual({ kind: "goActions" });
  });
  test("no open actions: the silent review, as long as the session says", () => {
    expect(step(arrival("facilitator"))).toEqual({ kind: "startReview", minutes: 15 });
  });
  test("everybody is in already: the silent review is skipped", () => {
    expect(step({ ...arrival("facilitator"), progress: progress(6, true) })).toMatchObject({ kind: "reveal", conversationId: "c1" });
  });
  test("no conversation yet: one has to be added", () => {
    expect(step({ ...arrival("facilitator"), conversations: [], progress: [] })).toEqual({ kind: "addConversation" });
  });
});

test("after the actions comes the silent review", () => {
  expect(step({ ...arrival("facilitator"), session: { ...session, focus: { kind: "actions" } } })).toMatchObject({ kind: "startReview" });
});

describe("silent review", () => {
  test("somebody missing: who", () => {
    expect(step(review("facilitator"))).toMatchObject({ kind: "waitFor", conversationId: "c1", missing: ["s6"] });
  });
  test("all in: reveal, with the roll as it is seen", () => {
    expect(step({ ...review("facilitator"), progress: progress(6, true) })).toEqual({
      kind: "reveal",
      conversationId: "c1",
      roll: { in: ["s1", "s2", "s3", "s4", "s5", "s6"], missing: [], absent: [] },
    });
  });
  test("the first is in, the second is still scored: nothing opens yet, unless the facilitator says so", () => {
    const [first] = progress(6, true);
    const [, second] = progress(5, true);
    if (!first || !second) throw new Error("two conversations");
    expect(step({ ...review("facilitator"), progress: [first, second] })).toEqual({
      kind: "waitFor",
      conversationId: "c2",
      missing: ["s6"],
      roll: second.names,
      ready: { conversationId: "c1", roll: first.names },
    });
  });
});

describe("results", () => {
  test("the criterion most apart is discussed first", () => {
    expect(step(revealed("facilitator"))).toEqual({
      kind: "discuss",
      conversationId: "c1",
      criterionId: "identity",
      first: true,
      mayLeave: 0,
    });
  });
  test("everything discussed: the identical ones are accepted", () => {
    expect(step({ ...revealed("facilitator"), results: { c1: discussed } })).toEqual({
      kind: "acceptIdentical",
      conversationId: "c1",
      count: 4,
    });
  });
  describe("what agrees without being identical is not passed over", () => {
    const settled = {
      value: 3,
      how: "agreed",
      until: null,
      note: null,
      cause: null,
      feedback: null,
      bySeatId: "s1",
      at: 1,
      amended: 0,
    } as const;
    /** everything has its calibrated score but these */
    const but = (open: string[], part: Partial<ResultRow> = {}) => ({
      c1: {
        ...results,
        identicalUnsettled: 0,
        rows: results.rows.map((row) => (open.includes(row.criterionId) ? { ...row, ...part } : { ...row, settled })),
      },
    });
    const at = (of: NonNullable<Slices["results"]>, leftOpen: string[] = []) => step({ ...revealed("facilitator"), results: of }, leftOpen);

    test("4 or 5? one after the other, each with the values that were given", () => {
      expect(at(but(["resolution", "closing"]))).toEqual({
        kind: "nearly",
        conversationId: "c1",
        criterionId: "resolution",
        values: [3, 4],
        mayLeave: 2,
      });
      expect(at(but(["closing"]))).toMatchObject({ kind: "nearly", criterionId: "closing", values: [80, 82, 85], mayLeave: 1 });
      expect(at(but([]))).toMatchObject({ kind: "reveal", conversationId: "c2" });
    });
    test("first what nobody has talked about, then the identical ones, then those", () => {
      expect(at({ c1: { ...results, identicalUnsettled: 4 } })).toMatchObject({ kind: "discuss", criterionId: "identity" });
      expect(at({ c1: { ...but(["resolution"]).c1, identicalUnsettled: 4 } })).toMatchObject({ kind: "acceptIdentical", count: 4 });
    });
    test("what was opened and went on undecided comes back after what was never opened", () => {
      const rows = results.rows.map((row) => (row.criterionId === "identity" ? { ...row, discussed: true } : row));
      expect(at({ c1: { ...results, rows } })).toMatchObject({ kind: "discuss", criterionId: "empathy", mayLeave: 0 });
      const undecided = but(["identity", "resolution"], { discussed: true });
      expect(at(undecided)).toEqual({ kind: "discuss", conversationId: "c1", criterionId: "identity", first: false, mayLeave: 2 });
    });
    test("what too few have scored to compare is opened; what nobody has scored is not", () => {
      const one = but(["greeting"], { comparable: false, values: [1] });
      expect(at(one)).toEqual({ kind: "discuss", conversationId: "c1", criterionId: "greeting", first: false, mayLeave: 1 });
      expect(at(but(["greeting"], { comparable: false, values: [] }))).toMatchObject({ kind: "reveal", conversationId: "c2" });
    });
    test("the rest may be left open, and is not asked for again; what was not discussed and what is identical still is", () => {
      expect(at(but(["resolution", "closing"]), ["c1"])).toMatchObject({ kind: "reveal", conversationId: "c2" });
      expect(at({ c1: { ...results, identicalUnsettled: 0 } }, ["c1"])).toMatchObject({ kind: "discuss", criterionId: "identity" });
      expect(at({ c1: { ...but(["resolution"]).c1, identicalUnsettled: 4 } }, ["c1"])).toMatchObject({ kind: "acceptIdentical" });
    });
    test("at the end of the call an earlier conversation with one of them is gone back to, unless it was left open", () => {
      const conversations = (revealed().conversations ?? []).map((each) => ({ ...each, status: "revealed" as const }));
      const slices = {
        ...revealed("facilitator"),
        session: { ...session, focus: { kind: "results", conversationId: "c2" } as const },
        conversations,
        progress: [],
        results: { ...but(["closing"]), c2: { ...allSettled, conversationId: "c2" } },
      };
      expect(step(slices)).toEqual({ kind: "goResults", conversationId: "c1" });
      expect(step(slices, ["c1"])).toEqual({ kind: "goClosing" });
    });
  });
  test("nothing left: the next conversation is revealed", () => {
    expect(step({ ...revealed("facilitator"), results: { c1: allSettled } })).toMatchObject({ kind: "reveal", conversationId: "c2" });
  });
  test("nothing left and no conversation hidden: actions and close", () => {
    const conversations = (revealed().conversations ?? []).slice(0, 1);
    expect(step({ ...revealed("facilitator"), results: { c1: allSettled }, conversations, progress: [] })).toEqual({ kind: "goClosing" });
  });
  test("nothing left here, but an earlier conversation is unfinished: back to it", () => {
    const conversations = (revealed().conversations ?? []).map((each) => ({ ...each, status: "revealed" as const }));
    expect(
      step({
        ...revealed("facilitator"),
        session: { ...session, focus: { kind: "results", conversationId: "c2" } },
        conversations,
        progress: [],
        results: { c1: results, c2: { ...allSettled, conversationId: "c2" } },
      }),
    ).toEqual({ kind: "goResults", conversationId: "c1" });
  });
});

describe("discussion", () => {
  test("an open criterion is settled first", () => {
    expect(step(discussion("facilitator"))).toMatchObject({ kind: "settle", criterionId: "empathy" });
  });
  test("a parked one leads to the next on the agenda", () => {
    const rows = results.rows.map((row) => (row.criterionId === "empathy" ? { ...row, parked: { ownerPersonId: null } } : row));
    expect(step({ ...discussion("facilitator"), results: { c1: { ...results, rows } } })).toEqual({
      kind: "discuss",
      conversationId: "c1",
      criterionId: "identity",
      first: false,
      mayLeave: 0,
    });
  });
});

test("closing leads to close, a closed session to its report", () => {
  expect(step({ ...revealed("facilitator"), session: { ...session, focus: { kind: "closing" } } })).toEqual({ kind: "close" });
  expect(step({ ...revealed("facilitator"), session: { ...session, status: "closed" } })).toEqual({ kind: "report" });
});
