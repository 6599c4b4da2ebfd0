// Screen A as its people use it: by keyboard, by mouse; honest about what is saved, covered once it is in.
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ConductorBar, PeoplePanel } from "../../../client/session/call/Frame.tsx";
import { Elsewhere } from "../../../client/session/call/Passing.tsx";
import { CallScreens } from "../../../client/session/Call.tsx";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { useKeysOn } from "../../../client/session/score/keysOn.ts";
import { useLevelWordsOn } from "../../../client/session/score/levelWordsOn.ts";
import { useUi } from "../../../client/stores/uiStore.ts";
import type { Criterion } from "../../../shared/scorecard/scorecard.ts";
import type { Slices } from "../../../shared/session/view/slices.ts";
import { fakeConnection } from "./fakeConnection.ts";
import { conversations, entry, fullDraft, mine, NOW, revealed, review, scorecard, sheet } from "./fixtures.ts";

function show(slices: Partial<Slices>) {
  const connection = fakeConnection(slices);
  const user = userEvent.setup();
  render(
    <SessionProvider connection={connection}>
      <CallScreens />
    </SessionProvider>,
  );
  return { connection, user };
}
const current = () => screen.getByRole("heading", { level: 2 }).textContent;
const submittedSheets = (part = {}) => ({
  c1: sheet({ draft: fullDraft(), submitted: fullDraft(), submittedAt: NOW, ...part }),
  c2: sheet(),
});

// what a conductor fetches at once is here already
beforeAll(async () => {
  await Promise.all([ConductorBar.preload(), PeoplePanel.preload(), Elsewhere.preload()]);
});

beforeEach(() => {
  useUi.getState().reset();
  useKeysOn.getState().set(true);
  useLevelWordsOn.getState().set(true);
});

