// Every fault (F), invariant (INV), side channel (L) and threat (T) that Plumb says something about, and what tries it: proofs by their goal, test files by their path, or what the documentation says of it in these words.
// Bad inputs (B) are not in here: each has tests with its id in their titles.

export type Row = { what: string; tried: string[] };
const test = (name: string): string => `test/server/${name}.test.ts`;
const rules = (name: string): string => `test/shared/session/${name}.test.ts`;
const said = (words: string): string => `said: ${words}`;

export const ROWS: Record<string, Row> = {
  // --- process and disk
  "F-1": { what: "killed during a submit", tried: ["G-kill", "test/faults/killEveryStep.test.ts"] },
  "F-2": { what: "killed during a reveal", tried: ["G-kill"] },
  "F-3": { what: "killed while something is settled, opened or closed", tried: ["G-kill", "test/faults/killEveryStep.test.ts"] },
  "F-4": { what: "ended in good order", tried: ["test/faults/endInOrder.test.ts", test("limits"), test("cli")] },
  "F-5": { what: "power cut, torn write", tried: ["G-power"] },
  "F-6": {
    what: "disk full",
    tried: [
      "G-io",
      test("trouble"),
      test("troubles"),
      "test/store/groupCommit.test.ts",
      "test/store/room.test.ts",
      "test/store/redisFaults.test.ts",
      "test/client/session/trouble.test.tsx",
    ],
  },
  "F-7": { what: "the disk reports an error", tried: ["G-io", test("aggregate")] },
  "F-8": { what: "slow disk", tried: ["G-io"] },
  "F-9": { what: "damaged bytes in the file or its log", tried: ["G-damage", test("trouble"), "test/store/sqliteDamage.test.ts"] },
  "F-10": { what: "a stale log beside a restored file, a copy of the open file", tried: [test("backup")] },
  "F-11": {
    what: "two servers on one file, network file systems",
    tried: ["test/store/sqlite.test.ts", "test/store/sqliteDamage.test.ts", "test/store/namespace.test.ts"],
  },
  "F-12": { what: "an error in a handler", tried: [test("failing"), test("aggregate"), test("wire"), "G-frames"] },
  "F-13": { what: "out of memory", tried: ["test/faults/outOfMemory.test.ts"] },
  "F-14": { what: "a server that stands still", tried: [test("trouble")] },
  // --- Redis and several nodes
  "F-15": { what: "Redis killed and started again", tried: ["G-redis", "G-power", "test/store/redisFaults.test.ts"] },
  "F-16": { what: "Redis set so that it forgets", tried: ["G-redis", "test/store/redisFaults.test.ts"] },
  "F-17": { what: "a failover that lost writes", tried: ["test/store/redisFaults.test.ts", "test/store/redisCluster.test.ts"] },
  "F-18": { what: "a node cut off from Redis", tried: ["G-redis", test("twoNodes"), test("troubles"), "test/store/redisFaults.test.ts"] },
  "F-19": {
    what: "a log trimmed, expired or gone",
    tried: ["G-redis", test("twoNodes"), test("troubles"), "test/store/redisFaults.test.ts"],
  },
  "F-20": {
    what: "Redis full, read-only, loading or busy",
    tried: ["G-redis", "test/store/redisFaults.test.ts", "test/store/redisMeaning.test.ts", test("forgedReplies")],
  },
  "F-21": { what: "two reveal at once", tried: ["G-race", test("twoNodes")] },
  "F-22": { what: "a node paused with its decision in hand", tried: ["G-race", test("twoNodes")] },
  "F-23": { what: "messages between nodes lost", tried: ["G-redis", "G-sim", test("twoNodes")] },
  "F-24": { what: "a load balancer without stickiness", tried: ["test/server/proxies/twoNodes.test.ts"] },
  // --- network, pages, people
  "F-25": { what: "an acknowledgement lost", tried: ["G-dup", "G-sim"] },
  "F-26": { what: "the facilitator vanishes", tried: [test("people"), "test/browser/failures.test.ts", rules("people")] },
  "F-27": { what: "a command doubled, late or out of order", tried: ["G-dup", "G-sim", rules("consensus")] },
  "F-28": {
    what: "a sleeping laptop",
    tried: ["G-browser", test("connection"), "test/client/session/afterSleep.test.tsx", "test/browser/failures.test.ts"],
  },
  "F-29": {
    what: "a network that comes and goes",
    tried: ["G-sim", "G-browser", test("comingBack"), test("badNetwork"), test("badRoads")],
  },
  "F-30": {
    what: "proxies that cut, buffer and take upgrades away",
    tried: ["test/server/proxies/idle.test.ts", "test/server/proxies/oneNode.test.ts", "test/server/proxies/vices.test.ts"],
  },
  "F-31": { what: "a reload with something unsent", tried: ["G-browser", test("connection"), "test/browser/failures.test.ts"] },
  "F-32": { what: "two tabs of one person", tried: ["G-browser", test("people"), test("twoTabs"), "test/browser/failures.test.ts"] },
  "F-33": { what: "an upgrade with old pages open, and back", tried: ["G-upgrade", test("wire"), "test/store/sqlite.test.ts"] },
  "F-34": { what: "clocks that jump or are wrong", tried: [test("clockJumps"), "G-sim"] },
  "F-35": {
    what: "a thousand come back at once",
    tried: ["G-storm", test("admission"), test("waitingTurn"), test("comingBack"), "test/client/connection/signs.test.ts"],
  },
  "F-36": { what: "people come and go during the reveal", tried: ["G-sim", test("badInput"), "test/browser/comingAndGoing.test.ts"] },
  "F-37": { what: "removed, or with another role, while connected", tried: ["G-sim", test("people"), test("badInput")] },
  "F-38": {
    what: "no storage, or a fault in a page",
    tried: ["test/client/ui/boundary.test.tsx", "test/browser/failures.test.ts", test("connection")],
  },
  // --- overload and hostile bytes
  "F-39": { what: "somebody who does not read", tried: ["G-slow", test("slow"), test("connection")] },
  "F-40": { what: "more acts than the store takes", tried: ["G-io", test("aggregate")] },
  "F-41": { what: "messages that are too large", tried: ["G-frames", test("badBytes"), test("http")] },
  "F-42": { what: "malformed frames", tried: ["G-frames", test("badBytes")] },
  "F-43": { what: "whoever connects and says little", tried: [test("limits"), test("crowdOfSockets")] },
  "F-44": {
    what: "a bomb of an import during a call",
    tried: [
      "G-frames",
      "test/shared/material/paste.test.ts",
      "test/client/material/background.test.ts",
      "test/browser/longPaste.test.ts",
      test("imports"),
    ],
  },

  "INV-1": { what: "secrecy before the reveal", tried: ["G-secrecy", "G-wire", test("canary"), test("metrics")] },
  "INV-2": { what: "silence of what is handed in again", tried: ["G-secrecy", "G-wire", test("metrics")] },
  "INV-3": { what: "one reveal, whole, in one frame", tried: ["G-sim", "G-prop", "G-skew", test("call")] },
  "INV-4": { what: "acknowledged means durable", tried: ["G-kill", "G-power", "G-sim", "G-ack"] },
  "INV-5": { what: "an effect once", tried: ["G-dup", "G-sim", "G-kill"] },
  "INV-6": { what: "refused means never", tried: ["G-sim", "G-dup", test("aggregate")] },
  "INV-7": { what: "one log, on every node the same", tried: ["G-sim", "G-race"] },
  "INV-8": { what: "a submitted sheet stays as it was", tried: ["G-sim", "G-prop"] },
  "INV-9": { what: "all come to see the same", tried: ["G-sim", "G-storm", "G-soak"] },
  "INV-10": { what: "nobody is shown what never was, or goes back", tried: ["G-sim", test("comingOver")] },
  "INV-11": { what: "every command at every moment by everybody has its answer", tried: ["G-authz", "G-prop"] },
  "INV-12": { what: "newest first", tried: ["G-sim", "test/shared/session/view/held.test.ts", rules("discussion")] },
  "INV-13": { what: "a reason that is held changes nobody's bytes", tried: ["G-secrecy", "G-wire", test("badBytes")] },
  "INV-14": { what: "rights as they are now", tried: ["G-sim", "G-authz"] },
  "INV-15": { what: "what was agreed is recorded whole", tried: ["G-prop", "G-sim", rules("consensus")] },
  "INV-16": { what: "the export says what the log says", tried: ["G-export", test("seal")] },
  "INV-17": { what: "a changed record is found out", tried: ["G-tamper", test("seal")] },
  "INV-18": { what: "the agenda's order", tried: ["G-export", "test/shared/statistics/discussionOrder.test.ts"] },
  "INV-19": { what: "one session changes no byte of another", tried: [test("sideChannels"), "G-io"] },
  "INV-20": { what: "what is erased is gone", tried: ["G-erase", test("erasing")] },
  "INV-21": { what: "a backup is a whole prefix", tried: ["G-backup", test("backup")] },
  "INV-22": { what: "old logs read the same", tried: ["G-upgrade"] },
  "INV-23": { what: "nothing grows without end", tried: ["G-slow", "G-soak", "G-frames", "G-sim", test("aggregate")] },
  "INV-24": {
    what: "nothing somebody did vanishes on their own page",
    tried: ["G-sim", "G-browser", test("connection"), "test/client/stores/draftStore.test.ts"],
  },

  "L-1": { what: "numbers that count", tried: ["G-wire", test("wire")] },
  "L-2": { what: "sizes", tried: ["G-secrecy", "G-wire"] },
  "L-3": { what: "how many messages, and when", tried: ["G-secrecy", test("connection"), test("drafts")] },
  "L-4": { what: "order", tried: ["G-secrecy", "G-wire"] },
  "L-5": { what: "what refusals say", tried: [test("call"), test("badInput")] },
  "L-6": { what: "what the transport counts", tried: [test("wire")] },
  "L-7": { what: "typing and drafts", tried: ["G-secrecy", test("canary")] },
  "L-8": { what: "caches", tried: ["G-wire", test("http")] },
  "L-9": { what: "compression", tried: [test("sideChannels")] },
  "L-10": { what: "hashes of few values", tried: ["test/store/sqlite.test.ts"] },
  "L-11": { what: "logs and metrics", tried: [test("logs"), test("metrics"), "G-wire"] },
  "L-12": { what: "what nodes tell each other", tried: [test("twoNodes"), "test/store/redis.test.ts"] },
  "L-13": { what: "one's own screen and storage", tried: ["test/client/session/ScoreSheet.test.tsx", test("connection")] },
  "L-14": { what: "a reveal in parts", tried: [test("call"), "G-skew", "G-sim"] },
  "L-15": { what: "figures from hidden values", tried: ["G-wire", "G-secrecy"] },
  "L-16": { what: "backups hold what is hidden", tried: [said("can read hidden scores, and so can whoever holds a backup")] },

  "T-1": { what: "a reviewer with the browser's tools open", tried: ["G-secrecy", "G-wire", test("canary")] },
  "T-2": { what: "a way of reading that nobody guards", tried: ["G-authz"] },
  "T-3": { what: "asking by writing", tried: ["G-authz", test("badInput")] },
  "T-4": { what: "a second tab, a second name", tried: [test("people"), test("badInput")] },
  "T-5": { what: "changing a score after the reveal", tried: [test("badInput"), "G-dup"] },
  "T-6": { what: "speaking before one's turn", tried: [test("badBytes"), rules("discussion")] },
  "T-7": { what: "a facilitator who is none", tried: ["G-authz", test("badInput"), rules("people")] },
  "T-8": {
    what: "a link in the wrong hands",
    tried: [test("people"), test("directory"), test("badInput"), test("teamLink"), test("twoNodes")],
  },
  "T-9": { what: "another page in the same browser", tried: ["G-origin", test("badBytes")] },
  "T-10": {
    what: "a conversation or a table that attacks",
    tried: ["G-csv", test("bombs"), "test/shared/material/transcript.test.ts", "test/shared/report/formats.test.ts"],
  },
  "T-11": { what: "a curious lead", tried: [test("http"), rules("report")] },
  "T-12": { what: "somebody who wants to stop the call", tried: ["G-frames", "G-slow", test("limits"), test("fairTurns")] },
  "T-13": { what: "somebody who changes the record", tried: ["G-tamper", test("seal")] },
  "T-14": { what: "whoever left, a lost laptop", tried: [test("people"), test("badInput")] },
  "T-15": { what: "what is installed", tried: ["G-deps"] },
  "T-16": { what: "a forged address", tried: [test("badInput"), test("limits")] },
};

/** The bad inputs, each with a test of its own. */
export const BAD_INPUTS = [
  1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17, 19, 20, 22, 23, 25, 26, 28, 29, 31, 32, 34, 35, 37, 38, 40, 41, 43, 44, 46, 47, 49, 50, 52, 53,
  55, 56, 58, 59, 61, 62, 64, 65, 67, 68,
].map((number) => `B-${number}`);
