// The report as one flat table for a CSV file: one row a criterion, action or (named version) score, each with ids and dates so that other data can be joined. Codes, not words.
import type { Report, ReportAction } from "../session/reportShape.ts";
import type { ReportWords } from "../texts/report.ts";
import { isRevealed, type Revealed } from "./scores.ts";

export type ReportField = string | number | boolean | null;
/** Unescaped: whoever writes the file must keep text from being read as a formula. */
export type ReportRows = { columns: string[]; rows: ReportField[][] };

// biome-ignore format: columns read better in groups
const COLUMNS = [
  "record", "sessionId", "session", "team", "startsAt", "status", "sample", "scorecard", "scorecardVersion",
  "conversationId", "conversation", "channel", "agent", "link", "conversationStatus", "revealedAt", "reviews", "absent",
  "section", "criterionId", "criterion", "scale", "weight", "autoFail",
  "person", "value", "outcome", "answers", "low", "high", "naCount", "missingCount", "unsureCount", "failCount", "V", "D", "baseline",
  "total", "totalBeforeAutoFail", "totalAutoFail", "gap", "note", "cause", "feedback", "reason", "unsure", "revote",
  "actionId", "text", "owner", "dueOn", "actionStatus", "confirmed",
] as const;
type Column = (typeof COLUMNS)[number];
type Row = Partial<Record<Column, ReportField>>;

export function reportAsRows(report: Report, words: ReportWords): ReportRows {
  const { session } = report;
  const base: Row = {
    sessionId: session.sessionId,
    session: session.name,
    team: session.team,
    startsAt: new Date(session.startsAt).toISOString(),
    status: session.status,
    sample: session.sample || session.practice,
    scorecard: session.scorecard.name,
    scorecardVersion: session.scorecard.version,
  };
  const records: Row[] = [
    ...report.conversations.flatMap((conversation): Row[] =>
      isRevealed(conversation)
        ? ofConversation(conversation)
        : [
            {
              record: "conversation",
              conversationId: conversation.conversationId,
              conversation: conversation.title,
              conversationStatus: conversation.status,
            },
          ],
    ),
    ...report.actions.map((action) => ofAction("action", action)),
    ...report.openFromBefore.map((action) => ofAction("actionFromBefore", action)),
  ];
  return {
    columns: [...COLUMNS, words.csvStatement],
    rows: records.map((record) => [...COLUMNS.map((column) => ({ ...base, ...record })[column] ?? null), words.statements.neverFeeds]),
  };
}

function ofConversation(conversation: Revealed): Row[] {
  const base: Row = {
    conversationId: conversation.conversationId,
    conversation: conversation.title,
    channel: conversation.channel,
    agent: conversation.agent,
    link: conversation.link,
    conversationStatus: conversation.status,
    revealedAt: new Date(conversation.revealedAt).toISOString(),
    reviews: conversation.reviews,
    absent: conversation.absent,
  };
  const { calibrated, totals, gap } = conversation;
  const records: Row[] = [
    {
      ...base,
      record: "conversation",
      total: calibrated?.final ?? null,
      totalBeforeAutoFail: calibrated?.raw ?? null,
      totalAutoFail: calibrated?.autoFail ?? null,
      low: totals.final?.low ?? null,
      high: totals.final?.high ?? null,
      baseline: conversation.baselineTotal?.final ?? null,
      gap: gap?.final ?? null,
    },
  ];
  for (const criterion of conversation.criteria) {
    const about: Row = {
      ...base,
      section: criterion.section,
      criterionId: criterion.criterionId,
      criterion: criterion.name,
      scale: criterion.scale,
      weight: criterion.weight,
      autoFail: criterion.autoFail,
    };
    const { answers, naCount, missingCount, unsureCount, failCount, V, D, baseline, outcome, note, cause, feedback, range } = criterion;
    records.push({
      ...about,
      record: "criterion",
      value: criterion.calibrated,
      outcome,
      answers,
      low: range?.low ?? null,
      high: range?.high ?? null,
      ...{ naCount, missingCount, unsureCount, failCount, V, D, baseline, note, cause, feedback },
      owner: criterion.parkedOwner,
    });
    for (const { name, value, reason, unsure, revoted } of criterion.blind ?? [])
      records.push({ ...about, record: "blindScore", person: name, value, reason, unsure, revote: revoted });
    for (const late of conversation.lateReviews ?? []) {
      const value = late.values[criterion.criterionId];
      if (value !== undefined) records.push({ ...about, record: "lateScore", person: late.name, value });
    }
  }
  for (const { name, total } of conversation.people ?? [])
    records.push({
      ...base,
      record: "blindTotal",
      person: name,
      total: total.final,
      totalBeforeAutoFail: total.raw,
      totalAutoFail: total.autoFail,
    });
  return records;
}

const ofAction = (record: string, action: ReportAction): Row => ({
  record,
  actionId: action.actionId,
  text: action.text,
  owner: action.owner,
  dueOn: action.dueOn,
  actionStatus: action.status,
  confirmed: action.confirmed,
  criterion: action.criterion,
  conversation: action.conversation,
});
