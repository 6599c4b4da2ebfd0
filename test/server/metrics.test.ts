// What Prometheus reads: counts of what happened, for whoever has the token, and nothing that depends on what anybody scored. And the two probes beside it.
import { afterEach, describe, expect, test } from "vitest";
import { openStore } from "../../server/store/open.ts";
import { StoreError } from "../../server/store/storeErrors.ts";
import { reveal, send, type Call, sheet, slice, startCall, startServer, type TestServer, until } from "./harness.ts";

const TOKEN = "a token that nobody guesses";
const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});
const started = async (...args: Parameters<typeof startServer>): Promise<TestServer> => {
  const server = await startServer(...args);
  servers.push(server);
  return server;
};
const scrape = (server: TestServer, token = TOKEN) =>
  server.device().ask("GET", "/metrics", undefined, { authorization: `Bearer ${token}` });
const countOf = (text: string, series: string): number | null => {
  const line = text.split("\n").find((one) => one.startsWith(`${series} `));
  return line ? Number(line.split(" ").at(-1)) : null;
};

describe("who may read them", () => {
  test("nobody, unless a token is set", async () => {
    const server = await started();
    expect((await scrape(server)).status).toBe(404);
    expect((await server.device().ask("GET", "/metrics")).body.code).toBe("NOT_FOUND");
  });

  test("whoever brings the token, not whoever has a seat", async () => {
    const server = await started({}, { METRICS_TOKEN: TOKEN });
    const admin = await server.admin();
    for (const answer of [
      await admin.ask("GET", "/metrics"),
      await scrape(server, "another"),
      await scrape(server, `${TOKEN} `.repeat(2)),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([401, "SIGN_IN"]);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    }
    const answer = await scrape(server);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});

/** The same call with other scores and other words. */
const played = async (step: "low" | "high", reason: string, again = 0): Promise<{ call: Call; text: string }> => {
  const server = await started({}, { METRICS_TOKEN: TOKEN });
  const call = await startCall(server, [{ name: "Ben", experience: "new" }]);
  const { admin, people } = call;
  const ben = people[0]!;
  await until(() => slice(admin, "roster").seats.every(({ present }) => present), "everybody present");
  const criterionId = slice(ben, "scorecard").criteria[0]!.criterionId;
  await ben.connection.saveDraft("c1", criterionId, { value: 1, reason, unsure: false, evidence: [] });
  for (const person of [admin, ben]) await send(person, { type: "SubmitReview", conversationId: "c1", sheet: sheet(person, step, reason) });
  await until(() => slice(admin, "progress")[0]?.in === 2, "both in");
  for (let times = 0; times < again; times++) {
    await ben.connection.saveDraft("c1", criterionId, { value: 1, reason: `${reason} ${times}`, unsure: true, evidence: [] });
    await send(ben, { type: "SubmitReview", conversationId: "c1", sheet: sheet(ben, step, `${reason} ${times}`) });
    // a large sheet comes by HTTP, a sheet that cannot be is refused
    const { sessionId } = call;
    const command = { type: "SubmitReview", conversationId: "c1", sheet: sheet(ben, step, `${reason} by another way ${times}`) };
    expect((await ben.ask("POST", `/api/sessions/${sessionId}/commands`, { id: `large${times}`, command })).status).toBe(200);
    await ben.connection.send({ type: "SubmitReview", conversationId: "c1", sheet: {} });
  }
  await ben.connection.send({ type: "RevealScores", conversationId: "c1", roll: { in: [], missing: [], absent: [] } });
  const before = (await scrape(server)).text;
  await reveal(admin, "c1");
  expect((await scrape(server)).text).not.toBe(before);
  return { call, text: before };
};

test("count what was done and how it ended, and what there is", async () => {
  const { text } = await played("low", "because");
  expect(countOf(text, 'plumb_acts_total{act="scoring",outcome="ok"}')).toBeNull();
  expect(countOf(text, 'plumb_acts_total{act="RevealScores",outcome="NOT_ALLOWED"}')).toBe(1);
  expect(countOf(text, 'plumb_sockets{kind="seat"}')).toBe(2);
  expect(countOf(text, "plumb_connections")).toBe(2);
  expect(countOf(text, "plumb_sessions_live")).toBe(1);
  expect(countOf(text, "plumb_store_ready")).toBe(1);
  expect(countOf(text, 'plumb_appends_total{outcome="appended"}')).toBeGreaterThan(3);
  expect(countOf(text, "plumb_append_seconds_count")).toBe(
    ["appended", "conflict"].reduce((sum, outcome) => sum + (countOf(text, `plumb_appends_total{outcome="${outcome}"}`) ?? 0), 0),
  );
  expect(countOf(text, 'plumb_http_responses_total{status="200"}')).toBeGreaterThan(3);
  expect(countOf(text, "process_resident_memory_bytes")).toBeGreaterThan(1e6);
});

test("refusals are counted by their code: over HTTP, at the door of the socket, from other pages", async () => {
  const server = await started({}, { METRICS_TOKEN: TOKEN });
  const stranger = server.device();
  await stranger.ask("GET", "/api/team");
  await stranger.ask("GET", "/api/me", undefined, { origin: "https://elsewhere.example.com" });
  const connection = server.connect(stranger, "no-such-session");
  await until(() => connection.status().state === "closed", "not let in");
  const { text } = await scrape(server);
  expect(countOf(text, 'plumb_http_refusals_total{code="SIGN_IN"}')).toBe(1);
  expect(countOf(text, 'plumb_http_refusals_total{code="WRONG_ADDRESS"}')).toBe(1);
  expect(countOf(text, "plumb_foreign_origins_total")).toBe(1);
  expect(countOf(text, 'plumb_sockets_refused_total{code="SIGN_IN"}')).toBe(1);
});

describe("say nothing about anybody", () => {
  /** Without what a clock decides: how long writes took, and how many went into one. */
  const counts = (text: string): string[] =>
    text.split("\n").filter((line) => /^plumb_/.test(line) && !/^plumb_append(s_total|_seconds)/.test(line));
  const eventsOf = (text: string): number | null => countOf(text, "plumb_appended_events_total");

  test("[INV-1] two calls that differ in scores and words alone give the same lines", async () => {
    const one = await played("low", "a");
    const other = await played("high", "quite another reason, and a much longer one");
    expect(counts(one.text).length).toBeGreaterThan(10);
    expect(counts(one.text)).toEqual(counts(other.text));
    for (const { call, text } of [one, other])
      for (const word of [call.sessionId, "Ada", "Ben", "because", "reason", ...call.everybody.map(({ personId }) => personId)])
        expect(text).not.toContain(word);
  });

  test("[INV-2] how often somebody drafts or hands in again moves no line", async () => {
    const once = await played("low", "because");
    const often = await played("low", "because", 3);
    expect(once.text).not.toMatch(/Submit|Revote|draft|WriteReason/);
    expect(eventsOf(once.text)).toBeGreaterThan(3);
    expect(counts(often.text)).toEqual(counts(once.text));
  });

  test("what the server could not do of scoring is counted, without what it was", async () => {
    let full = false;
    const server = await started(
      {
        openStore: async (...args) => {
          const store = await openStore(...args);
          return {
            ...store,
            append: (...given) => (full ? Promise.reject(new StoreError("STORAGE_FULL", "full")) : store.append(...given)),
          };
        },
      },
      { METRICS_TOKEN: TOKEN },
    );
    const { admin } = await startCall(server, []);
    full = true;
    const sent = send(admin, { type: "SubmitReview", conversationId: "c1", sheet: sheet(admin, "low", "because") });
    await until(
      async () => (countOf((await scrape(server)).text, 'plumb_acts_total{act="scoring",outcome="STORAGE"}') ?? 0) > 0,
      "counted",
    );
    expect(countOf((await scrape(server)).text, 'plumb_appends_total{outcome="failed"}')).toBeGreaterThan(0);
    full = false;
    await sent;
  });
});

describe("probes", () => {
  test("/healthz says that the process answers, /readyz that the store does", async () => {
    let down = false;
    const server = await started(
      {
        openStore: async (...args) => {
          const store = await openStore(...args);
          return { ...store, ready: () => (down ? Promise.reject(new Error("away")) : store.ready()) };
        },
      },
      { METRICS_TOKEN: TOKEN },
    );
    const device = server.device();
    const both = async () => Promise.all(["/healthz", "/readyz"].map(async (path) => (await device.ask("GET", path)).status));
    expect(await both()).toEqual([200, 200]);
    down = true;
    expect(await both()).toEqual([200, 503]);
    expect((await device.ask("GET", "/readyz")).text).toBe('{"ok":false}');
    expect(countOf((await scrape(server)).text, "plumb_store_ready")).toBe(0);
    down = false;
    expect(await both()).toEqual([200, 200]);
  });
});
