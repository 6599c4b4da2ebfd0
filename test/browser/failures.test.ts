// What goes wrong in calls, in real browsers: reloads, lost connections, sleep, a facilitator who is gone, a killed server. Nobody loses anything.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { accepted, arrivedText, criterionId, does, received, submits, withHands } from "./callWays.ts";
import { FIRST, EMPATHY, roomWithFailures } from "./failureRoom.ts";
import { type Someone, waitFor } from "./harness.ts";
import {
  bar,
  button,
  everybody,
  heading,
  holdToReveal,
  saved,
  saySpoke,
  scoreByKeyboard,
  sees,
  seesNoLonger,
  settleBar,
  sheetOf,
  submit,
  tabSays,
  takeStep,
} from "./ways.ts";

describe("failures", () => {
  const { plumb, call, stranger, review, allIn, reveal, inHeader, openEmpathy, joins } = roomWithFailures();

  test("a reload in the middle of scoring, and in the middle of the discussion, leads back to the same place", async () => {
    const { fay, ana, ben, lena, sessionId } = await call(["Fay", "Lena", "Ana", "Ben"]);
    await does(plumb(), fay, sessionId, { type: "ChangeSeat", seatId: received(lena).mine!.seatId, scores: false });
    await takeStep(fay, /^Start silent review/);
    await sees(sheetOf(ana.page));
    await scoreByKeyboard(ana.page, ["y", { key: "2", reason: "Only a stock phrase" }, "4"]);
    await saved(ana.page, 3, 9);
    await ana.page.reload();
    await saved(ana.page, 3, 9);
    await sees(sheetOf(ana.page).getByRole("heading", { level: 2, name: /^Identity check/ }));
    await sees(ana.page.getByRole("timer"));
    await button(sheetOf(ana.page), /^Empathy/).click();
    expect(await sheetOf(ana.page).getByLabel("Reason", { exact: true }).inputValue()).toBe("Only a stock phrase");
    expect(await sheetOf(ana.page).getByRole("button", { name: /^2/, pressed: true }).count()).toBe(1);

    await allIn(sessionId, [ana, ben]);
    await reveal(fay);
    await openEmpathy(fay, sessionId, [fay, lena, ana, ben]);
    await saySpoke(ana);
    await everybody([ana, fay], ({ page }) => page.reload());
    await sees(heading(ana.page, "Empathy"));
    await sees(button(ana.page, "You spoke"));
    await tabSays(ana.page, /^Empathy/);
    // a role is not lost to a page refresh, and nobody is offered it
    await sees(settleBar(fay.page));
    expect(arrivedText(lena)).not.toMatch(/"facilitatorAwaySince":\d/);
    expect(await button(lena.page, "Take over").count()).toBe(0);
    expect(received(fay).mine?.role).toBe("facilitator");
  });

  test("an offline spell while scoring: said calmly, counted, and saved afterwards", async () => {
    const { fay, ana, sessionId } = await call(["Fay", "Ana"]);
    await review(fay, sessionId);
    await sees(sheetOf(ana.page));
    await scoreByKeyboard(ana.page, ["y", "4"]);
    await saved(ana.page, 2, 9);
    await ana.context.setOffline(true);
    await scoreByKeyboard(ana.page, ["3", "y", "5"]);
    await inHeader(ana, "Reconnecting, nothing is lost, 3 changes waiting");
    await sees(sheetOf(ana.page).getByText("Kept on this device, 3 waiting"));
    await sees(sheetOf(ana.page).getByText("5 of 9"));
    await ana.context.setOffline(false);
    await inHeader(ana, "Reconnected, 5 of 9 saved");
    await saved(ana.page, 5, 9);
    // on the server, not only on this page
    await withHands(plumb(), ana, sessionId, async (hands) => {
      const { draft } = hands.slices().mine!.sheets[FIRST]!;
      expect(Object.fromEntries(Object.entries(draft).map(([id, { value }]) => [id, value]))).toEqual({
        [criterionId("opening")]: 1,
        [EMPATHY]: 4,
        [criterionId("need")]: 3,
        [criterionId("identity")]: 1,
        [criterionId("resolution")]: 5,
      });
    });
    expect(received(fay).roster?.seats.filter(({ name }) => name.startsWith("Ana"))).toHaveLength(1);
  });

  test("scores typed offline survive even a closed browser tab", async () => {
    const { fay, ana, sessionId } = await call(["Fay", "Ana"]);
    await review(fay, sessionId);
    await sees(sheetOf(ana.page));
    await ana.context.setOffline(true);
    await scoreByKeyboard(ana.page, ["y", "4"]);
    await inHeader(ana, "Reconnecting, nothing is lost, 2 changes waiting");
    await ana.page.close();
    await ana.context.setOffline(false);
    const page = await ana.context.newPage();
    await page.goto(`${plumb().url}/s/${sessionId}`);
    await saved(page, 2, 9);
  });

  test("somebody else comes in with the same browser: nothing of the first becomes theirs, and all of it goes out when the first is back", async () => {
    const { fay, ana, ben, sessionId } = await call(["Fay", "Ana", "Ben"]);
    await review(fay, sessionId);
    await sees(sheetOf(ana.page));
    await scoreByKeyboard(ana.page, ["y", "4"]);
    await saved(ana.page, 2, 9);
    const hers = await ana.context.cookies();
    const browserIs = async (cookies: typeof hers) => {
      await ana.context.clearCookies();
      await ana.context.addCookies(cookies);
    };
    await ana.context.setOffline(true);
    await scoreByKeyboard(ana.page, ["3", "y", "5", "3", "3", "a", "y"]);
    await ana.page.keyboard.press("Control+Enter");
    await inHeader(ana, "Reconnecting, nothing is lost, 8 changes waiting");
    await browserIs(await ben.context.cookies());
    await ana.context.setOffline(false);
    await sees(heading(ana.page, "This page is no longer yours."));
    expect(await ana.page.getByText("What you had not sent is kept in this tab").count()).toBe(1);
    await button(ana.page, "Load again").click();
    await sees(sheetOf(ana.page));
    await sees(sheetOf(ana.page).getByText("0 of 9"));
    await scoreByKeyboard(ana.page, ["n"]);
    await saved(ana.page, 1, 9);
    await saved(ben.page, 1, 9);
    const inSoFar = () => received(fay).progress?.[0]?.names?.in.length;
    expect(inSoFar()).toBe(0);

    await browserIs(hers);
    await ana.page.reload();
    await sees(heading(ana.page, "Submitted."));
    await waitFor(() => inSoFar() === 1, "her scores to be in");
    await saved(ben.page, 1, 9);
  });

  test("[F-31] [F-38] where the browser keeps nothing it is said, and the browser asks before it leaves what is not saved", async () => {
    const { fay, ana, sessionId } = await call(["Fay", "Ana"]);
    await review(fay, sessionId);
    await sees(sheetOf(ana.page));
    await ana.page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new Error("full");
      };
    });
    let asked = 0;
    ana.page.on("dialog", (dialog) => {
      asked += 1;
      void dialog.dismiss();
    });
    await ana.context.setOffline(true);
    await scoreByKeyboard(ana.page, ["y"]);
    await inHeader(ana, "1 change waiting. Do not reload: this browser keeps nothing");
    await ana.page.close({ runBeforeUnload: true });
    await waitFor(() => asked === 1, "being asked");
    await ana.context.setOffline(false);
    await saved(ana.page, 1, 9);
    const closed = ana.page.waitForEvent("close");
    await ana.page.close({ runBeforeUnload: true });
    await closed;
    expect(asked).toBe(1);
  });

  test("two tabs of one person are one seat: each shows what the other wrote, the last write wins", async () => {
    const { fay, ana, sessionId } = await call(["Fay", "Ana"]);
    await review(fay, sessionId);
    const other = await ana.context.newPage();
    await other.goto(`${plumb().url}/s/${sessionId}`);
    await everybody([ana, { ...ana, page: other }], ({ page }) => sees(sheetOf(page)));
    await scoreByKeyboard(ana.page, ["y", "4"]);
    await saved(other, 2, 9);
    const empathyIn = (page: Page, score: string) =>
      sees(
        sheetOf(page)
          .getByRole("listitem")
          .filter({ hasText: new RegExp(`^Empathy: ${score}$`) }),
      );
    await empathyIn(other, "4");
    await button(sheetOf(other), /^Empathy/).click();
    await other.keyboard.press("2");
    await empathyIn(ana.page, "2");
    await saved(ana.page, 2, 9);
    await scoreByKeyboard(other, ["3", "y", "4", "3", "3", "a", "y"]);
    await saved(ana.page, 9, 9);
    await submit(other);
    await sees(heading(ana.page, "Submitted."));
    expect(await ana.page.getByText(/elsewhere|another tab/i).count()).toBe(0);
    expect(received(fay).roster?.seats.filter(({ present }) => present)).toHaveLength(2);
    await sees(button(fay.page, "People: Scores in: 1 of 1"));
  });

  test("a laptop that sleeps counts as missing, and one asleep during the reveal wakes into the present with its own frozen sheet", async () => {
    const { fay, ana, ben, sessionId } = await call(["Fay", "Ana", "Ben"]);
    await review(fay, sessionId);
    await sees(sheetOf(ben.page));
    await scoreByKeyboard(ben.page, ["y", "4", "4", "y", "4", "3", "3", "a", "y"]);
    await saved(ben.page, 9, 9);
    await sees(ben.page.getByText("All scored, not handed in yet. Only what you submit counts."));
    await submits(plumb(), ana, sessionId, FIRST, "y 2 4 y 4 3 3 a y");
    await sees(heading(ana.page, "Submitted."));
    await ben.context.setOffline(true);
    // dropping out of the network is not dropping out of the count
    await waitFor(() => received(fay).roster?.seats.some(({ name, present }) => name === "Ben" && !present), "Ben to be away", 60_000);
    await button(bar(fay.page), "1 not in yet: who?").click();
    await sees(fay.page.getByRole("dialog").getByRole("listitem").filter({ hasText: "Ben" }).filter({ hasText: "away" }));
    await button(fay.page.getByRole("dialog"), "Wait").click();
    expect(await button(bar(fay.page), "Hold to reveal").count()).toBe(0);
    await ben.context.setOffline(false);
    await inHeader(ben, "Reconnected, 9 of 9 saved");
    await submit(ben.page);
    await sees(button(bar(fay.page), "Hold to reveal"));

    await ben.context.setOffline(true);
    await inHeader(ben, "Reconnecting, nothing is lost");
    await holdToReveal(fay, "keyboard");
    await openEmpathy(fay, sessionId, [fay, ana]);
    await sees(heading(ben.page, "Submitted."));
    await ben.context.setOffline(false);
    await sees(heading(ben.page, "Empathy"));
    await tabSays(ben.page, /Empathy/);
    await button(ben.page, "Look around").click();
    await ben.page.getByRole("menuitem", { name: "My scores: Parcel in the depot" }).click();
    await sees(heading(ben.page, "Your blind scores"));
    await sees(ben.page.getByText("Frozen at the reveal."));
    await sees(ben.page.getByRole("listitem").filter({ hasText: /^Empathy4$/ }));
    expect(await sheetOf(ben.page).count()).toBe(0);
  });

  test("the facilitator's connection is gone: the lead may take over, the facilitator may take back, all of it on the record", async () => {
    const { fay, lena, ana, sessionId } = await call(["Fay", "Lena", "Ana"]);
    await fay.page.close();
    await sees(lena.page.getByText(/^Fay has been away since .*\. You may lead the call on\.$/));
    expect(arrivedText(lena)).toMatch(/"facilitatorAwaySince":\d/);
    await tabSays(lena.page, /^Take over\?/);
    await sees(ana.page.getByText(/^Fay's connection is gone since .*\. The call goes on\.$/));
    expect(await button(ana.page, "Take over").count()).toBe(0);
    expect(received(ana).session?.facilitatorSeatId).toBe(received(ana).roster?.seats.find(({ name }) => name === "Fay")?.seatId);
    await button(lena.page, "Take over").click();
    await sees(lena.page.getByText("You lead the call now."));
    await sees(ana.page.getByText("Lena leads the call now."));
    await takeStep(lena, /^Start silent review/);
    await sees(sheetOf(ana.page));
    const record = await ana.context.newPage();
    await record.goto(`${plumb().url}/s/${sessionId}/report`);
    await sees(record.getByText(/^Lena took over from Fay, /));

    const page = await fay.context.newPage();
    const back = { ...fay, page };
    joins(back);
    await page.goto(`${plumb().url}/s/${sessionId}`);
    await sees(page.getByText("Lena has taken over while you were away."));
    await button(page, "Take back").click();
    await sees(page.getByText("You lead the call now."));
    await everybody([lena, ana], (one) => sees(one.page.getByText("Fay leads the call again.")));
    await sees(bar(page));
    await page.goto(`${plumb().url}/s/${sessionId}/report`);
    await sees(heading(page, "On the record"));
    await sees(page.getByText(/^Fay took the session back, /));
  });

  test("without a lead the longest experience may take over, or whom the facilitator named", async () => {
    const { fay, ana, carla, sessionId } = await call(["Fay", "Ana", "Carla"]);
    await fay.page.close();
    await sees(button(carla.page, "Take over"));
    await sees(ana.page.getByText(/^Fay's connection is gone/));
    expect(await button(ana.page, "Take over").count()).toBe(0);
    // from another device the facilitator is back for a moment: nobody is asked to take over any more
    await withHands(plumb(), fay, sessionId, async (hands) => {
      await seesNoLonger(button(carla.page, "Take over"));
      const seatId = hands.slices().roster?.seats.find(({ name }) => name === "Ana")?.seatId ?? "";
      accepted(await hands.send({ type: "NameDeputies", seatIds: [seatId] }));
    });
    await sees(button(ana.page, "Take over"));
    await sees(carla.page.getByText(/^Fay's connection is gone/));
    expect(await button(carla.page, "Take over").count()).toBe(0);
  });

  test("kill -9 while a re-vote is open: everybody is back at the same place, the votes are in and still hidden", async () => {
    const { fay, ana, ben, sessionId } = await call(["Fay", "Ana", "Ben"]);
    await allIn(sessionId, [ana, ben]);
    await review(fay, sessionId);
    await reveal(fay);
    await openEmpathy(fay, sessionId, [fay, ana, ben]);
    await button(settleBar(fay.page), "More").click();
    await button(settleBar(fay.page), "Open a re-vote").click();
    const ballot = ({ page }: Someone) => page.getByRole("region", { name: "Re-vote" });
    await ballot(ana).locator("label", { hasText: /^3/ }).click();
    await everybody([fay, ana, ben], (one) => sees(ballot(one).getByText("1 of 2 voted")));
    const before = [fay, ana, ben].map((one) => one.arrived.length);
    await plumb().crash();
    for (const [index, one] of [fay, ana, ben].entries()) {
      await waitFor(() => one.arrived.slice(before[index]).some(({ text }) => text.includes('"now":')), `${one.name} to be back`, 40_000);
      await sees(heading(one.page, "Empathy"));
      await sees(ballot(one).getByText("1 of 2 voted"));
    }
    await button(ballot(ana), "Show or change my vote").click();
    await sees(ballot(ana).getByText("You voted 3. You may change it until the reveal."));
    await sees(ballot(ana).getByRole("radio", { name: /^3/, checked: true }));
    expect(received(ben).discussion?.[FIRST]?.[EMPATHY]?.revotes).toEqual([{ round: 1, status: "open", in: 1, of: 2 }]);
    await ballot(ben).locator("label", { hasText: /^4/ }).click();
    await sees(ballot(fay).getByText("2 of 2 voted"));
    await button(ballot(fay), "Reveal the re-vote").click();
    await everybody([fay, ana, ben], ({ page }) => sees(page.getByText("Ana from 2 to 3. Ben stayed at 4.")));
  });

  test("the only admin lost the browser: a new one-time link from the server", async () => {
    const printed = await plumb().command("admin-link");
    const url = /https?:\/\/\S+\/enter#\S+/.exec(printed)?.[0] ?? "";
    const fay = await stranger("Fay");
    await fay.page.goto(url);
    await sees(heading(fay.page, "Become an admin of Northgate Support"));
    await fay.page.getByLabel("Your name").fill("Fay");
    await fay.page.getByText("Longer than 2 years", { exact: true }).click();
    await button(fay.page, "Become an admin").click();
    await fay.page.getByRole("link", { name: "Team", exact: true }).click();
    await sees(heading(fay.page, "Northgate Support").or(heading(fay.page, "Team")));
    await sees(fay.page.getByText("Lena", { exact: true }).first());
    const me = await fay.page.evaluate(async () => (await fetch("/api/me")).json());
    expect(me).toMatchObject({ person: { role: "admin" } });
    const second = await stranger("Mallory");
    await second.page.goto(url);
    await sees(heading(second.page, "This link opens nothing here"));
  });
});
