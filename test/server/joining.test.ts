// Who belongs to the team because they came by its link, also when the store is away just as they are let in or taken out.
import { expect, test } from "vitest";
import { simIds } from "../sim/node.ts";
import { openDirectory } from "../../server/people/directory.ts";
import { createJoining } from "../../server/people/joining.ts";
import { memoryStore } from "../../server/store/memory.ts";
import { StoreError } from "../../server/store/storeErrors.ts";
import { openTeam } from "../../server/team.ts";
import type { SessionEvent } from "../../shared/session/events.ts";

const SESSION = "s1";
const letIn: SessionEvent = {
  type: "SeatTaken",
  at: 2,
  seatId: "seat",
  personId: "gus",
  role: "reviewer",
  workspaceRole: "guest",
  experience: "new",
  site: null,
  scores: true,
  firstTime: true,
  knockId: "k1",
};
const takenOut: SessionEvent = { type: "SeatRemoved", at: 3, seatId: "seat" };

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
  const follow = async (event: SessionEvent): Promise<number> => {
    for (let failed = 0; ; failed++) {
      try {
        await joining.follow(SESSION, [event], () => "gus");
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
