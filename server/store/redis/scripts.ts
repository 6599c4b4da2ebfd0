// The steps that must happen in Redis whole or not at all, each one Lua script over the keys of one stream or of the common tables.
import { type CommandParser, defineScript } from "redis";

const script = (lua: string) =>
  defineScript({
    SCRIPT: lua,
    parseCommand: (parser: CommandParser, keys: string[], args: string[]) => {
      parser.push(String(keys.length));
      parser.pushKeys(keys);
      parser.push(...args);
    },
    transformReply: undefined as unknown as () => unknown[],
  });

/**
 * The head as it says, and whether log, commands and texts bear it out. A key that was evicted, trimmed, expired or deleted by hand shows here.
 * KEYS: log, head, commands, texts.
 */
const HEAD = `
local head = redis.call('HMGET', KEYS[2], 'version', 'hash', 'commands', 'texts')
local version = tonumber(head[1] or '0')
local hash = head[2] or ''
local commands = tonumber(head[3] or '0')
local texts = tonumber(head[4] or '0')
local length = redis.call('XLEN', KEYS[1])
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
local lastId = '0-1'
if last[1] then lastId = last[1][1] end
if length ~= version or lastId ~= string.format('%d-1', version)
  or redis.call('HLEN', KEYS[3]) ~= commands or redis.call('HLEN', KEYS[4]) ~= texts then
  return {'damaged', version}
end
`;

/**
 * KEYS: log, head, commands, texts. ARGV: expected version, its hash, the new hash, attempt, channel, hint, "1" if the stream must be there,
 * number of commands, (field, fingerprint)…, number of events, (command id, actor, json, hash)…, number of texts, (field, value)…
 */
const APPEND = `
${HEAD}
local at = 8
local function take() at = at + 1; return ARGV[at] end
local count = tonumber(ARGV[8])
local given = {}
for i = 1, count do given[i] = {take(), take()} end
if count > 0 then
  local before = redis.call('HGET', KEYS[3], given[1][1])
  if before then
    local attempt, after = string.match(before, '\\n([^\\n]*)\\n(%d+)$')
    if attempt == ARGV[4] then return {'appended', tonumber(after)} end
  end
end
local expected = tonumber(ARGV[1])
if version == 0 and (expected > 0 or ARGV[7] == '1') then return {'missing', 0} end
if version ~= expected or hash ~= ARGV[2] then return {'conflict', version} end
for i = 1, count do
  if redis.call('HEXISTS', KEYS[3], given[i][1]) == 1 then return {'conflict', version} end
end
if count == 0 then return {'appended', version} end
local events = tonumber(take())
local after = string.format('%d', version + events)
for i = 1, events do
  redis.call('XADD', KEYS[1], string.format('%d-1', version + i), 'c', take(), 'a', take(), 'e', take(), 'h', take())
end
for i = 1, count do
  redis.call('HSET', KEYS[3], given[i][1], given[i][2] .. '\\n' .. ARGV[4] .. '\\n' .. after)
end
local typed = tonumber(take())
for i = 1, typed do redis.call('HSET', KEYS[4], take(), take()) end
redis.call('HSET', KEYS[2], 'version', after, 'hash', events > 0 and ARGV[3] or hash,
  'commands', string.format('%d', commands + count), 'texts', string.format('%d', texts + typed))
if events > 0 then redis.call('PUBLISH', ARGV[5], ARGV[6]) end
return {'appended', version + events}
`;

/** KEYS: log, head, commands, texts. ARGV: after which version, how many at most. */
const READ = `
${HEAD}
return {'ok', version, hash, redis.call('XRANGE', KEYS[1], string.format('%d-0', tonumber(ARGV[1]) + 1), '+', 'COUNT', ARGV[2])}
`;

/** All of a stream in one moment. KEYS: log, head, commands, texts, drafts, drafted. */
const DUMP = `
${HEAD}
return {'ok', version, hash, redis.call('XRANGE', KEYS[1], '-', '+'), redis.call('HGETALL', KEYS[3]),
  redis.call('HGETALL', KEYS[4]), redis.call('HGETALL', KEYS[5])}
`;

/** KEYS: log, head, commands, texts, drafts, drafted. ARGV: channel, hint. */
const DELETE = `
redis.call('DEL', unpack(KEYS))
redis.call('PUBLISH', ARGV[1], ARGV[2])
return {'deleted'}
`;

