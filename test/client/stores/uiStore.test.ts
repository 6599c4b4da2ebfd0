// Looking around: one stays where one looks, until a reveal brings everybody back.
import { expect, test } from "vitest";
import { lookingAfter } from "../../../client/stores/uiStore.ts";

const results = { kind: "results", conversationId: "c1" } as const;

test("the call moving on leaves those who look around where they are", () => {
  expect(lookingAfter(results, { kind: "review" }, { kind: "closing" }, false)).toEqual(results);
});
test("a reveal brings everybody back", () => {
  expect(lookingAfter({ kind: "review" }, { kind: "review" }, results, true)).toBeNull();
});
test("somebody whose place the call has come to follows it again", () => {
  expect(lookingAfter({ kind: "review" }, { kind: "arrival" }, { kind: "review" }, false)).toBeNull();
});
test("who was following goes on following", () => {
  expect(lookingAfter(null, { kind: "arrival" }, { kind: "review" }, false)).toBeNull();
});
