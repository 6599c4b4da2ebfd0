// Pages in one call, each behind a bad network of its own, every two of its faults at the same time: what is said there is done once, and each page knows since when it is offline and how much is unsent.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, type ConnectionStatus, connectOver } from "../../client/connection/connection.ts";
import type { Sign } from "../../client/connection/signs.ts";
import { socketIoWire } from "../../client/connection/socketIo.ts";
import { ownGround } from "../../client/connection/wire.ts";
import type { Answer } from "../../shared/protocol/socket.ts";
import { dice } from "../proofs/real/dice.ts";
import { type BadRoad, badRoad, TOXICS, type Toxic } from "./badRoad.ts";
import { type Call, createSession, newAction, type Person, slice, startCall, startServer, type TestServer, until } from "./harness.ts";

/** each way, scaled from what one page below has in full */
const LATENCY_MS = 250;
const ACTS = 4;
const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

const PAIRS: (readonly Toxic[])[] = TOXICS.flatMap((one, index) => [[one], ...TOXICS.slice(index + 1).map((other) => [one, other])]);
type Way = "websocket" | "polling";
const WAYS: Way[][] = [["websocket", "polling"], ["polling"]];
const CASES = WAYS.flatMap((way) => PAIRS.map((toxics, pair) => ({ name: `${toxics.join(" and ")}, ${way[0]} first`, toxics, way, pair })));
type Case = (typeof CASES)[number];
/** these end connections */
const ENDING: readonly Toxic[] = ["halfOpen", "torn", "moved"];
const SLOW =
  "five and a half seconds each way, longer than an answer is first waited for: what is said comes in once, and is known to be on its way meanwhile";

type Page = {
  connection: Connection;
  road: BadRoad;
  /** as a browser would notice it */ sign: (sign: Sign) => void;
  act: (actionId: string) => void;
  /** what was said, and whether it is not answered yet */ said: string[];
  open: () => number;
  answers: () => Promise<Answer[]>;
  /** every status there was */ seen: ConnectionStatus[];
};

let server: TestServer;
/** one for each way in, and one for the slow page: a session holds only so many actions */
let calls: Call[];
/** all at the same time: most of it is waiting */
const began = new Map<string, Promise<unknown>>();
beforeAll(async () => {
  server = await startServer();
  const first = await startCall(
    server,
    PAIRS.map((_pair, index) => ({ name: `P${index}` })),
  );
  calls = [first, ...(await Promise.all([1, 2].map(() => sameAgain(first))))];
  const begin = (name: string, run: () => Promise<void>) =>
    began.set(
      name,
      run().catch((error: unknown) => error),
    );
  for (const [index, one] of CASES.entries()) begin(one.name, () => tryOut(one, index));
  begin(SLOW, longerThanIsWaitedFor);
}, 60_000);
afterAll(() => server.stop());

/** the same people, in another session */
async function sameAgain({ admin, people }: Call): Promise<Call> {
  const sessionId = await createSession(admin, { personIds: people.map(({ personId }) => personId) });
  const connected = { ...admin, connection: server.connect(admin, sessionId) };
  await until(() => connected.connection.slices().mine, "the admin in the session");
  return { sessionId, admin: connected, people, everybody: [connected] };
}

async function openPage({ sessionId }: Call, person: Person, seed: number, latencyMs: number, transports: Way[]): Promise<Page> {
  const road = await badRoad(Number(new URL(server.url).port), dice(seed), latencyMs);
  let tell: (sign: Sign) => void = () => {};
  const reconnectMs = { min: 50, max: 200 };
  const url = `http://127.0.0.1:${road.port}`;
  const wire = socketIoWire({ url, origin: server.url, sessionId, cookie: person.cookie(), transports, pause: reconnectMs });
  const onSign = (noticed: (sign: Sign) => void) => {
    tell = noticed;
    return () => {};
  };
  const connection = connectOver(wire, { ...ownGround, onSign }, { reconnectMs });
  const seen: ConnectionStatus[] = [];
  connection.onChange(() => seen.push(connection.status()));
  await until(() => connection.slices().mine, "the page");
  const said: string[] = [];
  const answers: Promise<Answer>[] = [];
  let unanswered = 0;
  return {
    connection,
    road,
    sign: (sign) => tell(sign),
    act: (actionId) => {
      said.push(actionId);
      unanswered += 1;
      const answer = connection.send(newAction(actionId));
      answers.push(answer);
      void answer.then(() => {
        unanswered -= 1;
      });
    },
    said,
    open: () => unanswered,
    answers: () => Promise.all(answers),
    seen,
  };
}

