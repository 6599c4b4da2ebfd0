// What a simulated reviewer does next at each moment of the call, how long they pause, and that they act on their own slices alone.
import { describe, expect, test } from "vitest";
import { COMPANY } from "../../../client/practice/company.ts";
import { intention, type Reviewer } from "../../../client/practice/intention.ts";
import { pauseMs } from "../../../client/practice/pace.ts";
import { somebodyElse } from "../../../client/practice/play.ts";
import { sheetOf } from "../../../client/practice/sheet.ts";
import { takePart } from "../../../client/practice/takePart.ts";
import type { Slices } from "../../../shared/session/view/slices.ts";
import { fakeConnection } from "../session/fakeConnection.ts";
import { handClock } from "./handClock.ts";
import { arrival, discussion, fullDraft, mine, review, revealed, scorecard, session, sheet } from "../session/fixtures.ts";

const persona = (id: string) => COMPANY.find((one) => one.id === id)!;
const self = (slices: Partial<Slices>, who = "nina", seed = 1): Reviewer => ({
  persona: persona(who),
  seed,
  sheet: (conversationId) =>
    sheetOf(persona(who), scorecard, slices.conversations!.find((each) => each.conversationId === conversationId)!, seed),
});
const wants = (slices: Partial<Slices>, who = "nina", done: string[] = [], seed = 1) =>
  intention(slices, self(slices, who, seed), new Set(done));
const ALL = scorecard.criteria.map(({ criterionId }) => `score:c1:${criterionId}`);

describe("scoring", () => {
  test("on arrival and at last session's actions the early begin, the others wait for the facilitator", () => {
    const atActions = { ...arrival(), session: { ...session, focus: { kind: "actions" } as const } };
    for (const before of [arrival(), atActions]) {
      for (const early of ["omar", "grace"]) expect(wants(before, early)).toMatchObject({ key: "begin:c1", pause: "begin" });
      for (const other of ["nina", "felix", "ruth"]) expect(wants(before, other)).toBeNull();
    }
    for (const { id } of COMPANY) expect(wants(review(), id)).toMatchObject({ key: "begin:c1", pause: "begin" });
  });
  test("in the silent review: read, then one criterion after the other in the scorecard's order, then submit", () => {
    expect(wants(review())).toMatchObject({ key: "begin:c1" });
    expect(wants(review(), "nina", ["begin:c1"])).toMatchObject({ key: "read:c1", pause: "read", act: { kind: "nothing" } });
    expect(wants(review(), "nina", ["begin:c1", "read:c1"])).toMatchObject({ act: { kind: "draft", criterionId: "greeting" } });
    expect(wants(review(), "nina", ["begin:c1", "read:c1", ALL[0]!])).toMatchObject({ act: { kind: "draft", criterionId: "identity" } });
    const submit = wants(review(), "nina", ["begin:c1", "read:c1", ...ALL]);
    expect(submit).toMatchObject({ pause: "submit", act: { command: { type: "SubmitReview", conversationId: "c1" } } });
    if (submit?.act.kind !== "command" || submit.act.command.type !== "SubmitReview") throw new Error("no submission");
    expect(Object.keys(submit.act.command.sheet)).toEqual(scorecard.criteria.map(({ criterionId }) => criterionId));
  });
  test("after a restart what is drafted already is not typed again", () => {
    const draft = { greeting: fullDraft().greeting!, identity: fullDraft().identity! };
    const slices = { ...review(), mine: mine("reviewer", { sheets: { c1: sheet({ draft }), c2: sheet() } }) };
    expect(wants(slices)).toMatchObject({ act: { kind: "draft", criterionId: "empathy" } });
  });
  test("with the first handed in they go on with the second, and with both they wait", () => {
    const handedIn = sheet({ submitted: fullDraft(), submittedAt: 1 });
    expect(wants({ ...review(), mine: mine("reviewer", { sheets: { c1: handedIn, c2: sheet() } }) })).toMatchObject({ key: "begin:c2" });
    expect(wants({ ...review(), mine: mine("reviewer", { sheets: { c1: handedIn, c2: handedIn } }) })).toBeNull();
  });
  test("while the room talks about one conversation nobody scores the other, unless nudged", () => {
    const asked = { ...discussion(), discussion: {} };
    expect(wants(asked)).toBeNull();
    expect(wants({ ...asked, mine: { ...asked.mine!, nudgedAt: 1 } })).toMatchObject({ key: "begin:c2", hurry: true });
  });
  test("a nudge makes them hurry", () =>
    expect(wants({ ...arrival(), mine: mine("reviewer", { nudgedAt: 1 }) })).toMatchObject({ key: "begin:c1", hurry: true }));
  test("what was revealed without them they watch", () => {
    const late = mine("reviewer", { sheets: { c1: sheet({ late: "undecided" }), c2: sheet() } });
    expect(wants({ ...revealed(), mine: late })).toMatchObject({ act: { command: { type: "ChooseLate", choice: "watch" } } });
  });
});

