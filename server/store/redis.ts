// The store of several nodes: one Redis stream per log, every step a script, durable because Redis syncs its own log before it answers.
import { randomUUID } from "node:crypto";
import type { AppendResult, CommandRecord, DraftKey, EventStore, StoredEvent, StreamName } from "./eventStore.ts";
import { appendArguments, entriesOf, eventOf, prepare, textField, textFieldsOf } from "./redis/batch.ts";
import { backUp } from "./redis/backup.ts";
import { faultsOf, lossesOf, opennessOf, refusalOf } from "./redis/fitness.ts";
import { createHeads, type Head } from "./redis/heads.ts";
import { openHints } from "./redis/hints.ts";
import {
  commandField,
  DRAFTED_KEY,
  draftsKey,
  hintChannel,
  keysOf,
  listOf,
  REGISTER,
  STORE_KEY,
  STREAMS_KEY,
  swapKey,
  TABLES_KEY,
  tableKey,
} from "./redis/keys.ts";
import { type Link, openLink, type RedisClient } from "./redis/link.ts";
import { rewriteLog } from "./redis/rewriteLog.ts";
import { STEPS } from "./redis/scripts.ts";
import { textNumbers } from "./sqlite/textCodec.ts";
import { StoreError } from "./storeErrors.ts";

export type RedisStore = EventStore & {
  /** the connection, for what nodes share beside the store */ link: Link;
  url: string;
};

export type RedisOptions = {
  url: string;
  /** start on a Redis that could forget */ unsafe: boolean;
  /** one line for whoever runs the server */ warn: (line: string) => void;
  /** false: hints are ignored, as if they were lost */ listens?: boolean;
};

const PAGE = "1000";
const CLOSE_MS = 3_000;
const FORMAT = "1";

const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
const draftField = (key: DraftKey): string => JSON.stringify([key.seatId, key.conversationId, key.criterionId]);

/** The store's own name, given once; a newer Plumb's format is refused. */
const nameOfStore = async (client: RedisClient): Promise<string> => {
  await client.set(STORE_KEY, `${FORMAT} ${randomUUID()}`, { condition: "NX" });
  const name = (await client.get(STORE_KEY)) ?? "";
  if (!name.startsWith(`${FORMAT} `)) {
    throw new StoreError("STORE_NEWER", "STORE_NEWER: this Redis was written by a newer Plumb. Start the newer Plumb.");
  }
  return name;
};

