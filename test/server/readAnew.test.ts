// Words were erased from the store while sessions are in memory: whichever of them cannot be read keeps none of the others.
import { expect, test } from "vitest";
import { memoryStore } from "../../server/store/memory.ts";
import { StoreError } from "../../server/store/storeErrors.ts";
import { command } from "../store/command.ts";
import { createdSession } from "../shared/session/sessions.ts";
import { CONTEXT } from "../shared/session/view/seen.ts";
import { sessionsOn } from "./sessionsOn.ts";

const WORDS = "I was charged twice.";
const IDS = ["one", "two", "three", "four"];

/** Four sessions in memory whose words are gone from the store; `unread`: which of them cannot be read any more, and why. */
const erasedBeneath = async (unread: Record<string, StoreError>) => {
  const store = memoryStore();
  const failing = new Map<string, StoreError>();
  const contextsOf: string[] = [];
  const sessions = sessionsOn(
    {
      ...store,
      read: (stream, from) => {
        const error = failing.get(stream);
        return error ? Promise.reject(error) : store.read(stream, from);
      },
    },
    async ({ sessionId }) => {
      contextsOf.push(sessionId);
      return CONTEXT;
    },
  );
  for (const id of IDS) {
    const events = createdSession().map((event) => (event.type === "SessionCreated" ? { ...event, sessionId: id } : event));
    await store.append(`session:${id}`, 0, [command("made", events)]);
    await sessions.load(id);
    await store.eraseTexts(`session:${id}`, 2);
  }
  for (const [id, error] of Object.entries(unread)) failing.set(`session:${id}`, error);
  contextsOf.length = 0;
  const holding = () => IDS.filter((id) => JSON.stringify(sessions.peek(id)?.state()).includes(WORDS));
  return { sessions, holding, contextsOf };
};
const damaged = (id: string) => new StoreError("LOG_DAMAGED", `session:${id} is damaged`);

test("nothing of it is left in any session that can be read, and all get their names anew; the damaged ones are told together", async () => {
  const { sessions, holding, contextsOf } = await erasedBeneath({ one: damaged("one"), three: damaged("three") });
  expect(holding()).toEqual(IDS);
  await expect(sessions.readAnew(() => true)).rejects.toMatchObject({
    code: "LOG_DAMAGED",
    message: "session:one is damaged\nsession:three is damaged",
  });
  expect(holding()).toEqual(["one", "three"]);
  expect(contextsOf).toEqual(IDS);
});

test("where one may be read later, that is what is told, so that it is tried again", async () => {
  const { sessions, holding } = await erasedBeneath({ one: damaged("one"), two: new StoreError("STORE_AWAY", "away") });
  await expect(sessions.readAnew(() => true)).rejects.toMatchObject({ code: "STORE_AWAY" });
  expect(holding()).toEqual(["one", "two"]);
});
