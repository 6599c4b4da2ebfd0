// Somebody is erased at the Team page's route while their call goes on, acts of theirs still on the way: on one server with SQLite, or on two nodes with one Redis.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Connection, connect } from "../../../client/connection/connection.ts";
import { REPORT_FORMATS } from "../../../server/http/reportFormats.ts";
import type { Launch } from "../real/launch.ts";
import { type Device, openDevice, type Person, results, reveal, send, sheet, slice, submit, until } from "../../server/harness.ts";
import { startRedis, type TestRedis } from "../../store/redisServer.ts";
import { plumb } from "../ledger/plumb.ts";
import { newSession, teamOn } from "../real/people.ts";
import { type ServerProcess, serverProcess } from "../real/serverProcess.ts";
import { type Scan, scanBytes, scanFolder } from "./scan.ts";

type Stage = {
  what: string;
  a: ServerProcess;
  b: ServerProcess;
  redis: TestRedis | null;
  folder: string;
  env: Record<string, string>;
  sessionId: string;
  ada: Person;
  ana: Person;
  ben: Person;
  /** what Ana types, her name included */ marks: string[];
  mark: () => string;
  stop: () => Promise<void>;
};

/** Every hint is lost on the second node: it finds out by itself, within a second or two. */
const DEAF = {
  file: "server/store/open.ts",
  find: "unsafe: config.unsafeRedis, warn }",
  put: "unsafe: config.unsafeRedis, warn, listens: false }",
};

