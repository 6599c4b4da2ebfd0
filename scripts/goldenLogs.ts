// `node scripts/goldenLogs.ts`: keeps, once for each release, whole calls as this version records and shows them (test/golden/VERSION). Never run again for a version that was released.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { redisStore } from "../server/store/redis.ts";
import { scrub } from "../server/store/sqlite/scrub.ts";
import { sqliteStore } from "../server/store/sqlite.ts";
import type { EventStore } from "../server/store/eventStore.ts";
import { PROTOCOL_VERSION } from "../shared/protocol/version.ts";
import { SERVER, storeCall } from "../test/proofs/ledger/calls.ts";
import { type Golden, papersOf, projectionOf } from "../test/proofs/upgrade/golden.ts";
import { scenarios } from "../test/proofs/upgrade/scenarios.ts";
import { startRedis } from "../test/store/redisServer.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const folder = join("test/golden", version);
if (existsSync(folder))
  throw new Error(`${folder} is there already. A golden log is written once; raise the version in package.json first.`);
mkdirSync(folder, { recursive: true });

for (const call of scenarios()) {
  const { events } = call;
  const revealed = events.findIndex(({ type }) => type === "ScoresRevealed");
  const golden: Golden = {
    name: call.sessionId,
    sessionId: call.sessionId,
    version,
    handshake: { protocol: PROTOCOL_VERSION, sessionId: call.sessionId },
    messages: call.done.flatMap(({ by, command }, index) => (by === SERVER ? [] : [{ by, message: { id: `m${index}`, command } }])),
    events,
    projections: [revealed, revealed + 1, Math.floor((revealed + events.length) / 2), events.length].map((after) =>
      projectionOf(events, after),
    ),
    ...papersOf(events),
  };
  writeFileSync(join(folder, `${call.sessionId}.json`), `${JSON.stringify(golden)}\n`);
}

/** Also something erased, a draft and a table, which no log holds. */
const fill = async (store: EventStore & { eraseTexts: (stream: string, version: number) => Promise<void> }): Promise<void> => {
  for (const call of scenarios()) await storeCall(store, call);
  const erased = scenarios()[0]!;
  const at = erased.events.findIndex(({ type }) => type === "ReviewSubmitted") + 1;
  await store.eraseTexts(`session:${erased.sessionId}`, at);
  await store.saveDraft(
    { sessionId: "golden-half-way", seatId: "tom", conversationId: "c2", criterionId: "notes" },
    { value: 60, reason: "not yet", unsure: false, evidence: [] },
  );
  await store.put("people", "p-fay", {
    personId: "p-fay",
    name: "Fay",
    kind: "member",
    guestOf: null,
    createdAt: 1,
    erased: false,
    mergedInto: null,
  });
};
const onFatal = (error: unknown): never => {
  throw error;
};
const file = join(folder, "plumb.sqlite");
const sqlite = sqliteStore({ file, onFatal, writesHere: true });
await fill(sqlite);
await sqlite.close();
scrub(file);
for (const end of ["-wal", "-shm", ".lock", ".pid"]) rmSync(`${file}${end}`, { force: true });

const redis = await startRedis();
const store = await redisStore({ url: redis.url, unsafe: false, warn: () => {} });
await fill(store);
await store.backup(join(folder, "plumb.redis.jsonl"));
await store.close();
await redis.stop();
process.exit(0);
