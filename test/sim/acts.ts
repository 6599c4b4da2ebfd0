// What somebody in a simulated call does next, from what their page shows: mostly what the call needs, now and then what they may not, at random.
import type { SessionCommand, SessionCommandType, SentSheet } from "../../shared/session/commands.ts";
import { levels } from "../../shared/scorecard/scales.ts";
import type { Criterion, Value } from "../../shared/scorecard/scorecard.ts";
import type { DraftEntry } from "../../shared/session/shapes.ts";
import type { Slices } from "../../shared/session/view/slices.ts";
import { everyCommand } from "../shared/session/everyCommand.ts";
import type { Dice } from "./dice.ts";

export type Seen = Partial<Slices>;
export type Act =
  | { kind: "command"; command: SessionCommand }
  | { kind: "draft"; conversationId: string; criterionId: string; entry: DraftEntry | null }
  /** as it never comes from our pages */
  | { kind: "raw"; event: string; message: unknown };

/** `whose`, so that whoever reads it where they must not is found out. */
const canary = (whose: string, conversationId: string, dice: Dice): string => `~${whose}:${conversationId}:${dice.word(4)}`;

export const scoreOf = (criterion: Criterion, dice: Dice): Value =>
  criterion.allowNA && dice.chance(0.15) ? "NA" : dice.pick(levels(criterion.scale));

export function sheetOf(seen: Seen, whose: string, conversationId: string, dice: Dice): SentSheet {
  const sheet: SentSheet = {};
  for (const criterion of seen.scorecard?.criteria ?? []) {
    if (dice.chance(0.08)) continue;
    const reason = dice.chance(0.3) ? canary(whose, conversationId, dice) : "";
    sheet[criterion.criterionId] = { value: scoreOf(criterion, dice), reason, unsure: dice.chance(0.1), evidence: [] };
  }
  return sheet;
}

/** How much a call needs each, when it may be done at all; what is not listed comes as in everyCommand. */
const WEIGHTS: Partial<Record<SessionCommandType, number>> = {
  SubmitReview: 14,
  RevealScores: 10,
  MarkAbsent: 3,
  OpenCriterion: 8,
  MarkSpoke: 8,
  Pass: 3,
  NextTurn: 4,
  WriteReason: 4,
  ChangeMind: 3,
  OpenRevote: 4,
  CastRevote: 10,
  RevealRevote: 4,
  SettleCriterion: 7,
  ChooseLate: 12,
  SubmitLateReview: 8,
  AdmitKnock: 8,
  TakeOver: 8,
  TakeBack: 3,
  GiveSeatBack: 4,
  TurnAwayKnock: 4,
  RemoveSeat: 0.25,
  WithdrawConversation: 0.2,
  HandOver: 0.4,
  ChangeSeat: 1,
  CloseSession: 0.3,
  ReopenSession: 6,
  AcceptIdentical: 3,
};

/** What takes a call through its conversations and what is said about each criterion. */
const FORWARD: ReadonlySet<SessionCommandType> = new Set<SessionCommandType>([
  "SubmitReview",
  "MarkAbsent",
  "RevealScores",
  "OpenCriterion",
  "MarkSpoke",
  "Pass",
  "NextTurn",
  "OpenToEveryone",
  "WriteReason",
  "ChangeMind",
  "OpenRevote",
  "CastRevote",
  "RevealRevote",
  "CancelRevote",
]);

