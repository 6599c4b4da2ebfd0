// Whole calls, played by the rules with dice: scorecards of every scale, people who come late or not at all, N/A, baselines, re-votes, what is set aside, withdrawn or never revealed.
import type { Criterion, ScaleKind, Scorecard, Value } from "../../../shared/scorecard/scorecard.ts";
import { levels } from "../../../shared/scorecard/scales.ts";
import type { Command, SentSheet, SessionCommand } from "../../../shared/session/commands.ts";
import { decide } from "../../../shared/session/decide.ts";
import type { SessionEvent } from "../../../shared/session/events.ts";
import { evolve } from "../../../shared/session/evolve.ts";
import { rollOf } from "../../../shared/session/roll.ts";
import { DEFAULT_OPTIONS, type Options } from "../../../shared/session/shapes.ts";
import type { SessionState } from "../../../shared/session/state.ts";
import type { CommandRecord, EventStore, StoredEvent } from "../../../server/store/eventStore.ts";
import { type Dice, throwDice } from "./dice.ts";

export const SERVER = "(server)";
const T0 = 1_800_000_000_000;

/** One accepted command and what it recorded. */
export type Done = { by: string; command: Command; events: SessionEvent[] };

/** A call as it goes: every act is decided by the product's own rules, and kept. */
export class Call {
  readonly sessionId: string;
  readonly done: Done[] = [];
  /** codes of what was refused */ readonly refused: string[] = [];
  #state: SessionState | null = null;
  #at: number;
  readonly #seed: number;
  constructor(sessionId: string, seed: number, from = T0) {
    this.sessionId = sessionId;
    this.#seed = seed;
    this.#at = from;
  }

