// Every page outside the call by keyboard alone: the start, a new session, scorecards pasted and edited in place, the team, six letters, the door, the report, the shared screen.
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeTeam, tellOnFailure } from "./callWays.ts";
import { PARCEL_CALL, REFUND_CHAT } from "./conversations.ts";
import { openBrowser, type Plumb, startPlumb, waitFor } from "./harness.ts";
import {
  cameAlong,
  followLink,
  fromMenu,
  type Hands,
  hands,
  hears,
  isInside,
  isOn,
  nobodyLostTheirPlace,
  nobodyTouchedAMouse,
  opensAndReturns,
  pasteHere,
  pick,
  placeOn,
  pickFromList,
  press,
  seesTheFocus,
  tabTo,
  write,
} from "./keyboardOnlyHands.ts";
import { bar, button, clipboard, heading, link, nobodyHasFaults, sees, seesNoLonger, stepByStep } from "./ways.ts";

const CELLS = [
  ["Section", "Criterion", "Weight", "Scale", "Definition"],
  ["Contact", "Greeting", "10", "yes/no", "Says the company's name and their own in the first turn."],
  ["Contact", "Empathy", "30", "1-5", "Names what the customer is going through before solving it."],
  ["Solution", "Right answer", "60", "1-5", "What is said is true for this customer and this contract."],
]
  .map((row) => row.join("\t"))
  .join("\n");