function builtOf(type: SessionCommandType, seen: Seen, whose: string, dice: Dice): SessionCommand | null {
  const mine = seen.mine!;
  const seats = (seen.roster?.seats ?? []).map(({ seatId }) => seatId);
  const seatId = dice.pick(seats);
  const criteria = seen.scorecard?.criteria ?? [];
  const all = seen.conversations ?? [];
  const conversationId = dice.pick(all.map((one) => one.conversationId));
  const revealed = Object.keys(seen.results ?? {});
  const hidden = all.filter(({ status }) => status === "hidden").map((one) => one.conversationId);
  const opened = Object.values(seen.discussion ?? {}).flatMap((each) => Object.values(each));
  const at = opened.length > 0 ? dice.pick(opened.slice(-2)) : null;
  const about = at && { conversationId: at.conversationId, criterionId: at.criterionId };
  const criterion = criteria.find(({ criterionId }) => criterionId === at?.criterionId);
  const openRound = at?.revotes.find(({ status }) => status === "open")?.round ?? Math.max(1, at?.revotes.length ?? 1);
  const plain = everyCommand(mine.seatId)[type];
  switch (type) {
    case "SubmitReview": {
      const missing = hidden.filter((id) => !mine.sheets[id]?.submitted);
      const where = missing.length > 0 && dice.chance(0.9) ? missing[0]! : hidden.length > 0 ? dice.pick(hidden) : conversationId;
      return { type, conversationId: where, sheet: sheetOf(seen, whose, where, dice) };
    }
    case "SubmitLateReview": {
      const where = Object.keys(mine.sheets).find((id) => mine.sheets[id]!.late === "scoring") ?? conversationId;
      return { type, conversationId: where, sheet: sheetOf(seen, whose, where, dice) };
    }
    case "ChooseLate": {
      const where = Object.keys(mine.sheets).find((id) => mine.sheets[id]!.late === "undecided") ?? conversationId;
      return { type, conversationId: where, choice: dice.chance(0.5) ? "watch" : "score" };
    }
    case "RevealScores": {
      const ready = seen.progress?.find(({ names }) => names && names.missing.length === 0 && names.in.length > 0);
      const one = ready ?? (dice.chance(0.15) ? seen.progress?.[0] : undefined);
      return one?.names ? { type, conversationId: one.conversationId, roll: one.names } : null;
    }
    case "MarkAbsent": {
      const missing = seen.progress?.flatMap(({ names }) => names?.missing ?? []) ?? [];
      return { type, seatId: missing.length > 0 ? dice.pick(missing) : seatId };
    }
    case "MarkExpected":
    case "Nudge":
    case "RemoveSeat":
    case "HandOver":
      return { type, seatId };
    case "MarkBaseline":
      return { type, conversationId: hidden[0] ?? conversationId, seatId: dice.chance(0.3) ? null : dice.pick([mine.seatId, seatId]) };
    case "ChangeSeat":
      return {
        type,
        seatId,
        ...(dice.chance(0.3) ? { role: dice.pick(["lead", "reviewer", "observer"] as const) } : {}),
        ...(dice.chance(0.3) ? { experience: dice.pick(["new", "settled", "long"] as const) } : {}),
        ...(dice.chance(0.2) ? { scores: dice.chance(0.7) } : {}),
        ...(dice.chance(0.3) ? { label: dice.word(4) } : {}),
      };
    case "GiveSeatBack": {
      const stranger = seen.roster?.seats.find(({ guest }) => guest)?.seatId ?? null;
      const knockId = seen.door?.knocks[0]?.knockId ?? null;
      return knockId && dice.chance(0.5)
        ? { type, seatId, strangerSeatId: null, knockId }
        : { type, seatId, strangerSeatId: stranger, knockId: null };
    }
    case "AdmitKnock":
    case "TurnAwayKnock": {
      const knock = seen.door?.knocks[0];
      if (!knock) return null;
      return type === "AdmitKnock"
        ? { type, knockId: knock.knockId, role: dice.chance(0.8) ? "reviewer" : "observer" }
        : { type, knockId: knock.knockId };
    }
    case "NameDeputies":
      return { type, seatIds: dice.chance(0.7) ? [seatId] : [] };
    case "SetDoor":
      return { type, open: dice.chance(0.5) };
    case "OpenCriterion": {
      const where = revealed.length > 0 ? dice.pick(revealed) : conversationId;
      const rows = seen.results?.[where]?.rows ?? [];
      const next = rows.find((row) => row.toDiscuss && !row.discussed && !row.settled)?.criterionId;
      const criterionId = next && dice.chance(0.8) ? next : dice.pick(criteria).criterionId;
      return { type, conversationId: where, criterionId, readAloud: dice.chance(0.2) };
    }
    case "MarkSpoke":
    case "Pass": {
      const turn = at?.speaking?.order.find(({ state }) => state === "turn")?.seatId ?? at?.notHeard[0];
      const conductor = mine.role === "facilitator" || mine.role === "lead";
      return about ? { type, ...about, seatId: (conductor && turn) || mine.seatId } : null;
    }
    case "NextTurn":
    case "OpenToEveryone":
    case "OpenRevote":
      return about ? { type, ...about } : null;
    case "WriteReason":
      return about ? { type, ...about, text: canary(whose, about.conversationId, dice), evidence: [] } : null;
    case "ChangeMind":
      return about && criterion ? { type, ...about, value: dice.chance(0.2) ? null : scoreOf(criterion, dice) } : null;
    case "CastRevote":
      return about && criterion ? { type, ...about, round: openRound, value: scoreOf(criterion, dice) } : null;
    case "RevealRevote":
    case "CancelRevote":
      return about ? { type, ...about, round: openRound } : null;
    case "SettleCriterion": {
      const where = about ?? { conversationId: revealed[0] ?? conversationId, criterionId: dice.pick(criteria).criterionId };
      const scale = criteria.find(({ criterionId }) => criterionId === where.criterionId)!;
      const how = dice.pick(["agreed", "withDissent", "provisional"] as const);
      const until = how === "provisional" ? "2027-06-01" : null;
      return {
        type,
        ...where,
        value: scoreOf(scale, dice),
        how,
        until,
        note: dice.chance(0.3) ? "Next time, 3." : null,
        cause: null,
        feedback: null,
      };
    }
    case "ParkCriterion":
    case "Object":
      return about ? ({ ...plain, ...about } as SessionCommand) : null;
    case "AcceptIdentical":
    case "SetRevealAside":
    case "ReorderAgenda": {
      const where = revealed.length > 0 ? dice.pick(revealed) : conversationId;
      if (type === "AcceptIdentical") return { type, conversationId: where };
      if (type === "SetRevealAside") return dice.chance(0.2) ? { type, conversationId: where, reason: "heard before" } : null;
      const order = (seen.results?.[where]?.rows ?? []).map((row) => row.criterionId);
      return { type, conversationId: where, order: order.toReversed() };
    }
    case "AddAction":
      return {
        ...everyCommand(mine.seatId).AddAction,
        actionId: `a-${dice.word(6)}`,
        ownerPersonId: dice.chance(0.5) ? mine.personId : null,
      };
    case "ChangeAction":
    case "ConfirmAction":
    case "DropAction": {
      const actions = seen.actions?.here ?? [];
      return actions.length > 0 ? ({ ...plain, actionId: dice.pick(actions).actionId } as SessionCommand) : null;
    }
    case "MakeProposal":
      return { ...everyCommand(mine.seatId).MakeProposal, proposalId: `pr-${dice.word(6)}` };
    case "AddConversation": {
      if (all.length >= 3) return null;
      const added = everyCommand(mine.seatId).AddConversation;
      return { ...added, conversation: { ...added.conversation, conversationId: `c-${dice.word(4)}` } };
    }
    case "ReorderConversations":
      return {
        type,
        order: all
          .filter(({ status }) => status !== "withdrawn")
          .map((one) => one.conversationId)
          .toReversed(),
      };
    case "ChangeConversation":
    case "WithdrawConversation":
      return { ...plain, conversationId: dice.pick(hidden.length > 0 ? hidden : [conversationId]) } as SessionCommand;
    case "ChangeSession":
      return {
        type,
        change: dice.chance(0.5) ? { name: `Call ${dice.word(3)}` } : {},
        options: dice.chance(0.5) ? { showProgressNames: dice.chance(0.5) } : {},
      };
    case "MoveFocus": {
      const kinds = [{ kind: "review" as const }, { kind: "closing" as const }, { kind: "arrival" as const }, { kind: "actions" as const }];
      return {
        type,
        focus: revealed.length > 0 && dice.chance(0.5) ? { kind: "results", conversationId: dice.pick(revealed) } : dice.pick(kinds),
      };
    }
    default:
      return plain;
  }
}