describe("by keyboard", () => {
  test("one key scores, and the sheet moves on to the next blank by itself", async () => {
    const { connection, user } = show(review());
    expect(current()).toBe("Greeting");
    await user.keyboard("y");
    expect(connection.drafts).toEqual([{ conversationId: "c1", criterionId: "greeting", entry: entry(1) }]);
    expect(current()).toContain("Identity check");
    await user.keyboard("n4");
    expect(current()).toBe("Resolution");
    expect(connection.drafts.at(-1)).toEqual({ conversationId: "c1", criterionId: "empathy", entry: entry(4) });
  });

  test("twenty criteria are scored and handed in with at most twenty-four keys", async () => {
    const scales = ["binary", "5pt", "4pt", "3pt"] as const;
    const criteria = Array.from(
      { length: 20 },
      (_, n): Criterion => ({ ...scorecard.criteria[2]!, criterionId: `k${n}`, name: `K ${n}`, scale: scales[n % 4]! }),
    );
    const { connection, user } = show({ ...review(), scorecard: { ...scorecard, criteria } });
    let keys = 0;
    for (let n = 0; n < 20; n += 1) {
      await user.keyboard("1");
      keys += 1;
    }
    await user.keyboard("{Control>}{Enter}{/Control}");
    keys += 2;
    expect(keys).toBeLessThanOrEqual(24);
    const sent = connection.sent.find((command) => command.type === "SubmitReview");
    expect(sent && Object.keys(sent.sheet)).toHaveLength(20);
  });

  test("Ctrl+Enter hands in also while a button has the focus, and does not press it", async () => {
    const { connection, user } = show({
      ...review("facilitator"),
      mine: mine("facilitator", { sheets: { c1: sheet({ draft: fullDraft() }), c2: sheet() } }),
    });
    act(() => screen.getByRole("button", { name: "1 not in yet for conversation 1: who?" }).focus());
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(connection.sent).toMatchObject([{ type: "SubmitReview", conversationId: "c1" }]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("percent is typed and confirmed with Enter; out of range is not taken", async () => {
    const { connection, user } = show({
      ...review(),
      mine: mine("reviewer", { sheets: { c1: sheet({ draft: { ...fullDraft(), closing: entry(null) } }), c2: sheet() } }),
    });
    expect(current()).toBe("Closing");
    await user.keyboard("300{Enter}");
    expect(connection.drafts).toEqual([]);
    await user.keyboard("{Backspace}{Backspace}{Backspace}85{Enter}");
    expect(connection.drafts.at(-1)).toMatchObject({ criterionId: "closing", entry: { value: 85 } });
  });

  test("reason, unsure and a pinned line without the mouse; Escape leaves the reason", async () => {
    const { connection, user } = show(review());
    await user.keyboard("jj");
    expect(current()).toBe("Empathy");
    await user.keyboard("r");
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Reason" }));
    await user.keyboard("3 late{Escape}");
    expect(connection.drafts.at(-1)?.entry).toMatchObject({ reason: "3 late", value: null });
    await user.keyboard("u");
    expect(connection.drafts.at(-1)?.entry).toMatchObject({ unsure: true });
    await user.keyboard("{ArrowDown}{ArrowDown}p");
    expect(connection.drafts.at(-1)?.entry?.evidence).toEqual([
      { line: 1, at: "1:07", quote: "That is what the last person told me. Twice." },
    ]);
  });

  test("single keys can be switched off; sending still works", async () => {
    const { connection, user } = show(review());
    act(() => useKeysOn.getState().set(false));
    await user.keyboard("y");
    expect(connection.drafts).toEqual([]);
  });
});

describe("by mouse", () => {
  test("the scale's buttons carry their anchors, N/A stands last", async () => {
    const { connection, user } = show(review());
    await user.click(screen.getByRole("button", { name: /^Empathy: ?no score/ }));
    const scale = screen.getByRole("group", { name: "Score for Empathy" });
    expect(
      within(scale)
        .getAllByRole("button")
        .map((each) => each.textContent),
    ).toEqual(["1 ignores", "2 formula", "3 notices", "4 adapts", "5 anticipates"]);
    await user.click(within(scale).getByRole("button", { name: "3 notices" }));
    expect(connection.drafts.at(-1)).toMatchObject({ criterionId: "empathy", entry: { value: 3 } });
    await user.click(screen.getByRole("button", { name: /^Hold etiquette: ?no score/ }));
    expect(
      within(screen.getByRole("group", { name: "Score for Hold etiquette" }))
        .getAllByRole("button")
        .at(-1)?.textContent,
    ).toBe("N/A");
  });

  const longAnchors = {
    "1": "Talks past what the customer says about their situation, interrupts it, or argues with it.",
    "5": "Names it, and something in the solution follows from it: an order of steps, a shorter way, an offer.",
  };
  const withCriterion = (part: Partial<Criterion>): Partial<Slices> => ({
    ...review(),
    scorecard: { ...scorecard, criteria: [{ ...scorecard.criteria[0]!, anchors: {}, allowNA: false, ...part }] },
  });
  const meanings = () => screen.getAllByRole("listitem").map((each) => each.textContent);

  test("what each answer means stands below the scale: as the scorecard says it, N/A last", () => {
    show(
      withCriterion({ scale: "binary", anchors: { "0": "Company or own name is missing.", "1": "Both names are there." }, allowNA: true }),
    );
    expect(meanings()).toEqual(expect.arrayContaining(["YesBoth names are there.", "NoCompany or own name is missing."]));
    const [yes, no, na] = ["YesBoth names are there.", "NoCompany or own name is missing.", "N/AIt does not apply to this conversation."];
    expect(meanings().filter((each) => [yes, no, na].includes(each))).toEqual([yes, no, na]);
  });

  test("a scorecard without words for its levels leaves nobody to guess which end is which", () => {
    show(withCriterion({ scale: "binary" }));
    expect(meanings()).toEqual(expect.arrayContaining(["YesIt was as the definition says.", "NoIt was not as the definition says."]));
    cleanup();
    show(withCriterion({ scale: "4pt" }));
    expect(screen.getByText("1 is the lowest, 4 the highest.")).toBeTruthy();
  });

  test("whoever knows the levels folds their words away, for good on this device", async () => {
    const { user } = show(withCriterion({ scale: "5pt", anchors: longAnchors }));
    const list = () => screen.getByText(longAnchors["5"]).closest("ul")!;
    const fold = screen.getByRole("button", { name: "What the levels mean" });
    expect([fold.getAttribute("aria-expanded"), list().hasAttribute("data-folded")]).toEqual(["true", false]);
    await user.click(fold);
    expect([fold.getAttribute("aria-expanded"), list().hasAttribute("data-folded")]).toEqual(["false", true]);
    expect(localStorage.getItem("plumb.levelWords")).toBe("off");
    // opening the whole definition brings them back for this once
    await user.click(screen.getByRole("button", { name: scorecard.criteria[0]!.definition }));
    expect(list().hasAttribute("data-whole")).toBe(true);
  });

  test("while a reason is written the words of the levels give it room", async () => {
    const { user } = show(withCriterion({ scale: "5pt", anchors: longAnchors }));
    const list = () => screen.getByText(longAnchors["5"]).closest("ul")!;
    expect(list().hasAttribute("data-brief")).toBe(false);
    await user.keyboard("r");
    expect(list().hasAttribute("data-brief")).toBe(true);
  });

  test("what critical means is said where one scores it", () => {
    show(withCriterion({ scale: "binary", autoFail: true }));
    expect(screen.getByText("Critical").parentElement?.textContent).toBe("Critical A fail here makes the whole total 0.");
    cleanup();
    show(withCriterion({ scale: "binary" }));
    expect(screen.queryByText("Critical")).toBeNull();
  });

  test("a press on a line pins it to the criterion, a second one takes it away", async () => {
    const { connection, user } = show(review());
    await user.pointer({ keys: "[MouseLeft]", target: screen.getByText("Five days is after Friday.") });
    expect(connection.drafts.at(-1)?.entry?.evidence).toMatchObject([{ line: 5, at: "1:34" }]);
    expect(screen.getByText("Pinned 1:34")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Take away the pin at 1:34" }));
    expect(connection.drafts.at(-1)?.entry).toBeNull();
  });

  test("without a transcript the evidence is a typed moment", async () => {
    const { connection, user } = show({ ...review(), conversations: [{ ...conversations[0]!, transcript: [] }] });
    await user.click(screen.getByRole("button", { name: "Pin a moment" }));
    await user.keyboard("soon{Enter}");
    expect(screen.getByRole("alert").textContent).toContain("1:26");
    const field = screen.getByRole("textbox", { name: "Moment, minutes and seconds" });
    await user.clear(field);
    await user.type(field, "2:05{Enter}");
    expect(connection.drafts.at(-1)?.entry?.evidence).toEqual([{ line: null, at: "2:05", quote: null }]);
  });

  test("last time's note stands beside its criterion", async () => {
    const notes = [
      { criterionId: "greeting", text: "score No when no name is said", value: 0, sessionName: "Week 46", at: NOW, current: false },
    ];
    show({ ...review(), notes });
    expect(screen.getByText("Last time: score No when no name is said")).toBeTruthy();
    expect(screen.getByText(/for an earlier wording/)).toBeTruthy();
  });
});

describe("saved means saved", () => {
  test("Saved is said only after the acknowledgement", async () => {
    const { connection, user } = show(review());
    connection.holdDrafts();
    await user.keyboard("y");
    expect(screen.getByText("Saving")).toBeTruthy();
    expect(screen.queryByText("Saved")).toBeNull();
    await act(async () => connection.releaseDrafts());
    expect(await screen.findByText("Saved")).toBeTruthy();
  });

  test("offline: kept on this device, and the header says that nothing is lost", async () => {
    const { connection, user } = show(review());
    connection.holdDrafts();
    await user.keyboard("y");
    act(() => connection.setStatus({ state: "reconnecting", waiting: 1 }));
    expect(screen.getByText("Kept on this device, 1 waiting")).toBeTruthy();
    expect(await screen.findByText("Reconnecting, nothing is lost, 1 change waiting", { selector: "[role=status]" })).toBeTruthy();
    expect(screen.queryByText("Weekly calibration")).toBeNull();
    await act(async () => connection.releaseDrafts());
    act(() => connection.setStatus({ state: "live", waiting: 0 }));
    expect(await screen.findByText("Reconnected, 1 of 9 saved", { selector: "[role=status]" })).toBeTruthy();
  });

  test("a refused answer says why and keeps what was typed", async () => {
    const { connection, user } = show(review());
    connection.holdDrafts();
    await user.keyboard("rHeard it twice");
    await act(async () =>
      connection.releaseDrafts({ ok: false, code: "TOO_LONG", message: "This is too long. Shorten it.", retry: "never" }),
    );
    expect(await screen.findByText("This is too long. Shorten it.")).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Reason" }).value).toBe("Heard it twice");
  });

  test("[B-20] a score that is refused as off its scale stays in its box, with the scale beside it", async () => {
    const { connection, user } = show({
      ...review(),
      mine: mine("reviewer", { sheets: { c1: sheet({ draft: { ...fullDraft(), closing: entry(null) } }), c2: sheet() } }),
    });
    const box = () => screen.getByRole<HTMLInputElement>("textbox", { name: /percent/i }).value;
    // what the page itself does not take stays too
    await user.keyboard("300{Enter}");
    expect(box()).toBe("300");
    expect(connection.drafts).toEqual([]);
    connection.holdDrafts();
    await user.keyboard("{Backspace}{Backspace}{Backspace}85{Enter}");
    const message = "A score on Closing is a whole number from 0 to 50. Choose one of the values shown.";
    const params = { criterion: "Closing", low: 0, high: 50 };
    await act(async () => connection.releaseDrafts({ ok: false, code: "SCORE_RANGE", message, params, retry: "never" }));
    expect(await screen.findByText(message)).toBeTruthy();
    expect(box()).toBe("85");
  });

  test("a refused submission keeps every score", async () => {
    const { connection, user } = show(review());
    connection.answer(() => ({ ok: false, code: "ALREADY_REVEALED", message: "The scores are open already.", retry: "never" }));
    await user.keyboard("y");
    await user.click(screen.getByRole("button", { name: "Submit 1 of 9" }));
    expect(screen.getByRole("button", { name: /^Greeting: ?Yes/ })).toBeTruthy();
  });
});

describe("handing in", () => {
  test("half a sheet may be handed in; blanks are left out, not zero", async () => {
    const { connection, user } = show(review());
    await user.keyboard("y");
    await user.click(screen.getByRole("button", { name: "Submit 1 of 9" }));
    expect(connection.sent).toEqual([{ type: "SubmitReview", conversationId: "c1", sheet: { greeting: entry(1) } }]);
  });

  test("handing in stays quiet until everything is scored", async () => {
    const { connection, user } = show(review());
    await user.keyboard("y");
    expect(screen.getByRole("button", { name: "Submit 1 of 9" }).classList.contains("filled")).toBe(false);
    act(() => connection.show({ mine: mine("reviewer", { sheets: { c1: sheet({ draft: fullDraft() }), c2: sheet() } }) }));
    expect((await screen.findByRole("button", { name: "Submit" })).classList.contains("filled")).toBe(true);
  });

  test("a complete sheet that is not handed in is called out", () => {
    show({ ...review(), mine: mine("reviewer", { sheets: { c1: sheet({ draft: fullDraft() }), c2: sheet() } }) });
    expect(screen.getByText("All scored, not handed in yet. Only what you submit counts.")).toBeTruthy();
  });

  test("the sheet stays open after handing in, and Enter goes on to the next conversation", async () => {
    const { connection, user } = show({
      ...review(),
      mine: mine("reviewer", { sheets: { c1: sheet({ draft: fullDraft() }), c2: sheet() } }),
    });
    await user.keyboard("{Control>}{Enter}{/Control}");
    act(() => connection.show({ mine: mine("reviewer", { sheets: submittedSheets() }) }));
    expect(screen.getByText("Submitted.")).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Next conversation" }));
    await user.keyboard("{Enter}");
    expect(screen.getByRole("heading", { level: 1, name: "Refund thread" })).toBeTruthy();
  });

  test("own scores are covered once they are in, and shown on demand", async () => {
    const { user } = show({ ...review(), mine: mine("reviewer", { sheets: submittedSheets() }) });
    act(() => useUi.getState().openSheet("c1"));
    expect(await screen.findByText(/You can still change and submit again until the reveal: press “Show my scores”/)).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: /^Empathy: ?scored, covered/ }).disabled).toBe(true);
    expect(screen.getByRole("button", { name: "Next conversation" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show my scores" }));
    expect(screen.getByRole<HTMLButtonElement>("button", { name: /^Empathy: ?3/ }).disabled).toBe(false);
  });

  test("a change after submitting says that the earlier scores still count", async () => {
    const { user } = show({ ...review(), mine: mine("reviewer", { sheets: submittedSheets() }) });
    act(() => useUi.getState().openSheet("c1"));
    await user.click(await screen.findByRole("button", { name: "Show my scores" }));
    await user.keyboard("n");
    expect(await screen.findByText("Changed since you submitted. The earlier scores count until you submit again.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Submit again" })).toBeTruthy();
  });

  test("after the reveal the own sheet is frozen and readable", async () => {
    show(revealed());
    act(() => {
      useUi.getState().openSheet("c1");
      useUi.getState().look({ kind: "review" });
    });
    expect(await screen.findByRole("heading", { name: "Your blind scores" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Submit/ })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Back to the call" }));
    expect(useUi.getState().lookingAt).toBeNull();
  });
});

test("a transcript of five thousand lines is drawn in blocks and moves without drawing all of them again", async () => {
  const transcript = Array.from({ length: 5_000 }, (_, n) => ({
    at: n * 3,
    speaker: n % 2 ? "Agent" : "Customer",
    text: `Line ${n} of a long call`,
  }));
  const { user } = show({ ...review(), conversations: [{ ...conversations[0]!, transcript }] });
  const lists = document.querySelectorAll("ol");
  expect(lists.length).toBeGreaterThan(50);
  const untouched = lists[40]?.innerHTML;
  await user.keyboard("{ArrowDown}");
  await waitFor(() => expect(document.querySelector("[data-line='0']")?.getAttribute("aria-current")).toBe("true"));
  expect(lists[40]?.innerHTML).toBe(untouched);
});
