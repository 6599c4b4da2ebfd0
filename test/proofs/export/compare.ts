// What the report says, as JSON and as CSV, held against what SQL and exact fractions make of the same log. One line for everything that differs.
import type { Report, ReportConversation } from "../../../shared/session/reportShape.ts";
import { exactOrder } from "./exactOrder.ts";
import type { Recomputed, SqlCriterion } from "./inSql.ts";
import { recordsOf } from "./readCsv.ts";

type Revealed = Extract<ReportConversation, { status: "revealed" | "setAside" }>;
export type Compared = { cells: number; differences: string[] };

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
const same = (said: unknown, meant: unknown): boolean =>
  typeof said === "number" && typeof meant === "number"
    ? Number.isFinite(said) && !Object.is(said, -0) && near(said, meant)
    : said === meant;

/** A CSV field as the value it stands for. */
const fromCsv = (field: string | undefined, meant: unknown): unknown =>
  field === "" ? null : typeof meant === "number" ? Number(field) : typeof meant === "boolean" ? field === "true" : field;

export const compare = (stream: string, report: Report, csv: string, sql: Recomputed): Compared => {
  const differences: string[] = [];
  let cells = 0;
  const hold = (where: string, said: unknown, meant: unknown): void => {
    cells += 1;
    if (!same(said, meant)) differences.push(`${stream} ${where}: ${JSON.stringify(said)}, recomputed ${JSON.stringify(meant)}`);
  };
  const rows = recordsOf(csv);
  const mine = <Row extends { stream: string }>(all: Row[]): Row[] => all.filter((row) => row.stream === stream);
  const shown = mine(sql.conversations);
  const revealed = report.conversations.filter((one): one is Revealed => one.status === "revealed" || one.status === "setAside");
  hold(
    "revealed conversations",
    revealed
      .map(({ conversationId }) => conversationId)
      .sort()
      .join(),
    shown
      .map(({ conversation }) => conversation)
      .sort()
      .join(),
  );
  for (const one of report.conversations.filter((other) => !revealed.includes(other as Revealed))) {
    hold(`${one.conversationId} hidden: its keys`, Object.keys(one).sort().join(), "conversationId,status,title");
    hold(
      `${one.conversationId} hidden: CSV rows`,
      rows
        .filter((row) => row.conversationId === one.conversationId)
        .map(({ record }) => record)
        .join(),
      "conversation",
    );
  }

  for (const conversation of revealed) {
    const { conversationId } = conversation;
    const facts = shown.find((one) => one.conversation === conversationId);
    if (!facts) continue;
    const where = (what: string): string => `${conversationId} ${what}`;
    const row = rows.find((one) => one.record === "conversation" && one.conversationId === conversationId);
    const both = (what: string, said: unknown, column: string, meant: unknown): void => {
      hold(where(what), said, meant);
      hold(where(`${what} (CSV)`), fromCsv(row?.[column], meant), meant);
    };
    both("status", conversation.status, "conversationStatus", facts.aside ? "setAside" : "revealed");
    both("reviews", conversation.reviews, "reviews", facts.reviews);
    both("absent", conversation.absent, "absent", facts.absent);
    const totals = mine(sql.totals).filter((one) => one.conversation === conversationId);
    const finals = totals.map((one) => (one.failed ? 0 : one.raw)).filter((total) => total !== null);
    both("lowest total", conversation.totals.final?.low ?? null, "low", finals.length > 0 ? Math.min(...finals) : null);
    both("highest total", conversation.totals.final?.high ?? null, "high", finals.length > 0 ? Math.max(...finals) : null);
    hold(where("auto-fails"), conversation.totals.autoFails, totals.filter(({ failed }) => failed).length);
    const running = mine(sql.calibrated).find((one) => one.conversation === conversationId);
    const calibrated = facts.settled === facts.criteria && running ? running : null;
    both("calibrated", conversation.calibrated?.final ?? null, "total", calibrated && (calibrated.failed ? 0 : calibrated.raw));
    both("calibrated before auto-fail", conversation.calibrated?.raw ?? null, "totalBeforeAutoFail", calibrated?.raw ?? null);
    hold(where("settled"), conversation.settled, facts.settled);
    hold(where("running"), conversation.running?.final ?? null, facts.settled > 0 && running ? (running.failed ? 0 : running.raw) : null);
    const reference = calibrated && (calibrated.failed ? 0 : calibrated.raw);
    const raws = totals.map(({ raw }) => raw).filter((raw) => raw !== null);
    const gap =
      reference === null || calibrated?.raw === null || facts.aside || finals.length === 0 || raws.length === 0
        ? null
        : finals.reduce((sum, total) => sum + Math.abs(total - reference), 0) / finals.length;
    both("gap", conversation.gap?.final ?? null, "gap", gap);
    const people = [...(conversation.people ?? [])].map(({ total }) => total.final).sort((a, b) => (a ?? -1) - (b ?? -1));
    if (conversation.people) {
      const meant = totals.map((one) => (one.failed ? 0 : one.raw)).sort((a, b) => (a ?? -1) - (b ?? -1));
      // somebody without a single answer on the scorecard has no row in SQL, and no total
      const given = people.slice(people.length - meant.length);
      for (const [index, total] of given.entries()) hold(where(`total ${index} of a person`), total, meant[index]);
    }
    criteriaOf(
      conversation,
      mine(sql.criteria).filter((one) => one.conversation === conversationId),
      rows,
      hold,
    );
  }
  return { cells, differences };
};

