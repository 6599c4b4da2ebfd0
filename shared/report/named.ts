// The named version's own part: who scored what. Empty unless the report was asked for with names and may hold them.
import type { Report } from "../session/reportShape.ts";
import type { ReportWords } from "../texts/report.ts";
import { type Block, type Cell, heading, line, subheading } from "./blocks.ts";
import { sentence, totalCell, valueCell, valueText } from "./format.ts";
import { isRevealed } from "./scores.ts";

export function individualScores(report: Report, words: ReportWords): Block[] {
  if (!report.named) return [];
  const blocks: Block[] = [];
  for (const conversation of report.conversations.filter(isRevealed)) {
    const people = (conversation.people ?? []).map((person) => person.name);
    if (people.length > 0) {
      blocks.push(subheading(conversation.title), {
        kind: "table",
        columns: [{ label: words.column.criterion, numeric: false }, ...people.map((label) => ({ label, numeric: true }))],
        rows: [
          ...conversation.criteria.map((criterion): Cell[] => [
            criterion.name,
            ...people.map((name): Cell => {
              const blind = criterion.blind?.find((one) => one.name === name);
              return blind ? valueCell(blind.value, criterion.scale, words) : words.value.none;
            }),
          ]),
          [words.column.total, ...(conversation.people ?? []).map((person) => totalCell(person.total, words))],
        ],
      });
      const reasons = conversation.criteria.flatMap((criterion) =>
        (criterion.blind ?? []).flatMap((one) => {
          const scored = valueText(one.value, criterion.scale, words);
          const later = one.revoted === null ? [] : [`${words.column.revote}: ${valueText(one.revoted, criterion.scale, words)}.`];
          const unsure = one.unsure ? [`${words.column.unsure}.`] : [];
          const said = one.reason?.trim() ? [sentence(one.reason)] : [];
          return [...said, ...unsure, ...later].length === 0
            ? []
            : [{ lead: `${criterion.name} – ${one.name}, ${scored}`, sentences: [...said, ...unsure, ...later] }];
        }),
      );
      if (reasons.length > 0) blocks.push({ kind: "list", items: reasons });
    }
    const late = conversation.lateReviews ?? [];
    if (late.length > 0) {
      const values = (name: string): Cell[] =>
        conversation.criteria.map((criterion) =>
          valueCell(late.find((one) => one.name === name)?.values[criterion.criterionId] ?? null, criterion.scale, words),
        );
      blocks.push(subheading(`${words.section.late}: ${conversation.title}`), line(words.statements.late, "quiet"), {
        kind: "table",
        columns: [
          { label: words.column.name, numeric: false },
          ...conversation.criteria.map((criterion) => ({ label: criterion.name, numeric: true })),
          { label: words.column.total, numeric: true },
        ],
        rows: late.map((one): Cell[] => [one.name, ...values(one.name), totalCell(one.total, words)]),
      });
    }
  }
  return blocks.length === 0 ? [heading(words.section.blind), line(words.noLeft)] : [heading(words.section.blind), ...blocks];
}