/** of this page, as somebody with a good network sees them */
const stored = ({ admin }: Call, page: Page): string[] =>
  slice(admin, "actions")
    .here.map(({ actionId }) => actionId)
    .filter((actionId) => page.said.includes(actionId));

async function tryOut({ toxics, way, pair }: Case, index: number): Promise<void> {
  const call = calls[WAYS.indexOf(way)]!;
  const page = await openPage(call, call.people[pair]!, index + 1, LATENCY_MS, way);
  const { connection, road } = page;
  try {
    road.poison(toxics);
    const move = async (): Promise<void> => {
      road.move();
      page.act(`p${pair}-moved-${page.said.length}`);
      await pause(100);
      page.sign("network");
    };
    for (let n = 0; n < ACTS; n++) {
      page.act(`p${pair}-${n}`);
      await pause(150);
      expect(connection.status().waiting).toBe(page.open());
      if (n === 2 && toxics.includes("moved")) await move();
    }
    // Somebody looks at the page again; the others wait until the library misses the server's sign of life.
    if (way[0] === "polling") page.sign("sight");
    await until(() => toxics.every((toxic) => toxic === "moved" || road.hits()[toxic] > 0), "every fault to hit", 60_000);
    await page.answers();
    if (toxics.includes("moved")) {
      // once more, from an address at which it has settled down
      await pause(500);
      await move();
      await until(() => road.hits().moved > 0, "something on the way from the former address");
      await page.answers();
    }

    // No network at all: it says since when, and how much waits.
    const cutAt = Date.now();
    road.cut();
    for (const n of [1, 2, 3]) page.act(`p${pair}-offline-${n}`);
    await until(() => connection.status().state === "reconnecting", "the page offline");
    await pause(500);
    expect(connection.status()).toMatchObject({ state: "reconnecting", waiting: 3 });
    expect(connection.status().since).toBeGreaterThanOrEqual(cutAt);
    expect(connection.status().since).toBeLessThanOrEqual(cutAt + 5_000);
    road.mend();

    expect(await page.answers()).toEqual(page.said.map(() => ({ ok: true })));
    expect(connection.status().waiting).toBe(0);
    await until(() => stored(call, page).length >= page.said.length, "all of it at somebody else's");
    expect(stored(call, page)).toEqual(page.said);
    await until(() => connection.status().state === "live", "the page live", 30_000);
    // whatever ends a connection while something is unsent is seen on the page, each time anew
    const offline = new Set(page.seen.filter(({ state, waiting }) => state === "reconnecting" && waiting > 0).map(({ since }) => since));
    expect(offline.size).toBeGreaterThan(toxics.some((toxic) => ENDING.includes(toxic)) ? 1 : 0);
  } finally {
    connection.close();
    await road.close();
  }
}

async function longerThanIsWaitedFor(): Promise<void> {
  const call = calls[WAYS.length]!;
  const page = await openPage(call, call.people[0]!, 1, 5_500, ["websocket"]);
  try {
    page.road.poison(["latency"]);
    for (const id of ["slow-1", "slow-2"]) page.act(id);
    expect(page.connection.status().waiting).toBe(2);
    expect(await page.answers()).toEqual([{ ok: true }, { ok: true }]);
    expect(page.connection.status()).toMatchObject({ state: "live", waiting: 0 });
    expect(stored(call, page)).toEqual(page.said);
  } finally {
    page.connection.close();
    await page.road.close();
  }
}

describe("[F-29] the faults of a network, alone and every two at once", () => {
  test.each(CASES.map(({ name }) => name))(
    "%s: nothing is lost, nothing is done twice, and how much is unsent is known",
    async (name) => {
      expect(await began.get(name)).toBeUndefined();
    },
    90_000,
  );
  test(SLOW, async () => {
    expect(await began.get(SLOW)).toBeUndefined();
  }, 90_000);
});
