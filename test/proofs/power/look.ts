// What a data file holds after the power came back: opened as a server opens it, every chain checked; one line of JSON. Arguments: the data file, "beside" where a server runs.
import { sqliteStore } from "../../../server/store/sqlite.ts";
import { commandsOf } from "./commandsOf.ts";

const store = sqliteStore({
  file: process.argv[2]!,
  writesHere: true,
  besideServer: process.argv[3] === "beside",
  onFatal: (error) => {
    throw error;
  },
});
const found: { broken: string[]; commands: string[]; drafts: string[] } = { broken: [], commands: [], drafts: [] };
for (const stream of await store.streams("")) {
  const verdict = store.verifyStream(stream);
  if (!verdict.ok) found.broken.push(`${stream}: ${verdict.reason} at ${verdict.firstBadVersion}`);
  if (!stream.startsWith("session:")) continue;
  found.commands.push(...commandsOf(await store.read(stream, 0)));
  for (const { key, entry } of await store.drafts(stream.slice("session:".length)))
    found.drafts.push(`${key.seatId} ${key.criterionId} ${(entry as { reason: string }).reason}`);
}
await store.close();
console.log(JSON.stringify(found));
