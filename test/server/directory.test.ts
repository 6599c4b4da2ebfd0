// People and the links that let them in.
import { beforeEach, describe, expect, test } from "vitest";
import { type Directory, openDirectory } from "../../server/people/directory.ts";
import { type Links, openLinks } from "../../server/people/links.ts";
import { codeFromTyped, newSessionCode } from "../../server/people/sessionCode.ts";
import type { EventStore, RecordListener } from "../../server/store/eventStore.ts";
import { memoryStore } from "../../server/store/memory.ts";
import { StoreError } from "../../server/store/storeErrors.ts";

let store: EventStore;
beforeEach(() => {
  store = memoryStore();
});

describe("the directory", () => {
  let directory: Directory;
  beforeEach(async () => {
    directory = await openDirectory(store);
  });
  const add = (personId: string, name: string, guestOf: string | null = null) =>
    directory.addPerson({ personId, name, kind: guestOf ? "guest" : "member", guestOf, createdAt: 1 });

  test("knows names, and calls whoever it does not know a former colleague", async () => {
    await add("p1", "Ana");
    expect(directory.nameOf("p1")).toBe("Ana");
    expect(directory.nameOf("p2")).toBe("Former colleague");
    expect(directory.personOf("p2")).toBeNull();
  });

  test("finds everything again after a restart", async () => {
    await add("p1", "Ana");
    await add("p2", "Ana", "s1");
    await directory.renamePerson("p1", "Ana María");
    await directory.mergePerson("p2", "p1");
    const again = await openDirectory(store);
    expect(again.people()).toEqual(directory.people());
    expect(again.nameOf("p2")).toBe("Ana María");
  });

  test("gives a seat back: the stranger's devices are the person's from then on", async () => {
    await add("ana", "Ana");
    await add("stranger", "Ana (2)", "s1");
    expect(await directory.mergePerson("stranger", "ana")).toBe(true);
    expect(directory.resolve("stranger")).toBe("ana");
    expect(directory.nameOf("stranger")).toBe("Ana");
    expect(directory.people().map((person) => person.personId)).toEqual(["ana"]);
  });

  test("follows somebody who came back as a stranger twice, and never in a circle", async () => {
    for (const id of ["a", "b", "c"]) await add(id, id);
    await directory.mergePerson("a", "b");
    await directory.mergePerson("b", "c");
    expect(directory.resolve("a")).toBe("c");
    expect(await directory.mergePerson("c", "a")).toBe(false);
    expect(await directory.mergePerson("c", "c")).toBe(false);
    expect(await directory.mergePerson("nobody", "c")).toBe(false);
    expect(directory.resolve("c")).toBe("c");
  });

  test("makes one of two whom only another node has met yet", async () => {
    const elsewhere = await openDirectory(store);
    await add("ana", "Ana");
    await elsewhere.addPerson({ personId: "stranger", name: "Ana (2)", kind: "guest", guestOf: "s1", createdAt: 1 });
    expect(await directory.mergePerson("stranger", "ana")).toBe(true);
    expect(directory.resolve("stranger")).toBe("ana");
  });

  test("takes nobody for a stranger because what it was told of could not be read: that is waited for", async () => {
    let away = false;
    const told: RecordListener[] = [];
    const unlessAway = <Read>(read: () => Promise<Read>): Promise<Read> =>
      away ? Promise.reject(new StoreError("STORE_AWAY", "away")) : read();
    const here = await openDirectory({
      ...store,
      get: (table, key) => unlessAway(() => store.get(table, key)),
      list: (table) => unlessAway(() => store.list(table)),
      onRecord: (listener) => void told.push(listener),
    });
    await add("ana", "Ana");
    await add("ben", "Ben");
    away = true;
    await expect(told[0]!("people", "ana")).rejects.toThrow("away");
    await expect(here.caughtUp()).rejects.toThrow("away");
    away = false;
    // told of another meanwhile: the first is read all the same
    await told[0]!("people", "ben");
    expect(here.nameOf("ana")).toBe("Ana");
    away = true;
    await expect(told[0]!("people", null)).rejects.toThrow("away");
    await directory.renamePerson("ana", "Ana María");
    away = false;
    await here.caughtUp();
    expect(here.nameOf("ana")).toBe("Ana María");
  });

  test("notices a name that would be mistaken, among the team and the guests of that session", async () => {
    await add("ana", "Ana  Núñez");
    await add("guest", "Ben", "s1");
    expect(directory.isNameTaken(" ana nu\u0301n\u0303ez ")).toBe(true);
    expect(directory.isNameTaken("Ana Núñez", { except: "ana" })).toBe(false);
    expect(directory.isNameTaken("Ben")).toBe(false);
    expect(directory.isNameTaken("Ben", { sessionId: "s1" })).toBe(true);
    expect(directory.isNameTaken("Ben", { sessionId: "s2" })).toBe(false);
  });

  test("offers a name that tells two people apart", async () => {
    await add("p1", "Ana");
    expect(directory.freeName("Ana")).toBe("Ana (2)");
    await add("p2", "Ana (2)");
    expect(directory.freeName("Ana")).toBe("Ana (3)");
    expect(directory.freeName("Ben")).toBe("Ben");
  });

  test("forgets a name for good, the merged ones too, and frees it", async () => {
    await add("ana", "Ana");
    await add("stranger", "Ana from home", "s1");
    await directory.mergePerson("stranger", "ana");
    await directory.erasePerson("ana");
    expect(directory.nameOf("ana")).toBe("Former colleague");
    expect(directory.nameOf("stranger")).toBe("Former colleague");
    expect(JSON.stringify(await store.list("people"))).not.toContain("Ana");
    expect(directory.isNameTaken("Ana")).toBe(false);
    expect(await directory.renamePerson("ana", "Ana")).toBe(false);
  });

  test("two changes at once both hold", async () => {
    await add("p1", "Ana", "s1");
    await Promise.all([directory.renamePerson("p1", "Ana María"), directory.makeMember("p1")]);
    expect((await openDirectory(store)).personOf("p1")).toMatchObject({ name: "Ana María", kind: "member", guestOf: null });
  });

  test("shows a name only once it is durable", async () => {
    await add("p1", "Ana");
    const refusing: EventStore = { ...store, put: () => Promise.reject(new Error("full")), swap: () => Promise.reject(new Error("full")) };
    const careful = await openDirectory(refusing);
    await expect(careful.renamePerson("p1", "Ben")).rejects.toThrow("full");
    expect(careful.nameOf("p1")).toBe("Ana");
  });
});

