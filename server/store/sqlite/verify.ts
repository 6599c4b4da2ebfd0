// Recomputes a stream's chain of hashes, so that a changed, removed or inserted row is found. Erased texts do no harm: the chain holds only their salted hashes.
import { hash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { isSound } from "./sums.ts";
import { textHash, textsNamed } from "./textCodec.ts";

export type Verdict = { ok: true; events: number } | { ok: false; firstBadVersion: number; reason: string };

export type ChainedEvent = { version: number; commandId: string; actor: string; json: string };

export const FIRST_HASH = "";

export const chainHash = (previous: string, event: ChainedEvent): string =>
  hash("sha256", JSON.stringify([previous, event.version, event.actor, event.commandId, event.json]), "base64url");

export const verifyStream = (db: DatabaseSync, stream: string): Verdict => {
  const head = db.prepare("SELECT version, hash, commands FROM streams WHERE stream = ?").get(stream);
  const rows = db.prepare("SELECT version, command_id, actor, json, hash FROM events WHERE stream = ? ORDER BY version").iterate(stream);
  const texts = new Map<string, { salt: unknown; text: unknown }>();
  for (const { version, n, salt, text } of db.prepare("SELECT version, n, salt, text FROM texts WHERE stream = ?").iterate(stream))
    texts.set(`${version}.${n}`, { salt, text });
  let previous = FIRST_HASH;
  let version = 0;
  for (const row of rows) {
    version += 1;
    const json = String(row.json);
    const bad = (reason: string): Verdict => ({ ok: false, firstBadVersion: version, reason });
    if (Number(row.version) !== version) return bad("an event is missing");
    const event = { version, commandId: String(row.command_id), actor: String(row.actor), json };
    previous = chainHash(previous, event);
    if (previous !== row.hash) return bad("an event was changed");
    for (const named of json.includes('"textId"') ? textsNamed(json) : []) {
      const kept = texts.get(`${version}.${named.textId}`);
      if (!kept) return bad("a text is missing");
      if (kept.text === null) continue;
      if (!(kept.salt instanceof Uint8Array) || textHash(kept.salt, String(kept.text)) !== named.hash) return bad("a text was changed");
    }
  }
  if (!head) return version === 0 ? { ok: true, events: 0 } : { ok: false, firstBadVersion: 1, reason: "the stream's head is missing" };
  if (Number(head.version) !== version || head.hash !== previous) {
    return { ok: false, firstBadVersion: version + 1, reason: "events are missing at the end" };
  }
  const commands = db.prepare("SELECT stream, actor, command_id, fingerprint, sum FROM commands WHERE stream = ?").all(stream);
  if (commands.length !== Number(head.commands) || !commands.every((row) => isSound("commands", row))) {
    return { ok: false, firstBadVersion: 1, reason: "what was asked was changed" };
  }
  return { ok: true, events: version };
};
