// A criterion in discussion, for the reviewer and for whoever conducts.
import { act, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ActDialogs } from "../../../client/session/discussion/ActDialogs.tsx";
import { NO_ACTS, useActs } from "../../../client/session/discussion/acts.ts";
import Criterion from "../../../client/session/discussion/Criterion.tsx";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { useUi } from "../../../client/stores/uiStore.ts";
import type { DiscussionView, Slices } from "../../../shared/session/view/slices.ts";
import { fakeConnection } from "../session/fakeConnection.ts";
import { discussion, empathyDiscussion, mine, revealed, session } from "../session/fixtures.ts";

beforeEach(() => {
  useUi.getState().reset();
  useActs.setState(NO_ACTS);
  sessionStorage.clear();
});
afterEach(() => vi.restoreAllMocks());

const onAPhone = () => {
  const ask = window.matchMedia;
  vi.spyOn(window, "matchMedia").mockImplementation((media) => ({ ...ask(media), matches: /max-width: 44rem/.test(media) }));
};

function show(slices: Partial<Slices>) {
  const connection = fakeConnection(slices);
  const view = render(
    <SessionProvider connection={connection}>
      <Criterion />
      <ActDialogs />
    </SessionProvider>,
  );
  return { connection, user: userEvent.setup(), ...view };
}
const withView = (part: Partial<DiscussionView>, who: "reviewer" | "facilitator" = "reviewer"): Partial<Slices> => ({
  ...discussion(who),
  discussion: { c1: { empathy: { ...empathyDiscussion, ...part } } },
});
const place = { conversationId: "c1", criterionId: "empathy" };
const hidden: Partial<DiscussionView> = {
  named: false,
  speaking: null,
  notHeard: [],
  entries: empathyDiscussion.entries.map((entry) => ({ ...entry, seatId: null })),
  reasons: empathyDiscussion.reasons.map((reason) => ({ ...reason, seatId: null })),
  minds: [{ seatId: null, value: 4 }],
};

