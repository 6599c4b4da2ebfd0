// People who come late: they watch, or score first and act in nothing of that conversation until they have.
import { describe, expect, test } from "vitest";
import { isClosedTo, lateStandingOf } from "../../../shared/session/late.ts";
import { countedSeats } from "../../../shared/session/roll.ts";
import { given, reveal, SERVER, type Story } from "./given.ts";
import { allSubmitted, createdSession, SCORES, sent } from "./sessions.ts";

const only = (...seatIds: (keyof typeof SCORES)[]) => Object.fromEntries(seatIds.map((seatId) => [seatId, SCORES[seatId]]));
const absentThen = (...absent: string[]) =>
  absent.reduce(
    (story, seatId) => story.did("fay", { type: "MarkAbsent", seatId }),
    given(
      ...createdSession(),
      ...allSubmitted("c1", only(...(Object.keys(SCORES) as (keyof typeof SCORES)[]).filter((seatId) => !absent.includes(seatId)))),
    ),
  );
const revealedWithout = (...absent: string[]) => {
  const story = absentThen(...absent);
  return story.when(reveal(story), "fay").accepted();
};
const standing = (story: Story, seatId: string) => lateStandingOf(story.state, story.conversation(), seatId);
const zoe = {
  type: "TakeSeat",
  seatId: "zoe",
  personId: "p-zoe",
  role: "reviewer",
  workspaceRole: "reviewer",
  experience: "new",
  site: null,
  scores: true,
  firstTime: true,
} as const;
const choose = (choice: "watch" | "score") => ({ type: "ChooseLate", conversationId: "c1", choice }) as const;
const late = { type: "SubmitLateReview", conversationId: "c1", sheet: sent(SCORES.tom) } as const;

describe("who comes late", () => {
  test("[L1] whoever scores and had nothing in at the reveal chooses", () => {
    const story = revealedWithout("tom");
    expect(standing(story, "tom")).toBe("undecided");
    expect(isClosedTo(story.state, story.conversation(), "tom")).toBe(true);
    expect(standing(story, "lena")).toBeNull();
  });

  test("[L1] so does a scoring person seated after the reveal, but nobody seated before or not scoring", () => {
    const story = revealedWithout().did(SERVER, zoe, { ...zoe, seatId: "olga", personId: "p-olga", role: "observer", scores: false });
    expect(standing(story, "zoe")).toBe("undecided");
    expect(standing(story, "olga")).toBeNull();
    expect(lateStandingOf(story.state, story.conversation("c2"), "zoe")).toBeNull();
  });

  test("[L1] before the reveal a late joiner scores like everybody", () => {
    given(...createdSession())
      .did(SERVER, zoe)
      .when({ type: "SubmitReview", conversationId: "c1", sheet: sent(SCORES.tom) }, "zoe")
      .accepted();
  });

  test("[L2] the presser and the facilitator watch", () => {
    const facilitator = revealedWithout("fay");
    expect(standing(facilitator, "fay")).toBe("watching");
    const story = absentThen("lea", "fay");
    const byLead = story.when(reveal(story), "lea").accepted();
    expect(standing(byLead, "lea")).toBe("watching");
    expect(standing(byLead, "fay")).toBe("watching");
    expect(standing(revealedWithout("lea"), "lea")).toBe("undecided");
  });

  test("[L2] whoever begins to score after having seen watches; whoever stops has nothing to choose", () => {
    const observer = given(...createdSession({ people: ["fay", "lea", "oda"] }), ...allSubmitted("c1", only("fay", "lea")));
    const revealed = observer.when(reveal(observer), "fay").accepted();
    expect(standing(revealed.did("fay", { type: "ChangeSeat", seatId: "oda", role: "reviewer" }), "oda")).toBe("watching");
    const stopped = revealedWithout("tom").did("fay", { type: "ChangeSeat", seatId: "tom", scores: false });
    expect(isClosedTo(stopped.state, stopped.conversation(), "tom")).toBe(false);
  });
});

describe("let in again", () => {
  test("[L2] whoever was removed after having seen the results watches on coming back", () => {
    const story = revealedWithout("tom").did("fay", { type: "RemoveSeat", seatId: "lena" }, { type: "RemoveSeat", seatId: "tom" });
    const knock = (name: string) =>
      ({ type: "Knock", knockId: `k-${name}`, personId: `p-${name}`, seatId: `${name}2`, experience: "long", firstTime: false }) as const;
    const back = story
      .did(SERVER, knock("lena"), knock("tom"))
      .did("fay", { type: "AdmitKnock", knockId: "k-lena", role: "reviewer" }, { type: "AdmitKnock", knockId: "k-tom", role: "reviewer" });
    expect(standing(back, "lena2")).toBe("watching");
    expect(standing(back, "tom2")).toBe("undecided");
  });
});

