// The names of everything Plumb keeps in Redis. What one script touches bears one hash tag, so that a Redis Cluster can spread sessions.
import type { StreamName } from "../eventStore.ts";

/** What belongs to no session. */
const COMMON = "{plumb}";

/** Who is in the team lies beside the directory in a cluster, so that not two masters must be there for somebody to come in. */
const WORKSPACE: StreamName = "workspace";
export const keysIn = (isCluster: boolean) => (stream: StreamName) => {
  const tag = isCluster && stream === WORKSPACE ? COMMON : `{plumb:${stream}}`;
  return {
    /** stream: one entry per event, id `<version>-1` */ log: `${tag}:log`,
    /** hash: version, hash of the last event, and how many commands and texts there must be */ head: `${tag}:head`,
    /** hash: who and which command → fingerprint, attempt, version after */ commands: `${tag}:commands`,
    /** hash: `<version>.<n>` → salt and text; empty when erased */ texts: `${tag}:texts`,
    /** hash: whose and which → entry */ drafts: `${tag}:drafts`,
    /** number: how often a draft was changed */ drafted: `${tag}:drafted`,
  };
};
/** In one Redis. */
export const keysOf = keysIn(false);
export type StreamKeys = ReturnType<typeof keysOf>;

export const listOf = ({ log, head, commands, texts, drafts, drafted }: StreamKeys): string[] => [
  log,
  head,
  commands,
  texts,
  drafts,
  drafted,
];

/** Drafts lie beside their session's log. */
export const draftKeysOf = (sessionId: string): { drafts: string; drafted: string } => keysOf(`session:${sessionId}`);

/** set: the nodes that hold a socket of this seat */
export const hereKey = (sessionId: string, seatId: string): string => `{plumb:session:${sessionId}}:here:${seatId}`;

/** hash: stream → "creating", "made" or "deleting" */
export const STREAMS_KEY = `${COMMON}:streams`;
/** string: the name this store was given when it was made */
export const STORE_KEY = `${COMMON}:store`;
/** string: the command that is filling this store, until all of it is there */
export const ARRIVING_KEY = `${COMMON}:arriving`;
/** hash: table → how often it was changed */
export const TABLES_KEY = `${COMMON}:tables`;
/** in the same hash: how often a stream was made or forgotten */
export const REGISTER = "*streams";
export const tableKey = (table: string): string => `${COMMON}:table:${table}`;
/** string with expiry: this swap was done */
export const swapKey = (attempt: string): string => `${COMMON}:swap:${attempt}`;
/** sorted set: node → until when it counts as alive, by Redis' own clock */
export const NODES_KEY = `${COMMON}:nodes`;
/** prefix of the limiters' counters, which expire */
export const LIMIT_PREFIX = `${COMMON}:limit`;

/** Everything of Plumb's, for SCAN. */
export const ALL_KEYS = "{plumb[}:]*";
/** The logs alone. */
export const LOGS = "{plumb:*}:log";

export const hintChannel = (storeId: string): string => `plumb:moved:${storeId}`;

export const commandField = (actor: string, commandId: string): string => JSON.stringify([actor, commandId]);