test("criterion and definition are biggest, contested levels are marked in words too", () => {
  show(discussion());
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Empathy");
  expect(screen.getByText(/Names the customer's situation in their own terms/)).toBeDefined();
  const anchors = within(screen.getByRole("list", { name: "What each level looks like" })).getAllByRole("listitem");
  expect(anchors.map((anchor) => anchor.hasAttribute("data-apart"))).toEqual([false, true, true, true, true]);
});

const order = () => screen.getByRole("region", { name: "Speaking order" });
const lit = (container: HTMLElement) => [...container.querySelectorAll(".speaking .initials")].map((each) => each.textContent);
/** Tom and Aisha, then Marek and Joao, then Dana; these are the states of Tom, Aisha, Marek, Lena, Joao and Dana. */
const states = (...all: NonNullable<DiscussionView["speaking"]>["order"][number]["state"][]): Partial<DiscussionView> => ({
  speaking: {
    ...empathyDiscussion.speaking!,
    order: empathyDiscussion.speaking!.order.map((each, index) => ({ ...each, state: all[index]! })),
  },
});

test("[O3] two of one band have the turn together: both are named first and lit alike, on everybody's screen", () => {
  const tom = show(discussion());
  expect(order().textContent).toContain("You and Aisha first, in any order, then Marek, Joao, Dana");
  expect(screen.getByText("Your turn: say why you scored 2.")).toBeDefined();
  expect(lit(tom.container)).toEqual(["To", "Ai"]);
  tom.unmount();
  const others = { seatId: "s3", name: "Aisha", turn: { ...place } };
  const aisha = show({ ...discussion(), mine: mine("reviewer", others) });
  expect(order().textContent).toContain("You and Tom first, in any order, then Marek, Joao, Dana");
  expect(screen.getByText(/^Your turn/)).toBeDefined();
  aisha.unmount();
  const watching = { seatId: "s9", role: "observer" as const, scores: false, can: [], turn: null };
  for (const slices of [discussion("facilitator"), { ...discussion(), mine: mine("reviewer", watching) }]) {
    const one = show(slices);
    expect(order().textContent).toContain("Tom and Aisha first, in any order, then Marek, Joao");
    expect(lit(one.container)).toEqual(["To", "Ai"]);
    one.unmount();
  }
});

test("[O3] who has spoken or passed is marked as such; whoever is left of the band has the turn alone", () => {
  const { connection, container } = show(withView(states("spoke", "turn", "waiting", "away", "waiting", "waiting"), "facilitator"));
  expect(order().textContent).toContain("Aisha, then Marek, Joao, Dana");
  expect(order().textContent).not.toContain("in any order");
  expect(screen.getByText("Spoke: Tom")).toBeDefined();
  expect(lit(container)).toEqual(["Ai"]);
  act(() => connection.show(withView(states("spoke", "passed", "turn", "away", "turn", "waiting"), "facilitator")));
  expect(order().textContent).toContain("Marek and Joao now, in any order, then Dana");
  expect(screen.getByText("Passed: Aisha")).toBeDefined();
});

test("the speaker's reason and quote are read; the quote opens the transcript at its line", async () => {
  const { user } = show(discussion());
  expect(screen.getByText(/Nothing in what she offers changes/)).toBeDefined();
  await user.click(screen.getByRole("button", { name: /they usually answer within five working days/ }));
  const line = within(screen.getByRole("dialog"))
    .getAllByRole("listitem")
    .find((each) => each.getAttribute("aria-current") === "true");
  expect(line?.textContent).toContain("Right, they usually answer within five working days");
});

test("hidden names show no initials, no name and no speaking order", () => {
  const { container } = show(withView(hidden, "facilitator"));
  expect(container.querySelectorAll(".initials")).toHaveLength(0);
  expect(screen.queryByRole("region", { name: "Speaking order" })).toBeNull();
  const text = `${container.textContent} ${screen.getAllByRole("img").map((image) => image.getAttribute("aria-label"))}`;
  for (const name of ["Tom", "Aisha", "Marek", "Lena", "Joao"]) expect(text).not.toContain(name);
  expect(screen.getByText("One would now say 4")).toBeDefined();
  expect(container.querySelectorAll(".ring")).toHaveLength(1);
});

test("[O6] an own reason whose turn has not come is labelled as held", () => {
  const slices = discussion();
  show({ ...slices, mine: { ...slices.mine!, held: [{ ...place, text: "She changes nothing." }] } });
  const label = screen.getByText("Your reason is held: shown at your turn.");
  expect(label.closest("div")?.textContent).toContain("She changes nothing.");
});

test("a reason that stands among the reasons is not called held, although the own frame comes a moment later", () => {
  const slices = discussion();
  const text = Object.values(slices.discussion?.[place.conversationId] ?? {}).find(({ criterionId }) => criterionId === place.criterionId)!
    .reasons[0]!.text;
  show({ ...slices, mine: { ...slices.mine!, held: [{ ...place, text }] } });
  expect(screen.queryByText("Your reason is held: shown at your turn.")).toBeNull();
});

test("a held reason of another criterion is not shown here", () => {
  const slices = discussion();
  show({ ...slices, mine: { ...slices.mine!, held: [{ ...place, criterionId: "hold", text: "Other." }] } });
  expect(screen.queryByText("Other.")).toBeNull();
});

test("the reviewer's foot: Spoke, by hand or by key", async () => {
  const { connection, user } = show(discussion());
  await user.click(screen.getByRole("button", { name: "Spoke" }));
  await user.keyboard("s");
  const spoke = { type: "MarkSpoke", ...place, seatId: "s2" };
  expect(connection.sent).toEqual([spoke, spoke]);
  expect(screen.queryByRole("radio")).toBeNull();
});

test("[C9] changing one's mind is a stance in sight of all", async () => {
  const { connection, user } = show(discussion());
  await user.click(screen.getByRole("button", { name: "Change my mind" }));
  const dialog = screen.getByRole("dialog");
  expect(dialog.textContent).toContain("Your blind score: 2.");
  await user.click(within(dialog).getByRole("radio", { name: "4" }));
  await user.click(within(dialog).getByRole("button", { name: "Change my mind" }));
  expect(connection.sent).toEqual([{ type: "ChangeMind", ...place, value: 4 }]);
});

test("one may think better of changing one's mind: Cancel and Escape say nothing, forget the pick, and give the focus back", async () => {
  const { connection, user } = show(discussion());
  const change = screen.getByRole("button", { name: "Change my mind" });
  const leave = [
    (dialog: HTMLElement) => user.click(within(dialog).getByRole("button", { name: "Cancel" })),
    () => user.keyboard("{Escape}"),
  ];
  for (const leaving of leave) {
    await user.click(change);
    const dialog = screen.getByRole("dialog", { name: "What would you say now?" });
    for (const radio of within(dialog).getAllByRole<HTMLInputElement>("radio")) expect(radio.checked).toBe(false);
    await user.click(within(dialog).getByRole("radio", { name: "4" }));
    await leaving(dialog);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(change));
  }
  expect(connection.sent).toEqual([]);
});

test("[V2] while a re-vote is open nobody speaks, passes or shows a stance, the vote cast or not; its reveal brings that back", async () => {
  const open = { revotes: [{ round: 1, status: "open" as const, in: 3, of: 6 }] };
  const { connection, user } = show(withView(open));
  const stepsBack = async () => {
    expect(screen.queryByRole("button", { name: /Spoke|Pass|Change my mind/ })).toBeNull();
    expect(screen.getByText("Everybody votes in silence. Talk goes on when the re-vote is revealed.")).toBeDefined();
    await user.keyboard("s");
    expect(connection.sent).toEqual([]);
  };
  await stepsBack();
  act(() => connection.show({ mine: mine("reviewer", { ...connection.slices().mine, revotes: [{ ...place, round: 1, value: 3 }] }) }));
  await stepsBack();
  act(() => connection.show(withView({ revotes: [{ round: 1, status: "cancelled" }] })));
  expect(screen.getByRole("button", { name: "Spoke" })).toBeDefined();
  expect(screen.getByRole("button", { name: "Pass" })).toBeDefined();
  expect(screen.queryByText(/votes in silence/)).toBeNull();
});

test("[V2] nor does whoever conducts: S marks nobody, and behind More no stance is offered", async () => {
  const { connection, user } = show(withView({ revotes: [{ round: 1, status: "open", in: 3, of: 6 }] }, "facilitator"));
  await user.keyboard("s");
  await user.click(screen.getByRole("button", { name: "More" }));
  expect(screen.queryByRole("button", { name: "Change my mind" })).toBeNull();
  expect(screen.getByRole("button", { name: "Write a reason" })).toBeDefined();
  expect(connection.sent).toEqual([]);
});

test("[C7] an objection carries words; what was typed stays when it is refused", async () => {
  const { connection, user } = show(discussion());
  connection.answer(() => ({ ok: false, code: "SESSION_CLOSED", message: "The session is closed.", retry: "never" }));
  await user.click(screen.getByRole("button", { name: "Object" }));
  await user.type(screen.getByRole("textbox"), "Not what the definition says.");
  await user.click(screen.getByRole("button", { name: "Record objection" }));
  expect(connection.sent).toEqual([{ type: "Object", ...place, text: "Not what the definition says." }]);
  expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("Not what the definition says.");
});

test("[C7] an objection stands above the scores until it is settled, and below them afterwards", () => {
  const objections = [{ seatId: "s3", text: "Not what the definition says.", at: 9 }];
  const above = () => {
    const words = screen.getByText("Not what the definition says.");
    const plot = screen.getByRole("img", { name: /Tom/ });
    return (words.compareDocumentPosition(plot) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  };
  const { connection } = show(withView({ objections }, "facilitator"));
  expect(above()).toBe(true);
  act(() => connection.show(withView({ objections, settled: recorded }, "facilitator")));
  expect(above()).toBe(false);
});

test("looking around has no control that moves others", () => {
  const slices = revealed("facilitator");
  useUi.getState().look({ kind: "criterion", ...place, readAloud: false });
  show({ ...slices, discussion: { c1: { empathy: empathyDiscussion } } });
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Empathy");
  expect(screen.queryByRole("button", { name: "Save & next" })).toBeNull();
  expect(screen.queryByRole("button", { name: /spoke|Next|Open to everyone/ })).toBeNull();
});

test("a criterion that was never opened shows its values and no names", () => {
  useUi.getState().look({ kind: "criterion", ...place, readAloud: false });
  const { container } = show(revealed());
  expect(screen.getByText("Not opened for discussion yet.")).toBeDefined();
  expect(container.querySelectorAll(".dot")).toHaveLength(6);
  expect(container.querySelectorAll(".initials")).toHaveLength(0);
});

test("[C1] nothing is pre-filled; a digit chooses, W writes the note, Enter saves and goes on", async () => {
  const { connection, user } = show(discussion("facilitator"));
  for (const radio of screen.getAllByRole<HTMLInputElement>("radio")) expect(radio.checked).toBe(false);
  expect(screen.getByRole("button", { name: "Save & next" }).hasAttribute("disabled")).toBe(true);
  await user.keyboard("3");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "3" }).checked).toBe(true);
  await user.keyboard("w");
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Next time" }).value).toBe("Next time: ");
  await user.keyboard("score 3 when the deadline is heard.{Enter}");
  await waitFor(() => expect(connection.sent).toHaveLength(2));
  expect(connection.sent).toEqual([
    {
      type: "SettleCriterion",
      ...place,
      value: 3,
      how: "agreed",
      until: null,
      note: "score 3 when the deadline is heard.",
      cause: null,
      feedback: null,
    },
    { type: "OpenCriterion", conversationId: "c1", criterionId: "hold", readAloud: false },
  ]);
});

