// On the screen: the quiet line of a practice, and the prompt above the conductors' bar with its switch.
import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CallScreens } from "../../../client/session/Call.tsx";
import { usePromptSwitch } from "../../../client/session/prompts/promptSwitch.ts";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { useUi } from "../../../client/stores/uiStore.ts";
import type { Slices } from "../../../shared/session/view/slices.ts";
import { fakeConnection } from "../session/fakeConnection.ts";
import { arrival, discussion, revealed, session } from "../session/fixtures.ts";

type Asked = { method: string; path: string; body: unknown };
/** A server that knows one practice. */
function serverWith(speed: "normal" | "fast" | null): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (path: string, options: { method: string; body?: string }) => {
    asked.push({ method: options.method, path, body: options.body ? JSON.parse(options.body) : null });
    return new Response(JSON.stringify({ ok: true, speed }), { headers: { "content-type": "application/json" } });
  });
  return asked;
}
function show(slices: Partial<Slices>) {
  const connection = fakeConnection(slices);
  render(
    <SessionProvider connection={connection}>
      <CallScreens />
    </SessionProvider>,
  );
  return { connection, user: userEvent.setup() };
}
const practice = (who: "reviewer" | "facilitator", part: Partial<typeof session> = {}): Partial<Slices> => ({
  ...arrival(who),
  session: { ...session, practice: true, ...part },
});

beforeEach(() => {
  useUi.getState().reset();
  localStorage.clear();
  usePromptSwitch.setState({ kept: { choice: null, sessions: [] } });
});
afterEach(() => vi.unstubAllGlobals());

describe("the practice's line", () => {
  test("says that the others are simulated; slower and the end are one press away", async () => {
    const asked = serverWith("fast");
    const { user } = show(practice("facilitator"));
    await screen.findByText("Practice: the others are simulated.");
    await user.click(await screen.findByRole("button", { name: "Slower" }));
    await screen.findByRole("button", { name: "Faster" });
    await user.click(screen.getByRole("button", { name: "Send them away" }));
    await screen.findByText("Practice: the simulated reviewers have left.");
    const path = `/api/practice/${session.sessionId}`;
    expect(asked.filter(({ method }) => method !== "GET")).toEqual([
      { method: "PUT", path, body: { speed: "normal" } },
      { method: "DELETE", path, body: {} },
    ]);
  });
  test("before the reveal nothing leads away from the call; once scores are open, and when they have left, one's own session is one press away", async () => {
    serverWith("normal");
    const own = () => screen.queryByRole("link", { name: "Make your own session" });
    const { connection, user } = show(practice("facilitator"));
    await screen.findByRole("button", { name: "Faster" });
    expect(own()).toBeNull();
    connection.show({ ...revealed("facilitator"), session: { ...revealed("facilitator").session!, practice: true } });
    expect((await screen.findByRole("link", { name: "Make your own session" })).getAttribute("href")).toBe("/new");
    await user.click(screen.getByRole("button", { name: "Send them away" }));
    await screen.findByText("Practice: the simulated reviewers have left.");
    expect(own()).not.toBeNull();
  });
  test("whoever came in beside the simulated people is told, and asks nothing of the server", async () => {
    const asked = serverWith("fast");
    show(practice("reviewer"));
    await screen.findByText("Practice: some of the others are simulated.");
    expect(screen.queryByRole("button", { name: "Send them away" })).toBeNull();
    expect(asked).toEqual([]);
  });
  test("when they have gone they can be called back, to the same session", async () => {
    const asked = serverWith(null);
    const { user } = show(practice("facilitator"));
    await user.click(await screen.findByRole("button", { name: "Call them back" }));
    await screen.findByText("Practice: the others are simulated.");
    expect(asked.find(({ method }) => method === "POST")).toMatchObject({
      path: "/api/practice",
      body: { fillSessionId: session.sessionId },
    });
  });
  test("an empty sample offers to fill its seats; one with people in it does not", async () => {
    serverWith(null);
    const alone = arrival("facilitator").roster!.seats.map((seat) => ({ ...seat, present: seat.seatId === "s1" }));
    const sample = { ...arrival("facilitator"), session: { ...session, sample: true } };
    const { connection } = show({ ...sample, roster: { seats: alone } });
    await screen.findByRole("button", { name: "Fill the seats" });
    connection.show({ roster: arrival("facilitator").roster! });
    await waitFor(() => expect(screen.queryByRole("button", { name: "Fill the seats" })).toBeNull());
  });
  test("in a real session there is no such line", async () => {
    const asked = serverWith(null);
    show(arrival("facilitator"));
    await screen.findByRole("main");
    expect(screen.queryByText(/simulated/)).toBeNull();
    expect(asked.filter(({ path }) => path.includes("practice"))).toEqual([]);
  });
});

describe("the prompt", () => {
  test("stands in the bar, and in the foot of a criterion", async () => {
    serverWith(null);
    const { connection } = show(arrival("facilitator"));
    await screen.findByText(/^(Welcome|Start on time|Say aloud|Nobody else)/);
    connection.show(discussion("facilitator"));
    await screen.findByText(/^(Ask for the line|.* not been heard yet|.* still to hear)/);
  });
  test("is switched off and on under More, and that is remembered", async () => {
    const { user } = show(arrival("facilitator"));
    const prompt = /^(Welcome|Start on time|Say aloud|Nobody else)/;
    await screen.findByText(prompt);
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Hide hints for leading the call" }));
    await waitFor(() => expect(screen.queryByText(prompt)).toBeNull());
    expect(JSON.parse(localStorage.getItem("plumb.prompts") ?? "{}")).toMatchObject({ choice: false });
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Show hints for leading the call" }));
    await screen.findByText(prompt);
  });
  test("a rehearsal shows it and is not one of the first two sessions, which are still to come", async () => {
    serverWith("normal");
    const { connection } = show(practice("facilitator"));
    const prompt = /^(Welcome|Start on time|Say aloud|Nobody else)/;
    await screen.findByText(prompt);
    expect(usePromptSwitch.getState().kept.sessions).toEqual([]);
    connection.show(arrival("facilitator"));
    await waitFor(() => expect(usePromptSwitch.getState().kept.sessions).toEqual([session.sessionId]));
    await screen.findByText(prompt);
  });
  test("a reviewer never sees one", async () => {
    show(arrival("reviewer"));
    await screen.findByRole("main");
    expect(screen.queryByText(/^(Welcome|Start on time|Say aloud|Nobody else)/)).toBeNull();
  });
});
