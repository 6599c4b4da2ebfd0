// A data file as a team leaves it, closed in good order or cut off in the middle, and all that can be read from it.
import { copyFileSync, existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventStore } from "../../../server/store/eventStore.ts";
import { sqliteStore } from "../../../server/store/sqlite.ts";

export const throws = (error: unknown): never => {
  throw error;
};

const SESSIONS = 8;
const ACTS = 12;
export const PARTS = ["plumb.sqlite", "plumb.sqlite-wal", "plumb.sqlite-shm"] as const;

/** Everything a server would ever ask for, by where it is found. A session that is refused is found as that. */
export async function everythingIn(store: EventStore): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const ask = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      found.set(what, JSON.stringify(await work()));
    } catch (error) {
      if ((error as { code?: string }).code !== "LOG_DAMAGED") throw error;
      found.set(what, `refused: ${(error as Error).message}`);
    }
  };
  await ask("streams", () => store.streams(""));
  for (const session of [...Array(SESSIONS).keys()].map((number) => `s${number}`)) {
    await ask(`session:${session}`, () => store.read(`session:${session}`, 0));
    await ask(`drafts of ${session}`, () => store.drafts(session));
    // Of a session that is not served nothing is asked.
    if (!found.get(`session:${session}`)?.startsWith("refused"))
      for (let number = 0; number < ACTS; number++)
        await ask(`${session} c${number}`, () => store.findCommand(`session:${session}`, "ana", `c${number}`));
  }
  for (const table of ["people", "links"]) await ask(table, () => store.list(table));
  return found;
}

const fill = async (store: EventStore, from: number, to: number): Promise<void> => {
  for (let session = from; session < to; session++) {
    const sessionId = `s${session}`;
    for (let number = 0; number < ACTS; number++)
      await store.append(`session:${sessionId}`, number, [
        {
          commandId: `c${number}`,
          actor: "ana",
          fingerprint: `fingerprint ${number}`,
          events: [
            {
              type: "Scored",
              at: number,
              value: number % 5,
              reason: { text: `because of line ${number}. `.repeat(number === 7 ? 90 : 3) },
            },
          ],
        },
      ]);
    for (const criterionId of ["empathy", "accuracy"])
      await store.saveDraft(
        { sessionId, seatId: "ben", conversationId: "c1", criterionId },
        { value: 3, reason: `not sure about ${session}` },
      );
    await store.put("people", `p${session}`, { name: `Person ${session}`, experience: "settled" });
    await store.put("links", `l${session}`, { kind: "team", uses: session });
  }
};

export type Original = { folder: string /** files to damage, with their sizes */; all: Map<string, string> };

/** Half of it is in the data file; the other half only in its log, as a kill leaves it. */
export async function makeOriginal(cutOff: boolean): Promise<Original> {
  const source = mkdtempSync(join(tmpdir(), "plumb-damage-"));
  const folder = mkdtempSync(join(tmpdir(), "plumb-damage-"));
  const file = join(source, PARTS[0]);
  const first = sqliteStore({ file, onFatal: throws, writesHere: true });
  await fill(first, 0, SESSIONS / 2);
  await first.close();
  const second = sqliteStore({ file, onFatal: throws, writesHere: true });
  await fill(second, SESSIONS / 2, SESSIONS);
  const all = await everythingIn(second);
  if (!cutOff) await second.close();
  for (const part of PARTS) if (existsSync(join(source, part))) copyFileSync(join(source, part), join(folder, part));
  if (cutOff) await second.close();
  return { folder, all };
}