test("digits off the scale and digits in a text field choose nothing", async () => {
  const { user } = show(discussion("facilitator"));
  await user.keyboard("7");
  await user.click(screen.getByRole("textbox", { name: "Next time" }));
  await user.keyboard("4");
  for (const radio of screen.getAllByRole<HTMLInputElement>("radio")) expect(radio.checked).toBe(false);
});

test("a refused settlement keeps the foot as it is and goes nowhere", async () => {
  const { connection, user } = show(discussion("facilitator"));
  connection.answer(() => ({ ok: false, code: "NOT_ALLOWED", message: "No.", retry: "never" }));
  await user.keyboard("3{Enter}");
  await waitFor(() => expect(connection.sent).toHaveLength(1));
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "3" }).checked).toBe(true);
});

const recorded = {
  value: 3,
  how: "agreed" as const,
  until: null,
  note: "score 3 when it is named",
  cause: null,
  feedback: null,
  bySeatId: "s1",
  at: 5,
  amended: 0,
};

test("[C5] settled already: the step is to go on; a change is saved as an amendment", async () => {
  const { connection, user } = show(withView({ settled: recorded }, "facilitator"));
  const step = screen.getByRole("button", { name: "Next" });
  expect(screen.queryByRole("button", { name: /^Save/ })).toBeNull();
  await user.click(step);
  await user.keyboard("{Escape}");
  expect(connection.sent).toEqual([{ type: "OpenCriterion", conversationId: "c1", criterionId: "hold", readAloud: false }]);
  await user.keyboard("4");
  await user.click(screen.getByRole("button", { name: "Save & next" }));
  await waitFor(() => expect(connection.sent).toHaveLength(3));
  expect(connection.sent[1]).toMatchObject({ type: "SettleCriterion", ...place, value: 4, note: "score 3 when it is named" });
});

