// A person is erased from the Team page while they look at a call: by keyboard alone, after their name is typed; their own page closes with plain words, the call goes on.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tellOnFailure } from "./callWays.ts";
import { PARCEL_CALL } from "./conversations.ts";
import { openBrowser, type Plumb, startPlumb } from "./harness.ts";
import { focusUnseen, wrongOn } from "./screenAudit.ts";
import {
  button,
  copyTeamLink,
  createSession,
  enterByTeamLink,
  everythingOn,
  heading,
  nobodyHasFaults,
  type Person,
  sees,
  seesNoLonger,
  setUpTeam,
  somebody,
  stepByStep,
} from "./ways.ts";

describe("erasing somebody", () => {
  let plumb: Plumb;
  let browser: Browser;
  let dana: Person;
  let tom: Person;
  let session = "";

  beforeAll(async () => {
    [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
    dana = await somebody(browser, "Dana");
    tom = await somebody(browser, "Tom");
  });
  afterAll(async () => {
    await browser.close();
    await plumb.stop();
  });
  tellOnFailure(() => [dana, tom]);
  stepByStep();

  test("somebody is in a call", async () => {
    await setUpTeam(dana, plumb);
    const teamLink = await copyTeamLink(dana);
    session = await createSession(dana, [PARCEL_CALL]);
    await enterByTeamLink(tom, teamLink, "Under 6 months");
    await sees(dana.page.getByText("Tom").first());
  });

  test("the dialog says what goes and what stays, in every width and theme, with a ring around what has the focus", async () => {
    const { page } = dana;
    await page.goto(`${plumb.url}/team`);
    await button(page, "More for Tom").click();
    await page.getByRole("menuitem", { name: "Erase for good" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Erase Tom for good?" });
    await sees(dialog);
    await button(dialog, "Erase for good").click();
    await sees(dialog.getByText("Type the name to say that you mean it."));
    expect([...(await wrongOn(page, "erasing")), ...(await focusUnseen(page, "erasing"))]).toEqual([]);
    await page.keyboard.press("Escape");
    await seesNoLonger(dialog);
  });

  test("by keyboard alone: the menu, the name, the button", async () => {
    const { page } = dana;
    await button(page, "More for Tom").focus();
    await page.keyboard.press("Enter");
    await sees(page.getByRole("menuitem", { name: "Erase for good" }));
    // upwards from the first is the last
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("alertdialog", { name: "Erase Tom for good?" });
    await sees(dialog);
    const field = dialog.getByLabel("To confirm, type the name: Tom");
    for (let tab = 0; tab < 3 && !(await field.evaluate((element) => element === document.activeElement)); tab++)
      await page.keyboard.press("Tab");
    await page.keyboard.type("tom");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await sees(page.getByText("Erased. The scores now belong to a former colleague."));
    await seesNoLonger(page.getByRole("listitem").filter({ hasText: "Tom" }));
  });

  test("their page is closed and says why; the call goes on without their name", async () => {
    await sees(heading(tom.page, "You were erased from Plumb."));
    await sees(tom.page.getByText("Your name and what you wrote were erased from Plumb."));
    await tom.page.goto(plumb.url);
    await sees(heading(tom.page, "Score together, blind. Talk about what differs."));
    await dana.page.goto(`${plumb.url}${session}`);
    await sees(dana.page.getByText("Former colleague").first());
    expect(await everythingOn(dana.page)).not.toMatch(/\bTom\b/);
    nobodyHasFaults([dana, tom]);
  });
});
