// Bad inputs, row by row (B-…): each gets a closed code and plain words, has no effect, and nobody else notices. Bytes, files and rounds are in badBytes.test.ts; the other rows have their id in a title elsewhere (test/reliabilityRows.test.ts holds the list).
import { Writable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { EventStore } from "../../server/store/eventStore.ts";
import { openStore } from "../../server/store/open.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Answer } from "../../shared/protocol/socket.ts";
import { REJECTION_CODES } from "../../shared/session/rejection.ts";
import { openSeat, type SeatSocket } from "../proofs/real/seatSocket.ts";
import { dial } from "../proofs/real/webSocket.ts";
import {
  type Call,
  conversation,
  createSession,
  mine,
  results,
  reveal,
  seatId,
  send,
  sheet,
  slice,
  startCall,
  startServer,
  tabStorage,
  submit,
  type TestServer,
  until,
} from "./harness.ts";

let server: TestServer;
let call: Call;
let ben: SeatSocket;
let count = 0;
let store: EventStore;
/** Let go of, the store writes what it was given. */
let held: Promise<void> | null = null;
let waitingWrites = 0;
let log: string;
/** every packet that came to Ben, as text */
let heard: string[];
const METRICS_TOKEN = "a token that nobody guesses";
beforeEach(async () => {
  log = "";
  heard = [];
  held = null;
  waitingWrites = 0;
  const logTo = new Writable({
    write: (chunk, _encoding, done) => {
      log += String(chunk);
      done();
    },
  });
  server = await startServer(
    {
      logTo,
      openStore: async (...args) => {
        store = await openStore(...args);
        return {
          ...store,
          append: async (...given) => {
            waitingWrites += 1;
            await held;
            waitingWrites -= 1;
            return store.append(...given);
          },
        };
      },
    },
    { LOG_LEVEL: "warn", METRICS_TOKEN },
  );
  call = await startCall(server, [{ name: "Ben" }, { name: "Lea", role: "lead" }]);
  ben = await openSeat(
    server.url,
    call.sessionId,
    { cookie: call.people[0]!.cookie() },
    {
      onText: (text) => void heard.push(text),
    },
  );
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
/** The same for what JSON.stringify would tidy up on the way: -0, a name that comes twice. */
const askText = async (message: string, event = "command"): Promise<Record<string, unknown>> => {
  const ack = `43${++askedTexts}`;
  ben.raw.text(`42${askedTexts}["${event}",${message}]`);
  const answer = await until(() => heard.find((text) => text.startsWith(ack)), "an answer to the text");
  return (JSON.parse(answer.slice(ack.length)) as [Record<string, unknown>])[0];
};
let askedTexts = 1_000_000;
/** Everything that was ever stored of the session. */
const stored = async () => (await store.read(`session:${call.sessionId}`, 0)).map(({ event }) => event);
/** The ids under which sheets are in the log. */
const submittedAs = async (): Promise<string[]> =>
  (await store.read(`session:${call.sessionId}`, 0)).flatMap(({ event, commandId }) =>
    event.type === "ReviewSubmitted" ? [commandId] : [],
  );
const scrape = async (series: string): Promise<number> => {
  const { text } = await server.device().ask("GET", "/metrics", undefined, { authorization: `Bearer ${METRICS_TOKEN}` });
  return Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${series} `))
      ?.split(" ")
      .at(-1),
  );
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
  const storage = tabStorage();
  const out = server.connect({ ...call.people[0]!, cookie: () => "plumb=s%3Amade-up.signature" }, call.sessionId, { storage });
  void out.send({ type: "SubmitReview", conversationId: "c1", sheet: sheet(call.people[0]!, "low") });
  await until(() => out.status().state === "closed", "the page that is nobody's");
  expect(out.status().bye?.code).toBe("SIGN_IN");
  expect(storage.value()).toContain("SubmitReview");
  const [{ id }] = (JSON.parse(storage.value()!) as { commands: [{ id: string }] }).commands;
  const answers: Answer[] = [];
  server.connect(call.people[0]!, call.sessionId, { storage, onLeftover: (answer) => answers.push(answer) });
  await until(() => answers.length === 1, "the answer to what was kept");
  expect([answers[0], storage.value()]).toEqual([{ ok: true }, null]);
  expect(await submittedAs()).toEqual([id]);
});

test("[B-5] so it is with a cookie that was good once and has run out: known to nobody, signed in anew, the same id", async () => {
  const storage = tabStorage();
  const [person] = call.people as [(typeof call.people)[0]];
  const { url } = (await call.admin.ask("POST", "/api/links", { kind: "personal", personId: person.personId })).body as { url: string };
  const page = server.connect(person, call.sessionId, { storage });
  await until(() => page.slices().mine, "the page");
  // four hundred days later this device is nobody's any more
  for (const { key, value } of await store.list("httpSessions"))
    await store.put("httpSessions", key, { ...(value as object), touchedAt: Date.now() - 401 * 24 * 60 * 60_000 });
  await server.restart(async () => {
    await until(() => page.status().state !== "live", "offline");
    void page.send({ type: "SubmitReview", conversationId: "c1", sheet: sheet(person, "low") });
    await until(() => storage.value()?.includes("SubmitReview"), "what was typed, in the browser");
  });
  await until(() => page.status().state === "closed", "the page that is nobody's any more");
  expect(page.status().bye?.code).toBe("SIGN_IN");
  const [{ id }] = (JSON.parse(storage.value()!) as { commands: [{ id: string }] }).commands;

  const again = server.device();
  expect((await again.ask("POST", "/api/enter", { token: url.split("#")[1] })).status).toBe(200);
  const answers: Answer[] = [];
  server.connect(again, call.sessionId, { storage, onLeftover: (answer) => answers.push(answer) });
  await until(() => answers.length === 1, "the answer to what was kept");
  expect([answers[0], storage.value()]).toEqual([{ ok: true }, null]);
  expect(await submittedAs()).toEqual([id]);
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

test("[B-13] what cannot be read is counted, and in the log once for its connection, with nothing of what it says", async () => {
  const before = await scrape("plumb_malformed_messages");
  await ask({ ...scored(3, { reason: "secretly-mine" }), seatId: "somebody-else-entirely" }, "an-id-of-its-own");
  await ask({ type: "RevealEverything-to-me" });
  await ben.ask("draft", { id: "d1", tab: "t", conversationId: "c1", criterionId: criterionId(), entry: { reason: "typed-secretly" } });
  expect((await scrape("plumb_malformed_messages")) - before).toBe(3);
  const lines = log.split("\n").filter((line) => line.includes('"malformed"'));
  expect(lines).toHaveLength(1);
  for (const line of lines) {
    const { time: _time, pid: _pid, hostname: _hostname, ...said } = JSON.parse(line) as Record<string, unknown>;
    expect(said).toEqual({ level: expect.anything(), what: "malformed", msg: "refused" });
  }
  expect(log).not.toMatch(/secretly|somebody-else|RevealEverything|an-id-of-its-own/);
  // what is refused for what it asks is not what cannot be read
  await ask(scored(6));
  expect((await scrape("plumb_malformed_messages")) - before).toBe(3);
});

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
  expect(answer).toMatchObject({ params: { name: "Lea" }, message: expect.stringMatching(/^Lea is the facilitator now/) });
  expect(slice(call.admin, "conversations")[0]!.status).toBe("hidden");
  // whoever never had the role reads what they always read
  const other = await ask({ type: "RevealScores", conversationId: "c1", roll: { in: [], missing: [], absent: [] } });
  expect(other).toMatchObject({ code: "NOT_ALLOWED", message: expect.stringMatching(/^Your role does not allow this/) });
  expect(other).not.toHaveProperty("params");
});

test("[B-17] somebody removed is told so and cut off, and what they send after it has no effect", async () => {
  await send(call.admin, { type: "RemoveSeat", seatId: seatId(call.people[0]!) });
  await ben.raw.whenClosed;
  expect(ben.bye()?.code).toBe("REMOVED");
  nobodyIn();
});

test("[B-17] what somebody sends while they are being removed, and after it, is nowhere in the log; within a second they are cut off", async () => {
  const seat = seatId(call.people[0]!);
  let letGo = (): void => {};
  held = new Promise((done) => {
    letGo = done;
  });
  const removed = send(call.admin, { type: "RemoveSeat", seatId: seat });
  await until(() => waitingWrites > 0, "the removal on its way into the store");
  const during = ben.ask("command", { id: "during", command: scored(3) });
  // answered in turn: by then the server has the one before
  expect(typeof (await ben.ask("clock"))).toBe("number");
  letGo();
  held = null;
  await removed;
  const then = Date.now();
  const after = ben.ask("command", { id: "after", command: scored(4) });
  const typed = ben.ask("draft", {
    id: "typed",
    tab: "t",
    conversationId: "c1",
    criterionId: criterionId(),
    entry: { value: 4, reason: "", unsure: false, evidence: [] },
  });
  await ben.raw.whenClosed;
  expect(Date.now() - then).toBeLessThan(1_000);
  for (const answer of await Promise.all([during, after, typed]))
    expect(answer === "closed" || (answer as { code: string }).code === "REMOVED").toBe(true);
  const types = (await stored()).map(({ type }) => type);
  expect(types).toContain("SeatRemoved");
  expect(types).not.toContain("ReviewSubmitted");
  expect((await store.drafts(call.sessionId)).filter(({ key }) => key.seatId === seat)).toEqual([]);
});

test("[B-19] a forged X-Forwarded-For gives nobody fresh tries", async () => {
  const device = server.device();
  let last = 0;
  for (let tries = 0; tries < 30; tries++)
    last = (await device.ask("POST", "/api/enter", { code: "BCDFGH" }, { "x-forwarded-for": `10.0.0.${tries}` })).status;
  expect(last).toBe(429);
});

test.each([6, 0, 100, 11, -1, 101])("[B-20] a score off the scale (%s): SCORE_RANGE", async (value) => {
  expect(await ask(scored(value))).toMatchObject({ code: "SCORE_RANGE" });
  nobodyIn();
});

test.each([
  ["5pt", -1, 1, 5],
  ["3pt", 4, 1, 3],
  ["binary", -1, 0, 1],
] as const)("[B-20] on a %s scale %s is answered with the scale from %s to %s, in a draft too", async (scale, value, low, high) => {
  const { criterionId, name } = slice(call.admin, "scorecard").criteria.find((criterion) => criterion.scale === scale)!;
  const params = { criterion: name, low, high };
  const answer = await ask(scored(value, {}, criterionId));
  expect(answer).toMatchObject({ code: "SCORE_RANGE", field: criterionId, params });
  expect(answer).toMatchObject({ message: expect.stringContaining(`${name} is a whole number from ${low} to ${high}.`) });
  const entry = { value, reason: "", unsure: false, evidence: [] };
  expect(await ben.ask("draft", { id: "off", tab: "t", conversationId: "c1", criterionId, entry })).toMatchObject({
    code: "SCORE_RANGE",
    params,
  });
});

test.each([["NaN"], ["Infinity"], [null], [true], [[7]], [{ valueOf: 3 }], [1.5], ["3"]])(
  "[B-22] what is no score at all (%j) is refused",
  async (value) => {
    expect(await ask(scored(value))).toMatchObject({ code: "BAD_REQUEST" });
    nobodyIn();
  },
);

/** A session of one conversation and one criterion of each of these scales, all opened for a re-vote. */
const votingOn = async (scales: readonly ("binary" | "5pt" | "percent")[]): Promise<string> => {
  const criterion = (scale: (typeof scales)[number]) => ({
    criterionId: scale,
    sectionId: "s",
    name: scale,
    definition: "Says the company's name and their own first name in the first turn.",
    scale,
    weight: 10,
    autoFail: false,
    allowNA: false,
    anchors: {},
  });
  const card = { scorecardId: "scales", version: 1, name: "Scales", sections: [{ sectionId: "s", name: "All" }] };
  await call.admin.ask("PUT", "/api/scorecards/scales", { scorecard: { ...card, criteria: scales.map(criterion) } });
  return createSession(call.admin, { scorecardId: "scales", conversations: [conversation("c1")] });
};

test.each(["binary", "5pt", "percent"] as const)(
  "[B-22] [INV-18] minus zero on a %s scale is no score: not handed in, not typed, not voted",
  async (scale) => {
    const sessionId = await votingOn([scale]);
    const admin = { ...call.admin, connection: server.connect(call.admin, sessionId) };
    ben.close();
    ben = await openSeat(server.url, sessionId, { cookie: call.people[0]!.cookie() }, { onText: (text) => void heard.push(text) });
    await until(() => admin.connection.slices().mine && ben.slices().mine, "both in the session");
    const about = { conversationId: "c1", criterionId: scale };
    const answerText = '{"value":-0,"reason":"","unsure":false,"evidence":[]}';
    const commandText = (id: string, type: string, rest: string): string => `{"id":"${id}","command":{"type":"${type}",${rest}}}`;
    const aboutText = JSON.stringify(about).slice(1, -1);
    const refused = { ok: false, code: "BAD_REQUEST", retry: "never" };

    expect(await askText(commandText("z1", "SubmitReview", `"conversationId":"c1","sheet":{"${scale}":${answerText}}`))).toMatchObject(
      refused,
    );
    expect(await askText(`{"id":"z2","tab":"t",${aboutText},"entry":${answerText}}`, "draft")).toMatchObject(refused);
    expect((await store.drafts(sessionId)).length).toBe(0);
    await send(admin, { type: "SubmitReview", conversationId: "c1", sheet: sheet(admin, "low") });
    for (const { seatId } of slice(admin, "roster").seats)
      if (seatId !== mine(admin).seatId) await send(admin, { type: "MarkAbsent", seatId });
    await until(() => slice(admin, "progress")[0]!.names?.missing.length === 0, "nobody missing");
    await reveal(admin, "c1");
    await until(() => results(admin, "c1"), "the results");
    await ben.command({ type: "ChooseLate", conversationId: "c1", choice: "watch" });
    await send(admin, { type: "OpenCriterion", ...about, readAloud: false });
    await send(admin, { type: "OpenRevote", ...about });
    expect(await askText(commandText("z3", "CastRevote", `${aboutText},"round":1,"value":-0`))).toMatchObject(refused);
    expect(await askText(commandText("z4", "ChangeMind", `${aboutText},"value":-0`))).toMatchObject(refused);
    const types = (await store.read(`session:${sessionId}`, 0)).map(({ event }) => event.type);
    expect(types.filter((type) => type === "ReviewSubmitted")).toHaveLength(1);
    for (const type of ["RevoteCast", "MindChanged"]) expect(types).not.toContain(type);
    // an honest nought is one
    if (scale !== "5pt") {
      const vote = await askText(commandText("z5", "CastRevote", `${aboutText},"round":1,"value":0`));
      expect(vote).toEqual({ ok: true });
    }
  },
);

test("[B-23] of another session's scorecard, of one that was changed since, or never there: a criterion not of this session is one and the same", async () => {
  const sections = [{ sectionId: "s", name: "All" }];
  const of = (criterionId: string) => ({
    criterionId,
    sectionId: "s",
    name: criterionId,
    definition: "Says the company's name and their own first name in the first turn.",
    scale: "5pt" as const,
    weight: 10,
    autoFail: false,
    allowNA: false,
    anchors: {},
  });
  const save = (scorecardId: string, version: number, ids: string[]) =>
    call.admin.ask("PUT", `/api/scorecards/${scorecardId}`, {
      scorecard: { scorecardId, version, name: scorecardId, sections, criteria: ids.map(of) },
    });
  expect((await save("theirs", 1, ["theirs-1"])).status).toBe(200);
  const theirs = await createSession(call.admin, { scorecardId: "theirs", conversations: [conversation("c1")] });
  expect((await save("ours", 1, ["kept", "taken-out"])).status).toBe(200);
  expect((await save("ours", 1, ["kept"])).body).toMatchObject({ ok: true, version: 2 });
  const ours = await createSession(call.admin, { scorecardId: "ours", conversations: [conversation("c1")] });
  const criteriaOf = async (sessionId: string): Promise<string[]> => {
    const seat = await openSeat(server.url, sessionId, { cookie: call.admin.cookie() });
    const ids = (await until(() => seat.slices().scorecard, "the scorecard")).criteria.map(({ criterionId }) => criterionId);
    seat.close();
    return ids;
  };
  expect([await criteriaOf(theirs), await criteriaOf(ours)]).toEqual([["theirs-1"], ["kept"]]);
  ben.close();
  ben = await openSeat(server.url, ours, { cookie: call.people[0]!.cookie() });
  const told: unknown[] = [];
  for (const criterion of ["theirs-1", "taken-out", "never-was"]) {
    const entry = { value: 3, reason: "", unsure: false, evidence: [] };
    told.push([
      await ask(scored(3, {}, criterion)),
      await ben.ask("draft", { id: criterion, tab: "t", conversationId: "c1", criterionId: criterion, entry }),
    ]);
  }
  expect(told[0]).toMatchObject([{ code: "CRITERION_UNKNOWN" }, { code: "CRITERION_UNKNOWN" }]);
  expect(new Set(told.map((answers) => JSON.stringify(answers))).size).toBe(1);
  expect((await store.read(`session:${ours}`, 0)).map(({ event }) => event.type)).not.toContain("ReviewSubmitted");
  expect(await ask(scored(3, {}, "kept"))).toEqual({ ok: true });
});

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

test("[B-25] it is told when the scores were revealed, that these were not counted and what is left to do; what was typed stays", async () => {
  await everybodyIn();
  const typed = { value: 5, reason: "typed to the last second", unsure: false, evidence: [] };
  const draft = { conversationId: "c1", criterionId: criterionId(), entry: typed };
  expect(await ben.ask("draft", { id: "typed", tab: "t", ...draft })).toEqual({ ok: true });
  await reveal(call.admin, "c1");
  const { at } = (await stored()).find(({ type }) => type === "ScoresRevealed")!;
  const time = `${new Date(at).toISOString().slice(11, 19)} UTC`;
  const told = {
    code: "ROUND_REVEALED",
    retry: "never",
    params: { at },
    message: `The scores were revealed at ${time}, before yours arrived, so yours were not counted. Say it in the discussion or in a re-vote.`,
  };
  expect(await ask(scored(5, typed))).toMatchObject(told);
  expect(await ben.ask("draft", { id: "later", tab: "t", ...draft, entry: { ...typed, value: 4 } })).toMatchObject(told);
  const own = () => ben.slices().mine?.sheets.c1;
  await until(() => own()?.draft[criterionId()]?.reason === typed.reason, "what was typed, at its author's");
  expect(own()?.submitted?.[criterionId()]?.value).toBe(1);
  expect((await stored()).filter(({ type }) => type === "ReviewSubmitted")).toHaveLength(3);
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

test.each([
  ["https://tickets.example/1", true],
  ["http://tickets.internal/1", true],
  ["HTTPS://tickets.example/1", true],
  ["javascript:alert(1)", false],
  ["JavaScript:alert(1)", false],
  [" javascript:alert(1)", false],
  ["java\nscript:alert(1)", false],
  ["data:text/html,<script>alert(1)</script>", false],
  ["vbscript:msgbox(1)", false],
  ["file:///etc/passwd", false],
  ["ftp://tickets.example/1", false],
  ["mailto:ana@example.org", false],
  ["blob:https://tickets.example/1", false],
  ["//tickets.example/1", false],
  ["tickets.example/1", false],
])("[B-29] %j becomes a link: %s. Only https, and http for ticket systems in a company's own network", async (link, taken) => {
  const command = { type: "AddConversation", conversation: { ...conversation("c9"), link } } as const;
  const path = `/api/sessions/${call.sessionId}/commands`;
  const added = (await call.admin.ask("POST", path, { id: "add", command })).body;
  const changed = (
    await call.admin.ask("POST", path, { id: "change", command: { type: "ChangeConversation", conversationId: "c1", change: { link } } })
  ).body;
  const { scorecardId } = (await call.admin.ask("GET", "/api/sessions/new")).body;
  const made = (await call.admin.ask("POST", "/api/sessions", { scorecardId, conversations: [{ ...conversation("c1"), link }] })).body;
  for (const answer of [added, changed, made]) expect(answer).toMatchObject(taken ? { ok: true } : { ok: false, code: "BAD_REQUEST" });
  const links = () => slice(call.admin, "conversations").map((one) => one.link);
  if (taken) await until(() => links().filter((one) => one === link).length === 2, "the link at both");
  else expect(links()).toEqual([null, null]);
});

test.each(["03/04/26", "3.4.2026", "2026-3-4", "2026-04-31", "tomorrow", "2026-04-03T10:00"])(
  "[B-47] a day written as %j is refused, never guessed",
  async (dueOn) => {
    const action = { type: "AddAction", actionId: "a1", text: "Reword", ownerPersonId: null, criterionId: null, conversationId: null };
    expect(await ask({ ...action, dueOn })).toMatchObject({ code: "BAD_REQUEST", field: "command.dueOn" });
    expect(slice(call.admin, "actions").here).toEqual([]);
    expect(await ask({ ...action, dueOn: "2026-04-03" })).toEqual({ ok: true });
  },
);

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
  expect([await scrape("plumb_malformed_messages"), await scrape("plumb_unknown_messages")]).toEqual([3, 1]);
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

test.each([
  [
    "sixty levels where a score should be",
    `{"id":"n1","command":{"type":"SubmitReview","conversationId":"c1","sheet":${'{"a":'.repeat(60)}1${"}".repeat(60)}}}`,
  ],
  [
    "as many names as fit into a frame",
    `{"id":"n2","command":{${Array.from({ length: 6_000 }, (_none, index) => `"k${index}":0`).join(",")}}}`,
  ],
  [
    "a sheet of five thousand criteria",
    `{"id":"n3","command":{"type":"SubmitReview","conversationId":"c1","sheet":{${Array.from({ length: 5_000 }, (_none, index) => `"k${index}":0`).join(",")}}}}`,
  ],
  ["a name twice, the second of no kind", '{"id":"n4","command":{"type":"EndTimer","type":"Nonsense"}}'],
  ["a name twice that has no place there", '{"id":"n5","command":{"type":"EndTimer","seatId":"a","seatId":"b"}}'],
  ["__proto__ twice", '{"id":"n6","command":{"type":"EndTimer","__proto__":{"type":"RevealScores"},"__proto__":{}}}'],
])("[B-58] %s: refused, nothing comes of it, and the next is heard", async (_what, message) => {
  expect((await askText(message)).code).toMatch(/^(BAD_REQUEST|UNKNOWN_FIELD)$/);
  expect((await stored()).map(({ type }) => type)).not.toContain("ReviewSubmitted");
  expect(await ask(scored(3))).toEqual({ ok: true });
});

test("[B-58] of a name that comes twice the last is what was sent, and it is looked at like any other", async () => {
  const answer = (value: string): string => `{"value":${value},"reason":"","unsure":false,"evidence":[]}`;
  const twice = (id: string, first: string, last: string): string =>
    `{"id":"${id}","command":{"type":"SubmitReview","conversationId":"c1","sheet":{"${criterionId()}":${answer(first)},"${criterionId()}":${answer(last)}}}}`;
  expect(await askText(twice("t1", "3", "6"))).toMatchObject({ code: "SCORE_RANGE" });
  expect(await askText(twice("t2", "6", "4"))).toEqual({ ok: true });
  await until(() => slice(call.people[0]!, "mine").sheets.c1?.submitted?.[criterionId()]?.value === 4, "the last");
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
