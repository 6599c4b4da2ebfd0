// The first minute of everybody else: invited by the team link before there is anything to come into, a guest with six letters on a phone, a coach who only watches.
// Each page is looked at in both themes, at its width, by axe and for what sticks out.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { conversation, type Device } from "../server/harness.ts";
import { makeSession, makeTeam, onKnownDevice, type Player, received, tellOnFailure } from "./callWays.ts";
import { axe, inBothThemes, openBrowser, overflowsSideways, type Plumb, startPlumb, waitFor } from "./harness.ts";
import {
  button,
  enterByTeamLink,
  heading,
  nobodyHasFaults,
  type Person,
  sees,
  seesNoLonger,
  sheetOf,
  somebody,
  stepByStep,
} from "./ways.ts";

/** Longer than a phone is wide. */
const GIL = "Gilbert Wilhelm von Hohenstein-Schwarzenberg-Oldenburg";
/** An e-mail as it is pasted: nobody is named as its speaker. */
const EMAIL = {
  ...conversation("c1"),
  channel: "email" as const,
  transcript: ["Hello team,", "I was charged twice."].map((text) => ({ at: null, speaker: "", text })),
};

let plumb: Plumb;
let browser: Browser;
let admin: Device;
let fay: Player;
let rea: Person;
let gil: Person;
let oda: Person;
let sessionId = "";
let teamLink = "";

beforeAll(async () => {
  [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
  const known = await makeTeam(plumb);
  admin = known;
  teamLink = String((await admin.ask("GET", "/api/team")).body.teamLink);
  fay = await onKnownDevice(browser, plumb, known);
  rea = await somebody(browser, "Rea", { width: 768 });
  gil = await somebody(browser, GIL, { width: 400 });
  oda = await somebody(browser, "Oda", { width: 1440 });
});
afterAll(async () => {
  await browser?.close();
  await plumb?.stop();
});
tellOnFailure(() => [fay, rea, gil, oda].filter(Boolean));
stepByStep();

const looksRight = async ({ page }: Person | Player): Promise<void> => {
  await inBothThemes(page, async () => expect(await axe(page)).toEqual([]));
  expect(await overflowsSideways(page)).toBe(false);
};
const code = (): string => received(fay).session!.code;
const seat = (name: string) => received(fay).roster?.seats.find((each) => each.name === name);
const byLetters = async ({ page, name }: Person): Promise<void> => {
  await page.goto(`${plumb.url}/join`);
  await page.getByLabel("Six letters").fill(`${code().slice(0, 3).toLowerCase()} ${code().slice(3)}`);
  await button(page, "Join").click();
  await page.getByLabel("Your name").fill(name);
};

test("invited before there is a session: the link is called right and nobody is told that they are in", async () => {
  const { page } = rea;
  await page.goto(teamLink);
  await sees(heading(page, "No session is open just now"));
  expect(await page.getByText("You are in").count()).toBe(0);
  await looksRight(rea);
});

test("the team page says how guests come in, and with a session open it has its letters", async () => {
  const { page } = fay;
  await page.goto(`${plumb.url}/team`);
  const guests = page.getByRole("region", { name: "Guests" });
  await sees(guests.getByText(/^Every open session has its own letters/));
  sessionId = await makeSession(admin, [EMAIL]);
  await page.goto(`${plumb.url}/s/${sessionId}`);
  await waitFor(() => received(fay).session?.code, "the letters");
  await page.goto(`${plumb.url}/team`);
  await sees(guests.getByText(code()));
  await looksRight(fay);
  await page.goto(`${plumb.url}/s/${sessionId}`);
  await waitFor(() => received(fay).session?.doorOpen, "the open door");
});

test("the same link then leads in, and the first-timer's card says what matters to whoever scores", async () => {
  const { page } = rea;
  await button(page, "Try again").click();
  await sees(heading(page, "Who is coming in?"));
  await looksRight(rea);
  await enterByTeamLink(rea, teamLink, "Under 6 months");
  await sees(page.getByText(/^Your first time here\? Score what you hear/));
  await waitFor(() => seat("Rea")?.present, "Rea at the table");
  expect(seat("Rea")).toMatchObject({ guest: false, scores: true, role: "reviewer" });
});

test("with six letters on a phone: a guest, whose first hint speaks of tapping and goes with the first tap", async () => {
  const { page } = gil;
  await byLetters(gil);
  await page.getByText("6 to 24 months", { exact: true }).click();
  await looksRight(gil);
  await button(page, "Come in").click();
  await waitFor(() => seat(GIL)?.present, "Gilbert at the table");
  expect(seat(GIL)).toMatchObject({ guest: true, scores: true });
  const edges = await page
    .getByRole("listitem")
    .filter({ hasText: GIL })
    .evaluate((item, name) => {
      const words = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
      while (words.nextNode()) if (words.currentNode.nodeValue === name) break;
      const range = document.createRange();
      range.selectNodeContents(words.currentNode);
      const lines = [...range.getClientRects()].map(({ top, bottom, left }) => ({ top, bottom, left }));
      const dot = item.querySelector("[aria-hidden]")!.getBoundingClientRect();
      const last = [...item.querySelectorAll("span")].find((each) => each.textContent === "guest")!.getBoundingClientRect();
      return {
        lines,
        dot: { top: dot.top, bottom: dot.bottom, right: dot.right },
        below: item.getBoundingClientRect().bottom - last.bottom,
      };
    }, GIL);
  expect(edges.lines.length).toBeGreaterThan(1);
  expect(edges.dot.right).toBeLessThan(edges.lines[0]!.left);
  expect(edges.dot.top).toBeGreaterThan(edges.lines[0]!.top);
  expect(edges.dot.bottom).toBeLessThan(edges.lines[0]!.bottom);
  expect(edges.below).toBeGreaterThan(4);
  await button(page, "Score now").click();
  const begins = EMAIL.transcript.map(async ({ text }) => (await page.getByText(text).boundingBox())!.x);
  expect(new Set(await Promise.all(begins)).size).toBe(1);
  await sees(page.getByText("Read, then tap a score. The next criterion comes by itself."));
  await button(sheetOf(page), /^Yes/).tap();
  await seesNoLonger(page.locator('[data-hint="score"]'));
});

test("a coach who only watches is not asked how long they have scored, waits for nobody's roll, and is told what they will see", async () => {
  const { page } = oda;
  await byLetters(oda);
  await page.getByText("I only watch, I do not score", { exact: true }).click();
  await looksRight(oda);
  await button(page, "Come in").click();
  await sees(page.getByText(/^Your first time here\? You watch:/));
  await looksRight(oda);
  await waitFor(() => seat("Oda")?.present, "Oda at the table");
  expect(seat("Oda")).toMatchObject({ guest: true, scores: false, role: "observer" });
  expect(received(fay).progress!.map(({ expected }) => expected)).toEqual([3]);
  expect(await button(page, "Score now").count()).toBe(0);
});

test("a guest's start page leads nowhere that is closed to guests", async () => {
  const { page } = oda;
  await page.goto(plumb.url);
  await sees(button(page, "Continue on another device"));
  expect(await page.getByRole("navigation").count()).toBe(0);
  await looksRight(oda);
  await page.goto(`${plumb.url}/team`);
  await sees(page.getByRole("link", { name: "To the sessions" }));
  expect(await page.getByRole("navigation").count()).toBe(0);
  await looksRight(oda);
  nobodyHasFaults([fay, rea, gil, oda]);
});
