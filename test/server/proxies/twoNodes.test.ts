// Two servers on one Redis behind nginx and Caddy as docs/operations.md shows them, with and without stickiness: WebSockets need none, long polling says that it does.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EXAMPLE_NAME } from "../../../server/proxyLines.ts";
import { SCATTERED } from "../../../shared/texts/refusals.ts";
import { startRedis } from "../../store/redisServer.ts";
import { addPeople, createSession, until } from "../harness.ts";
import { deviceAt, join, scoreAndReveal, setUp, startCallAt } from "./callThrough.ts";
import { caddyForTwo, nginxForTwo } from "./documents.ts";
import { certificateFor, type Node, resolveHere, startCaddy, startNginx, startPlumb, stopAll, stopLater, trust } from "./programs.ts";
import { freePort } from "../../freePort.ts";

/** Several processes are started here, each of which takes its time on a busy machine. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

resolveHere(EXAMPLE_NAME);
let publicPort: number;
let url: string;
let nodes: [Node, Node];
beforeEach(async () => {
  const redis = await startRedis();
  stopLater(redis.stop);
  publicPort = await freePort();
  url = `https://${EXAMPLE_NAME}:${publicPort}`;
  const env = { REDIS_URL: redis.url, PUBLIC_URL: url, TRUST_PROXY: "1" };
  nodes = [await startPlumb(env), await startPlumb(env)];
});
afterEach(stopAll);

/** of the newest link, which is the one that works */
const setupToken = () => nodes[1].setupToken;
const ports = (): [number, number] => [nodes[0].port, nodes[1].port];

const nginx = async (change: (config: string) => string) => {
  const { certFile, keyFile, root } = await certificateFor(EXAMPLE_NAME);
  trust(root);
  return startNginx(change(nginxForTwo({ publicPort, certFile, keyFile, nodes: ports() })), publicPort);
};
const without = (config: string, ...patterns: RegExp[]): string =>
  patterns.reduce((text, pattern) => {
    expect(text).toMatch(pattern);
    return text.replaceAll(new RegExp(pattern, "gm"), "");
  }, config);
const STICKINESS = /^ *ip_hash;\n/m;
const UPGRADE = /^.*proxy_set_header (Upgrade|Connection) .*\n/m;

test("without stickiness a call over WebSockets works, its requests going to both nodes in turn", async () => {
  const { log } = await nginx((config) => without(config, STICKINESS));
  const call = await startCallAt(url, setupToken());
  await scoreAndReveal(call);
  for (const port of ports())
    expect(log().filter((line) => line.startsWith("200") && line.includes(`:${port} `)).length).toBeGreaterThan(2);
});

test("with stickiness long polling works too", async () => {
  const { log } = await nginx((config) => without(config, UPGRADE));
  const call = await startCallAt(url, setupToken());
  await scoreAndReveal(call);
  expect(log().filter((line) => line.startsWith("101"))).toEqual([]);
  expect(log().filter((line) => line.includes("transport=polling") && line.startsWith("200")).length).toBeGreaterThan(4);
});

test("[F-24] long polling without stickiness ends with a reason, not in a loop, and what was done stays to be sent", async () => {
  const { log } = await nginx((config) => without(config, STICKINESS, UPGRADE));
  const admin = await setUp(url, setupToken());
  const [ben] = await addPeople({ device: () => deviceAt(url) }, admin, [{ name: "Ben" }]);
  const sessionId = await createSession(admin);
  let kept: string | null = null;
  const storage = {
    load: () => kept,
    save: (value: string | null) => {
      kept = value;
    },
  };
  const { connection } = join(url, ben!, sessionId, { storage });
  const sent = connection.send({ type: "StartTimer", minutes: 5 });
  await until(() => connection.status().state === "closed", "the connection to give up");
  expect(connection.status().bye).toEqual({ code: "SCATTERED", message: SCATTERED });
  expect(await sent).toMatchObject({ ok: false, code: "SCATTERED" });
  expect(kept).toContain("StartTimer");
  const attempts = log().filter((line) => line.includes("GET /socket.io/") && line.startsWith("200")).length;
  expect(attempts).toBeGreaterThan(0);
  expect(attempts).toBeLessThan(30);
  // the same browser where WebSockets pass, with what it had kept
  const straight = join(`http://127.0.0.1:${nodes[0].port}`, ben!, sessionId, { storage, origin: url });
  await until(() => straight.connection.slices().mine, "Ben in the session");
});

test("Caddy's cookie keeps each browser at one node, people on both share one call", async () => {
  const caddy = await startCaddy(caddyForTwo(EXAMPLE_NAME, ports()), EXAMPLE_NAME, publicPort);
  trust(caddy.root);
  const call = await startCallAt(url, setupToken());
  await scoreAndReveal(call);
  for (const person of [call.admin, call.ben]) expect(person.cookie()).toMatch(/(^|; )lb=\w+/);
});
