// Who belongs to the team because they came by its link, also when the store is away just as they are let in or taken out.
import { expect, test } from "vitest";
import { simIds } from "../sim/node.ts";
import { openDirectory } from "../../server/people/directory.ts";
import { createJoining } from "../../server/people/joining.ts";
import { memoryStore } from "../../server/store/memory.ts";
import { StoreError } from "../../server/store/storeErrors.ts";
import { openTeam } from "../../server/team.ts";
import type { Seat, SessionState } from "../../shared/session/state.ts";

const SESSION = "s1";
const seat: Seat = {
  seatId: "seat",
  personId: "gus",
  role: "reviewer",
  workspaceRole: "guest",
  experience: "new",
  site: null,
  label: null,
  scores: true,
  firstTime: true,
  present: true,
  awaySince: null,
  absent: false,
  removed: false,
  takenAt: 2,
  nudgedAt: null,
};
const sessionWith = (...seats: Seat[]): SessionState => ({ sessionId: SESSION, seats }) as unknown as SessionState;
const letIn = sessionWith(seat);
const takenOut = sessionWith({ ...seat, removed: true });

/** Every write in turn fails once before it is done. */
const opened = async () => {
  const store = memoryStore();
  const refused = new Set<string>();
  let shaky = false;
  const once = (what: string): void => {
    if (!shaky || refused.has(what)) return;
    refused.add(what);
    throw new StoreError("STORE_AWAY", "away");
  };
  const shakyStore = {
    ...store,
    append: async (...given: Parameters<typeof store.append>) => {
      once(`append ${given[2].flatMap(({ events }) => events.map(({ type }) => type))}`);
      return store.append(...given);
    },
    put: async (...given: Parameters<typeof store.put>) => {
      once(`put ${given[0]} ${JSON.stringify(given[2])}`);
      return store.put(...given);
    },
    swap: async (...given: Parameters<typeof store.swap>) => {
      once(`swap ${given[0]} ${JSON.stringify(given[3])}`);
      return store.swap(...given);
    },
  };
  const directory = await openDirectory(shakyStore);
  const team = await openTeam({
    store: shakyStore,
    clock: { now: () => 1, after: () => () => {} },
    directory,
    ids: simIds("joining"),
    onFatal: (error: unknown) => {
      throw error;
    },
    onFault: (error: unknown) => {
      throw error;
    },
  });
  await team.asServer({ type: "CreateWorkspace", name: "Support", adminPersonId: "fay", experience: "long" });
  await directory.addPerson({ personId: "gus", name: "Gus", kind: "guest", guestOf: SESSION, createdAt: 1, joinedIn: SESSION });
  shaky = true;
  const joining = createJoining({ team, directory });
  /** until it does not fail any more; how often it did */
  const follow = async (session: SessionState): Promise<number> => {
    for (let failed = 0; ; failed++) {
      try {
        await joining.follow(session, "seat");
        return failed;
      } catch (error) {
        expect(error).toBeInstanceOf(StoreError);
      }
    }
  };
  return { team, directory, follow };
};

test("somebody let in while the store is away joins the team as soon as it is there, and is out of it again when taken out", async () => {
  const { team, directory, follow } = await opened();
  expect(await follow(letIn)).toBeGreaterThan(0);
  expect(team.memberOf("gus")?.role).toBe("reviewer");
  expect(directory.personOf("gus")?.kind).toBe("member");
  expect(await follow(takenOut)).toBeGreaterThan(0);
  expect(team.memberOf("gus")).toBeNull();
  expect(directory.personOf("gus")?.kind).toBe("guest");
});

test("what counts is where they are by the time the team can be changed", async () => {
  const { team, directory, follow } = await opened();
  // let in on one node, taken out on another before the first could tell the team
  expect(await follow(takenOut)).toBe(0);
  expect(team.memberOf("gus")).toBeNull();
  await follow(letIn);
  // taken out and let in again, as somebody who only watches now: still of the team
  await follow(sessionWith({ ...seat, removed: true }, { ...seat, seatId: "other", role: "observer" }));
  expect(team.memberOf("gus")?.role).toBe("reviewer");
  expect(directory.personOf("gus")?.kind).toBe("member");
});

test("whoever only watches stays a guest", async () => {
  const { team, directory, follow } = await opened();
  expect(await follow(sessionWith({ ...seat, role: "observer" }))).toBe(0);
  expect(team.memberOf("gus")).toBeNull();
  expect(directory.personOf("gus")?.kind).toBe("guest");
});
