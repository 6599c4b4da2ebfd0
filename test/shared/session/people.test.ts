// Seats, the door, giving a seat back, presence, and the facilitator's chair.
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../../shared/limits.ts";
import { doorOpen } from "../../../shared/session/door.ts";
import { facilitatorOf } from "../../../shared/session/find.ts";
import { isClosedTo } from "../../../shared/session/late.ts";
import { countedSeats, rollOf } from "../../../shared/session/roll.ts";
import { mayNot } from "../../../shared/session/permissions.ts";
import { mayTakeBack, mayTakeOver } from "../../../shared/session/takeOver.ts";
import type { Of } from "../../../shared/session/commands.ts";
import { given, reveal, SERVER, type Story } from "./given.ts";
import { allSubmitted, createdSession, SCORERS, SCORES, SEATS, sent, submitted } from "./sessions.ts";

const started = () => given(...createdSession());
const seat = (seatId: string, more: Partial<Of<"TakeSeat">> = {}): Of<"TakeSeat"> => ({
  type: "TakeSeat",
  seatId,
  personId: `p-${seatId}`,
  role: "reviewer",
  workspaceRole: "reviewer",
  experience: "settled",
  site: null,
  scores: true,
  firstTime: false,
  ...more,
});
const knock = (name: string, more: Partial<Of<"Knock">> = {}): Of<"Knock"> => ({
  type: "Knock",
  knockId: `k-${name}`,
  personId: `p-${name}`,
  seatId: name,
  experience: "new",
  firstTime: true,
  ...more,
});
const awayFay = () => started().did(SERVER, { type: "MarkAway", seatId: "fay" });

describe("taking a seat", () => {
  test("[P1] a person has one seat", () => {
    const story = started().when(seat("zoe"), SERVER).records({ type: "SeatTaken", seatId: "zoe", role: "reviewer", knockId: null });
    story.when(seat("zoe2", { personId: "p-zoe" }), SERVER).refused("ALREADY_SEATED");
    story.when(seat("zoe", { personId: "p-other" }), SERVER).refused("ID_REUSED");
    story.when(knock("zoe", { seatId: "zoe3" }), SERVER).refused("ALREADY_SEATED");
  });

  test("[P2] a second facilitator becomes a lead; where the facilitator does not score the chair's seat does not", () => {
    started()
      .when(seat("zoe", { role: "facilitator" }), SERVER)
      .records({ type: "SeatTaken", role: "lead", scores: true });
    given(...createdSession({ people: [], options: { facilitatorScores: false } }))
      .when(seat("zoe", { role: "facilitator" }), SERVER)
      .records({ type: "SeatTaken", role: "facilitator", scores: false });
    given(...createdSession({ people: [] }))
      .when(seat("zoe", { role: "facilitator" }), SERVER)
      .records({ type: "SeatTaken", role: "facilitator", scores: true });
    // it is the chair's seat alone that does not score
    given(...createdSession({ options: { facilitatorScores: false } }))
      .when(seat("zoe"), SERVER)
      .records({ type: "SeatTaken", role: "reviewer", scores: true });
  });

  test("[P3] an observer never scores", () => {
    started()
      .when(seat("zoe", { role: "observer" }), SERVER)
      .records({ type: "SeatTaken", scores: false });
    const story = given(...createdSession({ people: ["fay", "tom", "oda"] }));
    story
      .did("fay", { type: "ChangeSeat", seatId: "tom", role: "observer" })
      .when({ type: "Nudge", seatId: "tom" }, "fay")
      .refused("NOT_SCORING");
    story.when({ type: "ChangeSeat", seatId: "oda", scores: true }, "fay").recordsNothing();
    story
      .when({ type: "ChangeSeat", seatId: "oda", role: "reviewer" }, "fay")
      .records({ type: "SeatChanged", role: "reviewer", scores: true });
  });

  test("[P7] a removed person does not come back by themselves, only by being let in", () => {
    const story = started().did("fay", { type: "RemoveSeat", seatId: "tom" });
    story.when(seat("tom2", { personId: "p-tom" }), SERVER).refused("REMOVED");
    story.when(seat("zoe"), SERVER).records({ type: "SeatTaken", seatId: "zoe" });
    expect(doorOpen(story.state)).toBe(true);
    const waiting = story.when(knock("tom", { seatId: "tom2" }), SERVER).records({ type: "Knocked", knockId: "k-tom" });
    waiting
      .when({ type: "AdmitKnock", knockId: "k-tom", role: "reviewer" }, "fay")
      .records({ type: "SeatTaken", seatId: "tom2", personId: "p-tom" });
  });

  test("[P1] a session has room for a fixed number of people", () => {
    const full = Array.from({ length: LIMITS.seats - SCORERS.length }, (_, index) => `x${index}`).reduce(
      (story, seatId) => story.and({ ...SEATS.tom, seatId, personId: `p-${seatId}` } as typeof SEATS.tom),
      started(),
    );
    full.when(seat("zoe"), SERVER).refused("TOO_MANY");
    full.when(knock("zoe"), SERVER).refused("TOO_MANY");
  });
});

