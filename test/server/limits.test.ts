// How many connections and requests one person, one address and everybody together may have: the next one is told so, and nobody else notices.
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { type AddressInfo, connect as connectTcp, type Socket } from "node:net";
import express from "express";
import { afterEach, describe, expect, test } from "vitest";
import { errorHandler } from "../../server/http/respond.ts";
import { pace } from "../../server/http/pace.ts";
import { openHttpServer, TIMES, withPages } from "../../server/httpServer.ts";
import { addressOf, createTally } from "../../server/live/addresses.ts";
import { LIVE_LIMITS, ownLimit, redisLimit } from "../../server/live/limits.ts";
import { configTable } from "../../server/config.ts";
import { childServer } from "../faults/childServer.ts";
import { startRedis } from "../store/redisServer.ts";
import { record } from "./recorder.ts";
import { addPeople, createSession, type Device, send, slice, startCall, startServer, type TestServer, until } from "./harness.ts";

let server: TestServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

/** The first request of a connection by long polling; it is there until it is closed or nobody has said who they are for ten seconds. */
const dial = (url: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> =>
  new Promise((done, fail) => {
    const asked = request(`${url}/socket.io/?EIO=4&transport=polling`, { headers, agent: false }, (response: IncomingMessage) => {
      let text = "";
      response.on("data", (chunk) => {
        text += String(chunk);
      });
      response.on("end", () => done({ status: response.statusCode ?? 0, text }));
    });
    asked.on("error", fail);
    asked.end();
  });

describe("from where a request comes", () => {
  const from = (forwarded: string | undefined, proxies: number) =>
    addressOf(
      { headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded }, socket: { remoteAddress: "10.0.0.9" } as Socket },
      proxies,
    );

  test.each([
    // forged: nobody stands in front
    ["6.6.6.6", 0, "10.0.0.9"],
    [undefined, 0, "10.0.0.9"],
    [undefined, 1, "10.0.0.9"],
    ["1.1.1.1", 1, "1.1.1.1"],
    // forged before the one proxy that is believed
    ["6.6.6.6, 1.1.1.1", 1, "1.1.1.1"],
    ["6.6.6.6, 1.1.1.1, 10.0.0.5", 2, "1.1.1.1"],
    ["1.1.1.1", 3, "1.1.1.1"],
  ] as const)("of %s with %i proxies it is %s, for sockets and for HTTP alike", async (forwarded, proxies, address) => {
    expect(from(forwarded, proxies)).toBe(address);
    const app = express();
    app.set("trust proxy", proxies);
    app.get("/", (asked, response) => void response.send(asked.ip));
    const listening = app.listen(0, "127.0.0.1");
    await once(listening, "listening");
    const answer = await fetch(`http://127.0.0.1:${(listening.address() as AddressInfo).port}/`, {
      headers: forwarded ? { "x-forwarded-for": forwarded } : {},
    });
    expect(await answer.text()).toBe(address.replace("10.0.0.9", "127.0.0.1"));
    listening.close();
  });

  test("what is counted is taken off once, and addresses without connections are forgotten", () => {
    const tally = createTally();
    const [one, other] = [tally.add("a"), tally.add("a")];
    one();
    one();
    expect(tally.at("a")).toBe(1);
    other();
    expect(tally.at("a")).toBe(0);
  });
});

