// Goes through the table of commands over real sockets. What must be refused is tried in one session a moment; what must be done, each in a copy of it.
import { sessionCommandSchema, serverCommandSchema } from "../../../shared/session/commands.ts";
import { openStore } from "../../../server/store/open.ts";
import type { StoredEvent } from "../../../server/store/eventStore.ts";
import { until } from "../../server/harness.ts";
import { openSeat, type SeatSocket, type Who } from "../real/seatSocket.ts";
import type { ServerProcess } from "../real/serverProcess.ts";
import { built, BUILDERS, EVENTS } from "./commands.ts";
import { type Cast, everyMoment, type Place } from "./story.ts";
import { AWAY, type Cell, commandTable, type Moment, PEOPLE, type PersonName, type Unseated } from "./table.ts";

const AT_ONCE = 12;
/** All copies were made in the same moment: none comes before another and leaves it its actions. */
const LONG_AGO = 1_700_000_000_000;
export const COMMANDS = sessionCommandSchema.options.map(({ shape }) => String(shape.type.value));
const SERVER_COMMANDS = serverCommandSchema.options.map(({ shape }) => String(shape.type.value));

export const table = (): { cells: Cell[]; unseated: Unseated[] } =>
  commandTable(COMMANDS, (command) => Object.keys(BUILDERS[command] ?? {}));

/** What the product has and the table does not, and the other way round. */
export function uncovered({ cells }: { cells: Cell[] }): string[] {
  const tabled = new Set(cells.map(({ command }) => command));
  const known = new Set([...COMMANDS, ...SERVER_COMMANDS, ...Object.keys(EVENTS)]);
  const holes = COMMANDS.flatMap((command) =>
    (["H", "R", "D", "A", "L", "C", "W", "V", "T"] as const)
      .filter((moment) => !cells.some((cell) => cell.command === command && cell.moment === moment))
      .map((moment) => `${command} has no line for moment ${moment}`),
  );
  return [
    ...[...known].filter((command) => !tabled.has(command)).map((command) => `${command} is not in the table`),
    ...[...tabled].filter((command) => !known.has(command)).map((command) => `the table speaks of ${command}, which does not exist`),
    ...holes,
  ];
}

const said = async (seat: SeatSocket, place: Place, cell: Pick<Cell, "command" | "whose" | "who">, id: string): Promise<string> => {
  const event = EVENTS[cell.command];
  if (event) {
    const answer = await seat.ask(cell.command, event[cell.whose]?.(place));
    if (typeof answer === "number") return "yes";
    if (answer === "closed") return "closed";
    return answer.ok ? "yes" : answer.code;
  }
  try {
    const answer = await seat.command(built(place, cell.who, cell.command, cell.whose), id);
    return answer.ok ? "yes" : answer.code;
  } catch {
    // whoever takes themselves out is told so in place of an answer
    return cell.command === "RemoveSeat" && cell.whose === "own" && seat.bye()?.code === "REMOVED" ? "yes" : "closed";
  }
};

/** The same log under another id, as often as there is something to be done in it. */
async function copies(dataDir: string, wanted: { place: Place; copy: string }[]): Promise<void> {
  const store = await openStore(
    { dataDir, redisUrl: null, unsafeRedis: false },
    (error) => {
      throw error;
    },
    () => {},
  );
  const read = new Map<string, StoredEvent[]>();
  for (const { place, copy } of wanted) {
    const log = read.get(place.sessionId) ?? (await store.read(`session:${place.sessionId}`, 0));
    read.set(place.sessionId, log);
    const batch = new Map<string, { commandId: string; actor: string; fingerprint: string; events: StoredEvent["event"][] }>();
    for (const { actor, commandId, event } of log) {
      const key = `${actor} ${commandId}`;
      const record = batch.get(key) ?? { commandId, actor, fingerprint: "copied", events: [] };
      batch.set(key, record);
      record.events.push(event.type === "SessionCreated" ? { ...event, sessionId: copy, at: LONG_AGO } : event);
    }
    await store.append(`session:${copy}`, 0, [...batch.values()]);
  }
  await store.close();
}

