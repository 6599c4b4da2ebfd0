// The report: without names until they are asked for, unowned and undiscussed in plain sight, copied in the form that was pressed.
import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { REPORT_STATEMENTS, type Report, type ReportCriterion } from "../../../shared/session/reportShape.ts";
import type { ReportAnswer } from "../../../shared/protocol/http.ts";
import { me, refused } from "./serverDouble.ts";
import { showPage } from "./showPage.tsx";

const criterion = (over: Partial<ReportCriterion>): ReportCriterion => ({
  criterionId: "empathy",
  name: "Empathy",
  section: "Contact",
  scale: "5pt",
  weight: 20,
  autoFail: false,
  outcome: "agreed",
  calibrated: 3,
  until: null,
  recordedBy: "Marta",
  recordedAt: 1,
  amended: 0,
  note: "Next time, score 3 when the situation is named.",
  cause: "wordingUnclear",
  feedback: null,
  parkedOwner: null,
  rank: 1,
  comparable: true,
  badge: null,
  answers: 4,
  naCount: 1,
  missingCount: 0,
  unsureCount: 0,
  failCount: 0,
  yesCount: null,
  range: { low: 2, high: 5 },
  V: 0.1,
  D: 0.2,
  baseline: null,
  revotes: [],
  changedTheirMind: 0,
  objections: [],
  blind: null,
  ...over,
});

const report = (named: boolean): Report => ({
  session: {
    sessionId: "s1",
    team: "Northline",
    name: "Northline, week 47",
    status: "closed",
    sample: false,
    practice: false,
    startsAt: Date.UTC(2026, 10, 19, 13),
    timeZone: "Europe/Madrid",
    lengthMinutes: 60,
    closedAt: 2,
    closings: 1,
    reopened: [],
    scorecard: { name: "General support", version: 2, criteria: 2 },
    names: "whenOpened",
    speakingOrder: "newestFirst",
    facilitator: "Marta Ruiz",
    leads: [],
    passed: [],
  },
  named,
  statements: REPORT_STATEMENTS,
  people: [
    {
      name: "Tom Becker",
      role: "reviewer",
      label: null,
      site: null,
      guest: false,
      attended: true,
      scored: 1,
      scoredLate: 0,
      gaveBaseline: 0,
    },
  ],
  gap: null,
  conversations: [
    {
      conversationId: "c1",
      title: "The parcel",
      status: "revealed",
      channel: "phone",
      link: null,
      agent: null,
      why: null,
      revealedAt: 1,
      setAside: null,
      reviews: 4,
      absent: 0,
      late: 0,
      agreed: 0,
      comparable: 2,
      criteriaCount: 2,
      criteria: [
        criterion({
          blind: named ? [{ name: "Tom Becker", value: 2, reason: "The offer stays the same.", unsure: true, revoted: 3 }] : null,
        }),
        criterion({
          criterionId: "identity",
          name: "Identity check",
          scale: "binary",
          autoFail: true,
          outcome: "notDiscussed",
          calibrated: null,
          note: null,
          cause: null,
          answers: 4,
          naCount: 0,
          failCount: 1,
          yesCount: 3,
          range: { low: 0, high: 1 },
          badge: "autoFailSplit",
        }),
      ],
      orderedByHand: false,
      totals: { final: { low: 0, high: 88.4 }, raw: { low: 71, high: 91 }, autoFails: 1 },
      baselineTotal: null,
      settled: 1,
      parked: 0,
      calibrated: null,
      running: { raw: 50, final: 50, autoFail: false },
      gap: null,
      disagreements: [],
      people: null,
      lateReviews: null,
    },
  ],
  notes: [],
  proposals: [],
  actions: [
    {
      actionId: "a",
      text: "Reword Empathy",
      owner: null,
      dueOn: null,
      status: "open",
      confirmed: false,
      criterion: null,
      conversation: null,
    },
  ],
  unownedActions: 1,
  openFromBefore: [],
  notDiscussed: [{ conversation: "The parcel", criteria: ["Identity check"] }],
  unrevealed: [],
});

const everything = { named: true, create: true };
const answerOf = (shown: Report, may = everything) => JSON.stringify({ ok: true, report: shown, may } satisfies ReportAnswer);

/** JSON for the page, text for what is copied */
function reports({ may = everything, refuseNames = false, person = me() } = {}): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (input: string) => {
    if (String(input) === "/api/me") return new Response(JSON.stringify(person));
    asked.push(String(input).replace("/api/sessions/s1/report", ""));
    const query = new URLSearchParams(String(input).split("?")[1]);
    const named = query.get("named") === "1";
    if (named && refuseNames)
      return new Response(JSON.stringify(refused("NOT_ALLOWED", "Your role does not allow this.")), { status: 403 });
    if (query.get("format") === "json") return new Response(answerOf(report(named), may));
    return new Response(`as ${query.get("format")}`);
  });
  return asked;
}

test("what was scored, how it ended and what stayed open, in words", async () => {
  reports();
  await showPage("/s/s1/report");
  const empathy = within((await screen.findByRole("rowheader", { name: "Empathy" })).closest("tr") as HTMLElement);
  expect(empathy.getByText("2 to 5, 1 N/A")).toBeTruthy();
  expect(empathy.getByText("Next time: score 3 when the situation is named.")).toBeTruthy();
  const identity = within(screen.getByRole("rowheader", { name: /Identity check/ }).closest("tr") as HTMLElement);
  expect(identity.getByText("3 yes, 1 no")).toBeTruthy();
  expect(screen.getByText("Totals 0–88 (71–91 before auto-fail) · 1 auto-fail · Calibrated so far 50 · 1 of 2 settled")).toBeTruthy();
  expect(identity.getByText("Auto-fail split")).toBeTruthy();
  expect(identity.getByText("Not discussed")).toBeTruthy();
  expect(screen.getByText("Unowned")).toBeTruthy();
  expect(screen.getByText("1 action has no owner.")).toBeTruthy();
  expect(screen.getByText("Calibration scores never feed agent scores.")).toBeTruthy();
  expect(screen.queryByText("Who scored what")).toBeNull();
});

