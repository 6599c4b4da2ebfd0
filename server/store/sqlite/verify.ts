// Recomputes a stream's chain of hashes, so that a changed, removed or inserted row is found. Erased texts do no harm: the chain holds only their salted hashes.
import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { textHash, textsNamed } from "./textCodec.ts";

export type Verdict = { ok: true; events: number } | { ok: false; firstBadVersion: number; reason: string };

export type ChainedEvent = { version: number; commandId: string; actor: string; json: string };

export const FIRST_HASH = "";

export const chainHash = (previous: string, event: ChainedEvent): string =>
  createHash("sha256")
    .update(JSON.stringify([previous, event.version, event.actor, event.commandId, event.json]))
    .digest("base64url");

export const verifyStream = (db: DatabaseSync, stream: string): Verdict => {
  const head = db.prepare("SELECT version, hash FROM streams WHERE stream = ?").get(stream);
  const rows = db.prepare("SELECT version, command_id, actor, json, hash FROM events WHERE stream = ? ORDER BY version").iterate(stream);
  const textRow = db.prepare("SELECT salt, text FROM texts WHERE stream = ? AND version = ? AND n = ?");
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
    for (const named of textsNamed(json)) {
      const kept = textRow.get(stream, version, named.textId);
      if (!kept) return bad("a text is missing");
      if (kept.text === null) continue;
      if (!(kept.salt instanceof Uint8Array) || textHash(kept.salt, String(kept.text)) !== named.hash) return bad("a text was changed");
    }
  }
  if (!head) return version === 0 ? { ok: true, events: 0 } : { ok: false, firstBadVersion: 1, reason: "the stream's head is missing" };
  if (Number(head.version) !== version || head.hash !== previous) {
    return { ok: false, firstBadVersion: version + 1, reason: "events are missing at the end" };
  }
  return { ok: true, events: version };
};
