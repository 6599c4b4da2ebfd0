// The second week made from the first: same people, scorecard and hour a week later; what was left comes along, hidden scores still hidden; what was agreed stands beside its criterion.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tellOnFailure } from "./callWays.ts";
import { PARCEL_CALL, REFUND_CHAT, SEAT_EMAIL } from "./conversations.ts";
import { openBrowser, type Plumb, startPlumb, waitFor } from "./harness.ts";
import {
  bar,
  button,
  choose,
  copyTeamLink,
  createSession,
  enterByTeamLink,
  everybody,
  everythingOn,
  heading,
  holdToReveal,
  link,
  nextConversation,
  nobodyHasFaults,
  openCriterion,
  type Person,
  saved,
  scoreByKeyboard,
  sees,
  settle,
  setUpTeam,
  sheetOf,
  somebody,
  startSilentReview,
  stepByStep,
  submit,
  tabSays,
  takeStep,
} from "./ways.ts";

const DAY_MS = 86_400_000;
const NOTE = "score 3 when only a stock phrase was said";
const OWNED = "Write the refund times into the knowledge base";
const UNOWNED = "Ask the depot about unreadable labels";
const HELD = "The rent was the real worry";

describe("the second week", () => {
  let plumb: Plumb;
  let browser: Browser;
  let dana: Person;
  let tom: Person;
  let lena: Person;
  let all: Person[] = [];
  let teamLink = "";
  let first = "";
  let second = "";

  const day = (at: number) =>
    new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "Europe/Madrid" }).format(at);
  const rowOf = (one: Person, name: string | RegExp) => one.page.getByRole("listitem").filter({ has: link(one.page, name) });
  const startsAt = async (one: Person, path: string): Promise<number> => {
    const answer = await one.page.request.get(`${plumb.url}/api/sessions`);
    const { sessions } = (await answer.json()) as { sessions: { sessionId: string; startsAt: number }[] };
    return sessions.find(({ sessionId }) => path.endsWith(sessionId))?.startsAt ?? Number.NaN;
  };

  beforeAll(async () => {
    [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
    dana = await somebody(browser, "Dana");
    tom = await somebody(browser, "Tom");
    lena = await somebody(browser, "Lena", { width: 1440 });
    all = [dana, tom, lena];
  });
  afterAll(async () => {
    await browser.close();
    await plumb.stop();
  });
  tellOnFailure(() => all);
  stepByStep();

  test("the first week: one conversation discussed, one left hidden, one action owned and one not, closed early", async () => {
    await setUpTeam(dana, plumb);
    teamLink = await copyTeamLink(dana);
    first = await createSession(dana, [PARCEL_CALL, REFUND_CHAT]);
    await enterByTeamLink(tom, teamLink, "Under 6 months");
    await enterByTeamLink(lena, teamLink, "6 to 24 months");
    await startSilentReview(dana);
    await everybody(all, async (one) => {
      await sees(sheetOf(one.page));
      await scoreByKeyboard(one.page, ["y", one === tom ? "2" : "4", "4", "y", "4", "3", "3", "a", "y"]);
      await submit(one.page);
      await nextConversation(one.page);
      await scoreByKeyboard(one.page, one === tom ? ["n", { key: "5", reason: HELD }, "3"] : ["y", "4", "4", "y"]);
      await saved(one.page, one === tom ? 3 : 4, 9);
    });
    // the bar waits for everybody; opening one conversation all the same is one step aside
    await button(bar(dana.page), "3 not in yet for conversation 2: who?").click();
    await button(dana.page, "Open “Call 1” all the same").click();
    await holdToReveal(dana, "keyboard");
    await openCriterion(dana, "Empathy", [tom, lena]);
    await settle(dana, "3", NOTE);
    await takeStep(dana, "Accept 8 identical");
    await everybody(all, ({ page }) => sees(page.getByText("9 of 9 settled")));
    // the second one is not scored to the end: early is a normal end
    await button(bar(dana.page), "More").click();
    await dana.page.getByRole("menuitem", { name: "Finish early" }).click();
    await sees(heading(dana.page, "Left open: one conversation still hidden."));
    await dana.page.getByLabel("New action").fill(OWNED);
    await choose(dana.page, "Owner", "Tom");
    await button(dana.page, "Add action").click();
    await sees(dana.page.getByText(OWNED));
    await dana.page.getByLabel("New action").fill(UNOWNED);
    await button(dana.page, "Add action").click();
    await sees(dana.page.getByText(UNOWNED));
    await takeStep(dana, "Close the session");
    await everybody(all, ({ page }) => sees(heading(page, "Closed. The report is ready.")));
  });

  test("the list of sessions: state, date, range and open actions", async () => {
    await dana.page.goto(plumb.url);
    await sees(heading(dana.page, "No session is open"));
    const row = rowOf(dana, /^Northgate Support, week \d+$/);
    const text = (await row.innerText()).replaceAll(/\s+/g, " ");
    expect(text).toContain("Closed");
    expect(text).toContain(day(await startsAt(dana, first)));
    expect(text).toContain("Totals 79–87");
    expect(text).toContain("2 open actions");
  });

  test("next week's session comes with people, scorecard and hour, the open actions and what stayed hidden", async () => {
    const { page } = dana;
    await link(page, "Next week from the last one").click();
    await sees(heading(page, "Next week's session"));
    const week = await startsAt(dana, first);
    await sees(page.getByText(new RegExp(`week \\d+ · ${day(week + 7 * DAY_MS)} .*· 60 min · everybody$`)));
    const actions = page.getByRole("region", { name: "Open actions, looked at first" });
    await sees(actions.getByRole("listitem").filter({ hasText: OWNED }).filter({ hasText: "Tom" }));
    await sees(actions.getByRole("listitem").filter({ hasText: UNOWNED }).filter({ hasText: "unowned" }));
    const carried = page.getByRole("region", { name: "Carried over, still hidden" });
    expect(await carried.getByRole("switch").first().isChecked()).toBe(true);
    const block = page.getByRole("article", { name: "Conversation 1" });
    await block.getByRole("textbox").first().fill(SEAT_EMAIL);
    await button(page, "Start").click();
    await page.waitForURL((url) => /\/s\/[^/]+$/.test(url.pathname) && url.pathname !== first);
    second = new URL(page.url()).pathname;
    expect(await startsAt(dana, second)).toBe(week + 7 * DAY_MS);
    await sees(page.getByText("Everybody scores the same 2 conversations alone."));
    const who = page.getByRole("region", { name: "Who is here" });
    for (const { name } of all) await sees(who.getByRole("listitem").filter({ hasText: name }));
  });

  test("the same team link knows everybody's device: straight in, with the seat that waited", async () => {
    await everybody([tom, lena], async ({ page }) => {
      await page.goto(teamLink);
      await page.waitForURL((url) => url.pathname === second);
      await sees(heading(page, "3 here"));
    });
    expect(await tom.page.getByText(/first time here/).count()).toBe(0);
  });

  test("last session's actions come first, and their owner ticks them in one tap", async () => {
    await takeStep(dana, "Start with last session's actions");
    await everybody(all, ({ page }) => sees(heading(page, "2 actions from last time are open.")));
    await tabSays(tom.page, /^Your action from last time · /);
    await tabSays(lena.page, /^Last session's actions · /);
    await sees(tom.page.getByRole("region", { name: "Yours" }).getByText(OWNED));
    expect(await button(lena.page, /^Done: /).count()).toBe(0);
    await button(tom.page, `Done: ${OWNED}`).click();
    await everybody(all, ({ page }) => sees(heading(page, "1 action from last time is open.")));
    await tabSays(tom.page, /^Last session's actions · /);
  });

  const EMPATHY = /^Empathy ?: ?/;

  test("what stayed hidden is there with one's own scores as drafts, and nobody else's", async () => {
    await startSilentReview(dana);
    await everybody(all, async (one) => {
      const { page } = one;
      await sees(page.getByText("Conversation 1 of 2"));
      if ((await page.getByText("I was charged twice").count()) === 0) await page.keyboard.press("]");
      await sees(page.getByText("I was charged twice for the March invoice"));
      await saved(page, one === tom ? 3 : 4, 9);
      await tabSays(page, one === tom ? /^Score: 15 left · / : /^Score: 14 left · /);
    });
    for (const one of [dana, lena]) expect(await everythingOn(one.page)).not.toContain(HELD);
    await button(tom.page, /^Empathy ?: ?5/).click();
    await sees(tom.page.getByText(HELD));
  });

  test("last week's note stands beside its criterion while it is scored", async () => {
    await everybody([dana, lena], ({ page }) => button(page, EMPATHY).click());
    await everybody(all, ({ page }) => sees(page.getByText(`Last time: ${NOTE}`)));
  });

  test("… and again when it is disputed", async () => {
    await everybody(all, async (one) => {
      const { page } = one;
      await scoreByKeyboard(page, one === tom ? ["5", "y", "4", "3", "3", "a", "y"] : ["2", "4", "3", "3", "a", "y"]);
      await saved(page, 9, 9);
      await submit(page);
      await nextConversation(page);
      await scoreByKeyboard(page, ["y", one === tom ? "5" : "2", "4", "y", "4", "3", "3", "a", "y"]);
      await submit(page);
    });
    await holdToReveal(dana, "pointer");
    await button(dana.page, "Discuss Empathy").first().click();
    await everybody(all, async ({ page }) => {
      await sees(page.getByRole("heading", { level: 1, name: "Empathy" }));
      const lastTime = page.getByRole("complementary", { name: "Last time" });
      await sees(lastTime.getByText(NOTE));
      await sees(lastTime.getByText(/settled at 3, Northgate Support, week \d+/));
    });
  });

  test("a closed session is opened again, and that is on the record", async () => {
    const { page } = dana;
    await page.goto(`${plumb.url}${first}`);
    await sees(heading(page, "Closed. The report is ready."));
    await button(page, "Reopen").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Why").fill("The label action got lost");
    await button(dialog, "Reopen").click();
    await sees(heading(page, /^Left open: /));
    await takeStep(dana, "Close the session");
    await sees(page.getByText("Closed 2 times; the last time counts."));
    await page.goto(`${plumb.url}${first}/report`);
    await sees(page.getByText(/^Reopened .* by Dana: The label action got lost$/));
  });

  test("the sample session is one click away, outside all figures, and gone with one more", async () => {
    const { page } = dana;
    await page.goto(plumb.url);
    await sees(heading(page, /^Northgate Support, week \d+$/));
    const before = await page.getByRole("main").getByRole("heading", { level: 1 }).textContent();
    await button(page, "Open the sample session").click();
    await page.waitForURL((url) => /^\/s\/[^/]+$/.test(url.pathname) && ![first, second].includes(url.pathname));
    await sees(page.getByText("Everybody scores the same 2 conversations alone."));
    await page.goto(plumb.url);
    const sample = rowOf(dana, "Sample session");
    await sees(sample.getByText("Sample", { exact: true }));
    // the week is still the team's own, and nobody else has the sample in their list
    expect(await page.getByRole("main").getByRole("heading", { level: 1 }).textContent()).toBe(before);
    await tom.page.goto(plumb.url);
    await sees(heading(tom.page, before ?? ""));
    expect(await rowOf(tom, "Sample session").count()).toBe(0);
    await button(sample, "More for Sample session").click();
    await page.getByRole("menuitem", { name: "Delete the sample" }).click();
    await sees(page.getByText("The sample is gone."));
    await waitFor(async () => (await rowOf(dana, "Sample session").count()) === 0, "the sample to leave the list");
  });

  test("nobody's page had a fault on the way", () => {
    nobodyHasFaults(all);
  });
});
