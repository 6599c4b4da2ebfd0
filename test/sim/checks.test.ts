// The simulator's checkers on logs and frames made by hand: each finds what it has to find, and is silent about what may be so.
import { expect, test } from "vitest";
import type { SessionEvent } from "../../shared/session/events.ts";
import type { Slices } from "../../shared/session/view/slices.ts";
import { reveal, SERVER, Story } from "../shared/session/given.ts";
import { createdSession, SCORERS, SCORES, SEATS, sent } from "../shared/session/sessions.ts";
import { seat, seenBy } from "../shared/session/view/seen.ts";
import { createChecks, hasOnlyMoved } from "./checks.ts";
import { createDisk } from "./disk.ts";

const C1 = { conversationId: "c1" };
const EMPATHY = { ...C1, criterionId: "empathy" };
const canary = (whose: string, conversationId = "c1"): string => `~${whose}:${conversationId}:word`;
/** Ana, whom nobody recognised, and who is tom. */
const GIVE_BACK = { type: "GiveSeatBack", seatId: "tom", strangerSeatId: "ana", knockId: null } as const;

/** The checks, fed with a story's events as one command each; everybody's name is that of their seat. */
function watching(story: Story) {
  const said: string[] = [];
  const disk = createDisk(() => {});
  const checks = createChecks({
    sessionId: "s1",
    disk: () => disk,
    now: () => 0,
    violation: (what) => void said.push(what),
    commandOf: () => null,
    personOf: (name) => `p-${name}`,
  });
  let version = 0;
  let commands = 0;
  const stored = (actor: string, commandId: string, events: SessionEvent[] = []): void => {
    checks.appended({
      stream: "session:s1",
      node: "n0",
      version,
      batch: [{ actor, commandId, fingerprint: "", events: events as never[] }],
    });
    version += events.length;
  };
  const goesOn = (later: Story): void => {
    for (const event of later.events.slice(version)) stored("server", `${commands++}`, [event]);
  };
  goesOn(story);
  return {
    goesOn,
    stored,
    /** what is said of a frame with these words in it */ ofWords: (viewer: string, words: string): string => {
      checks.frame(viewer, { slices: {} }, JSON.stringify(words));
      return said.splice(0).join("; ");
    },
    ofResults: (viewer: string, results: Slices["results"]): string => {
      checks.frame(viewer, { slices: { results } }, "");
      return said.splice(0).join("; ");
    },
    said: () => said.splice(0).join("; "),
  };
}

const begun = (): Story =>
  new Story(createdSession()).and({ ...SEATS.lena, seatId: "ana", personId: "p-ana" } as (typeof SEATS)["lena"], {
    type: "MarkedBack",
    seatId: "ana",
  });
const scored = (story: Story, who: readonly string[] = SCORERS): Story =>
  who.reduce(
    (before, by) => before.did(by, { type: "SubmitReview", ...C1, sheet: sent(SCORES[by as "tom"] ?? SCORES.lena, canary(by)) }),
    story,
  );
const opened = (story: Story): Story => {
  const all = scored(story);
  return all.did("fay", reveal(all)).did("fay", { type: "OpenCriterion", ...EMPATHY, readAloud: false });
};

test("[INV-12] a reason that reaches anybody before its band's turn is found, and none that does so after", () => {
  const start = opened(new Story(createdSession()));
  const watched = watching(start);
  expect(watched.ofWords("fay", canary("nina"))).toBe("");
  expect(watched.ofWords("fay", canary("aisha"))).toContain("INV-12");
  expect(watched.ofWords("aisha", canary("aisha"))).toBe("");
  const spoken = start.did("tom", { type: "MarkSpoke", ...EMPATHY, seatId: "tom" });
  watched.goesOn(spoken);
  expect(watched.ofWords("tom", canary("aisha"))).toContain("INV-12");
  const passed = spoken.did("nina", { type: "Pass", ...EMPATHY, seatId: "nina" });
  watched.goesOn(passed);
  expect(watched.ofWords("tom", canary("aisha"))).toBe("");
  expect(watched.ofWords("tom", canary("lena"))).toContain("INV-12");
  const next = passed.did("fay", { type: "NextTurn", ...EMPATHY });
  watched.goesOn(next);
  expect(watched.ofWords("tom", canary("lena"))).toBe("");
  expect(watched.ofWords("tom", canary("fay"))).toContain("INV-12");
  watched.goesOn(next.did("fay", { type: "OpenToEveryone", ...EMPATHY }));
  expect(watched.ofWords("tom", canary("fay"))).toBe("");
});

