// One node's part in forgetting somebody: in which order, what is tried again, and what another node asks of it.
import { beforeEach, expect, test } from "vitest";
import { createForgetting, type Forgetting } from "../../server/erasure/forgetting.ts";
import { recorded } from "../../server/erasure/ledger.ts";
import { type Directory, openDirectory } from "../../server/people/directory.ts";
import type { EventStore, RecordListener } from "../../server/store/eventStore.ts";
import { memoryStore } from "../../server/store/memory.ts";
import { StoreError } from "../../server/store/storeErrors.ts";
import { command } from "../store/command.ts";
import { until } from "./harness.ts";

const AGAIN_MS = 30_000;
const ANA = { kind: "person", id: "ana" } as const;
let store: EventStore;
let directory: Directory;
let forgetting: Forgetting;
let steps: string[];
let faults: unknown[];
let later: (() => void)[];
let hear: RecordListener[];
let nodeGone: () => void;
let fails: Partial<Record<"scrub" | "read" | "readAnew" | "writeDown", Error>>;

/** What happens is written down by its name; `fails` makes a step fail. */
const step = async (name: keyof typeof fails | "shutOut"): Promise<void> => {
  steps.push(name);
  const error = fails[name as keyof typeof fails];
  if (error) throw error;
};

beforeEach(async () => {
  [steps, faults, later, hear, fails] = [[], [], [], [], {}];
  const inner = memoryStore();
  store = {
    ...inner,
    scrub: () => step("scrub"),
    read: async (stream, from) => {
      if (stream === "session:bad") await step("read");
      return inner.read(stream, from);
    },
    onRecord: (listener) => void hear.push(listener),
  };
  directory = await openDirectory(store);
  await directory.addPerson({ personId: "ana", name: "Ana", kind: "member", guestOf: null, createdAt: 1 });
  for (const session of ["bad", "good"])
    await store.append(`session:${session}`, 0, [
      command("a", [
        { type: "SeatTaken", seatId: "s", personId: "ana" },
        { type: "ReasonWritten", seatId: "s", text: { text: "because" } },
      ]),
    ]);
  forgetting = createForgetting({
    store,
    directory,
    live: { sessions: { readAnew: () => step("readAnew") } as never, shutOut: () => step("shutOut") },
    clock: {
      now: () => 7,
      after: (ms, run) => {
        if (ms === AGAIN_MS) later.push(run);
        return () => {};
      },
    },
    turn: async () => {},
    writeDown: () => {
      steps.push("writeDown");
      if (fails.writeDown) throw fails.writeDown;
    },
    onNodeGone: (listener) => {
      nodeGone = listener;
    },
    onFault: (error) => void faults.push(error),
  });
});
const reasonIn = async (session: string) => (await store.read(`session:${session}`, 1))[0]!.event.text;
const ERASED = { text: "", erased: true };
const done = async () => (await recorded(store, ANA))?.done ?? null;
const tryAgain = (): void => {
  for (const run of later.splice(0)) run();
};

test("written down before anything is erased; shut out before texts go; read anew after; the files last", async () => {
  expect(await forgetting.forget("ana")).toBe(true);
  expect(steps.filter((name) => name !== "read")).toEqual(["writeDown", "writeDown", "shutOut", "readAnew", "scrub"]);
  expect(steps.indexOf("read")).toBeGreaterThan(steps.indexOf("shutOut"));
  expect(steps.indexOf("read")).toBeLessThan(steps.indexOf("readAnew"));
  expect([await reasonIn("bad"), await reasonIn("good")]).toEqual([ERASED, ERASED]);
  expect(directory.nameOf("ana")).toBe("Former colleague");
  expect(await done()).toBe(true);
  steps = [];
  expect(await forgetting.forget("ana")).toBe(false);
  expect(steps).toEqual([]);
});

test("where it cannot be written down, nothing is erased", async () => {
  fails.writeDown = new Error("read-only");
  await expect(forgetting.forget("ana")).rejects.toThrow("read-only");
  expect(directory.nameOf("ana")).toBe("Ana");
  expect(await reasonIn("good")).toEqual({ text: "because" });
  expect(await done()).toBeNull();
});

test("a full disk does not keep anybody from being forgotten: the files are tried again until they are written", async () => {
  fails.scrub = new StoreError("STORAGE_FULL", "full");
  expect(await forgetting.forget("ana")).toBe(true);
  expect(await reasonIn("good")).toEqual(ERASED);
  expect([await done(), later.length, faults.length]).toEqual([false, 1, 1]);
  tryAgain();
  await until(() => later.length === 1, "the next try put off too");
  expect(await done()).toBe(false);
  fails = {};
  tryAgain();
  await until(done, "done in the end");
  expect(later).toEqual([]);
});

test("what failed is tried again, and a second press goes on with it", async () => {
  fails.read = new StoreError("STORE_AWAY", "away");
  await expect(forgetting.forget("ana")).rejects.toThrow("away");
  expect(directory.isErased("ana")).toBe(true);
  expect([await done(), later.length]).toEqual([false, 1]);
  fails = {};
  expect(await forgetting.forget("ana")).toBe(true);
  expect([await reasonIn("bad"), await done()]).toEqual([ERASED, true]);
});

