// The largest materials that are taken, brought in one after the other while somebody acts in another session: every act is answered, and how long it took.
import { randomUUID } from "node:crypto";
import { LIMITS } from "../../../shared/limits.ts";
import type { Conversation } from "../../../shared/session/commands.ts";
import { newSession, type Team } from "../real/people.ts";
import { openSeat } from "../real/seatSocket.ts";
import { percentile } from "../real/times.ts";

/** As many turns as a conversation may have, of as many characters as may be said in all of them. */
export const longest = (conversationId: string): Conversation => ({
  conversationId,
  title: "The longest one",
  channel: "phone",
  link: null,
  agent: null,
  why: null,
  transcript: Array.from({ length: LIMITS.transcriptLines }, (_none, at) => ({
    at,
    speaker: "Agent",
    text: "word ".repeat(LIMITS.transcript / LIMITS.transcriptLines / 5 - 1),
  })),
});
/** A session with all but one of the conversations it may have, then the last one on its own: both ways in. */
async function bringIn(team: Team): Promise<string[]> {
  const [lead] = team.people;
  const sessionId = await newSession(lead!, {
    conversations: Array.from({ length: LIMITS.conversations - 1 }, (_none, at) => longest(`c${at}`)),
  });
  const added = await lead!.ask("POST", `/api/sessions/${sessionId}/commands`, {
    id: randomUUID(),
    command: { type: "AddConversation", conversation: longest("last") },
  });
  return added.status === 200 ? [] : [`the last conversation: ${added.text}`];
}

export type Imported = {
  acts: number;
  wrong: string[];
  aloneMs: number;
  besideMs: number;
  slowestAloneMs: number;
  slowestBesideMs: number;
};

/** `team`'s first has to be a lead. Alone for as many acts as beside the imports. */
export async function whileImporting(url: string, team: Team, imports: number): Promise<Imported> {
  const sessionId = await newSession(team.admin, { personIds: [] });
  const seat = await openSeat(url, sessionId, { cookie: team.admin.cookie() });
  const wrong: string[] = [];
  const act = async (): Promise<number> => {
    const asked = performance.now();
    const answer = await seat.command({ type: "StartTimer", minutes: 5 });
    if (!answer.ok) wrong.push(`the honest one was told ${answer.code}`);
    return performance.now() - asked;
  };
  const actWhile = async (going: (tookMs: number[]) => boolean): Promise<number[]> => {
    const tookMs: number[] = [];
    while (going(tookMs)) {
      tookMs.push(await act());
      await new Promise((next) => setTimeout(next, 20));
    }
    return tookMs;
  };
  try {
    let busy = true;
    const importing = (async () => {
      for (let count = 0; count < imports; count++) wrong.push(...(await bringIn(team)));
    })()
      .catch((error: unknown) => void wrong.push(String(error)))
      .finally(() => {
        busy = false;
      });
    const beside = await actWhile(() => busy);
    await importing;
    const alone = await actWhile((tookMs) => tookMs.length < beside.length);
    return {
      acts: beside.length + alone.length,
      wrong,
      aloneMs: percentile(alone, 0.5),
      besideMs: percentile(beside, 0.5),
      slowestAloneMs: percentile(alone, 1),
      slowestBesideMs: percentile(beside, 1),
    };
  } finally {
    seat.close();
  }
}
