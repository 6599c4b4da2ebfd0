// Who gets the same bytes: one audience for each group that may see the same, and nothing for nobody.
import { expect, test } from "vitest";
import { audienceKey, audienceOf, mayReceive, type Viewer } from "../../../shared/session/audience.ts";
import { sharedSlices } from "../../../shared/session/viewFor.ts";
import { given, reveal } from "./given.ts";
import { allSubmitted, createdSession, SCORES } from "./sessions.ts";

const { aisha: _aisha, ...BUT_AISHA } = SCORES;
const seat = (seatId: string): Viewer => ({ kind: "seat", seatId });
/** aisha was absent when c1 was revealed, and has not chosen. */
const before = given(...createdSession(), ...allSubmitted("c1", BUT_AISHA)).did("fay", { type: "MarkAbsent", seatId: "aisha" });
const { state } = before.when(reveal(before), "fay").accepted();

test("[S8] one key for each group that may see the same: conductors, the room, those for whom a conversation is closed, the screen", () => {
  const keyOf = (viewer: Viewer): string => audienceKey(audienceOf(state, viewer));
  expect(keyOf(seat("fay"))).toBe(keyOf(seat("lea")));
  expect(keyOf(seat("tom"))).toBe(keyOf(seat("nina")));
  const keys = [seat("fay"), seat("tom"), seat("aisha"), { kind: "screen" } as const, seat("nobody")].map(keyOf);
  expect(new Set(keys).size).toBe(keys.length);
  expect(audienceKey({ kind: "room", closedTo: ["c1"] })).not.toBe(audienceKey({ kind: "room", closedTo: ["c2"] }));
  expect(audienceKey({ kind: "conductor", closedTo: ["c1"] })).not.toBe(audienceKey({ kind: "conductor", closedTo: [] }));
});

test("[S11] who is nobody receives nothing of any conversation, and no slice at all", () => {
  expect(mayReceive({ kind: "nobody" }, "c1")).toBe(false);
  expect(sharedSlices("nobody")).toEqual([]);
  expect(mayReceive(audienceOf(state, seat("aisha")), "c1")).toBe(false);
  expect(mayReceive(audienceOf(state, seat("aisha")), "c2")).toBe(true);
  expect(mayReceive(audienceOf(state, seat("tom")), "c1")).toBe(true);
  expect(mayReceive({ kind: "screen" }, "c1")).toBe(true);
});