describe("sockets", () => {
  const several = (who: Device, sessionId: string, count: number) => Array.from({ length: count }, () => server!.connect(who, sessionId));
  const settled = (connections: { status: () => { state: string } }[]) =>
    until(() => connections.every((one) => ["live", "closed"].includes(one.status().state)), "every connection let in or told why not");

  test("[B-8] the 21st of one person is told so, also when all come at once; the others of the call go on", async () => {
    server = await startServer();
    const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }, { name: "Cleo" }]);
    const [ben, cleo] = people as [(typeof people)[0], (typeof people)[0]];
    const more = several(ben, sessionId, 24);
    await settled(more);
    expect(more.filter((one) => one.status().state === "live")).toHaveLength(LIVE_LIMITS.socketsOfPerson - 1);
    for (const one of more.filter((each) => each.status().state === "closed")) expect(one.status().bye?.code).toBe("TOO_MANY_CONNECTIONS");
    expect(ben.connection.status().state).toBe("live");
    await send(admin, { type: "StartTimer", minutes: 5 });
    await until(() => slice(cleo, "session").timer, "the timer at somebody else's");
    // and one that goes makes room
    more.find((one) => one.status().state === "live")!.close();
    await until(async () => {
      const again = server!.connect(ben, sessionId);
      await settled([again]);
      return again.status().state === "live";
    }, "a place that became free");
  });

  test("one address has its own share, whatever it says about itself", async () => {
    server = await startServer({}, { MAX_CONNECTIONS_PER_ADDRESS: "3" });
    const { sessionId, people } = await startCall(server, [{ name: "Ben" }]);
    const third = server.connect(people[0]!, sessionId);
    await settled([third]);
    const fourth = server.connect(people[0]!, sessionId);
    await settled([fourth]);
    expect([third, fourth].map((one) => one.status().bye?.code ?? null)).toEqual([null, "TOO_MANY_CONNECTIONS"]);
    // without a word of who they are: beyond a tenth more nobody is answered, a forged address or not
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) statuses.push((await dial(server.url, { "x-forwarded-for": `6.6.6.${n}` })).status);
    expect(statuses.at(-1)).toBe(503);
    expect(statuses[0]).toBe(200);
    for (const person of people) expect(person.connection.status().state).toBe("live");
  });

  test("behind a proxy that is counted, each browser's address has its own share", async () => {
    server = await startServer({}, { MAX_CONNECTIONS_PER_ADDRESS: "1", TRUST_PROXY: "1" });
    const statuses = async (address: string): Promise<number[]> => {
      const seen: number[] = [];
      for (let n = 0; n < 3; n++) seen.push((await dial(server!.url, { "x-forwarded-for": address })).status);
      return seen;
    };
    expect(await statuses("1.1.1.1")).toEqual([200, 200, 503]);
    expect(await statuses("2.2.2.2")).toEqual([200, 200, 503]);
  });

  test("all together have a limit too, and it is counted for whoever runs the server", async () => {
    const token = "a token that nobody guesses";
    server = await startServer({}, { MAX_CONNECTIONS: "2", METRICS_TOKEN: token });
    const admin = await server.admin();
    const [ben, cleo] = await addPeople(server, admin, [{ name: "Ben" }, { name: "Cleo" }]);
    const sessionId = await createSession(admin, { personIds: [ben!.personId, cleo!.personId] });
    const connections = [server.connect(admin, sessionId), server.connect(ben!, sessionId)];
    await settled(connections);
    const third = server.connect(cleo!, sessionId);
    await settled([third]);
    expect(third.status().bye?.code).toBe("TOO_MANY_CONNECTIONS");
    expect(connections.map((one) => one.status().state)).toEqual(["live", "live"]);
    const { text } = await server.device().ask("GET", "/metrics", undefined, { authorization: `Bearer ${token}` });
    expect(text).toContain('plumb_sockets_refused_total{code="TOO_MANY_CONNECTIONS"} 1\n');
  });

  test("[T-12] one person's messages over three sockets share one limit; somebody else is served meanwhile", async () => {
    server = await startServer();
    const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
    const [own, ...theirs] = await Promise.all(
      [admin, ...Array.from({ length: 3 }, () => people[0]!)].map((who) => record(server!.url, sessionId, { cookie: who.cookie() })),
    );
    // each socket stays below its own limit: only together are they too many
    const each = LIVE_LIMITS.socket - 10;
    const tooMany = 3 * each - LIVE_LIMITS.person;
    expect(tooMany).toBeGreaterThan(0);
    // a machine that stands still in between makes two seconds of one
    await until(
      async () => {
        const asked = theirs.flatMap((socket) => Array.from({ length: each }, () => socket.ask("clock", null)));
        expect(await own!.ask("clock", null)).not.toContain("TOO_FAST");
        const answers = await Promise.all(asked);
        const refused = answers.filter((answer) => answer.includes("TOO_FAST"));
        for (const answer of refused) expect(answer).toContain('"retry":"later"');
        if (refused.length >= tooMany) return true;
        await new Promise((next) => setTimeout(next, 1_100));
        return false;
      },
      "the rest of one second to be refused",
      25_000,
    );
    await send(admin, { type: "StartTimer", minutes: 5 });
    await until(() => slice(people[0]!, "session").timer, "the timer at whoever was refused: their sockets are still open");
    for (const socket of [own!, ...theirs]) socket.close();
  });

  test("the documented numbers are those that hold", () => {
    for (const [name, number] of [
      ["MAX_CONNECTIONS", LIVE_LIMITS.sockets],
      ["MAX_CONNECTIONS_PER_ADDRESS", LIVE_LIMITS.socketsOfAddress],
    ] as const)
      expect(configTable()).toContain(`| \`${name}\` | \`${number}\` |`);
  });
});

