// Report section 1: the final, calibrated scores, with the n they rest on.
import type { Report, ReportConversation } from "../session/reportShape.ts";
import { fill, type ReportWords } from "../texts/report.ts";
import { type Block, heading, line, subheading } from "./blocks.ts";
import { criterionRange, oneDecimal, outcomeText, totalCell, totalRange, totalText, valueCell } from "./format.ts";

export type Revealed = Extract<ReportConversation, { status: "revealed" | "setAside" }>;
export const isRevealed = (conversation: ReportConversation): conversation is Revealed =>
  conversation.status === "revealed" || conversation.status === "setAside";

export function finalScores(report: Report, words: ReportWords): Block[] {
  const revealed = report.conversations.filter(isRevealed);
  const anyBaseline = revealed.some((conversation) => conversation.baselineTotal !== null);
  const { column } = words;
  const overview: Block = {
    kind: "table",
    columns: [
      { label: column.conversation, numeric: false },
      { label: column.calibrated, numeric: true },
      { label: column.totals, numeric: false },
      ...(anyBaseline ? [{ label: column.baseline, numeric: true }] : []),
      { label: column.n, numeric: true },
      { label: column.gap, numeric: true },
      { label: column.settled, numeric: false },
    ],
    rows: report.conversations.map((conversation) => {
      if (!isRevealed(conversation)) {
        const status = conversation.status === "withdrawn" ? words.withdrawn : words.unrevealed;
        return [conversation.title, status, "", ...(anyBaseline ? [""] : []), "", "", ""];
      }
      const { calibrated, running, gap } = conversation;
      return [
        conversation.setAside ? fill(words.setAsideMark, { title: conversation.title }) : conversation.title,
        calibrated ? totalCell(calibrated, words) : running ? fill(words.running, { total: totalText(running, words) }) : words.value.none,
        totalRange(conversation.totals.final, words),
        ...(anyBaseline ? [totalCell(conversation.baselineTotal, words)] : []),
        { text: String(conversation.reviews), value: conversation.reviews },
        gap ? { text: fill(words.points, { points: oneDecimal(gap.final, words) }), value: gap.final } : words.value.none,
        fill(words.settledOf, { settled: conversation.settled, of: conversation.criteriaCount }),
      ];
    }),
  };
  const blocks: Block[] = [heading(words.section.scores), overview];
  if (report.gap) {
    const of = report.conversations.filter(({ status }) => status !== "withdrawn").length;
    const { conversations } = report.gap;
    const count = conversations < of ? fill(words.settledOf, { settled: conversations, of }) : conversations;
    blocks.push(line(fill(words.gapAll, { points: oneDecimal(report.gap.final, words), count })));
    if (report.gap.autoFailMismatches > 0) blocks.push(line(fill(words.gapMismatch, { count: report.gap.autoFailMismatches })));
    blocks.push(line(words.statements.gap, "quiet"));
  }
  return [...blocks, ...revealed.flatMap((conversation) => oneConversation(conversation, words))];
}

function oneConversation(conversation: Revealed, words: ReportWords): Block[] {
  const blocks: Block[] = [subheading(conversation.title)];
  if (conversation.setAside) {
    const { by, reason } = conversation.setAside;
    blocks.push(
      line(reason.trim() === "" ? fill(words.setAsideBare, { by }) : fill(words.setAside, { by, reason }), "strong"),
      line(words.statements.setAside, "quiet"),
    );
  }
  const { agent, link, why } = conversation;
  const about = [
    agent?.trim() ? fill(words.agent, { name: agent }) : null,
    link,
    why?.trim() ? fill(words.why, { text: why }) : null,
  ].filter((part) => part !== null);
  if (about.length > 0) blocks.push(line(about.join(" · "), "quiet"));
  const apart = [
    conversation.absent > 0 ? fill(words.absent, { count: conversation.absent }) : null,
    conversation.late > 0 ? fill(words.lateCount, { count: conversation.late }) : null,
  ].filter((part): part is string => part !== null);
  if (apart.length > 0) blocks.push(line(apart.join(", "), "quiet"));
  const { column } = words;
  blocks.push({
    kind: "table",
    columns: [
      { label: column.criterion, numeric: false },
      { label: column.calibrated, numeric: true },
      { label: column.outcome, numeric: false },
      { label: column.range, numeric: false },
      { label: column.n, numeric: true },
    ],
    rows: conversation.criteria.map((criterion) => [
      criterion.name,
      valueCell(criterion.calibrated, criterion.scale, words),
      outcomeText(criterion, words),
      criterionRange(criterion, words),
      { text: String(criterion.answers), value: criterion.answers },
    ]),
  });
  return blocks;
}
