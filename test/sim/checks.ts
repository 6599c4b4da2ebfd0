// What must hold in every simulated run, looked at with every event that is stored, every answer and every frame that leaves a node.
import type { Answer, ViewFrame } from "../../shared/protocol/socket.ts";
import type { SessionEvent } from "../../shared/session/events.ts";
import { evolve } from "../../shared/session/evolve.ts";
import { mayNot } from "../../shared/session/permissions.ts";
import type { SessionCommand } from "../../shared/session/commands.ts";
import type { ConversationState, SessionState } from "../../shared/session/state.ts";
import type { ConversationResults } from "../../shared/session/view/slices.ts";
import type { Appended, Disk } from "./disk.ts";
import { createPersons } from "./persons.ts";
import { createTurns } from "./turns.ts";

export type Checks = {
  appended: (appended: Appended) => void;
  /** an answer leaves a node */ answered: (
    viewer: string,
    personId: string | null,
    event: string,
    message: unknown,
    answer: unknown,
  ) => void;
  /** a final refusal has reached the page that asked */ refused: (commandId: string) => void;
  frame: (viewer: string, frame: ViewFrame, json: string) => void;
  truth: () => SessionState | null;
  /** the truth after each event */ prefixes: readonly SessionState[];
  /** closed now, or so lately that a node may not have heard of its reopening */ closedLately: () => boolean;
  coverage: Map<string, number>;
  /** what somebody was told is stored, and is not any more: its id, and who was told */ lostSince: () => [id: string, viewer: string][];
};

/** What somebody typed, where it tells who and about what; what a conversation is called may have a dash in it. */
const CANARY = /~(\w+):([\w-]+):\w+/g;

/** Every score of everybody who is in, on every criterion shown. */
const isWhole = ({ reveal, blind }: ConversationState, shown: ConversationResults): boolean =>
  shown.rows.every(({ criterionId, values }) => {
    const given = (reveal?.roll.in ?? []).flatMap((seatId) => blind.entries[seatId]?.[criterionId]?.value ?? []);
    const numbers = given.filter((value): value is number => value !== "NA").sort((a, b) => a - b);
    return JSON.stringify(numbers) === JSON.stringify(values);
  });

/** Nobody else's sheet is touched, and an own one stays before the stranger's. */
export function hasOnlyMoved(
  before: ConversationState,
  after: ConversationState,
  back: Extract<SessionEvent, { type: "SeatGivenBack" }>,
): boolean {
  const { seatId, strangerSeatId } = back;
  const [then, now] = [before.blind.entries, after.blind.entries];
  const ofOthers = [...new Set([...Object.keys(then), ...Object.keys(now)])].filter((each) => each !== seatId && each !== strangerSeatId);
  return ofOthers.every((each) => now[each] === then[each]) && now[seatId] === (then[seatId] ?? then[strangerSeatId ?? ""]);
}

