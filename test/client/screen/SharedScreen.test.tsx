// The shared screen: follows by itself, has nothing to press, and shows no more than everybody may see.
import { act, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { fitOf } from "../../../client/screen/useFit.ts";
import { ScreenPlaces } from "../../../client/screen/SharedScreen.tsx";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import type { ActionView, Slices } from "../../../shared/session/view/slices.ts";
import { fakeConnection } from "../session/fakeConnection.ts";
import { arrival, discussion, empathyDiscussion, NOW, results, revealed, review, session } from "../session/fixtures.ts";

afterEach(() => {
  delete document.documentElement.dataset.theme;
});

/** What the server sends a shared screen: nobody's own, no transcript. */
const wall = (slices: Partial<Slices>): Partial<Slices> => {
  const { mine: _, ...rest } = slices;
  return { ...rest, conversations: (rest.conversations ?? []).map((each) => ({ ...each, transcript: [], link: null, agent: null })) };
};
function show(slices: Partial<Slices>) {
  const connection = fakeConnection(wall(slices), NOW);
  const view = render(
    <SessionProvider connection={connection}>
      <ScreenPlaces />
    </SessionProvider>,
  );
  return { connection, ...view };
}
const nothingToPress = () => {
  for (const role of ["button", "link", "textbox", "radio", "combobox", "switch"]) expect(screen.queryAllByRole(role)).toEqual([]);
};
const action = (part: Partial<ActionView>): ActionView => ({
  actionId: "a1",
  sessionId: "session0",
  text: "Ask legal",
  ownerPersonId: "p4",
  ownerName: "Marek",
  dueOn: null,
  status: "open",
  confirmed: false,
  criterionId: null,
  conversationId: null,
  sessionName: "Week 45",
  ...part,
});

test("arrival: how to get in and who is here", () => {
  show(arrival());
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("We test the scorecard, not each other.");
  expect(screen.getByText("PLUMBS")).toBeDefined();
  expect(screen.getByRole("img", { name: /address of this session/ })).toBeDefined();
  expect(screen.getByText("Tom")).toBeDefined();
  expect(screen.queryByText("Lena")).toBeNull();
  expect(screen.getByText("5 people here")).toBeDefined();
  nothingToPress();
});

test("last actions: late and unowned ones say so", () => {
  show({
    ...arrival(),
    session: { ...session, focus: { kind: "actions" } },
    actions: {
      here: [],
      fromBefore: [action({ dueOn: "2026-11-13" }), action({ actionId: "a2", text: "Check", ownerPersonId: null, ownerName: null })],
    },
  });
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Last time we agreed on 2 actions.");
  expect(screen.getByText(/^late, due/)).toBeDefined();
  expect(screen.getByText("Unowned")).toBeDefined();
  nothingToPress();
});

test("silent review: clock and count, never who", () => {
  const { container } = show(review());
  expect(screen.getByRole("timer").textContent).toBe("9:40");
  expect(screen.getAllByText("5 of 6 have handed in")).toHaveLength(2);
  for (const name of ["Tom", "Aisha", "Joao"]) expect(container.textContent).not.toContain(name);
  nothingToPress();
});

test("results: the sentence and the dots, nobody's ringed", () => {
  const { container } = show(revealed());
  expect(screen.getByRole("heading", { level: 1 }).textContent?.trim()).toBe(
    "Six of nine criteria agree, two of them nearly. Most apart: Identity check.",
  );
  expect(container.querySelectorAll(".ring")).toHaveLength(0);
  expect(container.querySelectorAll(".dot")).toHaveLength(18);
  nothingToPress();
});

test("what auto-fail does is said in words that need no training, and who left a row blank is counted", () => {
  const rows = results.rows.map((row) => (row.criterionId === "empathy" ? { ...row, missingCount: 2 } : row));
  const empathy = rows.find((row) => row.criterionId === "empathy")!;
  show({ ...revealed(), results: { c1: { ...results, rows } } });
  expect(screen.getByText("Auto-fail: 2 of 6 totals become 0 instead of 84 and 79.")).toBeDefined();
  expect(screen.getByText("A fail on a critical criterion makes the whole total 0.")).toBeDefined();
  expect(screen.getAllByText(/ scored$/).map(({ textContent }) => textContent)).toEqual([
    `${empathy.values.length} of ${empathy.values.length + 2} scored`,
  ]);
});

test("more rows than fit are named", () => {
  const rows = results.rows.map((row) => ({ ...row, toDiscuss: true }));
  show({ ...revealed(), results: { c1: { ...results, rows } } });
  expect(screen.getByText("3 more differ: Plain language, Notes in the ticket, Closing")).toBeDefined();
});

test("where the rows have no height, plots get lower first, then the explanation goes, and only then a row; what is settled stays said", () => {
  const settled = {
    value: 1,
    how: "agreed" as const,
    until: null,
    note: null,
    cause: null,
    feedback: null,
    bySeatId: "s1",
    at: NOW,
    amended: 0,
  };
  const rows = results.rows.map((row, index) => ({ ...row, toDiscuss: index < 6, settled: index === 0 ? settled : null }));
  const shownIn = (held: number) => {
    vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(held);
    vi.spyOn(Element.prototype, "scrollHeight", "get").mockImplementation(function (this: Element) {
      const low = this.querySelector("[data-low]") !== null;
      return (low ? 130 : 200) + this.querySelectorAll("li").length * (low ? 60 : 100) + (this.textContent!.includes("A fail on") ? 60 : 0);
    });
    const { container, unmount } = show({ ...revealed(), results: { c1: { ...results, rows } } });
    const block = container.querySelector("main > div")!;
    const is = [
      container.querySelectorAll("li").length,
      block.hasAttribute("data-low"),
      container.textContent.includes("A fail on"),
      /(\d|One) more differs?: /.test(container.textContent),
    ];
    expect(container.textContent).toContain("Calibrated: Yes");
    unmount();
    vi.restoreAllMocks();
    return is;
  };
  expect([shownIn(900), shownIn(560), shownIn(500), shownIn(450), shownIn(100)]).toEqual([
    [6, false, true, false],
    [6, true, true, false],
    [6, true, false, false],
    [5, true, false, true],
    [1, true, false, true],
  ]);
});

test("criterion: definition, who speaks now and then, the reason on the table", () => {
  show(discussion());
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Empathy");
  expect(screen.getByText("Tom and Aisha").parentElement?.textContent).toBe(
    "Speaking order: Tom and Aisha first, in any order, then Marek, Joao, Dana",
  );
  expect(screen.getByText("Tom, 2")).toBeDefined();
  expect(screen.getByText(/answers with the carrier's five days/)).toBeDefined();
  expect(screen.getByText("“they usually answer within five working days”")).toBeDefined();
  nothingToPress();
});

test("hidden names stay hidden on the wall", () => {
  const { container } = show({
    ...discussion(),
    discussion: {
      c1: {
        empathy: {
          ...empathyDiscussion,
          named: false,
          speaking: null,
          notHeard: [],
          entries: empathyDiscussion.entries.map((entry) => ({ ...entry, seatId: null })),
          reasons: empathyDiscussion.reasons.map((reason) => ({ ...reason, seatId: null })),
        },
      },
    },
  });
  expect(container.querySelectorAll(".initials")).toHaveLength(0);
  for (const name of ["Tom", "Aisha", "Marek", "Lena", "Joao", "Dana"]) expect(container.innerHTML).not.toContain(name);
});

test("an open re-vote shows how many have voted and no dots", () => {
  const { container } = show({
    ...discussion(),
    discussion: { c1: { empathy: { ...empathyDiscussion, revotes: [{ round: 1, status: "open", in: 5, of: 6 }] } } },
  });
  expect(screen.getByText("5 of 6 voted")).toBeDefined();
  expect(container.querySelectorAll(".dot")).toHaveLength(0);
  // the scale with its words, and nobody as speaking
  expect(screen.getByText("Re-vote: hidden until it is revealed.")).toBeDefined();
  expect(screen.getByRole("list", { name: "What each level looks like" })).toBeDefined();
  expect(container.textContent).not.toContain("Speaking order");
});

test("a re-vote that was cancelled says so, and its order of speaking comes back", () => {
  const { container } = show({
    ...discussion(),
    discussion: { c1: { empathy: { ...empathyDiscussion, revotes: [{ round: 1, status: "cancelled" }] } } },
  });
  expect(screen.getByText("Re-vote 1 was cancelled; its votes stay hidden.")).toBeDefined();
  expect(container.textContent).toContain("Speaking order: Tom and Aisha");
});

test("[O3] those who have the turn together: both lit, both reasons beside each other; then who has spoken", () => {
  const [tom] = empathyDiscussion.reasons;
  const aisha = { ...tom!, seatId: "s3", text: "She names the operation, once.", value: 3, evidence: [] };
  const view = { ...empathyDiscussion, reasons: [tom!, aisha] };
  const { connection, container } = show({ ...discussion(), discussion: { c1: { empathy: view } } });
  const lit = () => [...container.querySelectorAll(".speaking .initials")].map((each) => each.textContent);
  expect(lit()).toEqual(["To", "Ai"]);
  expect([...container.querySelectorAll("blockquote strong")].map((each) => each.textContent)).toEqual(["Tom, 2", "Aisha, 3"]);
  const order = view.speaking!.order.map((each) => (each.seatId === "s2" ? { ...each, state: "spoke" as const } : each));
  act(() => connection.show({ discussion: { c1: { empathy: { ...view, speaking: { ...view.speaking!, order } } } } }));
  expect(container.textContent).toContain("Speaking order: Aisha, then Marek, Joao, Dana");
  expect(screen.getByText("Spoke: Tom")).toBeDefined();
  expect(lit()).toEqual(["Ai"]);
  expect([...container.querySelectorAll("blockquote strong")].map((each) => each.textContent)).toEqual(["Aisha, 3"]);
  nothingToPress();
});

test("it follows the call by itself", () => {
  const { connection } = show(revealed());
  act(() => connection.show(wall(discussion())));
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Empathy");
});

test("the end: totals, the gap with its definition, actions", () => {
  show({
    ...revealed(),
    session: { ...session, status: "closed", focus: { kind: "closing" } },
    results: {
      c1: {
        ...results,
        calibrated: { settled: 9, parked: 0, of: 9, total: { raw: 81, final: 81, autoFail: false }, running: null },
        gap: { final: 3.2, raw: 3.2, autoFailMismatches: 0 },
      },
    },
    actions: { fromBefore: [], here: [action({})] },
  });
  expect(screen.getByText("Calibrated total 81").className).toContain("action_");
  expect(screen.queryByText(/^Left open/)).toBeNull();
  expect(screen.getByText(/Calibration variance: 3.2 points \(target: under 5\)/)).toBeDefined();
  expect(screen.getByText("Ask legal")).toBeDefined();
  nothingToPress();
});

test("the end with criteria left open: a calm running figure, and how many are left", () => {
  show({
    ...revealed(),
    session: { ...session, focus: { kind: "closing" } },
    results: {
      c1: {
        ...results,
        calibrated: { settled: 2, parked: 1, of: 9, total: null, running: { raw: 81, final: 81, autoFail: false } },
        gap: null,
      },
    },
  });
  expect(screen.getByText("Calibrated so far 81, 2 of 9 settled").className).toContain("soft");
  expect(screen.getByText("Left open: 7 of 9 criteria.")).toBeDefined();
});

test("the end: what was learnt, in the notes for next time, and as many as the wall holds", () => {
  const settled = (note: string) => ({
    value: 1,
    how: "agreed" as const,
    until: null,
    note,
    cause: null,
    feedback: null,
    bySeatId: "s1",
    at: NOW,
    amended: 0,
  });
  const rows = results.rows.map((row, index) => (index === 0 ? row : { ...row, settled: settled(`Next time, ${row.criterionId}.`) }));
  show({ ...revealed(), session: { ...session, focus: { kind: "closing" } }, results: { c1: { ...results, rows } } });
  const notes = within(screen.getByRole("heading", { name: "Next time" }).parentElement!).getAllByRole("listitem");
  // in the order of the scorecard
  expect(notes).toHaveLength(7);
  expect(notes[0]!.textContent).toBe("Greeting: Yesgreeting.");
  expect(notes[6]!.textContent).toBe("and 2 more");
});

test("where the wall has no room for all: explanations go first, then notes, the actions last; one of each stays, and the others are counted", () => {
  const row = 60;
  const note = {
    value: 1,
    how: "agreed" as const,
    until: null,
    note: "Next time, so.",
    cause: null,
    feedback: null,
    bySeatId: "s1",
    at: NOW,
    amended: 0,
  };
  const rows = results.rows.map((each) => ({ ...each, settled: note }));
  const ids = Array.from({ length: 7 }, (_, index) => `a${index}`);
  const many = { fromBefore: [], here: ids.map((actionId) => action({ actionId, text: `Action ${actionId}` })) };
  const gap = { final: 3.2, raw: 3.2, autoFailMismatches: 0 };
  const shownIn = (held: number) => {
    vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(held * row);
    vi.spyOn(Element.prototype, "scrollHeight", "get").mockImplementation(function (this: Element) {
      const explained = this.textContent.includes("On average") ? 1 : 0;
      return (this.querySelectorAll("li").length + explained + (this.textContent.includes("Calibration variance") ? 1 : 0)) * row;
    });
    const { unmount, container } = show({
      ...revealed(),
      session: { ...session, focus: { kind: "closing" } },
      results: { c1: { ...results, rows, gap } },
      actions: many,
    });
    const shown = [screen.queryAllByText(/^Action a/).length, screen.queryAllByText("so.").length];
    const words = ["On average", "Calibration variance"].map((each) => container.textContent.includes(each));
    for (const [index, of] of [7, 9].entries())
      if (shown[index]! < of) expect(screen.getAllByText(`and ${of - shown[index]!} more`).length).toBeGreaterThan(0);
    unmount();
    vi.restoreAllMocks();
    return [...shown, ...words];
  };
  // beside them: the conversation, a line for each list that is cut, and the variance
  expect([17, 16, 14, 12, 10, 8, 6, 1].map(shownIn)).toEqual([
    [7, 6, true, true],
    [7, 6, false, true],
    [7, 4, false, true],
    [7, 2, false, true],
    [5, 2, false, false],
    [4, 1, false, false],
    [2, 1, false, false],
    [1, 1, false, false],
  ]);
});

test("on the results a running figure is calm and says how much is settled, and each calibrated score is marked on its scale", () => {
  const rows = results.rows.map((row) =>
    row.criterionId === "empathy"
      ? {
          ...row,
          settled: {
            value: 3,
            how: "agreed" as const,
            until: null,
            note: null,
            cause: null,
            feedback: null,
            bySeatId: "s1",
            at: NOW,
            amended: 0,
          },
        }
      : row,
  );
  const calibrated = { settled: 4, parked: 0, of: 9, total: null, running: { raw: 65, final: 65, autoFail: false } };
  const { container } = show({ ...revealed(), results: { c1: { ...results, rows, calibrated } } });
  expect(screen.getByText("Calibrated so far 65").className).not.toContain("action_");
  expect(screen.getByText("4 of 9 settled")).toBeDefined();
  expect(screen.getByRole("img", { name: /^Empathy.* Calibrated: 3\./ })).toBeDefined();
  expect(container.querySelectorAll("g.calibrated")).toHaveLength(1);
});

test("a settled score and the note for next time stand apart, the words said once", () => {
  const settled = {
    value: 3,
    how: "agreed" as const,
    until: null,
    note: "Next time, score 3 when nothing is offered.",
    cause: null,
    feedback: null,
    bySeatId: "s1",
    at: NOW,
    amended: 0,
  };
  show({ ...discussion(), discussion: { c1: { empathy: { ...empathyDiscussion, settled } } } });
  expect(screen.getByText("Calibrated score: 3")).toBeDefined();
  expect(screen.getByText("Next time: score 3 when nothing is offered.")).toBeDefined();
});

test("what was settled last stands at the foot of the wall while its conversation is there, also after the page is opened anew", () => {
  const settled = {
    value: 3,
    how: "agreed" as const,
    until: null,
    note: "Next time, score 3 when nothing is offered.",
    cause: null,
    feedback: null,
    bySeatId: "s1",
    at: NOW,
    amended: 0,
  };
  const rows = (ids: string[], parked: string[] = []) => ({
    c1: {
      ...results,
      rows: results.rows.map((row) => ({
        ...row,
        settled: ids.includes(row.criterionId) ? { ...settled, at: NOW + ids.indexOf(row.criterionId) } : null,
        parked: parked.includes(row.criterionId) ? { ownerPersonId: null } : null,
      })),
    },
  });
  const at = (criterionId: string) => ({
    session: { ...session, focus: { kind: "criterion" as const, conversationId: "c1", criterionId, readAloud: false } },
  });
  const foot = (container: HTMLElement) => container.querySelector("footer")?.textContent ?? null;
  const { connection, container, unmount } = show(discussion());
  expect(foot(container)).toBeNull();
  act(() => connection.show({ results: rows(["empathy"]) }));
  // its own place says it in full
  expect(foot(container)).toBeNull();
  act(() => connection.show(at("hold")));
  expect(foot(container)).toBe("Empathy settled: 3.Next time: score 3 when nothing is offered.");
  act(() => connection.show({ results: rows(["empathy"], ["identity"]) }));
  expect(foot(container)).toBe("Identity check is parked.");
  act(() => connection.show({ session: { ...session, focus: { kind: "results", conversationId: "c1" } } }));
  expect(foot(container)).toBe("Identity check is parked.");
  act(() => connection.show({ session: { ...session, focus: { kind: "results", conversationId: "c2" } } }));
  expect(foot(container)).toBeNull();
  unmount();
  const anew = show({ ...discussion(), ...at("hold"), results: rows(["empathy", "identity"]) });
  expect(foot(anew.container)).toContain("Identity check settled: ");
  nothingToPress();
});

test("a lost connection takes the header's line and leaves the rest", () => {
  const { connection } = show(revealed());
  act(() => connection.setStatus({ state: "reconnecting" }));
  expect(screen.getByRole("status").textContent).toBe("Connection lost. It comes back by itself; nothing is lost.");
  expect(screen.getByRole("heading", { level: 1 })).toBeDefined();
});

test("[F-18] a store that is away, and a damaged session, take the header's line too: the room does not take the old for the new", () => {
  const { connection } = show(revealed());
  act(() => connection.setStatus({ trouble: "storage" }));
  expect(screen.getByRole("status").textContent).toBe(
    "The server cannot reach its data. It comes back by itself; what you see may be a little old.",
  );
  act(() => connection.setStatus({ trouble: "full" }));
  expect(screen.getByRole("status").textContent).toBe(
    "The server cannot save anything now. It goes on by itself once there is room; what you see is up to date.",
  );
  act(() => connection.setStatus({ trouble: "damaged" }));
  expect(screen.getByRole("status").textContent).toBe("Part of this session is damaged, nothing more is saved.");
  act(() => connection.setStatus({ trouble: null }));
  expect(screen.queryByRole("status")).toBeNull();
});

test("dark unless this browser has chosen light", () => {
  const first = show(revealed());
  expect(document.documentElement.dataset.theme).toBe("dark");
  first.unmount();
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

test("drawn for 1280 × 720 and scaled as a whole", () => {
  expect(fitOf(1280, 720)).toEqual({ scale: 1, width: 1280, height: 720 });
  expect(fitOf(1920, 1080)).toEqual({ scale: 1.5, width: 1280, height: 720 });
  expect(fitOf(1920, 1200)).toEqual({ scale: 1.5, width: 1280, height: 800 });
});

test("in an upright window drawn for 600 in one column, so that a phone can read it", () => {
  expect(fitOf(600, 900)).toEqual({ scale: 1, width: 600, height: 900 });
  const phone = fitOf(400, 800);
  expect(phone.width).toBe(600);
  expect(phone.scale * 24).toBe(16);
});
