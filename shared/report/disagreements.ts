// Report section 2: what differed most and how it ended, one item a criterion, in the order it was on the agenda.
import type { Report, ReportCriterion } from "../session/reportShape.ts";
import { fill, type ReportWords } from "../texts/report.ts";
import { type Block, heading, line, subheading } from "./blocks.ts";
import { criterionRange, dayText, outcomeText, rangeText, sentence, valueText } from "./format.ts";
import { isRevealed } from "./scores.ts";

export function keyDisagreements(report: Report, words: ReportWords): Block[] {
  const blocks: Block[] = [heading(words.section.disagreements)];
  for (const conversation of report.conversations.filter(isRevealed)) {
    // Somebody may have objected, or a re-vote been held, where nothing was apart at first: that is a disagreement too.
    const chosen = conversation.criteria.filter(
      (criterion) =>
        conversation.disagreements.includes(criterion.criterionId) || criterion.objections.length > 0 || criterion.revotes.length > 0,
    );
    blocks.push(subheading(conversation.title));
    if (chosen.length === 0) blocks.push(line(words.nobodyDiffered));
    else
      blocks.push({ kind: "list", items: chosen.map((criterion) => ({ lead: criterion.name, sentences: howItEnded(criterion, words) })) });
  }
  return blocks;
}

/** "blind scores 2 to 5 (n = 6). Re-vote 1: …. Calibrated: 4 of 5, agreed." */
function howItEnded(criterion: ReportCriterion, words: ReportWords): string[] {
  const { outcome, badge, scale, answers } = criterion;
  const sentences: (string | null)[] = [
    sentence(
      criterion.comparable
        ? fill(words.apart, { range: criterionRange(criterion, words), n: answers })
        : fill(words.notComparable, { n: answers }),
    ),
    badge
      ? sentence(
          fill(words.badge[badge], {
            count: badge === "autoFailSplit" ? criterion.failCount : criterion.naCount,
            baseline: valueText(criterion.baseline, scale, words),
          }),
        )
      : null,
    ...criterion.revotes.map((revote) =>
      fill(words.revote, {
        round: revote.round,
        range: rangeText(revote.range, revote.naCount, scale, words),
        n: revote.voters,
        moved: revote.moved,
      }),
    ),
    criterion.changedTheirMind > 0 ? fill(words.minds, { count: criterion.changedTheirMind }) : null,
    outcome === "parked"
      ? criterion.parkedOwner
        ? fill(words.parkedBy, { owner: criterion.parkedOwner })
        : words.parkedUnowned
      : outcome === "notDiscussed" || outcome === "notRecorded"
        ? words.open
        : fill(words.became, { value: valueText(criterion.calibrated, scale, words), outcome: outcomeText(criterion, words) }),
    criterion.until ? fill(words.until, { date: dayText(criterion.until, words) }) : null,
    outcome === "provisional" && criterion.recordedBy ? fill(words.by, { name: criterion.recordedBy }) : null,
    criterion.amended > 0 ? fill(words.amended, { count: criterion.amended + 1 }) : null,
    criterion.cause ? fill(words.cause.label, { cause: words.cause[criterion.cause] }) : null,
    criterion.feedback ? sentence(fill(words.feedback, { text: criterion.feedback })) : null,
    ...criterion.objections.map(({ name, text }) =>
      sentence(name ? fill(words.objection, { name, text }) : fill(words.objectionBare, { text })),
    ),
  ];
  return sentences.filter((words): words is string => words !== null);
}
