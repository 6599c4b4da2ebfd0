// The results screen: what is read first, what one press does, and what nobody may do who does not conduct.
import { act, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { agendaWith, ordered } from "../../../client/session/results/rowOrder.ts";
import Results from "../../../client/session/results/Results.tsx";
import { movedTo } from "../../../client/session/results/AgendaOrder.tsx";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { useUi } from "../../../client/stores/uiStore.ts";
import type { Slices } from "../../../shared/session/view/slices.ts";
import { fakeConnection } from "../session/fakeConnection.ts";
import { NOW, results, revealed, scorecard } from "../session/fixtures.ts";

beforeEach(() => useUi.getState().reset());

function show(slices: Partial<Slices>) {
  const connection = fakeConnection(slices, NOW + 60_000);
  const view = render(
    <SessionProvider connection={connection}>
      <Results />
    </SessionProvider>,
  );
  return { connection, user: userEvent.setup(), ...view };
}
const withResults = (part: Partial<typeof results>, who: "reviewer" | "facilitator" = "reviewer"): Partial<Slices> => ({
  ...revealed(who),
  results: { c1: { ...results, ...part } },
});

test("the sentence is the page's heading, the rows that differ follow in the order of discussion", () => {
  show(revealed());
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(
    "Six of nine criteria agree, two of them nearly. Most apart: Identity check.",
  );
  const rows = within(screen.getByRole("list", { name: "Criteria that differ" })).getAllByRole("listitem");
  expect(rows.map((row) => within(row).getByRole("button").textContent)).toEqual(["Identity check", "Empathy", "Hold etiquette"]);
  expect(screen.getByText("Totals 0–88 (71–88 before auto-fail)")).toBeDefined();
  expect(screen.getByText("Auto-fail: 2 of 6 totals become 0 instead of 84 and 79.")).toBeDefined();
  expect(screen.getByText("A fail on a critical criterion makes the whole total 0. Here: Identity check.")).toBeDefined();
  expect(screen.getByText("6 reviews")).toBeDefined();
});

test("who left a criterion blank is not counted as agreeing without a word", async () => {
  const rows = results.rows.map((row) => (row.criterionId === "next" ? { ...row, missingCount: 1 } : row));
  const { user } = show(withResults({ rows }));
  const next = results.rows.find((row) => row.criterionId === "next")!;
  const scored = `${next.values.length} of ${next.values.length + 1} scored`;
  const line = screen.getByRole("button", { name: /^Six agree, two of them nearly: / });
  expect(line.textContent).toContain(`Next steps (${scored})`);
  expect(line.textContent!.match(/scored/g)).toHaveLength(1);
  await user.click(line);
  const row = screen.getByRole("button", { name: "Look at Next steps" }).closest("li")!;
  expect(within(row).getByText(scored)).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Details" }));
  expect(screen.getByText(/A blank is none and counts nowhere/)).toBeDefined();
});

test.each([
  ["somebody answered N/A", 1],
  ["N/A is allowed and nobody used it", 0],
])("scales of one list begin and end under each other: %s", async (_, naCount) => {
  const rows = results.rows.map((row) => ({ ...row, naCount: row.criterionId === "hold" ? naCount : 0, baseline: null }));
  const { container, user } = show(withResults({ rows }));
  await user.click(screen.getByRole("button", { name: /^Six agree, two of them nearly: / }));
  const axes = [...container.querySelectorAll("svg .axis > line:first-child")].map((line) => [
    line.getAttribute("x1"),
    line.getAttribute("x2"),
  ]);
  expect(axes).toHaveLength(9);
  // there are rows that allow N/A and rows that do not
  expect(new Set(scorecard.criteria.map(({ allowNA }) => allowNA)).size).toBe(2);
  for (const axis of axes) expect(axis).toEqual(axes[0]);
});

test("one's own dot is ringed once a row, by one's own browser", () => {
  const { container } = show(revealed());
  const rows = within(screen.getByRole("list", { name: "Criteria that differ" })).getAllByRole("listitem");
  for (const row of rows) expect(row.querySelectorAll(".ring")).toHaveLength(1);
  expect(container.querySelectorAll(".initials")).toHaveLength(0);
});

test("the conversation is read from the results; the focus comes back to where it was", async () => {
  const slices = revealed();
  const { connection, user } = show(slices);
  const button = screen.getByRole("button", { name: "Read the conversation" });
  await user.click(button);
  const [conversation] = slices.conversations!;
  const dialog = await screen.findByRole("dialog", { name: conversation!.title });
  expect(within(dialog).getAllByRole("listitem")).toHaveLength(conversation!.transcript.length);
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(button));
  expect(connection.sent).toEqual([]);
});

