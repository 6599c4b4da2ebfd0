// Makes a session: frozen scorecard, seats for everybody chosen, and what was left hidden last time returned to its authors as drafts.
import type { CreateSession } from "../../shared/protocol/http.ts";
import type { Scorecard } from "../../shared/scorecard/scorecard.ts";
import { starterById } from "../../shared/scorecard/starters/starters.ts";
import type { Conversation } from "../../shared/session/commands.ts";
import type { StoredConversation } from "../../shared/session/events.ts";
import { heldSeat } from "../../shared/session/find.ts";
import type { Rejection } from "../../shared/session/rejection.ts";
import { DEFAULT_OPTIONS, type DraftEntry, type Entry, type Options } from "../../shared/session/shapes.ts";
import type { ConversationState } from "../../shared/session/state.ts";
import type { Ids } from "../live/ports.ts";
import type { LiveSession, SessionOutcome, Sessions } from "../live/sessions.ts";
import type { SessionIndex } from "../live/sessionIndex.ts";
import { seatOfPerson } from "../live/viewers.ts";
import type { Team } from "../team.ts";
import type { Directory } from "./directory.ts";
import { sessionRoleOf, takeSeat } from "./seats.ts";
import { newSessionCode } from "./sessionCode.ts";

export type Wanted = Omit<CreateSession, "options" | "personIds"> & {
  name: string;
  startsAt: number;
  timeZone: string;
  lengthMinutes: number;
  options: Options;
  personIds: string[];
  /** one of its own, which the team does not have */ scorecard?: Scorecard;
  sample: boolean;
  practice: boolean;
};
export type SessionMaker = (wanted: Wanted, creatorPersonId: string) => Promise<{ sessionId: string } | { refusal: Rejection }>;

export const scorecardById = (team: Team, scorecardId: string): Scorecard | null =>
  team.state().scorecards[scorecardId]?.versions.at(-1) ?? starterById(scorecardId);

/** What a new session of this team starts with. */
export function defaultOptions(team: Team): Options {
  const { names, speakingOrder, showProgressNames, maskAgentOnSharedScreen, silentReviewMinutes } = team.state().settings;
  return { ...DEFAULT_OPTIONS, names, speakingOrder, showProgressNames, maskAgentOnSharedScreen, silentReviewMinutes };
}

const asSent = (material: StoredConversation, conversationId: string): Conversation => ({
  conversationId,
  title: material.title.text,
  channel: material.channel,
  link: material.link,
  agent: material.agent?.text ?? null,
  why: material.why?.text ?? null,
  transcript: material.transcript.map(({ at, speaker, text }) => ({ at, speaker, text: text.text })),
});

const asDraft = ({ value, reason, unsure, evidence }: Entry): DraftEntry => ({
  value,
  reason: reason?.text ?? "",
  unsure,
  evidence: evidence.map(({ line, at, quote }) => ({ line, at, quote: quote?.text ?? null })),
});