/** What nobody's page offers them: commands they may not give, about things that do not exist, and messages of no shape. */
function odd(seen: Seen, last: { id: string } | null, dice: Dice): Act {
  const mine = seen.mine!;
  const id = `odd-${dice.word(8)}`;
  const shapes: unknown[] = [
    { id, command: { type: "SubmitReview", conversationId: "c1", sheet: {}, role: "lead" } },
    {
      id,
      command: {
        type: "AddAction",
        actionId: "a",
        text: "x".repeat(700),
        ownerPersonId: null,
        dueOn: null,
        criterionId: null,
        conversationId: null,
      },
    },
    { id, command: { type: "NameDeputies", seatIds: Array.from({ length: 61 }, () => "s") } },
    { id, command: null },
    null,
  ];
  if (last && dice.chance(0.15)) return { kind: "raw", event: "command", message: { id: last.id, command: { type: "EndTimer" } } };
  if (dice.chance(0.15)) return { kind: "raw", event: "command", message: dice.pick(shapes) };
  if (dice.chance(0.03)) return { kind: "raw", event: dice.pick(["reveal", "__proto__"]), message: { id } };
  const all = everyCommand(mine.seatId);
  const command = { ...all[dice.pick(Object.keys(all) as SessionCommandType[])] } as SessionCommand & { seatId?: string };
  if (command.seatId !== undefined && dice.chance(0.7)) command.seatId = dice.pick(seen.roster!.seats).seatId;
  return { kind: "command", command: dice.chance(0.5) ? spoilt(command, seen, dice) : command };
}

