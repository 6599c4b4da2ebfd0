// G-export (INV-16, INV-18): the report as JSON and CSV says what SQL and exact fractions make of the stored log; nothing unrevealed is in any form of it; JSON and the whole store come back as they went.
// Push: 150 calls in a few seconds; release: 3,000. The page names no figure for this one.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { replay } from "../../server/cli/replay.ts";
import { REPORT_FORMATS } from "../../server/http/reportFormats.ts";
import { type Copied, fingerprintOfCopy } from "../../server/store/copy.ts";
import { copyIn, copyOut } from "../../server/store/sqlite/copy.ts";
import { sqliteStore } from "../../server/store/sqlite.ts";
import { audienceOf } from "../../shared/session/audience.ts";
import { reportOf } from "../../shared/session/report.ts";
import type { Report } from "../../shared/session/reportShape.ts";
import type { ViewContext } from "../../shared/session/viewContext.ts";
import { REPORT_WORDS, type ReportWords } from "../../shared/texts/report.ts";
import { compare } from "./export/compare.ts";
import { recompute } from "./export/inSql.ts";
import { type Call, playCall, storeCall } from "./ledger/calls.ts";
import type { Proof } from "./proof.ts";

const CONTEXT: ViewContext = {
  team: "Support",
  joinUrl: "http://plumb.test/join",
  nameOf: (personId) => `Name of ${personId}`,
  notes: [],
  actionsBefore: [],
  actionStatus: () => "open",
};

const FORMATS: Record<string, { write: (report: Report, words: ReportWords) => string }> = REPORT_FORMATS;

const reportFor = (call: Call, named: boolean): Report =>
  reportOf(call.state, audienceOf(call.state, { kind: "seat", seatId: "f" }), CONTEXT, { named });

/** JSON lines, as somebody would keep them, and back into a new file: does it add up to the same? */
const comesBack = async (file: string, folder: string): Promise<string | null> => {
  const lines: string[] = [];
  for await (const copied of copyOut(file)) lines.push(JSON.stringify(copied));
  writeFileSync(join(folder, "all.jsonl"), lines.join("\n"));
  const again = join(folder, "again.sqlite");
  const source = async function* (): AsyncGenerator<Copied> {
    for (const line of readFileSync(join(folder, "all.jsonl"), "utf8").split("\n")) yield JSON.parse(line) as Copied;
  };
  await copyIn(again, source());
  const [before, after] = [await replay(() => copyOut(file)), await replay(() => copyOut(again))];
  const differs = [...before].filter(([stream, digest]) => after.get(stream) !== digest).map(([stream]) => stream);
  const [one, other] = [await fingerprintOfCopy(() => copyOut(file)), await fingerprintOfCopy(() => copyOut(again))];
  if (differs.length > 0) return `re-imported, these add up to something else: ${differs.join(", ")}`;
  return one.digest === other.digest ? null : "re-imported, the store is not the same";
};

const digest = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");

/** One file's worth: what SQL makes of it takes the square of it. */
const BATCH = 150;

type Tried = { n: number; cells: number; hidden: number; failures: string[]; noticed: boolean };

const tryBatch = async (seed: number): Promise<Tried> => {
  const folder = mkdtempSync(join(tmpdir(), "plumb-export-"));
  try {
    const file = join(folder, "plumb.sqlite");
    const onFatal = (error: unknown): never => {
      throw error;
    };
    const store = sqliteStore({ file, writesHere: true, onFatal });
    let typed = 0;
    const mark = (where: string): string => {
      typed += 1;
      return `${where} typed-${typed}-`;
    };
    const played = Array.from({ length: BATCH }, (_, index) => playCall(seed + index, mark));
    for (const call of played) await storeCall(store, call);
    await store.close();

    const tried: Tried = { n: 0, cells: 0, hidden: 0, failures: [], noticed: false };
    const db = new DatabaseSync(file);
    const sql = recompute(db);
    for (const call of played) {
      const stream = `session:${call.sessionId}`;
      const reports = [reportFor(call, false), reportFor(call, true)];
      for (const report of reports) {
        const compared = compare(stream, report, REPORT_FORMATS.csv.write(report, REPORT_WORDS), sql);
        tried.cells += compared.cells;
        tried.failures.push(...compared.differences);
        const json = REPORT_FORMATS.json.write(report);
        if (digest(JSON.parse(json)) !== digest(report)) tried.failures.push(`${stream}: the JSON report does not come back as it went`);
      }
      const written = Object.entries(FORMATS).flatMap(([name, { write }]) =>
        reports.map((report) => [name, write(report, REPORT_WORDS)] as const),
      );
      for (const { text } of sql.hidden.filter((one) => one.stream === stream)) {
        tried.hidden += 1;
        const marker = /typed-\d+-/.exec(text)![0];
        for (const [name, bytes] of written)
          if (bytes.includes(marker)) tried.failures.push(`${stream}: ${name} holds "${text}", which was never revealed`);
      }
      if (sql.conversations.some((one) => one.stream === stream)) tried.n += 1;
    }
    const back = await comesBack(file, folder);
    if (back) tried.failures.push(back);
    tried.noticed = noticesChange(db, file, played);
    return tried;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** One answer that counts, changed in the stored log alone: the same comparison must see it. Closes `db`. */
const noticesChange = (db: DatabaseSync, file: string, played: Call[]): boolean => {
  const victim = db.prepare("SELECT stream, conversation, criterion, seat FROM answers WHERE scale = '5pt' AND value > 2 LIMIT 1").get();
  db.prepare(
    "UPDATE events SET json = json_set(json, '$.sheet.' || ? || '.value', 1) WHERE stream = ? AND json ->> '$.conversationId' = ? AND json ->> '$.seatId' = ?",
  ).run(String(victim?.criterion), String(victim?.stream), String(victim?.conversation), String(victim?.seat));
  db.close();
  const again = new DatabaseSync(file);
  const after = recompute(again);
  again.close();
  const report = reportFor(played.find(({ sessionId }) => `session:${sessionId}` === victim?.stream)!, true);
  return compare(String(victim?.stream), report, REPORT_FORMATS.csv.write(report, REPORT_WORDS), after).differences.length > 0;
};

export const proof: Proof = {
  goal: "G-export",
  promise: "What is exported is what the log says, recomputed by another program; nothing unrevealed is in it.",
  run: async (size, seed) => {
    const batches = size === "push" ? 1 : 20;
    const all: Tried[] = [];
    for (let batch = 0; batch < batches; batch += 1) all.push(await tryBatch(seed + batch * BATCH));
    const sum = (of: (tried: Tried) => number): number => all.reduce((total, tried) => total + of(tried), 0);
    return {
      n: sum(({ n }) => n),
      failures: all.flatMap(({ failures }) => failures).slice(0, 20),
      control: {
        what: "one stored answer changed behind the report's back makes the recomputation differ",
        fired: all.every(({ noticed }) => noticed),
      },
      seedFrom: seed,
      seedTo: seed + batches * BATCH - 1,
      counted: { calls: batches * BATCH, cells: sum(({ cells }) => cells), hiddenTexts: sum(({ hidden }) => hidden) },
    };
  },
};