describe("changing and removing a seat", () => {
  test("[P4] facilitator and lead change role, experience, site and label; nobody gives themselves a role", () => {
    started()
      .when({ type: "ChangeSeat", seatId: "tom", role: "lead", experience: "settled", site: " Riga ", label: "Coach" }, "lea")
      .records({ type: "SeatChanged", seatId: "tom", role: "lead", experience: "settled", site: "Riga", label: "Coach" });
    started().when({ type: "ChangeSeat", seatId: "tom", role: "lead" }, "tom").refused("NOT_ALLOWED");
    started().when({ type: "ChangeSeat", seatId: "tom", experience: "new", site: "", label: null }, "fay").recordsNothing();
    started().when({ type: "ChangeSeat", seatId: "nobody", role: "lead" }, "fay").refused("SEAT_UNKNOWN");
  });

  test("[P2] the facilitator's role is neither given by a change of role, nor dropped, nor removed", () => {
    started().when({ type: "ChangeSeat", seatId: "lea", role: "facilitator" }, "fay").refused("LAST_FACILITATOR");
    started().when({ type: "ChangeSeat", seatId: "fay", role: "lead" }, "lea").refused("LAST_FACILITATOR");
    started().when({ type: "RemoveSeat", seatId: "fay" }, "lea").refused("LAST_FACILITATOR");
  });

  test("[P12] a removed or unknown seat commands nothing", () => {
    const story = started().when({ type: "RemoveSeat", seatId: "tom" }, "fay").records({ type: "SeatRemoved", seatId: "tom" });
    story.when({ type: "SubmitReview", conversationId: "c1", sheet: sent(SCORES.tom) }, "tom").refused("REMOVED");
    story.when({ type: "RemoveSeat", seatId: "tom" }, "fay").recordsNothing();
    story.when({ type: "RemoveSeat", seatId: "nobody" }, "fay").refused("SEAT_UNKNOWN");
    story.when({ type: "SubmitReview", conversationId: "c1", sheet: sent(SCORES.tom) }, "nobody").refused("NOT_SEATED");
    story.when({ type: "ChangeSeat", seatId: "tom", role: "lead" }, "fay").refused("SEAT_UNKNOWN");
  });

  test("[P12] only the server seats people and marks presence", () => {
    for (const command of [seat("zoe"), knock("zoe"), { type: "MarkAway", seatId: "tom" }, { type: "MarkBack", seatId: "tom" }] as const)
      started().when(command, "fay").refused("NOT_ALLOWED");
    started().when({ type: "RemoveSeat", seatId: "tom" }, SERVER).refused("NOT_ALLOWED");
  });
});