/** Ada facilitates on the first server; Ana and Ben are on the second, where there is one. */
const setStage = async (kind: "SQLite" | "Redis", launch: Launch): Promise<Stage> => {
  const redis = kind === "Redis" ? await startRedis() : null;
  const settings = { LOG_LEVEL: "debug", ...(redis ? { REDIS_URL: redis.url } : {}) };
  const a = await serverProcess(launch, { ...settings });
  const b = redis ? await serverProcess({ ...launch, edits: [...(launch.edits ?? []), DEAF] }, { ...settings }) : a;
  const marks: string[] = [];
  const mark = (): string => {
    const word = `qzx${randomBytes(9).toString("hex")}`;
    marks.push(word);
    return word;
  };
  const { admin, people } = await teamOn(b, [{ name: `Ana ${mark()}` }, { name: "Ben" }]);
  const sessionId = await newSession(admin, { personIds: people.map(({ personId }) => personId) });
  const seated = (server: ServerProcess, known: Device & { name: string; personId: string }): Person => ({
    ...known,
    connection: connect({ url: server.url, sessionId, cookie: known.cookie(), reconnectMs: { min: 20, max: 100 } }),
  });
  const ada = seated(a, admin);
  const [ana, ben] = people.map((known) => seated(b, known)) as [Person, Person];
  for (const one of [ada, ana, ben]) await until(() => one.connection.slices().mine, `${one.name} in the session`);
  const folder = mkdtempSync(join(tmpdir(), "plumb-erase-live-"));
  return {
    what: `${kind}, while it runs`,
    a,
    b,
    redis,
    folder,
    env: { DATA_DIR: a.dataDir, ...(redis ? { REDIS_URL: redis.url } : {}) },
    sessionId,
    ada,
    ana,
    ben,
    marks,
    mark,
    stop: async () => {
      for (const { connection } of [ada, ana, ben]) connection.close();
      await Promise.all([...new Set([a, b])].map((server) => server.remove()));
      await redis?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Ana has scored, been revealed, explained, objected, proposed, and drafted something. */
const anaHasSpoken = async ({ ada, ana, ben, mark }: Stage): Promise<void> => {
  await submit(ana, "c1", "low", mark());
  for (const other of [ada, ben]) await submit(other, "c1", "high", "what others said stays");
  await until(() => slice(ada, "progress").find(({ conversationId }) => conversationId === "c1")?.in === 3, "all in");
  await reveal(ada, "c1");
  const criterionId = slice(ada, "scorecard").criteria[0]!.criterionId;
  const place = { conversationId: "c1", criterionId };
  await send(ada, { type: "OpenCriterion", ...place, readAloud: false });
  await send(ada, { type: "OpenToEveryone", ...place });
  await send(ana, { type: "WriteReason", ...place, text: mark(), evidence: [{ line: 0, at: null, quote: mark() }] });
  await send(ana, { type: "Object", ...place, text: mark() });
  await send(ana, {
    type: "MakeProposal",
    proposalId: "p1",
    ...place,
    kind: "redefine",
    text: mark(),
    rightExample: mark(),
    wrongExample: mark(),
  });
  await ana.connection.saveDraft("c2", criterionId, { value: null, reason: mark(), unsure: false, evidence: [] });
};

const json = (connection: Connection): string => JSON.stringify(connection.slices());
const heldBy = (name: string, connection: Connection, marks: string[]): Scan =>
  scanBytes(`what ${name} is shown`, Buffer.from(json(connection)), marks);

/** A page opened anew, to see what a node's memory holds. */
const freshPage = async ({ sessionId }: Stage, server: ServerProcess, who: Person): Promise<Connection> => {
  const connection = connect({ url: server.url, sessionId, cookie: who.cookie(), reconnectMs: { min: 20, max: 100 } });
  await until(() => connection.slices().mine && connection.slices().results, "a page opened anew");
  return connection;
};

/** Everywhere that a word could still be. */
const scanAll = async (stage: Stage): Promise<Scan[]> => {
  const { a, b, redis, sessionId, ada, ben, marks } = stage;
  const scans = [heldBy("Ada", ada.connection, marks), heldBy("Ben", ben.connection, marks)];
  for (const server of new Set([a, b])) {
    scans.push(scanFolder(server.dataDir, marks), scanBytes("what a server said", Buffer.from(server.said()), marks));
    const page = await freshPage(stage, server, ada);
    scans.push(heldBy("a page opened anew", page, marks));
    page.close();
    const there = openDevice(() => server.url);
    const asked = async (path: string) => (await there.ask("GET", path, undefined, { cookie: ada.cookie() })).text;
    const report = `/api/sessions/${sessionId}/report?named=1`;
    const answers = [await asked("/api/team"), await asked(report)];
    for (const format of Object.keys(REPORT_FORMATS)) answers.push(await asked(`${report}&format=${format}`));
    scans.push(scanBytes("reports and exports", Buffer.from(answers.join("\n")), marks));
  }
  if (redis) scans.push(scanFolder(redis.dir, marks));
  return scans;
};
const hitsOf = (scans: Scan[]): string[] => scans.flatMap(({ hits }) => hits);

/**
 * Ana is erased on the first server while what she sends to hers is under way; a second one stands still meanwhile, and so may store her last acts
 * after the first has erased everything. Answers what became of them.
 */
const erase = async ({
  a,
  b,
  ada,
  ana,
  ben,
  mark,
}: Stage): Promise<{ status: number; effect: unknown; storedLate: number; wrong: string[] }> => {
  const scores = sheet(ana, "low", mark());
  if (b !== a) process.kill(b.pid(), "SIGSTOP");
  const hers = Array.from({ length: 24 }, () => ana.connection.send({ type: "SubmitReview", conversationId: "c2", sheet: scores }));
  const erasing = openDevice(() => a.url).ask(
    "POST",
    `/api/team/people/${ana.personId}/erase`,
    { name: ana.name },
    { cookie: ada.cookie() },
  );
  if (b !== a) {
    await erasing;
    process.kill(b.pid(), "SIGCONT");
  }
  const others = Array.from({ length: 12 }, () => submit(ben, "c2", "high", "goes on"));
  const wrong: string[] = [];
  const answers = await Promise.all(hers);
  for (const answer of answers)
    if (!answer.ok && !["ERASED", "BUSY", "TOO_FAST", "SIGN_IN"].includes(answer.code))
      wrong.push(`an act of hers was answered ${answer.code}`);
  await Promise.all(others).catch((error: unknown) => wrong.push(`somebody else was disturbed: ${String(error)}`));
  const { status, body } = await erasing;
  return { status, effect: body.effect, storedLate: b === a ? 0 : answers.filter(({ ok }) => ok).length, wrong };
};

export type LiveRound = {
  bytes: number;
  failures: string[];
  controls: boolean /** her acts that were stored after all others of hers were erased */;
  storedLate: number;
};

export const liveRound = async (kind: "SQLite" | "Redis"): Promise<LiveRound> => {
  const stage = await setStage(kind, {});
  const { a, b, ada, ana, ben, folder, env, marks, redis } = stage;
  const failures: string[] = [];
  let bytes = 0;
  let storedLate = 0;
  const hold = (right: boolean, what: string): void => {
    if (!right) failures.push(`${stage.what}: ${what}`);
  };
  const clean = async (when: string): Promise<void> => {
    for (const scan of await scanAll(stage)) {
      bytes += scan.bytes;
      for (const hit of scan.hits) failures.push(`${stage.what}, ${when}: ${hit}`);
    }
  };
  const give = async (what: string, args: string[], words: string): Promise<void> => {
    const { code, out, err } = await plumb(folder, args, env);
    hold(code === 0 && (out + err).includes(words), `${what}: ended with ${code}: ${out}${err}`);
    bytes += out.length + err.length;
    hold(scanBytes(what, Buffer.from(out + err), marks).hits.length === 0, `${what} tells what was erased`);
  };
  try {
    await anaHasSpoken(stage);
    await until(() => json(ben.connection).includes(marks[2]!), "Ben reads what she wrote");
    const found = hitsOf(await scanAll(stage));
    const controls = marks.every((word) => found.some((hit) => hit.includes(word)));
    const figures = JSON.stringify(results(ben, "c1"));
    const backup = join(folder, "before");
    await give("a backup from before", ["backup", backup], "Backed up");

    const erased = await erase(stage);
    hold(erased.status === 200 && erased.effect === true, `the erasure was answered ${erased.status}`);
    failures.push(...erased.wrong.map((line) => `${stage.what}: ${line}`));
    storedLate = erased.storedLate;
    const settled = until(async () => hitsOf(await scanAll(stage)).length === 0, "nothing of it anywhere");
    // Told by the scan below, with what was found.
    await settled.catch(() => {});
    await clean("after erasing");
    await until(() => ana.connection.status().state === "closed", "her page is closed").catch(() => hold(false, "her page stays open"));
    hold(["ERASED", "SIGN_IN"].includes(ana.connection.status().bye?.code ?? ""), "her page is closed without a word why");
    hold(JSON.stringify(results(ben, "c1")) === figures, "a figure is another");
    const twice = await openDevice(() => b.url).ask(
      "POST",
      `/api/team/people/${ana.personId}/erase`,
      { name: "" },
      { cookie: ada.cookie() },
    );
    hold(twice.body.effect === false, "a second time has an effect");

    // the call goes on
    await submit(ada, "c2", "high", "goes on");
    const inNow = () => slice(ada, "progress").find(({ conversationId }) => conversationId === "c2")!;
    await until(() => inNow().in >= 2, "the others in");
    for (const seatId of inNow().names?.missing ?? []) await send(ada, { type: "MarkAbsent", seatId });
    await until(() => inNow().names?.missing.length === 0, "nobody missing");
    await reveal(ada, "c2");
    await until(() => results(ben, "c2"), "the next reveal");
    await clean("after the next reveal");

    await give("verify", ["verify"], "whole");
    await give("a backup from after", ["backup", join(folder, "after")], "Backed up");
    for (const server of new Set([a, b])) await server.end();
    // Somewhere else, where only the backup and the list beside it are known; what Redis holds is forgotten with it.
    for (const server of new Set([a, b])) rmSync(join(server.dataDir, "plumb-erasures.jsonl"), { force: true });
    await redis?.witness.flushall();
    await give("restore", ["restore", backup], "Erased again");
    for (const server of new Set([a, b])) await server.start();
    await until(async () => (await freshPage(stage, a, ben)).close() === undefined, "the session again");
    await clean("after restoring a backup from before");
    for (const server of new Set([a, b])) hold(server.died() === null, `a server ${server.died()}`);
    return { bytes, failures, controls, storedLate };
  } catch (error) {
    failures.push(`${stage.what}: ${error instanceof Error ? error.message : String(error)}`);
    return { bytes, failures, controls: true, storedLate };
  } finally {
    await stage.stop();
  }
};

/** Servers that erase as carelessly as this: is it seen? */
const isSeen = async (kind: "SQLite" | "Redis", edit: { file: string; find: string; put: string }): Promise<boolean> => {
  const stage = await setStage(kind, { edits: [edit] });
  try {
    await anaHasSpoken(stage);
    await until(() => json(stage.ben.connection).includes(stage.marks[2]!), "Ben reads what she wrote");
    await erase(stage);
    return hitsOf(await scanAll(stage)).length > 0;
  } finally {
    await stage.stop();
  }
};

const FORGETTING = "server/erasure/forgetting.ts";
/** A memory that keeps what the store has lost, files that keep what was deleted, and a node that leaves it all to the one that was asked. */
export const carelessNodesAreSeen = async (): Promise<boolean> => {
  const seen = await Promise.all([
    isSeen("SQLite", {
      file: FORGETTING,
      find: ".readAnew((other) => directory.resolve(other) === directory.resolve(personId))",
      put: ".readAnew(() => false)",
    }),
    isSeen("Redis", { file: FORGETTING, find: "store.scrub()", put: "Promise.resolve()" }),
    isSeen("Redis", { file: FORGETTING, find: "!followed.has(erasure.id)", put: "false" }),
  ]);
  return seen.every(Boolean);
};
