// Canary: everybody scores, drafts, votes and writes with a marker of their own; no marker is seen by anybody else before its moment.
import { expect, test } from "vitest";
import type { SentSheet } from "../../../../shared/session/commands.ts";
import { reveal, SERVER, Story } from "../given.ts";
import { createdSession, SCORECARD, SCORERS, SCORES } from "../sessions.ts";
import { labelOf, papersFor, seenBy, viewersOf } from "./seen.ts";

const EMPATHY = { conversationId: "c1", criterionId: "empathy" };
const marker = (kind: string, seatId: string) => `canary-${kind}-${seatId}-canary`;
const marked = (kind: string, seatId: (typeof SCORERS)[number]): SentSheet =>
  Object.fromEntries(
    SCORECARD.criteria.map(({ criterionId }) => [
      criterionId,
      {
        value: SCORES[seatId][criterionId]!,
        reason: marker(kind, seatId),
        unsure: true,
        evidence: [{ line: null, at: "0:12", quote: `${marker(kind, seatId)} quote` }],
      },
    ]),
  );
const drafts = Object.fromEntries(
  SCORERS.map((seatId) => [seatId, { c1: { empathy: { value: 1, reason: marker("draft", seatId), unsure: false, evidence: [] } } }]),
);

/** viewer → markers in anything that viewer receives */
function markersSeen(story: Story): Record<string, string[]> {
  return Object.fromEntries(
    viewersOf(story.state).map((viewer) => {
      const received = JSON.stringify([seenBy(story.state, viewer, drafts), papersFor(story.state, viewer)]);
      return [labelOf(viewer), [...new Set(received.match(/canary-\w+-\w+-canary/g) ?? [])].sort()];
    }),
  );
}

const begin = SCORERS.reduce(
  (story, seatId) => story.did(seatId, { type: "SubmitReview", conversationId: "c1", sheet: marked("blind", seatId) }),
  new Story(createdSession({ people: [...SCORERS, "oda"] }))
    .did("fay", { type: "SetDoor", open: false })
    .did(SERVER, { type: "Knock", knockId: "k1", personId: "p-zoe", seatId: "zoe", experience: "new", firstTime: true }),
);
const own = (...kinds: string[]) => Object.fromEntries(SCORERS.map((seatId) => [seatId, kinds.map((kind) => marker(kind, seatId)).sort()]));
const nobodyElse = { oda: [], screen: [], "door k1": [] };

test("[S1] before the reveal everybody receives their own markers and nobody else's", () => {
  expect(markersSeen(begin)).toEqual({ ...own("blind", "draft"), ...nobodyElse });
});

test("[S1] [S7] the reveal opens scores, no reasons", () => {
  expect(markersSeen(begin.did("fay", reveal(begin)))).toEqual({ ...own("blind", "draft"), ...nobodyElse });
});

test("[S7] [O6] a criterion in discussion opens the reasons of those whose turn has come, and the rest at the end", () => {
  const opened = begin.did("fay", reveal(begin)).did("fay", { type: "OpenCriterion", ...EMPATHY, readAloud: false });
  const newest = [marker("blind", "tom"), marker("blind", "nina")].sort();
  const seen = markersSeen(opened);
  for (const viewer of ["oda", "screen"]) expect(seen[viewer], viewer).toEqual(newest);
  expect(seen.lena).toEqual([...newest, marker("blind", "lena"), marker("draft", "lena")].sort());
  expect(seen["door k1"]).toEqual([]);
  const early = opened.did("lena", { type: "WriteReason", ...EMPATHY, text: marker("written", "lena"), evidence: [] });
  expect(markersSeen(early).screen).toEqual(newest);
  const all = markersSeen(early.did("fay", { type: "OpenToEveryone", ...EMPATHY }));
  expect(all.oda).toEqual([...SCORERS.map((seatId) => marker("blind", seatId)), marker("written", "lena")].sort());
  expect(all["door k1"]).toEqual([]);
});

test("[S15] a conversation that stays hidden when the session closes stays out of everything", () => {
  expect(markersSeen(begin.did("fay", { type: "CloseSession" }))).toEqual({ ...own("blind", "draft"), ...nobodyElse });
});

test("[S1] withdrawn before the reveal: not even its author's markers leave", () => {
  const withdrawn = begin.did("fay", { type: "WithdrawConversation", conversationId: "c1" });
  expect(Object.values(markersSeen(withdrawn)).flat()).toEqual([]);
});
