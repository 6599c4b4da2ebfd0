// Every screen on the way: nothing axe finds in light, dark and high contrast at 400, 1280 and 1440 pixels; nothing sticks out sideways, zoom cuts nothing, forced colours wipe nothing out.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tellOnFailure } from "./callWays.ts";
import { PARCEL_CALL, REFUND_CHAT } from "./conversations.ts";
import { openBrowser, type Plumb, startPlumb } from "./harness.ts";
import { focusUnseen, wrongInPrint, wrongOn } from "./screenAudit.ts";
import { wrongOnTheWall } from "./wallAudit.ts";
import {
  bar,
  button,
  choose,
  copyTeamLink,
  createSession,
  enterByTeamLink,
  everybody,
  heading,
  holdToReveal,
  link,
  nextConversation,
  nobodyHasFaults,
  openCriterion,
  type Person,
  scoreByKeyboard,
  sees,
  setUpTeam,
  settle,
  settleBar,
  sheetOf,
  somebody,
  startSilentReview,
  stepByStep,
  submit,
  takeStep,
} from "./ways.ts";

describe("every screen", () => {
  let plumb: Plumb;
  let browser: Browser;
  let dana: Person;
  let tom: Person;
  let wall: Person;
  let all: Person[] = [];
  let teamLink = "";
  let session = "";

  beforeAll(async () => {
    [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
    dana = await somebody(browser, "Dana");
    tom = await somebody(browser, "Tom");
    wall = await somebody(browser, "Wall");
    all = [dana, tom, wall];
  });
  afterAll(async () => {
    await browser.close();
    await plumb.stop();
  });
  tellOnFailure(() => all);
  stepByStep();

  const wrong: string[] = [];
  /** gathered, so that one screen's faults do not hide the next one's */
  const isFine = async (one: Person, screen: string) => {
    wrong.push(...(await wrongOn(one.page, screen)));
    if (screen.startsWith("shared screen")) wrong.push(...(await wrongOnTheWall(one.page)).map((each) => `${screen}: ${each}`));
  };
  const focusIsSeen = async (one: Person, screen: string) => void wrong.push(...(await focusUnseen(one.page, screen)));

  test("a page with faults is found out, so that what follows means something", async () => {
    await wall.page.goto("about:blank");
    await wall.page.setContent(`<!doctype html><html lang="en"><title>Broken</title><body style="margin: 0; background: white"><main><h1>Broken</h1>
      <p style="color: #999">hardly to be read</p>
      <div style="inline-size: 900px">wide</div>
      <button style="position: absolute; inset-inline-start: 300px; inline-size: 90px; overflow: hidden; white-space: nowrap; outline: none">Words that are cut off</button>
      <p><button aria-label="one" style="inline-size: 12px; padding: 0"></button><button aria-label="other" style="inline-size: 30px; block-size: 30px"></button></p>
      <span style="display: block; block-size: 9px; inline-size: 9px; background: green; border: 0"></span>
      <svg width="9" height="9" role="img" aria-label="a dot"><circle cx="5" cy="5" r="4" fill="white" /></svg></main></body></html>`);
    const found = [...(await wrongOn(wall.page, "it")), ...(await focusUnseen(wall.page, "it"))].join("\n");
    for (const fault of [
      "it at 1280, light: color-contrast",
      "it at 1280, dark, high contrast: color-contrast",
      "it sticks out sideways at 320",
      "it sticks out sideways at 768",
      "it at 400 % zoom: button “Words that are cut off” is outside",
      "it at 400 % zoom: button “Words that are cut off” is cut",
      "it at 1280: “one” (button) is 12 by",
      "it at 400: “one” (button) is 12 by",
      "it at 1280 in forced colours: the ground of span",
      "it at 400 in forced colours: a circle of “a dot”",
      "no ring around button “Words that are cut off”",
    ])
      expect(found).toContain(fault);
    // and what a room could not read
    await wall.page.setContent(`<!doctype html><html lang="en"><body style="margin: 0; font: 24px sans-serif"><div><main style="block-size: 80px; overflow: hidden"><p style="font-size: 23px">too small</p>
      <p>large enough</p><p style="position: absolute; inset-inline-start: 1200px; white-space: nowrap; margin: 0">words that run out</p>
      <svg role="img" width="60" height="60"><g><circle cx="8" cy="8" r="6" /></g><g><circle cx="40" cy="30" r="12" /><text x="30" y="30">4</text></g></svg></main></div>`);
    expect(await wrongOnTheWall(wall.page)).toEqual([
      "“too small” is 23.0 px",
      "“words that run out” runs out of the picture",
      expect.stringMatching(/^the page is cut: /),
      "a dot is 12.0 px across",
      "a dot with 4 is 24.0 px across",
    ]);
    // and what a box hides without a word, while the page itself is as large as the window
    await wall.page.setContent(`<!doctype html><html lang="en"><body style="margin: 0; font: 24px sans-serif"><div><main>
      <section style="block-size: 60px; overflow: hidden"><p>one</p><p>two</p></section>
      <section style="inline-size: 90px; overflow: clip; white-space: nowrap">beside the picture</section>
      <p style="inline-size: 90px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap">ends in dots on purpose</p></main></div>`);
    expect(await wrongOnTheWall(wall.page)).toEqual([
      expect.stringMatching(/^“one.*” is cut below: /s),
      expect.stringMatching(/^“beside the picture” is cut beside: /),
    ]);
  });

  test("outside: the start, the six letters, a link that opens nothing", async () => {
    await wall.page.goto(plumb.url);
    await sees(heading(wall.page, "Score together, blind. Talk about what differs."));
    await isFine(wall, "outside");
    await wall.page.goto(`${plumb.url}/join`);
    await sees(heading(wall.page, "Join with six letters"));
    await isFine(wall, "join");
    await wall.page.goto(`${plumb.url}/enter#nothing-here`);
    await sees(heading(wall.page, "This link opens nothing here"));
    await isFine(wall, "dead link");
  });

  test("setting up, the first page, a new session", async () => {
    await dana.page.goto(plumb.setupLink);
    await sees(heading(dana.page, "Set up your team"));
    await isFine(dana, "set-up");
    await focusIsSeen(dana, "set-up");
    await setUpTeam(dana, plumb);
    await isFine(dana, "first page");
    teamLink = await copyTeamLink(dana);
    await link(dana.page, "New session").click();
    await sees(heading(dana.page, "New session"));
    await isFine(dana, "new session");
    await focusIsSeen(dana, "new session");
    await dana.page.goto(plumb.url);
    session = await createSession(dana, [PARCEL_CALL, REFUND_CHAT]);
  });

  test("coming in and arriving", async () => {
    await tom.page.goto(teamLink);
    await sees(heading(tom.page, "Who is coming in?"));
    await isFine(tom, "enter");
    await focusIsSeen(tom, "enter");
    await enterByTeamLink(tom, teamLink, "Under 6 months");
    await sees(heading(tom.page, "2 here"));
    await isFine(tom, "arrival");
    await isFine(dana, "arrival of the facilitator");
    await button(dana.page, /^People: /).click();
    await sees(dana.page.getByRole("dialog"));
    await isFine(dana, "people");
    await focusIsSeen(dana, "people");
    await dana.page.keyboard.press("Escape");
  });

  test("the door", async () => {
    await button(bar(dana.page), "More").click();
    await dana.page.getByRole("menuitem", { name: "Shut the door" }).click();
    await sees(bar(dana.page).getByText("Door shut"));
    await enterByTeamLink(wall, teamLink, "6 to 24 months");
    await sees(heading(wall.page, "Wall, you are at the door."));
    await isFine(wall, "at the door");
    await sees(dana.page.getByText("Wall is at the door."));
    await isFine(dana, "somebody at the door");
    await button(dana.page, "More about Wall at the door").click();
    await dana.page.getByRole("menuitem", { name: "Turn away" }).click();
    await sees(heading(wall.page, "You were not let in."));
    await isFine(wall, "not let in");
  });

  test("the shared screen on arrival", async () => {
    await button(bar(dana.page), "More").click();
    await dana.page.getByRole("menuitem", { name: "Link of the shared screen" }).click();
    const dialog = dana.page.getByRole("dialog");
    await isFine(dana, "link of the shared screen");
    await button(dialog, "Copy the link").click();
    await sees(button(dialog, "Copied"));
    const screenLink = await dana.page.evaluate(() => navigator.clipboard.readText());
    await dana.page.keyboard.press("Escape");
    await wall.page.goto(screenLink);
    await sees(wall.page.getByText("2 people here"));
    await isFine(wall, "shared screen on arrival");
  });

  test("the score sheet, a reason, submitted", async () => {
    await startSilentReview(dana);
    await sees(sheetOf(tom.page));
    await isFine(tom, "score sheet");
    await focusIsSeen(tom, "score sheet");
    await isFine(dana, "score sheet of the facilitator");
    await isFine(wall, "shared screen in the review");
    await scoreByKeyboard(tom.page, ["y", { key: "2", reason: "Only a stock phrase" }, "4", "y"]);
    await tom.page.keyboard.press("r");
    await sees(sheetOf(tom.page).getByLabel("Reason", { exact: true }));
    await isFine(tom, "score sheet with a reason");
    await tom.page.keyboard.press("Escape");
    await scoreByKeyboard(tom.page, ["4", "3", "3", "a", "y"]);
    await submit(tom.page);
    await isFine(tom, "submitted");
    await scoreByKeyboard(dana.page, ["y", "5", "4", "y", "4", "3", "2", "a", "y"]);
    await button(bar(dana.page), / not in yet .*: who\?$/).click();
    await isFine(dana, "who is missing");
    await button(dana.page.getByRole("dialog"), "Wait").click();
    await submit(dana.page);
    await everybody([dana, tom], async ({ page }) => {
      await nextConversation(page);
      await scoreByKeyboard(page, ["y", "3", "4", "y", "4", "3", "3", "a", "y"]);
      await submit(page);
    });
    await isFine(dana, "all in");
  });

  test("results", async () => {
    await holdToReveal(dana, "keyboard");
    await sees(tom.page.getByText(/^Totals /));
    await isFine(tom, "results");
    await isFine(wall, "shared screen with results");
    await button(dana.page, "Details").click();
    await isFine(dana, "results of the facilitator with details");
    await focusIsSeen(dana, "results of the facilitator with details");
  });

  test("a criterion in discussion, its More, a re-vote", async () => {
    await openCriterion(dana, "Empathy", [tom]);
    await isFine(tom, "criterion of a reviewer");
    await isFine(wall, "shared screen with a criterion");
    await button(tom.page, "Read the conversation").click();
    await sees(tom.page.getByRole("dialog", { name: "Call 1" }).getByText("Finally. My parcel has been in your depot"));
    await isFine(tom, "the conversation read again");
    await focusIsSeen(tom, "the conversation read again");
    await tom.page.keyboard.press("Escape");
    await button(settleBar(dana.page), "More").click();
    await isFine(dana, "criterion of the lead with more");
    await focusIsSeen(dana, "criterion of the lead with more");
    await button(dana.page, "Open a re-vote").click();
    await sees(tom.page.getByRole("heading", { name: "Re-vote" }).or(tom.page.getByText("Hidden until it is revealed.")));
    await isFine(tom, "re-vote of a reviewer");
    await isFine(dana, "re-vote of the lead");
    await focusIsSeen(dana, "re-vote of the lead");
    await button(dana.page, "Cancel the re-vote").click();
    await settle(dana, "4", "score 4 when the worry is named");
    await settle(dana, "3");
    await takeStep(dana, /^Accept \d identical$/);
  });

  test("closing, closed, the report", async () => {
    await button(bar(dana.page), "More").click();
    await dana.page.getByRole("menuitem", { name: "Finish early" }).click();
    await sees(heading(tom.page, /^Left open: /));
    await dana.page.getByLabel("New action").fill("Write the refund times down");
    await choose(dana.page, "Owner", "Tom");
    await button(dana.page, "Add action").click();
    await sees(tom.page.getByText("Write the refund times down"));
    await isFine(dana, "closing");
    await focusIsSeen(dana, "closing");
    await isFine(tom, "closing of a reviewer");
    await isFine(wall, "shared screen at the close");
    await takeStep(dana, "Close the session");
    await sees(heading(tom.page, "Closed. The report is ready."));
    await isFine(dana, "closed");
    await dana.page.goto(`${plumb.url}${session}/report`);
    await sees(button(dana.page, "Copy as Markdown"));
    await isFine(dana, "report");
    await focusIsSeen(dana, "report");
    wrong.push(...(await wrongInPrint(dana.page)));
  });

  test("the house: sessions, team, scorecards, next week", async () => {
    const { page } = dana;
    await page.goto(plumb.url);
    await sees(heading(page, "No session is open"));
    await isFine(dana, "sessions");
    await link(page, "Next week from the last one").click();
    await sees(heading(page, "Next week's session"));
    await button(page, "Date, people and options").click();
    await isFine(dana, "next week with options");
    await page.goto(`${plumb.url}/team`);
    await sees(page.getByText("Tom"));
    await isFine(dana, "team");
    await focusIsSeen(dana, "team");
    await button(page, "People who left, and guests").click();
    await sees(page.getByText("Guest", { exact: true }));
    await isFine(dana, "team with people who left");
    await button(page, "More for Tom").click();
    await page.getByRole("menuitem", { name: "Erase for good" }).click();
    await sees(page.getByRole("alertdialog", { name: "Erase Tom for good?" }));
    await button(page.getByRole("alertdialog"), "Erase for good").click();
    await sees(page.getByText("Type the name to say that you mean it."));
    await isFine(dana, "erasing somebody");
    await focusIsSeen(dana, "erasing somebody");
    await button(page.getByRole("alertdialog"), "Keep").click();
    await page.goto(`${plumb.url}/scorecards`);
    await sees(heading(page, "Scorecards"));
    await isFine(dana, "scorecards");
    await link(page, "General support").first().click();
    await page.waitForURL(/\/scorecards\/./);
    await sees(page.getByText("Empathy"));
    await isFine(dana, "scorecard");
    await focusIsSeen(dana, "scorecard");
  });

  test("nothing is wrong with any of them", () => {
    expect(wrong).toEqual([]);
    nobodyHasFaults(all);
  });
});
