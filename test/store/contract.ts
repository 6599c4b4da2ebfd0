// What every store promises. Each store's own test file calls this with a way to open it (and, if it is durable, to open the same data again).
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DraftKey, EventStore } from "../../server/store/eventStore.ts";
import { command } from "./command.ts";

export type StoreUnderTest = {
  store: EventStore /** opens the same data again */;
  reopen: () => Promise<EventStore>;
  end: () => Promise<void>;
};

const draftKey = (criterionId: string, seatId = "seat1", sessionId = "one"): DraftKey => ({
  sessionId,
  seatId,
  conversationId: "call",
  criterionId,
});

export const storeContract = (name: string, durable: boolean, open: () => Promise<StoreUnderTest>): void => {
  describe(`the store contract: ${name}`, () => {
    let subject: StoreUnderTest;
    let store: EventStore;
    beforeEach(async () => {
      subject = await open();
      store = subject.store;
    });
    afterEach(() => subject.end());

    describe("the log", () => {
      test("a stream nobody wrote to is empty", async () => {
        expect(await store.read("session:one", 0)).toEqual([]);
        expect(await store.streams("")).toEqual([]);
      });

      test("appended events come back in order, numbered from 1 without gaps, with who and which command", async () => {
        expect(await store.append("session:one", 0, [command("a", [{ x: 1 }, { x: 2 }]), command("b", [{ x: 3 }], "ben")])).toEqual({
          outcome: "appended",
          version: 3,
        });
        expect(await store.append("session:one", 3, [command("c", [{ x: 4 }])])).toEqual({ outcome: "appended", version: 4 });
        expect(await store.read("session:one", 0)).toEqual([
          { version: 1, commandId: "a", actor: "ana", event: { type: "Happened", at: 0, x: 1 } },
          { version: 2, commandId: "a", actor: "ana", event: { type: "Happened", at: 1, x: 2 } },
          { version: 3, commandId: "b", actor: "ben", event: { type: "Happened", at: 0, x: 3 } },
          { version: 4, commandId: "c", actor: "ana", event: { type: "Happened", at: 0, x: 4 } },
        ]);
      });

      test("reading starts after the version given", async () => {
        await store.append("s", 0, [command("a", [{}, {}, {}])]);
        expect((await store.read("s", 2)).map((event) => event.version)).toEqual([3]);
        expect(await store.read("s", 3)).toEqual([]);
      });

      test("its seal changes with every event and with nothing else, erasing included", async () => {
        expect(await store.seal("s")).toBeNull();
        await store.append("s", 0, [command("a", [{ title: { text: "one" } }])]);
        const first = await store.seal("s");
        await store.append("other", 0, [command("a", [{ title: { text: "one" } }])]);
        await store.append("s", 1, [command("refused", [])]);
        await store.saveDraft(draftKey("empathy", "seat1", "s"), { value: 1 });
        await store.eraseTexts("s", 1);
        await store.scrub();
        expect(first).toMatch(/^[\w-]{43}$/);
        expect(await store.seal("s")).toBe(first);
        await store.append("s", 1, [command("b")]);
        expect(await store.seal("s")).not.toBe(first);
      });

      test("an append to another version than the head stores nothing and tells the head", async () => {
        await store.append("s", 0, [command("a", [{}, {}])]);
        expect(await store.append("s", 1, [command("b")])).toEqual({ outcome: "conflict", version: 2 });
        expect(await store.append("s", 3, [command("b")])).toEqual({ outcome: "conflict", version: 2 });
        expect(await store.append("other", 1, [command("b")])).toEqual({ outcome: "conflict", version: 0 });
        expect(await store.read("s", 2)).toEqual([]);
        expect(await store.findCommand("s", "ana", "b")).toBeNull();
        expect(await store.streams("")).toEqual(["s"]);
      });

      test("a batch is stored whole or not at all", async () => {
        await store.append("s", 0, [command("known")]);
        expect(await store.append("s", 1, [command("new"), command("known"), command("newer")])).toEqual({
          outcome: "conflict",
          version: 1,
        });
        await expect(store.append("s", 1, [command("twice"), command("twice")])).rejects.toThrow();
        expect(await store.read("s", 1)).toEqual([]);
        expect(await store.findCommand("s", "ana", "new")).toBeNull();
        expect(await store.findCommand("s", "ana", "twice")).toBeNull();
      });

      test("an empty batch changes nothing", async () => {
        expect(await store.append("s", 0, [])).toEqual({ outcome: "appended", version: 0 });
        expect(await store.streams("")).toEqual([]);
      });

      test("streams are found by the start of their name, in order, and only that", async () => {
        for (const stream of ["session:b", "workspace", "session:a", "sessio"]) await store.append(stream, 0, [command("a")]);
        expect(await store.streams("session:")).toEqual(["session:a", "session:b"]);
        expect(await store.streams("")).toEqual(["sessio", "session:a", "session:b", "workspace"]);
        expect(await store.streams("session:a:")).toEqual([]);
        await store.append("session:b", 1, [command("b", [{}, {}])]);
        expect(await store.heads("session:")).toEqual([
          { stream: "session:a", version: 1 },
          { stream: "session:b", version: 3 },
        ]);
        expect(await store.heads("session:c")).toEqual([]);
      });

      test("what was stored does not change with the object it came from, nor with the one it was read into", async () => {
        const record = command("a", [{ list: [1] }]);
        const appended = store.append("s", 0, [record]);
        (record.events[0]!.list as number[]).push(2);
        await appended;
        ((await store.read("s", 0))[0]!.event.list as number[]).push(3);
        expect((await store.read("s", 0))[0]!.event.list).toEqual([1]);
      });
    });

    describe("command ids", () => {
      test("an accepted command is remembered with its fingerprint", async () => {
        await store.append("s", 0, [command("a")]);
        expect(await store.findCommand("s", "ana", "a")).toEqual({ fingerprint: "fingerprint of a" });
        expect(await store.findCommand("s", "ana", "b")).toBeNull();
        expect(await store.findCommand("t", "ana", "a")).toBeNull();
      });

      test("a command without events is remembered all the same, and the stream does not move", async () => {
        expect(await store.append("s", 0, [command("quiet", [])])).toEqual({ outcome: "appended", version: 0 });
        expect(await store.findCommand("s", "ana", "quiet")).toEqual({ fingerprint: "fingerprint of quiet" });
        expect(await store.append("s", 0, [command("quiet", [])])).toEqual({ outcome: "conflict", version: 0 });
        expect(await store.append("s", 0, [command("loud")])).toEqual({ outcome: "appended", version: 1 });
      });

      test("the same id from two people, or on two streams, is two commands", async () => {
        await store.append("s", 0, [command("a")]);
        expect(await store.append("s", 1, [command("a", [{}], "ben")])).toEqual({ outcome: "appended", version: 2 });
        expect(await store.append("t", 0, [command("a")])).toEqual({ outcome: "appended", version: 1 });
      });

      test("an id that comes again never has a second effect", async () => {
        await store.append("s", 0, [command("a")]);
        expect(await store.append("s", 1, [command("a")])).toEqual({ outcome: "conflict", version: 1 });
        expect(await store.read("s", 1)).toEqual([]);
      });
    });

    describe("many at once", () => {
      test("200 parallel appends to one stream that try again on conflict end at 1 to 200 without gaps", async () => {
        const insist = async (commandId: string) => {
          let expected = 0;
          for (;;) {
            const result = await store.append("s", expected, [command(commandId, [{ commandId }])]);
            if (result.outcome === "appended") return result.version;
            expected = result.version;
          }
        };
        const versions = await Promise.all(Array.from({ length: 200 }, (_, index) => insist(`c${index}`)));
        const oneTo200 = Array.from({ length: 200 }, (_, index) => index + 1);
        expect(versions.toSorted((a, b) => a - b)).toEqual(oneTo200);
        const events = await store.read("s", 0);
        expect(events.map((event) => event.version)).toEqual(oneTo200);
        expect(new Set(events.map((event) => event.commandId)).size).toBe(200);
        for (const event of events) expect(event.event.commandId).toBe(event.commandId);
      });

      test("appends to different streams that wait together succeed or conflict each on its own", async () => {
        await store.append("b", 0, [command("first")]);
        const results = await Promise.all([
          store.append("a", 0, [command("x")]),
          store.append("b", 0, [command("x")]),
          store.append("c", 0, [command("x")]),
          store.saveDraft(draftKey("k"), { value: 1 }).then(() => "saved"),
        ]);
        expect(results).toEqual([
          { outcome: "appended", version: 1 },
          { outcome: "conflict", version: 1 },
          { outcome: "appended", version: 1 },
          "saved",
        ]);
      });

      test("a draft that was saved before its submission was appended is there when the append resolves", async () => {
        const saved = store.saveDraft(draftKey("k"), { value: 4 });
        await store.append("s", 0, [command("a")]);
        expect(await store.drafts("one")).toHaveLength(1);
        await saved;
      });
    });

    describe("what people typed", () => {
      const told = {
        title: { text: "Refund, twice" },
        empty: { text: "" },
        transcript: [
          { at: 0, speaker: "Agent", text: { text: "Hello “you”" } },
          { at: null, speaker: "Customer", text: { text: "Zażółć 🙂\n=cmd\u0000after" } },
        ],
        deep: [[{ reasons: { a: { text: "one" }, b: null } }]],
        notTyped: { text: "a value beside", at: 3 },
        lookalike: { textId: "7", hash: "h" },
      };

      test("texts come back exactly, nested in lists and objects", async () => {
        await store.append("s", 0, [command("a", [told, { reason: { text: "two" } }])]);
        const [first, second] = await store.read("s", 0);
        expect(first!.event).toEqual({ type: "Happened", at: 0, ...told });
        expect(second!.event.reason).toEqual({ text: "two" });
        expect((await store.read("s", 1))[0]!.event.reason).toEqual({ text: "two" });
      });

      test("a text erased before it is stored stays erased", async () => {
        await store.append("s", 0, [command("a", [{ reason: { text: "", erased: true } }])]);
        expect((await store.read("s", 0))[0]!.event.reason).toEqual({ text: "", erased: true });
      });

      test("erased, all of an event or only what is picked by its place, it stays erased; the log goes on", async () => {
        await store.append("s", 0, [command("a", [told, { reason: { text: "two" }, other: { text: "stays" } }])]);
        await store.eraseTexts("s", 1);
        await store.eraseTexts("s", 2, (path) => path === "reason");
        await store.eraseTexts("s", 2, (path) => path === "nowhere");
        await store.eraseTexts("s", 9);
        await store.scrub();
        const [first, second] = await store.read("s", 0);
        expect([first!.event.title, first!.event.empty]).toEqual([
          { text: "", erased: true },
          { text: "", erased: true },
        ]);
        expect(first!.event.notTyped).toEqual(told.notTyped);
        expect([second!.event.reason, second!.event.other]).toEqual([{ text: "", erased: true }, { text: "stays" }]);
        expect(await store.append("s", 2, [command("b")])).toEqual({ outcome: "appended", version: 3 });
      });

      test("undefined fields are left out", async () => {
        await store.append("s", 0, [command("a", [{ given: 1, left: undefined }])]);
        expect(Object.keys((await store.read("s", 0))[0]!.event)).not.toContain("left");
      });
    });

    describe("drafts", () => {
      test("the last write wins, per person, conversation and criterion", async () => {
        await Promise.all([
          store.saveDraft(draftKey("k"), { value: 1 }),
          store.saveDraft(draftKey("k"), { value: 2 }),
          store.saveDraft(draftKey("l"), { value: 3 }),
          store.saveDraft(draftKey("k", "seat2"), { value: 4 }),
          store.saveDraft(draftKey("k", "seat1", "two"), { value: 5 }),
        ]);
        const drafts = await store.drafts("one");
        expect(drafts).toHaveLength(3);
        expect(drafts).toEqual(
          expect.arrayContaining([
            { key: draftKey("k"), entry: { value: 2 } },
            { key: draftKey("l"), entry: { value: 3 } },
            { key: draftKey("k", "seat2"), entry: { value: 4 } },
          ]),
        );
      });

      test("null clears one draft and no other", async () => {
        await store.saveDraft(draftKey("k"), { value: 1 });
        await store.saveDraft(draftKey("l"), { value: 2 });
        await store.saveDraft(draftKey("k"), null);
        await store.saveDraft(draftKey("never"), null);
        expect(await store.drafts("one")).toEqual([{ key: draftKey("l"), entry: { value: 2 } }]);
      });
    });

    describe("forgetting", () => {
      test("a deleted stream is gone with its command ids and drafts, and others are untouched", async () => {
        await store.append("session:one", 0, [command("a", [{ reason: { text: "gone" } }])]);
        await store.append("session:two", 0, [command("a", [{ reason: { text: "kept" } }])]);
        await store.saveDraft(draftKey("k"), { value: 1 });
        await store.saveDraft(draftKey("k", "seat1", "two"), { value: 2 });
        await store.deleteStream("session:one");
        expect(await store.read("session:one", 0)).toEqual([]);
        expect(await store.findCommand("session:one", "ana", "a")).toBeNull();
        expect(await store.drafts("one")).toEqual([]);
        expect(await store.streams("")).toEqual(["session:two"]);
        expect((await store.read("session:two", 0))[0]!.event.reason).toEqual({ text: "kept" });
        expect(await store.drafts("two")).toHaveLength(1);
        expect(await store.append("session:one", 0, [command("a")])).toEqual({ outcome: "appended", version: 1 });
      });
    });

    describe("small records", () => {
      test("put, get, list and remove, by table", async () => {
        await store.put("people", "b", { name: "Ben" });
        await store.put("people", "a", { name: "Ana" });
        await store.put("links", "a", ["x"]);
        await store.put("people", "a", { name: "Ana María" });
        expect(await store.get("people", "a")).toEqual({ name: "Ana María" });
        expect(await store.get("people", "c")).toBeNull();
        expect(await store.get("nothing", "a")).toBeNull();
        expect(await store.list("people")).toEqual([
          { key: "a", value: { name: "Ana María" } },
          { key: "b", value: { name: "Ben" } },
        ]);
        await store.remove("people", "a");
        await store.remove("people", "never");
        expect(await store.list("people")).toEqual([{ key: "b", value: { name: "Ben" } }]);
        expect(await store.get("links", "a")).toEqual(["x"]);
      });
    });

    describe("swapping a record", () => {
      test("only where it is still what the caller read", async () => {
        expect(await store.swap("links", "a", null, { uses: 0 })).toBe(true);
        expect(await store.swap("links", "a", null, { uses: 9 })).toBe(false);
        expect(await store.swap("links", "a", { uses: 1 }, { uses: 2 })).toBe(false);
        expect(await store.swap("links", "a", await store.get("links", "a"), { uses: 1 })).toBe(true);
        expect(await store.get("links", "a")).toEqual({ uses: 1 });
        expect(await store.swap("links", "never", { uses: 0 }, { uses: 1 })).toBe(false);
        expect(await store.list("links")).toHaveLength(1);
      });

      test("of many at once one wins", async () => {
        await store.put("links", "a", { uses: 0 });
        const won = await Promise.all(Array.from({ length: 20 }, (_, by) => store.swap("links", "a", { uses: 0 }, { uses: 1, by })));
        expect(won.filter(Boolean)).toHaveLength(1);
        expect(await store.get("links", "a")).toEqual({ uses: 1, by: won.indexOf(true) });
      });
    });

    describe("its life", () => {
      test("it says that it is ready, and after closing that it is closed", async () => {
        await store.ready();
        await store.close();
        await expect(store.ready()).rejects.toMatchObject({ code: "STORE_CLOSED" });
        await expect(store.append("s", 0, [command("a")])).rejects.toMatchObject({ code: "STORE_CLOSED" });
        await store.close();
      });

      if (durable) {
        test("opening it again finds everything that was acknowledged", async () => {
          const stream = `session:${randomUUID()}`;
          await store.append(stream, 0, [command("a", [{ reason: { text: "why" } }]), command("quiet", [])]);
          await store.saveDraft(draftKey("k"), { value: 1 });
          await store.put("people", "a", { name: "Ana" });
          const seal = await store.seal(stream);
          await store.close();
          const again = await subject.reopen();
          expect(await again.seal(stream)).toBe(seal);
          expect((await again.read(stream, 0)).map((event) => event.event.reason)).toEqual([{ text: "why" }]);
          expect(await again.findCommand(stream, "ana", "quiet")).toEqual({ fingerprint: "fingerprint of quiet" });
          expect(await again.drafts("one")).toEqual([{ key: draftKey("k"), entry: { value: 1 } }]);
          expect(await again.get("people", "a")).toEqual({ name: "Ana" });
          expect(await again.append(stream, 1, [command("b")])).toEqual({ outcome: "appended", version: 2 });
        });

        test("what was still waiting when it was closed is stored", async () => {
          const waiting = [store.append("s", 0, [command("a")]), store.put("people", "a", 1)];
          await store.close();
          await Promise.all(waiting);
          const again = await subject.reopen();
          expect(await again.read("s", 0)).toHaveLength(1);
          expect(await again.get("people", "a")).toBe(1);
        });
      }
    });
  });
};
