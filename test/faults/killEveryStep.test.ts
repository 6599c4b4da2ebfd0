// A whole call against a server that is killed after every single acknowledged step: everybody comes back by themselves to the same view, and what was hidden stays hidden.
import { afterEach, expect, test } from "vitest";
import { type Connection, connect } from "../../client/connection/connection.ts";
import type { SentSheet, SessionCommand } from "../../shared/session/commands.ts";
import {
  addPeople,
  conversation,
  createSession,
  type Device,
  mine,
  openDevice,
  type Person,
  personIdOf,
  seatId,
  sheet,
  slice,
  until,
} from "../server/harness.ts";
import { type ChildServer, childServer } from "./childServer.ts";

let server: ChildServer;
const open: Connection[] = [];
afterEach(async () => {
  for (const connection of open.splice(0)) connection.close();
  await server.remove();
});

const RECONNECT = { min: 15, max: 60 };
const join = (device: Device, sessionId: string): Connection => {
  const connection = connect({ url: server.url, sessionId, cookie: device.cookie(), reconnectMs: RECONNECT });
  open.push(connection);
  return connection;
};

async function setUp(): Promise<{ sessionId: string; everybody: Record<"ada" | "lea" | "ben" | "cleo" | "dan" | "olga", Person> }> {
  server = await childServer();
  const device = () => openDevice(() => server.url);
  const admin = device();
  const entered = await admin.ask("POST", "/api/enter", { token: server.setupToken, name: "Ada", teamName: "Support" });
  expect(entered.body, entered.text).toMatchObject({ ok: true, next: "home" });
  const others = await addPeople({ device }, admin, [
    { name: "Lea", role: "lead", experience: "long" },
    { name: "Ben", experience: "new" },
    { name: "Cleo", experience: "settled" },
    { name: "Dan", experience: "long" },
    { name: "Olga" },
  ]);
  const sessionId = await createSession(admin);
  const all = [{ ...admin, name: "Ada", personId: await personIdOf(admin) }, ...others].map((one) => ({
    ...one,
    connection: join(one, sessionId),
  }));
  for (const one of all) await until(() => one.connection.slices().mine, one.name);
  await until(() => slice(all[0]!, "roster").seats.every(({ present }) => present), "all present");
  const [ada, lea, ben, cleo, dan, olga] = all as [Person, Person, Person, Person, Person, Person];
  return { sessionId, everybody: { ada, lea, ben, cleo, dan, olga } };
}

/** High everywhere except on empathy, and a reason that must not be seen early. */
const scored = (person: Person, empathy: number, reason: string): SentSheet => {
  const sent = sheet(person, "high");
  return { ...sent, "general-empathy": { ...sent["general-empathy"]!, value: empathy, reason } };
};
const marker = (person: Person, conversationId: string): string => `marker-${conversationId}-${person.name}`;
const asJson = (slices: object): string => JSON.stringify(Object.fromEntries(Object.entries(slices).sort(([a], [b]) => (a < b ? -1 : 1))));

