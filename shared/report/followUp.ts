// Report sections 3 to 5: definitions, actions with named owners, what was left. Then who took part.
import type { Report, ReportAction } from "../session/reportShape.ts";
import type { ScaleKind, Value } from "../scorecard/scorecard.ts";
import { afterNextTime } from "../texts/nextTime.ts";
import { fill, type ReportWords } from "../texts/report.ts";
import { type Block, type Cell, heading, line } from "./blocks.ts";
import { dayText, sentence, valueText } from "./format.ts";
import { isRevealed } from "./scores.ts";

export function definitions(report: Report, words: ReportWords): Block[] {
  const notes = report.notes.map((note) => ({
    lead: note.criterion,
    sentences: [
      sentence(fill(words.nextTime, { value: noteValue(report, note.criterion, note.value, words), text: afterNextTime(note.text) })),
    ],
  }));
  const proposals = report.proposals.map((proposal) => ({
    lead: `${words.proposal[proposal.kind]}${proposal.criterion ? `: ${proposal.criterion}` : ""}`,
    sentences: [
      `${sentence(proposal.text)} (${fill(words.proposedBy, { name: proposal.by })})`,
      ...(proposal.rightExample ? [sentence(fill(words.right, { text: proposal.rightExample }))] : []),
      ...(proposal.wrongExample ? [sentence(fill(words.wrong, { text: proposal.wrongExample }))] : []),
    ],
  }));
  const items = [...notes, ...proposals];
  return [heading(words.section.definitions), items.length === 0 ? line(words.noUpdates) : { kind: "list", items }];
}

/** A note names its criterion, whose scale stands with the conversations. */
function noteValue(report: Report, name: string, value: Value, words: ReportWords): string {
  const scale = report.conversations
    .filter(isRevealed)
    .flatMap((one) => one.criteria)
    .find((criterion) => criterion.name === name)?.scale;
  return valueText(value, scale ?? ("percent" satisfies ScaleKind), words);
}

export function actions(report: Report, words: ReportWords): Block[] {
  const here = report.actions.filter((action) => action.status !== "dropped");
  const blocks: Block[] = [heading(words.section.actions)];
  if (here.length === 0) blocks.push(line(words.noActions));
  else blocks.push(actionTable(here, words));
  if (report.unownedActions > 0) blocks.push(line(fill(words.unownedCount, { count: report.unownedActions }), "strong"));
  if (report.openFromBefore.length > 0) blocks.push(heading(words.section.before), actionTable(report.openFromBefore, words));
  return blocks;
}

function actionTable(list: ReportAction[], words: ReportWords): Block {
  const { column } = words;
  return {
    kind: "table",
    columns: [column.action, column.owner, column.due, column.status, column.about].map((label) => ({ label, numeric: false })),
    rows: list.map((action): Cell[] => [
      action.text,
      action.owner ?? { strong: words.unowned },
      action.dueOn ? dayText(action.dueOn, words) : words.noDue,
      action.confirmed && action.status === "open" ? `${words.status.open}, ${words.confirmed}` : words.status[action.status],
      [action.criterion, action.conversation].filter((part) => part !== null).join(" · "),
    ]),
  };
}

export function leftOpen(report: Report, words: ReportWords): Block[] {
  const items = report.conversations
    .filter(isRevealed)
    .filter(({ status }) => status === "revealed")
    .map(({ title, criteria }) => {
      const left = (sort: "notDiscussed" | "parked" | "notRecorded", phrase: string) => {
        const names = criteria.filter(({ outcome }) => outcome === sort).map(({ name }) => name);
        return names.length > 0 ? [fill(phrase, { criteria: names.join(", ") })] : [];
      };
      return {
        lead: title,
        sentences: [
          ...left("notDiscussed", words.leftApart),
          ...left("parked", words.leftParked),
          ...left("notRecorded", words.leftAligned),
        ],
      };
    })
    .filter(({ sentences }) => sentences.length > 0);
  const blocks: Block[] = [heading(words.section.open)];
  if (items.length > 0) blocks.push({ kind: "list", items });
  if (report.unrevealed.length > 0) blocks.push(line(fill(words.hidden, { titles: report.unrevealed.join(", ") })));
  if (items.length === 0 && report.unrevealed.length === 0) blocks.push(line(words.allDiscussed));
  return blocks;
}

export function whoTookPart(report: Report, words: ReportWords): Block[] {
  const anySite = report.people.some((person) => person.site !== null);
  const { column } = words;
  return [
    heading(words.section.people),
    {
      kind: "table",
      columns: [
        { label: column.name, numeric: false },
        { label: column.role, numeric: false },
        ...(anySite ? [{ label: column.site, numeric: false }] : []),
        { label: column.scored, numeric: true },
      ],
      rows: report.people.map((person): Cell[] => [
        person.name,
        [
          person.label ?? words.role[person.role],
          person.guest ? words.guest : null,
          person.attended ? null : words.absentPerson,
          person.gaveBaseline > 0 ? words.gaveBaseline : null,
        ]
          .filter((part) => part !== null)
          .join(", "),
        ...(anySite ? [person.site ?? ""] : []),
        { text: String(person.scored), value: person.scored },
      ]),
    },
  ];
}
