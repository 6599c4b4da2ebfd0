// What a call is doing when its server is killed: each step has several people act at once.
import type { Answer } from "../../../shared/protocol/socket.ts";
import type { SessionCommand } from "../../../shared/session/commands.ts";
import { slice } from "../../server/harness.ts";
import { type Call, type Participant, sheetOf } from "../children/call.ts";

export type Step = { kind: "submit" | "draft" | "reveal" | "gate" | "revote" | "consensus" | "close"; acts: () => Promise<Answer>[] };

let count = 0;
const next = (): number => {
  count += 1;
  return count;
};

export const action = (person: Participant): Promise<Answer> =>
  person.send({
    type: "AddAction",
    actionId: `a${next()}`,
    text: "something to do",
    ownerPersonId: null,
    dueOn: null,
    criterionId: null,
    conversationId: null,
  });

/** One conversation from its first draft to its last consensus; whoever comes back does so in the middle of it. */
export const stepsOf = (call: Call, conversationId: string): Step[] => {
  const [ada, lea, ben, cleo, dan] = call.people as [Participant, Participant, Participant, Participant, Participant];
  const criteria = slice(ada, "scorecard").criteria.map(({ criterionId }) => criterionId);
  const on = { conversationId, criterionId: criteria[0]! };
  const submit = (person: Participant) =>
    person.send({ type: "SubmitReview", conversationId, sheet: sheetOf(person, `${person.name} ${next()}`, next()) });
  const draft = (person: Participant, criterion: number) =>
    call.draft(person, conversationId, criteria[criterion]!, `${person.name} ${next()}`);
  const by = (person: Participant, command: SessionCommand) => person.send(command);
  const roll = () => slice(ada, "progress").find((one) => one.conversationId === conversationId)!.names!;
  return [
    { kind: "draft", acts: () => [draft(ben, 1), draft(cleo, 1), draft(dan, 1), draft(lea, 2), action(ada)] },
    { kind: "submit", acts: () => [submit(ben), submit(cleo), submit(dan), submit(lea), submit(ada)] },
    { kind: "draft", acts: () => [draft(ben, 2), draft(cleo, 3), submit(dan), submit(lea), draft(ada, 2)] },
    {
      kind: "reveal",
      acts: () => {
        const names = roll();
        const reveal: SessionCommand = { type: "RevealScores", conversationId, roll: names };
        return [by(ada, reveal), by(lea, reveal), submit(ben), action(cleo), action(dan)];
      },
    },
    { kind: "gate", acts: () => [by(ada, { type: "OpenCriterion", ...on, readAloud: false }), action(ben), action(cleo), action(dan)] },
    {
      kind: "gate",
      acts: () => [
        by(ada, { type: "NextTurn", ...on }),
        by(lea, { type: "OpenToEveryone", ...on }),
        by(ben, { type: "WriteReason", ...on, text: `because ${next()}`, evidence: [] }),
        by(cleo, { type: "ChangeMind", ...on, value: 1 }),
        action(dan),
      ],
    },
    { kind: "revote", acts: () => [by(ada, { type: "OpenRevote", ...on }), action(ben), action(cleo), action(dan)] },
    {
      kind: "revote",
      acts: () => [ben, cleo, dan, lea].map((person) => by(person, { type: "CastRevote", ...on, round: 1, value: 1 })),
    },
    {
      kind: "revote",
      acts: () => [
        by(ada, { type: "RevealRevote", ...on, round: 1 }),
        by(lea, { type: "RevealRevote", ...on, round: 1 }),
        action(ben),
        action(cleo),
        action(dan),
      ],
    },
    {
      kind: "consensus",
      acts: () => [
        by(ada, {
          type: "SettleCriterion",
          ...on,
          value: 1,
          how: "agreed",
          until: null,
          note: `as said ${next()}`,
          cause: null,
          feedback: null,
        }),
        by(ben, { type: "Object", ...on, text: `not so ${next()}` }),
        by(cleo, { type: "ChangeMind", ...on, value: 0 }),
        action(dan),
      ],
    },
  ];
};

/** The end of the call, and that it can be opened again. */
export const closing = (call: Call): Step[] => {
  const [ada, lea, ben, cleo] = call.people as [Participant, Participant, Participant, Participant];
  return [
    { kind: "close", acts: () => [ada.send({ type: "CloseSession" }), action(lea), action(ben), action(cleo)] },
    { kind: "close", acts: () => [ada.send({ type: "ReopenSession", reason: "one more" }), action(lea), action(ben), action(cleo)] },
  ];
};
