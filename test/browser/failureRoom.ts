// The room in which things go wrong: one server, a known team, and sessions of some of them in real browsers. Each test has people of its own.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { Conversation } from "../../shared/session/commands.ts";
import {
  addMembers,
  type Arrived,
  criterionId,
  does,
  listen,
  mainText,
  makeSession,
  makeTeam,
  member,
  onKnownDevice,
  type Player,
  received,
  submits,
  tellOnFailure,
} from "./callWays.ts";
import { openBrowser, type Plumb, person, type Someone, startPlumb, waitFor } from "./harness.ts";
import { button, everybody, heading, holdToReveal, nobodyHasFaults, sees } from "./ways.ts";

export const FIRST = "c1";
export const EMPATHY = criterionId("empathy");
export const SAID = "My parcel has been in your depot since Monday";
const PARCEL: Conversation = {
  conversationId: FIRST,
  title: "Parcel in the depot",
  channel: "phone",
  link: null,
  agent: null,
  why: null,
  transcript: [
    { at: 0, speaker: "Agent", text: "Good morning." },
    { at: 6, speaker: "Customer", text: `${SAID}.` },
  ],
};
/** Long enough for a page to be loaded again, short enough to wait for. */
const AWAY_AFTER = 3;

export type Name = "Fay" | "Lena" | "Ana" | "Ben" | "Carla" | "Omar";
export type Call = { sessionId: string } & Record<Lowercase<Name>, Player>;
type Seen = Someone & { arrived: Arrived[] };

/** Registers what starts and ends the room; gives what its tests do in it. */
export function roomWithFailures() {
  let plumb: Plumb;
  let browser: Browser;
  let known: Record<string, Awaited<ReturnType<typeof makeTeam>>> = {};
  let people: Seen[] = [];

  beforeAll(async () => {
    [plumb, browser] = await Promise.all([startPlumb({ AWAY_AFTER: String(AWAY_AFTER) }), openBrowser()]);
    const fay = await makeTeam(plumb);
    const others = await addMembers(plumb, fay, [
      member("Lena", "long", "lead"),
      member("Ana", "new"),
      member("Ben", "settled"),
      member("Carla", "long"),
      member("Omar", "settled"),
    ]);
    known = Object.fromEntries([fay, ...others].map((one) => [one.name, one]));
  });
  afterAll(async () => {
    await browser?.close();
    await plumb?.stop();
  });
  tellOnFailure(() => people);
  afterEach(async () => {
    const { length } = people.flatMap(({ faults }) => faults);
    await everybody(people, ({ context }) => context.close());
    const faulty = length > 0 ? people : [];
    people = [];
    nobodyHasFaults(faulty);
  });

  /** A session of these people, who all have it open. Fay facilitates and does not score. */
  const call = async (names: Name[], before?: (page: Page, name: Name) => Promise<void>): Promise<Call> => {
    const sessionId = await makeSession(known.Fay!, [PARCEL], {
      options: { facilitatorScores: false },
      personIds: names.map((name) => known[name]!.personId),
    });
    const players = await Promise.all(names.map((name) => onKnownDevice(browser, plumb, known[name]!)));
    people.push(...players);
    await everybody(players, async ({ page, name }) => {
      await before?.(page, name as Name);
      await page.goto(`${plumb.url}/s/${sessionId}`);
      await sees(heading(page, "We test the scorecard, not each other."));
    });
    return { sessionId, ...Object.fromEntries(players.map((one) => [one.name.toLowerCase(), one])) } as Call;
  };
  /** Somebody Plumb does not know, at the six letters. */
  const stranger = async (name: string) => {
    const one = await person(browser, name);
    const arrived = listen(one.page);
    people.push({ ...one, arrived });
    return { ...one, arrived };
  };
  const comeInByCode = async ({ page, name }: Someone, code: string) => {
    await page.goto(`${plumb.url}/join`);
    await page.getByLabel("Six letters").fill(code);
    await button(page, "Join").click();
    await page.getByLabel("Your name").fill(name);
    await page.getByText("Under 6 months", { exact: true }).click();
    await button(page, "Come in").click();
    await page.waitForURL(/\/s\//);
  };
  const codeOf = (one: Player) => received(one).session!.code;
  const review = (facilitator: Player, sessionId: string) =>
    does(plumb, facilitator, sessionId, { type: "MoveFocus", focus: { kind: "review" } });
  const allIn = async (sessionId: string, scorers: readonly Player[]) => {
    for (const [index, one] of scorers.entries()) await submits(plumb, one, sessionId, FIRST, `y ${[2, 4, 5, 3][index]} 4 y 4 3 3 a y`);
  };
  const reveal = async (facilitator: Player) => {
    await holdToReveal(facilitator, "keyboard");
    await everybody(
      people.filter((one) => !one.page.isClosed()),
      ({ page }) => waitFor(async () => /agree|nothing to compare|Watch, or score first/.test(await mainText(page)), "the reveal"),
    );
  };
  const panelMenu = async (facilitator: Someone, of: string, entry: string) => {
    await button(facilitator.page, /^People: /).click();
    const panel = facilitator.page.getByRole("dialog");
    await button(panel, `More about ${of}`).click();
    await facilitator.page.getByRole("menuitem", { name: entry }).click();
  };
  const inHeader = (one: Someone, words: string | RegExp) => sees(one.page.getByRole("banner").getByText(words));
  const openEmpathy = async (by: Player, sessionId: string, others: readonly Player[]) => {
    await does(plumb, by, sessionId, { type: "OpenCriterion", conversationId: FIRST, criterionId: EMPATHY, readAloud: false });
    await everybody(others, ({ page }) => sees(page.getByRole("heading", { level: 1, name: "Empathy", exact: true })));
  };
  /** One more page or device of somebody, looked after like the others. */
  const joins = (one: Seen) => people.push(one);
  /** The browser is gone, with everything in it. */
  const loses = async (...lost: Seen[]) => {
    people = people.filter((one) => !lost.includes(one));
    await everybody(lost, ({ context }) => context.close());
  };
  const comesAgain = async (name: Name, sessionId: string) => {
    const one = await onKnownDevice(browser, plumb, known[name]!);
    people.push(one);
    await one.page.goto(`${plumb.url}/s/${sessionId}`);
    return one;
  };
  return {
    plumb: () => plumb,
    call,
    stranger,
    comeInByCode,
    codeOf,
    review,
    allIn,
    reveal,
    panelMenu,
    inHeader,
    openEmpathy,
    joins,
    loses,
    comesAgain,
  };
}