test("one damaged log keeps none of the others, and is told", async () => {
  fails.read = new StoreError("LOG_DAMAGED", "session:bad is damaged");
  await expect(forgetting.forget("ana")).rejects.toThrow("session:bad");
  expect(await reasonIn("good")).toEqual(ERASED);
  expect(directory.nameOf("ana")).toBe("Former colleague");
  expect(steps.slice(-2)).toEqual(["readAnew", "scrub"]);
  // A damaged log does not mend itself while the server runs: the next start looks again, and until then no file is written anew for it.
  expect([await done(), faults.length, later.length]).toEqual([false, 1, 0]);
  steps = [];
  await forgetting.resume();
  expect(steps.slice(-2)).toEqual(["readAnew", "scrub"]);
  expect([await done(), faults.length, later.length]).toEqual([false, 2, 0]);
  fails = {};
  expect(await forgetting.forget("ana")).toBe(true);
  expect([await reasonIn("bad"), await done()]).toEqual([ERASED, true]);
});

test("at a start the files are written anew once, however many were cut off; where that fails, it is tried again", async () => {
  await directory.addPerson({ personId: "ben", name: "Ben", kind: "member", guestOf: null, createdAt: 1 });
  for (const id of ["ana", "ben"]) await store.put("erasures", `person ${id}`, { kind: "person", id, at: "", done: false });
  const allDone = async () =>
    (await Promise.all([ANA, { ...ANA, id: "ben" }].map((one) => recorded(store, one)))).every((one) => one?.done);
  fails.scrub = new StoreError("STORAGE_FULL", "full");
  await forgetting.resume();
  expect([directory.isErased("ana"), directory.isErased("ben")]).toEqual([true, true]);
  expect([steps.filter((name) => name === "scrub").length, later.length, await allDone()]).toEqual([1, 2, false]);
  fails = {};
  tryAgain();
  await until(allDone, "both done in the end");
  await store.put("erasures", "person ana", { ...ANA, at: "", done: false });
  await store.put("erasures", "person ben", { ...ANA, id: "ben", at: "", done: false });
  steps = [];
  await forgetting.resume();
  expect([steps.filter((name) => name === "scrub").length, await allDone()]).toEqual([1, true]);
});

test("what is damaged in memory too is told, and the files are written anew all the same", async () => {
  fails.readAnew = new StoreError("LOG_DAMAGED", "session:bad is damaged");
  await expect(forgetting.forget("ana")).rejects.toThrow("session:bad");
  expect([steps.at(-1), await done(), later.length]).toEqual(["scrub", false, 0]);
});

test("another node's erasure is followed past a damaged log, told once, and the next erasure too", async () => {
  await directory.addPerson({ personId: "ben", name: "Ben", kind: "member", guestOf: null, createdAt: 1 });
  const bens = [
    { type: "SeatTaken", seatId: "t", personId: "ben" },
    { type: "ReasonWritten", seatId: "t", text: { text: "so do I" } },
  ];
  await store.append("session:good", 2, [command("b", bens)]);
  for (const id of ["ana", "ben"]) await store.put("erasures", `person ${id}`, { kind: "person", id, at: "", done: false });
  fails.read = new StoreError("LOG_DAMAGED", "session:bad is damaged");
  const told = () => Promise.all(hear.map((listener) => listener("erasures", null)));
  await told();
  expect(await reasonIn("good")).toEqual(ERASED);
  expect([directory.isErased("ana"), directory.isErased("ben")]).toEqual([true, true]);
  expect([steps.filter((name) => name === "scrub").length, faults.length]).toEqual([2, 2]);
  steps = [];
  await told();
  expect(steps).toEqual([]);
});

test("what another node was asked, this one does too, once; after a node is gone it looks again", async () => {
  await store.put("erasures", "person ana", { ...ANA, at: "", done: false });
  const told = () => Promise.all(hear.map((listener) => listener("erasures", "person ana")));
  await told();
  expect(await reasonIn("good")).toEqual(ERASED);
  expect(directory.isErased("ana")).toBe(true);
  expect(steps.at(-1)).toBe("scrub");
  const before = steps.length;
  await told();
  expect(steps).toHaveLength(before);

  await store.append("session:good", 2, [command("b", [{ type: "ReasonWritten", seatId: "s", text: { text: "stored too late" } }])]);
  nodeGone();
  await forgetting.close();
  expect((await store.read("session:good", 2))[0]!.event.text).toEqual(ERASED);
});

test("what cannot be followed now is asked for again", async () => {
  await store.put("erasures", "person ana", { ...ANA, at: "", done: true });
  fails.read = new StoreError("STORE_AWAY", "away");
  const told = () => Promise.all(hear.map((listener) => listener("erasures", null)));
  await expect(told()).rejects.toThrow("away");
  fails = {};
  await told();
  expect(await reasonIn("bad")).toEqual(ERASED);
});