describe("the door", () => {
  test("[P5] it stands open while the facilitator is present and nothing is revealed", () => {
    expect(doorOpen(started().state)).toBe(true);
    expect(doorOpen(awayFay().state)).toBe(false);
    const story = given(...createdSession(), ...allSubmitted());
    expect(doorOpen(story.when(reveal(story), "fay").accepted().state)).toBe(false);
    expect(doorOpen(given(...createdSession({ present: false })).state)).toBe(false);
  });

  test("[P5] the switch overrules it, from the bar or from the team's setting", () => {
    const shut = started().when({ type: "SetDoor", open: false }, "lea").records({ type: "DoorSet", open: false });
    expect(doorOpen(shut.state)).toBe(false);
    shut.when({ type: "SetDoor", open: false }, "fay").recordsNothing();
    expect(doorOpen(awayFay().did("lea", { type: "SetDoor", open: true }).state)).toBe(true);
    expect(doorOpen(started().did(SERVER, { type: "SetDoor", open: false }).state)).toBe(false);
    started().when({ type: "SetDoor", open: true }, "tom").refused("NOT_ALLOWED");
  });

  test("[P6] at the open door one is seated at once as a guest reviewer", () => {
    started().when(knock("zoe"), SERVER).records({
      type: "SeatTaken",
      seatId: "zoe",
      personId: "p-zoe",
      role: "reviewer",
      workspaceRole: "guest",
      scores: true,
      experience: "new",
      firstTime: true,
      knockId: "k-zoe",
    });
  });

  test("[P6] who says that they only watch becomes an observer, at once or when let in; whoever opens may decide otherwise", () => {
    started()
      .when(knock("zoe", { watches: true }), SERVER)
      .records({ type: "SeatTaken", seatId: "zoe", role: "observer", scores: false, workspaceRole: "guest" });
    const story = awayFay()
      .when(knock("zoe", { watches: true }), SERVER)
      .records({ type: "Knocked", knockId: "k-zoe", watches: true });
    for (const role of ["observer", "reviewer"] as const)
      story
        .when({ type: "AdmitKnock", knockId: "k-zoe", role }, "lea")
        .records({ type: "SeatTaken", seatId: "zoe", role, scores: role === "reviewer" });
  });

  test("[P6] otherwise one waits, is let in as reviewer or observer, or turned away", () => {
    const story = awayFay().when(knock("zoe"), SERVER).records({ type: "Knocked", knockId: "k-zoe", personId: "p-zoe" });
    story.when(knock("zoe", { knockId: "k2", seatId: "z2" }), SERVER).recordsNothing();
    const inside = story
      .when({ type: "AdmitKnock", knockId: "k-zoe", role: "observer" }, "lea")
      .records({ type: "SeatTaken", seatId: "zoe", role: "observer", scores: false });
    expect(inside.state.knocks).toEqual([]);
    inside.when({ type: "AdmitKnock", knockId: "k-zoe", role: "observer" }, "lea").refused("KNOCK_UNKNOWN");
    const away = story.when({ type: "TurnAwayKnock", knockId: "k-zoe" }, "lea").records({ type: "KnockTurnedAway", knockId: "k-zoe" });
    away.when({ type: "TurnAwayKnock", knockId: "k-zoe" }, "lea").recordsNothing();
    away.when(knock("zoe", { knockId: "k2", seatId: "z2" }), SERVER).records({ type: "Knocked", knockId: "k2" });
    story.when({ type: "TurnAwayKnock", knockId: "k9" }, "lea").refused("KNOCK_UNKNOWN");
    story.when({ type: "AdmitKnock", knockId: "k-zoe", role: "reviewer" }, "tom").refused("NOT_ALLOWED");
  });

  test("[P14] where the link has ended the server turns away whoever still waits, once, and nobody who was let in", () => {
    const story = awayFay().did(SERVER, knock("zoe"));
    const ended = { type: "TurnAwayKnock", knockId: "k-zoe" } as const;
    const away = story.when(ended, SERVER).records({ type: "KnockTurnedAway", knockId: "k-zoe", linkEnded: true });
    expect(away.state.knocks).toMatchObject([{ knockId: "k-zoe", turnedAway: true }]);
    away.when(ended, SERVER).recordsNothing();
    story.did("lea", { type: "AdmitKnock", knockId: "k-zoe", role: "reviewer" }).when(ended, SERVER).refused("KNOCK_UNKNOWN");
    expect(story.did("lea", ended).events.at(-1)).not.toHaveProperty("linkEnded");
  });

  test("[P6] the waiting list has an end, and so has an id", () => {
    const crowd = Array.from({ length: LIMITS.seats }, (_, index) => `x${index}`).reduce(
      (story, name) => story.did(SERVER, knock(name)),
      awayFay(),
    );
    crowd.when(knock("zoe"), SERVER).refused("TOO_MANY");
    awayFay()
      .did(SERVER, knock("zoe"))
      .when(knock("yan", { knockId: "k-zoe" }), SERVER)
      .refused("ID_REUSED");
    awayFay().did("lea", { type: "CloseSession" }).when(knock("zoe"), SERVER).refused("SESSION_CLOSED");
  });
});

