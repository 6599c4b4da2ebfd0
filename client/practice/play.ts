// A whole practice: five simulated reviewers come in one after the other by links of their own, take part, and leave when it is over or nobody is there to practise.
import type { Ended, PracticeJob, Speed } from "../../shared/practice/job.ts";
import { type Connection, type ConnectionOptions, connect } from "../connection/connection.ts";
import { between } from "./chance.ts";
import type { Clock } from "./clock.ts";
import { COMPANY, type Persona } from "./company.ts";
import { pauseMs } from "./pace.ts";
import { takePart, type TakingPart } from "./takePart.ts";

export type Playing = { setSpeed: (speed: Speed) => void; stop: () => void };

const ALONE_MS = 10 * 60_000;

/** Exchanges a link for a cookie, as a browser does. Null: the link is not valid any more. */
export async function enterBy(job: Pick<PracticeJob, "url" | "origin">, token: string): Promise<string | null> {
  const response = await fetch(`${job.url}/api/enter`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: job.origin },
    body: JSON.stringify({ token }),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return response.ok && cookie !== "" ? cookie : null;
}

/** Somebody in the room who is not one of us. */
export function somebodyElse(connections: readonly Connection[]): boolean {
  const ours = new Set(connections.map((one) => one.slices().mine?.seatId));
  const roster = connections.map((one) => one.slices().roster).find((found) => found !== undefined);
  return roster?.seats.some(({ seatId, present }) => present && !ours.has(seatId)) ?? true;
}

export function play(
  job: PracticeJob,
  ports: {
    clock: Clock /** for the long waits, which no test stretches with the pauses */;
    wall: Clock;
    onEnded: (why: Ended) => void;
    connectWith?: Partial<ConnectionOptions>;
  },
): Playing {
  const { clock, wall } = ports;
  const parts = new Map<string, { connection: Connection; part: TakingPart }>();
  const stops = new Set<() => void>();
  let speed = job.speed;
  let expected = 0;
  let ended = false;

  const end = (why: Ended | null): void => {
    if (ended) return;
    ended = true;
    for (const stop of stops) stop();
    for (const { part } of parts.values()) part.leave();
    if (why) ports.onEnded(why);
  };
  const gone = (persona: Persona): void => {
    parts.delete(persona.id);
    expected -= 1;
    if (expected === 0) end("over");
  };

  const comeIn = async (persona: Persona, token: string): Promise<void> => {
    const cookie = await enterBy(job, token).catch(() => null);
    if (ended) return;
    if (cookie === null) return gone(persona);
    const connection = connect({ url: job.url, origin: job.origin, sessionId: job.sessionId, cookie, ...ports.connectWith });
    const part = takePart({ persona, seed: job.seed, connection, clock, speed: () => speed, onLeft: () => gone(persona) });
    parts.set(persona.id, { connection, part });
  };

  const invited = COMPANY.flatMap((persona) =>
    job.guests.filter(({ persona: id }) => id === persona.id).map(({ token }) => ({ persona, token })),
  );
  expected = invited.length;
  for (const { persona, token } of invited) {
    const ms = pauseMs("arrive", { speed, tempo: between(0.8, 1.2, job.seed, persona.id), seed: job.seed, key: persona.id });
    stops.add(clock.after(ms, () => void comeIn(persona, token)));
  }

  stops.add(wall.after(job.forMs, () => end("late")));
  // looked at once a minute: whoever comes back in between finds everybody still there
  let aloneSince: number | null = null;
  const watch = (): void => {
    const connections = [...parts.values()].map(({ connection }) => connection);
    if (connections.length === 0 || somebodyElse(connections)) aloneSince = null;
    else aloneSince ??= wall.now();
    if (aloneSince !== null && wall.now() - aloneSince >= ALONE_MS) end("alone");
    else stops.add(wall.after(60_000, watch));
  };
  stops.add(wall.after(60_000, watch));
  if (expected === 0) end("over");

  return {
    setSpeed: (now) => {
      speed = now;
      for (const { part } of parts.values()) part.reconsider();
    },
    stop: () => end(null),
  };
}
