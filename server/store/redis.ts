// The store of several nodes: one Redis stream per log, every step a script, durable because Redis syncs its own log before it answers.
import { randomUUID } from "node:crypto";
import type { AppendResult, CommandRecord, DraftKey, EventStore, StoredEvent, StreamName } from "./eventStore.ts";
import { appendArguments, entriesOf, eventOf, prepare, textField, textFieldsOf } from "./redis/batch.ts";
import { addressesIn } from "./redis/address.ts";
import { backUp } from "./redis/backup.ts";
import { nameOfStore, warningsOf } from "./redis/begin.ts";
import { type Fault, faultsOf, lossesOf, refusalOf } from "./redis/fitness.ts";
import { createHeads, type Head, versionNowOf } from "./redis/heads.ts";
import { type Hints, openHints } from "./redis/hints.ts";
import { commandField, draftKeysOf, hintChannel, listOf, STORE_KEY, STREAMS_KEY, swapKey, TABLES_KEY, tableKey } from "./redis/keys.ts";
import { type Link, openLink } from "./redis/link.ts";
import { openRegister } from "./redis/register.ts";
import { reaching } from "./redis/reach.ts";
import { rewriteLog } from "./redis/rewriteLog.ts";
import type { Servers } from "./redis/roads.ts";
import { SCRIPTS, STEPS } from "./redis/scripts.ts";
import { textNumbers } from "./sqlite/textCodec.ts";
import { StoreError } from "./storeErrors.ts";

export type RedisStore = EventStore & {
  /** the connection, for what nodes share beside the store */ link: Link;
  /** one address, or several of a cluster with a comma between them */ url: string;
};

export type RedisOptions = {
  /** one address, or several of a cluster with a comma between them */ url: string;
  /** start on a Redis that could forget */ unsafe: boolean;
  /** one line for whoever runs the server */ warn: (line: string) => void;
  /** whoever opens it puts another store in its place: a part that is missing is no reason to refuse it */ mendsStore?: boolean;
  /** false: hints are ignored, as if they were lost */ listens?: boolean;
};

const PAGE = "1000";
const CLOSE_MS = 3_000;

const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
const draftField = (key: DraftKey): string => JSON.stringify([key.seatId, key.conversationId, key.criterionId]);