export const redisStore = async (options: RedisOptions): Promise<RedisStore> => {
  const { url, warn } = options;
  const node = randomUUID();
  let storeId = "";
  let runId = "";
  const heads = createHeads(() => storeId, warn);

  const onConnected = async (client: RedisClient, first: boolean): Promise<void> => {
    const faults = await faultsOf(client);
    if (faults.length > 0 && !options.unsafe) throw refusalOf(faults);
    const run = /run_id:(\w+)/.exec(await client.info("server"))?.[1] ?? "";
    if (first) {
      for (const line of faults.length > 0 ? lossesOf(faults) : []) warn(line);
      const open = await opennessOf(client, url);
      if (open) warn(open);
      storeId = await nameOfStore(client);
    } else {
      if (run !== runId) warn("Redis was restarted; its logs are compared with what this node has seen.");
      if ((await client.get(STORE_KEY)) !== storeId) heads.damageAll("Redis has forgotten this store");
      await hints.compareAll(client);
    }
    runId = run;
  };
  const link = await openLink({
    url,
    onConnected,
    onAway: (reason) => warn(`Redis is away: ${reason instanceof Error ? reason.message : String(reason)}`),
  });
  const hints = await openHints({ url, node, storeId: () => storeId, link: () => link, heads, listens: options.listens ?? true }).catch(
    async (error: unknown) => {
      await link.close();
      throw error;
    },
  );
  const channel = hintChannel(storeId);

  // What was begun before `close` is finished by it.
  const working = new Set<Promise<unknown>>();
  let closing = false;
  const during = <T>(work: () => Promise<T>): Promise<T> => {
    if (closing) return Promise.reject(new StoreError("STORE_CLOSED", "The store is closed."));
    const running = work();
    const watched = running.catch(() => {}).finally(() => working.delete(watched));
    working.add(watched);
    return running;
  };

  /** What streams there are has changed, and the other nodes' sweeps see that it has. */
  const register = async (change: (client: RedisClient) => Promise<number>): Promise<void> => {
    await link.insist((client) => Promise.all([change(client), client.hIncrBy(TABLES_KEY, REGISTER, 1)]));
  };

  /** Nothing was stored: why, and what the caller may do. */
  const missing = async (stream: StreamName, seenThen: number): Promise<AppendResult> => {
    const seen = await link.ask((client) => heads.compare(client, stream, 0, seenThen));
    heads.assertSound(stream);
    if (seen === "gone") heads.forget(stream);
    return { outcome: "conflict", version: 0 };
  };

  /** The head this append goes on from; null: it is another by now. */
  const headAt = async (stream: StreamName, version: number): Promise<Head | { now: number }> => {
    if (version === 0) return { version: 0, hash: "" };
    const seen = heads.of(stream);
    if (seen?.version === version) return seen;
    const [now, hash] = await link.ask((client) => client.hmGet(keysOf(stream).head, ["version", "hash"]));
    return Number(now ?? 0) === version ? { version, hash: hash ?? "" } : { now: Number(now ?? 0) };
  };

  const append = async (stream: StreamName, expectedVersion: number, batch: CommandRecord[]): Promise<AppendResult> => {
    const prepared = prepare(batch);
    if (new Set(batch.map((command) => commandField(command.actor, command.commandId))).size !== batch.length) {
      throw new TypeError("A batch holds the same command twice.");
    }
    heads.assertSound(stream);
    const seenThen = heads.versionOf(stream);
    const isNew = expectedVersion === 0 && batch.length > 0 && heads.of(stream) === null;
    const status = isNew ? await link.ask((client) => client.hGet(STREAMS_KEY, stream)) : null;
    // Named before it is made, so that no log exists that nobody can find.
    if (isNew && status !== "made") await link.insist((client) => client.hSet(STREAMS_KEY, stream, "creating"));
    const head = await headAt(stream, expectedVersion);
    if ("now" in head) return head.now === 0 ? missing(stream, seenThen) : conflict(stream, head.now, seenThen);
    const { args, hash } = appendArguments(prepared, head, {
      channel,
      hint: hints.streamHint(stream, "moved"),
      mustExist: status === "made",
    });
    const { log, head: headKey, commands, texts } = keysOf(stream);
    const [outcome, version] = await link.insist((client) => STEPS.append(client, [log, headKey, commands, texts], args));
    if (outcome === "missing") return missing(stream, seenThen);
    if (outcome === "damaged") throw heads.damage(stream, `part of its log is gone from Redis (its head says ${version} events)`);
    if (outcome === "conflict") return conflict(stream, version, seenThen);
    if (version > 0 && expectedVersion === 0) await register((client) => client.hSet(STREAMS_KEY, stream, "made"));
    if (version > expectedVersion) heads.saw(stream, { version, hash });
    return { outcome: "appended", version };
  };
  const conflict = (stream: StreamName, version: number, seen: number): AppendResult => {
    if (version < seen) throw heads.damage(stream, `the log went back from event ${seen} to ${version}`);
    return { outcome: "conflict", version };
  };

  const read = async (stream: StreamName, fromVersion: number): Promise<StoredEvent[]> => {
    const { log, head, commands, texts } = keysOf(stream);
    const events: StoredEvent[] = [];
    let from = Math.max(0, fromVersion);
    for (;;) {
      const seenThen = heads.versionOf(stream);
      const [outcome, version, hash, reply] = await link.ask((client) =>
        STEPS.read(client, [log, head, commands, texts], [String(from), PAGE]),
      );
      if (outcome === "damaged") throw heads.damage(stream, `part of its log is gone from Redis (its head says ${version} events)`);
      if (version === 0 || version < seenThen) {
        await link.ask((client) => heads.compare(client, stream, version, seenThen));
        heads.assertSound(stream);
        return [];
      }
      const entries = entriesOf(reply);
      const fields = textFieldsOf(entries);
      const values = fields.length === 0 ? [] : await link.ask((client) => client.hmGet(texts, fields));
      const typed = new Map(fields.map((field, index) => [field, values[index] ?? null]));
      for (const entry of entries) events.push(eventOf(entry, typed));
      from = entries.at(-1)?.version ?? version;
      if (from >= version) {
        heads.saw(stream, { version, hash });
        return events;
      }
    }
  };

  const streams = async (prefix: string): Promise<StreamName[]> => {
    const found = Object.entries(await link.ask((client) => client.hGetAll(STREAMS_KEY))).filter(([name]) => name.startsWith(prefix));
    const unsure = found.filter(([, status]) => status === "creating").map(([name]) => name);
    const versions = await link.ask((client) => Promise.all(unsure.map((name) => client.hGet(keysOf(name).head, "version"))));
    const begun = new Set(unsure.filter((_, index) => Number(versions[index] ?? 0) > 0));
    return found.flatMap(([name, status]) => (status === "made" || begun.has(name) ? [name] : [])).sort();
  };

  const put = async (table: string, key: string, value: string): Promise<void> => {
    heads.assertSound(null);
    const args = [table, key, value, channel, hints.recordHint(table, key)];
    const [, changes] = await link.insist((client) => STEPS.put(client, [tableKey(table), TABLES_KEY], args));
    hints.changed(table, changes);
  };

  return {
    link,
    url,
    read: (stream, fromVersion) => during(() => read(stream, fromVersion)),
    streams: (prefix) => during(() => streams(prefix)),
    append: (stream, expectedVersion, batch) => during(() => append(stream, expectedVersion, batch)),
    findCommand: (stream, actor, commandId) =>
      during(async () => {
        const found = await link.ask((client) => client.hGet(keysOf(stream).commands, commandField(actor, commandId)));
        return found === null ? null : { fingerprint: found.split("\n")[0]! };
      }),
    saveDraft: (key, entry) =>
      during(async () => {
        heads.assertSound(`session:${key.sessionId}`);
        const json = JSON.stringify(entry);
        const [, count] = await link.insist((client) =>
          Promise.all([
            entry === null
              ? client.hDel(draftsKey(key.sessionId), draftField(key))
              : client.hSet(draftsKey(key.sessionId), draftField(key), json),
            client.hIncrBy(DRAFTED_KEY, key.sessionId, 1),
          ]),
        );
        hints.drafted(key.sessionId, count);
        // Only a hint: the others see the count within a second or two, and whoever comes over has their drafts read there anyway.
        link.ask((client) => client.publish(channel, hints.draftHint(key.sessionId))).catch(() => {});
      }),
    drafts: (sessionId) =>
      during(async () =>
        Object.entries(await link.ask((client) => client.hGetAll(draftsKey(sessionId)))).map(([field, json]) => {
          const [seatId, conversationId, criterionId] = JSON.parse(field) as [string, string, string];
          return { key: { sessionId, seatId, conversationId, criterionId }, entry: JSON.parse(json) as unknown };
        }),
      ),
    deleteStream: (stream) =>
      during(async () => {
        heads.assertSound(null);
        await link.insist((client) => client.hSet(STREAMS_KEY, stream, "deleting"));
        await link.insist((client) => STEPS.deleteKeys(client, listOf(keysOf(stream)), [channel, hints.streamHint(stream, "gone")]));
        await register(async (client) => {
          await client.hDel(DRAFTED_KEY, stream.slice("session:".length));
          return client.hDel(STREAMS_KEY, stream);
        });
        heads.forget(stream);
      }),
    put: (table, key, value) => during(() => put(table, key, JSON.stringify(value))),
    get: (table, key) =>
      during(async () => {
        const json = await link.ask((client) => client.hGet(tableKey(table), key));
        return json === null ? null : (JSON.parse(json) as unknown);
      }),
    remove: (table, key) => during(() => put(table, key, "")),
    list: (table) =>
      during(async () =>
        Object.entries(await link.ask((client) => client.hGetAll(tableKey(table))))
          .map(([key, json]) => ({ key, value: JSON.parse(json) as unknown }))
          .sort(byKey),
      ),
    swap: (table, key, before, after) =>
      during(async () => {
        heads.assertSound(null);
        const args = [
          table,
          key,
          before === null ? "" : JSON.stringify(before),
          JSON.stringify(after),
          channel,
          hints.recordHint(table, key),
        ];
        const keys = [tableKey(table), TABLES_KEY, swapKey(randomUUID())];
        const [outcome, changes] = await link.insist((client) => STEPS.swap(client, keys, args));
        if (changes > 0) hints.changed(table, changes);
        return outcome === "swapped";
      }),
    onMoved: hints.onMoved,
    onRecord: hints.onRecord,
    caughtUp: (asked) => during(() => hints.caughtUp(asked)),
    ready: () => during(async () => void (await link.ask((client) => client.ping()))),
    backup: (file) => during(() => backUp(link, file)),
    close: async () => {
      if (closing) return;
      closing = true;
      const deadline = new Promise((next) => setTimeout(next, CLOSE_MS).unref());
      await Promise.race([Promise.all([...working]), deadline]);
      await hints.close();
      await link.close();
    },
    scrub: () => during(() => rewriteLog(link)),
    eraseTexts: (stream, version, which = () => true) =>
      during(async () => {
        const { log, texts } = keysOf(stream);
        const [entry] = (await link.ask((client) => client.xRange(log, `${version}-1`, `${version}-1`))) ?? [];
        const fields = textNumbers(String(entry?.message.e ?? "null"), which).map((n) => textField(version, n));
        if (fields.length > 0) await link.insist((client) => STEPS.eraseFields(client, [texts], fields));
      }),
  };
};