export function createChecks(options: {
  sessionId: string;
  disk: () => Disk;
  now: () => number;
  violation: (what: string) => void;
  commandOf: (commandId: string) => SessionCommand | null;
  /** by the name of who looks; null: a screen, or not known yet */ personOf: (name: string) => string | null;
}): Checks {
  const { violation } = options;
  const stream = `session:${options.sessionId}`;
  const coverage = new Map<string, number>();
  const count = (what: string): void => void coverage.set(what, (coverage.get(what) ?? 0) + 1);
  const refusedIds = new Set<string>();
  /** told that it is stored, and then it was */ const acked = new Map<string, { viewer: string; personId: string }>();
  /** by the id of a command: the seats it is stored of */ const actedBy = new Map<string, string[]>();
  /** as each reveal froze it, and as each seat given back left it since */ const frozen = new Map<string, ConversationState[]>();
  const persons = createPersons();
  const turns = createTurns();
  let truth: SessionState | null = null;
  const prefixes: SessionState[] = [];
  let version = 0;
  let reopenedAt = Number.NEGATIVE_INFINITY;

  const event = (before: SessionState | null, one: SessionEvent): SessionState => {
    count(`event ${one.type}`);
    const after = evolve(before, one);
    persons.note(before, one);
    turns.note(one, after);
    if (one.type === "SessionReopened") reopenedAt = options.now();
    if (one.type === "ScoresRevealed") {
      if (frozen.has(one.conversationId)) violation(`INV-3 ${one.conversationId} was revealed twice`);
      const conversation = after.conversations.find((each) => each.conversationId === one.conversationId)!;
      for (const seatId of one.roll.in)
        if (!conversation.blind.entries[seatId]) violation(`INV-3 ${seatId} is in the roll of ${one.conversationId} and handed nothing in`);
      frozen.set(one.conversationId, [conversation]);
    }
    if (one.type === "CriterionSettled" || one.type === "IdenticalAccepted" || one.type === "CriterionParked") {
      const conversation = before?.conversations.find((each) => each.conversationId === one.conversationId);
      if (!conversation?.reveal) violation(`INV-15 ${one.type} of ${one.conversationId} before its reveal`);
      if (one.type === "CriterionSettled" && one.settlement.bySeat === "") violation("INV-15 a settlement by nobody");
    }
    for (const conversation of after.conversations) {
      const kept = frozen.get(conversation.conversationId);
      if (kept && kept.at(-1)?.blind !== conversation.blind) {
        // a seat given back takes its person's values along; nothing else may touch them
        if (one.type !== "SeatGivenBack" || !hasOnlyMoved(kept.at(-1)!, conversation, one))
          violation(`INV-8 blind scores of ${conversation.conversationId} changed by ${one.type}`);
        kept.push(conversation);
      }
      const then = before?.conversations.find((each) => each.conversationId === conversation.conversationId);
      for (const criterionId of Object.keys(then?.settled ?? {}))
        if (!conversation.settled[criterionId] && !conversation.parked[criterionId])
          violation(`INV-15 what was settled of ${criterionId} is gone`);
    }
    const chairs = after.seats.filter(({ role, removed }) => role === "facilitator" && !removed).length;
    if (chairs > 1) violation(`${chairs} facilitators after ${one.type}`);
    return after;
  };

  const isStored = (id: string, personId: string): boolean => {
    const seats = [...(persons.seatsOf(personId) ?? [])];
    return seats.length === 0 || seats.some((seatId) => options.disk().command(stream, seatId, id));
  };

  return {
    coverage,
    lostSince: () => [...acked].filter(([id, { personId }]) => !isStored(id, personId)).map(([id, { viewer }]) => [id, viewer]),
    truth: () => truth,
    prefixes,
    closedLately: () => truth?.closed !== null || options.now() - reopenedAt < 5_000,
    appended: ({ stream: name, version: expected, batch }) => {
      if (name !== stream) return;
      if (expected !== version) violation(`INV-7 an append at ${expected}, the log stands at ${version}`);
      for (const command of batch) {
        const actors = actedBy.get(command.commandId) ?? [];
        const twin = actors.find((actor) => persons.haveOneHolder(actor, command.actor));
        if (twin !== undefined) violation(`INV-5 ${command.commandId} had an effect twice: of ${twin}, then of ${command.actor}`);
        actedBy.set(command.commandId, [...actors, command.actor]);
        if (command.events.length > 0 && refusedIds.has(command.commandId))
          violation(`INV-6 ${command.commandId} was refused, and acted later`);
        const asked = options.commandOf(command.commandId);
        if (asked && truth && command.actor !== "server" && command.events.length > 0) {
          const refusal = mayNot(truth, command.actor, asked);
          if (refusal) violation(`INV-14 ${asked.type} by ${command.actor} was stored though ${refusal.code}`);
        }
        for (const one of command.events) {
          version += 1;
          truth = event(truth, one as unknown as SessionEvent);
          prefixes.push(truth);
        }
      }
    },
    answered: (viewer, personId, kind, message, answer) => {
      if (kind === "clock" || typeof answer !== "object" || answer === null) return;
      const { ok, ...rest } = answer as Answer & { code?: string };
      count(ok ? `answer ok ${kind}` : `refused ${rest.code}`);
      if (!ok || kind !== "command" || personId === null) return;
      const { id } = message as { id: string };
      // what was sent from a seat is stored as that seat's, also when another is given back meanwhile
      if (isStored(id, personId)) acked.set(id, { viewer, personId });
      else violation(`INV-4 ${viewer} was told ok for ${id}, and it is not stored`);
    },
    refused: (commandId) => void refusedIds.add(commandId),
    frame: (viewer, frame, json) => {
      count("frame");
      const results = frame.slices.results;
      for (const [reason, whose = "", conversationId = ""] of json.matchAll(CANARY)) {
        if (whose === viewer || persons.isOne(options.personOf(whose), options.personOf(viewer))) continue;
        const conversation = truth?.conversations.find((one) => one.conversationId === conversationId);
        if (!conversation?.reveal) violation(`INV-1 ${viewer} got a reason of ${whose} about ${conversationId} before the reveal`);
        else if (!turns.mayBeRead(reason)) violation(`INV-12 ${viewer} got a reason of ${whose} about ${conversationId} before its turn`);
      }
      for (const [conversationId, shown] of Object.entries(results ?? {})) {
        const revealed = frozen.get(conversationId);
        if (!revealed) violation(`INV-1 ${viewer} got results of ${conversationId} before the reveal`);
        else if (!revealed.some((conversation) => isWhole(conversation, shown)))
          violation(`INV-3 ${viewer} saw a part of ${conversationId}`);
      }
    },
  };
}
