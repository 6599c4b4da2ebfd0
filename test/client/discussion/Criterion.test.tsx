// A criterion in discussion, for the reviewer and for whoever conducts.
import { act, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import Criterion from "../../../client/session/discussion/Criterion.tsx";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { useUi } from "../../../client/stores/uiStore.ts";
import type { DiscussionView, Slices } from "../../../shared/session/view/slices.ts";
import { fakeConnection } from "../session/fakeConnection.ts";
import { discussion, empathyDiscussion, mine, revealed, session } from "../session/fixtures.ts";

beforeEach(() => useUi.getState().reset());

function show(slices: Partial<Slices>) {
  const connection = fakeConnection(slices);
  const view = render(
    <SessionProvider connection={connection}>
      <Criterion />
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

test("the line says who explains now and then, and whose turn it is reads it", () => {
  show(discussion());
  expect(screen.getByText("You")).toBeDefined();
  expect(screen.getByText("then Aisha, Marek, Joao, Dana")).toBeDefined();
  expect(screen.getByText("Your turn: say why you scored 2.")).toBeDefined();
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

test("[C7] an objection carries words; what was typed stays when it is refused", async () => {
  const { connection, user } = show(discussion());
  connection.answer(() => ({ ok: false, code: "SESSION_CLOSED", message: "The session is closed.", retry: "never" }));
  await user.click(screen.getByRole("button", { name: "Object" }));
  await user.type(screen.getByRole("textbox"), "Not what the definition says.");
  await user.click(screen.getByRole("button", { name: "Record objection" }));
  expect(connection.sent).toEqual([{ type: "Object", ...place, text: "Not what the definition says." }]);
  expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("Not what the definition says.");
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

test("[C1] nothing is pre-filled; a digit chooses, N writes the note, Enter saves and goes on", async () => {
  const { connection, user } = show(discussion("facilitator"));
  for (const radio of screen.getAllByRole<HTMLInputElement>("radio")) expect(radio.checked).toBe(false);
  expect(screen.getByRole("button", { name: "Save & next" }).hasAttribute("disabled")).toBe(true);
  await user.keyboard("3");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "3" }).checked).toBe(true);
  await user.keyboard("n");
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

test("[C6] P parks, with an owner or in plain sight without one", async () => {
  const { connection, user } = show(discussion("facilitator"));
  await user.keyboard("p");
  await user.selectOptions(within(screen.getByRole("dialog")).getByRole("combobox", { name: "Owner" }), "Marek");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Park" }));
  await waitFor(() => expect(connection.sent).toHaveLength(2));
  expect(connection.sent[0]).toEqual({ type: "ParkCriterion", ...place, ownerPersonId: "p4" });
});

test("conductors mark who spoke, pass, give the next turn and open to everyone", async () => {
  const { connection, user } = show(discussion("facilitator"));
  await user.click(screen.getByRole("button", { name: "Tom spoke" }));
  await user.click(screen.getByRole("button", { name: "Pass: Tom" }));
  await user.click(screen.getByRole("button", { name: "Next" }));
  await user.click(screen.getByRole("button", { name: "Open to everyone" }));
  expect(connection.sent.map(({ type }) => type)).toEqual(["MarkSpoke", "Pass", "NextTurn", "OpenToEveryone"]);
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
  act(() => connection.show({ mine: mine("reviewer", { ...connection.slices().mine, revotes: [{ ...place, round: 1, value: 3 }] }) }));
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
  expect(screen.getAllByText("Tom from 2 to 3. Aisha stayed at 3. Joao from 5 to 4.")).toHaveLength(1);
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
  expect(container.querySelectorAll(".speaking .disc")).toHaveLength(1);
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