test("[INV-12] nobody waits for who is away, and the turn stays while nobody of the order is here", () => {
  const start = opened(new Story(createdSession()));
  const leave = (...who: string[]): Story => who.reduce((story, seatId) => story.did(SERVER, { type: "MarkAway", seatId }), start);
  expect(watching(leave("tom", "nina")).ofWords("fay", canary("aisha"))).toBe("");
  expect(watching(leave("fay", "lea", "lena", "aisha", "tom", "nina")).ofWords("fay", canary("aisha"))).toContain("INV-12");
});

test("[INV-12] what was typed and never handed in is read by its author alone, also after the reveal", () => {
  const watched = watching(opened(new Story(createdSession())));
  expect(watched.ofWords("fay", "~nina:c1:drafted")).toContain("INV-12");
  expect(watched.ofWords("nina", "~nina:c1:drafted")).toBe("");
});

test("[INV-1] after a seat was given back hidden reasons are read by whoever is one person, and by nobody else", () => {
  const story = begun().did("ana", { type: "SubmitReview", ...C1, sheet: sent(SCORES.tom, canary("ana")) });
  const watched = watching(story);
  expect(watched.ofWords("tom", canary("ana"))).toContain("INV-1");
  watched.goesOn(story.did("fay", GIVE_BACK));
  expect(watched.ofWords("tom", canary("ana"))).toBe("");
  expect(watched.ofWords("ana", canary("tom"))).toBe("");
  expect(watched.ofWords("lena", canary("ana"))).toContain("INV-1");
  expect(watched.ofWords("tom", canary("lena", "c-added"))).toContain("INV-1");
  expect(watched.ofWords("screen", canary("ana"))).toContain("INV-1");
});

test("[INV-3] after a seat was given back a part of a reveal is found; what was so before and what is so since are whole", () => {
  const both = scored(begun(), [...SCORERS, "ana"]);
  const before = both.did("fay", reveal(both));
  const after = before.did("fay", GIVE_BACK);
  const watched = watching(after);
  const [old, now] = [before, after].map(({ state }) => seenBy(state, seat("lena")).results!);
  expect(old!.c1!.rows[0]!.values).toHaveLength(7);
  expect(now!.c1!.rows[0]!.values).toHaveLength(6);
  expect(watched.ofResults("lena", old!)).toBe("");
  expect(watched.ofResults("lena", now!)).toBe("");
  const part = { c1: { ...now!.c1!, rows: now!.c1!.rows.map((row) => ({ ...row, values: row.values.slice(1) })) } };
  expect(watched.ofResults("lena", part)).toContain("INV-3");
  const mixed = { c1: { ...now!.c1!, rows: [old!.c1!.rows[0]!, ...now!.c1!.rows.slice(1)] } };
  expect(watched.ofResults("lena", mixed)).toContain("INV-3");
});

test("[INV-5] one act from two seats is found where one person had both", () => {
  const story = begun();
  const watched = watching(story);
  watched.stored("ana", "act");
  watched.stored("lena", "act");
  expect(watched.said()).toBe("");
  watched.goesOn(story.did("fay", GIVE_BACK));
  watched.stored("nina", "act");
  expect(watched.said()).toBe("");
  watched.stored("tom", "act");
  expect(watched.said()).toContain("INV-5");
});

test("[INV-8] a seat given back takes its own person's sheet along and touches nobody else's", () => {
  const both = scored(begun(), [...SCORERS, "ana"]);
  const before = both.conversation();
  const story = both.did("fay", GIVE_BACK);
  const after = story.conversation();
  const back = story.events.at(-1) as Extract<SessionEvent, { type: "SeatGivenBack" }>;
  const withEntries = (entries: typeof after.blind.entries) => ({ ...after, blind: { ...after.blind, entries } });
  const { tom, ana, lena, ...others } = before.blind.entries as Record<string, NonNullable<(typeof before.blind.entries)[string]>>;
  expect(hasOnlyMoved(before, after, back)).toBe(true);
  expect(hasOnlyMoved(before, withEntries({ ...others, lena: lena!, tom: ana! }), back)).toBe(false);
  expect(hasOnlyMoved(before, withEntries({ ...others, lena: ana!, tom: tom! }), back)).toBe(false);
  expect(hasOnlyMoved(before, withEntries({ ...others, tom: tom! }), back)).toBe(false);
});
