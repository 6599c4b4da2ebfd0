// Bad inputs, row by row (B-…): each gets a closed code and plain words, has no effect, and nobody else notices. Bytes, files and rounds are in badBytes.test.ts; the other rows have their id in a title elsewhere (test/reliabilityRows.test.ts holds the list).
import { afterEach, beforeEach, expect, test } from "vitest";
import { LIMITS } from "../../shared/limits.ts";
import type { Answer } from "../../shared/protocol/socket.ts";
import { REJECTION_CODES } from "../../shared/session/rejection.ts";
import { openSeat, type SeatSocket } from "../proofs/real/seatSocket.ts";
import { dial } from "../proofs/real/webSocket.ts";
import { type Call, reveal, seatId, send, sheet, slice, startCall, startServer, submit, type TestServer, until } from "./harness.ts";

let server: TestServer;
let call: Call;
let ben: SeatSocket;
let count = 0;
beforeEach(async () => {
  server = await startServer();
  call = await startCall(server, [{ name: "Ben" }, { name: "Lea", role: "lead" }]);
  ben = await openSeat(server.url, call.sessionId, { cookie: call.people[0]!.cookie() });
});
afterEach(async () => {
  ben.close();
  await server.stop();
});

/** As it stands on the wire: what no type would let through, too. */
const ask = async (command: unknown, id: unknown = `b${count++}`): Promise<Exclude<Answer, { ok: true }> | { ok: true }> => {
  const answer = await ben.ask("command", { id, command });
  if (answer === "closed" || typeof answer === "number") throw new Error(String(answer));
  if (!answer.ok) {
    expect(REJECTION_CODES).toContain(answer.code);
    expect(answer.message.split(" ").length).toBeGreaterThan(3);
    expect(answer.message).not.toMatch(/at \w+ \(|Error|undefined|\[object/);
  }
  return answer;
};
const criterionId = (): string => slice(call.admin, "scorecard").criteria.find(({ scale }) => scale === "5pt")!.criterionId;
const scored = (value: unknown, more: Record<string, unknown> = {}, criterion = criterionId()) => ({
  type: "SubmitReview",
  conversationId: "c1",
  sheet: { [criterion]: { value, reason: "", unsure: false, evidence: [], ...more } },
});
const nobodyIn = (): void => expect(slice(call.admin, "progress")[0]!.in).toBe(0);
const everybodyIn = async (): Promise<void> => {
  for (const person of call.everybody) await submit(person, "c1", "low");
  await until(() => slice(call.admin, "progress")[0]!.in === 3, "all in");
};

test("[B-4] a page from the future is told that the server is older, and one from the past to load anew", async () => {
  const raw = await dial(server.url, { Origin: server.url, Cookie: call.admin.cookie() });
  const said = new Promise<string>((done) => raw.onText((text) => text.startsWith("44") && done(text)));
  raw.text(`40${JSON.stringify({ protocol: 999, sessionId: call.sessionId })}`);
  expect(await said).toContain("SERVER_OLDER");
  raw.tcp.destroy();
  const old = await dial(server.url, { Origin: server.url, Cookie: call.admin.cookie() });
  const told = new Promise<string>((done) => old.onText((text) => text.startsWith("44") && done(text)));
  old.text(`40${JSON.stringify({ protocol: 0, sessionId: call.sessionId })}`);
  expect(await told).toContain("UPGRADE_REQUIRED");
  old.tcp.destroy();
});

test("[B-5] no cookie, or one that is not ours: SIGN_IN", async () => {
  for (const cookie of [undefined, "plumb=s%3Amade-up.signature"]) {
    const seat = await openSeat(server.url, call.sessionId, cookie ? { cookie } : {});
    expect(seat.refusal?.code).toBe("SIGN_IN");
    seat.close();
  }
  expect((await server.device().ask("GET", "/api/sessions")).body).toMatchObject({ code: "SIGN_IN" });
});

test("[B-5] what was typed by then is kept, and sent with its own id after signing in", async () => {
  let kept: string | null = null;
  const storage = {
    load: () => kept,
    save: (value: string | null) => {
      kept = value;
    },
  };
  const out = server.connect({ ...call.people[0]!, cookie: () => "plumb=s%3Amade-up.signature" }, call.sessionId, { storage });
  void out.send({ type: "SubmitReview", conversationId: "c1", sheet: sheet(call.people[0]!, "low") });
  await until(() => out.status().state === "closed", "the page that is nobody's");
  expect(out.status().bye?.code).toBe("SIGN_IN");
  expect(kept).toContain("SubmitReview");
  const answers: Answer[] = [];
  server.connect(call.people[0]!, call.sessionId, { storage, onLeftover: (answer) => answers.push(answer) });
  await until(() => answers.length === 1, "the answer to what was kept");
  expect([answers[0], kept]).toEqual([{ ok: true }, null]);
});

test.each(["EIO=3&transport=polling", "EIO=4&transport=pigeon", "EIO=4", ""])(
  "[B-7] a handshake asking for %s is answered 400, and the server lives",
  async (query) => {
    expect((await call.admin.ask("GET", `/socket.io/?${query}`)).status).toBe(400);
    expect((await call.admin.ask("GET", "/healthz")).status).toBe(200);
  },
);

test("[B-10] a link with one character changed is the same as one that never was", async () => {
  const { teamLink } = (await call.admin.ask("GET", "/api/team")).body as { teamLink: string };
  const token = teamLink.split("#")[1]!;
  const changed = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
  const [near, far] = [
    await server.device().ask("POST", "/api/enter", { token: changed }),
    await server.device().ask("POST", "/api/enter", { token: "never-was-one-of-these" }),
  ];
  expect(near.body).toMatchObject({ code: "LINK_INVALID" });
  expect(near.text).toBe(far.text);
});

test("[B-11] somebody with a name that is there already is shown apart, never merged", async () => {
  await send(call.admin, { type: "SetDoor", open: true });
  const stranger = server.device();
  await stranger.ask("POST", "/api/enter", { code: slice(call.admin, "session").code, name: "Ben" });
  const other = await openSeat(server.url, call.sessionId, { cookie: stranger.cookie() });
  await until(() => slice(call.admin, "roster").seats.some(({ name }) => name === "Ben (2)"), "the other Ben");
  expect(other.slices().mine?.seatId).not.toBe(ben.slices().mine?.seatId);
  other.close();
});

test.each(["seatId", "role", "experience", "actor"])(
  "[B-13] a role or an author in the payload (%s) is an unknown field",
  async (field) => {
    expect(await ask({ ...scored(3), [field]: "facilitator" })).toMatchObject({ code: "UNKNOWN_FIELD" });
    nobodyIn();
  },
);

test("[B-14] a shared screen's token is good for its own session only, and the same as an unknown one elsewhere", async () => {
  const other = (await call.admin.ask("POST", "/api/sessions/sample", {})).body as { sessionId: string };
  const { url } = (await call.admin.ask("POST", "/api/links", { kind: "screen", sessionId: other.sessionId })).body as { url: string };
  const [foreign, unknown] = [
    await openSeat(server.url, call.sessionId, { screenToken: url.split("#")[1]! }),
    await openSeat(server.url, call.sessionId, { screenToken: "unknown-token-unknown" }),
  ];
  expect(foreign.refusal).toMatchObject({ code: "LINK_INVALID" });
  expect(foreign.refusal).toEqual(unknown.refusal);
  foreign.close();
  unknown.close();
});

test("[B-16] whoever handed the chair on reveals no more", async () => {
  await everybodyIn();
  await send(call.admin, { type: "HandOver", seatId: seatId(call.people[1]!) });
  await send(call.people[1]!, { type: "ChangeSeat", seatId: seatId(call.admin), role: "reviewer" });
  const answer = await call.admin.connection.send({
    type: "RevealScores",
    conversationId: "c1",
    roll: { in: [], missing: [], absent: [] },
  });
  expect(answer).toMatchObject({ ok: false, code: "NOT_ALLOWED" });
  expect(slice(call.admin, "conversations")[0]!.status).toBe("hidden");
});

test("[B-17] somebody removed is told so and cut off, and what they send after it has no effect", async () => {
  await send(call.admin, { type: "RemoveSeat", seatId: seatId(call.people[0]!) });
  await ben.raw.whenClosed;
  expect(ben.bye()?.code).toBe("REMOVED");
  nobodyIn();
});

test("[B-19] a forged X-Forwarded-For gives nobody fresh tries", async () => {
  const device = server.device();
  let last = 0;
  for (let tries = 0; tries < 30; tries++)
    last = (await device.ask("POST", "/api/enter", { code: "BCDFGH" }, { "x-forwarded-for": `10.0.0.${tries}` })).status;
  expect(last).toBe(429);
});

test.each([6, 0, 100])("[B-20] a score off the scale (%s): SCORE_RANGE", async (value) => {
  expect(await ask(scored(value))).toMatchObject({ code: "SCORE_RANGE" });
  nobodyIn();
});

test.each([["NaN"], ["Infinity"], [null], [true], [[7]], [{ valueOf: 3 }], [1.5], [-1], [101], ["3"]])(
  "[B-22] what is no score at all (%j) is refused",
  async (value) => {
    expect(await ask(scored(value))).toMatchObject({ code: "BAD_REQUEST" });
    nobodyIn();
  },
);

test("[B-23] a criterion that is unknown, another session's, or was never: one and the same answer", async () => {
  const answers = await Promise.all(["unknown", "starter-general", "x1"].map((id) => ask(scored(3, {}, id))));
  expect(answers[0]).toMatchObject({ code: "CRITERION_UNKNOWN" });
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test("[B-25] handing in after the reveal: not counted, and said why", async () => {
  await everybodyIn();
  await reveal(call.admin, "c1");
  expect(await ask(scored(5))).toMatchObject({ code: "ROUND_REVEALED", retry: "never" });
});

test("[B-26] handing in at the very moment of the reveal is either in or told that it was late, never both", async () => {
  await everybodyIn();
  const [late] = await Promise.all([ask({ ...scored(5), sheet: sheet(call.people[0]!, "high") }), reveal(call.admin, "c1")]);
  const own = await until(() => slice(call.people[0]!, "mine").sheets.c1?.submitted, "one's own frozen sheet");
  await until(() => slice(call.people[0]!, "conversations")[0]!.status === "revealed", "the reveal");
  expect(slice(call.people[0]!, "mine").sheets.c1?.submitted?.[criterionId()]?.value ?? own[criterionId()]?.value).toBe(late.ok ? 5 : 1);
});

test("[B-28] a reason that is too long: TOO_LONG, with its length and the limit, and not a word of it", async () => {
  const answer = await ask(scored(3, { reason: "x".repeat(20_000) }));
  expect(answer).toMatchObject({ code: "TOO_LONG", params: { count: 20_000, limit: LIMITS.reason } });
  expect(answer).toMatchObject({ message: "This is too long: 20000 of 4000 characters. Shorten it and send it again." });
  expect(JSON.stringify(answer)).not.toContain("xx");
  nobodyIn();
});

test("[B-28] by HTTP a name is counted without the spaces around it, which do not count against its limit either", async () => {
  const { body, text } = await call.admin.ask("PUT", "/api/me", { name: `  ${"x".repeat(90)}  ` });
  expect(body).toMatchObject({ code: "TOO_LONG", field: "name", params: { count: 90, limit: LIMITS.name } });
  expect(text).not.toContain("xx");
});

test("[B-29] script, links, control codes and marks of writing direction come back as they were typed", async () => {
  const reason = "<script>alert(1)</script> [x](javascript:alert(1)) \u001b[31m \u202eevil";
  expect(await ask(scored(3, { reason }))).toEqual({ ok: true });
  await until(() => slice(call.people[0]!, "mine").sheets.c1?.submitted?.[criterionId()]?.reason === reason, "the very same words");
});

test("[B-31] the same id and the same words fifty times: the same answer, one effect", async () => {
  const command = {
    type: "MakeProposal",
    proposalId: "p1",
    conversationId: null,
    criterionId: null,
    kind: "add",
    text: "New",
    rightExample: null,
    wrongExample: null,
  };
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask(command, "the-same")));
  expect(answers.every(({ ok }) => ok)).toBe(true);
  await until(() => slice(call.admin, "closing").proposals.length === 1, "one proposal");
});

test("[B-32] the same id with other words: ID_REUSED, and no effect", async () => {
  expect(await ask(scored(3), "reused")).toEqual({ ok: true });
  expect(await ask(scored(4), "reused")).toMatchObject({ code: "ID_REUSED", retry: "never" });
  await until(() => slice(call.people[0]!, "mine").sheets.c1?.submitted?.[criterionId()]?.value === 3, "the first words");
});

test("[B-37] a reveal with somebody missing names the number, not the people", async () => {
  await submit(call.admin, "c1", "low");
  await until(() => slice(call.admin, "progress")[0]!.in === 1, "one in");
  const { names } = slice(call.admin, "progress")[0]!;
  const answer = await call.admin.connection.send({ type: "RevealScores", conversationId: "c1", roll: names! });
  expect(answer).toMatchObject({ ok: false, code: "SOMEBODY_MISSING", params: { missing: 2 } });
  expect(JSON.stringify(answer)).not.toMatch(/Ben|Lea/);
});

test("[B-38] reveal pressed twice: both presses are fine", async () => {
  await everybodyIn();
  const roll = slice(call.admin, "progress")[0]!.names!;
  await Promise.all([1, 2].map(() => send(call.admin, { type: "RevealScores", conversationId: "c1", roll })));
});

test("[B-55] [B-56] what is no message, or of an unknown kind, is refused where there is a way to say so, and the server lives", async () => {
  ben.raw.text('42["command"]');
  ben.raw.text('42["command",null]');
  expect(await ben.ask("command", null)).toMatchObject({ code: "BAD_REQUEST" });
  expect(await ben.ask("__proto__", {})).toMatchObject({ code: "UNKNOWN_EVENT" });
  expect(await ask(scored(3))).toEqual({ ok: true });
});

test("[B-56] three of an unknown kind, and the connection ends with a word", async () => {
  for (let time = 0; time < 3; time++) ben.raw.text('42["shutdown"]');
  await ben.raw.whenClosed;
  expect(ben.bye()?.code).toBe("UNKNOWN_EVENT");
  await send(call.admin, { type: "StartTimer", minutes: 3 });
});

test("[B-58] sixty levels deep, a hundred thousand keys, and one byte too many: refused or cut off, and nobody else notices", async () => {
  expect(await ask(JSON.parse("[".repeat(60) + "]".repeat(60)))).toMatchObject({ code: "BAD_REQUEST" });
  ben.raw.text(`421["command",{${Array.from({ length: 100_000 }, (_none, index) => `"k${index}":0`).join(",")}}]`);
  await ben.raw.whenClosed;
  await send(call.admin, { type: "StartTimer", minutes: 3 });
});

test("[B-61] JSON that calls itself text is 415; nothing changes by a GET", async () => {
  const reply = await call.admin.ask("POST", "/api/links", { kind: "device" }, { "content-type": "text/plain" });
  expect(reply.status).toBe(415);
  expect((await call.admin.ask("GET", "/api/links")).status).toBe(404);
});

test("[B-62] another's session is the same as one that never was", async () => {
  const { sessionId } = (await call.people[1]!.ask("POST", "/api/sessions/sample", {})).body as { sessionId: string };
  const [theirs, unknown] = await Promise.all(
    [sessionId, "no-such-session"].map((id) => call.people[0]!.ask("GET", `/api/sessions/${id}/report`)),
  );
  expect(theirs!.status).toBe(404);
  expect(theirs!.text).toBe(unknown!.text);
});
