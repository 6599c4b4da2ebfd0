// The score sheet's keys and its pure arithmetic: what is next, what is sent, what is a moment.
import { describe, expect, test } from "vitest";
import { evidenceOfLine, evidenceOfMoment, toggled } from "../../../client/session/score/evidence.ts";
import { sheetKey } from "../../../client/session/score/keys.ts";
import { asksForReason, momentAt, momentOf, nextBlank, toSent } from "../../../client/session/score/sheet.ts";
import { entry, fullDraft, scorecard } from "./fixtures.ts";

const by = (id: string) => scorecard.criteria.find((each) => each.criterionId === id)!;
const press = (key: string, id: string, part = {}) =>
  sheetKey({ key, ctrlKey: false, metaKey: false, altKey: false, ...part }, by(id), false);

describe("keys", () => {
  test.each([
    ["empathy", "4", { does: "score", value: 4 }],
    ["empathy", "6", null],
    ["empathy", "0", null],
    ["next", "3", { does: "score", value: 3 }],
    ["greeting", "y", { does: "score", value: 1 }],
    ["greeting", "1", { does: "score", value: 1 }],
    ["greeting", "n", { does: "score", value: 0 }],
    ["greeting", "0", { does: "score", value: 0 }],
    ["hold", "a", { does: "score", value: "NA" }],
    ["empathy", "a", null],
    ["closing", "8", { does: "digit", digit: "8" }],
    ["closing", "Enter", { does: "commitPercent" }],
    ["empathy", "j", { does: "next" }],
    ["empathy", "K", { does: "previous" }],
    ["empathy", "ArrowDown", { does: "lineDown" }],
    ["empathy", "x", null],
  ] as const)("on %s the key %s", (criterion, key, does) => {
    expect(press(key, criterion)).toEqual(does);
  });
  test("Ctrl or Cmd with Enter hands in, also from a text field", () => {
    expect(press("Enter", "empathy", { ctrlKey: true })).toEqual({ does: "submit" });
    expect(sheetKey({ key: "Enter", ctrlKey: false, metaKey: true, altKey: false }, by("empathy"), true)).toEqual({ does: "submit" });
  });
  test("while somebody types, and with a modifier, letters are letters", () => {
    expect(sheetKey({ key: "3", ctrlKey: false, metaKey: false, altKey: false }, by("empathy"), true)).toBeNull();
    expect(press("r", "empathy", { ctrlKey: true })).toBeNull();
  });
});

describe("the sheet", () => {
  test("moves on to the next blank, wrapping round, and stays when nothing is left", () => {
    const entries = { ...fullDraft() };
    delete entries["identity"];
    expect(nextBlank(scorecard.criteria, entries, "closing")).toBe("identity");
    expect(nextBlank(scorecard.criteria, fullDraft(), "closing")).toBe("closing");
  });
  test("a reason without a score is a draft, not an answer", () => {
    expect(toSent(scorecard.criteria, { empathy: entry(null, { reason: "hm" }), greeting: entry(0) })).toEqual({ greeting: entry(0) });
  });
  test("a reason is asked for below the top score only", () => {
    expect(asksForReason(by("empathy"), entry(4))).toBe(true);
    expect(asksForReason(by("empathy"), entry(5))).toBe(false);
    expect(asksForReason(by("greeting"), entry(0))).toBe(true);
    expect(asksForReason(by("empathy"), entry(4, { reason: "because" }))).toBe(false);
  });
  test("moments are written as minutes and seconds", () => {
    expect([momentOf("1:26"), momentOf("126"), momentOf("01:05:09"), momentOf("1:75"), momentOf("soon")]).toEqual([
      "1:26",
      "1:26",
      "1:05:09",
      null,
      null,
    ]);
    expect([momentAt(86), momentAt(3700)]).toEqual(["1:26", "1:01:40"]);
  });
  test("a pin comes and goes, and eight are the most", () => {
    const line = { at: 86, speaker: "Agent", text: "Right, five days." };
    const pinned = toggled([], evidenceOfLine(4, line));
    expect(pinned).toEqual([{ line: 4, at: "1:26", quote: "Right, five days." }]);
    expect(toggled(pinned, evidenceOfLine(4, line))).toEqual([]);
    const eight = Array.from({ length: 8 }, (_, n) => evidenceOfMoment(`${n}:00`));
    expect(toggled(eight, evidenceOfMoment("9:00"))).toBe(eight);
  });
});
