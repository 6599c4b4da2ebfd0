// What becomes of people on a node that hears late of what another one did with them, or that cannot store just then what follows from it.
import { expect, test } from "vitest";
import type { Ears, Line } from "../../server/live/net.ts";
import type { EventStore, StreamName } from "../../server/store/eventStore.ts";
import { memoryStore } from "../../server/store/memory.ts";
import { StoreError } from "../../server/store/storeErrors.ts";
import type { ViewFrame } from "../../shared/protocol/socket.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/socket.ts";
import type { Actor, Command } from "../../shared/session/commands.ts";
import { found, SESSION } from "./founding.ts";
import { nodeClock, openParts, simIds } from "./node.ts";
import type { Person } from "./people.ts";
import { createScheduler, owner, type Scheduler } from "./scheduler.ts";

const FAY: Actor = { kind: "seat", seatId: "s-fay" };
const TEAM = (["fay", "tom"] as const).map(
  (name): Person => ({
    name,
    personId: null,
    experience: "long",
    workspaceRole: name === "fay" ? "admin" : "reviewer",
    role: name === "fay" ? "facilitator" : "reviewer",
    pages: [],
    skew: 0,
  }),
);

/** Time goes on while it is waited for. */
async function soon<Result>(scheduler: Scheduler, work: Promise<Result>): Promise<Result> {
  let done = false;
  const over = work.finally(() => {
    done = true;
  });
  over.catch(() => {});
  await scheduler.until(() => done, 5_000);
  return over;
}

async function openNode(name: string, shared: EventStore, scheduler: Scheduler) {
  const moved: ((stream: StreamName, gone: boolean) => void)[] = [];
  const whose = owner(name);
  const faults: unknown[] = [];
  let ears: Ears | null = null;
  const frames: { to: string[]; frame: ViewFrame }[] = [];
  let away = false;
  const parts = await openParts({
    store: {
      ...shared,
      swap: (...asked) => (away ? Promise.reject(new StoreError("STORE_AWAY", "away")) : shared.swap(...asked)),
      onMoved: (listener) => void moved.push(listener),
    },
    clock: nodeClock(scheduler, whose, () => 0),
    ids: simIds(name),
    scheduler,
    whose,
    openNet: (given) => {
      ears = given;
      return { show: (to, frame) => void frames.push({ to, frame }), tell: () => {}, count: () => 0, close: async () => {} };
    },
    seats: { hold: () => {}, release: () => {}, heldElsewhere: async () => false, onNodeGone: () => {} },
    onFatal: (error) => void faults.push(error),
    onFault: (error) => void faults.push(error),
  });
  let lines = 0;
  return {
    ...parts,
    faults,
    hears: () => {
      for (const listener of moved) listener(`session:${SESSION}`, false);
    },
    storesRecords: (does: boolean) => {
      away = !does;
    },
    /** a page of this person; `said`: with what it was closed */
    page: async (personId: string) => {
      lines += 1;
      const said: string[] = [];
      const line: Line = {
        id: `line${lines}`,
        auth: { protocol: PROTOCOL_VERSION, sessionId: SESSION },
        person: () => personId,
        writable: () => true,
        dismiss: ({ code }) => void said.push(code),
        cut: ({ code }) => void said.push(code),
      };
      expect(await soon(scheduler, ears!.welcome(line))).toBeNull();
      ears!.opened(line);
      return {
        said,
        /** what they last saw of their own */ mine: () =>
          frames.findLast(({ to, frame }) => to.includes(line.id) && frame.slices.mine)?.frame.slices.mine,
        close: () => ears!.closed(line),
      };
    },
    does: (actor: Actor, command: Command) =>
      soon(scheduler, parts.live.sessions.execute(SESSION, `${name} ${scheduler.now()} ${command.type}`, actor, command)),
    seat: (seatId: string) =>
      parts.live.sessions
        .peek(SESSION)
        ?.state()
        .seats.find((seat) => seat.seatId === seatId),
  };
}