describe("choosing", () => {
  test("[L3] watching opens the conversation and is final", () => {
    const story = revealedWithout("tom").when(choose("watch"), "tom").records({ type: "LateChoiceMade", seatId: "tom", choice: "watch" });
    expect(isClosedTo(story.state, story.conversation(), "tom")).toBe(false);
    story.when(choose("watch"), "tom").recordsNothing();
    story.when(choose("score"), "tom").refused("LATE_NOT_OFFERED");
    story.when(late, "tom").refused("LATE_NOT_OFFERED");
  });

  test("[L3] scoring late keeps it closed and may be given up for watching", () => {
    const story = revealedWithout("tom").did("tom", choose("score"));
    expect(isClosedTo(story.state, story.conversation(), "tom")).toBe(true);
    story.when(choose("score"), "tom").recordsNothing();
    expect(standing(story.did("tom", choose("watch")), "tom")).toBe("watching");
  });

  test("[L3] there is nothing to choose for who was in, before the reveal, or for a set-aside reveal's scores", () => {
    revealedWithout("tom").when(choose("watch"), "lena").refused("LATE_NOT_OFFERED");
    absentThen("tom").when(choose("watch"), "tom").refused("NOT_REVEALED");
    const aside = revealedWithout("tom").did("fay", { type: "SetRevealAside", conversationId: "c1", reason: "" });
    aside.when(choose("score"), "tom").refused("SET_ASIDE");
    aside.when(choose("watch"), "tom").accepted();
  });

  test("[L4] a late review is accepted once and kept apart from the blind figures", () => {
    const story = revealedWithout("tom").did("tom", choose("score"));
    const handedIn = story.when(late, "tom").records({ type: "LateReviewSubmitted", seatId: "tom" });
    expect(handedIn.conversation().late.tom).toMatchObject({ choice: "submitted", sheet: { empathy: { value: 2 } } });
    expect(handedIn.conversation().blind.entries.tom).toBeUndefined();
    expect(countedSeats(handedIn.state, handedIn.conversation())).not.toContain("tom");
    expect(isClosedTo(handedIn.state, handedIn.conversation(), "tom")).toBe(false);
    handedIn.when(late, "tom").refused("LATE_NOT_OFFERED");
    handedIn.when(choose("watch"), "tom").refused("LATE_NOT_OFFERED");
  });

  test("[L4] only by who scores late, with a proper sheet", () => {
    revealedWithout("tom").when(late, "tom").refused("LATE_NOT_OFFERED");
    revealedWithout("tom").when(late, "lena").refused("LATE_NOT_OFFERED");
    absentThen("tom").when(late, "tom").refused("NOT_REVEALED");
    revealedWithout("tom")
      .did("tom", choose("score"))
      .when({ ...late, sheet: {} }, "tom")
      .refused("EMPTY_SHEET");
    revealedWithout("tom")
      .did("tom", choose("score"))
      .when({ ...late, sheet: sent({ empathy: 9 }) }, "tom")
      .refused("SCORE_RANGE");
  });

  test("[L5] whoever has not chosen cannot act in the discussion, a lead neither", () => {
    const story = revealedWithout("tom", "lea").did("fay", {
      type: "OpenCriterion",
      conversationId: "c1",
      criterionId: "empathy",
      readAloud: false,
    });
    const about = { conversationId: "c1", criterionId: "empathy" };
    story.when({ type: "MarkSpoke", ...about, seatId: "tom" }, "tom").refused("CHOOSE_FIRST");
    story.when({ type: "WriteReason", ...about, text: "Hm", evidence: [] }, "tom").refused("CHOOSE_FIRST");
    story.when({ type: "ChangeMind", ...about, value: 3 }, "tom").refused("CHOOSE_FIRST");
    story.when({ type: "Object", ...about, text: "No" }, "tom").refused("CHOOSE_FIRST");
    story.when({ type: "AcceptIdentical", conversationId: "c1" }, "lea").refused("CHOOSE_FIRST");
    story.when({ type: "OpenRevote", ...about }, "lea").refused("CHOOSE_FIRST");
    story.when({ type: "ReorderAgenda", conversationId: "c1", order: [] }, "lea").refused("CHOOSE_FIRST");
    story
      .did("lea", choose("watch"))
      .when({ type: "OpenRevote", ...about }, "lea")
      .accepted();
  });

  test("[L5] the refusal says the same whatever was discussed meanwhile", () => {
    const story = revealedWithout("tom");
    const command = { type: "CastRevote", conversationId: "c1", criterionId: "empathy", round: 1, value: 3 } as const;
    const before = story.when(command, "tom").decision;
    const open = { conversationId: "c1", criterionId: "empathy" };
    const meanwhile = story.did("fay", { type: "OpenCriterion", ...open, readAloud: false }, { type: "OpenRevote", ...open });
    expect(meanwhile.when(command, "tom").decision).toEqual(before);
  });

  test("[L6] closing ends late scoring: everybody may then read it, people seated later too", () => {
    const story = revealedWithout("tom").did("tom", choose("score")).did("fay", { type: "CloseSession" }).did(SERVER, zoe);
    expect(standing(story, "tom")).toBe("watching");
    expect(standing(story, "zoe")).toBe("watching");
  });
});
