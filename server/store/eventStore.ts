// The store: logs of events, drafts and small records, all durable when a promise resolves. One contract suite (test/store/contract.ts) holds every implementation to these promises.
import type { ConversationId, CriterionId, SeatId, SessionId } from "../../shared/ids.ts";

/** "session:ID" or "workspace". */
export type StreamName = string;

export type StoredEvent = {
  /** 1 for the first, no gaps */ version: number;
  commandId: string;
  actor: string;
  event: { type: string; at: number } & Record<string, unknown>;
};

/** One command's outcome. `fingerprint` is a hash of the command as sent, so that an id that comes again with another body is noticed; the refusal behind it where it was refused. */
export type CommandRecord = { commandId: string; actor: string; fingerprint: string; events: StoredEvent["event"][] };

export type AppendResult =
  /** stored and durable; `version` is the new head */
  | { outcome: "appended"; version: number }
  /** somebody else appended first, or a command of the batch is known already: nothing stored; read from your version, look for your command, and decide again */
  | { outcome: "conflict"; version: number };

export type DraftKey = { sessionId: SessionId; seatId: SeatId; conversationId: ConversationId; criterionId: CriterionId };

export type RecordListener = (table: string, key: string | null) => void | Promise<void>;

/** "away": can neither be read nor written now. "full": can be read, and takes nothing in now. "damaged": only read until somebody has looked at it. */
export type Reach = "there" | "away" | "full" | "damaged";

export interface EventStore {
  /** Events after `fromVersion`, in order, with texts put back in ({ text: "", erased: true } where erased). */
  read(stream: StreamName, fromVersion: number): Promise<StoredEvent[]>;
  streams(prefix: string): Promise<StreamName[]>;
  /** The same with how many events each holds. From then on it is told when they move, as if they had been read. */
  heads(prefix: string): Promise<{ stream: StreamName; version: number }[]>;
  /** The last hash of the stream's chain; null: nothing is in it. It changes with every event and with nothing else, erasing included. */
  seal(stream: StreamName): Promise<string | null>;
  /** All commands of the batch or none, durable when it resolves. A command with no events is remembered by its id all the same. */
  append(stream: StreamName, expectedVersion: number, batch: CommandRecord[]): Promise<AppendResult>;
  /** The command as it was once accepted on this stream, or null. Kept for the stream's life. */
  findCommand(stream: StreamName, actor: string, commandId: string): Promise<{ fingerprint: string } | null>;
  /** Durable when it resolves; the last write that resolved wins. `null` clears. */
  saveDraft(key: DraftKey, entry: unknown | null): Promise<void>;
  drafts(sessionId: SessionId): Promise<{ key: DraftKey; entry: unknown }[]>;
  /**
   * Forgets what was typed in one event, for good. The event stays and says so. `which` by where in the event it stands
   * ("conversation.transcript.0.text"); left out: all of it. Other nodes are not told.
   */
  eraseTexts(stream: StreamName, version: number, which?: (path: string) => boolean): Promise<void>;
  /** After erasing: when it resolves, no file of the store holds a byte of what was erased. Writes wait meanwhile, and nothing else. */
  scrub(): Promise<void>;
  /** Forgets a stream, its texts, drafts and command ids. Only for sample and practice sessions. */
  deleteStream(stream: StreamName): Promise<void>;
  /** Small durable records (people, devices, links). Key-value by table; values are JSON. */
  put(table: string, key: string, value: unknown): Promise<void>;
  get(table: string, key: string): Promise<unknown | null>;
  remove(table: string, key: string): Promise<void>;
  list(table: string): Promise<{ key: string; value: unknown }[]>;
  /** Puts `after` only where the record is still `before` (null: none), so that of two nodes one wins. False: it is not; nothing stored. */
  swap(table: string, key: string, before: unknown | null, after: unknown): Promise<boolean>;
  /**
   * Tells that another node moved the stream, or (`gone`) forgot it. A hint, never data; read to know. Of the streams in `held` it is told even if every
   * message between the nodes is lost, within two seconds.
   */
  onMoved(listener: (stream: StreamName, gone: boolean) => void, held?: () => Iterable<StreamName>): void;
  /** Another node changed a record; `key` null: any of the table. A hint likewise; a listener that could not read what it was told of rejects, and is told again. */
  onRecord(listener: RecordListener): void;
  /** Resolves when whatever was stored before this call, by any node, in these streams and in all tables has been told. */
  caughtUp(streams: StreamName[]): Promise<void>;
  /** As far as it is known at this moment, without waiting. What people do, and are answered, does not show in it, except that something is damaged. */
  reach(stream: StreamName): Reach;
  /** Resolves when the store can be read; rejects with the reason otherwise. */
  ready(): Promise<void>;
  /** A consistent copy that `plumb restore` takes back. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}
