// Everybody scores with words and numbers that occur nowhere else. Whatever any viewer receives, frame or body, holds none of another's before its moment.
import { afterEach, expect, test } from "vitest";
import type { SentSheet, SessionCommand } from "../../shared/session/commands.ts";
import {
  addPeople,
  conversation,
  createSession,
  type Device,
  entered,
  openDevice,
  type Person,
  personIdOf,
  reveal,
  seatId,
  send,
  slice,
  startServer,
  type TestServer,
  until,
} from "./harness.ts";
import { type Recorder, record } from "./recorder.ts";

let server: TestServer;
const recorders: Recorder[] = [];
afterEach(async () => {
  for (const recorder of recorders.splice(0)) recorder.close();
  await server.stop();
});

const CRITERIA = ["first", "second", "third"] as const;
const criterion = (criterionId: string) => ({
  criterionId,
  sectionId: "section",
  name: `The ${criterionId} thing`,
  definition: `Whether the agent does the ${criterionId} thing in the first minute.`,
  scale: "percent",
  weight: 1,
  autoFail: false,
  allowNA: true,
  anchors: {},
});

const METRICS_TOKEN = "the token of whoever runs the server";
/** How often something happened may be any number; what it is called and labelled may not. */
const withoutCounts = (text: string): string => text.replaceAll(/ \S+$/gm, "");

type ViewerName = "Ada" | "Lea" | "Ben" | "Cleo" | "Dan" | "Olga" | "screen" | "door" | "stranger" | "Mia";
type Viewer = { name: ViewerName; bodies: string[]; device: Device | null; recorder: Recorder | null };
/** `open`: who may have received it by now, beside its author. */
type Secret = { what: string; author: ViewerName; found: (bytes: string) => boolean; open: Set<ViewerName> };

