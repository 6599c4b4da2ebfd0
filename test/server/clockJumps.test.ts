// The server's clock is set in the middle of a call: by a day and more forwards and back, to 1970 and to 2099, and right again. The same call is played on a
// steady clock beside it: the record, what everybody sees and what nobody may see are the same, but for the times.
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { memoryStore } from "../../server/store/memory.ts";
import { timeLeft } from "../../client/session/call/timeLeft.ts";
import { openLinks } from "../../server/people/links.ts";
import { type Connection, connectOver } from "../../client/connection/connection.ts";
import { socketIoWire } from "../../client/connection/socketIo.ts";
import { ownGround } from "../../client/connection/wire.ts";
import { NOON, type Played, playCall, settings } from "./clockJumps/call.ts";
import { accepted, type Device, mine, newAction, send, slice, startCall, startServer, type TestServer, until } from "./harness.ts";
import { type JumpingClock, jumpingClock } from "./jumpingClock.ts";

let server: TestServer | null = null;
const start: typeof startServer = async (options) => (server = await startServer(options));
afterEach(async () => {
  vi.restoreAllMocks();
  await server?.stop();
  server = null;
});

const HOUR = 3_600_000;
const JUMPS: Record<string, Parameters<JumpingClock["jump"]>[0]> = {
  "26 hours forwards": { by: 26 * HOUR },
  "26 hours back": { by: -26 * HOUR },
  "to 1970": { at: 90_000 },
  "to 2099": { at: Date.UTC(2099, 5, 1) },
};

describe("[F-34] the clock is set while people", () => {
  let steady: Played;
  beforeAll(async () => {
    steady = await playCall(start, () => {});
    await server?.stop();
    server = null;
  });

  test.each(Object.entries(JUMPS))("score, vote, are away and come back: %s, and right again, and so on", async (_name, to) => {
    let wrong = false;
    const played = await playCall(start, (clock) => {
      wrong = !wrong;
      if (wrong) clock.jump(to);
      else clock.right();
    });
    expect(played.record).toEqual(steady.record);
    expect(played.seen).toEqual(steady.seen);
  });

  test.each(Object.entries(JUMPS))("%s once, before the first score, and it stays so", async (_name, to) => {
    const played = await playCall(start, (clock) => clock.jump(to));
    expect(played.record).toEqual(steady.record);
    expect(played.seen).toEqual(steady.seen);
  });
});

describe("[F-34] links and devices", () => {
  const people = (clock: JumpingClock) => {
    const store = memoryStore();
    return { store, links: openLinks(store, clock.now) };
  };

  test.each(Object.entries(JUMPS))("the clock goes %s and is set right: every link is as it was", async (_name, to) => {
    const clock = jumpingClock(NOON);
    const { store, links } = people(clock);
    const setup = await links.mint("setup", { personId: null });
    const personal = await links.mint("personal", { personId: "p1" });
    const device = await links.mint("device", { personId: "p1" });
    const team = await links.teamToken();
    clock.jump(to);
    for (const token of [setup, personal, team]) expect(await links.find(token)).not.toBe(null);
    expect(await links.teamToken()).toBe(team);
    // whoever makes a link also clears away what ended long ago
    await links.mint("device", { personId: "p2" });
    clock.right();
    for (const token of [setup, personal, device, team]) expect(await links.find(token)).not.toBe(null);
    expect(await store.list("links")).toHaveLength(5);
  });

  test.each([
    ["26 hours forwards", JUMPS["26 hours forwards"]!],
    ["26 hours back", JUMPS["26 hours back"]!],
  ])("ten minutes do not become a day: %s, and the link to another device has ended", async (_name, to) => {
    const clock = jumpingClock(NOON);
    const { links } = people(clock);
    const device = await links.mint("device", { personId: "p1" });
    clock.jump(to);
    expect(await links.find(device)).toBe(null);
  });

  test("on a machine that learns the time after its start, the printed set-up link still opens", async () => {
    const clock = jumpingClock(NOON);
    clock.jump({ at: 60_000 });
    server = await startServer({ clock });
    clock.right();
    expect((await server.admin()).name).toBe("Ada");
  });

  test("a month after its end a link is cleared away, by a clock that can be believed", async () => {
    const clock = jumpingClock(NOON);
    const { store, links } = people(clock);
    await links.mint("device", { personId: "p1" });
    clock.jump({ by: 31 * 24 * HOUR });
    await links.mint("device", { personId: "p2" });
    expect(await store.list("links")).toHaveLength(1);
  });

  test.each(["to 1970", "to 2099"])(
    "a device made known while the clock is set %s is known when it is right, and a known one stays so",
    async (jump) => {
      const clock = jumpingClock(NOON);
      server = await startServer({ clock });
      const {
        admin,
        people: [ben],
      } = await startCall(server, [{ name: "Ben" }]);
      clock.jump(JUMPS[jump]!);
      expect((await ben!.ask("GET", "/api/me")).body).toMatchObject({ person: { name: "Ben" } });
      const link = await admin.ask("POST", "/api/links", { kind: "device" });
      const phone = server.device();
      await phone.ask("POST", "/api/enter", { token: String(link.body.url).split("#")[1] });
      clock.right();
      for (const [device, name] of [
        [phone, "Ada"],
        [ben!, "Ben"],
      ] as const)
        expect((await device.ask("GET", "/api/me")).body).toMatchObject({ person: { name } });
    },
  );

  test("browsers are told how long to keep a cookie, never until when: the server's date is not theirs", async () => {
    server = await startServer({ clock: jumpingClock(NOON) });
    const admin = await server.admin();
    for (const reply of [await admin.ask("GET", "/api/me"), await admin.ask("GET", "/api/team")]) {
      const cookie = reply.headers.getSetCookie().join();
      expect(cookie).toContain("Max-Age=34560000");
      expect(cookie).not.toContain("Expires");
    }
  });
});

