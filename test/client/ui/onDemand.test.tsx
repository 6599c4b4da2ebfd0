// Code that is fetched when it is first shown, over a network that may fail just then.
import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onDemand } from "../../../client/ui/onDemand.tsx";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

test("what could not be fetched is asked for again while it is to be shown, and then is there", async () => {
  let fails = true;
  let asked = 0;
  const Part = onDemand(async () => {
    asked += 1;
    if (fails) throw new Error("no network");
    return () => <p>here</p>;
  });
  const { unmount } = render(<Part />);
  await pass(10_000);
  expect(asked).toBeGreaterThan(2);
  expect(screen.queryByText("here")).toBeNull();
  fails = false;
  await pass(5_000);
  expect(screen.getByText("here")).toBeTruthy();
  const before = asked;
  unmount();
  render(<Part />);
  expect(screen.getByText("here")).toBeTruthy();
  await pass(10_000);
  expect(asked).toBe(before);
});

test("nobody asks for what is not shown any more", async () => {
  let asked = 0;
  const Part = onDemand<object>(async () => {
    asked += 1;
    throw new Error("no network");
  });
  render(<Part />).unmount();
  await pass(20_000);
  expect(asked).toBe(1);
});