describe("giving a seat back", () => {
  const stranger = (story: Story) => story.did(SERVER, knock("ana2"), { type: "MarkBack", seatId: "ana2" });
  const giveBack = { type: "GiveSeatBack", seatId: "tom", strangerSeatId: "ana2", knockId: null } as const;
  const back = (story: Story) =>
    story.when(giveBack, "fay").records({ type: "SeatGivenBack", seatId: "tom", strangerSeatId: "ana2", strangerPersonId: "p-ana2" });

  test("[P8] the seat goes to the person who came back, and the stranger's seat ends", () => {
    const story = back(stranger(started().did(SERVER, { type: "MarkAway", seatId: "tom" })));
    expect(story.seat("tom")).toMatchObject({ personId: "p-ana2", present: true, removed: false });
    expect(story.seat("ana2").removed).toBe(true);
    expect(rollOf(story.state, story.conversation()).missing).not.toContain("ana2");
    story.when(giveBack, "fay").refused("SEAT_UNKNOWN");
    story.when(seat("ana3", { personId: "p-ana2" }), SERVER).refused("ALREADY_SEATED");
  });

  test("[P8] whoever is here in one of the two seats is here; whoever is in neither is away since they left the last", () => {
    const leaves = { type: "MarkAway", seatId: "ana2" } as const;
    const knocked = started().did(SERVER, knock("ana2"));
    expect(back(knocked).seat("tom")).toMatchObject({ present: true, awaySince: null });
    const strangerLeft = stranger(started()).did(SERVER, leaves);
    expect(back(strangerLeft).seat("tom")).toMatchObject({ present: true, awaySince: null });
    const bothLeft = strangerLeft.did(SERVER, { type: "MarkAway", seatId: "tom" });
    expect(back(bothLeft).seat("tom")).toMatchObject({ present: false, awaySince: bothLeft.seat("tom").awaySince });
    const neverCame = knocked.did(SERVER, { type: "MarkAway", seatId: "tom" });
    expect(back(neverCame).seat("tom")).toMatchObject({ present: false, awaySince: neverCame.seat("tom").awaySince });
  });

  test("[P8] a knock ends as well", () => {
    const story = awayFay().did(SERVER, knock("ana2"));
    const after = story
      .when({ type: "GiveSeatBack", seatId: "tom", strangerSeatId: null, knockId: "k-ana2" }, "lea")
      .records({ type: "SeatGivenBack", knockId: "k-ana2", strangerPersonId: "p-ana2" });
    expect(after.state.knocks).toEqual([]);
    expect(after.seat("tom").personId).toBe("p-ana2");
  });

  test("[P9] what the stranger handed in moves to the returned seat where that has nothing", () => {
    const story = stranger(started().and(submitted("c1", "tom", SCORES.tom))).did(
      "ana2",
      { type: "SubmitReview", conversationId: "c1", sheet: sent(SCORES.lena) },
      { type: "SubmitReview", conversationId: "c2", sheet: sent(SCORES.lena) },
    );
    const after = back(story.did("fay", { type: "MarkAbsent", seatId: "tom" }));
    expect(after.conversation("c1").blind.entries).toEqual({ tom: story.conversation("c1").blind.entries.tom });
    expect(after.conversation("c2").blind.entries).toEqual({ tom: story.conversation("c2").blind.entries.ana2 });
    expect(after.seat("tom").absent).toBe(false);
  });

  test("[P9] in a revealed conversation the same values count once, under the one seat", () => {
    const scores = Object.fromEntries(Object.entries(SCORES).filter(([seatId]) => seatId !== "tom"));
    const story = stranger(given(...createdSession(), ...allSubmitted("c1", scores)))
      .did("ana2", { type: "SubmitReview", conversationId: "c1", sheet: sent(SCORES.tom) })
      .did("fay", { type: "MarkAbsent", seatId: "tom" });
    const revealed = story.when(reveal(story), "fay").accepted();
    const after = back(revealed);
    expect(countedSeats(after.state, after.conversation())).toEqual(["fay", "lea", "nina", "aisha", "lena", "tom"]);
    expect(after.conversation().reveal?.roll.absent).toEqual([]);
    expect(after.conversation().blind.entries.tom).toEqual(revealed.conversation().blind.entries.ana2);
    expect(isClosedTo(after.state, after.conversation(), "tom")).toBe(false);
  });

  test("[P8] two reviews of one person count once", () => {
    const story = stranger(given(...createdSession(), ...allSubmitted())).did("ana2", {
      type: "SubmitReview",
      conversationId: "c1",
      sheet: sent(SCORES.tom),
    });
    const after = back(story.when(reveal(story), "fay").accepted());
    expect(countedSeats(after.state, after.conversation())).toEqual([...SCORERS]);
    expect(after.conversation().reveal?.speakingOrder.flatMap(({ seats }) => seats)).not.toContain("ana2");
  });

  test("[P9] who has seen the results as a stranger cannot score late as oneself", () => {
    const scores = Object.fromEntries(Object.entries(SCORES).filter(([seatId]) => seatId !== "tom"));
    const story = given(...createdSession(), ...allSubmitted("c1", scores)).did(
      "fay",
      { type: "MarkAbsent", seatId: "tom" },
      { type: "SetDoor", open: true },
    );
    const revealed = stranger(story.when(reveal(story), "fay").accepted());
    expect(back(revealed).conversation().late.tom?.choice).toBe("undecided");
    const watched = revealed.did("ana2", { type: "ChooseLate", conversationId: "c1", choice: "watch" });
    expect(back(watched).conversation().late.tom?.choice).toBe("watching");
    const handedIn = revealed.did(
      "ana2",
      { type: "ChooseLate", conversationId: "c1", choice: "score" },
      { type: "SubmitLateReview", conversationId: "c1", sheet: sent(SCORES.tom) },
    );
    expect(back(handedIn).conversation().late).toMatchObject({ tom: { choice: "submitted", sheet: { empathy: { value: 2 } } } });
  });

  test("[P9] words, stances, votes and turns of the stranger go along", () => {
    const about = { conversationId: "c1", criterionId: "empathy" };
    const story = stranger(given(...createdSession(), ...allSubmitted())).did("ana2", {
      type: "SubmitReview",
      conversationId: "c1",
      sheet: sent(SCORES.tom),
    });
    const talked = story
      .when(reveal(story), "fay")
      .accepted()
      .did("fay", { type: "OpenCriterion", ...about, readAloud: false }, { type: "OpenRevote", ...about })
      .did(
        "ana2",
        { type: "WriteReason", ...about, text: "Because", evidence: [] },
        { type: "ChangeMind", ...about, value: 4 },
        { type: "CastRevote", ...about, round: 1, value: 4 },
        { type: "MarkSpoke", ...about, seatId: "ana2" },
        { type: "Object", ...about, text: "No" },
      );
    const after = back(talked).conversation();
    const discussion = after.discussions.empathy;
    expect(discussion?.reasons.map(({ seatId }) => seatId)).toEqual(["tom"]);
    expect(Object.keys(discussion?.minds ?? {})).toEqual(["tom"]);
    expect(discussion?.revotes[0]?.entries).toEqual({ tom: 4 });
    expect(discussion?.turn.spoke).toEqual(["tom"]);
    expect(after.objections.map(({ seatId }) => seatId)).toEqual(["tom"]);
  });

  test("[P8] what makes no sense is refused", () => {
    const story = stranger(started());
    story.when({ ...giveBack, strangerSeatId: "tom" }, "fay").refused("BAD_REQUEST");
    story.when({ ...giveBack, strangerSeatId: null }, "fay").refused("BAD_REQUEST");
    story.when({ ...giveBack, knockId: "k1" }, "fay").refused("BAD_REQUEST");
    story.when({ ...giveBack, strangerSeatId: null, knockId: "k9" }, "fay").refused("KNOCK_UNKNOWN");
    story.when({ ...giveBack, seatId: "nobody" }, "fay").refused("SEAT_UNKNOWN");
    story.when({ ...giveBack, strangerSeatId: "fay" }, "lea").refused("LAST_FACILITATOR");
    story.when(giveBack, "nina").refused("NOT_ALLOWED");
  });
});

