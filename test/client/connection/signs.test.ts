// [F-35] What a browser tells of somebody being back, and only that.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Sign, watchForSigns } from "../../../client/connection/signs.ts";

let signs: Sign[];
let stop: () => void;
beforeEach(() => {
  signs = [];
  stop = watchForSigns((sign) => signs.push(sign));
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
});

test("the network that returns, a page that is looked at or shown again, a hand on it", () => {
  window.dispatchEvent(new Event("online"));
  document.dispatchEvent(new Event("visibilitychange"));
  window.dispatchEvent(new Event("pageshow"));
  document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  document.body.dispatchEvent(new Event("keydown", { bubbles: true }));
  expect(signs).toEqual(["network", "sight", "sight", "hand", "hand"]);
});

test("a page that goes out of sight, a network that goes, and a moving pointer say nothing", () => {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  document.dispatchEvent(new Event("visibilitychange"));
  window.dispatchEvent(new Event("offline"));
  document.body.dispatchEvent(new Event("pointermove", { bubbles: true }));
  expect(signs).toEqual([]);
});

test("whoever stops listening is told nothing more", () => {
  stop();
  window.dispatchEvent(new Event("online"));
  document.dispatchEvent(new Event("keydown"));
  expect(signs).toEqual([]);
});
