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
  gil = await somebody(browser, "Gil", { width: 400 });
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
  sessionId = await makeSession(admin, [conversation("c1")]);
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
  await waitFor(() => seat("Gil")?.present, "Gil at the table");
  expect(seat("Gil")).toMatchObject({ guest: true, scores: true });
  await button(page, "Score now").click();
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
  nobodyHasFaults([fay, rea, gil, oda]);
});
