// Everything Plumb keeps in Redis as plain records, and back. Each stream is read in one moment; tables last, so that everybody a log names is among the people.
import type { Copied, CopiedStream } from "../copy.ts";
import { StoreError } from "../storeErrors.ts";
import { entriesOf, pairsOf, textOfValue } from "./batch.ts";
import {
  ALL_KEYS,
  ARRIVING_KEY,
  LOGS,
  commandField,
  draftKeysOf,
  listOf,
  NODES_KEY,
  REGISTER,
  STREAMS_KEY,
  TABLES_KEY,
  tableKey,
} from "./keys.ts";
import type { Link } from "./link.ts";
import { STEPS } from "./scripts.ts";

export async function* copyOut({ ask, keysOf }: Pick<Link, "ask" | "keysOf">): AsyncGenerator<Copied> {
  const streams = await ask(STREAMS_KEY, (client) => client.hGetAll(STREAMS_KEY));
  for (const [stream, status] of Object.entries(streams)) {
    if (status === "deleting") continue;
    const keys = keysOf(stream);
    const [outcome, version, hash, entries, commands, texts, drafts] = await ask(keys.head, (client) =>
      STEPS.dump(client, listOf(keys), []),
    );
    if (outcome === "damaged" || (version === 0 && status === "made")) {
      throw new StoreError("LOG_DAMAGED", `${stream}: part of its log is gone from Redis. Nothing was written.`);
    }
    const copied: CopiedStream = {
      kind: "stream",
      stream,
      version,
      hash,
      events: entriesOf(entries),
      commands: pairsOf(commands).map(([field, value]) => {
        const [actor, commandId] = JSON.parse(field) as [string, string];
        return { actor, commandId, fingerprint: value.split("\n")[0]! };
      }),
      texts: pairsOf(texts).map(([field, value]) => {
        const [at, n] = field.split(".").map(Number) as [number, number];
        const kept = textOfValue(value);
        return { version: at, n, salt: kept && Buffer.from(kept.salt).toString("base64url"), text: kept?.text ?? null };
      }),
    };
    if (version > 0 || copied.commands.length > 0) yield copied;
    for (const [field, entry] of pairsOf(drafts)) {
      const [seatId, conversationId, criterionId] = JSON.parse(field) as [string, string, string];
      yield { kind: "draft", sessionId: stream.slice("session:".length), seatId, conversationId, criterionId, entry };
    }
  }
  for (const table of Object.keys(await ask(TABLES_KEY, (client) => client.hGetAll(TABLES_KEY)))) {
    if (table === REGISTER) continue;
    const rows = await ask(tableKey(table), (client) => client.hGetAll(tableKey(table)));
    for (const [key, value] of Object.entries(rows)) yield { kind: "record", table, key, value };
  }
}

/** Into a Redis that holds nothing of Plumb's yet. */
export const copyIn = async ({ ask, keysOf }: Pick<Link, "ask" | "keysOf">, source: AsyncIterable<Copied>): Promise<void> => {
  const tables = new Map<string, number>();
  for await (const copied of source) {
    if (copied.kind === "draft") {
      const field = JSON.stringify([copied.seatId, copied.conversationId, copied.criterionId]);
      const { drafts } = draftKeysOf(copied.sessionId);
      await ask(drafts, (client) => client.hSet(drafts, field, copied.entry));
    } else if (copied.kind === "record") {
      tables.set(copied.table, (tables.get(copied.table) ?? 0) + 1);
      await ask(tableKey(copied.table), (client) => client.hSet(tableKey(copied.table), copied.key, copied.value));
    } else {
      const keys = keysOf(copied.stream);
      await ask(keys.head, async (client) => {
        const writes: Promise<unknown>[] = [];
        for (const { version, commandId, actor, json, hash } of copied.events)
          writes.push(client.xAdd(keys.log, `${version}-1`, { c: commandId, a: actor, e: json, h: hash }));
        for (const { actor, commandId, fingerprint } of copied.commands)
          writes.push(client.hSet(keys.commands, commandField(actor, commandId), `${fingerprint}\n\n${copied.version}`));
        for (const { version, n, salt, text } of copied.texts)
          writes.push(client.hSet(keys.texts, `${version}.${n}`, text === null ? "" : `${salt}:${text}`));
        await Promise.all(writes);
        await client.hSet(keys.head, {
          version: String(copied.version),
          hash: copied.hash,
          commands: String(copied.commands.length),
          texts: String(copied.texts.length),
        });
      });
      await ask(STREAMS_KEY, (client) => client.hSet(STREAMS_KEY, copied.stream, copied.version > 0 ? "made" : "creating"));
    }
  }
  for (const [table, changes] of tables) await ask(TABLES_KEY, (client) => client.hSet(TABLES_KEY, table, String(changes)));
};

/** True when nothing of Plumb's is kept there. The store's own name does not count. */
export const isEmpty = ({ ask }: Pick<Link, "ask">): Promise<boolean> =>
  ask(STREAMS_KEY, async (client) => (await client.hLen(STREAMS_KEY)) === 0 && (await client.hLen(TABLES_KEY)) === 0);

/** Removes all of Plumb's keys and nobody else's. The mark of what is arriving stays, so that being cut off here is noticed too. */
export const removeAll = async (link: Pick<Link, "everywhere">): Promise<void> => {
  await link.everywhere(async (client) => {
    // One by one: in a cluster the keys of one server belong to many slots.
    for await (const keys of client.scanIterator({ MATCH: ALL_KEYS, COUNT: 1_000 }))
      await Promise.all(keys.filter((key) => key !== ARRIVING_KEY).map((key) => client.del(key)));
  });
};

/** A key of some session's, where nothing tells that there are sessions; null: there is none. A part of the store is gone then. */
export const remnantOf = async (link: Pick<Link, "everywhere">): Promise<{ key: string; address: string } | null> => {
  const found = await link.everywhere(async (client, address) => {
    for await (const keys of client.scanIterator({ MATCH: LOGS, COUNT: 1_000 })) for (const key of keys) return { key, address };
    return null;
  });
  return found.find((one) => one !== null) ?? null;
};

/** The servers that work on this Redis now. */
export const nodesAlive = ({ ask }: Pick<Link, "ask">): Promise<string[]> =>
  ask(NODES_KEY, (client) => STEPS.aliveNodes(client, [NODES_KEY], ["", "0"]));