describe("every page by keyboard alone", () => {
  let plumb: Plumb;
  let browser: Browser;
  let fay: Hands;
  let guest: Hands;
  let all: Hands[] = [];
  let session = "";

  beforeAll(async () => {
    [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
    const known = await makeTeam(plumb);
    fay = await hands(browser, "Fay");
    guest = await hands(browser, "Gil");
    const cookies = known.cookie().split("; ");
    await fay.context.addCookies(
      cookies.map((pair) => ({ name: pair.split("=")[0]!, value: pair.slice(pair.indexOf("=") + 1), url: plumb.url })),
    );
    all = [fay, guest];
  });
  afterAll(async () => {
    await browser.close();
    await plumb.stop();
  });
  tellOnFailure(() => all);
  stepByStep();

  const dialog = ({ page }: Hands): Locator => page.getByRole("dialog");

  test("a mouse, a focus nobody sees and one that falls off the page are found out, so that what follows means something", async () => {
    const clumsy = await hands(browser, "Clumsy");
    const { page } = clumsy;
    await page.goto(plumb.url);
    await sees(heading(page, "Score together, blind. Talk about what differs."));
    nobodyTouchedAMouse([clumsy]);
    await page.mouse.click(5, 5);
    await waitFor(() => clumsy.told.some(({ what }) => what === "pointer"), "the click to be told");
    expect(() => nobodyTouchedAMouse([clumsy])).toThrow();
    await page.evaluate(() => {
      document.body.innerHTML =
        '<button style="outline: none">bare</button><div style="position: fixed; inset: 0; background: white"></div>';
      document.querySelector("button")?.focus();
    });
    expect(await placeOn(page)).toMatchObject({ wrong: "has no visible ring" });
    await page.evaluate(() => document.querySelector("button")?.setAttribute("style", "outline: 2px solid green"));
    expect((await placeOn(page)).wrong).toMatch(/^is covered by/);
    // what had the focus is known from pictures: at least one is drawn with it
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.evaluate(() => document.querySelector("button")?.remove());
    await waitFor(() => clumsy.told.some(({ what }) => what === "lost"), "the loss to be told");
    expect(() => nobodyLostTheirPlace([clumsy])).toThrow();
    await clumsy.context.close();
  });

  test("the first Tab leads past the bar to the content; nothing is out of order on the start page", async () => {
    const { page } = fay;
    await page.goto(plumb.url);
    await sees(heading(page, "Your first calibration call"));
    await page.keyboard.press("Tab");
    await isOn(fay, button(page, "Skip to the content"), "first of all");
    await page.keyboard.press("Enter");
    await isOn(fay, page.getByRole("main"), "the content");
    await page.keyboard.press("Tab");
    await isOn(fay, link(page, "New session"), "the first thing to do");
    await opensAndReturns(fay, button(page, "Invite"), dialog(fay));
    await opensAndReturns(fay, button(page, "Continue on another device"), dialog(fay));
    await opensAndReturns(fay, button(page, "Light or dark"), page.getByRole("menu"));
    await opensAndReturns(fay, button(page, /^Language/), page.getByRole("menu"));
    await fromMenu(fay, "Light or dark", "Dark");
    await isOn(fay, button(page, "Light or dark"), "after the choice");
    await fromMenu(fay, "Light or dark", "As the system");
  });

  test("a new session: a second conversation, its options, a correction, Start", async () => {
    const { page } = fay;
    await followLink(fay, "New session");
    await sees(heading(page, "New session"));
    await isOn(fay, page.getByRole("textbox", { name: "Paste the conversation" }), "what is wanted first");
    // sent too early: why it does not start is said
    await press(fay, "Start");
    await hears(fay, /^Paste at least one conversation/);
    await tabTo(fay, page.getByRole("textbox", { name: "Paste the conversation" }));
    await pasteHere(fay, `${PARCEL_CALL}\n[1:55] Customer: My card is 4111 1111 1111 1111, by the way.`);
    await hears(fay, /card/i);
    await press(fay, "Replace the numbers with marks");
    await cameAlong(fay);
    await press(fay, "Add another conversation");
    const second = page.getByRole("article", { name: "Conversation 2" });
    await isOn(fay, second.getByRole("textbox").first(), "the place for the second");
    await pasteHere(fay, REFUND_CHAT);
    await hears(fay, /14 turns, Customer/);
    await press(fay, "Add another conversation");
    await press(fay, "Remove conversation 3");
    await cameAlong(fay);
    await press(fay, "Date, people and options");
    await pick(fay, "Names beside scores", "At the reveal");
    await write(fay, "Name of the session", "Monday's call");
    await press(fay, "Start");
    await page.waitForURL(/\/s\/[^/]+$/);
    session = new URL(page.url()).pathname;
    await sees(heading(page, "We test the scorecard, not each other."));
    await cameAlong(fay);
  });

  test("six letters, mistyped and typed; a shut door; let in by key, and the next one turned away", async () => {
    const { page } = fay;
    await tabTo(fay, bar(page).getByRole("switch", { name: "Door open" }));
    await page.keyboard.press(" ");
    await sees(bar(page).getByText("Door shut"));
    const code = (await page
      .getByText(/^[A-Z0-9]{6}$/)
      .first()
      .textContent())!.trim();
    await guest.page.goto(plumb.url);
    await sees(heading(guest.page, "Score together, blind. Talk about what differs."));
    const letters = guest.page.getByRole("textbox");
    await tabTo(guest, letters);
    await guest.page.keyboard.type("zzzzzz");
    await guest.page.keyboard.press("Enter");
    await sees(heading(guest.page, "Join with six letters"));
    await isOn(guest, letters, "to correct them");
    expect(await letters.getAttribute("aria-invalid")).toBe("true");
    await guest.page.keyboard.press("Control+a");
    await guest.page.keyboard.type(code.toLowerCase());
    await guest.page.keyboard.press("Enter");
    await sees(heading(guest.page, "Who is coming in?"));
    await isOn(guest, guest.page.getByLabel("Your name"), "the first thing to say");
    await guest.page.keyboard.type("Gil");
    await pick(guest, "How long have you scored here?", "6 to 24 months");
    await press(guest, "Come in");
    await sees(heading(guest.page, "Gil, you are at the door."));
    await cameAlong(guest);
    // a knock is said to whoever leads, and takes nobody's focus
    await hears(fay, /^Gil is at the door\./);
    await isOn(fay, bar(page).getByRole("switch", { name: "Door shut" }), "a knock moves nobody");
    await press(fay, "Let in");
    await seesNoLonger(page.getByText("Gil is at the door."));
    await cameAlong(fay);
    await sees(heading(guest.page, "We test the scorecard, not each other."));
    await hears(guest, /^You are in$/);
    await cameAlong(guest);
    const mallory = await hands(browser, "Mallory");
    all.push(mallory);
    await mallory.page.goto(`${plumb.url}/join#${code}`);
    await sees(heading(mallory.page, "Who is coming in?"));
    await isOn(mallory, mallory.page.getByLabel("Your name"), "the first thing to say");
    await mallory.page.keyboard.type("Mallory");
    await pick(mallory, "How long have you scored here?", "Under 6 months");
    await press(mallory, "Come in");
    await sees(heading(mallory.page, "Mallory, you are at the door."));
    await fromMenu(fay, "More about Mallory at the door", "Turn away");
    await sees(heading(mallory.page, "You were not let in."));
    await hears(mallory, /You were not let in\./);
    await cameAlong(fay);
    await followLink(mallory, "To the start");
    await cameAlong(mallory);
  });

  test("people: a role, an experience, a corrected name; a guest corrects their own", async () => {
    const { page } = fay;
    await press(fay, /^People: /);
    await isInside(fay, dialog(fay));
    await pickFromList(fay, "Role of Gil", "observer", dialog(fay));
    await seesTheFocus(fay);
    await pickFromList(fay, "Role of Gil", "reviewer", dialog(fay));
    await fromMenu(fay, "More about Gil", "Correct the name", dialog(fay));
    const renames = page.getByRole("dialog", { name: "Correct the name" });
    await isOn(fay, renames.getByRole("textbox"), "the one thing to write");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Gilles");
    await press(fay, "Save", renames);
    await seesNoLonger(renames);
    await isOn(fay, button(dialog(fay), "More about Gilles"), "the menu that led there");
    await page.keyboard.press("Escape");
    await isOn(fay, button(page, /^People: /), "where the list was opened");
    await press(guest, /^People: /);
    await press(guest, "Correct this", dialog(guest));
    const own = guest.page.getByRole("dialog", { name: "About you" });
    await isInside(guest, own);
    await write(guest, "Name", "fay", own);
    await press(guest, "Save", own);
    await isOn(guest, own.getByRole("textbox", { name: "Name" }), "the name that is taken");
    await write(guest, "Name", "Gil", own);
    await pick(guest, "How long you have scored here", "Under 6 months", own);
    await press(guest, "Save", own);
    await seesNoLonger(own);
    await isOn(guest, button(dialog(guest), "Correct this"), "where it was opened");
    await hears(guest, /^Saved$/);
    await sees(page.getByText("Gil", { exact: true }));
  });

  test("the shared screen holds nothing that takes the focus", async () => {
    const { page } = fay;
    await fromMenu(fay, "More", "Link of the shared screen", bar(page));
    await press(fay, "Copy the link", dialog(fay));
    await sees(button(dialog(fay), "Copied"));
    await page.keyboard.press("Escape");
    await isOn(fay, button(bar(page), "More"), "the menu that led there");
    const wall = await hands(browser, "Wall");
    all.push(wall);
    await wall.page.goto(await clipboard(page));
    await sees(wall.page.getByText("2 people here"));
    for (let tabs = 0; tabs < 3; tabs++) {
      await wall.page.keyboard.press("Tab");
      expect(await wall.page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
    }
  });

  test("a scorecard is pasted, then edited in place: fields, places, removal and its undoing, a refusal, the next version", async () => {
    const { page } = fay;
    await page.goto(`${plumb.url}/scorecards`);
    await sees(heading(page, "Scorecards"));
    await followLink(fay, "Paste from a spreadsheet");
    await isOn(fay, page.getByRole("textbox", { name: "Cells" }), "what is wanted first");
    await pasteHere(fay, CELLS);
    await sees(page.getByText("3 criteria in 2 sections"));
    await write(fay, "Name of the scorecard", "Monday's scorecard");
    await press(fay, "Save the scorecard");
    await sees(heading(page, "Monday's scorecard"));
    await hears(fay, /^Saved as version 1\./);
    await cameAlong(fay);
    const toggle = button(page, /^Empathy/);
    await tabTo(fay, toggle);
    await page.keyboard.press("Enter");
    await isOn(fay, toggle, "it unfolds below");
    await write(fay, "Definition", "Names the worry in own words.");
    await pickFromList(fay, "Scale", "1 to 3");
    await tabTo(fay, page.getByRole("switch", { name: "N/A is allowed" }));
    await page.keyboard.press(" ");
    await press(fay, "Move Empathy up");
    await hears(fay, /^Empathy moved to place 1\.$/);
    // it is the first now: what one pressed is no more, and one is beside it
    await cameAlong(fay);
    await isOn(fay, button(page, "Move Empathy down"), "beside what cannot be pressed any more");
    await press(fay, "Remove Greeting");
    await hears(fay, /^Greeting is removed\./);
    await cameAlong(fay);
    await press(fay, "Bring back");
    await sees(button(page, /^Greeting/));
    await cameAlong(fay);
    await press(fay, "Add a criterion", page.getByRole("region", { name: "Contact" }));
    await isOn(fay, page.getByRole("textbox", { name: "Name", exact: true }).last(), "the new one's name");
    await press(fay, "Save as version 2");
    await hears(fay, /to correct before saving/);
    await write(fay, "Name", "Opening", page.getByRole("listitem").filter({ has: page.getByText("New criterion") }));
    await write(fay, "Definition", "Opens within three rings.", page.getByRole("listitem").filter({ has: button(page, /^Opening/) }));
    await press(fay, "Save as version 2");
    await hears(fay, /^Saved as version 2\./);
    await sees(page.getByText(/^Version 2\./));
    await cameAlong(fay);
    await fromMenu(fay, "More", "Put this scorecard away");
    await sees(heading(page, "Scorecards"));
    await cameAlong(fay);
  });

  test("the team: somebody is added, changed, removed after a question; settings change where one is", async () => {
    const { page } = fay;
    await followLink(fay, "Team");
    await sees(heading(page, "Northgate Support"));
    await cameAlong(fay);
    await tabTo(fay, button(page, "Add a person"));
    await page.keyboard.press("Enter");
    const name = dialog(fay).getByRole("textbox", { name: "Name" });
    await isOn(fay, name, "the first thing to say");
    await press(fay, "Add a person", dialog(fay));
    await isOn(fay, name, "what is missing");
    await page.keyboard.type("Ben");
    await press(fay, "Add a person", dialog(fay));
    await seesNoLonger(dialog(fay));
    await hears(fay, /^Ben is on the team\./);
    await isOn(fay, button(page, "Add a person"), "where it was opened");
    await fromMenu(fay, "More for Ben", "Change");
    await isInside(fay, dialog(fay));
    await pickFromList(fay, "Role", "Lead", dialog(fay));
    await press(fay, "Save", dialog(fay));
    await seesNoLonger(dialog(fay));
    await isOn(fay, button(page, "More for Ben"), "the menu that led there");
    await fromMenu(fay, "More for Ben", "Remove");
    const question = page.getByRole("alertdialog", { name: "Remove Ben?" });
    await isInside(fay, question);
    await press(fay, "Keep", question);
    await isOn(fay, button(page, "More for Ben"), "the menu that led there");
    await fromMenu(fay, "More for Ben", "Remove");
    await press(fay, "Remove", question);
    await seesNoLonger(page.getByText("Ben", { exact: true }));
    await hears(fay, /^Ben is no longer on the team\./);
    await cameAlong(fay);
    const always = page.getByRole("switch", { name: /^Always ask at the door/ });
    await tabTo(fay, always, 60);
    await page.keyboard.press(" ");
    await hears(fay, /^Saved\.$/);
    await isOn(fay, always, "it is a setting, not a way");
  });

  test("the report: its ways out and its names, each reached and pressed", async () => {
    const { page } = fay;
    await page.goto(`${plumb.url}${session}/report`);
    await sees(button(page, "Copy as cells"));
    await press(fay, "Copy as cells");
    await waitFor(async () => (await clipboard(page)).includes("\t"), "cells on the clipboard");
    await seesTheFocus(fay);
    await tabTo(fay, button(page, "Named version"));
    await page.keyboard.press("Enter");
    await seesTheFocus(fay);
    await followLink(fay, "Sessions");
    await sees(heading(page, "Monday's call"));
    await cameAlong(fay);
    await opensAndReturns(fay, button(page, "Invite"), dialog(fay));
  });

  test("nobody touched a mouse, nobody's focus fell off the page, no page had a fault", () => {
    nobodyTouchedAMouse(all);
    nobodyLostTheirPlace(all);
    nobodyHasFaults(all);
  });
});
