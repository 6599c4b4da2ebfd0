// The report in every format: complete, readable, and safe wherever it is pasted.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reportAsCells, safeText } from "../../../shared/report/cells.ts";
import { dateText, dayText, oneDecimal, totalText } from "../../../shared/report/format.ts";
import { reportAsHtml } from "../../../shared/report/html.ts";
import { reportAsJson } from "../../../shared/report/json.ts";
import { markdownText, reportAsMarkdown } from "../../../shared/report/markdown.ts";
import { reportAsRows } from "../../../shared/report/rows.ts";
import type { Report } from "../../../shared/session/reportShape.ts";
import { fill, REPORT_WORDS } from "../../../shared/texts/report.ts";
import { fullReport, namedReport } from "./fixture.ts";

const markdown = (report: Report = fullReport()) => reportAsMarkdown(report, REPORT_WORDS);
const html = (report: Report = fullReport()) => reportAsHtml(report, REPORT_WORDS);
const cells = (report: Report = fullReport()) => reportAsCells(report, REPORT_WORDS);
const written = { markdown, html, cells };

describe.each(["markdown", "html", "cells"] as const)("%s", (format) => {
  const whole = written[format]();
  test.each([
    ["K32, the calibrated scores", "Final, calibrated scores"],
    ["K33, the disagreements", "Key disagreements and how they were resolved"],
    ["K34, the definitions", "Updates to scoring definitions"],
    ["K35, the actions", "Action items"],
    ["what was not discussed", "What was not discussed"],
    ["that nothing feeds agent scores", "Calibration scores never feed agent scores."],
    ["what the figure in points means", "on average, how many points a reviewer"],
    ["how many conversations that figure is of", "points (conversations: 1 of 3)."],
    ["actions nobody owns", "Unowned"],
    ["a conversation that was never revealed", "The third call"],
    ["a reveal that was set aside, and why", "Set aside by Fay: pressed too early"],
    ["an objection, without its name", "Objection by a reviewer: It was more than a phrase"],
    ["the cause", "wording unclear"],
    ["until when a score is provisional", "4 December 2026"],
  ])("holds %s", (_, words) => expect(whole).toContain(words));

  test("holds nobody's blind scores unless it is the named version", () => {
    expect(whole).not.toContain("Individual blind scores");
    expect(whole).not.toContain("She was heard");
    const named = written[format](namedReport());
    for (const words of [
      "Individual blind scores",
      "She was heard",
      "Objection by Tom",
      "Aisha",
      "Scored late, may have heard the discussion",
    ])
      expect(named).toContain(words);
  });
  test("says when the session is still open, a sample, reopened or taken over", () => {
    const report = fullReport();
    report.session = {
      ...report.session,
      status: "open",
      sample: true,
      reopened: [{ at: 1_795_000_000_000, by: "Lea", reason: "one forgotten" }],
      passed: [
        { from: "Fay", to: "Lea", at: 1, how: "takenOver" },
        { from: "Lea", to: "Fay", at: 2, how: "returned" },
      ],
    };
    for (const words of [
      "still open",
      "Sample session",
      "Reopened by Lea",
      "one forgotten",
      "Lea took over from Fay.",
      "Fay took back from Lea.",
    ])
      expect(written[format](report)).toContain(words);
  });
  test("leaves no placeholder unfilled", () => expect(written[format](namedReport())).not.toMatch(/\{\{|undefined|\[object|NaN/));
});

test("a disagreement reads as one paragraph: how far apart, what happened, how it ended", () => {
  expect(markdown()).toContain(
    "- **Empathy**: Blind scores 2 to 5 (n = 6). Re-vote 1: 3 to 4 (n = 6, 4 changed). Saw it differently afterwards: 1. Calibrated: 3 of 5, agreed with dissent. Recorded 2 times. Why: wording unclear. For the agent: Name the missed visit first. Objection by a reviewer: It was more than a phrase.",
  );
  expect(markdown()).toContain("- **Opening**: Blind scores 1 to 5 (n = 6). Not discussed.");
});

test("a note says its words once, however it was begun", () => {
  for (const text of ["one phrase", "Next time, one phrase", "next time: one phrase"]) {
    const report = { ...namedReport(), notes: [{ criterion: "Empathy", value: 3 as const, text, conversation: "Three days" }] };
    for (const format of ["markdown", "html"] as const)
      expect(written[format](report)).toContain("Calibrated 3 of 5. Next time: one phrase.");
  }
});

test("agreed over somebody's objection says so", () => {
  const objected = (count: number) => {
    const report = structuredClone(namedReport());
    for (const conversation of report.conversations)
      if (conversation.status === "revealed")
        for (const criterion of conversation.criteria)
          if (criterion.name === "Empathy") {
            criterion.outcome = "agreed";
            criterion.objections = Array.from({ length: count }, (_, at) => ({ name: null, text: `Because ${at}` }));
          }
    return report;
  };
  expect(written.markdown(objected(0))).toContain("| Empathy | 3 of 5 | agreed | 2 to 5 | 6 |");
  expect(written.markdown(objected(1))).toContain("| Empathy | 3 of 5 | agreed, with an objection | 2 to 5 | 6 |");
  expect(written.markdown(objected(2))).toContain("Calibrated: 3 of 5, agreed, with 2 objections.");
  expect(written.html(objected(2))).toContain("agreed, with 2 objections");
});

test("n stands beside every conversation and every criterion", () => {
  expect(markdown()).toContain("| The lamp (set aside) | 75.0 | 75.0 | – | 5 | 5.3 points | 1 of 1 |");
  expect(markdown()).toContain("| Empathy | 3 of 5 | agreed with dissent | 2 to 5 | 6 |");
});

test("what was left: apart, parked, and agreed without a recorded score; nothing of what was set aside", () => {
  const report = fullReport();
  const [first] = report.conversations;
  if (first?.status !== "revealed") throw new Error("the first conversation is revealed");
  const template = first.criteria[0]!;
  first.criteria = [
    ...first.criteria,
    { ...template, name: "Hold", outcome: "parked" },
    { ...template, name: "Closing", outcome: "notRecorded" },
  ];
  const text = reportAsMarkdown(report, REPORT_WORDS);
  expect(text).toContain(
    `- **${first.title}**: Not discussed: Opening. Parked: Case notes, Hold. Agreed within tolerance, not recorded: Closing.`,
  );
});

test("while something is open there is no calibrated score, only what is settled so far", () => {
  expect(markdown()).toContain("| Three days without a line | 62.5 so far |");
});

test("totals keep what auto-fail hid", () => {
  expect(totalText({ raw: 75, final: 0, autoFail: true }, REPORT_WORDS)).toBe("0 – auto-fail; 75.0 without it");
  expect(totalText({ raw: null, final: 0, autoFail: true }, REPORT_WORDS)).toBe("0 – auto-fail; – without it");
  expect(totalText({ raw: null, final: null, autoFail: false }, REPORT_WORDS)).toBe("–");
});

test("one decimal, half up", () =>
  expect([91.25, 0.05, 4.349999, 1.005, 100].map((points) => oneDecimal(points))).toEqual(["91.3", "0.1", "4.3", "1.0", "100.0"]));

test("dates are in the session's zone; a zone nobody knows becomes UTC", () => {
  const at = Date.UTC(2026, 6, 1, 12, 0);
  expect(dateText(at, "Europe/Lisbon", REPORT_WORDS)).toMatch(/1 July 2026.*13:00/);
  expect(dateText(at, "Nowhere/Atlantis", REPORT_WORDS)).toMatch(/12:00.*UTC/);
  expect([dayText("2026-11-27", REPORT_WORDS), dayText("soon", REPORT_WORDS), dayText("2026-99-99", REPORT_WORDS)]).toEqual([
    "27 November 2026",
    "soon",
    "2026-99-99",
  ]);
});

test("an empty session still makes a report", () => {
  const report = fullReport({
    conversations: [],
    notes: [],
    proposals: [],
    actions: [],
    openFromBefore: [],
    people: [],
    notDiscussed: [],
    unrevealed: [],
    gap: null,
    unownedActions: 0,
  });
  for (const words of ["No action was agreed.", "No definition was touched.", "Everything that was apart was discussed."])
    expect(markdown(report)).toContain(words);
});

describe("what people typed stays text", () => {
  const hostile = (words: string): Report => {
    const report = namedReport();
    report.session.name = words;
    report.actions[0]!.text = words;
    report.people[0]!.name = words;
    report.conversations[0]!.title = words;
    const [first] = report.conversations;
    if (first?.status === "revealed") {
      first.why = words;
      first.criteria[0]!.objections = [{ name: words, text: words }];
      first.criteria[0]!.feedback = words;
      first.criteria[0]!.blind![0]!.reason = words;
    }
    return report;
  };
  const nasty = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "<script>alert(1)</script>",
      '"><img src=x onerror=alert(1)>',
      "| a | b |",
      "# x",
      "=1+1",
      "  +1",
      "@SUM(A1)",
      "＝1",
      "a\tb",
      "a\r\n=1",
      "[x](javascript:alert(1))",
      "<!--",
      "</article>",
      "{{count}}",
      "$&",
      "__proto__",
    ),
  );

  test("HTML holds only the tags it wrote itself", () => {
    fc.assert(
      fc.property(nasty, (words) => {
        const tags = new Set([...html(hostile(words)).matchAll(/<\/?([a-z0-9!-]+)/gi)].map((match) => match[1]));
        for (const tag of tags)
          expect([
            "article",
            "h1",
            "h2",
            "h3",
            "p",
            "strong",
            "em",
            "ul",
            "li",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "br",
          ]).toContain(tag);
        expect(html(hostile(words))).not.toMatch(/<[^>]*(\son\w+=|style=|href=|src=)/i);
      }),
    );
  });
  test("Markdown keeps its tables: every row has the columns of its header, and nothing typed becomes a link or a tag", () => {
    fc.assert(
      fc.property(nasty, (words) => {
        const bars = (row: string) => row.replaceAll(/\\./gs, "").split("|").length;
        let header = 0;
        for (const row of markdown(hostile(words)).split("\n")) {
          if (!row.startsWith("|")) header = 0;
          else if (header === 0) header = bars(row);
          else expect(bars(row)).toBe(header);
        }
      }),
    );
    expect(markdownText("[x](javascript:alert(1)) <b>")).toBe("\\[x\\](javascript\\:alert(1)) \\<b\\>");
    expect(markdownText("1. a")).toBe("1\\. a");
    expect(markdownText("62.5")).toBe("62.5");
  });
  test("no cell begins a formula, and a cell stays one cell", () => {
    const count = (report: Report) =>
      cells(report)
        .split("\n")
        .map((row) => row.split("\t").length);
    fc.assert(
      fc.property(nasty, (words) => {
        for (const row of cells(hostile(words)).split("\n"))
          for (const cell of row.split("\t")) if (!/^-?\d+(\.\d+)?$/.test(cell)) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
        expect(count(hostile(words))).toEqual(count(hostile("plain")));
      }),
    );
    expect(["=1", " =1", "＝1", "\t1", "-2", "a=1"].map(safeText)).toEqual(["'=1", "' =1", "'＝1", "'\t1", "'-2", "a=1"]);
  });
  test("a placeholder that somebody typed is not filled", () =>
    expect(fill("{{text}}", { text: "{{count}} $&", count: 3 })).toBe("{{count}} $&"));
});

describe("rows for a CSV file", () => {
  const asObjects = (report: Report) => {
    const { columns, rows } = reportAsRows(report, REPORT_WORDS);
    return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
  };
  test("one row a conversation, criterion and action, each with ids and dates", () => {
    const rows = asObjects(fullReport());
    expect(rows.map((row) => row.record)).toEqual([
      "conversation",
      "criterion",
      "criterion",
      "criterion",
      "criterion",
      "conversation",
      "criterion",
      "conversation",
      "action",
      "action",
      "actionFromBefore",
    ]);
    for (const row of rows) expect(row).toMatchObject({ sessionId: "s1", startsAt: "2026-11-20T14:03:00.000Z" });
    expect(rows[1]).toMatchObject({ criterion: "Empathy", value: 3, outcome: "withDissent", answers: 6, low: 2, high: 5, V: 0.19 });
    expect(rows[5]).toMatchObject({ conversationStatus: "setAside", total: 75, gap: 5.25 });
    expect(rows[9]).toMatchObject({ text: "Ask billing", owner: null });
  });
  test("scores of people only in the named version, late ones apart", () => {
    expect(asObjects(fullReport()).filter((row) => row.person !== null)).toEqual([]);
    const named = asObjects(namedReport()).filter((row) => row.person !== null);
    expect(named.map((row) => [row.record, row.person, row.criterion, row.value])).toEqual([
      ["blindScore", "Fay", "Empathy", 5],
      ["blindScore", "Aisha", "Empathy", 2],
      ["lateScore", "Tom", "Empathy", 2],
      ["lateScore", "Tom", "Identity check", "NA"],
      ["blindTotal", "Fay", null, null],
      ["blindTotal", "Aisha", null, null],
    ]);
  });
  test("every row has every column, and the file says what it is", () => {
    const { columns, rows } = reportAsRows(namedReport(), REPORT_WORDS);
    expect(new Set(columns).size).toBe(columns.length);
    for (const row of rows) expect(row).toHaveLength(columns.length);
    expect(columns.at(-1)).toContain("formula");
    expect(rows[0]?.at(-1)).toBe("Calibration scores never feed agent scores.");
  });
});

test("JSON is the report itself", () => expect(JSON.parse(reportAsJson(namedReport()))).toEqual(namedReport()));