test("settled meanwhile by the other conductor: who has typed nothing sees it, who has typed keeps their own", async () => {
  const untouched = show(discussion("facilitator"));
  act(() => untouched.connection.show(withView({ settled: recorded }, "facilitator")));
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "3" }).checked).toBe(true);
  expect(screen.getByRole("button", { name: "Next" })).toBeDefined();
  untouched.unmount();
  const typed = show(discussion("facilitator"));
  await typed.user.keyboard("5");
  act(() => typed.connection.show(withView({ settled: recorded }, "facilitator")));
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "5" }).checked).toBe(true);
  expect(screen.getByRole("button", { name: "Save & next" })).toBeDefined();
});

test("parked already: the step is to go on", async () => {
  const { connection, user } = show(withView({ parked: { ownerPersonId: null } }, "facilitator"));
  await user.keyboard("{Enter}");
  expect(connection.sent).toEqual([{ type: "OpenCriterion", conversationId: "c1", criterionId: "hold", readAloud: false }]);
});

test("with all votes in the one filled button reveals the re-vote; settling steps back and says what it would do", () => {
  const filled = () => screen.getAllByRole("button").filter((each) => each.className.split(" ").includes("filled"));
  const { connection } = show(withView({ revotes: [{ round: 1, status: "open", in: 5, of: 6 }] }, "facilitator"));
  expect(filled()).toEqual([]);
  expect(screen.getByText("Reveal the re-vote first. Settling or parking now sets it aside, unseen.")).toBeDefined();
  act(() => connection.show(withView({ revotes: [{ round: 1, status: "open", in: 6, of: 6 }] }, "facilitator")));
  expect(filled().map((each) => each.textContent)).toEqual(["Reveal the re-vote"]);
});

