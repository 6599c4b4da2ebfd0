// How nodes tell each other that something moved: messages that hold no data, and a sweep that finds what a lost message would have told.
import type { RecordListener, StreamName } from "../eventStore.ts";
import { openEar } from "./ear.ts";
import { type Asker, type Heads, versionNowOf } from "./heads.ts";
import { draftKeysOf, hintChannel, REGISTER, STORE_KEY, STREAMS_KEY, TABLES_KEY } from "./keys.ts";
import type { Link } from "./link.ts";

const SWEEP_MS = 1_000;
/** streams nobody looks at are compared in turn, so many a sweep */
const IN_TURN = 200;

export type Hints = {
  onMoved: (listener: (stream: StreamName, gone: boolean) => void, held?: () => Iterable<StreamName>) => void;
  onRecord: (listener: RecordListener) => void;
  streamHint: (stream: StreamName, what: "moved" | "gone") => string;
  recordHint: (table: string, key: string) => string;
  draftHint: (sessionId: string) => string;
  /** this node changed the table itself; the count is Redis' answer */ changed: (table: string, count: number) => void;
  /** this node changed a draft itself; the count is Redis' answer */ drafted: (sessionId: string, count: number) => void;
  caughtUp: (streams: StreamName[]) => Promise<void>;
  /** Every log of these that this node has ever seen, after the connection was gone. */
  compareAll: (redis: Asker, which: (stream: StreamName) => boolean) => Promise<void>;
  close: () => Promise<void>;
};