test("a conversation that is elsewhere is opened there; where there is nothing to read nothing is offered", () => {
  const slices = revealed();
  const [conversation, ...others] = slices.conversations!;
  const bare = { ...conversation!, transcript: [], link: "https://desk.example/call/4471" };
  const linked = show({ ...slices, conversations: [bare, ...others] });
  expect(screen.getByRole("link", { name: "Open the conversation" }).getAttribute("href")).toBe(bare.link);
  expect(screen.queryByRole("button", { name: "Read the conversation" })).toBeNull();
  linked.unmount();
  show({ ...slices, conversations: [{ ...bare, link: null }, ...others] });
  expect(screen.queryByRole("link", { name: "Open the conversation" })).toBeNull();
});

test("[T8] a late sheet rings nothing among the blind dots", () => {
  const slices = revealed();
  const mine = slices.mine!;
  const { container } = show({
    ...slices,
    mine: { ...mine, sheets: { ...mine.sheets, c1: { ...mine.sheets.c1!, late: "submitted" } } },
  });
  expect(container.querySelectorAll(".ring")).toHaveLength(0);
});

test("a reviewer looks at a row alone; a conductor takes everybody there", async () => {
  const reviewer = show(revealed());
  await reviewer.user.click(screen.getByRole("button", { name: "Look at Empathy" }));
  expect(reviewer.connection.sent).toEqual([]);
  expect(useUi.getState().lookingAt).toEqual({ kind: "criterion", conversationId: "c1", criterionId: "empathy", readAloud: false });
  reviewer.unmount();
  useUi.getState().reset();
  const { connection, user } = show(revealed("facilitator"));
  await user.click(screen.getByRole("button", { name: "Discuss Empathy" }));
  expect(connection.sent).toEqual([{ type: "OpenCriterion", conversationId: "c1", criterionId: "empathy", readAloud: false }]);
});

test("[C3] one press accepts what is identical; only conductors have it", async () => {
  const reviewer = show(revealed());
  expect(screen.queryByRole("button", { name: /Accept/ })).toBeNull();
  expect(screen.queryByText("Resolution: 3 or 4?")).toBeNull();
  reviewer.unmount();
  const { connection, user } = show(revealed("facilitator"));
  await user.click(screen.getByRole("button", { name: "Accept 4 identical" }));
  expect(connection.sent).toEqual([{ type: "AcceptIdentical", conversationId: "c1" }]);
});

