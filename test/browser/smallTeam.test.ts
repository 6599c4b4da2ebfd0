// The small team's call, whole and on defaults alone: one facilitator-lead who scores, five reviewers, two pasted conversations, from the set-up link to the copied report. What each of the six sees at each step, on one server and on two nodes.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tellOnFailure } from "./callWays.ts";
import { PARCEL_CALL, REFUND_CHAT } from "./conversations.ts";
import { openBrowser, type Plumb, startPlumb, waitFor } from "./harness.ts";
import { startTwoNodes } from "./twoNodes.ts";
import {
  type Answer,
  bar,
  button,
  choose,
  clipboard,
  copyTeamLink,
  crash,
  enterByTeamLink,
  everybody,
  everythingOn,
  heading,
  headlineOn,
  holdToReveal,
  link,
  nextConversation,
  nobodyHasFaults,
  onlyTheirAuthorsHave,
  openCriterion,
  type Person,
  saved,
  saySpoke,
  scoreByKeyboard,
  scoreByTouch,
  sees,
  seesNoLonger,
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

const because = (key: string, reason: string): Answer => ({ key, reason });
const TOM_SAID = "Only a stock phrase, and then twice";
const LENA_SAID = "She named the party in words of her own";
const OMAR_SAID = "He argued about Friday instead";
const BEA_SAID = "The agent read the address out first";

/** Opening, Empathy, Finding the need, Identity check, Resolution, Correct information, Promises and policy, Waiting, Next step. */
const CALL: Record<string, Answer[]> = {
  Dana: ["y", "4", "4", "y", "4", "3", "3", "a", "y"],
  Tom: ["y", because("2", TOM_SAID), "4", "y", "4", "3", "2", "a", "y"],
  Aisha: ["y", "5", "4", "y", "5", "3", "3", "a", "y"],
  Lena: ["y", because("4", LENA_SAID), "4", "y", "4", "3", "3", "a", "y"],
  Omar: ["y", because("2", OMAR_SAID), "4", "y", "4", "3", "3", "a", "y"],
  Bea: ["y", "4", "4", "y", "5", "3", "3", "a", "y"],
};
const AS_ALL: Answer[] = ["y", "3", "4", "y", "4", "3", "3", "a", "y"];
const CHAT: Record<string, Answer[]> = { Bea: ["y", "3", "4", because("n", BEA_SAID), "4", "3", "3", "a", "y"] };
const BEFORE_THE_CRASH = 5;

const PLACES: [name: string, start: () => Promise<Plumb>][] = [
  ["one server with everything embedded", () => startPlumb()],
  ["two nodes on one Redis, people split over both", startTwoNodes],
];

describe.each(PLACES)("the small team's call on %s", (_name, start) => {
  let plumb: Plumb;
  let browser: Browser;
  let dana: Person;
  let tom: Person;
  let aisha: Person;
  let lena: Person;
  let omar: Person;
  let bea: Person;
  let all: Person[] = [];
  let reviewers: Person[] = [];
  let teamLink = "";
  let hidden: Map<Person, string[]>;

  beforeAll(async () => {
    [plumb, browser] = await Promise.all([start(), openBrowser()]);
    dana = await somebody(browser, "Dana");
    tom = await somebody(browser, "Tom", { width: 1280 });
    aisha = await somebody(browser, "Aisha", { width: 700, dark: true });
    lena = await somebody(browser, "Lena", { width: 1440 });
    omar = await somebody(browser, "Omar", { width: 400 });
    bea = await somebody(browser, "Bea");
    reviewers = [tom, aisha, lena, omar, bea];
    all = [dana, ...reviewers];
    hidden = new Map([
      [tom, [TOM_SAID]],
      [lena, [LENA_SAID]],
      [omar, [OMAR_SAID]],
      [bea, [BEA_SAID]],
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await plumb.stop();
  });
  tellOnFailure(() => all);
  stepByStep();

  const scores = (one: Person, answers: readonly Answer[]) =>
    one === omar ? scoreByTouch(one.page, answers) : scoreByKeyboard(one.page, answers);
  /** At reading size while its author speaks, else behind their initials. */
  const seesReason = async (page: Page, name: string, score: string, words: string) => {
    const chip = button(page, `Reason of ${name}, who scored ${score}`);
    // the author's own page may for a moment still show it as held too: seen means seen among the reasons
    const said = page.getByRole("region", { name: "Reasons" }).getByText(words);
    await sees(said.or(chip));
    if (!(await said.isVisible())) await chip.click();
    await sees(said);
  };
  const criterionName = (one: Person) => sheetOf(one.page).getByRole("heading", { level: 2 });

  test("the set-up link asks for a name and a team, nothing else", async () => {
    await setUpTeam(dana, plumb);
    await tabSays(dana.page, /^Your first calibration call · Plumb$/);
    teamLink = await copyTeamLink(dana);
    expect(teamLink).toMatch(new RegExp(`^${plumb.url}/enter#\\S+$`));
  });

  test("two conversations are pasted, recognised and started; everything else stays closed", async () => {
    const { page } = dana;
    await link(page, "New session").click();
    const first = page.getByRole("article", { name: "Conversation 1" });
    await first.getByRole("textbox").first().fill(PARCEL_CALL);
    await sees(first.getByText("14 turns, Agent, Customer"));
    await button(page, "Add another conversation").click();
    const second = page.getByRole("article", { name: "Conversation 2" });
    await second.getByRole("textbox").first().fill(REFUND_CHAT);
    await sees(second.getByText("14 turns, Customer, Agent"));
    expect(await button(page, "Date, people and options").getAttribute("aria-expanded")).toBe("false");
    await button(page, "Start").click();
    await page.waitForURL(/\/s\/[^/]+$/);
    await sees(heading(page, "We test the scorecard, not each other."));
    await tabSays(page, /^Score: 18 left · Northgate Support, week \d+ · Plumb$/);
    await sees(bar(page).getByText("Door open"));
  });

  test("the team link seats the five others at once, because the door is open", async () => {
    await enterByTeamLink(tom, plumb.at(teamLink, 1), "Under 6 months");
    await enterByTeamLink(aisha, plumb.at(teamLink, 2), "Under 6 months");
    await enterByTeamLink(lena, plumb.at(teamLink, 3), "6 to 24 months");
    await enterByTeamLink(omar, plumb.at(teamLink, 4), "6 to 24 months");
    await enterByTeamLink(bea, plumb.at(teamLink, 5), "Longer than 2 years");
    await everybody(all, async (one) => {
      await sees(heading(one.page, "6 here"));
      const who = one.page.getByRole("region", { name: "Who is here" });
      for (const { name } of all) await sees(who.getByRole("listitem").filter({ hasText: name }));
      await tabSays(one.page, /^Score: 18 left · /);
    });
    await everybody(reviewers, async ({ page }) => {
      expect(await bar(page).count()).toBe(0);
      expect(await page.getByText("Door open").count()).toBe(0);
    });
    // how long somebody has scored here is asked, and shown to nobody else
    for (const { page } of reviewers.filter((one) => one !== bea)) expect(await page.getByText(/longer than 2 years/i).count()).toBe(0);
  });

  test("with the silent review everybody has their own sheet before them, and nobody anybody else's", async () => {
    await startSilentReview(dana);
    await everybody(all, async (one) => {
      await sees(criterionName(one).filter({ hasText: "Opening" }));
      await sees(one.page.getByText(/^1[45]:\d\d left$/));
    });
    await everybody(all, (one) => scores(one, CALL[one.name]!.slice(0, BEFORE_THE_CRASH)));
    await everybody(all, ({ page }) => saved(page, BEFORE_THE_CRASH, 9));
    await tabSays(tom.page, /^Score: 13 left · /);
    await onlyTheirAuthorsHave(all, hidden);
  });

  test("the server dies while they score: everybody is back at the same criterion, with every score", async () => {
    await crash(plumb, all);
    await everybody(all, async (one) => {
      await sees(criterionName(one).filter({ hasText: "Correct information" }));
      await saved(one.page, BEFORE_THE_CRASH, 9);
    });
    await tom.page.reload();
    await sees(criterionName(tom).filter({ hasText: "Correct information" }));
    await saved(tom.page, BEFORE_THE_CRASH, 9);
  });

  test("both sheets are handed in; who is in is counted for all, named for the facilitator alone", async () => {
    await everybody(all, async (one) => {
      await scores(one, CALL[one.name]!.slice(BEFORE_THE_CRASH));
      await saved(one.page, 9, 9);
      await tabSays(one.page, /^Score: 9 left · /);
    });
    await submit(tom.page);
    await everybody(all, ({ page }) => sees(button(page, /^People: Scores (in: 1 of 6|1\/6)$/)));
    await button(bar(dana.page), "5 not in yet for conversation 1: who?").click();
    const missing = dana.page.getByRole("dialog");
    for (const { name } of all.filter((one) => one !== tom)) await sees(missing.getByRole("listitem").filter({ hasText: name }));
    expect(await missing.getByRole("listitem").count()).toBe(5);
    await button(missing, "Wait").click();
    await everybody(
      all.filter((one) => one !== tom),
      ({ page }) => submit(page),
    );
    await everybody(all, async (one) => {
      await nextConversation(one.page);
      await scores(one, CHAT[one.name] ?? AS_ALL);
      await saved(one.page, 9, 9);
      await tabSays(one.page, /^Submit your scores · /);
      await submit(one.page);
    });
    await everybody(reviewers, async ({ page }) => {
      await tabSays(page, /^All scores in · /);
      // own scores are covered: somebody may be sharing this screen
      await sees(heading(page, "Submitted."));
      expect(await sheetOf(page).getByText("covered").count()).toBeGreaterThan(0);
    });
    await tabSays(dana.page, /^All scores in · /);
    await onlyTheirAuthorsHave(all, hidden);
  });

  test("a press that is let go reveals nothing", async () => {
    const hold = button(bar(dana.page), "Hold to reveal");
    await hold.focus();
    await dana.page.keyboard.down(" ");
    await waitFor(async () => (await hold.getAttribute("data-holding")) === "true", "the press to begin");
    await dana.page.keyboard.up(" ");
    await waitFor(async () => (await hold.getAttribute("data-holding")) === null, "the press to end");
    await everybody(all, async ({ page }) => {
      await sees(heading(page, "Submitted."));
      expect(await everythingOn(page)).not.toMatch(/scores \d to \d|Most apart/);
    });
  });

  test("held by the space bar: all scores open to everybody at once, without names and reasons", async () => {
    await holdToReveal(dana, "keyboard");
    await everybody(all, async (one) => {
      const { page } = one;
      await sees(page.getByText("Totals 74–96"));
      expect(await headlineOn(page)).toBe("Seven of nine criteria agree, one of them nearly. Most apart: Empathy.");
      await tabSays(page, /^Revealed · /);
      const rows = page.getByRole("list", { name: "Criteria that differ" });
      await sees(rows.getByText("scores 2 to 5"));
      expect(await rows.getByRole("listitem").count()).toBe(2);
      await sees(page.getByText("6 reviews"));
      await sees(page.getByText(/^Seven agree, one of them nearly: Opening, Finding the need, Identity check, Resolution, /));
      const main = await page.getByRole("main").innerHTML();
      for (const { name } of all) expect(main.includes(name), `${name} on the results of ${one.name}`).toBe(false);
    });
    // one's own answer is ringed, and said to those who do not see it
    await sees(tom.page.getByRole("img", { name: /^Empathy, .*Your answer: 2\./ }));
    await sees(aisha.page.getByRole("img", { name: /^Empathy, .*Your answer: 5\./ }));
    await onlyTheirAuthorsHave(all, hidden);
    for (const { page } of reviewers) expect(await button(page, /^Accept \d identical$/).count()).toBe(0);
  });

  test("Empathy is opened for all: names, the newest first, and only their reasons", async () => {
    await openCriterion(dana, "Empathy", reviewers);
    await everybody(all, async ({ page }) => {
      await sees(page.getByRole("img", { name: /2: (Tom and Omar|Omar and Tom)\..*5: Aisha\./ }));
      await seesReason(page, "Tom", "2", TOM_SAID);
    });
    await sees(lena.page.getByText("To discuss: 1 of 2"));
    // one band, one turn: both stand in front, in the order that was drawn, and the others come then
    await everybody([dana, lena, bea], ({ page }) =>
      sees(page.getByRole("region", { name: "Speaking order" }).getByText(/^(Tom and Aisha|Aisha and Tom)$/)),
    );
    await sees(tom.page.getByText("You and Aisha", { exact: true }));
    await sees(aisha.page.getByText("You and Tom", { exact: true }));
    await sees(lena.page.getByText("first, in any order"));
    await tabSays(tom.page, /^Your turn · Empathy · /);
    await tabSays(aisha.page, /^Your turn · Empathy · /);
    await tabSays(lena.page, /^Empathy · /);
    await tabSays(dana.page, /^Empathy · /);
    await sees(tom.page.getByText("Your turn: say why you scored 2."));
    expect(await bea.page.getByText(/^Your turn/).count()).toBe(0);
    const held = new Map(hidden);
    held.delete(tom);
    await onlyTheirAuthorsHave(all, held);
  });

  test("the server dies in the discussion: everybody is back at Empathy, with the same turn", async () => {
    await saySpoke(tom);
    await crash(plumb, all);
    await everybody(all, async ({ page }) => {
      await sees(page.getByRole("heading", { level: 1, name: "Empathy" }));
      await seesNoLonger(page.getByRole("status").filter({ hasText: /^Reconnecting/ }));
    });
    await sees(button(tom.page, "You spoke"));
    await tabSays(aisha.page, /^Your turn · Empathy · /);
    const held = new Map(hidden);
    held.delete(tom);
    await onlyTheirAuthorsHave(all, held);
  });

  test("when the newest have spoken, the next ones' reasons unfold; Next and Spoke go on from there", async () => {
    const order = dana.page.getByRole("region", { name: "Speaking order" });
    await button(order, "Aisha spoke").click();
    await everybody(all, async ({ page }) => {
      await seesReason(page, "Lena", "4", LENA_SAID);
      await seesReason(page, "Omar", "2", OMAR_SAID);
    });
    await tabSays(lena.page, /^Your turn · Empathy · /);
    await tabSays(omar.page, /^Your turn · Empathy · /);
    await saySpoke(omar);
    await button(order, /^Next/).click();
    await tabSays(bea.page, /^Your turn · Empathy · /);
    await onlyTheirAuthorsHave(all, new Map([[bea, [BEA_SAID]]]));
  });

  test("a tap on a value and a note for next time, and everybody is at the next criterion", async () => {
    await settle(dana, "4", "score 4 when the customer's own worry is named");
    await everybody(all, async ({ page }) => {
      await sees(page.getByRole("heading", { level: 1, name: "Promises and policy" }));
      await tabSays(page, /Promises and policy · /);
    });
    await settle(dana, "3");
    await everybody(all, async ({ page }) => {
      await sees(page.getByText("Calibrated: 4"));
      await sees(page.getByText("2 of 9 settled"));
    });
  });

  test("what was the same everywhere takes one tap, and “4 or 5?” one of its own", async () => {
    await takeStep(dana, "Accept 6 identical");
    await everybody(all, ({ page }) => sees(page.getByText("8 of 9 settled")));
    await sees(dana.page.getByText("Resolution: 4 or 5?"));
    expect(await tom.page.getByText("Resolution: 4 or 5?").count()).toBe(0);
    await button(dana.page, "Resolution: settle at 4").click();
    await everybody(all, async ({ page }) => {
      await sees(page.getByText("9 of 9 settled"));
      await sees(page.getByText("Calibrated total 87"));
    });
  });

  test("held by the pointer: the second conversation, whose auto-fail split comes first", async () => {
    await holdToReveal(dana, "pointer");
    await everybody(all, async ({ page }) => {
      await sees(page.getByText("Totals 0–83 (72–83 before auto-fail)"));
      expect(await headlineOn(page)).toBe("Eight of nine criteria agree. Most apart: Identity check.");
      await sees(page.getByText("Auto-fail: 1 of 6 totals becomes 0 instead of 72."));
      await sees(page.getByText("Auto-fail split"));
    });
    await openCriterion(dana, "Identity check", reviewers);
    await everybody(all, ({ page }) => sees(page.getByText(/^This decides the total: 0 or /)));
    await settle(dana, "Yes");
    await takeStep(dana, "Accept 8 identical");
    await everybody(all, ({ page }) => sees(page.getByText("Calibrated total 83")));
  });

  test("actions: one with an owner who confirms it, one that nobody has yet, said in plain sight", async () => {
    await takeStep(dana, "On to actions and close");
    await everybody(all, async ({ page }) => {
      await sees(heading(page, "Everything is settled."));
      await tabSays(page, /^Actions and report · /);
    });
    const { page } = dana;
    await page.getByLabel("New action").fill("Write the refund times into the knowledge base");
    await choose(page, "Owner", "Tom");
    await button(page, "Add action").click();
    await sees(page.getByText("Write the refund times into the knowledge base"));
    await page.getByLabel("New action").fill("Ask the depot about unreadable labels");
    await button(page, "Add action").click();
    await everybody(all, async (one) => {
      await sees(heading(one.page, "Left open: one action without an owner."));
      const depot = one.page.getByRole("listitem").filter({ hasText: "Ask the depot about unreadable labels" });
      await sees(depot.getByText("Unowned", { exact: true }));
    });
    await tabSays(tom.page, /^Confirm your action · /);
    await button(tom.page, "Yes, mine: Write the refund times into the knowledge base").click();
    await sees(dana.page.getByText("confirmed", { exact: true }));
    await tabSays(tom.page, /^Actions and report · /);
  });

  test("closed: everybody has the report before them", async () => {
    await takeStep(dana, "Close the session");
    await everybody(all, async ({ page }) => {
      await sees(heading(page, "Closed. The report is ready."));
      await tabSays(page, /^Closed · /);
      await sees(link(page, "Open the report"));
    });
  });

  test("the report is copied formatted, as cells and as Markdown, and names nobody's blind scores", async () => {
    await link(dana.page, "Open the report").first().click();
    await tabSays(dana.page, /^Report: Northgate Support, week \d+ · Plumb$/);
    const { page } = dana;
    await button(page, "Copy for a document or chat").click();
    await sees(button(page, "Copied"));
    const formatted = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return item ? { html: await (await item.getType("text/html")).text(), text: await (await item.getType("text/plain")).text() } : null;
    });
    await button(page, "Copy as cells").click();
    await waitFor(async () => (await clipboard(page)).includes("\t"), "cells on the clipboard");
    const cells = await clipboard(page);
    await button(page, "Copy as Markdown").click();
    await waitFor(async () => (await clipboard(page)).startsWith("#"), "Markdown on the clipboard");
    const markdown = await clipboard(page);
    expect(formatted?.text).toBe(markdown);
    for (const report of [formatted?.html ?? "", cells, markdown]) {
      expect(report).toMatch(/score 4 when the customer(&#39;|&#x27;|&apos;|'|’)s own worry is named/);
      expect(report).toContain("Write the refund times into the knowledge base");
      expect(report).toContain("Ask the depot about unreadable labels");
      expect(report).toContain("Empathy");
      for (const reason of [...hidden.values()].flat()) expect(report).not.toContain(reason);
    }
    expect(formatted?.html).toMatch(/<table/);
    expect(formatted?.html).not.toMatch(/<script|class=|<style/);
    const rows = cells.split(/\r?\n/).map((row) => row.split("\t"));
    expect(rows.some((row) => row[0] === "Empathy" || row[1] === "Empathy")).toBe(true);
    await everybody(reviewers, async (one) => {
      await link(one.page, "Open the report").first().click();
      await sees(
        one.page.getByText(/points apart from the calibrated score, on average over \d( of \d)? conversations?\.|No calibrated total yet/),
      );
    });
  });

  test("nobody's page had a fault on the way", () => {
    nobodyHasFaults(all);
  });
});