/** KEYS: texts. ARGV: fields. A field stays, empty: the head counts them. */
const ERASE = `
for i = 1, #ARGV do
  if redis.call('HEXISTS', KEYS[1], ARGV[i]) == 1 then redis.call('HSET', KEYS[1], ARGV[i], '') end
end
return {'erased'}
`;

/** KEYS: drafts, drafted. ARGV: field, entry or nothing to remove, channel, hint. Answers how often a draft of this session was changed. */
const DRAFT = `
if ARGV[2] == '' then redis.call('HDEL', KEYS[1], ARGV[1]) else redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
local changes = redis.call('INCR', KEYS[2])
redis.call('PUBLISH', ARGV[3], ARGV[4])
return {'saved', changes}
`;

/** KEYS: table, tables. ARGV: table, key, value or nothing to remove, channel, hint. Answers how often the table was changed. */
const PUT = `
if ARGV[3] == '' then redis.call('HDEL', KEYS[1], ARGV[2]) else redis.call('HSET', KEYS[1], ARGV[2], ARGV[3]) end
local changes = redis.call('HINCRBY', KEYS[2], ARGV[1], 1)
redis.call('PUBLISH', ARGV[4], ARGV[5] .. ' ' .. string.format('%d', changes))
return {'put', changes}
`;

/** KEYS: table, tables, swap. ARGV: table, key, value as it must be or nothing, new value, channel, hint. */
const SWAP = `
if redis.call('EXISTS', KEYS[3]) == 1 then return {'swapped', 0} end
local now = redis.call('HGET', KEYS[1], ARGV[2]) or ''
if now ~= ARGV[3] then return {'other', 0} end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[4])
redis.call('SET', KEYS[3], '1', 'EX', 3600)
local changes = redis.call('HINCRBY', KEYS[2], ARGV[1], 1)
redis.call('PUBLISH', ARGV[5], ARGV[6] .. ' ' .. string.format('%d', changes))
return {'swapped', changes}
`;

/** KEYS: nodes. ARGV: node or nothing, milliseconds it counts as alive (0: it leaves). Answers the nodes that are alive. */
const ALIVE = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if ARGV[1] ~= '' then
  if ARGV[2] == '0' then redis.call('ZREM', KEYS[1], ARGV[1]) else redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[1]) end
end
return redis.call('ZRANGE', KEYS[1], 0, -1)
`;

export const SCRIPTS = {
  appendBatch: script(APPEND),
  readLog: script(READ),
  dumpStream: script(DUMP),
  deleteKeys: script(DELETE),
  eraseFields: script(ERASE),
  saveDraft: script(DRAFT),
  putRecord: script(PUT),
  swapRecord: script(SWAP),
  aliveNodes: script(ALIVE),
};

/** An entry of the log: id, then names and values in turn. */
export type RawEntry = [id: string, fields: string[]];
type Flat = string[];
type Run<R> = (
  client: { [Name in keyof typeof SCRIPTS]: (keys: string[], args: string[]) => Promise<unknown> },
  keys: string[],
  args: string[],
) => Promise<R>;
const run =
  <R>(name: keyof typeof SCRIPTS): Run<R> =>
  (client, keys, args) =>
    client[name](keys, args) as Promise<R>;

/** What each script answers. */
export const STEPS = {
  append: run<[outcome: "appended" | "conflict" | "missing" | "damaged", version: number]>("appendBatch"),
  read: run<[outcome: "ok" | "damaged", version: number, hash: string, entries: RawEntry[]]>("readLog"),
  dump: run<[outcome: "ok" | "damaged", version: number, hash: string, entries: RawEntry[], commands: Flat, texts: Flat, drafts: Flat]>(
    "dumpStream",
  ),
  deleteKeys: run<unknown>("deleteKeys"),
  eraseFields: run<unknown>("eraseFields"),
  draft: run<[outcome: "saved", changes: number]>("saveDraft"),
  put: run<[outcome: "put", changes: number]>("putRecord"),
  swap: run<[outcome: "swapped" | "other", changes: number]>("swapRecord"),
  aliveNodes: run<string[]>("aliveNodes"),
};
