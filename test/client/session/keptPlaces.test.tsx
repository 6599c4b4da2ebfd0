// When a place was last typed in is kept as long as anything waits there, also while other sessions are opened.
import { render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { fakeConnection } from "./fakeConnection.ts";
import { review } from "./fixtures.ts";

vi.mock("../../../client/connection/connection.ts", () => ({ connect: () => fakeConnection(review()) }));
beforeEach(() => localStorage.clear());

const placed = (session: string, criterionId: string) => `plumb.drafts.${session}.seat c1 ${criterionId}`;

test("another session's places are forgotten once nothing waits there; a session's own stay", () => {
  localStorage.setItem(`${placed("s1", "empathy")} tab 1760000000000`, JSON.stringify({ seatId: "seat", at: 1_760_000_000_000 }));
  localStorage.setItem(placed("s1", "empathy"), "1760000000001");
  localStorage.setItem(placed("s1", "empathy-2"), "1760000000001");
  localStorage.setItem(placed("s2", "empathy"), "1760000000001");
  render(
    <SessionProvider sessionId="s2">
      <p />
    </SessionProvider>,
  );
  expect(Object.keys(localStorage).toSorted()).toEqual([
    placed("s1", "empathy"),
    `${placed("s1", "empathy")} tab 1760000000000`,
    placed("s2", "empathy"),
  ]);
});