export const openHints = async (options: {
  url: string;
  node: string;
  storeId: string;
  link: Link;
  heads: Heads;
  /** false: as if every message were lost */ listens: boolean;
}): Promise<Hints> => {
  const { node, heads, link } = options;
  const movedListeners: ((stream: StreamName, gone: boolean) => void)[] = [];
  const recordListeners: RecordListener[] = [];
  const holders: (() => Iterable<StreamName>)[] = [];
  const tables = new Map<string, number>();
  const drafts = new Map<string, number>();
  let registered = new Set<StreamName>();
  let turn = 0;

  const tellMoved = (stream: StreamName, gone: boolean): void => {
    for (const listener of movedListeners) listener(stream, gone);
  };
  /** Whoever could not read it hears of it again at the next sweep: no count is ever this one. */
  const UNREAD = -1;
  const tellRecord = (table: string, key: string | null): void => {
    for (const listener of recordListeners) listener(table, key)?.catch(() => tables.set(table, UNREAD));
  };
  const tellDrafts = (sessionId: string): void => {
    for (const listener of recordListeners) listener("drafts", sessionId)?.catch(() => drafts.set(sessionId, UNREAD));
  };

  const compareRegister = async (): Promise<void> => {
    const now = new Set(await link.ask(STREAMS_KEY, (client) => client.hKeys(STREAMS_KEY)));
    const before = registered;
    registered = now;
    for (const stream of now) if (!before.has(stream)) tellMoved(stream, false);
    for (const stream of before) if (!now.has(stream)) tellMoved(stream, true);
  };
  const compareTables = async (): Promise<void> => {
    for (const [table, count] of Object.entries(await link.ask(TABLES_KEY, (client) => client.hGetAll(TABLES_KEY)))) {
      if (tables.get(table) === Number(count)) continue;
      tables.set(table, Number(count));
      if (table === REGISTER) await compareRegister();
      else tellRecord(table, null);
    }
  };
  /** What somebody types in a tab on another node is here within a second or two, hints or not. */
  const compareDrafts = async (held: StreamName[]): Promise<void> => {
    const sessions = held.flatMap((stream) => (stream.startsWith("session:") ? [stream.slice("session:".length)] : []));
    const countOf = (sessionId: string): Promise<string | null> => {
      const { drafted } = draftKeysOf(sessionId);
      return link.ask(drafted, (client) => client.get(drafted));
    };
    const counts = await Promise.all(sessions.map(countOf));
    for (const [index, sessionId] of sessions.entries()) {
      const count = Number(counts[index] ?? 0);
      if ((drafts.get(sessionId) ?? 0) === count) continue;
      drafts.set(sessionId, count);
      tellDrafts(sessionId);
    }
  };
  const compareStreams = async (redis: Asker, streams: StreamName[]): Promise<void> => {
    const then = streams.map((stream) => heads.versionOf(stream));
    const now = await Promise.all(streams.map((stream) => versionNowOf(redis, stream)));
    for (const [index, stream] of streams.entries()) {
      const version = now[index] ?? 0;
      const seenThen = then[index] ?? 0;
      // Meanwhile read further by somebody else here.
      if (heads.versionOf(stream) >= version && version > 0 && version >= seenThen) continue;
      const seen = await heads.compare(redis, stream, version, seenThen);
      if (seen === "gone") heads.forget(stream);
      if (seen === "further" || seen === "gone") tellMoved(stream, seen === "gone");
    }
  };
  /** What lies on one server: one that is away, or slow, holds up nobody else's sweep. */
  const sweep = async (streams: StreamName[], held: StreamName[], common: boolean): Promise<void> => {
    if (common && (await link.ask(STORE_KEY, (client) => client.get(STORE_KEY))) !== options.storeId)
      heads.damageAll("Redis has forgotten this store");
    await compareStreams(link, streams);
    if (common) await compareTables();
    await compareDrafts(held);
  };
  const placeOf = (stream: StreamName): string | null => link.placeOf(link.keysOf(stream).head);

  const sweeping = new Set<string>();
  const timer = setInterval(() => {
    const up = new Set(link.up().map(({ address }) => address));
    if (up.size === 0) return;
    const held = new Set(holders.flatMap((holder) => [...holder()]));
    const others = heads.all().filter((stream) => !held.has(stream));
    const from = turn < others.length ? turn : 0;
    turn = from + IN_TURN;
    const streams = Map.groupBy([...held, ...others.slice(from, turn)], placeOf);
    for (const place of up) {
      if (sweeping.has(place)) continue;
      sweeping.add(place);
      const here = streams.get(place) ?? [];
      sweep(
        here,
        here.filter((stream) => held.has(stream)),
        link.placeOf(STORE_KEY) === place,
      )
        // Away again, or told by the damage itself; the next one comes in a second.
        .catch(() => {})
        .finally(() => sweeping.delete(place));
    }
  }, SWEEP_MS);
  timer.unref();

  const heard = (message: string): void => {
    const end = message.lastIndexOf("]") + 1;
    const [from, kind, name, key] = JSON.parse(message.slice(0, end)) as [string, "moved" | "gone" | "record" | "draft", string, string?];
    if (from === node) return;
    if (kind === "draft") {
      tellDrafts(name);
      return;
    }
    if (kind !== "record") {
      if (kind === "gone") heads.forget(name);
      tellMoved(name, kind === "gone");
      return;
    }
    const count = Number(message.slice(end));
    const missed = count > (tables.get(name) ?? 0) + 1;
    tables.set(name, Math.max(count, tables.get(name) ?? 0));
    tellRecord(name, missed ? null : (key ?? null));
  };
  const ear = options.listens ? await openEar(options.url, link, hintChannel(options.storeId), heard) : null;

  for (const [table, count] of Object.entries(await link.ask(TABLES_KEY, (client) => client.hGetAll(TABLES_KEY))))
    tables.set(table, Number(count));
  registered = new Set(await link.ask(STREAMS_KEY, (client) => client.hKeys(STREAMS_KEY)));

  return {
    onMoved: (listener, held) => {
      movedListeners.push(listener);
      if (held) holders.push(held);
    },
    onRecord: (listener) => {
      recordListeners.push(listener);
    },
    streamHint: (stream, what) => JSON.stringify([node, what, stream]),
    recordHint: (table, key) => JSON.stringify([node, "record", table, key]),
    draftHint: (sessionId) => JSON.stringify([node, "draft", sessionId]),
    changed: (table, count) => {
      // Somebody else's change came between: left to be told by them, or by the sweep.
      if (count === (tables.get(table) ?? 0) + 1) tables.set(table, count);
    },
    drafted: (sessionId, count) => {
      if (count === (drafts.get(sessionId) ?? 0) + 1) drafts.set(sessionId, count);
    },
    caughtUp: async (streams) => {
      await Promise.all([compareStreams(link, streams), compareTables()]);
    },
    compareAll: (redis, which) => compareStreams(redis, heads.all().filter(which)),
    close: async () => {
      clearInterval(timer);
      ear?.close();
    },
  };
};
