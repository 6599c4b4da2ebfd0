// Many sessions with many people in each, connected as browsers are, and the view that each of them should have.
import { createHash } from "node:crypto";
import { type Connection, connect } from "../../../client/connection/connection.ts";
import { until, sheet } from "../../server/harness.ts";
import type { SessionCommand } from "../../../shared/session/commands.ts";
import type { Slices } from "../../../shared/session/view/slices.ts";
import { type Known, newSession, type Team } from "../real/people.ts";
import { openSeat } from "../real/seatSocket.ts";
import type { Way } from "./requests.ts";

export type Member = { who: Known; sessionId: string; connection: Connection };
export type Call = { sessionId: string; members: Member[]; actions: string[] };

/** Objects say the same whatever order their keys came in. */
const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, ordered(each)]),
  );
};
export const hashOf = (slices: Partial<Slices>): string =>
  createHash("sha256")
    .update(JSON.stringify(ordered(slices)))
    .digest("base64url");

export const does = async (member: Member, command: SessionCommand): Promise<void> => {
  const answer = await member.connection.send(command);
  if (!answer.ok) throw new Error(`${command.type}: ${answer.code}`);
};

/** The admin conducts every one of them; half have revealed their first conversation. */
export async function gather(url: string, team: Team, sessions: number, each: number, way: Way): Promise<Call[]> {
  const others = team.people.slice(0, each - 1);
  const calls: Call[] = [];
  for (let index = 0; index < sessions; index++) {
    const sessionId = await newSession(team.admin, { personIds: others.map(({ personId }) => personId) });
    const members = [team.admin, ...others].map((who) => ({
      who,
      sessionId,
      connection: connect({ url, sessionId, cookie: who.cookie(), transports: [way] }),
    }));
    for (const { connection } of members) await until(() => connection.slices().mine, "everybody in their session", 60_000);
    const [fay, ...rest] = members as [Member, ...Member[]];
    for (const member of members)
      await does(member, { type: "SubmitReview", conversationId: "c1", sheet: sheet(member, member === fay ? "high" : "low") });
    if (index % 2 === 0) {
      const seats = [fay, ...rest].map(({ connection }) => connection.slices().mine!.seatId);
      await does(fay, { type: "RevealScores", conversationId: "c1", roll: { in: seats, missing: [], absent: [] } });
    }
    calls.push({ sessionId, members, actions: [] });
  }
  return calls;
}

/** The same people, all over again by another way. */
export async function comeBy(way: Way, url: string, calls: readonly Call[]): Promise<void> {
  const members = calls.flatMap((call) => call.members);
  for (const { connection } of members) connection.close();
  for (const member of members)
    member.connection = connect({ url, sessionId: member.sessionId, cookie: member.who.cookie(), transports: [way] });
  for (const { connection } of members) await until(() => connection.slices().mine, `everybody in their session by ${way}`, 60_000);
}

/** When they were live again after that moment; a promise that waits as long as they do. */
export function whenBack({ connection }: Member, since: number): Promise<number> {
  return new Promise((done) => {
    const look = (): void => {
      const status = connection.status();
      if (status.state !== "live" || status.since < since) return;
      stop();
      done(Date.now());
    };
    const stop = connection.onChange(look);
    look();
  });
}

/** Who has what somebody who comes in now is shown. */
export async function onTheRightView(url: string, members: readonly Member[]): Promise<Member[]> {
  const right: Member[] = [];
  for (const member of members) {
    if (member.connection.status().state !== "live") continue;
    // Whoever cannot even be asked just now is not seen to be right; it is tried again.
    const fresh = await openSeat(url, member.sessionId, { cookie: member.who.cookie() }).catch(() => null);
    if (!fresh) continue;
    if (!fresh.refusal && hashOf(fresh.slices()) === hashOf(member.connection.slices())) right.push(member);
    fresh.close();
  }
  return right;
}

/** Waits until everybody is; answers with those who are not when the patience ends. */
export async function settledDown(url: string, calls: readonly Call[], patienceMs: number): Promise<Member[]> {
  const end = Date.now() + patienceMs;
  let left = calls.flatMap(({ members }) => members);
  for (;;) {
    const right = new Set(await onTheRightView(url, left));
    left = left.filter((member) => !right.has(member));
    if (left.length === 0 || Date.now() > end) return left;
    await new Promise((next) => setTimeout(next, 100));
  }
}

/** Something to do that leaves a trace of its own; the promise is its answer, however long that takes. */
export function act(call: Call, id: string): Promise<boolean> {
  const [fay] = call.members as [Member, ...Member[]];
  return fay.connection
    .send({ type: "AddAction", actionId: id, text: id, ownerPersonId: null, dueOn: null, criterionId: null, conversationId: null })
    .then(({ ok }) => {
      if (ok) call.actions.push(id);
      return ok;
    });
}

/** What was looked at is dropped, so that the next storm meets calls of the same size. */
export async function clearAway(calls: readonly Call[]): Promise<void> {
  for (const { members, actions } of calls)
    for (const actionId of actions.splice(0)) await does(members[0]!, { type: "DropAction", actionId });
}

/** What was acknowledged and is not there, or is there twice. */
export const traces = (call: Call, seen: Partial<Slices>): string[] => {
  const there = seen.actions?.here.map(({ actionId }) => actionId) ?? [];
  return [
    ...call.actions.filter((id) => !there.includes(id)).map((id) => `${call.sessionId}: ${id} was acknowledged and is gone`),
    ...there.filter((id, index) => there.indexOf(id) !== index).map((id) => `${call.sessionId}: ${id} is there twice`),
  ];
};
