// A Redis that refuses for a while, as a proxy before a real one says it does: acts are answered later, and done once it takes them again.
import { afterEach, expect, test } from "vitest";
import { type TcpProxy, tcpProxy } from "../proofs/nodes/tcpProxy.ts";
import { startRedis, type TestRedis } from "../store/redisServer.ts";
import { send, slice, startCall, startServer, type TestServer, until } from "./harness.ts";

let redis: TestRedis;
let proxy: TcpProxy;
let server: TestServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
  await proxy.close();
  await redis.stop();
});

/** The commands in what was sent to Redis, each as its words. */
const commandsIn = (sent: Buffer): string[][] => {
  const commands: string[][] = [];
  let at = 0;
  const line = (): string => {
    const end = sent.indexOf("\r\n", at);
    const read = sent.toString("utf8", at, end);
    at = end + 2;
    return read;
  };
  while (at < sent.length) {
    const words = Array.from({ length: Number(line().slice(1)) }, () => {
      const length = Number(line().slice(1));
      const word = sent.toString("utf8", at, at + length);
      at += length + 2;
      return word;
    });
    commands.push(words);
  }
  return commands;
};

const action = (actionId: string) =>
  ({ type: "AddAction", actionId, text: actionId, ownerPersonId: null, dueOn: null, criterionId: null, conversationId: null }) as const;

test.each(["LOADING Redis is loading the dataset in memory", "BUSY Redis is busy running a script."])(
  "[F-20] every write answered -%s: later, with no effect; done once when it ends",
  async (refusal) => {
    redis = await startRedis();
    proxy = await tcpProxy(redis.port);
    server = await startServer({}, { REDIS_URL: `redis://127.0.0.1:${proxy.port}` });
    const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
    await send(admin, action("before"));
    const log = `{plumb:session:${sessionId}}:log`;
    const length = () => redis.witness.xlen(log);
    // beginning a call brings events of its own, such as who is there
    let stored = -1;
    await until(async () => {
      const before = stored;
      stored = await length();
      return stored === before;
    }, "a quiet log");

    let forged = 0;
    proxy.forge((asked) => {
      const commands = commandsIn(asked);
      if (!commands.some(([name, ...words]) => /^EVALSHA$/i.test(name ?? "") && words.includes(log))) return null;
      forged += 1;
      return commands.map(() => `-${refusal}\r\n`).join("");
    });
    const path = `/api/sessions/${sessionId}/commands`;
    const message = { id: "the-same-id", command: action("by-http") };
    const refused = await admin.ask("POST", path, message);
    expect([refused.status, refused.body]).toEqual([503, expect.objectContaining({ ok: false, code: "STORAGE", retry: "later" })]);
    const bySocket = people[0]!.connection.send(action("by-socket"));
    await until(() => people[0]!.connection.status().trouble === "storage", "being told that nothing is saved");
    expect(people[0]!.connection.status()).toMatchObject({ state: "live", waiting: 1 });
    expect(forged).toBeGreaterThan(1);
    expect(await length()).toBe(stored);
    expect(slice(admin, "actions").here.map(({ actionId }) => actionId)).toEqual(["before"]);

    proxy.forge(null);
    expect(await bySocket).toEqual({ ok: true });
    expect((await admin.ask("POST", path, message)).body).toEqual({ ok: true });
    expect((await admin.ask("POST", path, message)).body).toEqual({ ok: true });
    await until(() => slice(admin, "actions").here.length === 3, "all three");
    expect(await length()).toBe(stored + 2);
    await until(() => !people[0]!.connection.status().trouble, "nothing wrong any more");
  },
  60_000,
);
