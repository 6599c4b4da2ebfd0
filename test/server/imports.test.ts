// The largest materials that are taken, while somebody is in a call: nobody's act is lost or refused, nothing long is read for nothing, and others are heard in between.
import { afterEach, expect, test } from "vitest";
import { memoryStore } from "../../server/store/memory.ts";
import { LIMITS } from "../../shared/limits.ts";
import { longest, whileImporting } from "../proofs/frames/imports.ts";
import { command } from "../store/command.ts";
import { type Folder, folder } from "../store/sqliteInFolder.ts";
import { addPeople, startServer, type TestServer } from "./harness.ts";
import { newCall, sessionsOn } from "./sessionsOn.ts";

let server: TestServer | null = null;
let place: Folder | null = null;
afterEach(async () => {
  await server?.stop();
  await place?.end();
  server = place = null;
});

test("[F-44] a session of the longest conversations and one more to it, while somebody acts in another: every act is answered, and all of it is there", async () => {
  server = await startServer();
  const admin = await server.admin();
  const people = await addPeople(server, admin, [{ name: "Lea", role: "lead" }]);
  const { acts, wrong } = await whileImporting(server.url, { admin, people, device: server.device }, 1);
  expect(wrong).toEqual([]);
  expect(acts).toBeGreaterThan(1);
  const { sessions } = (await people[0]!.ask("GET", "/api/sessions")).body as { sessions: { conversations: number; revealed: number }[] };
  expect(sessions.map(({ conversations }) => conversations).sort((one, other) => other - one)[0]).toBe(LIMITS.conversations);
});

test("[F-44] a session that was made just now is not read again to be listed", async () => {
  const store = memoryStore();
  let reads = 0;
  const sessions = sessionsOn({
    ...store,
    read: (stream, from) => {
      reads += 1;
      return store.read(stream, from);
    },
  });
  await newCall(sessions, "made", [longest("c1")]);
  reads = 0;
  const folded = await sessions.folded("made");
  expect(reads).toBe(0);
  expect(folded).toEqual(await sessionsOn(store).folded("made"));
  expect(folded?.state.conversations[0]?.material.transcript).toHaveLength(LIMITS.transcriptLines);
});

test("[F-44] before each of several long conversations is made ready for the disk, others have their turn", async () => {
  place = folder();
  const store = place.open();
  const order: string[] = [];
  const event = (name: string, turns: number) => ({
    get name() {
      order.push(name);
      return name;
    },
    transcript: Array.from({ length: turns }, (_none, at) => ({ at, speaker: "Agent", text: { text: "and so on" } })),
  });
  const record = command("long", []);
  record.events = [event("first", 300), event("second", 300), event("short", 10), event("last", 1)] as unknown as typeof record.events;
  let going = true;
  const turn = (): void => {
    order.push("turn");
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  expect(await store.append("session:s", 0, [record])).toEqual({ outcome: "appended", version: 4 });
  going = false;
  const until = order.slice(0, order.indexOf("last") + 1);
  expect(until.filter((what, index) => what !== "turn" || until[index - 1] !== "turn")).toEqual([
    "first",
    "turn",
    "second",
    "turn",
    "short",
    "last",
  ]);
});