/** Fay's call with Tom in it, and a guest at the door whose page is here. */
async function guestAtTheDoor() {
  const scheduler = createScheduler("heard late");
  const shared = memoryStore();
  const founder = await openNode("founder", shared, scheduler);
  await soon(scheduler, found(founder, TEAM, {}));
  await founder.directory.addPerson({ personId: "p-gus", name: "Gus", kind: "guest", guestOf: SESSION, createdAt: 1 });
  await founder.does(
    { kind: "server" },
    { type: "Knock", knockId: "k-gus", personId: "p-gus", seatId: "s-gus", experience: "new", firstTime: true },
  );
  const [here, there] = [await openNode("here", shared, scheduler), await openNode("there", shared, scheduler)];
  return { scheduler, shared, here, there, gus: await here.page("p-gus") };
}
const ADMIT: Command = { type: "AdmitKnock", knockId: "k-gus", role: "reviewer" };
const GIVE_BACK: Command = { type: "GiveSeatBack", seatId: "s-tom", strangerSeatId: "s-gus", knockId: null };

test("[INV-14] somebody let in and removed before this node heard of either is told so, and does not stay at the door", async () => {
  const { scheduler, here, there, gus } = await guestAtTheDoor();
  await there.does(FAY, ADMIT);
  await there.does(FAY, { type: "RemoveSeat", seatId: "s-gus" });
  here.hears();
  await scheduler.pass(100);
  expect(here.seat("s-gus")?.removed).toBe(true);
  expect(gus.said).toEqual(["REMOVED"]);
});

test("[INV-14] so is somebody who was given another seat back and removed from that one", async () => {
  const { scheduler, here, there, gus } = await guestAtTheDoor();
  await here.does(FAY, ADMIT);
  there.hears();
  await there.does(FAY, GIVE_BACK);
  await there.does(FAY, { type: "RemoveSeat", seatId: "s-tom" });
  here.hears();
  await scheduler.pass(100);
  expect(gus.said).toEqual(["REMOVED"]);
});

test("two who turn out to be one become one as soon as that can be stored", async () => {
  const { scheduler, here } = await guestAtTheDoor();
  await here.does(FAY, ADMIT);
  const someSecondsLater = async (): Promise<void> => {
    await scheduler.pass(3_000);
    // behind what is being stored now
    await here.directory.caughtUp();
  };
  here.storesRecords(false);
  await here.does(FAY, GIVE_BACK);
  await here.directory.caughtUp();
  await someSecondsLater();
  expect(here.directory.resolve("p-gus")).toBe("p-gus");
  here.storesRecords(true);
  await someSecondsLater();
  expect(here.directory.resolve("p-gus")).toBe("p-tom");
  expect(here.faults).toEqual([]);
});

test("whoever had left when their seat was given back is away after a while", async () => {
  const { scheduler, here, gus } = await guestAtTheDoor();
  await here.does(FAY, ADMIT);
  await scheduler.pass(100);
  expect(here.seat("s-gus")?.present).toBe(true);
  gus.close();
  await here.does(FAY, GIVE_BACK);
  expect(here.seat("s-tom")?.present).toBe(true);
  await scheduler.pass(60_000);
  expect(here.seat("s-tom")?.present).toBe(false);
});

test("what somebody typed on another node comes to their page also when it was read because somebody else came in", async () => {
  const { scheduler, shared, here } = await guestAtTheDoor();
  const tom = await here.page("p-tom");
  await scheduler.pass(100);
  const entry = { value: 4, reason: "", unsure: false, evidence: [] };
  await shared.saveDraft({ sessionId: SESSION, seatId: "s-tom", conversationId: "c1", criterionId: "empathy" }, entry);
  await here.page("p-fay");
  await scheduler.pass(100);
  expect(tom.mine()?.sheets.c1?.draft.empathy).toEqual(entry);
});
