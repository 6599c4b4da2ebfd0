// The ways people go through Plumb, each as one small function. They end when their person sees the outcome, and assert it.
import type { Browser, Locator, Page } from "playwright-core";
import { afterEach, beforeEach, expect } from "vitest";
import { type Arrived, arrivedText, listen } from "./callWays.ts";
import { type Look, type Plumb, person, type Someone, waitFor } from "./harness.ts";

export type Experience = "Under 6 months" | "6 to 24 months" | "Longer than 2 years";

/** One row of a score sheet: the key that scores it, and perhaps a reason typed before. */
export type Answer = string | { key: string; reason: string };

export const button = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole("button", { name, exact: typeof name === "string" });
export const link = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole("link", { name, exact: typeof name === "string" });
export const heading = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole("heading", { name, exact: typeof name === "string" });
export const bar = (page: Page): Locator => page.getByRole("region", { name: "Facilitator's bar" });

export const sees = (place: Locator): Promise<void> => place.first().waitFor({ state: "visible" });
export const seesNoLonger = (place: Locator): Promise<void> => place.first().waitFor({ state: "hidden" });

/** Everything of the page that could give something away: text, attributes, title, values. */
export const everythingOn = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      `${document.documentElement.outerHTML} ${[...document.querySelectorAll("input,textarea")].map((each) => (each as HTMLInputElement).value).join(" ")}`,
  );

export const tabSays = (page: Page, title: RegExp): Promise<boolean> =>
  waitFor(async () => title.test(await page.title()), `a tab that says ${title}`).catch(async (error) => {
    throw new Error(`${String(error)}; it says “${await page.title()}”`);
  });

export const everybody = <One extends Someone, Result>(people: readonly One[], act: (one: One) => Promise<Result>): Promise<Result[]> =>
  Promise.all(people.map(act));

