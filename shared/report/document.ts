// The whole report as blocks, in the order a reader needs them: scores, disagreements, definitions, actions, what is left, people.
import type { Report } from "../session/reportShape.ts";
import { fill, type ReportWords } from "../texts/report.ts";
import { type Block, line } from "./blocks.ts";
import { keyDisagreements } from "./disagreements.ts";
import { actions, definitions, leftOpen, whoTookPart } from "./followUp.ts";
import { dateText, sentence } from "./format.ts";
import { individualScores } from "./named.ts";
import { finalScores } from "./scores.ts";

export const reportBlocks = (report: Report, words: ReportWords): Block[] => [
  ...head(report, words),
  ...finalScores(report, words),
  ...keyDisagreements(report, words),
  ...definitions(report, words),
  ...actions(report, words),
  ...leftOpen(report, words),
  ...whoTookPart(report, words),
  ...individualScores(report, words),
  ...(report.seal ? [line(fill(words.seal, { seal: report.seal }), "quiet")] : []),
];

function head(report: Report, words: ReportWords): Block[] {
  const { session } = report;
  const { head } = words;
  const scored = report.people.filter((person) => person.scored > 0).length;
  const facts = [
    { label: head.when, text: dateText(session.startsAt, session.timeZone, words) },
    { label: head.team, text: session.team },
    { label: head.scorecard, text: fill(words.version, { name: session.scorecard.name, version: session.scorecard.version }) },
    ...(session.facilitator ? [{ label: head.facilitator, text: session.facilitator }] : []),
    ...(session.leads.length > 0 ? [{ label: head.leads, text: session.leads.join(", ") }] : []),
    { label: head.scored, text: String(scored) },
  ];
  const blocks: Block[] = [
    { kind: "title", text: session.name },
    { kind: "facts", facts },
  ];
  if (session.status === "open") blocks.push(line(words.draft, "strong"));
  if (session.sample) blocks.push(line(words.sample, "strong"));
  if (session.practice) blocks.push(line(words.practice, "strong"));
  for (const { by, at, reason } of session.reopened)
    blocks.push(
      line(sentence(fill(words.reopened, { name: by, date: dateText(at, session.timeZone, words), reason }).replace(/: $/u, "")), "quiet"),
    );
  for (const { how, from, to } of session.passed) blocks.push(line(fill(words.passed[how], { from: from ?? words.somebody, to }), "quiet"));
  blocks.push(line(words.statements.neverFeeds, "quiet"));
  return blocks;
}