  get state(): SessionState {
    if (!this.#state) throw new Error("nothing has happened yet");
    return this.#state;
  }
  get events(): SessionEvent[] {
    return this.done.flatMap(({ events }) => events);
  }

  /** True: accepted. */
  act(by: string, command: Command): boolean {
    this.#at += 1_000;
    const actor = by === SERVER ? ({ kind: "server" } as const) : ({ kind: "seat", seatId: by } as const);
    const decided = decide(this.#state, command, { actor, at: this.#at, seed: this.#seed + this.done.length });
    if ("rejected" in decided) {
      this.refused.push(decided.rejected.code);
      return false;
    }
    const events = decided.map((event): SessionEvent => ({ ...event, at: this.#at }));
    for (const event of events) this.#state = evolve(this.#state, event);
    this.done.push({ by, command, events });
    return true;
  }
  /** The same, and it must be accepted. */
  must(by: string, ...commands: Command[]): void {
    for (const command of commands)
      if (!this.act(by, command)) throw new Error(`${by} ${command.type}: refused with ${this.refused.at(-1)}`);
  }
  reveal(by: string, conversationId: string): boolean {
    const conversation = this.state.conversations.find((one) => one.conversationId === conversationId);
    return conversation !== undefined && this.act(by, { type: "RevealScores", conversationId, roll: rollOf(this.state, conversation) });
  }
}

export const criterion = (criterionId: string, scale: ScaleKind, weight: number, more: Partial<Criterion> = {}): Criterion => ({
  criterionId,
  sectionId: "one",
  name: `Criterion ${criterionId}`,
  definition: `What ${criterionId} looks like, said so that one can see it.`,
  scale,
  weight,
  autoFail: false,
  allowNA: false,
  anchors: {},
  ...more,
});
export const card = (criteria: Criterion[]): Scorecard => ({
  scorecardId: "card",
  version: 1,
  name: "Support",
  sections: [{ sectionId: "one", name: "All" }],
  criteria,
});

export type Person = { seatId: string; role?: "facilitator" | "lead" | "reviewer" | "observer"; experience?: "new" | "settled" | "long" };
export type Made = {
  scorecard: Scorecard;
  people: Person[];
  conversations: number;
  options?: Partial<Options>;
  /** what somebody typed, wherever something can be typed */ words: (where: string) => string;
};

export const openCall = (call: Call, { scorecard, people, conversations, options = {}, words }: Made): void => {
  call.must(SERVER, {
    type: "CreateSession",
    sessionId: call.sessionId,
    code: "ABCDEF",
    creatorPersonId: `p-${people[0]!.seatId}`,
    scorecard,
    options: { ...DEFAULT_OPTIONS, ...options },
    sample: false,
    practice: false,
    previousSessionId: null,
    name: words("session name"),
    startsAt: T0 + 3_600_000,
    timeZone: "Europe/Berlin",
    lengthMinutes: 60,
    dueAt: null,
    conversations: Array.from({ length: conversations }, (_, index) => ({
      conversationId: `c${index + 1}`,
      title: words(`title ${index + 1}`),
      channel: "phone" as const,
      link: null,
      agent: words(`agent ${index + 1}`),
      why: words(`why ${index + 1}`),
      transcript: [
        { at: 0, speaker: "Agent", text: words(`line ${index + 1}.1`) },
        { at: 4, speaker: "Customer", text: words(`line ${index + 1}.2`) },
      ],
    })),
  });
  for (const { seatId, role = "reviewer", experience = "long" } of people) seat(call, { seatId, role, experience });
};

export const seat = (call: Call, { seatId, role = "reviewer", experience = "long" }: Person): void => {
  call.must(SERVER, {
    type: "TakeSeat",
    seatId,
    personId: `p-${seatId}`,
    role,
    workspaceRole: role === "facilitator" || role === "lead" ? "lead" : "reviewer",
    experience,
    site: null,
    scores: role !== "observer",
    firstTime: experience === "new",
  });
  call.must(SERVER, { type: "MarkBack", seatId });
};

const SCALES: ScaleKind[] = ["binary", "3pt", "4pt", "5pt", "percent"];

const diceCard = (dice: Dice): Scorecard =>
  card(
    Array.from({ length: 2 + dice.whole(7) }, (_, index) => {
      const scale = dice.one(SCALES);
      return criterion(`k${index}`, scale, dice.one([0, 1, 5, 10, 10, 20, 33, 100]), {
        autoFail: dice.chance(0.2),
        allowNA: dice.chance(0.5),
      });
    }),
  );

const diceValue = (dice: Dice, { scale, allowNA }: Criterion): Value => {
  if (allowNA && dice.chance(0.2)) return "NA";
  const all = levels(scale);
  // people mostly agree, or the agenda would be everything
  return dice.chance(0.6) ? all[Math.floor(all.length * 0.7)]! : dice.one(all);
};

export const diceSheet = (dice: Dice, criteria: Criterion[], words: (where: string) => string, full = 0.85): SentSheet =>
  Object.fromEntries(
    (full < 1 ? dice.some(criteria, full) : criteria).map((one) => [
      one.criterionId,
      {
        value: diceValue(dice, one),
        reason: dice.chance(0.4) ? words(`reason ${one.criterionId}`) : "",
        unsure: dice.chance(0.1),
        evidence: [],
      },
    ]),
  );

/** A whole call from the dice: some of it revealed and settled, some of it not. */
export const playCall = (seed: number, words: (where: string) => string = (where) => where): Call => {
  const dice = throwDice(seed);
  const call = new Call(`s${seed}`, seed);
  const people: Person[] = [
    { seatId: "f", role: "facilitator" },
    ...Array.from(
      { length: 1 + dice.whole(7) },
      (_, index): Person => ({
        seatId: `r${index}`,
        role: index === 0 && dice.chance(0.4) ? "lead" : dice.chance(0.1) ? "observer" : "reviewer",
        experience: dice.one(["new", "settled", "long"]),
      }),
    ),
  ];
  const scorecard = diceCard(dice);
  const names = dice.one(["atReveal", "whenOpened", "whenOpened", "whenSettled", "never"] as const);
  openCall(call, { scorecard, people, conversations: 1 + dice.whole(3), options: { names }, words });
  const { criteria } = scorecard;
  const about = (conversationId: string, criterionId: string) => ({ conversationId, criterionId });
  const scorers = people.filter(({ role }) => role !== "observer").map(({ seatId }) => seatId);
  const late = dice.chance(0.3) ? "late" : null;
  for (const { conversationId } of call.state.conversations) {
    for (const by of scorers)
      if (dice.chance(0.9)) call.act(by, { type: "SubmitReview", conversationId, sheet: diceSheet(dice, criteria, words) });
    if (dice.chance(0.25)) call.act("f", { type: "MarkBaseline", conversationId, seatId: dice.one(scorers) });
    if (dice.chance(0.1)) call.act("f", { type: "WithdrawConversation", conversationId });
  }
  for (const { conversationId } of call.state.conversations) {
    if (dice.chance(0.2)) continue;
    const missing = rollOf(call.state, call.state.conversations.find((one) => one.conversationId === conversationId)!).missing;
    for (const seatId of missing) call.act("f", { type: "MarkAbsent", seatId });
    if (!call.reveal("f", conversationId)) continue;
    if (late && !call.state.seats.some(({ seatId }) => seatId === late)) seat(call, { seatId: late });
    for (const by of [...scorers, "late"]) {
      call.act(by, { type: "ChooseLate", conversationId, choice: dice.chance(0.6) ? "score" : "watch" });
      call.act(by, { type: "SubmitLateReview", conversationId, sheet: diceSheet(dice, criteria, words, 1) });
    }
    if (dice.chance(0.1)) call.act("f", { type: "SetRevealAside", conversationId, reason: words("set aside") });
    if (dice.chance(0.5)) call.act("f", { type: "AcceptIdentical", conversationId });
    const settleAll = dice.chance(0.5);
    for (const one of criteria) {
      const place = about(conversationId, one.criterionId);
      if (!settleAll && dice.chance(0.4)) continue;
      if (dice.chance(0.7)) call.act("f", { type: "OpenCriterion", ...place, readAloud: false });
      if (dice.chance(0.3)) discussOne(call, dice, place, one, scorers, words);
      if (!settleAll && dice.chance(0.2))
        call.act("f", { type: "ParkCriterion", ...place, ownerPersonId: dice.chance(0.5) ? "p-f" : null });
      else
        call.act("f", {
          type: "SettleCriterion",
          ...place,
          value: diceValue(dice, one),
          how: dice.one(["agreed", "agreed", "withDissent", "provisional"]),
          until: "2027-03-01",
          note: dice.chance(0.4) ? words(`note ${one.criterionId}`) : null,
          cause: dice.chance(0.3) ? "wordingUnclear" : null,
          feedback: dice.chance(0.2) ? words(`feedback ${one.criterionId}`) : null,
        });
    }
  }
  for (let index = 0; index < dice.whole(3); index += 1)
    call.act(dice.one(scorers), {
      type: "AddAction",
      actionId: `a${index}`,
      text: words(`action ${index}`),
      ownerPersonId: dice.chance(0.6) ? "p-f" : null,
      dueOn: dice.chance(0.5) ? "2027-02-01" : null,
      criterionId: dice.chance(0.5) ? criteria[0]!.criterionId : null,
      conversationId: null,
    });
  if (dice.chance(0.7)) call.act("f", { type: "CloseSession" });
  return call;
};

const discussOne = (
  call: Call,
  dice: Dice,
  place: { conversationId: string; criterionId: string },
  one: Criterion,
  scorers: string[],
  words: (where: string) => string,
): void => {
  for (const by of scorers) {
    if (dice.chance(0.4)) call.act(by, { type: "MarkSpoke", ...place, seatId: by });
    if (dice.chance(0.2)) call.act(by, { type: "WriteReason", ...place, text: words(`written ${by}`), evidence: [] });
    if (dice.chance(0.2)) call.act(by, { type: "ChangeMind", ...place, value: diceValue(dice, one) });
    if (dice.chance(0.1)) call.act(by, { type: "Object", ...place, text: words(`objection ${by}`) });
  }
  if (!dice.chance(0.6)) return;
  call.act("f", { type: "OpenRevote", ...place });
  for (const by of scorers) call.act(by, { type: "CastRevote", ...place, round: 1, value: diceValue(dice, one) });
  call.act("f", { type: "RevealRevote", ...place, round: 1 } satisfies SessionCommand);
};

/** Into a store as the server would have: one command at a time, each with an id of its own. */
export const storeCall = async (store: EventStore, call: Call): Promise<void> => {
  let version = 0;
  for (const [index, { by, command, events }] of call.done.entries()) {
    const record: CommandRecord = {
      commandId: `m${index}`,
      actor: by === SERVER ? "server" : by,
      fingerprint: command.type,
      events: events as unknown as StoredEvent["event"][],
    };
    const appended = await store.append(`session:${call.sessionId}`, version, [record]);
    if (appended.outcome !== "appended") throw new Error(`append: ${appended.outcome}`);
    version = appended.version;
  }
};