describe("[B-67] at the start", () => {
  test.each([
    ["1970", 90_000],
    ["2099", Date.UTC(2099, 5, 1)],
  ])("a clock that says %s is called wrong, and the call works all the same", async (year, at) => {
    const clock = jumpingClock(at);
    server = await startServer({ clock });
    expect(server.printed.join("\n")).toContain(`Warning: This machine's clock says ${year}.`);
    const { admin } = await startCall(server, [{ name: "Ben" }], { startsAt: at });
    expect((await admin.ask("GET", "/api/sessions")).body).toMatchObject({ sessions: [{}] });
  });

  test("a clock that is right is not mentioned", async () => {
    server = await startServer({ clock: jumpingClock(NOON) });
    expect(server.printed.join("\n")).not.toContain("clock");
  });
});

describe("[F-34] a laptop whose clock is hours off", () => {
  test.each([5 * HOUR, -5 * HOUR])("shows the right time left: %i ms", async (off) => {
    const clock = jumpingClock(NOON);
    server = await startServer({ clock });
    const real = Date.now.bind(Date);
    const { admin } = await startCall(server, []);
    vi.spyOn(Date, "now").mockImplementation(() => real() + off);
    const laptop = { connection: server.connect(admin, admin.connection.slices().session!.sessionId) };
    await until(() => laptop.connection.slices().session, "the session");
    await send(admin, { type: "StartTimer", minutes: 15 });
    const timer = await until(() => slice(laptop, "session").timer, "the timer");
    const left = timeLeft(timer, laptop.connection.serverNow());
    expect(left).toBeGreaterThan(14.5 * 60_000);
    expect(left).toBeLessThanOrEqual(15 * 60_000);
    // what is typed is not held back until that clock has caught up
    const criterionId = slice(laptop, "scorecard").criteria[0]!.criterionId;
    const typed = { value: null, reason: "first", unsure: false, evidence: [] };
    await accepted(laptop.connection.saveDraft("c1", criterionId, typed));
    vi.mocked(Date.now).mockImplementation(() => real() - 3 * off);
    await accepted(laptop.connection.saveDraft("c1", criterionId, { ...typed, reason: "second" }));
    expect(mine(laptop).sheets.c1?.draft[criterionId]?.reason).toBeDefined();
  });
});

describe("[F-34] pages whose clocks are wrong by years, each by others", () => {
  const YEARS = { "in 1970": 90_000, "after 2038": Date.UTC(2041, 2, 1), "in 2099": Date.UTC(2099, 5, 1), right: NOON };

  test.each(["right", "in 1970", "after 2038"] as const)(
    "on a server whose clock is %s: what came first is first for everybody",
    async (at) => {
      const clock = jumpingClock(YEARS[at]);
      const { options, store } = settings(clock);
      server = await startServer(options);
      const { url } = server;
      const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }, { name: "Cleo" }]);
      const opened: Connection[] = [];
      /** a tab of theirs, by a clock that goes on from there */
      const tab = async (who: Device, from: number) => {
        const off = from - Date.now();
        const pause = { min: 20, max: 100 };
        const wire = socketIoWire({ url, sessionId, cookie: who.cookie(), pause });
        const connection = connectOver(wire, { ...ownGround, now: () => Date.now() + off }, { reconnectMs: pause });
        opened.push(connection);
        await until(() => connection.slices().mine, "the tab");
        return { connection };
      };
      try {
        const [early, late, latest] = [
          await tab(people[0]!, YEARS["in 1970"]),
          await tab(people[0]!, YEARS["after 2038"]),
          await tab(people[1]!, YEARS["in 2099"]),
        ];
        const tabs = [latest, early, late];
        const ids = Array.from({ length: 9 }, (_none, index) => `a${index}`);
        for (const [index, actionId] of ids.entries()) await send(tabs[index % 3]!, newAction(actionId));
        for (const person of [admin, ...tabs]) {
          await until(() => slice(person, "actions").here.length === ids.length, "all of them");
          expect(slice(person, "actions").here.map(({ actionId }) => actionId)).toEqual(ids);
        }
        // of two tabs the one that wrote last wins, though it says that it is seventy years earlier
        const criterionId = slice(admin, "scorecard").criteria[0]!.criterionId;
        const write = ({ connection }: { connection: Connection }, reason: string) =>
          accepted(connection.saveDraft("c1", criterionId, { value: null, reason, unsure: false, evidence: [] }));
        await write(late, "first");
        await write(early, "second");
        for (const one of [early, late])
          await until(() => mine(one).sheets.c1?.draft[criterionId]?.reason === "second", "the last word in both tabs");
        await send(admin, { type: "StartTimer", minutes: 15 });
        for (const one of tabs) {
          const timer = await until(() => slice(one, "session").timer, "the timer");
          const left = timeLeft(timer, one.connection.serverNow());
          expect(left).toBeGreaterThan(14.5 * 60_000);
          expect(left).toBeLessThanOrEqual(15 * 60_000);
        }
        const versions = (await store().read(`session:${sessionId}`, 0)).map(({ version }) => version);
        expect(versions).toEqual(versions.map((_one, index) => index + 1));
        expect(tabs.map(({ connection }) => connection.status().state)).toEqual(["live", "live", "live"]);
        expect((await admin.ask("GET", `/api/sessions/${sessionId}/report?format=json`)).status).toBe(200);
      } finally {
        for (const connection of opened) connection.close();
      }
    },
  );
});
