// The large call until all scores open: arrival, silent review, the Baseline, the reveal.
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { arrivedText, listen, mainText, received, resultsArrivedAt, submits } from "../callWays.ts";
import { overflowsSideways, person, waitFor } from "../harness.ts";
import {
  bar,
  button,
  enterByTeamLink,
  everybody,
  everythingOn,
  heading,
  headlineOn,
  holdToReveal,
  saved,
  scoreByKeyboard,
  sees,
  seesNoLonger,
  sheetOf,
  submit,
  tabSays,
  takeStep,
} from "../ways.ts";
import { FIRST, SECOND, SAID, REASON, type LargeCall } from "./cast.ts";

/** Whole inside the window, uncut. */
const inSight = (words: Locator): Promise<boolean> =>
  words.evaluate((one) => {
    const { top, bottom, left, right, height } = one.getBoundingClientRect();
    return height > 0 && top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth && one.scrollHeight <= one.clientHeight + 1;
  });

export function stepsUntilReveal(call: LargeCall): void {
  const { cast, wallIsSafe, observerOnlySees, names, fromMenu, has } = call;

  test("arrival: everybody is in, the observer gets her role, the shared screen is on a link of its own", async () => {
    const { plumb, browser, sessionId, fay, lena, omar, reviewers } = cast;
    await everybody(cast.room, ({ page }) => page.goto(`${plumb.url}/s/${sessionId}`));
    await everybody(cast.room, ({ page }) => sees(heading(page, "We test the scorecard, not each other.")));

    // a coach whom Plumb does not know comes in by the team link while the door stands open
    const { teamLink } = (await fay.device.ask("GET", "/api/team")).body as { teamLink: string };
    const coach = await person(browser, "Ines");
    const ines = { ...coach, arrived: listen(coach.page) };
    await enterByTeamLink(ines, teamLink, "Longer than 2 years");
    await sees(heading(ines.page, "We test the scorecard, not each other."));
    await button(fay.page, /^People: /).click();
    const panel = fay.page.getByRole("dialog");
    await panel.getByLabel("Role of Ines").selectOption({ label: "observer" });
    await waitFor(() => received(ines).mine?.role === "observer", "Ines to be an observer");
    await button(panel, "Close").click();
    await sees(ines.page.getByText("You are here as Ines, observer"));
    await seesNoLonger(button(ines.page, /^Score now$/));

    // the shared screen: its own address, its own token, no cookie
    await fromMenu(fay, "Link of the shared screen");
    const dialog = fay.page.getByRole("dialog", { name: "Shared screen" });
    const url = await dialog.getByText(/\/enter#|\/screen\//).innerText();
    await button(dialog, "Close").click();
    const screen = await person(browser, "wall", { width: 1440, height: 810 });
    const wall = { ...screen, arrived: listen(screen.page) };
    await wall.page.goto(url);
    await wall.page.waitForURL(/\/screen\//);
    const room = [...cast.room, ines];
    Object.assign(cast, { ines, wall, room, all: [...room, wall] });

    // what each person sees
    const { code } = received(fay).session!;
    await sees(wall.page.getByText(code, { exact: true }));
    await sees(wall.page.getByText("8 people here"));
    for (const name of names(room)) await sees(wall.page.getByRole("listitem").filter({ hasText: name }));
    await everybody(room, ({ page }) => sees(heading(page, "8 here")));
    await everybody(reviewers, ({ page }) => sees(button(page, "Score now")));
    await sees(bar(fay.page).getByText("Only the facilitator and the lead see this bar"));
    await sees(button(bar(lena.page), /^Start silent review/));
    expect(await fay.page.getByRole("button", { name: /^Score (now|on my own)$/ }).count()).toBe(0);
    // who is in stands beside the names for the facilitator and the lead alone; nobody learns anybody's experience
    await everybody([fay, lena], async ({ page }) => expect(await page.getByText("scores not in yet", { exact: true }).count()).toBe(6));
    for (const one of [...reviewers, ines]) {
      expect(await one.page.getByText("not in yet").count()).toBe(0);
      expect(received(one).progress?.every((each) => each.names === null)).toBe(true);
      expect(received(one).roster?.seats.every((seat) => seat.experience === null)).toBe(true);
    }
    expect(await overflowsSideways(omar.page)).toBe(false);
    await observerOnlySees();
    await wallIsSafe();
  });

  test("silent review: one timer for all, two more minutes, its end; nobody's screen shows more than a count", async () => {
    const { fay, lena, aisha, omar, ines, wall, reviewers, all } = cast;
    await takeStep(fay, "Start silent review for all, 15 min");
    await everybody([lena, ...reviewers], ({ page }) => sees(sheetOf(page)));
    const clocks = () =>
      Promise.all(
        all.map(async ({ page }) => {
          const [minutes = 0, seconds = 0] = ((await page.getByRole("timer").innerText()).match(/\d+/g) ?? []).map(Number);
          return minutes * 60 + seconds;
        }),
      );
    await everybody(all, ({ page }) => sees(page.getByRole("timer")));
    expect(Math.max(...(await clocks()))).toBeLessThanOrEqual(15 * 60);
    await fromMenu(fay, "Two more minutes");
    await waitFor(async () => (await clocks()).every((left) => left > 15 * 60), "two more minutes on every clock");
    const left = await clocks();
    expect(Math.max(...left) - Math.min(...left)).toBeLessThan(10);

    // those who do not score have the conversation and a calm page
    for (const one of [fay, ines]) {
      await sees(one.page.getByText("The others score in silence."));
      await has(one, SAID);
    }
    await sees(wall.page.getByRole("heading", { name: "Everybody scores in silence, alone." }));

    // Aisha by keyboard, with a reason
    await scoreByKeyboard(aisha.page, ["y", { key: "2", reason: REASON.Aisha }, "4", "n", "4", "3", "3", "a"]);
    await saved(aisha.page, 8, 9);
    await tabSays(aisha.page, /Score: 1[01] left/);
    await scoreByKeyboard(aisha.page, ["y"]);
    await saved(aisha.page, 9, 9);
    await sees(aisha.page.getByText("All scored, not handed in yet. Only what you submit counts."));
    // complete, but not handed in: it counts for nobody
    await sees(fay.page.getByText("Scores in: 0 of 6").first());
    await submit(aisha.page);

    // Omar with his thumb, half a screen wide: what each answer means is in sight without a tap, and half of the screen is the conversation's
    const meanings = ["Both names and the subject are there in the first turn.", /^Company or own name is missing/];
    for (const words of meanings) await expect.poll(() => inSight(sheetOf(omar.page).getByText(words))).toBe(true);
    const half = await omar.page.getByRole("region", { name: "Transcript" }).boundingBox();
    expect(half!.height).toBeGreaterThan(omar.page.viewportSize()!.height * 0.4);
    await button(sheetOf(omar.page), "What the levels mean").click();
    for (const words of meanings) await expect.poll(() => inSight(sheetOf(omar.page).getByText(words))).toBe(false);
    await button(sheetOf(omar.page), "What the levels mean").click();
    for (const [label, reason] of [[/^Yes/], [/^4/, REASON.Omar], [/^4/], [/^Yes/], [/^4/], [/^3/], [/^3/], [/^N\/A/], [/^Yes/]] as [
      RegExp,
      string?,
    ][]) {
      if (reason) {
        await button(sheetOf(omar.page), "Add reason").click();
        await sheetOf(omar.page).getByLabel("Reason", { exact: true }).fill(reason);
      }
      const name = await sheetOf(omar.page).getByRole("heading", { level: 2 }).first().textContent();
      await sheetOf(omar.page)
        .getByRole("group", { name: /^Score for / })
        .getByRole("button", { name: label })
        .click();
      if (name !== "Next step")
        await waitFor(
          async () => (await sheetOf(omar.page).getByRole("heading", { level: 2 }).first().textContent()) !== name,
          `what follows ${name}`,
        );
    }
    await saved(omar.page, 9, 9);
    expect(await overflowsSideways(omar.page)).toBe(false);
    await button(sheetOf(omar.page), "Submit").click();
    await sees(heading(omar.page, "Submitted."));

    // a count for the room, names for those who conduct
    await everybody([...reviewers, lena, fay, ines], ({ page }) => sees(button(page, /^People: Scores (in: 2 of 6|2\/6)$/)));
    await sees(wall.page.getByText("2 of 6 have handed in").first());
    await button(bar(fay.page), "4 not in yet for conversation 1: who?").click();
    const missing = fay.page.getByRole("dialog", { name: "4 are not in yet for conversation 1" });
    for (const name of ["Lena", "Tom", "Ben", "Carla"]) await sees(missing.getByRole("listitem").filter({ hasText: name }));
    expect(await missing.getByText("Aisha").count()).toBe(0);
    await button(missing, "Wait").click();
    for (const one of [...reviewers, ines, wall]) expect(received(one).progress?.every((each) => each.names === null)).toBe(true);

    await fromMenu(lena, "End the timer");
    await everybody(all, ({ page }) => seesNoLonger(page.getByRole("timer")));
    await observerOnlySees();
    await wallIsSafe();
  });

  test("the Baseline is the lead's, leaves the roll, and stays hidden like any other scores", async () => {
    const { plumb, sessionId, fay, lena, aisha, tom, ben, carla, omar, ines, wall, reviewers, all } = cast;
    await scoreByKeyboard(lena.page, ["y", { key: "4", reason: REASON.Lena }, "2", "y", "4", "3", "3", "3", "y"]);
    await saved(lena.page, 9, 9);
    await submit(lena.page);
    await button(sheetOf(lena.page), "Baseline").click();
    await lena.page.getByRole("menuitem", { name: /^Mark my scores as Baseline/ }).click();
    await sees(button(sheetOf(lena.page), "Your scores are the Baseline"));
    await everybody([...reviewers, ines], ({ page }) => sees(button(page, /^People: Scores (in: 2 of 5|2\/5)$/)));
    await sees(wall.page.getByText("2 of 5 have handed in").first());

    const keys = { Tom: "y 3 4 y 4 3 3 2 y", Ben: "y 4 4 y 4 3 3 a y", Carla: "y 5 4 y 5 3 3 3 y" };
    for (const one of [tom, ben, carla])
      await submits(plumb, one, sessionId, FIRST, keys[one.name as keyof typeof keys], {
        empathy: REASON[one.name as keyof typeof REASON],
      });
    for (const [one, empathy] of [
      [aisha, 1],
      [tom, 3],
      [ben, 5],
      [carla, 3],
      [omar, 2],
      [lena, 4],
    ] as const)
      await submits(plumb, one, sessionId, SECOND, `y ${empathy} 4 y 4 3 3 a y`);
    await sees(button(bar(fay.page), "Hold to reveal"));
    await sees(wall.page.getByText("5 of 5 have handed in").first());
    for (const one of [tom, ben, carla]) await sees(heading(one.page, "Submitted."));

    // before the reveal nobody has anything of anybody else's: not on the page, not on the wire
    for (const one of all) {
      const reached = `${await everythingOn(one.page)} ${arrivedText(one)}`;
      for (const [author, reason] of Object.entries(REASON))
        if (author !== one.name) expect(reached.includes(reason), `${author}'s reason at ${one.name}`).toBe(false);
      expect(received(one).results ?? {}).toEqual({});
      expect(received(one).discussion ?? {}).toEqual({});
    }
    for (const one of [...reviewers, ines, wall]) expect(JSON.stringify(received(one))).not.toContain('"baselineSeatId":"');
    await observerOnlySees();
  });

  test("the reveal: one moment for everybody and the shared screen; what differs first, auto-fail on top, no names", async () => {
    const { fay, lena, aisha, omar, wall, reviewers, room, all } = cast;
    await holdToReveal(fay, "pointer");
    const sentence = "Six of nine criteria agree, one of them nearly. Most apart: Identity check.";
    await everybody(all, ({ page }) => waitFor(async () => (await headlineOn(page)) === sentence, "the sentence"));
    await everybody(room, ({ page }) => tabSays(page, /^Revealed/));
    const moments = all.map((one) => resultsArrivedAt(one, FIRST) ?? Number.NaN);
    expect(Math.max(...moments) - Math.min(...moments)).toBeLessThan(2_000);

    // the phone shows three rows first
    expect(await button(omar.page, "Discuss Finding the need").or(button(omar.page, "Look at Finding the need")).count()).toBe(0);
    await button(omar.page, "1 more").click();
    for (const one of room) {
      const { page } = one;
      const rows = page.getByRole("list", { name: "Criteria that differ" }).getByRole("listitem");
      expect((await rows.getByRole("button").allInnerTexts()).map((text) => text.trim())).toEqual([
        "Identity check",
        "Waiting",
        "Empathy",
        "Finding the need",
      ]);
      await sees(rows.nth(0).getByText("Auto-fail split"));
      // beside a badge the phone leaves the range to the dots
      if (one !== omar) await sees(rows.nth(0).getByText("4 yes, 1 no"));
      await sees(rows.nth(1).getByText("N/A split 3 : 2"));
      await sees(rows.nth(2).getByText("scores 2 to 5"));
      await sees(page.getByText("Auto-fail: 1 of 5 totals becomes 0 instead of 68."));
      await sees(page.getByText("5 reviews"));
      await sees(page.getByText(/^Baseline \d+$/));
      // the Baseline is said in words, on the scale too
      await sees(page.getByRole("img", { name: /^Finding the need.*Baseline: 2\./ }));
    }
    await sees(wall.page.getByText("Auto-fail: 1 of 5 totals becomes 0 instead of 68."));
    await sees(wall.page.getByText("Auto-fail split"));
    // one's own answer is told to oneself, nowhere else
    await sees(aisha.page.getByRole("img", { name: /^Empathy.*Your answer: 2\./ }));
    await sees(omar.page.getByRole("img", { name: /^Empathy.*Your answer: 4\./ }));
    expect(await everythingOn(wall.page)).not.toContain("Your answer");

    for (const one of all) {
      const words = await mainText(one.page);
      for (const name of names([lena, ...reviewers])) expect(words.includes(name), `${name} in the results of ${one.name}`).toBe(false);
      const { results, roster, discussion } = received(one);
      const wire = JSON.stringify(results?.[FIRST]);
      for (const { seatId, role } of roster!.seats) if (role === "reviewer") expect(wire).not.toContain(seatId);
      expect(results?.[FIRST]?.table).toBeNull();
      expect(discussion?.[FIRST] ?? {}).toEqual({});
      for (const [author, reason] of Object.entries(REASON)) if (author !== one.name) expect(arrivedText(one)).not.toContain(reason);
    }
    await sees(button(bar(fay.page), "Discuss Identity check"));
    await sees(button(bar(lena.page), "Discuss Identity check"));
    expect(await overflowsSideways(omar.page)).toBe(false);
    await observerOnlySees();
    await wallIsSafe();
  });
}