test("revealing before all have voted says how many are missing, and asks", async () => {
  const { connection, user } = show(withView({ revotes: [{ round: 1, status: "open", in: 4, of: 6 }] }, "facilitator"));
  await user.click(screen.getByRole("button", { name: "Reveal without 2 votes" }));
  const dialog = screen.getByRole("dialog", { name: "2 have not voted yet" });
  expect(connection.sent).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Reveal now" }));
  expect(connection.sent).toEqual([{ type: "RevealRevote", ...place, round: 1 }]);
});

test("at one's turn after a re-vote the sentence speaks of the vote, not of the blind score", () => {
  const movement = [{ seatId: "s2", from: 2, to: 4 }];
  const slices = withView({ revotes: [{ round: 1, status: "revealed", values: [4], naCount: 0, movement }] });
  show({ ...slices, mine: { ...slices.mine!, revotes: [{ ...place, round: 1, value: 4 }] } });
  expect(screen.getByText("Your turn: say why you now voted 4.")).toBeDefined();
});

test.each([
  ["binary", "Auto-fail: No makes the total 0"],
  ["5pt", "Auto-fail: below half makes the total 0"],
] as const)("what auto-fail means is said on the criterion's own scale: %s", (scale, words) => {
  const slices = discussion();
  const criteria = slices.scorecard!.criteria.map((each) =>
    each.criterionId === "empathy" ? { ...each, scale, autoFail: true, anchors: {} } : each,
  );
  show({ ...slices, scorecard: { ...slices.scorecard!, criteria } });
  expect(screen.getByText(words)).toBeDefined();
});

test("where the criterion stands is said, not linked; looking at the results is named as such and moves nobody", async () => {
  const { connection, user } = show(discussion("facilitator"));
  const place_ = screen.getByText("To discuss: 2 of 3");
  expect(place_.closest("button, a")).toBeNull();
  await user.click(screen.getByRole("button", { name: "See the results" }));
  expect(useUi.getState().lookingAt).toEqual({ kind: "results", conversationId: "c1" });
  expect(connection.sent).toEqual([]);
});

test("turning the phone while one reads does not close the conversation", async () => {
  const changed = new Set<() => void>();
  let narrow = true;
  const ask = window.matchMedia;
  vi.spyOn(window, "matchMedia").mockImplementation((media) => ({
    ...ask(media),
    matches: narrow && /max-width: 44rem/.test(media),
    addEventListener: (_: string, listener: unknown) => void changed.add(listener as () => void),
  }));
  const { user } = show(discussion());
  await user.click(screen.getByRole("button", { name: "Read the conversation" }));
  const dialog = await screen.findByRole("dialog");
  narrow = false;
  act(() => {
    for (const listener of changed) listener();
  });
  expect(screen.getByText("To discuss: 2 of 3").parentElement?.textContent).toContain("Read the conversation");
  expect(screen.getByRole("dialog")).toBe(dialog);
});

const observer = { seatId: "s9", role: "observer" as const, scores: false, can: [] };
test.each([
  ["a reviewer", false, discussion()],
  ["whoever conducts", false, discussion("facilitator")],
  ["who only watches", false, { ...discussion(), mine: mine("reviewer", observer) }],
  ["a reviewer in a narrow window", true, discussion()],
])("the conversation is read from the discussion of a criterion, by %s, by the keyboard", async (_, narrow, slices) => {
  if (narrow) onAPhone();
  const { connection, user } = show(slices);
  const button = screen.getByRole("button", { name: "Read the conversation" });
  button.focus();
  await user.keyboard("{Enter}");
  const conversation = slices.conversations!.find((each) => each.conversationId === "c1")!;
  const dialog = await screen.findByRole("dialog", { name: conversation.title });
  const lines = within(within(dialog).getByRole("region", { name: "Transcript" })).getAllByRole("listitem");
  expect(lines).toHaveLength(conversation.transcript.length);
  expect(lines[0]!.textContent).toContain(conversation.transcript[0]!.text);
  expect(lines.filter((line) => line.hasAttribute("aria-current"))).toEqual([]);
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(button));
  expect(connection.sent).toEqual([]);
});

