// What a command leaves behind that can be counted from outside: minutes on the timer, objections, reasons. Twice done is twice seen.
import type { SessionCommand } from "../../../shared/session/commands.ts";
import { openStore } from "../../../server/store/open.ts";
import { sheet } from "../../server/harness.ts";
import { accepted, openSeat, type SeatSocket } from "../real/seatSocket.ts";
import type { Dice } from "../real/dice.ts";
import { newSession, type Team } from "../real/people.ts";

export const START_MINUTES = 5;
const about = (criterionId: string) => ({ conversationId: "c1", criterionId });

export type Ground = { sessionId: string; criterionId: string; seatId: string };

/** A session in which every kind of command below can be given: one conversation revealed, one criterion open, the timer running. */
export async function prepare(url: string, team: Team): Promise<Ground> {
  const sessionId = await newSession(team.admin, { personIds: [] });
  const seat = await openSeat(url, sessionId, { cookie: team.admin.cookie() });
  const { seatId } = seat.slices().mine!;
  const criterionId = seat.slices().scorecard!.criteria[0]!.criterionId;
  const full = sheet({ connection: { slices: seat.slices } as never }, "high");
  await accepted(seat.command({ type: "SubmitReview", conversationId: "c1", sheet: full }));
  await accepted(seat.command({ type: "RevealScores", conversationId: "c1", roll: { in: [seatId], missing: [], absent: [] } }));
  await accepted(seat.command({ type: "OpenCriterion", ...about(criterionId), readAloud: false }));
  await accepted(seat.command({ type: "StartTimer", minutes: START_MINUTES }));
  seat.close();
  return { sessionId, criterionId, seatId };
}

export type Issued = {
  id: string;
  command: SessionCommand;
  /** the same id with other words in it */ other: SessionCommand;
  /** what every copy has to be answered */ answer: "ok" | "SCORE_RANGE";
  deliveries: number;
};

export function issue(ground: Ground, id: string, dice: Dice): Issued {
  const one = about(ground.criterionId);
  const made = { id, deliveries: 0, answer: "ok" as const };
  switch (dice.int(4)) {
    case 0:
      return { ...made, command: { type: "ExtendTimer", minutes: 1 }, other: { type: "ExtendTimer", minutes: 2 } };
    case 1:
      return { ...made, command: { type: "Object", ...one, text: `No, ${id}` }, other: { type: "Object", ...one, text: `Never, ${id}` } };
    case 2:
      return {
        ...made,
        command: { type: "WriteReason", ...one, text: `Because ${id}`, evidence: [] },
        other: { type: "WriteReason", ...one, text: `Why ${id}`, evidence: [] },
      };
    default:
      return {
        ...made,
        answer: "SCORE_RANGE",
        command: { type: "ChangeMind", ...one, value: 99 },
        other: { type: "ChangeMind", ...one, value: 98 },
      };
  }
}

export type Seen = { minutes: number; objections: number; reasons: number };

export const expectedOf = (issued: readonly Issued[]): Seen => {
  const count = (type: SessionCommand["type"]): number => issued.filter(({ command }) => command.type === type).length;
  return { minutes: START_MINUTES + count("ExtendTimer"), objections: count("Object"), reasons: count("WriteReason") };
};

/** As a person sees it. */
export function seenBy(seat: SeatSocket, { criterionId }: Ground): Seen {
  const { session, discussion } = seat.slices();
  const view = discussion?.c1?.[criterionId];
  const timer = session?.timer;
  return {
    minutes: timer ? Math.round((timer.endsAt - timer.startedAt) / 60_000) : 0,
    objections: view?.objections.length ?? 0,
    reasons: view?.reasons.filter(({ text }) => text.startsWith("Because") || text.startsWith("Why")).length ?? 0,
  };
}

/** As the log has it: events by command id, read from the file after the server has ended. */
export async function eventsPerCommand(dataDir: string, ground: Ground): Promise<Map<string, number>> {
  const store = await openStore(
    { dataDir, redisUrl: null, unsafeRedis: false },
    (error) => {
      throw error;
    },
    () => {},
  );
  const counts = new Map<string, number>();
  for (const { commandId } of await store.read(`session:${ground.sessionId}`, 0)) counts.set(commandId, (counts.get(commandId) ?? 0) + 1);
  await store.close();
  return counts;
}