export function nobodyHasFaults(people: readonly Someone[]): void {
  expect(people.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`))).toEqual([]);
}

export async function setUpTeam(admin: Someone, plumb: Plumb, team = "Northgate Support"): Promise<void> {
  const { page } = admin;
  await page.goto(plumb.setupLink);
  await sees(heading(page, "Set up your team"));
  await page.getByLabel("Your name").fill(admin.name);
  await page.getByLabel("Your team's name").fill(team);
  await button(page, "Start using Plumb").click();
  await sees(heading(page, "Your first calibration call"));
}

export const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

/** The permanent team link, as somebody copies it from the sessions page into the calendar. */
export async function copyTeamLink(admin: Someone): Promise<string> {
  const { page } = admin;
  await button(page, "Invite").click();
  const dialog = page.getByRole("dialog");
  await button(dialog, "Copy the link").click();
  await sees(button(dialog, "Copied"));
  const teamLink = await clipboard(page);
  await button(dialog, "Close").click();
  await seesNoLonger(dialog);
  return teamLink;
}

/** What a browser does on paste: the whole text at once. */
async function paste(field: Locator, text: string): Promise<void> {
  await field.fill(text);
}

/** Everything on defaults: paste, Start. Gives the session's path, "/s/…". */
export async function createSession(facilitator: Someone, conversations: readonly string[]): Promise<string> {
  const { page } = facilitator;
  await link(page, "New session").click();
  await sees(heading(page, "New session"));
  return startWith(facilitator, conversations);
}

/** On the page of a new session: pastes what there is and presses Start. */
export async function startWith(facilitator: Someone, conversations: readonly string[]): Promise<string> {
  const { page } = facilitator;
  for (const [index, text] of conversations.entries()) {
    if (index > 0) await button(page, "Add another conversation").click();
    const block = page.getByRole("article", { name: `Conversation ${index + 1}` });
    await paste(block.getByRole("textbox").first(), text);
    await sees(button(block, "Edit the text"));
  }
  await button(page, "Start").click();
  await page.waitForURL(/\/s\/[^/]+$/);
  return new URL(page.url()).pathname;
}

/** By the team link on a device that Plumb does not know: a name and one question. Ends at the door or in the session. */
export async function enterByTeamLink(one: Someone, teamLink: string, experience: Experience): Promise<void> {
  const { page } = one;
  await page.goto(teamLink);
  await sees(heading(page, "Who is coming in?"));
  await page.getByLabel("Your name").fill(one.name);
  await page.getByText(experience, { exact: true }).click();
  await button(page, "Come in").click();
  await page.waitForURL(/\/s\//);
}

export const sheetOf = (page: Page): Locator => page.getByRole("region", { name: "Your scores" });
export const saved = (page: Page, scored: number, of: number): Promise<void> =>
  sees(
    sheetOf(page)
      .locator("footer")
      .filter({ hasText: `${scored} of ${of}` })
      .filter({ hasText: "Saved" }),
  );

/** Scores one criterion after the other with single keys, a reason before its score where there is one. */
export async function scoreByKeyboard(page: Page, answers: readonly Answer[]): Promise<void> {
  for (const answer of answers) {
    if (typeof answer !== "string") {
      await page.keyboard.press("r");
      const field = sheetOf(page).getByLabel("Reason", { exact: true });
      await field.waitFor();
      await waitFor(() => field.evaluate((element) => element === document.activeElement), "the reason field to have the focus");
      await page.keyboard.insertText(answer.reason);
      await page.keyboard.press("Escape");
    }
    await page.keyboard.press(typeof answer === "string" ? answer : answer.key);
  }
}

const KEY_LABELS: Record<string, RegExp> = { y: /^Yes/, n: /^No(?!t|\/)/, a: /^N\/A/ };

/** The same with a thumb: each tap on the scale moves on by itself. */
export async function scoreByTouch(page: Page, answers: readonly Answer[]): Promise<void> {
  for (const answer of answers) {
    const key = typeof answer === "string" ? answer : answer.key;
    if (typeof answer !== "string") {
      await button(sheetOf(page), "Add reason").tap();
      await sheetOf(page).getByLabel("Reason", { exact: true }).fill(answer.reason);
    }
    const name = await sheetOf(page).getByRole("heading", { level: 2 }).first().textContent();
    await sheetOf(page)
      .getByRole("group", { name: /^Score for / })
      .getByRole("button", { name: KEY_LABELS[key] ?? new RegExp(`^${key}`) })
      .tap();
    if (answer !== answers.at(-1))
      await waitFor(
        async () => (await sheetOf(page).getByRole("heading", { level: 2 }).first().textContent()) !== name,
        `the criterion after ${name}`,
      );
  }
}

export async function submit(page: Page): Promise<void> {
  await page.keyboard.press("Control+Enter");
  await sees(heading(page, "Submitted."));
}

/** After the last score of one conversation: on to the next one that is not submitted yet. */
export async function nextConversation(page: Page): Promise<void> {
  await button(page, "Next conversation").click();
  await seesNoLonger(heading(page, "Submitted."));
}

/** The bar's next step. A press just after it has appeared counts as the second half of a double click: pressed until it is taken. */
export async function takeStep(facilitator: Someone, name: string | RegExp): Promise<void> {
  const step = button(bar(facilitator.page), name);
  await step.waitFor();
  await waitFor(async () => {
    // on a busy machine the press before may be taken only now, and there is nothing left to press
    await step.click({ timeout: 1_500 }).catch(() => null);
    return step.waitFor({ state: "hidden", timeout: 1_500 }).then(
      () => true,
      () => false,
    );
  }, `the step “${name}” to be taken`);
}

export async function startSilentReview(facilitator: Someone): Promise<void> {
  await takeStep(facilitator, /^Start silent review/);
  await sees(sheetOf(facilitator.page));
}

/** Holds Reveal until the results are there, then lets go. */
export async function holdToReveal(facilitator: Someone, by: "keyboard" | "pointer"): Promise<void> {
  const { page } = facilitator;
  const hold = button(bar(page), "Hold to reveal");
  await hold.waitFor();
  const results = page
    .getByRole("main")
    .getByRole("heading", { level: 1 })
    .filter({ hasText: /agree|apart|compare/ });
  const shown = async () => ((await results.count()) > 0 ? await results.first().textContent() : null);
  // the results of an earlier conversation may still stand there
  const before = await shown();
  const opened = () =>
    waitFor(async () => {
      const now = await shown();
      return now !== null && (now !== before || !(await hold.isVisible()));
    }, "the scores to open");
  if (by === "keyboard") {
    await hold.focus();
    await page.keyboard.down(" ");
    await opened();
    await page.keyboard.up(" ");
  } else {
    await hold.hover();
    await page.mouse.down();
    await opened();
    await page.mouse.up();
  }
}

/** The one sentence over the results, on anybody's screen. */
export const headlineOn = async (page: Page): Promise<string> =>
  ((await page.getByRole("main").getByRole("heading", { level: 1 }).first().textContent()) ?? "").replaceAll(/\s+/g, " ").trim();

/** The bar's button that opens the next criterion; everybody's screen follows. */
export async function openCriterion(facilitator: Someone, name: string, others: readonly Someone[] = []): Promise<void> {
  await takeStep(facilitator, new RegExp(`^(Discuss|Next:) ${name}$`));
  await everybody([facilitator, ...others], ({ page }) => sees(page.getByRole("heading", { level: 1, name, exact: true })));
}

export const settleBar = (page: Page): Locator => page.getByRole("region", { name: "Calibrated score" });

/** A tap on a value, perhaps a note for next time, then on: to the next criterion or back to the results. */
export async function settle(facilitator: Someone, value: string, note?: string): Promise<void> {
  const { page } = facilitator;
  const foot = settleBar(page);
  await foot
    .getByRole("radiogroup", { name: "Calibrated score" })
    .locator("label", { hasText: new RegExp(`^${value}$`) })
    .click();
  if (note !== undefined) {
    const field = foot.getByRole("textbox", { name: "Next time" });
    await field.click();
    await field.pressSequentially(note);
  }
  const before = await page.getByRole("main").getByRole("heading", { level: 1 }).first().textContent();
  await button(foot, /^Save( & next)?$/).click();
  await waitFor(
    async () => (await page.getByRole("main").getByRole("heading", { level: 1 }).first().textContent()) !== before,
    `what comes after ${before}`,
  );
}

/** One's own part of the speaking order. */
export const saySpoke = async (one: Someone): Promise<void> => {
  const foot = one.page.getByRole("region", { name: "Your part" });
  await button(foot, "Spoke").click();
  await sees(button(foot, "You spoke"));
};

export type Person = Someone & { arrived: Arrived[] };

/** A person on a device that Plumb does not know yet, with everything that reaches their browser written down. */
export async function somebody(browser: Browser, name: string, look?: Look): Promise<Person> {
  const one = await person(browser, name, look);
  return { ...one, arrived: listen(one.page) };
}

/** kill -9 and a new start; ends when everybody has the whole present state from the new one. */
export async function crash(plumb: Plumb, people: readonly Person[]): Promise<void> {
  const at = Date.now();
  await plumb.crash();
  const isNew = (one: Person) =>
    one.arrived.some((frame) => frame.at > at && frame.text.startsWith('42["view"') && frame.text.includes('"now":'));
  for (const one of people) await waitFor(() => isNew(one), `${one.name} connected to the new server`);
}

/** The steps of one call: after one that failed the others are not tried. */
export function stepByStep(): void {
  let broken = false;
  beforeEach(({ skip }) => {
    if (broken) skip("an earlier step failed");
  });
  afterEach(({ task }) => {
    if (task.result?.state === "fail") broken = true;
  });
}

/** Nothing of these words is on anybody's page or has reached anybody's browser, except at the one who wrote them. */
export async function onlyTheirAuthorsHave(people: readonly Person[], said: ReadonlyMap<Person, readonly string[]>): Promise<void> {
  for (const reader of people) {
    const page = await everythingOn(reader.page);
    const arrived = arrivedText(reader);
    for (const [author, words] of said)
      for (const word of words) {
        if (author === reader) continue;
        expect(page.includes(word), `“${word}” of ${author.name} on the page of ${reader.name}`).toBe(false);
        expect(arrived.includes(word), `“${word}” of ${author.name} reached the browser of ${reader.name}`).toBe(false);
      }
  }
}

/** What a person picks from a list. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).selectOption({ label: option });
}
