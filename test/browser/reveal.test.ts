// The heart of it, as a browser draws it: a countdown of less than a second, then one motion from hidden to dots to sorted rows, on every screen; calm where motion is not wanted; heard as one sentence.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Conversation } from "../../shared/session/commands.ts";
import {
  addMembers,
  does,
  makeSession,
  makeTeam,
  member,
  onKnownDevice,
  type Player,
  received,
  submits,
  tellOnFailure,
} from "./callWays.ts";
import { openBrowser, person, type Plumb, type Someone, startPlumb, waitFor } from "./harness.ts";
import { everybody, headlineOn, nobodyHasFaults, sees, sheetOf } from "./ways.ts";

type Moved = { name: string; starts: number; ends: number };
type Seen = { motions: Moved[]; heard: string[]; blinked: string[]; headline: string };

const CONVERSATION: Conversation = {
  conversationId: "first",
  title: "Lost parcel",
  channel: "phone",
  link: null,
  agent: null,
  why: null,
  transcript: [{ at: 0, speaker: "Agent", text: "So what I can do is open a trace." }],
};

let plumb: Plumb;
let browser: Browser;
let sessionId = "";
let dana: Player;
let tom: Player;
let calm: Player;
let wall: Someone;
const all = () => [dana, tom, calm, wall].filter((one) => one !== undefined);
tellOnFailure(all);

/** Every animation from now on by its own clock, what screen readers are told, and every screen that is only there until another has come. */
const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen = { motions: new Map<Animation, unknown>(), heard: [] as string[], blinked: [] as string[] };
    Object.assign(globalThis, { seen });
    for (const region of document.querySelectorAll("[data-live-announcer]"))
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const node of addedNodes) seen.heard.push(node.textContent ?? "");
      }).observe(region, { childList: true });
    const look = () => {
      const loading = /^(Opening the session|Loading|Connecting)$/m.exec(document.body.innerText)?.[0];
      if (loading) seen.blinked.push(loading);
      for (const each of document.getAnimations()) {
        const { endTime = 0, delay = 0 } = each.effect?.getComputedTiming() ?? {};
        if (each instanceof CSSAnimation && typeof each.startTime === "number")
          seen.motions.set(each, {
            name: each.animationName.replace(/^_([a-z]+)_.*$/i, "$1"),
            starts: each.startTime + Number(delay),
            ends: each.startTime + Number(endTime),
          });
      }
      requestAnimationFrame(look);
    };
    look();
  });

const whatWasSeen = async (page: Page): Promise<Seen> => {
  const seen = await page.evaluate(() => {
    const known = (globalThis as unknown as { seen: { motions: Map<unknown, Moved>; heard: string[]; blinked: string[] } }).seen;
    return { motions: [...known.motions.values()], heard: known.heard, blinked: known.blinked };
  });
  return { ...seen, headline: await headlineOn(page) };
};

beforeAll(async () => {
  [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
  const admin = await makeTeam(plumb, "Dana");
  const members = await addMembers(plumb, admin, [member("Tom", "new"), member("Aisha", "settled")]);
  sessionId = await makeSession(admin, [CONVERSATION]);
  const [facilitator, other, third] = await Promise.all([admin, ...members].map((known) => onKnownDevice(browser, plumb, known)));
  [dana, tom, calm] = [facilitator!, other!, third!];
  await calm.page.emulateMedia({ reducedMotion: "reduce" });
  wall = await person(browser, "wall", { width: 1280 });
  const made = await admin.ask("POST", "/api/links", { kind: "screen", sessionId });
  await wall.page.goto(String(made.body.url));
  await everybody([dana, tom, calm], ({ page }) => page.goto(`${plumb.url}/s/${sessionId}`));
  await does(plumb, dana, sessionId, { type: "MoveFocus", focus: { kind: "review" } });
  await everybody([dana, tom, calm], ({ page }) => sees(sheetOf(page)));
  await submits(plumb, dana, sessionId, "first", "y 5 4 y 4 3 3 a y");
  await submits(plumb, tom, sessionId, "first", "y 2 4 n 4 3 1 a y");
  await submits(plumb, calm, sessionId, "first", "n 3 4 y 4 3 3 3 y");
  // what comes later has been fetched, as it has in the minutes of a review
  await everybody([dana, tom, calm], ({ page }) =>
    waitFor(
      () =>
        page.evaluate(() => {
          const names = performance.getEntriesByType("resource").map(({ name }) => name);
          return ["Results-", "Moments-", "/results-"].every((part) => names.some((name) => name.includes(part) && name.endsWith(".js")));
        }),
      "the results' code and words",
    ),
  );
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await plumb?.stop();
});

test("one countdown, one motion, one sentence", async () => {
  const everyone = all();
  for (const { page } of everyone) await watch(page);
  const { names } = received(dana).progress![0]!;
  await does(plumb, dana, sessionId, { type: "RevealScores", conversationId: "first", roll: names! });
  await everybody(everyone, ({ page }) => sees(page.getByText(/^Totals /)));
  for (const one of [dana, tom, wall]) {
    const { motions, heard, blinked, headline } = await waitFor(async () => {
      const seen = await whatWasSeen(one.page);
      return seen.motions.some(({ name }) => name === "settle") && seen;
    }, `the rows of ${one.name} to sort`);
    const of = (wanted: string) => motions.filter(({ name }) => name === wanted);
    const curtain = of("open")[0]!;
    const [lands, settles] = [of("land"), of("settle")];
    expect(of("open"), one.name).toHaveLength(1);
    // the countdown: less than a second, the line runs out when the curtain opens
    const countdown = of("count")[0]!;
    expect(curtain.ends - countdown.starts).toBeLessThanOrEqual(1_000);
    expect(curtain.starts - countdown.ends).toBeLessThanOrEqual(1);
    // nothing moves behind it; the dots land, then the rows sort
    expect(lands.length).toBeGreaterThan(8);
    expect(settles.length).toBeGreaterThan(2);
    const begins = Math.min(...lands.map(({ starts }) => starts));
    expect(begins).toBeGreaterThanOrEqual(curtain.starts - 50);
    expect(Math.min(...settles.map(({ starts }) => starts))).toBeGreaterThan(begins);
    // one motion of less than 700 ms
    expect(Math.max(...motions.map(({ ends }) => ends)) - begins).toBeLessThan(700);
    // no screen that is only there until another has come
    expect(blinked, one.name).toEqual([]);
    if (one !== wall) expect(heard).toEqual([`Revealed. ${headline}`]);
  }
});

test("where motion is not wanted everything is there at once, and the sentence is the same", async () => {
  const { motions, heard, blinked, headline } = await whatWasSeen(calm.page);
  expect(motions.filter(({ name }) => ["open", "count", "land", "settle"].includes(name))).toEqual([]);
  expect(await calm.page.locator("svg[data-arriving] .dot, svg [class*=dot]").count()).toBeGreaterThan(8);
  expect(blinked).toEqual([]);
  expect(heard).toEqual([`Revealed. ${headline}`]);
  nobodyHasFaults(all());
});
