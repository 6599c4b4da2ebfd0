// What everybody in a call sees when the server's disk is full, part of the session is damaged, or their own network is too slow: one quiet line, and the call stays on the screen.
import { act, render, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { CallScreens } from "../../../client/session/Call.tsx";
import { asksBeforeLeaving } from "../../../client/session/asksBeforeLeaving.ts";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { fakeConnection } from "./fakeConnection.ts";
import { review } from "./fixtures.ts";

const show = () => {
  const connection = fakeConnection(review("facilitator"));
  render(
    <SessionProvider connection={connection}>
      <CallScreens />
    </SessionProvider>,
  );
  return connection;
};
/** the header's line; what is said aloud stands elsewhere too */
const line = () => screen.getAllByRole("banner")[0]!.textContent;

test("a full disk is said with how much waits, and is gone when there is room again", () => {
  const connection = show();
  act(() => connection.setStatus({ waiting: 2, trouble: "storage" }));
  expect(line()).toContain("The server cannot save now. Nothing is lost, 2 changes waiting");
  act(() => connection.setStatus({ waiting: 0, trouble: null }));
  expect(line()).not.toContain("cannot save now");
});

test("[F-6] whoever only watches is told that nothing can be saved, and not that what they see is old", () => {
  const connection = show();
  act(() => connection.setStatus({ waiting: 0, trouble: "full" }));
  expect(line()).toContain("The server has no room to save now. Nothing is lost; tell whoever runs it");
  act(() => connection.setStatus({ waiting: 2 }));
  expect(line()).toContain("The server has no room to save now. Nothing is lost, 2 changes waiting");
  act(() => connection.setStatus({ waiting: 0, trouble: null }));
  expect(line()).not.toMatch(/save/);
});

test("[F-18] whoever only watches is told that what they see may be old", () => {
  const connection = show();
  act(() => connection.setStatus({ waiting: 0, trouble: "storage" }));
  expect(line()).toContain("The server cannot reach its data. Nothing is lost; what you see may be a little old");
});

test("a damaged session says that nothing more is saved, and whom to tell", () => {
  const connection = show();
  act(() => connection.setStatus({ trouble: "damaged" }));
  expect(line()).toContain("Part of this session is damaged, nothing more is saved. Tell whoever runs the server");
});

test("[F-31] the browser asks before it leaves a page with something unsent, and only then", () => {
  const connection = fakeConnection(review("facilitator"));
  const stop = asksBeforeLeaving(connection);
  const leaves = (): boolean => window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  expect(leaves()).toBe(true);
  connection.setStatus({ waiting: 1 });
  expect(leaves()).toBe(false);
  connection.setStatus({ state: "closed" });
  expect(leaves()).toBe(true);
  connection.setStatus({ state: "live" });
  expect(leaves()).toBe(false);
  stop();
  expect(leaves()).toBe(true);
});

test("[F-38] where the browser keeps nothing, whoever has something unsent is told not to reload", async () => {
  const connection = show();
  act(() => connection.setStatus({ state: "reconnecting", waiting: 1, unkept: true }));
  await waitFor(() => expect(line()).toContain("1 change waiting. Do not reload: this browser keeps nothing"));
  act(() => connection.setStatus({ waiting: 0, unkept: false }));
  expect(line()).not.toContain("keeps nothing");
});

test("while the connection is gone, that is what the line says", async () => {
  const connection = show();
  act(() => connection.setStatus({ state: "reconnecting", waiting: 1, trouble: "storage" }));
  await waitFor(() => expect(line()).toContain("Reconnecting, nothing is lost, 1 change waiting"));
});

test("[F-39] whoever was cut off for being slow is told so while they are away and when they are back", async () => {
  const connection = show();
  const bye = { code: "SLOW", message: "This device's network could not keep up." } as const;
  act(() => connection.setStatus({ state: "reconnecting", waiting: 1, bye }));
  await waitFor(() => expect(line()).toContain("Your network could not keep up. Reconnecting, nothing is lost"));
  act(() => connection.setStatus({ state: "live", waiting: 0, bye: null, slow: true }));
  expect(line()).toContain("Your network could not keep up for a while. This is the call as it is now");
});

test("[F-39] told too when they were back before anybody noticed that they were gone", async () => {
  const connection = show();
  act(() => connection.setStatus({ state: "reconnecting" }));
  act(() => connection.setStatus({ state: "live", slow: true }));
  expect(line()).toContain("This is the call as it is now");
});