test("[A9] 4, 4, 5 is asked for in one tap of its own", async () => {
  const { connection, user } = show(revealed("facilitator"));
  expect(screen.getByText("Resolution: 3 or 4?")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Resolution: settle at 4" }));
  expect(connection.sent).toEqual([
    expect.objectContaining({ type: "SettleCriterion", criterionId: "resolution", value: 4, how: "agreed", note: null }),
  ]);
});

test("what agrees is one line until it is opened", async () => {
  const { user } = show(revealed());
  const line = screen.getByRole("button", { name: /Six agree, two of them nearly: Greeting, Resolution/ });
  expect(screen.queryByRole("button", { name: "Look at Greeting" })).toBeNull();
  await user.click(line);
  expect(screen.getByRole("button", { name: "Look at Greeting" })).toBeDefined();
});

test("only identical ones simply agree; what has too few scores is a list of its own and says why", () => {
  const rows = results.rows.map((row) => ({
    ...row,
    nearly: null,
    ...(row.criterionId === "closing" ? { comparable: false, identical: false, values: [80] } : {}),
  }));
  show(withResults({ rows }));
  const line = screen.getByRole("button", { name: /^Five agree: / });
  expect(within(line).getByText("Not comparable, fewer than two scores: Closing")).toBeDefined();
  expect(within(line).getByText(/^Five agree: /).textContent).not.toContain("Closing");
  expect(line.textContent).toMatch(/ Not comparable/);
});

test("totals of sheets with blanks are marked, those of complete sheets are not", () => {
  const whole = show(revealed());
  expect(screen.queryByText(/blanks/)).toBeNull();
  whole.unmount();
  show(withResults({ rows: results.rows.map((row) => (row.criterionId === "next" ? { ...row, missingCount: 1 } : row)) }));
  expect(screen.getByText("Totals 0–88 (71–88 before auto-fail)").nextElementSibling?.textContent).toBe(
    "some sheets have blanks, their totals are of the rest",
  );
});

test("[R10] a reveal set aside says so, with its reason", () => {
  show(withResults({ setAside: { at: NOW, reason: "Wrong recording" } }));
  expect(screen.getByText(/set aside: kept and marked, out of every figure/)).toBeDefined();
  expect(screen.getByText(/Reason: Wrong recording/)).toBeDefined();
});

test("late scores stand apart and are labelled", () => {
  show(withResults({ late: [{ seatId: null, values: { empathy: 4 }, total: { raw: 90, final: 90, autoFail: false } }] }));
  const late = screen.getByRole("heading", { name: "Scored late" }).parentElement!;
  expect(late.textContent).toContain("May have heard the discussion");
  expect(late.textContent).toContain("Somebody, total 90");
  expect(late.textContent).toContain("Empathy 4");
});

test("somebody to whom the results are closed gets a sentence, not a fault", () => {
  show({ ...revealed(), results: {} });
  expect(screen.getByText("These results are not open to you yet.")).toBeDefined();
});

test("details: names only as far as they may be shown", async () => {
  const { user, connection } = show(revealed());
  await user.click(screen.getByRole("button", { name: "Details" }));
  expect(screen.getByText("Who scored what appears criterion by criterion, as each is opened for discussion.")).toBeDefined();
  expect(screen.queryByRole("columnheader", { name: "Tom" })).toBeNull();
  act(() =>
    connection.show({
      results: {
        c1: { ...results, table: [{ seatId: "s2", values: { empathy: 2 }, total: { raw: null, final: null, autoFail: false } }] },
      },
    }),
  );
  expect(screen.getByRole("columnheader", { name: "Tom" })).toBeDefined();
  expect(within(screen.getByRole("region", { name: "Scores by person" })).queryByText("Identity check")).toBeNull();
});

test("Details promises no more than there is behind it", () => {
  const options = (names: "atReveal" | "whenOpened" | "whenSettled" | "never") => ({ options: { ...revealed().session!.options, names } });
  const column = (values: Record<string, number>) => [{ seatId: "s2", values, total: { raw: null, final: null, autoFail: false } }];
  const whole = Object.fromEntries(results.rows.map((row) => [row.criterionId, 2]));
  const promise = (names: "atReveal" | "whenOpened" | "never", table: (typeof results)["table"]) => {
    const slices = withResults({ table });
    const { container, unmount } = show({ ...slices, session: { ...slices.session!, ...options(names) } });
    const { textContent } = container;
    unmount();
    return textContent;
  };
  expect(promise("atReveal", column(whole))).toContain("Measures, order, scores by person");
  expect(promise("atReveal", column(whole))).not.toContain("so far");
  expect(promise("whenOpened", column({ empathy: 2 }))).toContain("Measures, order, scores by person so far");
  expect(promise("whenOpened", null)).toContain("Measures and order. Scores by person come with the discussion");
  expect(promise("never", null)).toMatch(/Measures and order$/);
});

test("[A8] another order is one's own until a conductor discusses in it", async () => {
  const { user, connection } = show(revealed("facilitator"));
  await user.click(screen.getByRole("button", { name: "Details" }));
  await user.selectOptions(screen.getByRole("combobox", { name: "Sort rows by" }), "Scorecard order");
  expect(connection.sent).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Move Hold etiquette up" }));
  expect(connection.sent).toEqual([
    {
      type: "ReorderAgenda",
      conversationId: "c1",
      order: ["identity", "hold", "empathy", "greeting", "resolution", "next", "plain", "notes", "closing"],
    },
  ]);
});

test("orders by other measures keep auto-fail splits on top and lose no row", () => {
  const rows = results.rows.filter((row) => row.toDiscuss);
  const names = (order: Parameters<typeof ordered>[1]) => ordered(rows, order, scorecard).map((row) => row.criterionId);
  expect(names("agenda")).toEqual(["identity", "empathy", "hold"]);
  expect(names("distance")).toEqual(["identity", "hold", "empathy"]);
  expect(names("impact")).toEqual(["identity", "empathy", "hold"]);
  expect(names("section")).toEqual(["identity", "empathy", "hold"]);
  expect(agendaWith(results.rows, ["hold", "identity", "empathy"])).toHaveLength(results.rows.length);
  expect(movedTo(["a", "b", "c"], ["c"], "a", "before")).toEqual(["c", "a", "b"]);
  expect(movedTo(["a", "b", "c"], ["a"], "b", "after")).toEqual(["b", "a", "c"]);
});

test("at the reveal the rows come from their places on the scorecard, and nothing lands behind the curtain; later they just stand there", () => {
  const motion = (msAfter: number) => {
    // the last of the scorecard is the farthest apart
    const reversed = { ...scorecard, criteria: [...scorecard.criteria].reverse() };
    const connection = fakeConnection({ ...revealed(), scorecard: reversed }, NOW + msAfter);
    const { unmount } = render(
      <SessionProvider connection={connection}>
        <Results />
      </SessionProvider>,
    );
    const list = screen.getByRole("list", { name: "Criteria that differ" });
    const rows = within(list).getAllByRole("listitem");
    const seen = {
      curtain: list.style.getPropertyValue("--curtain"),
      from: rows.map((row) => row.style.getPropertyValue("--from")),
      dots: rows.flatMap((row) => [...row.querySelectorAll<SVGElement>("svg > .dot")].map((dot) => dot.style.animationDelay)),
    };
    unmount();
    return seen;
  };
  const atOnce = motion(100);
  expect(atOnce.curtain).toBe("500ms");
  expect(atOnce.from).toEqual(["2", "0", "-2"]);
  expect(atOnce.dots.length).toBeGreaterThan(10);
  for (const delay of atOnce.dots) expect(delay).toMatch(/^calc\(var\(--curtain, 0ms\) \+ \d+ms\)$/);
  expect(motion(2_000).curtain).toBe("0ms");
  const later = motion(60_000);
  expect(later).toEqual({ curtain: "", from: ["", "", ""], dots: later.dots.map(() => "") });
});
