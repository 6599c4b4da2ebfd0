// What comes too late is said with what it was for, stays, and can go into the discussion as a reason; on the page it was done on and on one opened anew.
import { act, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import "../../../client/session/call/Moments.tsx";
import "../../../client/session/discussion/ActDialogs.tsx";
import "../../../client/session/discussion/Criterion.tsx";
import "../../../client/session/results/Results.tsx";
import "../../../client/ui/DialogModal.tsx";
import { CallScreens, sayTooLate } from "../../../client/session/Call.tsx";
import { draftKey, NO_ACTS, useActs } from "../../../client/session/discussion/acts.ts";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { type SessionStore, useSessionStore } from "../../../client/stores/sessionStore.ts";
import { useUi } from "../../../client/stores/uiStore.ts";
import { dismissAllNotices } from "../../../client/ui/notices.ts";
import { Notices } from "../../../client/ui/Notices.tsx";
import type { SessionCommand } from "../../../shared/session/commands.ts";
import type { DiscussionView, Slices } from "../../../shared/session/view/slices.ts";
import { REFUSALS } from "../../../shared/texts/refusals.ts";
import { fakeConnection } from "../session/fakeConnection.ts";
import { discussion, empathyDiscussion, session } from "../session/fixtures.ts";

beforeEach(() => {
  useUi.getState().reset();
  useActs.setState(NO_ACTS);
  sessionStorage.clear();
  dismissAllNotices();
});

const place = { conversationId: "c1", criterionId: "empathy" };
const hold = { kind: "criterion" as const, conversationId: "c1", criterionId: "hold", readAloud: false };
const STALE = { ok: false, code: "STALE_ROUND", message: REFUSALS.STALE_ROUND, retry: "never" } as const;
const NOT_OPEN = { ...STALE, code: "REVOTE_NOT_OPEN", message: REFUSALS.REVOTE_NOT_OPEN } as const;
const CLOSED = { ...STALE, code: "SESSION_CLOSED", message: "The session is closed." } as const;
const vote: SessionCommand = { type: "CastRevote", ...place, round: 1, value: 4 };

const withRounds = (revotes: DiscussionView["revotes"]): Partial<Slices> => ({
  ...discussion(),
  discussion: { c1: { empathy: { ...empathyDiscussion, revotes } } },
});
const ROUND_1 = { round: 1, status: "open" as const, in: 2, of: 6 };
const ROUND_2 = [
  { round: 1, status: "cancelled" as const },
  { round: 2, status: "open" as const, in: 0, of: 6 },
];

let store: SessionStore;
function Inside() {
  store = useSessionStore();
  return null;
}
function show(slices: Partial<Slices>) {
  const connection = fakeConnection(slices);
  render(
    <>
      <SessionProvider connection={connection} sayTooLate={sayTooLate}>
        <Inside />
        <CallScreens />
      </SessionProvider>
      <Notices />
    </>,
  );
  return { connection, user: userEvent.setup() };
}
const textbox = async () => within(await screen.findByRole("dialog")).getByRole<HTMLTextAreaElement>("textbox");

test("[B-34] a vote that comes after its round: said which and for what, and written as a reason on its own criterion, wherever the call is by then", async () => {
  const { connection, user } = show(withRounds([ROUND_1]));
  connection.answer((command) => (command.type === "CastRevote" ? NOT_OPEN : { ok: true }));
  await user.click(await screen.findByRole("radio", { name: /^4/ }));
  expect(connection.sent).toEqual([vote]);
  const words = "You voted 4 on “Empathy” in re-vote 1, which was over by then: this vote was not counted.";
  // the round was set aside while the laptop slept, and the call went on
  act(() =>
    connection.show({
      session: { ...session, focus: hold },
      discussion: { c1: { empathy: { ...empathyDiscussion, revotes: [{ round: 1, status: "cancelled" }] } } },
    }),
  );
  expect((await screen.findAllByText(new RegExp(`^${words}`)))[0]).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Write it as a reason" }));
  const field = await textbox();
  expect(screen.getByRole("dialog").textContent).toContain("Empathy");
  expect(screen.getByRole("dialog").textContent).toContain("The call has moved on.");
  expect(field.value).toBe("In re-vote 1 I would have voted 4.");
  // put away, it stays
  expect(JSON.parse(sessionStorage.getItem(draftKey("reason", "s2", place))!)).toBe(field.value);
  await user.type(field, " She says sorry twice.");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(connection.sent.at(-1)).toEqual({
    type: "WriteReason",
    ...place,
    text: "In re-vote 1 I would have voted 4. She says sorry twice.",
    evidence: [],
  });
  await waitFor(() => expect(sessionStorage.getItem(draftKey("reason", "s2", place))).toBeNull());
});

test("[B-34] where another round is open it is said that one votes there; words already typed on the criterion are not replaced", async () => {
  sessionStorage.setItem(draftKey("reason", "s2", place), JSON.stringify("Half a thought"));
  const { user } = show(withRounds(ROUND_2));
  act(() => store.tell(STALE, vote));
  expect(await screen.findByText(/^You voted 4 on “Empathy” in re-vote 1.* Another one is open now, vote again there\./)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Write it as a reason" }));
  expect((await textbox()).value).toBe("Half a thought");
});

test("[B-34] whoever may not write any more is told what the vote was for and offered nothing", async () => {
  const slices = withRounds([{ round: 1, status: "cancelled" }]);
  show({ ...slices, mine: { ...slices.mine!, can: [] } });
  act(() => store.tell(NOT_OPEN, vote));
  expect(await screen.findByText(/^You voted 4 on “Empathy” in re-vote 1/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Write it as a reason" })).toBeNull();
});

test("[B-34] words an earlier page left behind and that are refused now: said for which criterion, and they can be taken up again there", async () => {
  const { user } = show({ ...discussion(), session: { ...session, focus: hold } });
  act(() => store.tell(CLOSED, { type: "Object", ...place, text: "Not what it says." }));
  expect(await screen.findByText("The session is closed. You wrote for “Empathy”: “Not what it says.”")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Take it up again" }));
  expect((await textbox()).value).toBe("Not what it says.");
  expect(screen.getByRole("dialog").textContent).toContain("Empathy");
});

test("[B-34] a vote refused for another reason, and an act without a criterion, are told as ever", async () => {
  show(withRounds([ROUND_1]));
  act(() => store.tell(CLOSED, vote));
  expect(await screen.findByText("The session is closed.")).toBeTruthy();
  act(() => store.tell({ ...CLOSED, message: "Too late for this." }, { type: "EndTimer" }));
  expect(await screen.findByText("Too late for this.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Write it|Take it up/ })).toBeNull();
});
