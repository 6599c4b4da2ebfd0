// A child process that writes without pause and prints what was acknowledged, until somebody kills it. Arguments: the data file.
import { writeSync } from "node:fs";
import { sqliteStore } from "../../server/store/sqlite.ts";
import { command } from "./command.ts";

const store = sqliteStore({
  file: process.argv[2]!,
  onFatal: (error) => {
    throw error;
  },
});

const appendTo = async (stream: string): Promise<never> => {
  for (let version = 0; ; version += 1) {
    await store.append(stream, version, [command(`c${version}`, [{ reason: { text: `reason ${version}` } }])]);
    writeSync(1, `${stream} ${version + 1}\n`);
  }
};

const saveDrafts = async (): Promise<never> => {
  const key = { sessionId: "one", seatId: "seat1", conversationId: "call", criterionId: "k" };
  for (let value = 1; ; value += 1) {
    await store.saveDraft(key, { value });
    writeSync(1, `draft ${value}\n`);
  }
};

await Promise.all([...["a", "b", "c", "d"].map(appendTo), saveDrafts()]);