describe("[F-43] whoever connects and then says little", () => {
  const open = async (port: number, said: string): Promise<{ ended: () => boolean; heard: () => Buffer }> => {
    const socket = connectTcp(port, "127.0.0.1");
    let ended = false;
    let heard = Buffer.alloc(0);
    socket.on("close", () => {
      ended = true;
    });
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      heard = Buffer.concat([heard, chunk]);
    });
    await once(socket, "connect");
    socket.write(said);
    return { ended: () => ended, heard: () => heard };
  };
  const HEAD = "Host: 127.0.0.1\r\n";
  const CLOSE_FRAME = 0x88;

  test("is let go: silent, with half a head, or without saying who they are", { timeout: 60_000 }, async () => {
    server = await startServer();
    const port = Number(new URL(server.url).port);
    const silent = await open(port, "");
    const half = await open(port, `GET /api/me HTTP/1.1\r\n${HEAD}X-Slow: `);
    const nobody = await open(
      port,
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${HEAD}Origin: ${server.url}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    );
    await until(() => nobody.heard().toString().startsWith("HTTP/1.1 101"), "the WebSocket to open");
    // somebody honest comes in meanwhile
    const { admin } = await startCall(server, []);
    await until(() => silent.ended() && half.ended(), "both to be let go", 50_000);
    await until(() => nobody.heard().includes(CLOSE_FRAME), "the WebSocket to be closed", 50_000);
    expect(admin.connection.status().state).toBe("live");
    // it does not take leave in turn, and the server's end does not wait for it
    expect(nobody.ended()).toBe(false);
    await server.stop();
    server = null;
    await until(() => nobody.ended(), "the end of the line");
  });

  test("[F-4] does not hold up the end: silent, with half a head, or with a connection kept for later", async () => {
    const child = await childServer();
    try {
      const port = Number(new URL(child.url).port);
      const silent = await open(port, "");
      const kept = await open(port, `GET /healthz HTTP/1.1\r\n${HEAD}\r\n`);
      await until(() => kept.heard().toString().includes('{"ok":true}'), "the answer");
      const late = await open(port, `GET /api/me HTTP/1.1\r\n${HEAD}X-Slow: `);
      // 0: in good order; 1: it waited for them, and its own deadline came first
      expect((await child.end()).code).toBe(0);
      await until(() => silent.ended() && kept.ended() && late.ended(), "the end of all three");
    } finally {
      await child.remove();
    }
  });

  test("with half a body too; how long each may take", async () => {
    expect(TIMES).toMatchObject({ headersTimeout: 10_000, requestTimeout: 30_000 });
    const most = { connections: 10, perAddress: 10 };
    const http = openHttpServer(() => {}, most, 0, { ...TIMES, headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 });
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    const { port } = http.address() as AddressInfo;
    const slow = await open(port, `POST /api/enter HTTP/1.1\r\n${HEAD}Content-Length: 500\r\n\r\n{"token":`);
    await until(() => slow.ended(), "the slow one to be let go");
    expect(slow.heard().toString()).toMatch(/^HTTP\/1\.1 408/);
    // pages and sockets of one address together, before any of them has said a word
    const many = await Promise.all(Array.from({ length: withPages(most.perAddress) + 5 }, () => open(port, "")));
    await until(() => many.filter((one) => one.ended()).length >= 5, "five too many to be closed");
    http.closeAllConnections();
    http.close();
  });
});

describe("requests over HTTP", () => {
  test("one person's flood is told to wait and when; somebody else is not", async () => {
    server = await startServer({ pace: { person: 30, address: 1_000 } });
    const admin = await server.admin();
    const [ben] = await addPeople(server, admin, [{ name: "Ben" }]);
    const answers = await Promise.all(Array.from({ length: 40 }, () => ben!.ask("GET", "/api/me")));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(10);
    for (const { body, headers } of refused) {
      expect(body).toMatchObject({ ok: false, code: "TOO_FAST", retry: "later" });
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect((await admin.ask("GET", "/api/team")).status).toBe(200);
  });

  test("strangers of one address share a limit that its known people do not", async () => {
    server = await startServer({ pace: { person: 1_000, address: 20 } });
    const admin = await server.admin();
    const stranger = server.device();
    const answers = await Promise.all(Array.from({ length: 40 }, () => stranger.ask("GET", "/api/me")));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(20);
    expect((await admin.ask("GET", "/api/team")).status).toBe(200);
  });

  test("two nodes on one Redis count together", async () => {
    const redis = await startRedis();
    const { createClient } = await import("redis");
    const clients = [createClient({ url: redis.url }), createClient({ url: redis.url })];
    const listening = [];
    try {
      const urls: string[] = [];
      for (const client of clients) {
        await client.connect();
        const app = express();
        app.use(
          pace(
            redisLimit(() => client, "limits"),
            { person: 100, address: 10 },
          ),
        );
        app.get("/", (_request, response) => void response.send("ok"));
        app.use(errorHandler(() => ({ code: "INTERNAL" })));
        const node = app.listen(0, "127.0.0.1");
        await once(node, "listening");
        listening.push(node);
        urls.push(`http://127.0.0.1:${(node.address() as AddressInfo).port}/`);
      }
      const statuses: number[] = [];
      for (let n = 0; n < 24; n++) statuses.push((await fetch(urls[n % 2]!)).status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(10);
      expect(statuses.slice(10).every((status) => status === 429)).toBe(true);
    } finally {
      for (const node of listening) node.close();
      for (const client of clients) client.destroy();
      await redis.stop();
    }
  });

  test("each node alone counts for itself", async () => {
    const [one, other] = [ownLimit("asks", 1, 10), ownLimit("asks", 1, 10)];
    expect([await one.take("a"), await other.take("a")]).toEqual([null, null]);
    expect(await one.take("a")).toBeGreaterThan(0);
  });
});
