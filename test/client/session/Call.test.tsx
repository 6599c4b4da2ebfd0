// The call's frame: who sees which screen, holding to reveal, the bar, the door, late comers, take-over, the tab's title.
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { ConductorBar, PeoplePanel } from "../../../client/session/call/Frame.tsx";
import { Elsewhere, Handover, Nudged } from "../../../client/session/call/Passing.tsx";
import { CallScreens } from "../../../client/session/Call.tsx";
import { HOLD_MS } from "../../../client/session/reveal/HoldButton.tsx";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { useUi } from "../../../client/stores/uiStore.ts";
import { noticesStore } from "../../../client/ui/notices.ts";
import type { ActionView, Slices } from "../../../shared/session/view/slices.ts";
import { fakeConnection } from "./fakeConnection.ts";
import {
  arrival,
  discussion,
  empathyDiscussion,
  fullDraft,
  mine,
  NOW,
  progress,
  results,
  revealed,
  review,
  seats,
  session,
  sheet,
} from "./fixtures.ts";

function show(slices: Partial<Slices>) {
  const connection = fakeConnection(slices);
  const user = userEvent.setup();
  const { unmount } = render(
    <SessionProvider connection={connection}>
      <CallScreens />
    </SessionProvider>,
  );
  return { connection, user, unmount };
}
const bar = () => screen.getByRole("region", { name: "Facilitator's bar" });
const allIn = () => ({ ...review("facilitator"), progress: progress(6, true) });

// what a conductor fetches at once is here already
beforeAll(async () => {
  await Promise.all([ConductorBar.preload(), PeoplePanel.preload(), Handover.preload(), Elsewhere.preload(), Nudged.preload()]);
});

beforeEach(() => useUi.getState().reset());

describe("holding to reveal", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const button = () => within(bar()).getByRole("button", { name: "Hold to reveal" });
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  const roll = { in: ["s1", "s2", "s3", "s4", "s5", "s6"], missing: [], absent: [] };

  test("a tap reveals nothing", async () => {
    const { connection } = show(allIn());
    fireEvent.pointerDown(button(), { button: 0 });
    await pass(HOLD_MS - 50);
    fireEvent.pointerUp(button());
    await pass(HOLD_MS);
    expect(connection.sent).toEqual([]);
  });
  test("a held press reveals, with the roll its presser saw", async () => {
    const { connection } = show(allIn());
    fireEvent.pointerDown(button(), { button: 0 });
    await pass(HOLD_MS);
    expect(connection.sent).toEqual([{ type: "RevealScores", conversationId: "c1", roll }]);
  });
  test.each([" ", "Enter"])("the key %j held does the same, once", async (key) => {
    const { connection } = show(allIn());
    fireEvent.keyDown(button(), { key });
    fireEvent.keyDown(button(), { key, repeat: true });
    await pass(HOLD_MS * 3);
    expect(connection.sent).toHaveLength(1);
  });
  test("a key let go early reveals nothing", async () => {
    const { connection } = show(allIn());
    fireEvent.keyDown(button(), { key: " " });
    await pass(100);
    fireEvent.keyUp(button(), { key: " " });
    await pass(HOLD_MS);
    expect(connection.sent).toEqual([]);
  });
  test("somebody who becomes missing under the finger cancels the reveal", async () => {
    const { connection } = show(allIn());
    fireEvent.pointerDown(button(), { button: 0 });
    await pass(200);
    act(() => connection.show({ progress: progress(5, true) }));
    await pass(HOLD_MS);
    expect(connection.sent).toEqual([]);
    expect(screen.queryByRole("button", { name: "Hold to reveal" })).toBeNull();
  });
  test("a refusal because the roll has changed names who came in", async () => {
    const { connection } = show(allIn());
    connection.answer(() => {
      connection.show({ progress: progress(5, true) });
      return { ok: false, code: "ROLL_CHANGED", message: "The roll has changed.", retry: "never" };
    });
    fireEvent.pointerDown(button(), { button: 0 });
    await pass(HOLD_MS);
    expect(noticesStore.get().at(-1)?.text).toContain("Joao");
  });
});

