// People in a call on a child server: every act is written down with its id and its answer, and held against the log at the end.
import { type Connection, connect } from "../../../client/connection/connection.ts";
import type { CreateSession } from "../../../shared/protocol/http.ts";
import type { Answer } from "../../../shared/protocol/socket.ts";
import type { SentSheet, SessionCommand } from "../../../shared/session/commands.ts";
import { addPeople, createSession, type Device, type Member, mine, openDevice, personIdOf, until } from "../../server/harness.ts";

export type Known = Device & { name: string; personId: string };
/** The first is the admin, who facilitates. */
export type Team = Known[];

export const TEAM: Member[] = [
  { name: "Lea", role: "lead", experience: "long" },
  { name: "Ben", experience: "new" },
  { name: "Cleo", experience: "settled" },
  { name: "Dan", experience: "long" },
];

export async function teamOn(server: { url: string; setupToken: () => string }, members: Member[] = TEAM): Promise<Team> {
  const device = (): Device => openDevice(() => server.url);
  const admin = device();
  const entered = await admin.ask("POST", "/api/enter", {
    token: server.setupToken(),
    name: "Ada",
    teamName: "Support",
    experience: "long",
  });
  if (entered.status !== 200) throw new Error(`set-up: ${entered.text}`);
  return [{ ...admin, name: "Ada", personId: await personIdOf(admin) }, ...(await addPeople({ device }, admin, members))];
}

/** One act: what was asked, and what came back; null: nothing yet. */
export type Act = { id: string; seatId: string; command: SessionCommand; answer: Answer | null };
export type DraftAct = { seatId: string; conversationId: string; criterionId: string; reason: string; answer: Answer | null };

export type Participant = Known & { connection: Connection; send: (command: SessionCommand) => Promise<Answer> };
export type Call = {
  sessionId: string;
  people: Participant[];
  acts: Act[];
  drafts: DraftAct[];
  draft: (person: Participant, conversationId: string, criterionId: string, reason: string) => Promise<Answer>;
  /** acts sent and not answered, over all people */ underWay: () => number;
  /** everybody has a live connection and a view */ allLive: () => Promise<void>;
  close: () => void;
};

let lastId = 0;

export async function openCall(url: string, team: Team, more: Partial<CreateSession> = {}): Promise<Call> {
  const sessionId = await createSession(team[0]!, more);
  const acts: Act[] = [];
  const drafts: DraftAct[] = [];
  const people = team.map((known): Participant => {
    let made = "";
    const connection = connect({
      url,
      sessionId,
      cookie: known.cookie(),
      reconnectMs: { min: 10, max: 40 },
      newId: () => {
        lastId += 1;
        made = `act-${lastId}`;
        return made;
      },
    });
    return {
      ...known,
      connection,
      send: async (command) => {
        const answered = connection.send(command);
        const act: Act = { id: made, seatId: mine({ connection }).seatId, command, answer: null };
        acts.push(act);
        act.answer = await answered;
        return act.answer;
      },
    };
  });
  const allLive = async (): Promise<void> => {
    for (const person of people)
      await until(() => person.connection.status().state === "live" && person.connection.slices().mine, `${person.name} live`, 60_000);
  };
  await allLive();
  return {
    sessionId,
    people,
    acts,
    drafts,
    draft: async (person, conversationId, criterionId, reason) => {
      const act: DraftAct = { seatId: mine(person).seatId, conversationId, criterionId, reason, answer: null };
      drafts.push(act);
      act.answer = await person.connection.saveDraft(conversationId, criterionId, { value: null, reason, unsure: false, evidence: [] });
      return act.answer;
    },
    underWay: () => people.reduce((sum, { connection }) => sum + connection.status().waiting, 0),
    allLive,
    close: () => {
      for (const { connection } of people) connection.close();
    },
  };
}

/** A sheet whose values and reasons say who filled it in and when. */
export const sheetOf = (person: Participant, mark: string, step: number): SentSheet => {
  const { criteria } = person.connection.slices().scorecard!;
  const values = { binary: [0, 1], "3pt": [1, 3], "4pt": [1, 4], "5pt": [1, 5], percent: [10, 90] } as const;
  return Object.fromEntries(
    criteria.map(({ criterionId, scale }, index) => [
      criterionId,
      { value: values[scale][(step >> (index % 5)) & 1]!, reason: index === 0 ? mark : "", unsure: false, evidence: [] },
    ]),
  );
};
