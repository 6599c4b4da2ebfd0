// The disk under simulated nodes: what it says is safe outlives a power cut, what is not may be lost from its end, and half a record is none.
import { expect, test } from "vitest";
import type { CommandRecord } from "../../server/store/eventStore.ts";
import { type Appended, createDisk } from "./disk.ts";

const command = (id: string, ...types: string[]): CommandRecord => ({
  actor: "ana",
  commandId: id,
  fingerprint: id,
  events: types.map((type) => ({ type })) as CommandRecord["events"],
});
const typesIn = (disk: ReturnType<typeof createDisk>): string[] => disk.read("s", 0).map(({ event }) => event.type);

function given(broken?: Parameters<typeof createDisk>[1]) {
  const safe: Appended[] = [];
  const said: string[] = [];
  const disk = createDisk((appended) => safe.push(appended), broken);
  disk.append("n0", "s", 0, [command("a", "one")]);
  disk.put("names", "ana", "Ana");
  const asks = (what: string): void =>
    disk.whenSafe(
      () => said.push(`${what} safe`),
      () => said.push(`${what} lost`),
    );
  return { disk, safe, said, asks };
}

test("without a sync under way everything is safe at once", () => {
  const { disk, safe, said, asks } = given();
  asks("one");
  expect(said).toEqual(["one safe"]);
  expect(safe.map(({ version }) => version)).toEqual([0]);
  expect(disk.isSyncing()).toBe(false);
});

test("while it syncs nobody is answered, whoever only reads included; afterwards all are, in order", () => {
  const { disk, safe, said, asks } = given();
  disk.beginSync();
  disk.append("n0", "s", 1, [command("b", "two")]);
  asks("write");
  asks("read");
  expect([said, safe.length]).toEqual([[], 1]);
  disk.sync();
  expect([said, safe.length]).toEqual([["write safe", "read safe"], 2]);
  asks("next");
  expect(said.at(-1)).toBe("next safe");
});

test("a power cut takes the unsynced end, commands, records and drafts with it, and leaves what was safe", () => {
  const { disk, safe, said, asks } = given();
  const key = { sessionId: "s", seatId: "ana", conversationId: "c1", criterionId: "empathy" };
  disk.saveDraft(key, "before");
  disk.beginSync();
  disk.append("n0", "s", 1, [command("b", "two"), command("c", "three")]);
  disk.append("n1", "new", 0, [command("d", "four")]);
  disk.put("names", "ana", "Anna");
  disk.put("names", "tom", "Tom");
  disk.remove("names", "ana");
  disk.saveDraft(key, "after");
  disk.saveDraft({ ...key, criterionId: "greeting" }, "only now");
  asks("write");
  expect(disk.powerCut(0)).toEqual({ lost: 7, torn: true });
  expect(said).toEqual(["write lost"]);
  expect(typesIn(disk)).toEqual(["one"]);
  expect(disk.names("")).toEqual(["s"]);
  expect([disk.command("s", "ana", "b"), disk.command("s", "ana", "a")]).toEqual([null, { fingerprint: "a" }]);
  expect(disk.list("names")).toEqual([{ key: "ana", value: "Ana" }]);
  expect(disk.drafts("s")).toEqual([{ key, entry: "before" }]);
  expect(safe).toHaveLength(1);
  expect(disk.append("n0", "s", 1, [command("b", "two")])).toEqual({ outcome: "appended", version: 2 });
  expect(safe).toHaveLength(2);
});

test("what had reached the disk stays, though nobody was told", () => {
  const { disk, safe, said, asks } = given();
  disk.beginSync();
  disk.append("n0", "s", 1, [command("b", "two")]);
  disk.append("n0", "s", 2, [command("c", "three")]);
  asks("write");
  expect(disk.powerCut(0.4)).toEqual({ lost: 1, torn: true });
  expect(typesIn(disk)).toEqual(["one", "two"]);
  expect([said, safe.length]).toEqual([["write lost"], 2]);
});

test("the controls: one answers before it has synced, one takes half a record for one", () => {
  const early = given("answersEarly");
  early.disk.beginSync();
  early.disk.append("n0", "s", 1, [command("b", "two")]);
  early.asks("write");
  expect(early.said).toEqual(["write safe"]);
  early.disk.powerCut(0);
  expect(typesIn(early.disk)).toEqual(["one"]);
  const torn = given("keepsTorn");
  torn.disk.beginSync();
  torn.disk.append("n0", "s", 1, [command("b", "two", "three", "four", "five")]);
  torn.disk.powerCut(0);
  expect(typesIn(torn.disk)).toEqual(["one", "two", "three"]);
  expect(torn.disk.command("s", "ana", "b")).toBeNull();
});