test("on yes or no the sheet's keys choose: Y and N, 1 and 0, A for N/A where it may be", async () => {
  const slices = discussion("facilitator");
  const criteria = slices.scorecard!.criteria.map((each) =>
    each.criterionId === "empathy" ? { ...each, scale: "binary" as const, allowNA: true, anchors: {} } : each,
  );
  const { user } = show({ ...slices, scorecard: { ...slices.scorecard!, criteria } });
  const chosen = () =>
    screen
      .getAllByRole<HTMLInputElement>("radio")
      .filter(({ checked }) => checked)
      .map(({ value }) => value);
  for (const [key, value] of [
    ["y", "1"],
    ["n", "0"],
    ["1", "1"],
    ["0", "0"],
    ["a", "NA"],
  ] as const) {
    await user.keyboard(key);
    expect(chosen(), key).toEqual([value]);
  }
  expect(document.activeElement?.tagName).not.toBe("INPUT");
  await user.keyboard("2");
  expect(chosen()).toEqual(["NA"]);
});

test("[C6] P parks, with an owner or in plain sight without one", async () => {
  const { connection, user } = show(discussion("facilitator"));
  await user.keyboard("p");
  await user.selectOptions(within(screen.getByRole("dialog")).getByRole("combobox", { name: "Owner" }), "Marek");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Park" }));
  await waitFor(() => expect(connection.sent).toHaveLength(2));
  expect(connection.sent[0]).toEqual({ type: "ParkCriterion", ...place, ownerPersonId: "p4" });
});