describe("the facilitator's bar", () => {
  test("reviewers never see it", () => {
    show(arrival("reviewer"));
    expect(screen.queryByText(/see this bar/)).toBeNull();
  });
  test("who sees it is said alike to everybody who does", () => {
    const shared = (who: Partial<Slices>): Partial<Slices> => ({ ...who, session: { ...session, leadSeatIds: ["s2"] } });
    const facilitator = show(shared(arrival("facilitator")));
    expect(within(bar()).getByText("Only the facilitator and the lead see this bar")).toBeDefined();
    facilitator.unmount();
    show(shared({ ...arrival("facilitator"), mine: mine("facilitator", { seatId: "s2", name: "Tom", role: "lead" }) }));
    expect(within(bar()).getByText("Only the facilitator and the lead see this bar")).toBeDefined();
  });
  test("starts the silent review and moves everybody there", async () => {
    const { connection, user } = show(arrival("facilitator"));
    await user.click(within(bar()).getByRole("button", { name: "Start silent review for all, 15 min" }));
    await waitFor(() =>
      expect(connection.sent).toEqual([
        { type: "StartTimer", minutes: 15 },
        { type: "MoveFocus", focus: { kind: "review" } },
      ]),
    );
  });
  test("somebody missing: by name, remind or mark absent, one by one", async () => {
    const { connection, user } = show(review("facilitator"));
    await user.click(within(bar()).getByRole("button", { name: "1 not in yet for conversation 1: who?" }));
    const dialog = await screen.findByRole("dialog", { name: "1 is not in yet for conversation 1" });
    await user.click(within(dialog).getByRole("button", { name: "Remind Joao" }));
    await user.click(within(dialog).getByRole("button", { name: "Mark absent: Joao" }));
    expect(connection.sent).toEqual([
      { type: "Nudge", seatId: "s6" },
      { type: "MarkAbsent", seatId: "s6" },
    ]);
  });
  test("with one conversation there is none to name; oneself among the missing is called so", async () => {
    const slices = review("facilitator");
    const [only] = slices.conversations!;
    const names = { in: ["s2", "s3"], missing: ["s1", "s6"], absent: [] };
    const { user } = show({ ...slices, conversations: [only!], progress: [{ ...slices.progress![0]!, in: 4, names }] });
    await user.click(within(bar()).getByRole("button", { name: "2 not in yet: who?" }));
    const dialog = await screen.findByRole("dialog", { name: "2 are not in yet" });
    const [own, other] = within(dialog).getAllByRole("listitem");
    expect(own!.textContent).toMatch(/^Danayou/);
    expect(other!.textContent).toMatch(/^Joao(here|away)/);
  });
  test("while the own sheet of another is open, header and bar name the one that is waited for", async () => {
    const both = [progress(6, true)[0]!, progress(2, true)[1]!];
    const own = sheet({ draft: fullDraft(), submitted: fullDraft(), submittedAt: NOW });
    const { user } = show({ ...review("facilitator"), progress: both, mine: mine("facilitator", { sheets: { c1: own, c2: own } }) });
    act(() => useUi.getState().openSheet("c1"));
    expect(screen.getByText("Conversation 1 of 2")).toBeDefined();
    expect(screen.getByRole("button", { name: "People: Scores in, conversation 2: 2 of 6" })).toBeDefined();
    expect(screen.getByText("Conversation 2: 4 still to submit")).toBeDefined();
    await user.click(within(bar()).getByRole("button", { name: "4 not in yet for conversation 2: who?" }));
    expect(await screen.findByRole("dialog", { name: "4 are not in yet for conversation 2" })).toBeDefined();
  });
  test("the last one marked absent: the list stays for a second thought, and leaves when everybody is in after all", async () => {
    const { connection, user } = show(review("facilitator"));
    await user.click(within(bar()).getByRole("button", { name: "1 not in yet for conversation 1: who?" }));
    const dialog = await screen.findByRole("dialog");
    const rolled = (missing: string[], absent: string[]) =>
      review("facilitator").progress!.map((each, index) =>
        index > 0
          ? each
          : { ...each, in: 6 - missing.length - absent.length, absentCount: absent.length, names: { in: [], missing, absent } },
      );
    act(() => connection.show({ progress: rolled([], ["s6"]) }));
    expect(screen.getByRole("dialog")).toBe(dialog);
    await user.click(within(dialog).getByRole("button", { name: "Wait for them: Joao" }));
    expect(connection.sent).toEqual([{ type: "MarkExpected", seatId: "s6" }]);
    act(() => connection.show({ progress: rolled([], []) }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
  test("a step that has just taken the place of another looks unready until it can be pressed; pressed then, it goes", async () => {
    vi.useFakeTimers();
    try {
      const { connection } = show(arrival("facilitator"));
      const press = (name: RegExp) => fireEvent.click(within(bar()).getByRole("button", { name }));
      expect(
        within(bar())
          .getByRole("button", { name: /^Start silent review/ })
          .getAttribute("aria-disabled"),
      ).toBeNull();
      act(() => connection.show(revealed("facilitator")));
      const next = within(bar()).getByRole("button", { name: /^Discuss / });
      expect(next.getAttribute("aria-disabled")).toBe("true");
      press(/^Discuss /);
      expect(connection.sent).toEqual([]);
      await act(() => vi.advanceTimersByTimeAsync(600));
      expect(next.getAttribute("aria-disabled")).toBeNull();
      press(/^Discuss /);
      expect(connection.sent.map(({ type }) => type)).toEqual(["OpenCriterion"]);
    } finally {
      vi.useRealTimers();
    }
  });
  test("More holds only what is possible now", async () => {
    const { connection, user } = show(review("facilitator"));
    await user.click(within(bar()).getByRole("button", { name: "More" }));
    expect(await screen.findByRole("menuitem", { name: "Two more minutes" })).toBeTruthy();
    expect(screen.queryByRole("menuitem", { name: "Set this reveal aside" })).toBeNull();
    await user.click(screen.getByRole("menuitem", { name: "Two more minutes" }));
    expect(connection.sent).toEqual([{ type: "ExtendTimer", minutes: 2 }]);
  });
  test("a wrong reveal is set aside with its reason", async () => {
    const { connection, user } = show(revealed("facilitator"));
    await user.click(within(bar()).getByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Set this reveal aside" }));
    await user.type(await screen.findByRole("textbox", { name: "What went wrong" }), "Too early");
    await user.click(screen.getByRole("button", { name: "Set aside" }));
    expect(connection.sent).toEqual([{ type: "SetRevealAside", conversationId: "c1", reason: "Too early" }]);
  });
});

describe("following and looking around", () => {
  test("scoring may begin before the call does, and a reveal brings its person back", async () => {
    const { connection, user } = show(arrival());
    await user.click(screen.getByRole("button", { name: "Score now" }));
    expect(screen.getByRole("region", { name: "Transcript" })).toBeTruthy();
    expect(useUi.getState().lookingAt).toEqual({ kind: "review" });
    act(() => connection.show(revealed()));
    await waitFor(() => expect(useUi.getState().lookingAt).toBeNull());
  });
  test("at arrival whoever conducts is told which button takes them alone and which takes everybody", () => {
    show(arrival("facilitator"));
    expect(screen.queryByRole("button", { name: "Score now" })).toBeNull();
    const alone = screen.getByRole("button", { name: "Score on my own" });
    expect(alone.nextElementSibling?.textContent).toBe("Takes only you there. 2 conversations are waiting for you.");
    expect(within(bar()).getByRole("button", { name: "Start silent review for all, 15 min" })).toBeTruthy();
  });
  test("the tab's title says what is expected now", () => {
    const { connection } = show(review());
    expect(document.title).toContain("Score: 18 left · Weekly calibration");
    act(() => connection.show(revealed()));
    expect(document.title).toContain("Revealed");
  });
});

describe("late comers", () => {
  const late = (state: "undecided" | "scoring") => ({
    ...revealed(),
    results: {},
    mine: mine("reviewer", { sheets: { c1: sheet({ late: state, draft: state === "scoring" ? fullDraft() : {} }), c2: sheet() } }),
  });
  test("are asked first", async () => {
    const { connection, user } = show(late("undecided"));
    expect(await screen.findByRole("heading", { name: /Scores were opened at .*Watch, or score first\?/ })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Score first" }));
    expect(connection.sent).toEqual([{ type: "ChooseLate", conversationId: "c1", choice: "score" }]);
  });
  test("score a sheet of their own kind", async () => {
    const { connection, user } = show(late("scoring"));
    expect(screen.getByText(/Scored late, may have heard the discussion/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Submit" }));
    expect(connection.sent[0]).toMatchObject({ type: "SubmitLateReview", conversationId: "c1" });
  });
});

describe("people at the edges", () => {
  test("at the door nothing of a conversation is shown", () => {
    show({ waiting: { team: "Support", sessionName: "Weekly", name: "Ana", turnedAway: false } });
    expect(screen.getByRole("heading", { name: "Ana, you are at the door." })).toBeTruthy();
  });
  test("whoever is removed learns it in words", () => {
    const { connection } = show(arrival());
    act(() => connection.setStatus({ state: "closed", bye: { code: "REMOVED", message: "The facilitator has removed your seat." } }));
    expect(screen.getByRole("alert").textContent).toContain("The facilitator has removed your seat.");
  });
  test("whoever came by a link that was replaced learns it, and is not sent round by loading again", () => {
    const { connection } = show({ waiting: { team: "Support", sessionName: "Weekly", name: "Ana", turnedAway: false } });
    const bye = { code: "LINK_INVALID" as const, message: "This link does not work any more. Ask for a new one." };
    act(() => connection.setStatus({ state: "closed", bye }));
    expect(within(screen.getByRole("alert")).getByRole("heading", { name: "This link has ended." })).toBeTruthy();
    expect(screen.getByText(bye.message)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Load again" })).toBeNull();
    expect(screen.getByRole("link", { name: "To the start" })).toBeTruthy();
  });
  test("conductors let in, or give a lost seat back", async () => {
    const knocks = [{ knockId: "k1", name: "Lena", watches: false, at: NOW }];
    const { connection, user } = show({ ...arrival("facilitator"), door: { knocks } });
    await user.click(await screen.findByRole("button", { name: "More about Lena at the door" }));
    await user.click(await screen.findByRole("menuitem", { name: /This is the same Lena/ }));
    expect(connection.sent).toEqual([{ type: "GiveSeatBack", seatId: "s5", strangerSeatId: null, knockId: "k1" }]);
    await user.click(screen.getByRole("button", { name: "Let in" }));
    expect(connection.sent.at(-1)).toEqual({ type: "AdmitKnock", knockId: "k1", role: "reviewer" });
  });
  test("who asked to watch is let in to watch, or to score all the same", async () => {
    const knocks = [{ knockId: "k1", name: "Cora", watches: true, at: NOW }];
    const { connection, user } = show({ ...arrival("facilitator"), door: { knocks } });
    expect(await screen.findByText("Cora is at the door and only watches.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Let in to watch only" }));
    await user.click(screen.getByRole("button", { name: "More about Cora at the door" }));
    await user.click(await screen.findByRole("menuitem", { name: "Let in to score" }));
    expect(connection.sent).toEqual(["observer", "reviewer"].map((role) => ({ type: "AdmitKnock", knockId: "k1", role })));
  });
  test("first-timers are marked for conductors only", () => {
    show(arrival("facilitator"));
    expect(screen.getByText("First time")).toBeTruthy();
  });
  test("the facilitator away: those who may take over see the button, the others a calm line", async () => {
    const away = { ...session, facilitatorAwaySince: NOW };
    const { connection, user } = show({ ...arrival(), session: away, mine: mine("reviewer", { takeOver: "may" }) });
    await user.click(screen.getByRole("button", { name: "Take over" }));
    expect(connection.sent).toEqual([{ type: "TakeOver" }]);
    act(() => connection.show({ mine: mine() }));
    expect(screen.queryByRole("button", { name: "Take over" })).toBeNull();
    expect(screen.getByText(/The call goes on/)).toBeTruthy();
  });
  test("whoever was taken over may take back", async () => {
    const passed = { from: "s1", to: "s6", at: NOW, how: "takenOver" as const };
    const { connection, user } = show({
      ...arrival(),
      session: { ...session, passed },
      mine: mine("facilitator", { takeOver: "mayTakeBack" }),
    });
    await user.click(screen.getByRole("button", { name: "Take back" }));
    expect(connection.sent).toEqual([{ type: "TakeBack" }]);
  });
  test("a nudge is private, and leads to the scores", async () => {
    const { user } = show({ ...arrival(), mine: mine("reviewer", { nudgedAt: NOW }) });
    await user.click(screen.getByRole("button", { name: "To my scores" }));
    expect(screen.queryByText(/The facilitator asks for your scores/)).toBeNull();
    expect(useUi.getState().lookingAt).toEqual({ kind: "review" });
  });
  test("the facilitator changes roles and experience in the people's list", async () => {
    const { connection, user } = show({ ...arrival("facilitator"), roster: { seats: seats(true) } });
    await user.click(screen.getByRole("button", { name: /^People:/ }));
    await user.selectOptions(await screen.findByLabelText("Role of Tom"), "observer");
    await user.selectOptions(screen.getByLabelText("Experience of Marek"), "new");
    expect(connection.sent).toEqual([
      { type: "ChangeSeat", seatId: "s2", role: "observer" },
      { type: "ChangeSeat", seatId: "s4", experience: "new" },
    ]);
  });
});

describe("4 or 5?", () => {
  const settled = {
    value: 3,
    how: "agreed" as const,
    until: null,
    note: null,
    cause: null,
    feedback: null,
    bySeatId: "s1",
    at: NOW,
    amended: 0,
  };
  const left = (open: string[]) => ({
    c1: {
      ...results,
      identicalUnsettled: 0,
      rows: results.rows.map((row) => (open.includes(row.criterionId) ? row : { ...row, settled })),
    },
  });
  const asked = () => within(bar()).getByRole("group", { name: "Resolution: 3 or 4?" });

  test("the bar asks it, a tap settles it, and nothing is suggested", async () => {
    const { connection } = show({ ...revealed("facilitator"), results: left(["resolution", "closing"]) });
    await screen.findByRole("heading", { level: 1 });
    expect(within(bar()).queryByRole("button", { name: "Hold to reveal" })).toBeNull();
    for (const each of within(asked()).getAllByRole("button")) expect(each.className.split(" ")).not.toContain("filled");
    // asked once on the screen
    expect(screen.getAllByRole("button", { name: "Resolution: settle at 4" })).toHaveLength(1);
    fireEvent.click(within(asked()).getByRole("button", { name: "Resolution: settle at 4" }));
    await waitFor(() =>
      expect(connection.sent).toEqual([
        {
          type: "SettleCriterion",
          conversationId: "c1",
          criterionId: "resolution",
          value: 4,
          how: "agreed",
          until: null,
          note: null,
          cause: null,
          feedback: null,
        },
      ]),
    );
    act(() => connection.show({ results: left(["closing"]) }));
    // the second half of a double click is not the answer to the next question
    const next = () => within(bar()).getByRole("button", { name: "Closing: settle at 80" });
    expect(next().getAttribute("aria-disabled")).toBe("true");
    fireEvent.click(next());
    expect(connection.sent).toHaveLength(1);
    await waitFor(() => expect(next().getAttribute("aria-disabled")).toBeNull());
    fireEvent.click(next());
    await waitFor(() => expect(connection.sent).toHaveLength(2));
  });

  test("the rest may be left open: the call goes on, and the page still offers it", async () => {
    const { connection, user } = show({
      ...revealed("facilitator"),
      results: left(["resolution", "closing"]),
      progress: progress(6, true).slice(1),
    });
    await screen.findByRole("heading", { level: 1 });
    await user.click(within(bar()).getByRole("button", { name: "Leave 2 open" }));
    expect(within(bar()).getByRole("button", { name: "Hold to reveal" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Resolution: settle at 4" })).toBeTruthy();
    expect(connection.sent).toEqual([]);
  });

  test("reviewers are not asked", async () => {
    show({ ...revealed(), results: left(["resolution"]) });
    await screen.findByRole("heading", { level: 1 });
    expect(screen.queryByText(/3 or 4\?/)).toBeNull();
  });

  test("a long name stays whole in the step's words, for ears, hovering and the page", async () => {
    const name = "Shows the customer that the agent has understood what the delay means for the wedding on Saturday";
    const slices = revealed("facilitator");
    const criteria = slices.scorecard!.criteria.map((each) => (each.criterionId === "identity" ? { ...each, name } : each));
    show({ ...slices, scorecard: { ...slices.scorecard!, criteria } });
    const step = within(bar()).getByRole("button", { name: `Discuss ${name}` });
    expect(within(step).getByText(`Discuss ${name}`).title).toBe(`Discuss ${name}`);
    expect(within(step).getByText(`Discuss ${name}`).className).toBe("words");
  });
});

describe("looking around", () => {
  test("says that only oneself looks, where the call is, and leads back; nobody is moved", async () => {
    const { connection, user } = show(discussion("facilitator"));
    await user.click(await screen.findByRole("button", { name: "See the results" }));
    expect(screen.getByText("Only you look here. The call is at: Empathy")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Back to the call" }));
    expect(screen.queryByText(/Only you look here/)).toBeNull();
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Empathy");
    expect(connection.sent).toEqual([]);
  });
  test("looking where the call is anyway is following it", async () => {
    const { user } = show(revealed());
    await user.click(screen.getByRole("button", { name: "Look around" }));
    await user.click(await screen.findByRole("menuitem", { name: "Results: Lost parcel before surgery" }));
    expect(useUi.getState().lookingAt).toBeNull();
  });
});

describe("the header", () => {
  const header = () => screen.getAllByRole("banner")[0]!;
  test("counts scores while people score, and says so; people otherwise", () => {
    const { connection } = show(review("facilitator"));
    expect(screen.getByRole("button", { name: "People: Scores in: 5 of 6" }).textContent).toContain("Scores in: 5 of 6");
    act(() => connection.show({ progress: progress(6, true) }));
    expect(screen.getByRole("button", { name: "People: Scores in: 6 of 6" })).toBeTruthy();
    act(() => connection.show(revealed("facilitator")));
    expect(screen.getByRole("button", { name: "People: 5 people here" })).toBeTruthy();
    act(() => connection.show({ ...arrival("facilitator"), progress: progress(5, true) }));
    expect(screen.getByRole("button", { name: "People: 5 people here" })).toBeTruthy();
  });
  test("says the channel in the word it was picked by; a conversation of no channel is called so once", () => {
    const { connection } = show(review());
    const [first, ...others] = review().conversations!;
    expect(header().textContent).toContain("1 of 2Call · 2:10");
    act(() => connection.show({ conversations: [{ ...first!, channel: "other" }, ...others] }));
    expect(header().textContent).toContain("1 of 22:10");
  });
  test("on one's own frozen sheet it says revealed, and counts people instead of another conversation's scores", () => {
    show({ ...revealed("facilitator"), progress: progress(6, true).slice(1) });
    act(() => {
      useUi.getState().openSheet("c1");
      useUi.getState().look({ kind: "review" });
    });
    expect(screen.getByRole("heading", { name: "Your blind scores" })).toBeDefined();
    expect(within(header()).getByText("Revealed")).toBeDefined();
    expect(within(header()).queryByText(/reveal when ready/)).toBeNull();
    expect(screen.getByRole("button", { name: "People: 5 people here" })).toBeDefined();
  });
  test("names the re-vote, then what the criterion was settled at", () => {
    const revotes = [{ round: 1, status: "open" as const, in: 3, of: 6 }];
    const mineVoted = mine("reviewer", {
      ...discussion().mine,
      revotes: [{ conversationId: "c1", criterionId: "empathy", round: 1, value: 3 }],
    });
    const { connection } = show({ ...discussion(), discussion: { c1: { empathy: { ...empathyDiscussion, revotes } } }, mine: mineVoted });
    expect(header().textContent).toContain("Re-vote open3 of 6 votes in");
    expect(header().textContent).not.toContain("Your turn");
    expect(document.title).toMatch(/^Re-vote open · Empathy/);
    const settled = {
      value: 4,
      how: "agreed" as const,
      until: null,
      note: null,
      cause: null,
      feedback: null,
      bySeatId: "s1",
      at: NOW,
      amended: 0,
    };
    const view = (part: object) => ({ c1: { empathy: { ...empathyDiscussion, ...part } } });
    act(() => connection.show({ discussion: view({ settled }) }));
    expect(header().textContent).toContain("Settled: 4");
    expect(document.title).toMatch(/^Settled: 4 · Empathy/);
    act(() => connection.show({ discussion: view({ parked: { ownerPersonId: null } }) }));
    expect(header().textContent).toContain("Parked");
    expect(header().textContent).not.toContain("Discussing");
  });
  test("says a yes-or-no value in words", () => {
    const row = {
      ...results.rows[0]!,
      settled: {
        value: 1,
        how: "agreed" as const,
        until: null,
        note: null,
        cause: null,
        feedback: null,
        bySeatId: "s1",
        at: NOW,
        amended: 0,
      },
    };
    const at = { kind: "criterion", conversationId: "c1", criterionId: "identity", readAloud: false } as const;
    show({ ...revealed(), session: { ...session, focus: at }, results: { c1: { ...results, rows: [row, ...results.rows.slice(1)] } } });
    expect(header().textContent).toContain("Settled: Yes");
  });
});

describe("last session's actions", () => {
  const action = (actionId: string, part: Partial<ActionView>): ActionView => ({
    actionId,
    sessionId: "before",
    text: actionId,
    ownerPersonId: null,
    ownerName: null,
    dueOn: null,
    status: "open",
    confirmed: true,
    criterionId: null,
    conversationId: null,
    sessionName: "Week 46",
    ...part,
  });
  const fromBefore = [
    action("Ask legal", { ownerPersonId: "p4", ownerName: "Marek", dueOn: "2026-11-01" }),
    action("Rewrite empathy", { ownerPersonId: "p2", ownerName: "Tom", dueOn: "2026-12-01" }),
    action("Nobody's", {}),
  ];
  afterEach(() => vi.unstubAllGlobals());

  test("one's own stand on top and are done with one tap", async () => {
    const fetched = vi.fn(async () => new Response(JSON.stringify({ ok: true })));
    vi.stubGlobal("fetch", fetched);
    const { user } = show({ ...arrival(), session: { ...session, focus: { kind: "actions" } }, actions: { fromBefore, here: [] } });
    const headings = (await screen.findAllByRole("heading", { level: 2 })).map((each) => each.textContent);
    expect(headings).toEqual(["Yours", "Unowned", "Marek"]);
    expect(screen.getByText(/^Late, was due/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Done: Rewrite empathy" }));
    expect(fetched).toHaveBeenCalledWith(
      "/api/actions/before/Rewrite empathy",
      expect.objectContaining({ method: "POST", body: '{"status":"done"}' }),
    );
    expect(screen.queryByRole("button", { name: "Done: Ask legal" })).toBeNull();
    expect(screen.queryByRole("combobox", { name: /^Owner of/ })).toBeNull();
  });

  test("whoever conducts gives an action without an owner to somebody here", async () => {
    const fetched = vi.fn(async () => new Response(JSON.stringify({ ok: true })));
    vi.stubGlobal("fetch", fetched);
    const here = arrival("facilitator");
    const seats = here.roster!.seats.map((seat) => ({ ...seat, guest: seat.personId === "p2" }));
    const { user } = show({
      ...here,
      roster: { seats },
      session: { ...session, focus: { kind: "actions" } },
      actions: { fromBefore, here: [] },
    });
    const choice = await screen.findByRole("combobox", { name: "Owner of: Nobody's" });
    expect(screen.getAllByRole("combobox")).toHaveLength(1);
    expect(within(choice).queryByRole("option", { name: "Tom" })).toBeNull();
    await user.selectOptions(choice, "Aisha");
    expect(fetched).toHaveBeenCalledWith(
      "/api/actions/before/Nobody's",
      expect.objectContaining({ method: "POST", body: '{"ownerPersonId":"p3"}' }),
    );
  });
});
