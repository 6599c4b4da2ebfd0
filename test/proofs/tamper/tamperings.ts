// One edit each, as somebody with the file in hand might make it. Answers at which event the record stops being what was recorded; null: there was nothing to edit.
import type { DatabaseSync } from "node:sqlite";
import { chainHash, FIRST_HASH } from "../../../server/store/sqlite/verify.ts";
import type { Dice } from "../ledger/dice.ts";

export type Tampered = { version: number };
export type Tampering = (db: DatabaseSync, stream: string, dice: Dice) => Tampered | null;

const headOf = (db: DatabaseSync, stream: string): number =>
  Number(db.prepare("SELECT version FROM streams WHERE stream = ?").get(stream)?.version);
const anyVersion = (db: DatabaseSync, stream: string, dice: Dice): number => 1 + dice.whole(headOf(db, stream));
const anyText = (db: DatabaseSync, stream: string, dice: Dice): { version: number; n: number } => {
  const rows = db.prepare("SELECT version, n FROM texts WHERE stream = ? AND text IS NOT NULL").all(stream);
  const row = dice.one(rows);
  return { version: Number(row.version), n: Number(row.n) };
};
const setField =
  (column: "actor" | "command_id" | "hash"): Tampering =>
  (db, stream, dice) => {
    const version = anyVersion(db, stream, dice);
    db.prepare(`UPDATE events SET ${column} = ${column} || 'x' WHERE stream = ? AND version = ?`).run(stream, version);
    return { version };
  };

/** One character of the event's own JSON becomes another. */
const oneByte: Tampering = (db, stream, dice) => {
  const version = anyVersion(db, stream, dice);
  const json = String(db.prepare("SELECT json FROM events WHERE stream = ? AND version = ?").get(stream, version)?.json);
  const digits = [...json.matchAll(/\d/g)].map(({ index }) => index);
  if (digits.length === 0) return null;
  const at = dice.one(digits);
  const changed = `${json.slice(0, at)}${(Number(json[at]) + 1 + dice.whole(9)) % 10}${json.slice(at + 1)}`;
  // a number may not begin with 0
  try {
    JSON.parse(changed);
  } catch {
    return null;
  }
  db.prepare("UPDATE events SET json = ? WHERE stream = ? AND version = ?").run(changed, stream, version);
  return changed === json ? null : { version };
};

const removed: Tampering = (db, stream, dice) => {
  const version = anyVersion(db, stream, dice);
  db.prepare("DELETE FROM events WHERE stream = ? AND version = ?").run(stream, version);
  return { version };
};

/** Whoever knows how the hash is made writes a fitting one: that event stands, and the next one no longer follows from it. */
const changedWithItsHash: Tampering = (db, stream, dice) => {
  const version = anyVersion(db, stream, dice);
  const of = (which: number) =>
    db.prepare("SELECT actor, command_id, json, hash FROM events WHERE stream = ? AND version = ?").get(stream, which);
  const event = of(version);
  const previous = version === 1 ? FIRST_HASH : String(of(version - 1)?.hash);
  const hash = chainHash(previous, { version, commandId: String(event?.command_id), actor: "mallory", json: String(event?.json) });
  db.prepare("UPDATE events SET actor = 'mallory', hash = ? WHERE stream = ? AND version = ?").run(hash, stream, version);
  return { version: version + 1 };
};

/** All later events move up, so that no number is missing. */
const removedAndClosed: Tampering = (db, stream, dice) => {
  const version = 1 + dice.whole(headOf(db, stream) - 1);
  db.prepare("DELETE FROM events WHERE stream = ? AND version = ?").run(stream, version);
  db.prepare("UPDATE events SET version = -(version - 1) WHERE stream = ? AND version > ?").run(stream, version);
  db.prepare("UPDATE events SET version = -version WHERE stream = ? AND version < 0").run(stream);
  db.prepare("UPDATE streams SET version = version - 1 WHERE stream = ?").run(stream);
  return { version };
};

const inserted: Tampering = (db, stream, dice) => {
  const version = anyVersion(db, stream, dice);
  db.prepare("UPDATE events SET version = -(version + 1) WHERE stream = ? AND version >= ?").run(stream, version);
  db.prepare("UPDATE events SET version = -version WHERE stream = ? AND version < 0").run(stream);
  db.prepare("INSERT INTO events (stream, version, command_id, actor, json, hash) VALUES (?, ?, 'put in', 'f', ?, 'h')").run(
    stream,
    version,
    JSON.stringify({ type: "TimerEnded", at: 1 }),
  );
  db.prepare("UPDATE streams SET version = version + 1 WHERE stream = ?").run(stream);
  return { version };
};

const swapped: Tampering = (db, stream, dice) => {
  const version = 1 + dice.whole(headOf(db, stream) - 1);
  const of = (which: number): string =>
    String(db.prepare("SELECT json FROM events WHERE stream = ? AND version = ?").get(stream, which)?.json);
  const [first, second] = [of(version), of(version + 1)];
  if (first === second) return null;
  const set = db.prepare("UPDATE events SET json = ? WHERE stream = ? AND version = ?");
  set.run(second, stream, version);
  set.run(first, stream, version + 1);
  return { version };
};

/** The last ones cut off, and the head left as it was. */
const cutOff: Tampering = (db, stream, dice) => {
  const version = anyVersion(db, stream, dice);
  db.prepare("DELETE FROM events WHERE stream = ? AND version >= ?").run(stream, version);
  return { version };
};

/** The last event again at the end: the head says that it is not part of it. */
const added: Tampering = (db, stream) => {
  const head = headOf(db, stream);
  db.prepare("INSERT INTO events SELECT stream, version + 1, 'added', actor, json, hash FROM events WHERE stream = ? AND version = ?").run(
    stream,
    head,
  );
  return { version: head + 1 };
};

const textChanged: Tampering = (db, stream, dice) => {
  const { version, n } = anyText(db, stream, dice);
  db.prepare("UPDATE texts SET text = text || '.' WHERE stream = ? AND version = ? AND n = ?").run(stream, version, n);
  return { version };
};
const textRemoved: Tampering = (db, stream, dice) => {
  const { version, n } = anyText(db, stream, dice);
  db.prepare("DELETE FROM texts WHERE stream = ? AND version = ? AND n = ?").run(stream, version, n);
  return { version };
};

export const tamperings: [name: string, Tampering][] = [
  ["a digit changed", oneByte],
  ["who did it changed", setField("actor")],
  ["the command's id changed", setField("command_id")],
  ["the hash changed", setField("hash")],
  ["an event changed and its hash made to fit", changedWithItsHash],
  ["an event removed", removed],
  ["an event removed and the gap closed", removedAndClosed],
  ["an event put in", inserted],
  ["two events swapped", swapped],
  ["the end cut off", cutOff],
  ["an event added at the end", added],
  ["a text changed", textChanged],
  ["a text removed", textRemoved],
];
