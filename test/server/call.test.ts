// A call over real sockets: what is acknowledged, what everybody sees of it, and when.
import { afterEach, expect, test } from "vitest";
import { record } from "./recorder.ts";
import { mine, results, reveal, send, slice, startCall, startServer, submit, type TestServer, until } from "./harness.ts";

let server: TestServer;
afterEach(() => server.stop());

test("two people score blind, the facilitator reveals, and all see the results at once", async () => {
  server = await startServer();
  const { admin, people, everybody } = await startCall(server, [{ name: "Ben", experience: "new" }, { name: "Cleo" }]);
  for (const person of everybody) await submit(person, "c1", person === admin ? "low" : "high", `because ${person.name}`);
  await until(() => slice(admin, "progress")[0]?.in === 3, "three in");
  expect(slice(people[0]!, "progress")[0]?.names).toBeNull();
  expect(results(people[0]!, "c1")).toBeNull();

  await reveal(admin, "c1");

  for (const person of everybody) {
    const shown = await until(() => results(person, "c1"), `results for ${person.name}`);
    expect(shown.reviews).toBe(3);
    expect(slice(person, "session").focus).toEqual({ kind: "results", conversationId: "c1" });
  }
  expect(mine(people[0]!).sheets.c1?.submitted).not.toBeNull();
});

test("the reveal reaches each viewer in one frame: results and all that goes with them, never a part", async () => {
  server = await startServer();
  const { admin, people, everybody, sessionId } = await startCall(server, [{ name: "Ben" }]);
  for (const person of everybody) await submit(person, "c1", "high");
  await until(() => slice(admin, "progress")[0]?.in === 2, "two in");
  const wire = await record(server.url, sessionId, { cookie: people[0]!.cookie() });
  const before = wire.frames.length;
  await reveal(admin, "c1");
  await until(() => wire.frames.slice(before).some((frame) => frame.includes('"mine"')), "the own slice, which comes last");
  const shared = wire.frames
    .slice(before)
    .filter((frame) => frame.startsWith("42"))
    .map((frame) => Object.keys((JSON.parse(frame.slice(2)) as [string, { slices: object }])[1].slices))
    .filter((names) => !names.includes("mine"));
  expect(shared).toHaveLength(1);
  expect(shared[0]).toEqual(expect.arrayContaining(["session", "progress", "conversations", "results"]));
  wire.close();
});

test("a draft is durable, comes back in the other tab, and is refused after the reveal with the reason", async () => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  const ben = people[0]!;
  const otherTab = server.connect(ben, sessionId);
  await until(() => otherTab.slices().mine, "the other tab");
  const criterionId = slice(ben, "scorecard").criteria[0]!.criterionId;
  const entry = { value: 1, reason: "half a thought", unsure: true, evidence: [] };

  expect(await ben.connection.saveDraft("c1", criterionId, entry)).toEqual({ ok: true });

  await until(() => otherTab.slices().mine?.sheets.c1?.draft[criterionId]?.reason === "half a thought", "the draft in the other tab");
  expect(JSON.stringify(admin.connection.slices())).not.toContain("half a thought");

  await submit(ben, "c1", "high");
  await submit(admin, "c1", "high");
  await until(() => slice(admin, "progress")[0]?.in === 2, "both in");
  await reveal(admin, "c1");
  expect(await ben.connection.saveDraft("c1", criterionId, { ...entry, value: 0 })).toMatchObject({
    ok: false,
    code: "ROUND_REVEALED",
    retry: "never",
  });
});

test("a refused command says why, to its sender alone, and changes nothing", async () => {
  server = await startServer();
  const { people, admin } = await startCall(server, [{ name: "Ben" }]);
  const ben = people[0]!;
  await until(() => slice(admin, "roster").seats.every(({ present }) => present), "everybody present");
  let frames = 0;
  admin.connection.onChange(() => {
    frames += 1;
  });

  const answer = await ben.connection.send({ type: "RevealScores", conversationId: "c1", roll: { in: [], missing: [], absent: [] } });

  expect(answer).toMatchObject({ ok: false, code: "NOT_ALLOWED", retry: "never" });
  expect(answer.ok === false && answer.message.length > 10).toBe(true);
  expect(frames).toBe(0);
  // and the session goes on
  await send(admin, { type: "StartTimer", minutes: 5 });
  await until(() => slice(ben, "session").timer, "the timer");
});