test("kill -9 after every step of a call: nothing acknowledged is lost, nothing hidden is shown", { timeout: 240_000 }, async () => {
  const { sessionId, everybody } = await setUp();
  const { ada, lea, ben, cleo, dan, olga } = everybody;
  const people = Object.values(everybody);
  const c1 = { conversationId: "c1" };
  const empathy = { conversationId: "c1", criterionId: "general-empathy" };
  const rollOf = (conversationId: string) => slice(ada, "progress").find((one) => one.conversationId === conversationId)!.names!;
  const submit = (person: Person, conversationId: string, value: number): [Person, SessionCommand] => [
    person,
    { type: "SubmitReview", conversationId, sheet: scored(person, value, marker(person, conversationId)) },
  ];
  type Step = [Person, SessionCommand] | (() => [Person, SessionCommand]) | (() => Promise<unknown>);
  const steps: Step[] = [
    [ada, { type: "ChangeSeat", seatId: seatId(olga), role: "observer" }],
    () => ben.connection.saveDraft("c1", "general-empathy", { value: 2, reason: marker(ben, "c1"), unsure: true, evidence: [] }),
    submit(ben, "c1", 1),
    submit(cleo, "c1", 4),
    submit(lea, "c1", 5),
    [lea, { type: "MarkBaseline", conversationId: "c1", seatId: seatId(lea) }],
    submit(ada, "c1", 3),
    submit(ben, "c2", 2),
    submit(cleo, "c2", 5),
    [ada, { type: "StartTimer", minutes: 10 }],
    [ada, { type: "ExtendTimer", minutes: 2 }],
    [ada, { type: "MoveFocus", focus: { kind: "review" } }],
    [ada, { type: "Nudge", seatId: seatId(dan) }],
    [ada, { type: "MarkAbsent", seatId: seatId(dan) }],
    () => [ada, { type: "RevealScores", conversationId: "c1", roll: rollOf("c1") }],
    [dan, { type: "ChooseLate", ...c1, choice: "score" }],
    () => dan.connection.saveDraft("c1", "general-empathy", { value: 4, reason: "late thought", unsure: false, evidence: [] }),
    [dan, { type: "SubmitLateReview", ...c1, sheet: scored(dan, 4, "late") }],
    [ada, { type: "OpenCriterion", ...empathy, readAloud: false }],
    [cleo, { type: "WriteReason", ...empathy, text: "held until my turn", evidence: [] }],
    [ada, { type: "MarkSpoke", ...empathy, seatId: seatId(ben) }],
    [ada, { type: "NextTurn", ...empathy }],
    [ada, { type: "OpenToEveryone", ...empathy }],
    [cleo, { type: "ChangeMind", ...empathy, value: 3 }],
    [ada, { type: "OpenRevote", ...empathy }],
    [ben, { type: "CastRevote", ...empathy, round: 1, value: 2 }],
    [cleo, { type: "CastRevote", ...empathy, round: 1, value: 3 }],
    [ada, { type: "RevealRevote", ...empathy, round: 1 }],
    [ben, { type: "Object", ...empathy, text: "the first answer counts" }],
    [
      ada,
      {
        type: "SettleCriterion",
        ...empathy,
        value: 3,
        how: "withDissent",
        until: null,
        note: "Next time, 3 when named once.",
        cause: "wordingUnclear",
        feedback: null,
      },
    ],
    [ada, { type: "AcceptIdentical", ...c1 }],
    [
      ben,
      {
        type: "MakeProposal",
        proposalId: "p1",
        ...empathy,
        kind: "clarify",
        text: "say what naming is",
        rightExample: null,
        wrongExample: null,
      },
    ],
    [
      ada,
      {
        type: "AddAction",
        actionId: "a1",
        text: "Reword empathy",
        ownerPersonId: lea.personId,
        dueOn: "2030-01-01",
        criterionId: null,
        conversationId: null,
      },
    ],
    [lea, { type: "ConfirmAction", actionId: "a1" }],
    submit(ada, "c2", 4),
    submit(lea, "c2", 4),
    () => [ada, { type: "RevealScores", conversationId: "c2", roll: rollOf("c2") }],
    [ada, { type: "SetRevealAside", conversationId: "c2", reason: "too early" }],
    [ada, { type: "AddConversation", conversation: conversation("c3", "Third call") }],
    [ada, { type: "WithdrawConversation", conversationId: "c3" }],
    [ada, { type: "HandOver", seatId: seatId(lea) }],
    [lea, { type: "CloseSession" }],
    [lea, { type: "ReopenSession", reason: "one more" }],
  ];

  for (const [index, step] of steps.entries()) {
    const given = typeof step === "function" ? step() : step;
    const answer = Array.isArray(given) ? await given[0].connection.send(given[1]) : await given;
    expect(answer, `step ${index}: ${Array.isArray(given) ? given[1].type : "draft"}`).toEqual({ ok: true });

    // a connection that knew nothing before sees the same as one that was there all along
    const expected = new Map<Person, string>();
    for (const person of people) {
      const fresh = join(person, sessionId);
      const shown = asJson(await until(() => fresh.slices().mine && fresh.slices(), "a fresh view"));
      fresh.close();
      await until(() => asJson(person.connection.slices()) === shown, `step ${index}: ${person.name} up to date`);
      expected.set(person, shown);
    }
    const hidden = ["c1", "c2"].filter((id) => slice(ada, "conversations").find((one) => one.conversationId === id)?.status === "hidden");

    const since = new Map(people.map((person) => [person, person.connection.status().since]));
    await server.kill();
    await server.start();
    for (const person of people) {
      await until(() => {
        const status = person.connection.status();
        return status.state === "live" && status.since !== since.get(person);
      }, `step ${index}: ${person.name} back`);
      const shown = asJson(person.connection.slices());
      expect(shown === expected.get(person), `step ${index}: ${person.name} sees the same as before the kill`).toBe(true);
      for (const author of people)
        for (const id of hidden)
          if (author !== person)
            expect(shown.includes(marker(author, id)), `step ${index}: ${person.name} sees ${author.name}'s hidden score`).toBe(false);
    }
  }
  expect(mine(ben).sheets.c1?.submitted?.["general-empathy"]?.value).toBe(1);
  expect(slice(ada, "results").c1?.calibrated.settled).toBeGreaterThan(1);
});

test("an act that is under way when the server is killed is answered after the restart, and has one effect", {
  timeout: 60_000,
}, async () => {
  const { everybody } = await setUp();
  const { ada, ben } = everybody;
  let underWay = 0;
  for (let round = 0; round < 5; round++) {
    const answer = ada.connection.send({
      type: "AddAction",
      actionId: `a${round}`,
      text: `number ${round}`,
      ownerPersonId: null,
      dueOn: null,
      criterionId: null,
      conversationId: null,
    });
    const draft = ben.connection.saveDraft("c1", "general-empathy", { value: 3, reason: `round ${round}`, unsure: false, evidence: [] });
    await server.kill();
    underWay += ada.connection.status().waiting + ben.connection.status().waiting;
    await server.start();
    expect(await answer).toEqual({ ok: true });
    expect(await draft).toEqual({ ok: true });
    await until(() => slice(ada, "actions").here.length === round + 1, "the action, once");
  }
  expect(slice(ada, "actions").here.map(({ text }) => text)).toEqual(["number 0", "number 1", "number 2", "number 3", "number 4"]);
  await until(() => mine(ben).sheets.c1?.draft["general-empathy"]?.reason === "round 4", "the last draft");
  expect(underWay, "no kill hit anything that was under way: this run proves nothing").toBeGreaterThan(0);
});

test("asked to end, the server says so, finishes, and is gone within five seconds; everybody comes back by themselves", {
  timeout: 30_000,
}, async () => {
  const { everybody } = await setUp();
  const { code, ms } = await server.end();
  expect(code).toBe(0);
  expect(ms).toBeLessThan(5_000);
  await until(() => Object.values(everybody).every(({ connection }) => connection.status().state === "reconnecting"), "all reconnecting");
  await server.start();
  await until(() => Object.values(everybody).every(({ connection }) => connection.status().state === "live"), "all back");
});