test("[O8] conductors mark whoever of the band spoke, pass, give the next turn and open to everyone", async () => {
  const { connection, user } = show(discussion("facilitator"));
  await user.click(screen.getByRole("button", { name: "Aisha spoke" }));
  await user.click(screen.getByRole("button", { name: "Tom spoke" }));
  // with several in the turn whose pass it is stands beside each name
  expect(screen.queryByRole("button", { name: /^Pass/ })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Everybody in order" }));
  await user.click(screen.getByRole("button", { name: "Pass: Tom" }));
  await user.click(screen.getByRole("button", { name: "Next speakers" }));
  await user.click(screen.getByRole("button", { name: "Open to everyone" }));
  expect(connection.sent).toEqual([
    { type: "MarkSpoke", ...place, seatId: "s3" },
    { type: "MarkSpoke", ...place, seatId: "s2" },
    { type: "Pass", ...place, seatId: "s2" },
    { type: "NextTurn", ...place },
    { type: "OpenToEveryone", ...place },
  ]);
});

test("S marks the one who has the turn; where several have it, it asks who", async () => {
  const { connection, user } = show(discussion("facilitator"));
  await user.keyboard("s");
  expect(connection.sent).toEqual([]);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Tom spoke" }));
  await user.tab();
  await user.keyboard("{Enter}");
  expect(connection.sent).toEqual([{ type: "MarkSpoke", ...place, seatId: "s3" }]);
  act(() => connection.show(withView(states("turn", "spoke", "waiting", "away", "waiting", "waiting"), "facilitator")));
  await user.keyboard("s");
  expect(connection.sent.at(-1)).toEqual({ type: "MarkSpoke", ...place, seatId: "s2" });
  expect(screen.getByRole("button", { name: "Pass: Tom" })).toBeDefined();
});

test("behind More: provisional until a day, and why people differed", async () => {
  const { connection, user } = show(discussion("facilitator"));
  await user.keyboard("4");
  await user.click(screen.getByRole("button", { name: "More" }));
  await user.click(screen.getByRole("radio", { name: "Provisional" }));
  await user.type(screen.getByLabelText("Provisional until"), "2026-12-01");
  await user.selectOptions(screen.getByRole("combobox", { name: "Why did we differ?" }), "Wording unclear");
  await user.click(screen.getByRole("button", { name: "Save & next" }));
  await waitFor(() => expect(connection.sent.length).toBeGreaterThan(0));
  expect(connection.sent[0]).toMatchObject({ how: "provisional", until: "2026-12-01", cause: "wordingUnclear", value: 4 });
});

test("[V2] the re-vote is hidden: big buttons, a count, and one's own vote", async () => {
  const { connection, user } = show(withView({ revotes: [{ round: 1, status: "open", in: 5, of: 6 }] }));
  const ballot = screen.getByRole("region", { name: "Re-vote" });
  expect(ballot.textContent).toContain("5 of 6 voted");
  await user.click(within(ballot).getByRole("radio", { name: /3/ }));
  expect(connection.sent).toEqual([{ type: "CastRevote", ...place, round: 1, value: 3 }]);
  expect(screen.queryByRole("button", { name: "Reveal the re-vote" })).toBeNull();
  // answered, and the frame is not there yet: what was chosen stands
  await act(async () => {});
  expect(within(ballot).getByRole<HTMLInputElement>("radio", { name: /3/ }).checked).toBe(true);
  act(() => connection.show({ mine: mine("reviewer", { ...connection.slices().mine, revotes: [{ ...place, round: 1, value: 3 }] }) }));
  // covered like blind scores: somebody may share this screen
  expect(ballot.textContent).toContain("Your vote is in. Covered, in case you share this screen.");
  expect(within(ballot).queryByRole("radio")).toBeNull();
  await user.click(within(ballot).getByRole("button", { name: "Show or change my vote" }));
  expect(ballot.textContent).toContain("You voted 3.");
});

test("after the reveal of a re-vote the movement is shown, neutrally", () => {
  show(
    withView({
      revotes: [
        {
          round: 1,
          status: "revealed",
          values: [3, 3, 4],
          naCount: 0,
          movement: [
            { seatId: "s2", from: 2, to: 3 },
            { seatId: "s3", from: 3, to: 3 },
            { seatId: "s6", from: 5, to: 4 },
          ],
        },
      ],
    }),
  );
  const said = screen.getAllByText(/^Tom from 2 to 3\. Aisha stayed at 3\. Joao from 5 to 4\./);
  expect(said).toHaveLength(1);
  // who did not vote has not vanished
  expect(said[0]!.textContent).toMatch(/did not vote: blind score/);
  const outcome = screen.getByText("Re-vote 1: scores 3 to 4");
  const before = screen.getByText("Blind scores, from before the re-vote");
  expect(outcome.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});

test("notes of last time stand beside the criterion, the newest first", () => {
  const note = { criterionId: "empathy", value: 3, at: 2, current: true };
  show({
    ...discussion(),
    notes: [
      { ...note, text: "Next time, 2 without an offer.", sessionName: "Week 45", at: 1, current: false },
      { ...note, text: "Next time, 3 when it is named once.", sessionName: "Week 46" },
      { ...note, criterionId: "hold", text: "Other.", sessionName: "Week 46" },
    ],
  });
  const notes = screen.getByRole("complementary", { name: "Last time" });
  expect(notes.textContent).toContain("Last time: 3 when it is named once.");
  expect(notes.textContent).toContain("settled at 3, Week 46");
  expect(notes.textContent).not.toContain("Other.");
});

test("reading aloud fills the screen for everybody; conductors turn the page in scorecard order", async () => {
  const slices = discussion("facilitator");
  const { connection, user } = show({
    ...slices,
    session: { ...session, focus: { kind: "criterion", ...place, readAloud: true } },
  });
  expect(screen.queryByRole("button", { name: "Save & next" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Next" }));
  await user.keyboard("{ArrowLeft}");
  expect(connection.sent).toEqual([
    { type: "OpenCriterion", conversationId: "c1", criterionId: "resolution", readAloud: true },
    { type: "OpenCriterion", conversationId: "c1", criterionId: "identity", readAloud: true },
  ]);
});

test("while everybody votes again nobody is shown as speaking, and the dots are the blind ones", () => {
  const { connection, container } = show(discussion());
  expect(screen.getByRole("region", { name: "Speaking order" })).toBeDefined();
  expect(container.querySelectorAll(".speaking .disc")).toHaveLength(2);
  act(() => connection.show(withView({ revotes: [{ round: 1, status: "open", in: 1, of: 6 }] })));
  expect(screen.queryByRole("region", { name: "Speaking order" })).toBeNull();
  expect(container.querySelectorAll(".speaking .disc")).toHaveLength(0);
  expect(screen.getByText("Blind scores, from before the re-vote")).toBeDefined();
});

test("an observer sees the discussion and has nothing to press in it", () => {
  const slices = discussion();
  show({ ...slices, mine: { ...slices.mine!, role: "observer", scores: false, can: [], turn: null, seatId: "s9" } });
  expect(screen.queryByRole("button", { name: /Spoke|Object|Change my mind|Write/ })).toBeNull();
  expect(screen.queryByRole("region", { name: "Your part" })).toBeNull();
  expect(screen.getByText("You are watching: you see what is revealed, you don't score.")).toBeDefined();
});

test("[V2] on a phone one votes in the bar, under the thumb, with the words of the levels", async () => {
  onAPhone();
  const { connection, user } = show(withView({ revotes: [{ round: 1, status: "open", in: 5, of: 6 }] }));
  const own = screen.getByRole("region", { name: "Your part" });
  expect(screen.getAllByRole("radiogroup", { name: "Your vote" })).toHaveLength(1);
  const words = connection.slices().scorecard!.criteria.find(({ criterionId }) => criterionId === "empathy")!.anchors["3"]!;
  const three = within(own).getByRole("radio", { name: /3/ });
  expect(three.closest("label")?.textContent).toContain(words);
  await user.click(three);
  expect(connection.sent).toEqual([{ type: "CastRevote", ...place, round: 1, value: 3 }]);
});

test("on a phone whoever conducts votes first; the calibrated score comes after it, never two scales at once", () => {
  onAPhone();
  const { connection } = show(withView({ revotes: [{ round: 1, status: "open", in: 4, of: 6 }] }, "facilitator"));
  expect(screen.getAllByRole("radiogroup")).toHaveLength(1);
  expect(screen.getByRole("radiogroup", { name: "Your vote" })).toBeDefined();
  const { mine: before } = connection.slices();
  act(() => connection.show({ mine: { ...before!, revotes: [{ ...place, round: 1, value: 4 }] } }));
  expect(screen.queryByRole("radiogroup", { name: "Your vote" })).toBeNull();
  expect(screen.getByRole("radiogroup", { name: "Calibrated score" })).toBeDefined();
});

test("an objection to what the call has left already is seen by whoever conducts, until it is heard", async () => {
  const slices = discussion("facilitator");
  const other: DiscussionView = { ...empathyDiscussion, criterionId: "hold", objections: [] };
  const views = (objections: DiscussionView["objections"]) => ({
    discussion: { c1: { empathy: empathyDiscussion, hold: { ...other, objections } } },
  });
  const { connection, user } = show({ ...slices, ...views([]) });
  expect(await screen.findByRole("region", { name: "Calibrated score" })).toBeDefined();
  expect(screen.queryByRole("list", { name: "Objections" })).toBeNull();
  act(() => connection.show(views([{ seatId: "s2", text: "That was not a hold.", at: 9 }])));
  const list = await screen.findByRole("list", { name: "Objections" });
  expect(list.textContent).toContain("That was not a hold.");
  await user.click(within(list).getByRole("button", { name: "Heard" }));
  await waitFor(() => expect(screen.queryByRole("list", { name: "Objections" })).toBeNull());
});

test("what whoever conducts chose and wrote is there again after a reload, until it is settled", async () => {
  const before = show(discussion("facilitator"));
  await before.user.keyboard("3w");
  await before.user.keyboard("score 3 when it is named");
  before.unmount();
  const chosen = () => screen.getAllByRole<HTMLInputElement>("radio").flatMap(({ checked, value }) => (checked ? [value] : []));
  const note = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Next time" }).value;
  const after = show(discussion("facilitator"));
  expect(chosen()).toEqual(["3"]);
  expect(note()).toBe("Next time: score 3 when it is named");
  after.unmount();
  // settled meanwhile by the other conductor: theirs is shown
  const meanwhile = show(withView({ settled: { ...recorded, value: 4, note: "score 4" } }, "facilitator"));
  expect(chosen()).toEqual(["4"]);
  expect(note()).toBe("Next time: score 4");
  meanwhile.unmount();
  const again = show(discussion("facilitator"));
  await again.user.click(screen.getByRole("button", { name: "Save & next" }));
  await waitFor(() => expect(again.connection.sent).toHaveLength(2));
  again.unmount();
  show(discussion("facilitator"));
  expect(chosen()).toEqual([]);
  expect(note()).toBe("");
});