export function createSessionMaker(options: {
  team: Team;
  directory: Directory;
  sessions: Sessions;
  index: SessionIndex;
  ids: Ids;
}): SessionMaker {
  const { team, directory, sessions, index, ids } = options;

  const refusalOf = (outcome: SessionOutcome): Rejection | null =>
    outcome.outcome === "ok" ? null : outcome.outcome === "rejected" ? outcome.rejection : { code: outcome.code };

  /** Everybody's own, drafts over what was handed in, to the same person's new seat. Nobody else sees any of it. */
  const returnDrafts = async (
    from: LiveSession,
    conversation: ConversationState,
    to: LiveSession,
    conversationId: string,
  ): Promise<void> => {
    for (const seat of from.state().seats) {
      const newSeat = seatOfPerson(to.state(), directory, seat.personId);
      if (!newSeat || seat.removed) continue;
      const handedIn = Object.entries(conversation.blind.entries[seat.seatId] ?? {}).map(
        ([criterionId, entry]) => [criterionId, asDraft(entry)] as const,
      );
      const drafts = { ...Object.fromEntries(handedIn), ...from.drafts.of(seat.seatId)[conversation.conversationId] };
      for (const [criterionId, entry] of Object.entries(drafts)) {
        if (!to.state().scorecard.criteria.some((criterion) => criterion.criterionId === criterionId)) continue;
        await to.drafts.save({ sessionId: to.sessionId, seatId: newSeat.seatId, conversationId, criterionId }, entry);
      }
    }
  };

  return async (wanted, creatorPersonId) => {
    const scorecard = wanted.scorecard ?? scorecardById(team, wanted.scorecardId);
    if (!scorecard) return { refusal: { code: "SCORECARD_UNKNOWN", field: "scorecardId" } };
    const previous = wanted.previousSessionId ? await sessions.load(wanted.previousSessionId) : null;
    if (wanted.previousSessionId && !previous) return { refusal: { code: "NOT_FOUND", field: "previousSessionId" } };
    const carried = (previous?.state().conversations ?? [])
      .filter(({ conversationId, reveal, withdrawn }) => wanted.carryConversationIds?.includes(conversationId) && !reveal && !withdrawn)
      .map((conversation) => ({ conversation, newId: ids.id() }));
    if (carried.length < (wanted.carryConversationIds?.length ?? 0))
      return { refusal: { code: "CONVERSATION_UNKNOWN", field: "carryConversationIds" } };

    const sessionId = ids.id();
    const codes = new Set((await index.all()).filter(({ status }) => status === "open").map(({ code }) => code));
    const refusal = refusalOf(
      await sessions.asServer(sessionId, {
        type: "CreateSession",
        sessionId,
        code: newSessionCode((code) => codes.has(code)),
        creatorPersonId,
        scorecard,
        options: wanted.options,
        sample: wanted.sample,
        practice: wanted.practice,
        previousSessionId: wanted.previousSessionId ?? null,
        name: wanted.name,
        startsAt: wanted.startsAt,
        timeZone: wanted.timeZone,
        lengthMinutes: wanted.lengthMinutes,
        dueAt: wanted.dueAt ?? null,
        conversations: [...carried.map(({ conversation, newId }) => asSent(conversation.material, newId)), ...wanted.conversations],
      }),
    );
    if (refusal) return { refusal };
    index.touch(sessionId);
    const session = await sessions.load(sessionId);
    if (!session) throw new Error("a session that was just made is not there");
    if (team.state().settings.alwaysAskAtDoor) await sessions.asServer(sessionId, { type: "SetDoor", open: false });

    const earlier = new Set(
      (await index.all())
        .filter((brief) => brief.sessionId !== sessionId && !brief.sample && !brief.practice)
        .flatMap(({ seats }) => seats.map(({ personId }) => directory.resolve(personId))),
    );
    const invited = wanted.personIds.filter((personId) => personId !== creatorPersonId);
    for (const personId of [creatorPersonId, ...invited]) {
      const member = team.memberOf(personId);
      if (!member) continue;
      const facilitates = personId === creatorPersonId;
      const role = facilitates ? "facilitator" : sessionRoleOf(member.role);
      const scores = !facilitates || wanted.options.facilitatorScores;
      const seated = await sessions.asServer(
        sessionId,
        takeSeat({ seatId: ids.id(), member, role, scores, firstTime: !earlier.has(member.personId) }),
      );
      const failed = refusalOf(seated);
      if (failed && failed.code !== "ALREADY_SEATED") return { refusal: failed };
    }

    for (const { conversation, newId } of carried) {
      if (!previous) continue;
      await returnDrafts(previous, conversation, session, newId);
      // Carried over is not left over: in the old session, if it still goes on, it is withdrawn by whoever carries it.
      const seat = seatOfPerson(previous.state(), directory, creatorPersonId);
      if (seat && heldSeat(previous.state(), seat.seatId) && !previous.state().closed)
        await sessions.execute(
          previous.sessionId,
          ids.id(),
          { kind: "seat", seatId: seat.seatId },
          {
            type: "WithdrawConversation",
            conversationId: conversation.conversationId,
          },
        );
    }
    return { sessionId };
  };
}