describe("links", () => {
  const MINUTE = 60_000;
  let now: number;
  let links: Links;
  beforeEach(() => {
    now = Date.UTC(2026, 0, 5, 9);
    links = openLinks(store, () => now);
  });

  test("carry 128 bits that are not kept: who reads the data file cannot enter with it", async () => {
    const tokens = [
      await links.mint("setup", { personId: null }),
      await links.mint("personal", { personId: "p1" }),
      await links.mint("device", { personId: "p1" }),
    ];
    const kept = JSON.stringify(await store.list("links"));
    for (const token of tokens) {
      expect(Buffer.from(token, "base64url")).toHaveLength(16);
      expect(kept).not.toContain(token);
    }
  });

  test("the set-up link works once, and a new one takes the place of an unused one", async () => {
    const first = await links.mint("setup", { personId: null });
    const second = await links.mint("setup", { personId: null });
    expect(await links.find(first)).toBeNull();
    expect(await links.find(second)).toMatchObject({ kind: "setup" });
    expect(await links.use(second)).toMatchObject({ kind: "setup", personId: null });
    expect(await links.use(second)).toBeNull();
    expect(await links.find(second)).toBeNull();
  });

  test("of two set-up links made at once on two nodes one works", async () => {
    const clock = 1_000;
    const nodes = [openLinks(store, () => clock), openLinks(store, () => clock)];
    const tokens = await Promise.all(nodes.map((node) => node.mint("setup", { personId: null })));
    const found = await Promise.all(tokens.map((token) => nodes[0]!.find(token)));
    expect(found.filter((link) => link !== null)).toHaveLength(1);
    const used = await Promise.all(tokens.map((token) => nodes[1]!.use(token)));
    expect(used.filter((link) => link !== null)).toHaveLength(1);
    for (const token of tokens) expect(await nodes[0]!.find(token)).toBe(null);
  });

  test("of two who use a one-time link at once, one gets it", async () => {
    const token = await links.mint("device", { personId: "p1" });
    const results = await Promise.all([links.use(token), links.use(token), links.use(token)]);
    expect(results.filter((link) => link !== null)).toHaveLength(1);
  });

  test("a device link ends after ten minutes", async () => {
    const token = await links.mint("device", { personId: "p1" });
    now += 10 * MINUTE - 1;
    expect(await links.find(token)).toMatchObject({ personId: "p1" });
    now += 1;
    expect(await links.find(token)).toBeNull();
    expect(await links.use(token)).toBeNull();
  });

  test("a personal link works again and again, until it is taken back", async () => {
    const token = await links.mint("personal", { personId: "p1" });
    const other = await links.mint("personal", { personId: "p2" });
    for (let time = 0; time < 3; time += 1) {
      now += 30 * 24 * 60 * MINUTE;
      expect(await links.use(token)).toMatchObject({ kind: "personal", personId: "p1" });
    }
    await links.revokeOf("p1");
    expect(await links.use(token)).toBeNull();
    expect(await links.use(other)).toMatchObject({ personId: "p2" });
  });

  test("the team link stays the same, also after a restart, until it is renewed", async () => {
    const [token, same] = await Promise.all([links.teamToken(), links.teamToken()]);
    expect(same).toBe(token);
    expect(await openLinks(store, () => now).teamToken()).toBe(token);
    expect(await links.use(token)).toMatchObject({ kind: "team" });
    const renewed = await links.renewTeamToken();
    expect(await links.find(token)).toBeNull();
    expect(await links.find(renewed)).toMatchObject({ kind: "team" });
    expect(await links.teamToken()).toBe(renewed);
  });

  test("each session has one link for its shared screen, which ends with it", async () => {
    const one = await links.screenToken("s1");
    const two = await links.screenToken("s2");
    expect(await links.screenToken("s1")).toBe(one);
    await links.revokeScreen("s1");
    expect(await links.find(one)).toBeNull();
    expect(await links.find(two)).toMatchObject({ kind: "screen", sessionId: "s2" });
  });

  test("unknown, malformed, used and expired tokens get the same answer after the same work", async () => {
    let gets = 0;
    const counting = openLinks(
      {
        ...store,
        get: (table, key) => {
          gets += 1;
          return store.get(table, key);
        },
      },
      () => now,
    );
    const used = await links.mint("device", { personId: "p1" });
    await links.use(used);
    const expired = await links.mint("device", { personId: "p1" });
    now += 11 * MINUTE;
    for (const token of ["", "x", "🙂", "a".repeat(10_000), "AAAAAAAAAAAAAAAAAAAAAA", used, expired]) {
      gets = 0;
      expect(await counting.find(token)).toBeNull();
      expect(gets).toBe(1);
    }
  });

  test("links long ended are not kept", async () => {
    await links.mint("device", { personId: "p1" });
    const personal = await links.mint("personal", { personId: "p1" });
    now += 60 * 24 * 60 * MINUTE;
    await links.mint("device", { personId: "p1" });
    expect(await store.list("links")).toHaveLength(2);
    expect(await links.find(personal)).not.toBeNull();
  });
});

describe("session codes", () => {
  test("are six letters that cannot be mistaken for each other", () => {
    for (let count = 0; count < 500; count += 1) expect(newSessionCode(() => false)).toMatch(/^[BCDFGHJKMNPQRSTVWXZ]{6}$/);
  });

  test("are not given twice", () => {
    const refused: string[] = [];
    const code = newSessionCode((one) => refused.length < 3 && refused.push(one) > 0);
    expect(refused).toHaveLength(3);
    expect(refused).not.toContain(code);
  });

  test("are understood as people type them", () => {
    expect(codeFromTyped(" bcd-fgh ")).toBe("BCDFGH");
    expect(codeFromTyped("bcd fgh")).toBe("BCDFGH");
    for (const typed of ["bcdfg", "bcdfghj", "abcdfg", "bcdfg1", ""]) expect(codeFromTyped(typed)).toBeNull();
  });
});