describe("discussing", () => {
  const view = () => discussion().discussion!.c1!.empathy!;
  const order = (states: Record<string, "spoke" | "turn" | "waiting">) => ({
    order: Object.entries(states).map(([seatId, state]) => ({ seatId, state })),
    everyone: false,
    bandsLeft: true,
  });
  const at = (part: Partial<ReturnType<typeof view>>): Partial<Slices> => ({
    ...discussion(),
    discussion: { c1: { empathy: { ...view(), ...part } } },
  });
  /** who has read what the criterion asks for */
  const READ = "look:c1:empathy";
  const reader = (slices: Partial<Slices>, who = "nina", done: string[] = [], seed = 1) => wants(slices, who, [READ, ...done], seed);

  test("first they read what the criterion asks for, and nobody speaks, votes or yields meanwhile", () => {
    const turn = at({ speaking: order({ s2: "turn" }) });
    const { definition } = scorecard.criteria.find(({ criterionId }) => criterionId === "empathy")!;
    const look = wants(turn);
    expect(look).toMatchObject({ key: READ, pause: "look", act: { kind: "nothing" } });
    expect(look?.words).toBeGreaterThanOrEqual(definition.split(" ").length);
    expect(wants(at({ revotes: [{ round: 1, status: "open", in: 0, of: 6 }] }))).toMatchObject({ key: READ });
    expect(reader(turn)).toMatchObject({ pause: "speak" });
  });
  test("at their turn they say they spoke; a reason that was typed is not typed again", () => {
    expect(reader(at({ speaking: order({ s2: "turn", s4: "waiting" }) }))).toMatchObject({
      pause: "speak",
      words: fullDraft().empathy!.reason.split(" ").length,
      act: { command: { type: "MarkSpoke", seatId: "s2" } },
    });
  });
  test("without a typed reason they write it first", () => {
    const own = mine("reviewer", {
      sheets: { c1: sheet({ submitted: { ...fullDraft(), empathy: { ...fullDraft().empathy!, reason: "" } } }), c2: sheet() },
    });
    const slices = { ...at({ speaking: order({ s2: "turn" }) }), mine: own };
    expect(reader(slices)).toMatchObject({ pause: "write", act: { command: { type: "WriteReason", criterionId: "empathy" } } });
    expect(reader(slices, "nina", ["write:c1:empathy"])).toMatchObject({ act: { command: { type: "MarkSpoke" } } });
  });
  test("before their turn they are silent, and behind somebody of their band they wait", () => {
    expect(reader(at({ speaking: order({ s4: "turn", s2: "waiting" }) }))).toBeNull();
    expect(reader(at({ speaking: order({ s4: "turn", s2: "turn" }) }))).toMatchObject({ pause: "patience" });
  });
  test("once it is settled nobody speaks any more", () => {
    const settled = {
      value: 2,
      how: "agreed",
      until: null,
      note: null,
      cause: null,
      feedback: null,
      bySeatId: "s1",
      at: 1,
      amended: 0,
    } as const;
    expect(reader(at({ settled, speaking: order({ s2: "turn" }) }))).toBeNull();
  });
  test("while the criterion is read aloud nobody speaks", () => {
    const slices = at({ speaking: order({ s2: "turn" }) });
    const focus = { kind: "criterion", conversationId: "c1", criterionId: "empathy", readAloud: true } as const;
    expect(reader({ ...slices, session: { ...session, focus } })).toBeNull();
  });
  test("an open re-vote is answered once, on the scale, at or one step from where they stand", () => {
    const slices = {
      ...at({ revotes: [{ round: 1, status: "open", in: 0, of: 6 }] }),
      mine: { ...discussion().mine!, can: ["CastRevote" as const] },
    };
    const vote = reader(slices);
    expect(vote).toMatchObject({ pause: "vote", act: { command: { type: "CastRevote", round: 1 } } });
    if (vote?.act.kind !== "command" || vote.act.command.type !== "CastRevote") throw new Error("no vote");
    expect(Math.abs(Number(vote.act.command.value) - 2)).toBeLessThanOrEqual(1);
    const voted = { ...slices.mine, revotes: [{ conversationId: "c1", criterionId: "empathy", round: 1, value: 2 }] };
    expect(reader({ ...slices, mine: voted })?.act).not.toMatchObject({ command: { type: "CastRevote" } });
  });
  test("somebody far from the middle yields with some seeds, objects with others, and does neither with most", () => {
    const heard = order({ s2: "spoke", s4: "spoke" });
    const entries = [5, 5, 5, 4, 5].map((value, index) => ({ seatId: `s${index + 3}`, value, unsure: false }));
    const slices = at({ speaking: heard, entries, minds: [], objections: [], revotes: [] });
    const acts = Array.from({ length: 60 }, (_, seed) => {
      const act = reader(slices, "nina", [], seed)?.act;
      return act?.kind === "command" ? act.command.type : "nothing";
    });
    expect(new Set(acts)).toEqual(new Set(["ChangeMind", "Object", "nothing"]));
    expect(acts.filter((act) => act === "nothing").length).toBeGreaterThan(25);
  });
  test("nobody objects twice in a conversation", () => {
    const settled = {
      value: 5,
      how: "agreed",
      until: null,
      note: null,
      cause: null,
      feedback: null,
      bySeatId: "s1",
      at: 1,
      amended: 0,
    } as const;
    const slices = at({ settled, speaking: order({ s2: "spoke" }), objections: [], minds: [] });
    const rows = slices.results!.c1!.rows.map((row) => (row.criterionId === "empathy" ? { ...row, settled } : row));
    const after = { ...slices, results: { c1: { ...slices.results!.c1!, rows } } };
    const seed = Array.from({ length: 60 }, (_, index) => index).find((one) => reader(after, "ruth", [], one)?.pause === "object");
    expect(seed).toBeDefined();
    expect(reader(after, "ruth", ["object:c1"], seed)).toBeNull();
  });
});