export const redisStore = async (options: RedisOptions): Promise<RedisStore> => {
  const { url, warn } = options;
  const node = randomUUID();
  let storeId = "";
  const heads = createHeads(() => storeId, warn);

  const found: Fault[] = [];
  const runs = new Map<string, string>();

  const onConnected: Servers["onConnected"] = async (client, { first, connection, isCluster, has }) => {
    const at = isCluster ? connection.address : "";
    const faults = await faultsOf(client, at);
    // At the start all of them are told at once.
    if (first) found.push(...faults);
    else if (faults.length > 0 && !options.unsafe) throw refusalOf(faults);
    // A server that is just being given a session's keys can only take what it knows by heart.
    if (isCluster) for (const { SCRIPT } of Object.values(SCRIPTS)) await client.scriptLoad(SCRIPT);
    const run = /run_id:(\w+)/.exec(await client.info("server"))?.[1] ?? "";
    const before = runs.get(connection.address);
    if (!first) {
      const where = isCluster ? `Redis at ${at}` : "Redis";
      if (before !== undefined && run !== before) warn(`${where} was restarted; its logs are compared with what this node has seen.`);
      const ask: Link["ask"] = (key, work) => (has(key) ? work(client) : link.ask(key, work));
      if (storeId !== "" && has(STORE_KEY) && (await client.get(STORE_KEY)) !== storeId) heads.damageAll("Redis has forgotten this store");
      await hints.compareAll({ ask, keysOf: link.keysOf }, (stream) => has(link.keysOf(stream).head));
    }
    runs.set(connection.address, run);
  };
  const link = await openLink(url, {
    onConnected,
    onAway: (reason, at) =>
      warn(`Redis${at === "" ? "" : ` at ${at}`} is away: ${reason instanceof Error ? reason.message : String(reason)}`),
  });
  const begin = async (): Promise<Hints> => {
    if (found.length > 0 && !options.unsafe) throw refusalOf(found);
    for (const line of found.length > 0 ? lossesOf(found) : []) warn(line);
    for (const line of await warningsOf(link, url)) warn(line);
    storeId = await nameOfStore(link, options.mendsStore ?? false);
    return openHints({ url: addressesIn(url)[0]!, node, storeId, link, heads, listens: options.listens ?? true });
  };
  const hints = await begin().catch(async (error: unknown) => {
    await link.close();
    throw error;
  });
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

  const register = openRegister(link, () => closing);

  /** Nothing was stored: why, and what the caller may do. */
  const missing = async (stream: StreamName, seenThen: number): Promise<AppendResult> => {
    const seen = await heads.compare(link, stream, 0, seenThen);
    heads.assertSound(stream);
    if (seen === "gone") heads.forget(stream);
    return { outcome: "conflict", version: 0 };
  };

  const storedHead = (stream: StreamName) =>
    link.ask(link.keysOf(stream).head, (client) => client.hmGet(link.keysOf(stream).head, ["version", "hash"]));
  /** The head this append goes on from; `now`: it is another by now. */
  const headAt = async (stream: StreamName, version: number): Promise<Head | { now: number }> => {
    if (version === 0) return { version: 0, hash: "" };
    const seen = heads.of(stream);
    if (seen?.version === version) return seen;
    const [now, hash] = await storedHead(stream);
    return Number(now ?? 0) === version ? { version, hash: hash ?? "" } : { now: Number(now ?? 0) };
  };

  const reachOf = reaching(link);
  const append = async (stream: StreamName, expectedVersion: number, batch: CommandRecord[]): Promise<AppendResult> => {
    const prepared = prepare(batch);
    if (new Set(batch.map((command) => commandField(command.actor, command.commandId))).size !== batch.length) {
      throw new TypeError("A batch holds the same command twice.");
    }
    heads.assertSound(stream);
    const seenThen = heads.versionOf(stream);
    const isNew = expectedVersion === 0 && batch.length > 0 && heads.of(stream) === null;
    const status = isNew ? await link.ask(STREAMS_KEY, (client) => client.hGet(STREAMS_KEY, stream)) : null;
    // Named before it is made, so that no log exists that nobody can find.
    if (isNew && status !== "made") await link.insist(STREAMS_KEY, (client) => client.hSet(STREAMS_KEY, stream, "creating"));
    const head = await headAt(stream, expectedVersion);
    if ("now" in head) return head.now === 0 ? missing(stream, seenThen) : conflict(stream, head.now, seenThen);
    const { args, hash } = appendArguments(prepared, head, {
      channel,
      hint: hints.streamHint(stream, "moved"),
      mustExist: status === "made",
    });
    const { log, head: headKey, commands, texts } = link.keysOf(stream);
    const [outcome, version] = await link.insist(log, (client) => STEPS.append(client, [log, headKey, commands, texts], args));
    if (outcome === "missing") return missing(stream, seenThen);
    if (outcome === "damaged") throw heads.damage(stream, `part of its log is gone from Redis (its head says ${version} events)`);
    if (outcome === "conflict") return conflict(stream, version, seenThen);
    if (version > 0 && expectedVersion === 0) await register.made(stream);
    if (version > expectedVersion) heads.saw(stream, { version, hash });
    return { outcome: "appended", version };
  };
  const conflict = (stream: StreamName, version: number, seen: number): AppendResult => {
    if (version < seen) throw heads.damage(stream, `the log went back from event ${seen} to ${version}`);
    return { outcome: "conflict", version };
  };

  const read = async (stream: StreamName, fromVersion: number): Promise<StoredEvent[]> => {
    const { log, head, commands, texts } = link.keysOf(stream);
    const events: StoredEvent[] = [];
    let from = Math.max(0, fromVersion);
    for (;;) {
      const seenThen = heads.versionOf(stream);
      const [outcome, version, hash, reply] = await link.ask(log, (client) =>
        STEPS.read(client, [log, head, commands, texts], [String(from), PAGE]),
      );
      if (outcome === "damaged") throw heads.damage(stream, `part of its log is gone from Redis (its head says ${version} events)`);
      if (version === 0 || version < seenThen) {
        await heads.compare(link, stream, version, seenThen);
        heads.assertSound(stream);
        return [];
      }
      const entries = entriesOf(reply);
      const fields = textFieldsOf(entries);
      const values = fields.length === 0 ? [] : await link.ask(texts, (client) => client.hmGet(texts, fields));
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
    const found = Object.entries(await link.ask(STREAMS_KEY, (client) => client.hGetAll(STREAMS_KEY))).filter(([name]) =>
      name.startsWith(prefix),
    );
    const unsure = found.filter(([, status]) => status === "creating").map(([name]) => name);
    const versions = await Promise.all(unsure.map((name) => versionNowOf(link, name)));
    const begun = new Set(unsure.filter((_, index) => versions[index]! > 0));
    return found.flatMap(([name, status]) => (status === "made" || begun.has(name) ? [name] : [])).sort();
  };

  /** 0 where a log is gone although it was made: whoever reads it is told so. */
  const headsNow: EventStore["heads"] = async (prefix) =>
    Promise.all(
      (await streams(prefix)).map(async (stream) => {
        const { head } = link.keysOf(stream);
        const [version, hash] = await link.ask(head, (client) => client.hmGet(head, ["version", "hash"]));
        const now = { version: Number(version ?? 0), hash: hash ?? "" };
        // From here on whoever was told is told again when it moves on, without having read it. One that was read may be behind what is told here.
        if (heads.of(stream) === null && now.version > 0) heads.saw(stream, now);
        return { stream, version: now.version };
      }),
    );

  const put = async (table: string, key: string, value: string): Promise<void> => {
    heads.assertSound(null);
    const args = [table, key, value, channel, hints.recordHint(table, key)];
    const [, changes] = await link.insist(TABLES_KEY, (client) => STEPS.put(client, [tableKey(table), TABLES_KEY], args));
    hints.changed(table, changes);
  };

  return {
    link,
    url,
    read: (stream, fromVersion) => during(() => read(stream, fromVersion)),
    streams: (prefix) => during(() => streams(prefix)),
    heads: (prefix) => during(() => headsNow(prefix)),
    seal: (stream) => during(async () => (await storedHead(stream))[1] || null),
    append: (stream, expectedVersion, batch) => during(() => append(stream, expectedVersion, batch)),
    findCommand: (stream, actor, commandId) =>
      during(async () => {
        const { commands } = link.keysOf(stream);
        const found = await link.ask(commands, (client) => client.hGet(commands, commandField(actor, commandId)));
        return found === null ? null : { fingerprint: found.split("\n")[0]! };
      }),
    saveDraft: (key, entry) =>
      during(async () => {
        heads.assertSound(`session:${key.sessionId}`);
        const { drafts, drafted } = draftKeysOf(key.sessionId);
        const args = [draftField(key), entry === null ? "" : JSON.stringify(entry), channel, hints.draftHint(key.sessionId)];
        const [, count] = await link.insist(drafts, (client) => STEPS.draft(client, [drafts, drafted], args));
        hints.drafted(key.sessionId, count);
      }),
    drafts: (sessionId) =>
      during(async () => {
        const { drafts } = draftKeysOf(sessionId);
        return Object.entries(await link.ask(drafts, (client) => client.hGetAll(drafts))).map(([field, json]) => {
          const [seatId, conversationId, criterionId] = JSON.parse(field) as [string, string, string];
          return { key: { sessionId, seatId, conversationId, criterionId }, entry: JSON.parse(json) as unknown };
        });
      }),
    deleteStream: (stream) =>
      during(async () => {
        heads.assertSound(null);
        await link.insist(STREAMS_KEY, (client) => client.hSet(STREAMS_KEY, stream, "deleting"));
        const keys = link.keysOf(stream);
        await link.insist(keys.log, (client) => STEPS.deleteKeys(client, listOf(keys), [channel, hints.streamHint(stream, "gone")]));
        await register.gone(stream);
        heads.forget(stream);
      }),
    put: (table, key, value) => during(() => put(table, key, JSON.stringify(value))),
    get: (table, key) =>
      during(async () => {
        const json = await link.ask(tableKey(table), (client) => client.hGet(tableKey(table), key));
        return json === null ? null : (JSON.parse(json) as unknown);
      }),
    remove: (table, key) => during(() => put(table, key, "")),
    list: (table) =>
      during(async () =>
        Object.entries(await link.ask(tableKey(table), (client) => client.hGetAll(tableKey(table))))
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
        const [outcome, changes] = await link.insist(TABLES_KEY, (client) => STEPS.swap(client, keys, args));
        if (changes > 0) hints.changed(table, changes);
        return outcome === "swapped";
      }),
    onMoved: hints.onMoved,
    onRecord: hints.onRecord,
    caughtUp: (asked) => during(() => hints.caughtUp(asked)),
    reach: (stream) => (heads.isDamaged(stream) ? "damaged" : reachOf(link.keysOf(stream).head)),
    ready: () => during(link.ready),
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
        const { log, texts } = link.keysOf(stream);
        const [entry] = (await link.ask(log, (client) => client.xRange(log, `${version}-1`, `${version}-1`))) ?? [];
        const fields = textNumbers(String(entry?.message.e ?? "null"), which).map((n) => textField(version, n));
        if (fields.length > 0) await link.insist(texts, (client) => STEPS.eraseFields(client, [texts], fields));
      }),
  };
};
