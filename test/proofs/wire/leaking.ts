// The controls, each a process of its own: the same pair on a server that leaks by one way. Says where the two runs differ.
import { edited, type Launch } from "../real/launch.ts";
import type { Channel } from "./difference.ts";

const HIDDEN = "JSON.stringify(conversation.blind.entries).length";
const OF_SESSION = "JSON.stringify(state.conversations.map(({ blind }) => blind.entries)).length";

/** What each says too much, and the edit that makes it so. */
export const LEAKS: Record<Channel, { what: string; edit: NonNullable<Launch["edits"]>[number] }> = {
  socket: {
    what: "progress in which the length of the hidden scores shows",
    edit: {
      file: "shared/session/view/progress.ts",
      find: "absentCount: roll.absent.length",
      put: `absentCount: roll.absent.length + ${HIDDEN}`,
    },
  },
  http: {
    what: "a list of sessions that counts with it",
    edit: {
      file: "server/http/sessions.ts",
      find: "      revealed,\n      people,\n",
      put: `      revealed: revealed + ((state) => (state ? ${OF_SESSION} : 0))(live.sessions.peek(sessionId)?.state()),\n      people,\n`,
    },
  },
  export: {
    what: "a report whose name ends in it",
    edit: {
      file: "shared/session/report.ts",
      find: "session: sessionFacts(state, context, nameOfSeat),",
      put: `session: ((facts) => ({ ...facts, name: facts.name + ${OF_SESSION} }))(sessionFacts(state, context, nameOfSeat)),`,
    },
  },
  metrics: {
    what: "a counter of the length of what was stored",
    edit: {
      file: "server/metrics.ts",
      find: 'if (seen > 0 && result.outcome === "appended") appended.inc(seen);',
      put: 'if (result.outcome === "appended") appended.inc(JSON.stringify(batch.map(({ events }) => events)).length);',
    },
  },
  log: {
    what: "a log line with the length of what was stored",
    edit: {
      file: "server/serve.ts",
      find: "metrics.watched(opened);",
      put: `metrics.watched({
        ...opened,
        append: (stream, expected, batch) => {
          log.info({ length: JSON.stringify(batch).length }, "stored");
          return opened.append(stream, expected, batch);
        },
      });`,
    },
  },
};

if (process.argv[1] === import.meta.filename) {
  const [channel = "socket", seed = "1", values = "1", others = "2"] = process.argv.slice(2);
  edited([LEAKS[channel as Channel].edit]);
  const [{ runCall }, { difference }] = await Promise.all([import("./call.ts"), import("./difference.ts")]);
  const one = await runCall(Number(seed), { values: Number(values), again: 0 });
  const other = await runCall(Number(seed), { values: Number(others), again: 0 });
  console.log(`DIFFERENCE ${difference(one, other, "before") ?? "none"}`);
  process.exit();
}