const lanes = async <One>(work: readonly One[], each: (one: One) => Promise<void>): Promise<void> => {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < work.length) await each(work[next++]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
};

export type Ran = { n: number; wrong: string[]; done: number };

/** `only`: some of the cells, for the control. */
export async function runCells(server: ServerProcess, only: (cell: Cell) => boolean = () => true): Promise<Ran> {
  const { cells: all, unseated } = table();
  const cells = all.filter(only);
  const { cast, places } = await everyMoment(server, new Set(cells.map(({ moment }) => moment)));
  await server.kill();
  const doing = cells
    .filter(({ answer }) => answer === "yes")
    // a seat given back makes two people one, everywhere: last
    .sort((a, b) => Number(a.command === "GiveSeatBack") - Number(b.command === "GiveSeatBack"))
    .map((cell, index) => ({ cell, place: places.get(cell.moment)!, copy: `copy-${index}` }));
  await copies(server.dataDir, doing);
  await server.start({ AWAY_AFTER: "600" });

  const wrong: string[] = [];
  let n = 0;
  const judge = (cell: { command: string; whose: string; moment: Moment; who: string }, right: string, found: string): void => {
    n += 1;
    if (found !== right) wrong.push(`${cell.command} (${cell.whose}) by ${cell.who} in ${cell.moment}: ${found} instead of ${right}`);
  };
  const present = async (seat: SeatSocket, seatId: string): Promise<void> => {
    await until(() => seat.slices().roster?.seats.find((one) => one.seatId === seatId)?.present, "oneself in the roster");
  };

  for (const [moment, place] of places) {
    const here = cells.filter((cell) => cell.moment === moment && cell.answer !== "yes");
    const seats = new Map<PersonName, SeatSocket>();
    for (const who of PEOPLE) {
      if (AWAY[moment]?.includes(who)) continue;
      const seat = await openSeat(server.url, place.sessionId, { cookie: cast[who].cookie() });
      seats.set(who, seat);
      await present(seat, place.seats[who]);
    }
    await lanes(here, async (cell) => {
      judge(
        cell,
        cell.answer,
        await said(seats.get(cell.who)!, place, cell, `r-${cell.command}-${cell.whose}-${cell.who}`.replaceAll("'", "")),
      );
    });
    for (const seat of seats.values()) seat.close();
    for (const row of only === undefined || here.length > 0 ? unseated.filter((one) => one.moment === moment) : [])
      await tryUnseated(server, cast, place, row, (command, right, found) =>
        judge({ command, whose: "-", moment, who: row.who }, right, found),
      );
  }
  await lanes(doing, async ({ cell, place, copy }) => {
    const seat = await openSeat(server.url, copy, { cookie: cast[cell.who].cookie() });
    if (seat.refusal) return judge(cell, cell.answer, `refused ${seat.refusal.code}`);
    await present(seat, place.seats[cell.who]);
    judge(cell, cell.answer, await said(seat, place, cell, "done"));
    seat.close();
  });
  if (server.died()) wrong.push(`the server ${server.died()}`);
  return { n, wrong, done: doing.length };
}

async function tryUnseated(
  server: ServerProcess,
  cast: Cast,
  place: Place,
  row: Unseated,
  judge: (command: string, right: string, found: string) => void,
): Promise<void> {
  const who: Record<string, Who> = {
    door: { cookie: place.door.cookie() },
    screen: { screenToken: place.screenToken },
    removed: { cookie: cast.removed.cookie() },
    "guest-of-another": { cookie: cast.guestOfAnother.cookie() },
    "out-of-the-team": { cookie: cast.outOfTheTeam.cookie() },
    "screen-of-another": { screenToken: cast.screenOfAnother },
    stranger: {},
  };
  const seat = await openSeat(server.url, place.sessionId, who[row.who]!);
  judge("handshake", row.handshake, seat.refusal ? seat.refusal.code : "in");
  if (row.answer !== null && !seat.refusal)
    for (const command of COMMANDS) {
      const whose = Object.keys(BUILDERS[command] ?? {})[0] ?? "-";
      judge(command, row.answer, await said(seat, place, { command, whose, who: "late" }, `u-${row.who}-${command}`));
    }
  seat.close();
}
