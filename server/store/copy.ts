// A whole store as plain records, the same for every kind of store: for backups, and for moving from one kind to another. Nothing is decoded, so the chains of hashes come along.
import { createHash } from "node:crypto";
import { chainHash, FIRST_HASH } from "./sqlite/verify.ts";
import { textHash, textsNamed } from "./sqlite/textCodec.ts";
import { StoreError } from "./storeErrors.ts";

export type CopiedEvent = { version: number; commandId: string; actor: string; json: string; hash: string };
/** Salt in base64url; both null: erased. */
export type CopiedText = { version: number; n: number; salt: string | null; text: string | null };
export type CopiedStream = {
  kind: "stream";
  stream: string;
  version: number;
  hash: string;
  events: CopiedEvent[];
  commands: { actor: string; commandId: string; fingerprint: string }[];
  texts: CopiedText[];
};
/** `entry` and `value` are JSON, as stored. */
export type CopiedDraft = { kind: "draft"; sessionId: string; seatId: string; conversationId: string; criterionId: string; entry: string };
export type CopiedRecord = { kind: "record"; table: string; key: string; value: string };
export type Copied = CopiedStream | CopiedDraft | CopiedRecord;

export type CopySource = () => AsyncIterable<Copied>;

/** Why this stream is not what was recorded; null: it is. */
export const faultOfStream = (copied: CopiedStream): string | null => {
  const texts = new Map(copied.texts.map((text) => [`${text.version}.${text.n}`, text]));
  let previous = FIRST_HASH;
  for (const [index, event] of copied.events.entries()) {
    const at = `first at event ${index + 1}`;
    if (event.version !== index + 1) return `an event is missing, ${at}`;
    previous = chainHash(previous, event);
    if (previous !== event.hash) return `an event was changed, ${at}`;
    for (const named of textsNamed(event.json)) {
      const kept = texts.get(`${event.version}.${named.textId}`);
      if (!kept) return `a text is missing, ${at}`;
      if (kept.text === null || kept.salt === null) continue;
      if (textHash(new Uint8Array(Buffer.from(kept.salt, "base64url")), kept.text) !== named.hash) return `a text was changed, ${at}`;
    }
  }
  if (copied.version !== copied.events.length || copied.hash !== previous) {
    return `events are missing at the end, first at event ${copied.events.length + 1}`;
  }
  return null;
};

/** Where in a store's logs the chain came to this hash; null: nowhere, so that something before it was changed, or it is of another store. */
export const placeOfSeal = async (source: CopySource, seal: string): Promise<{ stream: string; version: number } | null> => {
  for await (const copied of source()) {
    const event = copied.kind === "stream" ? copied.events.find(({ hash }) => hash === seal) : undefined;
    if (copied.kind === "stream" && event) return { stream: copied.stream, version: event.version };
  }
  return null;
};

export type Fingerprint = {
  streams: number;
  events: number;
  commands: number;
  texts: number;
  drafts: number;
  records: number;
  digest: string;
};

/** What a store holds, in one digest that does not depend on the kind of store nor on the order in which it tells. Throws at a stream that is not what was recorded. */
export const fingerprintOfCopy = async (source: CopySource): Promise<Fingerprint> => {
  const counts = { streams: 0, events: 0, commands: 0, texts: 0, drafts: 0, records: 0 };
  const lines: string[] = [];
  const sum = (value: unknown) => void lines.push(createHash("sha256").update(JSON.stringify(value)).digest("base64url"));
  for await (const copied of source()) {
    if (copied.kind === "stream") {
      const fault = faultOfStream(copied);
      if (fault) throw new StoreError("STORE_UNFIT", `${copied.stream}: ${fault}.`);
      counts.streams += 1;
      counts.events += copied.events.length;
      counts.commands += copied.commands.length;
      counts.texts += copied.texts.length;
      sum([copied.stream, copied.version, copied.hash]);
      for (const { version, n, salt, text } of copied.texts) sum([copied.stream, version, n, salt, text]);
      for (const { actor, commandId, fingerprint } of copied.commands) sum([copied.stream, actor, commandId, fingerprint]);
    } else if (copied.kind === "draft") {
      counts.drafts += 1;
      sum([copied.sessionId, copied.seatId, copied.conversationId, copied.criterionId, copied.entry]);
    } else {
      counts.records += 1;
      sum([copied.table, copied.key, copied.value]);
    }
  }
  return { ...counts, digest: createHash("sha256").update(lines.sort().join("\n")).digest("base64url") };
};
