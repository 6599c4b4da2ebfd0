// A call as the domain plays it, from the events to the printed page: hidden scores on no page, everything else in every format.
import { describe, expect, test } from "vitest";
import { reportAsCells } from "../../../shared/report/cells.ts";
import { reportAsHtml } from "../../../shared/report/html.ts";
import { reportAsJson } from "../../../shared/report/json.ts";
import { reportAsMarkdown } from "../../../shared/report/markdown.ts";
import { reportAsRows } from "../../../shared/report/rows.ts";
import { audienceOf } from "../../../shared/session/audience.ts";
import { reportOf } from "../../../shared/session/report.ts";
import type { Report } from "../../../shared/session/reportShape.ts";
import { REPORT_WORDS } from "../../../shared/texts/report.ts";
import { reveal, Story } from "../session/given.ts";
import { createdSession, full, SCORERS, sent } from "../session/sessions.ts";
import { CONTEXT, seat } from "../session/view/seen.ts";

const EMPATHY = { conversationId: "c1", criterionId: "empathy" };
const FORMATS: Record<string, (report: Report) => string> = {
  markdown: (report) => reportAsMarkdown(report, REPORT_WORDS),
  html: (report) => reportAsHtml(report, REPORT_WORDS),
  cells: (report) => reportAsCells(report, REPORT_WORDS),
  rows: (report) => JSON.stringify(reportAsRows(report, REPORT_WORDS)),
  json: reportAsJson,
};
const report = (story: Story, named: boolean) => reportOf(story.state, audienceOf(story.state, seat("tom")), CONTEXT, { named });

const submittedBy = (story: Story, conversationId: string): Story =>
  SCORERS.reduce(
    (so, who, index) =>
      so.did(who, {
        type: "SubmitReview",
        conversationId,
        sheet: sent(full(1, 1 + (index % 5), 3, 2, 80, 1), `MARK-${conversationId}-${who}`),
      }),
    story,
  );
const scored = submittedBy(submittedBy(new Story(createdSession()), "c1"), "c2");
const closed = scored
  .did("fay", reveal(scored))
  .did("fay", { type: "OpenCriterion", ...EMPATHY, readAloud: false })
  .did("lea", {
    type: "SettleCriterion",
    ...EMPATHY,
    value: 4,
    how: "agreed",
    until: null,
    note: "named late",
    cause: "leniency",
    feedback: null,
  })
  .did("fay", { type: "AcceptIdentical", conversationId: "c1" })
  .did("tom", {
    type: "AddAction",
    actionId: "a1",
    text: "Reword it",
    ownerPersonId: null,
    dueOn: null,
    criterionId: "empathy",
    conversationId: "c1",
  })
  .did("fay", { type: "CloseSession" });

describe.each(Object.entries(FORMATS))("%s", (_, written) => {
  test("[S15] holds nothing of a conversation that was never revealed, named or not", () => {
    for (const named of [false, true]) {
      expect(written(report(scored, named))).not.toContain("MARK-");
      expect(written(report(closed, named))).not.toContain("MARK-c2");
    }
  });
  test("holds reasons of the revealed conversation only in the named version", () => {
    expect(written(report(closed, false))).not.toContain("MARK-");
    expect(written(report(closed, true))).toContain("MARK-c1-tom");
  });
  test("holds what was agreed, who it was left to, and that it feeds nothing", () => {
    for (const words of ["named late", "Reword it", "never feed agent scores", "Empathy"])
      expect(written(report(closed, false))).toContain(words);
    expect(written(report(closed, true))).not.toMatch(/\{\{\w|undefined|NaN|\[object/);
  });
});