/** The same about something that does not exist, or with a value that nobody offers. */
function spoilt(command: SessionCommand, seen: Seen, dice: Dice): SessionCommand {
  const criterionId = dice.pick(seen.scorecard!.criteria).criterionId;
  const value = dice.pick([99, "NA"] as const);
  const wrong: Record<string, unknown> = {
    conversationId: "c-nowhere",
    criterionId: "nothing",
    round: 40,
    order: ["nothing"],
    actionId: "a-nowhere",
    dueOn: dice.pick(["2020-01-01", "2027-02-30"]),
    personId: "p-nobody",
    ownerPersonId: "p-nobody",
    value,
    sheet: dice.pick([{}, { [criterionId]: { value, reason: "", unsure: false, evidence: [] } }]),
  };
  const there = Object.keys(command).filter((key) => key in wrong);
  if (there.length === 0) return command;
  const key = dice.pick(there);
  return { ...command, [key]: wrong[key] } as SessionCommand;
}

/** `brisk`: what the call needs comes more often, so that it gets further. */
export function nextAct(seen: Seen, whose: string, last: { id: string } | null, dice: Dice, brisk = false): Act | null {
  const { mine } = seen;
  if (!mine || !seen.roster?.seats.length || !seen.conversations?.length) return null;
  if (dice.chance(0.1)) return odd(seen, last, dice);
  const open = Object.keys(mine.sheets).filter(
    (id) => seen.conversations!.find((one) => one.conversationId === id)?.status === "hidden" || mine.sheets[id]!.late === "scoring",
  );
  if (mine.scores && open.length > 0 && dice.chance(0.2)) {
    const conversationId = dice.pick(open);
    const criterion = dice.pick(seen.scorecard!.criteria);
    const entry = dice.chance(0.1)
      ? null
      : {
          value: dice.chance(0.8) ? scoreOf(criterion, dice) : null,
          reason: dice.chance(0.4) ? canary(whose, conversationId, dice) : "",
          unsure: false,
          evidence: [],
        };
    return { kind: "draft", conversationId, criterionId: criterion.criterionId, entry };
  }
  if (mine.can.length === 0) return null;
  const weighted = mine.can.map((type) => ({ type, weight: (WEIGHTS[type] ?? 1) * (brisk && FORWARD.has(type) ? 6 : 1) }));
  let left = dice.next() * weighted.reduce((sum, { weight }) => sum + weight, 0);
  for (const { type, weight } of weighted) {
    left -= weight;
    if (left > 0) continue;
    const command = builtOf(type, seen, whose, dice);
    return command && { kind: "command", command };
  }
  return null;
}