describe("presence", () => {
  test("[K5] away and back are recorded once each, and change no role", () => {
    const away = started().when({ type: "MarkAway", seatId: "fay" }, SERVER).records({ type: "MarkedAway", seatId: "fay" });
    expect(away.seat("fay")).toMatchObject({ present: false, awaySince: away.events.at(-1)?.at, role: "facilitator" });
    away.when({ type: "MarkAway", seatId: "fay" }, SERVER).recordsNothing();
    expect(away.did(SERVER, { type: "MarkBack", seatId: "fay" }).seat("fay")).toMatchObject({ present: true, awaySince: null });
    started().when({ type: "MarkBack", seatId: "fay" }, SERVER).recordsNothing();
    started().when({ type: "MarkBack", seatId: "nobody" }, SERVER).refused("SEAT_UNKNOWN");
    started().did("fay", { type: "RemoveSeat", seatId: "tom" }).when({ type: "MarkBack", seatId: "tom" }, SERVER).recordsNothing();
  });
});

describe("taking over", () => {
  const takers = (story: Story) => story.state.seats.filter(({ seatId }) => mayTakeOver(story.state, seatId)).map(({ seatId }) => seatId);
  const noLead = () =>
    given(...createdSession({ people: ["fay", "tom", "nina", "aisha", "lena", "oda"] })).did(SERVER, { type: "MarkAway", seatId: "fay" });

  test("[K1] only while the facilitator is away", () => {
    started().when({ type: "TakeOver" }, "lea").refused("TAKE_OVER_TOO_EARLY");
    expect(takers(started())).toEqual([]);
    started().when({ type: "TakeOver" }, "fay").recordsNothing();
  });

  test("[K2] leads who are present may, nobody else while there is one", () => {
    expect(takers(awayFay())).toEqual(["lea"]);
    awayFay().when({ type: "TakeOver" }, "lena").refused("NOT_ALLOWED");
    awayFay().when({ type: "TakeOver" }, "lea").records({ type: "FacilitationPassed", from: "fay", to: "lea", how: "takenOver" });
  });

  test("[K2] where there is no lead, the deputies; where none, present reviewers of the longest experience", () => {
    expect(takers(noLead())).toEqual(["lena"]);
    expect(takers(noLead().did(SERVER, { type: "MarkAway", seatId: "lena" }))).toEqual(["aisha"]);
    const named = given(...createdSession({ people: ["fay", "tom", "nina", "aisha", "lena", "oda"] }))
      .when({ type: "NameDeputies", seatIds: ["tom", "nina", "tom"] }, "fay")
      .records({ type: "DeputiesNamed", seatIds: ["tom", "nina"] })
      .did(SERVER, { type: "MarkAway", seatId: "fay" });
    expect(takers(named)).toEqual(["tom", "nina"]);
    named.when({ type: "TakeOver" }, "lena").refused("NOT_ALLOWED");
    expect(takers(awayFay().did(SERVER, { type: "MarkAway", seatId: "lea" }))).toEqual(["lena"]);
    noLead().when({ type: "TakeOver" }, "oda").refused("NOT_ALLOWED");
  });

  test("[K2] deputies are named by facilitator or lead, among people who take part", () => {
    const story = given(...createdSession({ people: ["fay", "tom", "oda"] })).did("fay", { type: "NameDeputies", seatIds: ["tom"] });
    story.when({ type: "NameDeputies", seatIds: ["tom"] }, "fay").recordsNothing();
    const pair = started().did("fay", { type: "NameDeputies", seatIds: ["tom", "nina"] });
    pair.when({ type: "NameDeputies", seatIds: ["nina", "tom"] }, "fay").recordsNothing();
    pair.when({ type: "NameDeputies", seatIds: ["tom"] }, "fay").records({ type: "DeputiesNamed", seatIds: ["tom"] });
    pair.when({ type: "NameDeputies", seatIds: ["tom", "lena"] }, "fay").records({ type: "DeputiesNamed", seatIds: ["tom", "lena"] });
    story.when({ type: "NameDeputies", seatIds: ["oda"] }, "fay").refused("NOT_ALLOWED");
    story.when({ type: "NameDeputies", seatIds: ["nobody"] }, "fay").refused("SEAT_UNKNOWN");
    story.when({ type: "NameDeputies", seatIds: ["tom"] }, "tom").refused("NOT_ALLOWED");
    expect(story.did("fay", { type: "RemoveSeat", seatId: "tom" }).state.deputies).toEqual([]);
  });

  test("[K4] a lead and the facilitator exchange roles, and exchange them back", () => {
    const taken = awayFay().did("lea", { type: "TakeOver" });
    expect([taken.seat("lea").role, taken.seat("fay").role]).toEqual(["facilitator", "lead"]);
    taken.when({ type: "TakeOver" }, "lea").recordsNothing();
    const returned = taken
      .when({ type: "TakeBack" }, "fay")
      .records({ type: "FacilitationPassed", from: "lea", to: "fay", how: "returned" });
    expect([returned.seat("lea").role, returned.seat("fay").role]).toEqual(["lead", "facilitator"]);
    expect(returned.state.passed).toMatchObject({ how: "returned" });
    returned.when({ type: "TakeBack" }, "fay").recordsNothing();
  });

  test("[K4] a reviewer who took over is a reviewer again, and the facilitator was one meanwhile", () => {
    const taken = noLead().did("lena", { type: "TakeOver" });
    expect([taken.seat("lena").role, taken.seat("fay").role]).toEqual(["facilitator", "reviewer"]);
    taken.when({ type: "SetDoor", open: true }, "fay").refused("NOT_ALLOWED");
    // only what the role would allow, and only to whoever had it
    expect(mayNot(taken.state, "fay", { type: "SetDoor" })).toEqual({ code: "NOT_ALLOWED", params: { facilitator: "lena" } });
    expect(mayNot(taken.state, "tom", { type: "SetDoor" })).toEqual({ code: "NOT_ALLOWED" });
    // handed on since: whoever had it reads who has it now
    const handedOn = taken.did("lena", { type: "HandOver", seatId: "tom" });
    expect(mayNot(handedOn.state, "fay", { type: "SetDoor" })).toEqual({ code: "NOT_ALLOWED", params: { facilitator: "tom" } });
    const returned = taken.did("fay", { type: "TakeBack" });
    expect([returned.seat("lena").role, returned.seat("fay").role]).toEqual(["reviewer", "facilitator"]);
  });

  test("[K3] only whoever lost the chair takes it back, as long as nothing else has happened to it", () => {
    const taken = awayFay().did("lea", { type: "TakeOver" });
    expect(["fay", "lea", "tom"].map((seatId) => mayTakeBack(taken.state, seatId))).toEqual([true, false, false]);
    taken.when({ type: "TakeBack" }, "tom").refused("NOTHING_TO_TAKE_BACK");
    started().when({ type: "TakeBack" }, "lea").refused("NOTHING_TO_TAKE_BACK");
    const handed = taken.did("lea", { type: "HandOver", seatId: "lena" });
    handed.when({ type: "TakeBack" }, "fay").refused("NOTHING_TO_TAKE_BACK");
  });

  test("[K5] only the facilitator hands over; who leads in the team stays a lead", () => {
    const handed = started()
      .when({ type: "HandOver", seatId: "tom" }, "fay")
      .records({ type: "FacilitationPassed", from: "fay", to: "tom", how: "handedOver" });
    expect([handed.seat("tom").role, handed.seat("fay").role]).toEqual(["facilitator", "lead"]);
    expect(facilitatorOf(handed.state)?.seatId).toBe("tom");
    started().when({ type: "HandOver", seatId: "tom" }, "lea").refused("NOT_ALLOWED");
    started().when({ type: "HandOver", seatId: "fay" }, "fay").recordsNothing();
    started().when({ type: "HandOver", seatId: "nobody" }, "fay").refused("SEAT_UNKNOWN");
  });

  test("[K1] a facilitator who never came can be replaced too; nothing is taken over in a closed session", () => {
    const never = given(...createdSession({ present: false })).did(SERVER, { type: "MarkBack", seatId: "lea" });
    expect(takers(never)).toEqual(["lea"]);
    expect(takers(awayFay().did("lea", { type: "CloseSession" }))).toEqual([]);
  });
});

describe("one's own experience", () => {
  const everybody = () => given(...createdSession({ people: [...SCORERS, "oda"] }));

  test("everybody corrects how long they themselves have scored, reviewers and guests alike", () => {
    everybody()
      .when({ type: "ChangeSeat", seatId: "tom", experience: "long" }, "tom")
      .records({ type: "SeatChanged", seatId: "tom", experience: "long" });
    everybody()
      .when({ type: "ChangeSeat", seatId: "oda", experience: "new" }, "oda")
      .records({ type: "SeatChanged", seatId: "oda", experience: "new" });
  });

  test("nothing else of the own seat, and nothing of anybody else's", () => {
    everybody().when({ type: "ChangeSeat", seatId: "tom", role: "lead" }, "tom").refused("NOT_ALLOWED");
    everybody().when({ type: "ChangeSeat", seatId: "tom", experience: "long", scores: false }, "tom").refused("NOT_ALLOWED");
    everybody().when({ type: "ChangeSeat", seatId: "nina", experience: "long" }, "tom").refused("NOT_ALLOWED");
    everybody()
      .did("fay", { type: "CloseSession" })
      .when({ type: "ChangeSeat", seatId: "tom", experience: "long" }, "tom")
      .refused("SESSION_CLOSED");
  });
});
