// Whatever is asked of them in whatever order, the two stores give the same answers: tests that run in memory then say something about the disk.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventStore } from "../../server/store/eventStore.ts";
import { memoryStore } from "../../server/store/memory.ts";
import { command } from "./command.ts";
import { folder } from "./sqliteInFolder.ts";

const word = fc.constantFrom("a", "b", "c");
const typed = fc.record({ text: fc.string({ unit: "binary" }) });
const event = fc.oneof(
  fc.record({ reason: typed }),
  fc.record({ lines: fc.array(fc.record({ at: fc.nat(9), text: typed }), { maxLength: 3 }) }),
  fc.record({ value: fc.jsonValue({ maxDepth: 2 }) }),
);

type Step = (store: EventStore, run: string) => Promise<unknown>;
const draft = (run: string, seatId: string, criterionId: string) => ({ sessionId: run, seatId, conversationId: "call", criterionId });

const step: fc.Arbitrary<{ says: string; does: Step }> = fc.oneof(
  fc
    .record({
      stream: word,
      expected: fc.nat(6),
      ids: fc.array(fc.record({ id: fc.nat(9), events: fc.array(event, { maxLength: 3 }) }), { maxLength: 3 }),
      actor: word,
    })
    .map(({ stream, expected, ids, actor }) => ({
      says: `append ${stream} ${expected} ${JSON.stringify(ids)} ${actor}`,
      does: (store: EventStore, run: string) =>
        store.append(
          `${run}:${stream}`,
          expected,
          ids.map(({ id, events }) => command(`c${id}`, events, actor)),
        ),
    })),
  fc.record({ stream: word, from: fc.nat(4) }).map(({ stream, from }) => ({
    says: `read ${stream} ${from}`,
    does: (store: EventStore, run: string) => store.read(`${run}:${stream}`, from),
  })),
  fc.record({ stream: word, actor: word, id: fc.nat(9) }).map(({ stream, actor, id }) => ({
    says: `find ${stream} ${actor} ${id}`,
    does: (store: EventStore, run: string) => store.findCommand(`${run}:${stream}`, actor, `c${id}`),
  })),
  fc.record({ seat: word, criterion: word, entry: fc.option(fc.jsonValue({ maxDepth: 1 })) }).map(({ seat, criterion, entry }) => ({
    says: `draft ${seat} ${criterion} ${JSON.stringify(entry)}`,
    does: (store: EventStore, run: string) => store.saveDraft(draft(run, seat, criterion), entry),
  })),
  fc.record({ key: word, value: fc.jsonValue({ maxDepth: 2 }) }).map(({ key, value }) => ({
    says: `put ${key}`,
    does: (store: EventStore, run: string) => store.put(run, key, value),
  })),
  word.map((key) => ({ says: `remove ${key}`, does: (store: EventStore, run: string) => store.remove(run, key) })),
  word.map((stream) => ({ says: `delete ${stream}`, does: (store: EventStore, run: string) => store.deleteStream(`${run}:${stream}`) })),
);

const outcome = (work: Promise<unknown>) =>
  work.then(
    (value) => ({ value }),
    (error: unknown) => ({ refused: error instanceof Error ? error.name : "?" }),
  );

const everything = async (store: EventStore, run: string) => {
  const streams = await store.streams(`${run}:`);
  const drafts = await store.drafts(run);
  return {
    streams: await Promise.all(streams.map(async (stream) => [stream, await store.read(stream, 0)])),
    drafts: drafts.map((one) => JSON.stringify(one)).sort(),
    records: await store.list(run),
  };
};

test("memory and SQLite answer alike, step by step and at the end", async () => {
  const place = folder();
  const [memory, sqlite] = [memoryStore(), place.open()];
  let runs = 0;
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        runs += 1;
        const run = `run${runs}`;
        for (const { says, does } of steps) {
          expect(await outcome(does(sqlite, run)), says).toEqual(await outcome(does(memory, run)));
        }
        expect(await everything(sqlite, run)).toEqual(await everything(memory, run));
        for (const stream of await sqlite.streams(`${run}:`)) expect(sqlite.verifyStream(stream)).toMatchObject({ ok: true });
      }),
      { numRuns: 150 },
    );
  } finally {
    await place.end();
  }
});