test("yes and no are counted on a criterion that is not critical too", async () => {
  const shown = report(false);
  for (const conversation of shown.conversations)
    if (conversation.status === "revealed")
      Object.assign(conversation.criteria[1]!, { autoFail: false, badge: null, failCount: 0, yesCount: 5, answers: 7, naCount: 1 });
  vi.stubGlobal("fetch", async () => new Response(answerOf(shown)));
  await showPage("/s/s1/report");
  const identity = within((await screen.findByRole("rowheader", { name: /Identity check/ })).closest("tr") as HTMLElement);
  expect(identity.getByText("5 yes, 1 no, 1 N/A")).toBeTruthy();
});

test.each([
  [1, "Agreed, with an objection"],
  [2, "Agreed, with 2 objections"],
])("agreed over %i objections says so", async (count, words) => {
  const shown = report(false);
  for (const conversation of shown.conversations)
    if (conversation.status === "revealed")
      conversation.criteria[0]!.objections = Array.from({ length: count }, (_, at) => ({ name: null, text: `It was named ${at} times.` }));
  vi.stubGlobal("fetch", async () => new Response(answerOf(shown)));
  await showPage("/s/s1/report");
  const empathy = within((await screen.findByRole("rowheader", { name: "Empathy" })).closest("tr") as HTMLElement);
  expect(empathy.getByText(words)).toBeTruthy();
  expect(empathy.getByText("Objection by a reviewer: It was named 0 times.")).toBeTruthy();
});

test.each([
  [1, "3.2 points apart from the calibrated score, on average over 1 conversation."],
  [2, "3.2 points apart from the calibrated score, on average over 2 conversations."],
])("the headline's figure says over how many conversations it is: %i", async (conversations, words) => {
  const gap = { final: 3.24, raw: 3.24, conversations, autoFailMismatches: 0 };
  vi.stubGlobal("fetch", async () => new Response(answerOf({ ...report(false), gap })));
  await showPage("/s/s1/report");
  expect((await screen.findByRole("region", { name: "Report" })).textContent).toContain(words);
});

test("a figure over fewer conversations than the session had says so; who scored one is not said to have scored a 1", async () => {
  const gap = { final: 6.9, raw: 6.9, conversations: 2, autoFailMismatches: 0 };
  const hidden = { status: "notRevealed" as const };
  const conversations = [
    ...report(false).conversations,
    { conversationId: "c2", title: "The chat", ...hidden },
    { conversationId: "c3", title: "The e-mail", ...hidden },
    { conversationId: "c4", title: "Pasted twice", status: "withdrawn" as const },
  ];
  const [tom] = report(false).people;
  const people = [tom!, { ...tom!, name: "Ana Vega", scored: 2 }];
  vi.stubGlobal("fetch", async () => new Response(answerOf({ ...report(false), gap, conversations, people })));
  await showPage("/s/s1/report");
  expect((await screen.findByRole("region", { name: "Report" })).textContent).toContain(
    "6.9 points apart from the calibrated score, on average over 2 of 3 conversations.",
  );
  expect(screen.getByText("Reviewer, scored 1 conversation")).toBeDefined();
  expect(screen.getByText("Reviewer, scored 2 conversations")).toBeDefined();
});

test("names come only when asked for, with a sentence on what that version holds", async () => {
  const asked = reports();
  const user = userEvent.setup();
  await showPage("/s/s1/report");
  await user.click(await screen.findByRole("button", { name: "Named version" }));
  expect(screen.getByText(/Holds who scored what, with reasons/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Show it here" }));
  expect(await screen.findByText("The offer stays the same.")).toBeTruthy();
  expect(asked).toEqual(["?format=json", "?format=json&named=1"]);
});

test("refused names are said beside the button; the report that stood there stays", async () => {
  reports({ refuseNames: true });
  const user = userEvent.setup();
  await showPage("/s/s1/report");
  await user.click(await screen.findByRole("button", { name: "Named version" }));
  await user.click(screen.getByRole("button", { name: "Show it here" }));
  expect((await screen.findByRole("alert")).textContent).toMatch(/role/);
  expect(screen.getByRole("rowheader", { name: "Empathy" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Copy as cells" })).toBeTruthy();
});

test("a guest reads the report without a way to what is not theirs", async () => {
  reports({ may: { named: false, create: false }, person: me({ role: "guest" }) });
  await showPage("/s/s1/report");
  await screen.findByRole("rowheader", { name: "Empathy" });
  expect(screen.queryByRole("navigation")).toBeNull();
  expect(screen.queryByRole("button", { name: "Named version" })).toBeNull();
  expect(screen.queryByRole("link", { name: "Next week from this one" })).toBeNull();
});

test("who leads in the team has the ways on: its pages, the names, the next session", async () => {
  reports();
  await showPage("/s/s1/report");
  expect(await screen.findByRole("link", { name: "Next week from this one" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Named version" })).toBeTruthy();
  expect(await screen.findByRole("navigation")).toBeTruthy();
});

test("copied as cells is what the server writes for a spreadsheet", async () => {
  reports();
  const user = userEvent.setup();
  await showPage("/s/s1/report");
  await user.click(await screen.findByRole("button", { name: "Copy as cells" }));
  await waitFor(async () => expect(await navigator.clipboard.readText()).toBe("as cells"));
  expect(await screen.findByRole("button", { name: "Copied" })).toBeTruthy();
});
