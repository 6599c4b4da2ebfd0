// A newcomer alone with the address from the terminal: one click to a practice call, simulated reviewers join, score, speak and vote, and the whole hour can be
// rehearsed to its report. Hints teach on the way and stay away once they were read. And a sample session is filled with the same people.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { received, tellOnFailure } from "./callWays.ts";
import { REFUND_CHAT } from "./conversations.ts";
import { actsOn, countActs, counted } from "./counting.ts";
import { openBrowser, type Plumb, startPlumb, waitFor } from "./harness.ts";
import {
  bar,
  button,
  heading,
  holdToReveal,
  link,
  nobodyHasFaults,
  type Person,
  saved,
  scoreByKeyboard,
  sees,
  seesNoLonger,
  settleBar,
  sheetOf,
  somebody,
  stepByStep,
  submit,
  takeStep,
} from "./ways.ts";

const PATIENCE = 90_000;
const SHEET = ["y", "4", "n", "3", "2", "y"];
const GUESTS = ["Nina", "Felix", "Omar", "Grace", "Ruth"];

describe("a practice call", () => {
  let plumb: Plumb;
  let browser: Browser;
  let iris: Person;
  let acts = 0;
  beforeAll(async () => {
    [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
    iris = await somebody(browser, "Iris");
    await countActs(iris.page);
  });
  afterAll(async () => {
    await browser?.close();
    await plumb?.stop();
  });
  tellOnFailure(() => [iris]);
  stepByStep();

  const hint = (id: string) => iris.page.locator(`[data-hint="${id}"]`);
  const tally = async (): Promise<void> => {
    acts += counted(await actsOn(iris.page));
  };
  const progress = () => received(iris).progress ?? [];

  test("from the set-up address, with a name and a team, one click leads into it", async () => {
    const { page } = iris;
    await page.goto(plumb.setupLink);
    await page.getByLabel("Your name").fill("Iris");
    await page.getByLabel("Your team's name").fill("Northgate Support");
    await actsOn(page);
    await button(page, "Rehearse with a practice call").click();
    await page.waitForURL(/\/s\/[^/]+$/);
    expect(counted(await actsOn(page))).toBe(1);
    acts = 1;
    await sees(page.getByText("Practice: the others are simulated."));
  });

  test("five people come in, marked as new only who is; a hint says what the bar is for", async () => {
    const { page } = iris;
    const who = page.getByRole("region", { name: "Who is here" });
    for (const name of GUESTS) await waitFor(() => who.getByRole("listitem").filter({ hasText: name }).isVisible(), name, PATIENCE);
    expect(await who.getByRole("listitem").filter({ hasText: "Felix" }).getByText("First time").count()).toBe(0);
    await sees(who.getByRole("listitem").filter({ hasText: "Nina" }).getByText("First time"));
    await sees(hint("bar"));
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  test("they begin at a human pace, and nobody but the two early ones scores before Iris starts; one press makes them faster", async () => {
    const { page } = iris;
    await button(page, "Faster").click();
    await sees(button(page, "Slower"));
    await waitFor(() => progress()[0]?.in === 2, "the two who score ahead", PATIENCE);
    expect(progress()[0]!.names?.missing).toHaveLength(4);
  });

  test("they score while Iris does; the hint at the sheet goes with the first score, for ever", async () => {
    const { page } = iris;
    await takeStep(iris, /^Start silent review/);
    await sees(sheetOf(page));
    await sees(hint("score"));
    await scoreByKeyboard(page, SHEET.slice(0, 1));
    await seesNoLonger(hint("score"));
    await scoreByKeyboard(page, SHEET.slice(1));
    await saved(page, 6, 6);
    await submit(page);
    await waitFor(() => progress().every((each) => each.in === 6), "all six in", PATIENCE);
    expect(received(iris).results).toEqual({});
    expect(await hint("score").count()).toBe(0);
  });

  test("the first reveal, and what it took: at most 12 acts, six of them scores", async () => {
    const { page } = iris;
    await holdToReveal(iris, "pointer");
    await tally();
    expect(acts).toBeLessThanOrEqual(12);
    await sees(hint("resultsLead"));
    const [first] = Object.values(received(iris).results ?? {});
    expect(first!.reviews).toBe(6);
    expect(first!.rows.some(({ toDiscuss }) => toDiscuss)).toBe(true);
    await button(hint("resultsLead"), /^Got it/).click();
    await page.reload();
    await sees(bar(page));
    await sees(page.getByText("6 reviews"));
    expect(await page.locator("[data-hint]").count()).toBe(0);
    await sees(link(page, "Make your own session"));
  });

  test("opened, the newest speak first; all five are heard, their reasons unfold", async () => {
    const { page } = iris;
    await takeStep(iris, /^Discuss /);
    await sees(page.getByRole("region", { name: "Speaking order" }));
    const view = () => Object.values(Object.values(received(iris).discussion ?? {})[0] ?? {})[0];
    await waitFor(() => view()?.speaking?.order.some(({ state }) => state === "spoke"), "the first to have spoken", PATIENCE);
    const seats = received(iris).roster!.seats;
    const spoken = view()!.speaking!.order.filter(({ state }) => state === "spoke");
    expect(seats.find(({ seatId }) => seatId === spoken[0]!.seatId)?.name).toBe("Nina");
    await waitFor(() => (view()?.speaking?.order.filter(({ state }) => state === "spoke").length ?? 0) === 5, "all five heard", PATIENCE);
    expect(view()!.reasons.length).toBeGreaterThan(0);
  });

  test("they re-vote when asked, hidden until it is revealed", async () => {
    const { page } = iris;
    const view = () => Object.values(Object.values(received(iris).discussion ?? {})[0] ?? {})[0]!;
    await button(settleBar(page), "More").click();
    await button(page, "Open a re-vote").click();
    await waitFor(() => (view().revotes.at(-1) as { in?: number } | undefined)?.in === 5, "five votes", PATIENCE);
    expect(view().revotes.at(-1)).toEqual({ round: 1, status: "open", in: 5, of: 6 });
    // whoever conducts has not voted, and is asked
    await button(page, "Reveal without 1 vote").click();
    await button(page.getByRole("dialog"), "Reveal now").click();
    await waitFor(() => view().revotes.at(-1)?.status === "revealed", "the votes");
    expect((view().revotes.at(-1) as { movement: unknown[] }).movement).toHaveLength(5);
  });

  test("settled, closed, and the report is there; an own session is one click on", async () => {
    const { page } = iris;
    await settleBar(page).getByRole("radiogroup", { name: "Calibrated score" }).locator("label").first().click();
    await button(settleBar(page), /^Save/).click();
    await waitFor(() => Object.values(received(iris).results ?? {})[0]!.calibrated.settled === 1, "one settled");
    await button(page, "Lead the call")
      .or(button(bar(page), "More"))
      .click();
    await page.getByRole("menuitem", { name: "Finish early" }).click();
    await takeStep(iris, "Close the session");
    await sees(link(page, "Make your own session"));
    await link(page, "Open the report").first().click();
    await sees(heading(page, /./));
    await sees(button(page, "Copy for a document or chat"));
    nobodyHasFaults([iris]);
  });

  test("an own session from there: one press, one paste, one press", async () => {
    const { page } = iris;
    await page.goBack();
    await sees(link(page, "Make your own session"));
    await actsOn(page);
    await link(page, "Make your own session").click();
    await sees(heading(page, "New session"));
    const box = page.getByRole("textbox").first();
    await waitFor(() => box.evaluate((element) => element === document.activeElement), "the box to have the focus");
    await page.evaluate((text) => navigator.clipboard.writeText(text), REFUND_CHAT);
    await page.keyboard.press("Control+v");
    await sees(button(page, "Edit the text"));
    await sees(hint("paste"));
    await button(page, "Start").click();
    await page.waitForURL((address) => /\/s\/[^/]+$/.test(address.pathname));
    await sees(heading(page, "We test the scorecard, not each other."));
    expect(counted(await actsOn(page))).toBeLessThanOrEqual(3);
    // a rehearsal counts for nothing: here Iris is for the first time
    await sees(page.getByText(/^Your first time here\?/));
  });

  test("the sample: its empty seats are filled with a click", async () => {
    const { page } = iris;
    await page.goto(plumb.url);
    await button(page, "Open the sample session").click();
    await page.waitForURL(/\/s\/[^/]+$/);
    await sees(page.getByText("Simulated reviewers can fill the empty seats."));
    await actsOn(page);
    await button(page, "Fill the seats").click();
    const who = page.getByRole("region", { name: "Who is here" });
    for (const name of GUESTS) await waitFor(() => who.getByRole("listitem").filter({ hasText: name }).isVisible(), name, PATIENCE);
    expect(counted(await actsOn(page))).toBe(1);
    await sees(page.getByText("Sample: the others are simulated."));
    nobodyHasFaults([iris]);
  });
});
