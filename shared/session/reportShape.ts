// The report of a session as plain data, names filled in: what is shown, printed, copied and exported. Nothing of what was never revealed is in it.
import type { ActionId, ConversationId, CriterionId, Instant, SessionId } from "../ids.ts";
import type { ScaleKind, Value } from "../scorecard/scorecard.ts";
import type { Cause, Channel, NamesShown, ProposalKind, SessionRole } from "./shapes.ts";

/** Printed on every report and export. */
export const REPORT_STATEMENTS = {
  neverFeeds: "Calibration scores never feed agent scores.",
  gap: "Calibration variance: on average, how many points a reviewer's total is from the calibrated score.",
  late: "Scored late, may have heard the discussion; not in any figure.",
  setAside: "Set aside: kept and marked, not in any figure.",
} as const;

/** Points 0 to 100, unrounded; raw is the total before auto-fail. */
export type ReportTotal = { raw: number | null; final: number | null; autoFail: boolean };
export type ReportRange = { low: number; high: number };

export type ReportPerson = {
  name: string;
  role: SessionRole;
  label: string | null;
  site: string | null;
  guest: boolean;
  /** was connected at least once */ attended: boolean;
  /** conversations whose figures this person's blind scores are in */ scored: number;
  scoredLate: number;
  gaveBaseline: number;
};

export type ReportOutcome =
  | "agreed"
  | "withDissent"
  | "provisional"
  | "acceptedIdentical"
  /** left open on purpose, with or without an owner */
  | "parked"
  /** differs, and nothing was recorded */
  | "notDiscussed"
  /** agrees within tolerance, and nothing was recorded */
  | "notRecorded";

export type ReportCriterion = {
  criterionId: CriterionId;
  name: string;
  section: string;
  scale: ScaleKind;
  weight: number;
  autoFail: boolean;
  outcome: ReportOutcome;
  /** calibrated score; null unless settled */ calibrated: Value | null;
  /** provisional only, yyyy-mm-dd */ until: string | null;
  recordedBy: string | null;
  recordedAt: Instant | null;
  /** how many times it was recorded again */ amended: number;
  note: string | null;
  cause: Cause | null;
  feedback: string | null;
  parkedOwner: string | null;
  /** place on the agenda; null: agreed, or could not be compared */ rank: number | null;
  comparable: boolean;
  badge: "autoFailSplit" | "naSplit" | "offBaseline" | null;
  /** blind answers: how many, and from where to where on the criterion's own scale */ answers: number;
  naCount: number;
  missingCount: number;
  unsureCount: number;
  failCount: number;
  /** yes/no criteria only */ yesCount: number | null;
  range: ReportRange | null;
  /** variance and mean distance of two reviewers on 0–1 */ V: number | null;
  D: number | null;
  baseline: Value | null;
  /** one line a revealed re-vote */ revotes: {
    round: number;
    voters: number;
    moved: number;
    naCount: number;
    range: ReportRange | null;
  }[];
  changedTheirMind: number;
  objections: { name: string | null; text: string }[];
  /** named version only: who scored what, and what it became */ blind:
    | { name: string; value: Value; reason: string | null; unsure: boolean; revoted: Value | null }[]
    | null;
};

export type ReportConversation = {
  conversationId: ConversationId;
  title: string;
} & (
  | { status: "notRevealed" | "withdrawn" }
  | {
      status: "revealed" | "setAside";
      channel: Channel;
      link: string | null;
      agent: string | null;
      why: string | null;
      revealedAt: Instant;
      setAside: { reason: string; by: string } | null;
      /** n: blind reviews that count */ reviews: number;
      absent: number;
      late: number;
      agreed: number;
      comparable: number;
      criteriaCount: number;
      /** in agenda order */ criteria: ReportCriterion[];
      orderedByHand: boolean;
      /** of the blind reviews; null where nobody has a total */ totals: {
        final: ReportRange | null;
        raw: ReportRange | null;
        autoFails: number;
      };
      baselineTotal: ReportTotal | null;
      settled: number;
      parked: number;
      /** null until every criterion has a calibrated score */ calibrated: ReportTotal | null;
      /** of what is settled so far; null if nothing is */ running: ReportTotal | null;
      /** calibration gap in points */ gap: { final: number; raw: number; autoFailMismatches: number } | null;
      /** "what it was about and how it ended": criteria that differed, in agenda order */ disagreements: CriterionId[];
      /** named version only */ people: { name: string; total: ReportTotal }[] | null;
      /** named version only; kept apart from every figure */ lateReviews:
        | { name: string; total: ReportTotal; values: Record<CriterionId, Value> }[]
        | null;
    }
);

export type ReportAction = {
  actionId: ActionId;
  text: string;
  /** null: unowned, printed as such */ owner: string | null;
  dueOn: string | null;
  status: "open" | "done" | "dropped";
  confirmed: boolean;
  criterion: string | null;
  conversation: string | null;
};

export type Report = {
  session: {
    sessionId: SessionId;
    team: string;
    name: string;
    status: "open" | "closed";
    sample: boolean;
    practice: boolean;
    startsAt: Instant;
    timeZone: string;
    lengthMinutes: number;
    closedAt: Instant | null;
    closings: number;
    reopened: { at: Instant; by: string; reason: string }[];
    scorecard: { name: string; version: number; criteria: number };
    names: NamesShown;
    speakingOrder: "newestFirst" | "open";
    facilitator: string | null;
    leads: string[];
    /** every time facilitation passed on, oldest first */ passed: {
      from: string | null;
      to: string;
      at: Instant;
      how: "takenOver" | "returned" | "handedOver";
    }[];
  };
  named: boolean;
  statements: typeof REPORT_STATEMENTS;
  people: ReportPerson[];
  /** of all revealed conversations that are not set aside and have a calibrated score; each counts once */ gap: {
    final: number;
    raw: number;
    conversations: number;
    autoFailMismatches: number;
  } | null;
  conversations: ReportConversation[];
  /** what was agreed for next time, per criterion */ notes: { criterion: string; value: Value; text: string; conversation: string }[];
  proposals: {
    kind: ProposalKind;
    criterion: string | null;
    text: string;
    rightExample: string | null;
    wrongExample: string | null;
    by: string;
  }[];
  actions: ReportAction[];
  unownedActions: number;
  /** actions of earlier sessions still open */ openFromBefore: ReportAction[];
  notDiscussed: { conversation: string; criteria: string[] }[];
  /** titles */ unrevealed: string[];
  /** closed sessions, where it was had from a server: the last hash of the log's chain, by which `plumb verify --seal` finds whether anything before it was changed since */ seal?: string;
};