describe("around the scores", () => {
  const action = (part: Partial<Slices["actions"]["here"][number]>) => ({
    actionId: "a1",
    sessionId: "s",
    text: "Ask billing",
    ownerPersonId: null,
    ownerName: null,
    dueOn: null,
    status: "open" as const,
    confirmed: false,
    criterionId: null,
    conversationId: null,
    sessionName: "",
    ...part,
  });
  const closing = (here: ReturnType<typeof action>[]): Partial<Slices> => ({
    ...revealed(),
    session: { ...session, focus: { kind: "closing" } },
    actions: { fromBefore: [], here },
    mine: mine("reviewer", { scores: false }),
  });
  test("their own action is confirmed, wherever the call is", () => {
    expect(wants({ ...closing([action({ ownerPersonId: "p2" })]), session })).toMatchObject({
      act: { command: { type: "ConfirmAction", actionId: "a1" } },
    });
  });
  test("somebody else's is left alone", () => expect(wants(closing([action({ ownerPersonId: "p3" })]))).toBeNull());
  test("one that nobody owns is taken by some", () => {
    const takers = Array.from({ length: 40 }, (_, seed) => wants(closing([action({})]), "omar", [], seed)?.pause === "take").filter(
      Boolean,
    );
    expect(takers.length).toBeGreaterThan(15);
    expect(takers.length).toBeLessThan(40);
  });
  test("at the close they leave", () =>
    expect(wants({ ...closing([]), session: { ...session, status: "closed" } })).toMatchObject({ act: { kind: "leave" } }));
});