const criteriaOf = (
  conversation: Revealed,
  meant: SqlCriterion[],
  rows: Record<string, string>[],
  hold: (where: string, said: unknown, meant: unknown) => void,
): void => {
  const { conversationId } = conversation;
  const exact = exactOrder(meant.map((one) => ({ ...one, critical: one.critical === 1 })));
  hold(`${conversationId} order`, conversation.criteria.map(({ criterionId }) => criterionId).join(), exact.order.join());
  hold(`${conversationId} to discuss`, conversation.disagreements.join(), exact.order.slice(0, exact.toDiscuss).join());
  for (const one of meant) {
    const said = conversation.criteria.find(({ criterionId }) => criterionId === one.criterion);
    const row = rows.find(
      (other) => other.record === "criterion" && other.conversationId === conversationId && other.criterionId === one.criterion,
    );
    const both = (column: string, value: unknown, recomputed: unknown): void => {
      hold(`${conversationId} ${one.criterion} ${column}`, value, recomputed);
      hold(`${conversationId} ${one.criterion} ${column} (CSV)`, fromCsv(row?.[column], recomputed), recomputed);
    };
    if (!said) {
      hold(`${conversationId} ${one.criterion}`, null, one.criterion);
      continue;
    }
    both("answers", said.answers, one.answers);
    both("naCount", said.naCount, one.naCount);
    both("missingCount", said.missingCount, one.reviews - one.answers);
    both("unsureCount", said.unsureCount, one.unsureCount);
    both("failCount", said.failCount, one.failCount);
    both("low", said.range?.low ?? null, one.low);
    both("high", said.range?.high ?? null, one.high);
    both("V", said.V, one.V);
    both("D", said.D, one.D);
    both("value", said.calibrated, one.how === "parked" ? null : one.calibrated);
    both("baseline", said.baseline, one.baseline);
    if (one.how !== null) both("outcome", said.outcome, one.how);
    hold(`${conversationId} ${one.criterion} comparable`, said.comparable, one.answers >= 2);
    if (said.blind) {
      const order = (values: (number | "NA")[]): string => values.map(String).sort().join();
      hold(`${conversationId} ${one.criterion} blind`, order(said.blind.map(({ value }) => value)), order(one.values));
      const inCsv = rows.filter(
        (other) => other.record === "blindScore" && other.conversationId === conversationId && other.criterionId === one.criterion,
      );
      hold(
        `${conversationId} ${one.criterion} blind (CSV)`,
        inCsv
          .map(({ value }) => value!)
          .sort()
          .join(),
        order(one.values),
      );
    }
  }
};