test("no marker of anybody reaches anybody else before its reveal or turn", { timeout: 60_000 }, async () => {
  server = await startServer({}, { METRICS_TOKEN });
  const viewers: Viewer[] = [];
  const bodiesOf = (name: ViewerName): string[] => {
    const known = viewers.find((one) => one.name === name);
    if (known) return known.bodies;
    const viewer: Viewer = { name, bodies: [], device: null, recorder: null };
    viewers.push(viewer);
    return viewer.bodies;
  };
  const watched = (name: ViewerName): Device => {
    const bodies = bodiesOf(name);
    const device = openDevice(
      () => server.url,
      (path, text) => void bodies.push(`${path}\n${path === "/metrics" ? withoutCounts(text) : text}`),
    );
    viewers.find((one) => one.name === name)!.device = device;
    return device;
  };

  // --- the people
  const setUpToken = server.printed.join("\n").match(/\/enter#(\S+)/)?.[1];
  const adaDevice = watched("Ada");
  await entered(adaDevice, { token: setUpToken, name: "Ada", teamName: "Support" });
  const made = await adaDevice.ask("PUT", "/api/scorecards/card", {
    scorecard: {
      scorecardId: "card",
      version: 1,
      name: "Card",
      sections: [{ sectionId: "section", name: "All" }],
      criteria: CRITERIA.map(criterion),
    },
  });
  expect(made.status).toBe(200);
  const names: ViewerName[] = ["Lea", "Ben", "Cleo", "Dan", "Olga"];
  const devices = await addPeople({ device: () => watched(names.find((name) => !viewers.some((one) => one.name === name))!) }, adaDevice, [
    { name: "Lea", role: "lead", experience: "long" },
    { name: "Ben", experience: "new" },
    { name: "Cleo", experience: "settled" },
    { name: "Dan", experience: "long" },
    { name: "Olga" },
  ]);
  // of the team, in charge of others, but not in this session
  await addPeople({ device: () => watched("Mia") }, adaDevice, [{ name: "Mia", role: "manager" }]);
  const sessionId = await createSession(adaDevice, {
    personIds: devices.map(({ personId }) => personId),
    scorecardId: "card",
    name: "The weekly call",
    conversations: ["c1", "c2", "c3"].map((id) => conversation(id, `Call ${id}`)),
  });
  const everybody = [{ ...adaDevice, name: "Ada", personId: await personIdOf(adaDevice) }, ...devices].map(
    (one): Person => ({ ...one, connection: server.connect(one, sessionId) }),
  );
  for (const one of everybody) await until(() => one.connection.slices().mine, one.name);
  const [ada, lea, ben, cleo, dan, olga] = everybody as [Person, Person, Person, Person, Person, Person];
  await send(ada, { type: "ChangeSeat", seatId: seatId(olga), role: "observer" });
  await send(ada, { type: "SetDoor", open: false });

  const doorDevice = watched("door");
  await entered(doorDevice, { code: slice(ada, "session").code, name: "Nadia" });
  const screenUrl = String((await adaDevice.ask("POST", "/api/links", { kind: "screen", sessionId })).body.url);
  watched("stranger");
  const watch = async (name: ViewerName, who: { cookie?: string; screenToken?: string }): Promise<void> => {
    bodiesOf(name);
    const recorder = await record(server.url, sessionId, who);
    recorders.push(recorder);
    viewers.find((one) => one.name === name)!.recorder = recorder;
  };
  for (const person of everybody) await watch(person.name as ViewerName, { cookie: person.cookie() });
  await watch("door", { cookie: doorDevice.cookie() });
  await watch("screen", { screenToken: screenUrl.split("#")[1]! });
  await watch("stranger", {});
  const recorderOf = (name: ViewerName): Recorder => viewers.find((one) => one.name === name)!.recorder!;

  // --- what must not be seen
  const secrets: Secret[] = [];
  const word = (author: Person, text: string): string => {
    secrets.push({ what: text, author: author.name as ViewerName, found: (bytes) => bytes.includes(text), open: new Set() });
    return text;
  };
  const number = (author: Person, what: string, value: number): number => {
    // alone, not as a part of an id or a time; all are above 60, where no day, hour or minute comes near
    const alone = new RegExp(`(?<![\\w.-])(?<!\\d:)${value}(?![\\w-]|[.:]\\d)`);
    secrets.push({ what: `${what} ${value}`, author: author.name as ViewerName, found: (bytes) => alone.test(bytes), open: new Set() });
    return value;
  };
  const sheetOf = (author: Person, kind: string, values: [number, number, number]): SentSheet =>
    Object.fromEntries(
      CRITERIA.map((criterionId, index) => [
        criterionId,
        {
          value: number(author, `${kind}-${author.name}-${criterionId}`, values[index]!),
          reason: word(author, `zq-${kind}-${author.name}-${criterionId}-reason`),
          unsure: index === 0,
          evidence: [{ line: 1, at: null, quote: word(author, `zq-${kind}-${author.name}-${criterionId}-quote`) }],
        },
      ]),
    );
  const opens = (to: ViewerName[], ...parts: string[]): void => {
    const some = secrets.filter(({ what }) => parts.some((part) => what.includes(part)));
    expect(some.length, `nothing is called ${parts}`).toBeGreaterThan(0);
    for (const secret of some) for (const name of to) secret.open.add(name);
  };
  const ROOM: ViewerName[] = ["Ada", "Lea", "Ben", "Cleo", "Olga", "screen"];
  const ALL: ViewerName[] = [...ROOM, "Dan"];

  const routes = [
    "/api/me",
    "/api/sessions",
    "/api/sessions/new",
    `/api/sessions/new?from=${sessionId}`,
    "/api/team",
    "/api/scorecards",
    "/healthz",
    "/readyz",
    `/api/sessions/${sessionId}/calendar.ics`,
    ...["json", "csv", "markdown", "html", "cells"].flatMap((format) =>
      ["", "&named=1", "&download=1"].map((more) => `/api/sessions/${sessionId}/report?format=${format}${more}`),
    ),
  ];
  /** Everybody asks everything there is to ask, and tries what they may not; then nobody holds what is not theirs yet. */
  let checks = 0;
  const check = async (moment: string): Promise<void> => {
    for (const viewer of viewers) if (viewer.device) for (const path of routes) await viewer.device.ask("GET", path);
    const metrics = await adaDevice.ask("GET", "/metrics", undefined, { authorization: `Bearer ${METRICS_TOKEN}` });
    expect(metrics.text).toMatch(/^plumb_appended_events_total [1-9]/m);
    expect(metrics.text).not.toMatch(/act="scoring",outcome="ok"/);
    const probes: SessionCommand[] = [
      { type: "RevealScores", conversationId: "c3", roll: { in: [], missing: [], absent: [] } },
      {
        type: "SubmitReview",
        conversationId: "c3",
        sheet: {
          first: { value: 100, reason: "", unsure: false, evidence: [] },
          nothing: { value: 1, reason: "", unsure: false, evidence: [] },
        },
      },
      { type: "SetRevealAside", conversationId: "c3", reason: "" },
      { type: "OpenCriterion", conversationId: "c3", criterionId: "first", readAloud: false },
      { type: "AcceptIdentical", conversationId: "c3" },
      { type: "CastRevote", conversationId: "c1", criterionId: "first", round: 9, value: 1 },
    ];
    for (const viewer of viewers)
      if (viewer.recorder && viewer.name !== "stranger")
        for (const command of probes)
          await viewer.recorder.ask("command", { id: `probe-${checks}-${viewer.name}-${command.type}`, command });
    checks += 1;
    for (const viewer of viewers) {
      const bytes = [...(viewer.recorder?.frames ?? []), ...viewer.bodies].join("\n");
      for (const secret of secrets)
        if (secret.author !== viewer.name && !secret.open.has(viewer.name))
          expect(secret.found(bytes), `${moment}: ${viewer.name} received ${secret.what}`).toBe(false);
    }
  };
  /** Or the test would pass on a server that sends nothing. */
  const mustHave = async (names: ViewerName[], ...parts: string[]): Promise<void> => {
    for (const name of names)
      for (const part of parts)
        for (const secret of secrets.filter(({ what, author }) => what.includes(part) && author !== name))
          await until(() => secret.found(recorderOf(name).frames.join("\n")), `${name} to receive ${secret.what}`);
  };
  const submit = (person: Person, conversationId: string, sheet: SentSheet) =>
    send(person, { type: "SubmitReview", conversationId, sheet });

  // --- blind scores: drafts, submissions, submitting again, the baseline
  const drafted = { value: number(ben, "draft-Ben", 65), reason: word(ben, "zq-draft-Ben"), unsure: false, evidence: [] };
  await ben.connection.saveDraft("c1", "second", drafted);
  await submit(ben, "c1", sheetOf(ben, "early", [61, 62, 64]));
  await submit(ben, "c1", sheetOf(ben, "blind", [71, 72, 73]));
  await submit(cleo, "c1", sheetOf(cleo, "blind", [91, 92, 93]));
  await submit(ada, "c1", sheetOf(ada, "blind", [81, 82, 83]));
  await submit(lea, "c1", sheetOf(lea, "baseline", [86, 87, 88]));
  await send(lea, { type: "MarkBaseline", conversationId: "c1", seatId: seatId(lea) });
  await submit(ben, "c2", sheetOf(ben, "two", [66, 67, 68]));
  await submit(cleo, "c3", sheetOf(cleo, "three", [69, 74, 75]));
  await check("before the reveal");

  // --- the reveal: values for the room, reasons and names for nobody; the late one nothing
  await send(ada, { type: "MarkAbsent", seatId: seatId(dan) });
  await until(() => slice(ada, "progress")[0]?.names?.missing.length === 0, "nobody missing");
  const framesBefore = new Map(viewers.map((viewer) => [viewer, viewer.recorder?.frames.length ?? 0]));
  await reveal(ada, "c1");
  const blindValues = ["Ben", "Cleo", "Ada"].flatMap((name) => CRITERIA.map((id) => `blind-${name}-${id} `));
  const baselineValues = CRITERIA.map((id) => `baseline-Lea-${id} `);
  opens(ROOM, ...blindValues, ...baselineValues);
  await mustHave(ROOM, ...blindValues, ...baselineValues);
  for (const name of ROOM) {
    const viewer = viewers.find((one) => one.name === name)!;
    const since = viewer.recorder!.frames.slice(framesBefore.get(viewer));
    const holding = since.filter((frame) =>
      secrets.some(({ what, author, found }) => author !== name && /^blind-\w+-\w+ /.test(what) && found(frame)),
    );
    expect(holding, `${name}: the reveal is one frame`).toHaveLength(1);
    const shown = (JSON.parse(holding[0]!.slice(2)) as [string, { slices: { results: object } }])[1].slices.results;
    for (const person of [ada, ben, cleo, dan])
      expect(JSON.stringify(shown).includes(seatId(person)), `${name}: nothing says who scored what`).toBe(false);
  }
  await check("after the reveal");

  // --- scoring late: hidden while at it, then kept apart; only then the late one sees the rest
  await send(dan, { type: "ChooseLate", conversationId: "c1", choice: "score" });
  await dan.connection.saveDraft("c1", "first", {
    value: number(dan, "lateDraft", 76),
    reason: word(dan, "zq-late-draft"),
    unsure: false,
    evidence: [],
  });
  const lateSheet = sheetOf(dan, "late", [96, 97, 98]);
  await check("while somebody scores late");
  await send(dan, { type: "SubmitLateReview", conversationId: "c1", sheet: lateSheet });
  opens(ALL, ...blindValues, ...baselineValues, ...CRITERIA.map((id) => `late-Dan-${id} `));
  await mustHave(["Dan"], ...blindValues);
  await check("after scoring late");

  // --- held reasons: one band at a time, one criterion at a time
  const first = { conversationId: "c1", criterionId: "first" };
  const written = word(cleo, "zq-written-Cleo");
  await send(ada, { type: "OpenCriterion", ...first, readAloud: false });
  await send(cleo, { type: "WriteReason", ...first, text: written, evidence: [] });
  opens(ALL, "zq-blind-Ben-first");
  await mustHave(ALL, "zq-blind-Ben-first-reason");
  await mustHave(ROOM, "late-Dan-first ");
  // the baseline's author and the late one stand in no band: their own moment is theirs
  opens(ALL, "zq-baseline-Lea-first", "zq-late-Dan-first");
  await check("while the newest have the turn");
  await send(ada, { type: "NextTurn", ...first });
  opens(ALL, "zq-blind-Cleo-first", "zq-written-Cleo");
  await mustHave(ALL, "zq-blind-Cleo-first-reason", "zq-written-Cleo");
  await check("after the next band's turn");
  await send(ada, { type: "OpenToEveryone", ...first });
  opens(ALL, "zq-blind-Ada-first");
  await mustHave(ALL, "zq-blind-Ada-first-reason");
  await check("once it is open to everyone");

  // --- re-votes: hidden until revealed; one that was cancelled for ever
  await send(ada, { type: "OpenRevote", ...first });
  await send(ben, { type: "CastRevote", ...first, round: 1, value: number(ben, "revote-Ben", 77) });
  await send(cleo, { type: "CastRevote", ...first, round: 1, value: number(cleo, "revote-Cleo", 78) });
  await check("during a re-vote");
  await send(ada, { type: "RevealRevote", ...first, round: 1 });
  opens(ALL, "revote-");
  await mustHave(ALL, "revote-Ben", "revote-Cleo");
  await send(ada, { type: "OpenRevote", ...first });
  await send(ben, { type: "CastRevote", ...first, round: 2, value: number(ben, "cancelled-Ben", 79) });
  await send(ada, { type: "CancelRevote", ...first, round: 2 });
  await check("after a cancelled re-vote");

  // --- withdrawn and left over: never
  await send(ada, { type: "SettleCriterion", ...first, value: 50, how: "agreed", until: null, note: null, cause: null, feedback: null });
  await send(ada, { type: "WithdrawConversation", conversationId: "c2" });
  await send(ada, { type: "CloseSession" });
  // closed: with their names the scores are for conductors and those who manage; without, the figures are for the team
  opens(["Ada", "Lea", "Mia"], "blind-", "baseline-", "late-Dan", "revote-", "zq-written");
  await until(() => slice(ada, "session").status === "closed", "closed");
  await check("after the close");
});