describe("pace", () => {
  const ms = (pause: Parameters<typeof pauseMs>[0], speed: "normal" | "fast", words?: number) =>
    pauseMs(pause, { speed, tempo: 1, seed: 4, key: "k", ...(words === undefined ? {} : { words }) });
  test("a person's pace is a minute or more for a conversation, fast is seconds", () => {
    const conversation = (speed: "normal" | "fast") =>
      ms("begin", speed) + ms("read", speed, 900) + 9 * ms("score", speed) + ms("submit", speed);
    expect(conversation("normal")).toBeGreaterThan(80_000);
    expect(conversation("normal")).toBeLessThan(180_000);
    expect(conversation("fast")).toBeLessThan(30_000);
  });
  test("what is said takes the time it takes to say it, and to read it", () => {
    // aloud, people say about 150 words a minute; silently they read 240 and more
    for (const words of [10, 30]) expect(ms("speak", "normal", words)).toBeGreaterThanOrEqual((words / 150) * 60_000);
    expect(ms("speak", "normal", 30) - ms("speak", "normal", 10)).toBe((20 / 150) * 60_000);
    expect(ms("look", "normal", 40)).toBeGreaterThanOrEqual(10_000);
    for (const pause of ["begin", "look", "speak", "vote", "mind", "object"] as const)
      expect(ms(pause, "fast", 20)).toBeLessThan(ms(pause, "normal", 20) * 0.6);
  });
  test("longer conversations take longer, up to a point", () => {
    expect(ms("read", "normal", 200)).toBeLessThan(ms("read", "normal", 400));
    expect(ms("read", "normal", 50_000)).toBe(ms("read", "normal", 100_000));
  });
});

describe("taking part", () => {
  const drafts = (connection: ReturnType<typeof fakeConnection>): number => connection.drafts.length;

  test("nothing is done before its pause is over, and one thing is done at a time", async () => {
    const connection = fakeConnection(review());
    const { clock, pass, waiting } = handClock();
    takePart({ persona: persona("nina"), seed: 1, connection, clock, speed: () => "normal", onLeft: () => undefined });
    await pass(1_000);
    expect(drafts(connection)).toBe(0);
    expect(waiting()).toBe(1);
    await pass(5 * 60_000);
    expect(drafts(connection)).toBe(9 * 2);
    expect(connection.sent.map(({ type }) => type)).toEqual(["SubmitReview", "SubmitReview"]);
  });
  test("when the session closes they leave, once, and touch nothing any more", async () => {
    const connection = fakeConnection(review());
    const { clock, pass } = handClock();
    const left: string[] = [];
    takePart({ persona: persona("omar"), seed: 1, connection, clock, speed: () => "fast", onLeft: () => left.push("left") });
    connection.show({ session: { ...session, status: "closed" } });
    await pass(60_000);
    expect(left).toEqual(["left"]);
    expect(connection.sent).toEqual([]);
  });
});

test("somebody else is in the room as long as one seat that is not theirs is present", () => {
  const ours = fakeConnection(arrival());
  expect(somebodyElse([ours])).toBe(true);
  const roster = { seats: arrival().roster!.seats.map((seat) => ({ ...seat, present: seat.seatId === "s2" })) };
  expect(somebodyElse([fakeConnection({ ...arrival(), roster })])).toBe(false);
});
