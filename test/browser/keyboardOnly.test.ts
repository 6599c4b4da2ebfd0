// A whole call of three by keyboard alone, on defaults, from the set-up link to the copied report. Nobody touches a mouse; nobody's focus falls off the page.
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tellOnFailure } from "./callWays.ts";
import { PARCEL_CALL } from "./conversations.ts";
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
  pickFromList,
  press,
  seesTheFocus,
  tabTo,
  write,
} from "./keyboardOnlyHands.ts";
import {
  bar,
  button,
  clipboard,
  everybody,
  heading,
  headlineOn,
  link,
  nobodyHasFaults,
  saved,
  sees,
  seesNoLonger,
  settleBar,
  sheetOf,
  stepByStep,
} from "./ways.ts";

const TOM_SAID = "Only a stock phrase, and then twice";

/** Opening, Empathy, Finding the need, Identity check, Resolution, Correct information, Promises and policy, Waiting, Next step. */
const DANA = ["y", "4", "4", "y", "4", "3", "3", "a", "y"];
const AISHA = ["y", "5", "4", "y", "5", "3", "2", "a", "y"];
const TOM_AFTER_EMPATHY = ["4", "y", "3", "3", "2", "a", "y"];

describe("a call of three by keyboard alone", () => {
  let plumb: Plumb;
  let browser: Browser;
  let dana: Hands;
  let tom: Hands;
  let aisha: Hands;
  let all: Hands[] = [];
  let teamLink = "";

  beforeAll(async () => {
    [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
    dana = await hands(browser, "Dana");
    tom = await hands(browser, "Tom");
    aisha = await hands(browser, "Aisha", { width: 1440, dark: true });
    all = [dana, tom, aisha];
  });
  afterAll(async () => {
    await browser.close();
    await plumb.stop();
  });
  tellOnFailure(() => all);
  stepByStep();

  const scores = async ({ page }: Hands, keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const criterion = (one: Hands, name: string) => sees(sheetOf(one.page).getByRole("heading", { level: 2, name: new RegExp(`^${name}`) }));
  const atCriterion = (name: string) => everybody(all, ({ page }) => sees(page.getByRole("heading", { level: 1, name, exact: true })));
  const dialog = ({ page }: Hands): Locator => page.getByRole("dialog");
  const ownPart = ({ page }: Hands): Locator => page.getByRole("region", { name: "Your part" });
  /** a press just after the step has appeared counts as the second half of the one before: pressed until it is taken */
  const takesStep = async (one: Hands, name: string | RegExp) => {
    const step = button(bar(one.page), name);
    await step.waitFor();
    await waitFor(async () => {
      // on a busy machine the press before may be taken only now, and there is nothing left to press
      if (await step.isHidden()) return true;
      const reached = await tabTo(one, step).then(
        () => true,
        async (error) => {
          if (await step.isVisible()) throw error;
          return false;
        },
      );
      if (reached) await one.page.keyboard.press("Enter");
      return step.waitFor({ state: "hidden", timeout: 1_500 }).then(
        () => true,
        () => false,
      );
    }, `the step “${name}” to be taken`);
    await cameAlong(one);
  };

  test("the set-up link: the name first, then the team, then Start", async () => {
    const { page } = dana;
    await page.goto(plumb.setupLink);
    await sees(heading(page, "Set up your team"));
    await isOn(dana, page.getByLabel("Your name"), "the first thing to say");
    await page.keyboard.type("Dana");
    await page.keyboard.press("Tab");
    await isOn(dana, page.getByLabel("Your team's name"), "the order of the form");
    await page.keyboard.type("Northgate Support");
    await press(dana, "Start using Plumb");
    await sees(heading(page, "Your first calibration call"));
    await cameAlong(dana);
  });

  test("the team link is copied from a dialog that gives the focus back", async () => {
    const { page } = dana;
    await opensAndReturns(dana, button(page, "Invite"), dialog(dana), async () => {
      await press(dana, "Copy the link", dialog(dana));
      await sees(button(dialog(dana), "Copied"));
      await hears(dana, /^Copied$/);
    });
    teamLink = await clipboard(page);
    expect(teamLink).toMatch(/\/enter#/);
  });

  test("a session from a pasted conversation", async () => {
    const { page } = dana;
    await followLink(dana, "New session");
    await sees(heading(page, "New session"));
    await isOn(dana, page.getByRole("textbox", { name: "Paste the conversation" }), "what is wanted first");
    await pasteHere(dana, PARCEL_CALL);
    await hears(dana, /14 turns/);
    // corrected and read again, without losing the place
    await press(dana, "Edit the text");
    await isOn(dana, page.getByRole("textbox", { name: "Paste the conversation" }), "to edit it");
    await press(dana, "Show as read");
    await cameAlong(dana);
    await press(dana, "Date, people and options");
    await seesTheFocus(dana);
    await page.keyboard.press("Enter");
    await press(dana, "Start");
    await page.waitForURL(/\/s\/[^/]+$/);
    await sees(heading(page, "We test the scorecard, not each other."));
    await cameAlong(dana);
  });

  test("the others come in by the team link: a name and one question", async () => {
    for (const [one, experience] of [
      [tom, "Under 6 months"],
      [aisha, "6 to 24 months"],
    ] as const) {
      const { page } = one;
      await page.goto(teamLink);
      await sees(heading(page, "Who is coming in?"));
      await isOn(one, page.getByLabel("Your name"), "the first thing to say");
      // sent too early: at the field that is wanted, and what is wanted is said
      await press(one, "Come in");
      await isOn(one, page.getByLabel("Your name"), "its name is missing");
      await hears(one, /^Choose one, so that newer people can explain first\.$/);
      await page.keyboard.type(one.name);
      await pick(one, "How long have you scored here?", experience);
      await press(one, "Come in");
      await page.waitForURL(/\/s\//);
      await sees(heading(page, "We test the scorecard, not each other."));
      await cameAlong(one);
    }
    await sees(heading(dana.page, "3 here"));
  });

  test("people, menus and dialogs give the focus back to what opened them", async () => {
    const { page } = dana;
    await opensAndReturns(dana, button(page, /^People: /), dialog(dana), async () => {
      await opensAndReturns(dana, button(dialog(dana), "Correct this"), page.getByRole("dialog", { name: "About you" }));
    });
    await opensAndReturns(dana, button(page, "Look around"), page.getByRole("menu"));
    await opensAndReturns(dana, button(bar(page), "More"), page.getByRole("menu"));
    await fromMenu(dana, "More", "Link of the shared screen", bar(page));
    await isInside(dana, dialog(dana));
    await page.keyboard.press("Escape");
    await seesNoLonger(dialog(dana));
    await isOn(dana, button(bar(page), "More"), "the menu that led to the dialog");
    await tabTo(dana, bar(page).getByRole("switch", { name: "Door open" }));
    await page.keyboard.press(" ");
    await sees(bar(page).getByText("Door shut"));
    await page.keyboard.press(" ");
    await sees(bar(page).getByText("Door open"));
  });

  test("the screen changes under everybody, and takes them along", async () => {
    await takesStep(dana, /^Start silent review/);
    await everybody(all, async (one) => {
      await criterion(one, "Opening");
      await cameAlong(one);
    });
  });

  test("the whole sheet with single keys; a reason and back; the keys' own list", async () => {
    const { page } = tom;
    await opensAndReturns(tom, button(page, "Keys"), dialog(tom), async () => {
      // the switch inside is the first thing in it
      await tabTo(tom, dialog(tom).getByRole("switch"));
    });
    await page.keyboard.press("y");
    await hears(tom, /^Opening: Yes\. Now Empathy/);
    await criterion(tom, "Empathy");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("p");
    await hears(tom, /^Pinned .* to Empathy/);
    await page.keyboard.press("r");
    await isOn(tom, sheetOf(page).getByLabel("Reason", { exact: true }), "the reason one has asked for");
    await page.keyboard.type(TOM_SAID);
    await page.keyboard.press("Escape");
    await cameAlong(tom);
    expect(await sheetOf(page).getByLabel("Reason", { exact: true }).inputValue()).toBe(TOM_SAID);
    // the scale itself, reached and pressed: the focus goes on with the criterion
    await tabTo(tom, sheetOf(page).getByRole("group", { name: "Score for Empathy" }).getByRole("button", { name: /^2/ }));
    await page.keyboard.press("Enter");
    await criterion(tom, "Finding the need");
    await cameAlong(tom);
    await scores(tom, TOM_AFTER_EMPATHY);
    await saved(page, 9, 9);
    // back to one that is scored already, over the list
    await tabTo(
      tom,
      sheetOf(page)
        .getByRole("list", { name: "All criteria" })
        .getByRole("button", { name: /^Empathy/ }),
    );
    await page.keyboard.press("Enter");
    await criterion(tom, "Empathy");
    await cameAlong(tom);
    await scores(dana, DANA);
    await scores(aisha, AISHA);
    await everybody([dana, aisha], (one) => saved(one.page, 9, 9));
  });

  test("submitted, waited for, all in", async () => {
    await tom.page.keyboard.press("Control+Enter");
    await sees(heading(tom.page, "Submitted."));
    await hears(tom, /^Submitted$/);
    await cameAlong(tom);
    await press(tom, "Show my scores");
    await criterion(tom, "");
    await cameAlong(tom);
    await opensAndReturns(dana, button(bar(dana.page), "2 not in yet: who?"), dialog(dana));
    await press(dana, /^Submit$/, sheetOf(dana.page));
    await sees(heading(dana.page, "Submitted."));
    await cameAlong(dana);
    await press(aisha, /^Submit$/, sheetOf(aisha.page));
    await sees(heading(aisha.page, "Submitted."));
    await cameAlong(aisha);
    await hears(tom, /^All scores in$/);
    await hears(dana, /^All scores in$/);
  });

  test("the reveal is held by a key, said to everybody in one sentence, and takes everybody along", async () => {
    const { page } = dana;
    const hold = button(bar(page), "Hold to reveal");
    await tabTo(dana, hold);
    await page.keyboard.down(" ");
    await waitFor(async () => (await hold.getAttribute("data-holding")) === "true", "the press to begin");
    await page.keyboard.up(" ");
    await waitFor(async () => (await hold.getAttribute("data-holding")) === null, "the press to end");
    expect(await heading(page, "Submitted.").count()).toBe(1);
    await page.keyboard.down("Enter");
    await sees(page.getByText(/^Totals \d/));
    await page.keyboard.up("Enter");
    const sentence = "Six of nine criteria agree. Most apart: Empathy.";
    await everybody(all, async (one) => {
      await waitFor(async () => (await headlineOn(one.page)) === sentence, `the headline of ${one.name}`);
      await hears(one, new RegExp(`^Revealed\\. ${sentence.replaceAll(".", "\\.")}$`));
      await cameAlong(one);
    });
  });

  test("results: details and what agrees unfold and fold where one is", async () => {
    const { page } = tom;
    await tabTo(tom, button(page, "Details"));
    await page.keyboard.press("Enter");
    await sees(page.getByRole("table").first());
    await isOn(tom, button(page, "Details"), "it unfolds below");
    await page.keyboard.press("Enter");
    await tabTo(tom, button(page, /^Six agree: /));
    await page.keyboard.press("Enter");
    await sees(button(page, /Waiting/));
    // one's own look at a criterion, and back
    await press(tom, "Look at Promises and policy");
    await sees(page.getByRole("heading", { level: 1, name: "Promises and policy" }));
    await cameAlong(tom);
    await press(tom, "Back to the call");
    await sees(page.getByText(/^Totals \d/));
    await cameAlong(tom);
  });

  test("the first criterion is opened for all; Spoke and Pass, each in their turn", async () => {
    await takesStep(dana, "Discuss Empathy");
    await atCriterion("Empathy");
    await everybody(all, cameAlong);
    await hears(tom, /^Your turn · Empathy$/);
    await sees(tom.page.getByText(TOM_SAID));
    // a quote opens the transcript, and comes back
    await opensAndReturns(aisha, aisha.page.getByRole("region", { name: "Reasons" }).getByRole("button", { name: /^0:06/ }), dialog(aisha));
    await press(tom, "Spoke", ownPart(tom));
    await sees(button(ownPart(tom), "You spoke"));
    await cameAlong(tom);
    await hears(aisha, /^Your turn · Empathy$/);
    await press(aisha, "Pass", ownPart(aisha));
    await seesNoLonger(button(ownPart(aisha), "Pass"));
    await cameAlong(aisha);
    const order = dana.page.getByRole("region", { name: "Speaking order" });
    await press(dana, "I spoke", order);
    await sees(order.getByText("Everybody has been heard."));
    await cameAlong(dana);
    await hears(dana, /^Speaking order: Everybody has been heard\.$/);
    await hears(dana, /^Speaking order: Tom, then /);
  });

  test("a mind is changed, an objection raised; each dialog gives the focus back", async () => {
    await tabTo(tom, button(ownPart(tom), "Change my mind"));
    await tom.page.keyboard.press("Enter");
    await isInside(tom, dialog(tom));
    await pick(tom, "I would now say", "3", dialog(tom));
    await press(tom, "Change my mind", dialog(tom));
    await seesNoLonger(dialog(tom));
    await isOn(tom, button(ownPart(tom), "Change my mind"), "where the dialog was opened");
    await sees(dana.page.getByText("Tom would now say 3"));
    await tabTo(aisha, button(ownPart(aisha), "Object"));
    await aisha.page.keyboard.press("Enter");
    await isOn(aisha, dialog(aisha).getByRole("textbox"), "the one thing to write");
    await aisha.page.keyboard.type("The definition asks for the worry itself");
    await press(aisha, "Record objection", dialog(aisha));
    await seesNoLonger(dialog(aisha));
    await hears(aisha, /^Objection recorded\.$/);
    await isOn(aisha, button(ownPart(aisha), "Object"), "where the dialog was opened");
    await sees(dana.page.getByText("The definition asks for the worry itself"));
  });

  test("More, a re-vote, its reveal", async () => {
    const { page } = dana;
    const more = button(settleBar(page), "More");
    await tabTo(dana, more);
    await page.keyboard.press("Enter");
    // what has unfolded is where one is now; Escape folds it again
    await isInside(dana, settleBar(page).getByRole("group", { name: "More" }));
    await page.keyboard.press("Escape");
    await isOn(dana, more, "folded");
    await page.keyboard.press("Enter");
    await press(dana, "Open a re-vote", settleBar(page));
    await everybody(all, (one) => hears(one, /^Re-vote open on Empathy\.$/));
    await cameAlong(dana);
    await everybody(all, async (one) => {
      await pick(one, "Your vote", /^4/);
      await sees(one.page.getByText(/^You voted 4\./));
      await seesTheFocus(one);
    });
    await sees(page.getByText("3 of 3 voted"));
    await press(dana, "Reveal the re-vote");
    await everybody(all, async (one) => {
      await sees(heading(one.page, "From blind score to re-vote"));
      await hears(one, /^Re-vote revealed\.$/);
      await cameAlong(one);
    });
  });

  test("calibrated score, a note for next time, on to the next", async () => {
    const { page } = dana;
    await page.keyboard.press("w");
    await isOn(dana, settleBar(page).getByRole("textbox", { name: "Next time" }), "W for note");
    await page.keyboard.press("Escape");
    await cameAlong(dana);
    await pick(dana, "Calibrated score", "4", settleBar(page));
    await page.keyboard.press("w");
    await page.keyboard.type("score 4 when the worry is named");
    await press(dana, "Save & next", settleBar(page));
    await atCriterion("Promises and policy");
    await hears(dana, /^Empathy settled at 4\.$/);
    await everybody([tom, aisha], (one) => hears(one, /^(Your turn · )?Promises and policy$/));
    await everybody(all, cameAlong);
  });

  test("the next one with dissent, the last one parked", async () => {
    const { page } = dana;
    await press(dana, "More", settleBar(page));
    await pick(dana, "How it was settled", "With dissent", settleBar(page));
    await pick(dana, "Calibrated score", "2", settleBar(page));
    await press(dana, "Save & next", settleBar(page));
    await atCriterion("Resolution");
    await everybody(all, cameAlong);
    await press(dana, "More", settleBar(page));
    await tabTo(dana, button(settleBar(page), "Park"));
    await page.keyboard.press("Enter");
    await isInside(dana, dialog(dana));
    await page.keyboard.press("Escape");
    await seesNoLonger(dialog(dana));
    await isOn(dana, button(settleBar(page), "Park"), "where the dialog was opened");
    await page.keyboard.press("Enter");
    await pickFromList(dana, "Owner", "Tom", dialog(dana));
    await press(dana, "Park", dialog(dana));
    await everybody(all, async (one) => {
      await sees(one.page.getByText(/^2 of 9 settled/));
      await cameAlong(one);
    });
    await hears(dana, /^Resolution is parked\.$/);
  });

  test("what was the same everywhere is accepted in one press", async () => {
    await takesStep(dana, /^Accept \d identical$/);
    await everybody(all, ({ page }) => sees(page.getByText(/^8 of 9 settled/)));
  });

  test("actions: added, given an owner, confirmed by their owner, corrected, dropped", async () => {
    const { page } = dana;
    await takesStep(dana, "On to actions and close");
    await everybody(all, async (one) => {
      await sees(heading(one.page, /^Left open: /));
      await cameAlong(one);
    });
    await write(dana, "New action", "Write the refund times down");
    await pickFromList(dana, "Owner", "Tom");
    await press(dana, "Add action");
    await hears(dana, /^Action added\.$/);
    await cameAlong(dana);
    await hears(tom, /^Confirm your action$/);
    await press(tom, "Yes, mine: Write the refund times down");
    await sees(page.getByText("confirmed", { exact: true }));
    await cameAlong(tom);
    await write(dana, "New action", "Ask the depot");
    await page.keyboard.press("Enter");
    await sees(page.getByText("Ask the depot"));
    await opensAndReturns(dana, button(page, "Change: Ask the depot"), dialog(dana));
    await press(dana, "Drop: Ask the depot");
    await seesNoLonger(page.getByText("Ask the depot"));
    await cameAlong(dana);
  });

  test("closed, for everybody; the report is opened and copied", async () => {
    await takesStep(dana, "Close the session");
    await everybody(all, async (one) => {
      await sees(heading(one.page, "Closed. The report is ready."));
      await hears(one, /^Closed$/);
      await cameAlong(one);
    });
    const { page } = dana;
    await followLink(dana, "Open the report");
    await sees(button(page, "Copy as Markdown"));
    await cameAlong(dana);
    await press(dana, "Copy as Markdown");
    await waitFor(async () => (await clipboard(page)).startsWith("#"), "Markdown on the clipboard");
    await seesTheFocus(dana);
    expect(await clipboard(page)).toContain("score 4 when the worry is named");
    await followLink(tom, "Open the report");
    await sees(button(tom.page, "Copy as Markdown"));
    await cameAlong(tom);
    await followLink(tom, "Plumb");
    await sees(link(tom.page, "Scorecards"));
    await cameAlong(tom);
  });

  test("nobody touched a mouse, nobody's focus fell off the page, no page had a fault", () => {
    nobodyTouchedAMouse(all);
    nobodyLostTheirPlace(all);
    nobodyHasFaults(all);
  });
});
