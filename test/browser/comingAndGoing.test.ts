// People who come late, are missing, are removed, come back as strangers or wait at the door, in real browsers. Nothing opens to them too early.
import { describe, expect, test } from "vitest";
import { arrivedText, criterionId, does, type Player, received, submits, withHands } from "./callWays.ts";
import { FIRST, EMPATHY, SAID, roomWithFailures } from "./failureRoom.ts";
import { waitFor } from "./harness.ts";
import {
  bar,
  button,
  everybody,
  everythingOn,
  heading,
  saved,
  scoreByKeyboard,
  sees,
  seesNoLonger,
  sheetOf,
  submit,
  tabSays,
  takeStep,
} from "./ways.ts";

describe("coming and going", () => {
  const { plumb, call, stranger, comeInByCode, codeOf, review, allIn, reveal, panelMenu, openEmpathy, loses, comesAgain } =
    roomWithFailures();

  test("somebody late, before the reveal: seated at once with the present state, and scores", async () => {
    const { fay, ana, sessionId } = await call(["Fay", "Ana"]);
    await takeStep(fay, /^Start silent review/);
    await submits(plumb(), ana, sessionId, FIRST, "y 2 4 y 4 3 3 a y");
    await sees(button(bar(fay.page), "Hold to reveal"));
    const zoe = await stranger("Zoe");
    await comeInByCode(zoe, codeOf(fay));
    await sees(sheetOf(zoe.page));
    await sees(zoe.page.getByRole("timer"));
    await sees(zoe.page.getByText(SAID));
    await sees(button(zoe.page, "People: Scores in: 1 of 2"));
    await sees(button(bar(fay.page), "1 not in yet: who?"));
    expect(await button(bar(fay.page), "Hold to reveal").count()).toBe(0);
    await scoreByKeyboard(zoe.page, ["y", "4", "4", "y", "4", "3", "3", "a", "y"]);
    await submit(zoe.page);
    await reveal(fay);
    await sees(zoe.page.getByText("2 reviews"));
  });

  test("somebody late, after the reveal: sees nothing before choosing, scores apart from the figures, or watches", async () => {
    const { fay, ana, ben, carla, omar, sessionId } = await call(["Fay", "Ana", "Ben", "Carla", "Omar"]);
    await loses(carla, omar);
    await review(fay, sessionId);
    await submits(plumb(), ana, sessionId, FIRST, "y 2 4 y 4 3 3 a y", { empathy: "Only a stock phrase" });
    await submits(plumb(), ben, sessionId, FIRST, "y 4 4 y 4 3 3 a y");
    for (const seat of received(fay).roster!.seats.filter(({ name }) => name === "Carla" || name === "Omar"))
      await does(plumb(), fay, sessionId, { type: "MarkAbsent", seatId: seat.seatId });
    await reveal(fay);
    await openEmpathy(fay, sessionId, [fay, ana, ben]);
    await sees(ben.page.getByText("Only a stock phrase"));

    const again = async (name: "Carla" | "Omar") => {
      const one = await comesAgain(name, sessionId);
      await sees(heading(one.page, /^Scores were opened at .*\. Watch, or score first\?$/));
      return one;
    };
    const late = await again("Carla");
    const watcher = await again("Omar");
    const seesNothingYet = async (one: Player) => {
      expect(`${await everythingOn(one.page)} ${arrivedText(one)}`).not.toContain("Only a stock phrase");
      expect(received(one).results ?? {}).toEqual({});
      expect(received(one).discussion ?? {}).toEqual({});
    };
    await everybody([late, watcher], (one) => seesNothingYet(one as Player));

    await button(watcher.page, "Watch").click();
    await sees(heading(watcher.page, "Empathy"));
    await sees(watcher.page.getByText("Only a stock phrase"));
    await button(late.page, "Score first").click();
    await sees(late.page.getByText("Scored late, may have heard the discussion. Kept apart from the blind scores."));
    await scoreByKeyboard(late.page, ["y", "5", "4", "n", "4", "3", "3", "a", "y"]);
    await saved(late.page, 9, 9);
    await seesNothingYet(late);
    await late.page.keyboard.press("Control+Enter");
    await sees(heading(late.page, "Empathy"));
    // labelled, and out of every figure
    await everybody([fay, ana, ben, watcher, late], ({ page }) =>
      sees(page.getByText("Scored late, may have heard the discussion: Carla 5")),
    );
    const results = received(ana).results![FIRST]!;
    expect(results.reviews).toBe(2);
    expect(results.totals).toHaveLength(2);
    const rows = Object.fromEntries(results.rows.map((row) => [row.criterionId, row]));
    expect(rows[EMPATHY]?.values).toEqual([2, 4]);
    expect(rows[criterionId("identity")]?.badge).toBeNull();
    await button(ana.page, "See the results").click();
    await sees(ana.page.getByRole("heading", { name: "Scored late" }));
    await sees(ana.page.getByText("Two reviewers agree on eight of nine criteria."));
  });

  test("the roll changes under a finger that holds Reveal: nothing opens, and the new roll is shown", async () => {
    const { fay, ana, ben, sessionId } = await call(["Fay", "Ana", "Ben"], async (page, name) => {
      // the facilitator's clock is ours: a hold lasts until we let it end
      if (name === "Fay") await page.clock.install();
    });
    await does(plumb(), fay, sessionId, { type: "ChangeSeat", seatId: received(ben).mine!.seatId, scores: false });
    await review(fay, sessionId);
    await submits(plumb(), ana, sessionId, FIRST, "y 2 4 y 4 3 3 a y");
    const hold = button(bar(fay.page), "Hold to reveal");
    await hold.waitFor();
    await fay.page.clock.pauseAt(Date.now() + 1_000);
    await hold.hover();
    await fay.page.mouse.down();
    await fay.page.clock.runFor(300);
    await does(plumb(), fay, sessionId, { type: "ChangeSeat", seatId: received(ben).mine!.seatId, scores: true });
    await sees(button(bar(fay.page), "1 not in yet: who?"));
    await fay.page.clock.runFor(2_000);
    await fay.page.mouse.up();
    await fay.page.clock.resume();
    await button(bar(fay.page), "1 not in yet: who?").click();
    await sees(fay.page.getByRole("dialog", { name: "1 is not in yet" }).getByRole("listitem").filter({ hasText: "Ben" }));
    for (const one of [fay, ana, ben]) {
      expect(received(one).conversations?.[0]?.status).toBe("hidden");
      expect(received(one).results ?? {}).toEqual({});
    }
  });

  test("somebody joins while the facilitator's line is slow: the server refuses the old roll and names who came", async () => {
    let held: (() => void)[] | null = null;
    const { fay, ana, sessionId } = await call(["Fay", "Ana"], async (page, name) => {
      if (name !== "Fay") return;
      await page.routeWebSocket(/socket\.io/, (socket) => {
        const server = socket.connectToServer();
        socket.onMessage((message) => server.send(message));
        server.onMessage((message) => {
          if (held) held.push(() => socket.send(message));
          else socket.send(message);
        });
      });
    });
    await review(fay, sessionId);
    await submits(plumb(), ana, sessionId, FIRST, "y 2 4 y 4 3 3 a y");
    const hold = button(bar(fay.page), "Hold to reveal");
    await hold.waitFor();
    held = [];
    const zoe = await stranger("Zoe");
    const { code } = (await withHands(plumb(), fay, sessionId, async (hands) => hands.slices().session))!;
    await comeInByCode(zoe, code);
    await sees(sheetOf(zoe.page));
    await hold.focus();
    await fay.page.keyboard.down(" ");
    const waiting = () => held?.some((send) => send) && fay.page.evaluate(() => document.querySelector("[data-holding]") === null);
    await waitFor(waiting, "the hold to end");
    await fay.page.keyboard.up(" ");
    const queue = held;
    held = null;
    for (const send of queue) send();
    await sees(fay.page.getByText("Nothing was revealed. Zoe came in meanwhile and is not in yet. Wait, or mark absent"));
    await sees(button(bar(fay.page), "1 not in yet: who?"));
    expect(received(zoe).conversations?.[0]?.status).toBe("hidden");
    expect(received(ana).results ?? {}).toEqual({});
  });

  test("who is missing is reminded in private, and marked absent by name", async () => {
    const { fay, ana, ben, sessionId } = await call(["Fay", "Ana", "Ben"]);
    await submits(plumb(), ana, sessionId, FIRST, "y 2 4 y 4 3 3 a y");
    await review(fay, sessionId);
    await button(bar(fay.page), "1 not in yet: who?").click();
    const dialog = fay.page.getByRole("dialog");
    await button(dialog, "Remind Ben").click();
    await sees(ben.page.getByText("The facilitator asks for your scores. Only you see this."));
    await sees(fay.page.getByText("Ben was reminded. Nobody else sees it."));
    expect(await everythingOn(ana.page)).not.toContain("asks for your scores");
    expect(arrivedText(ben)).toMatch(/"nudgedAt":\d/);
    expect(arrivedText(ana)).not.toMatch(/"nudgedAt":\d/);
    expect(arrivedText(fay)).not.toMatch(/"nudgedAt":\d/);
    await button(dialog, "Mark absent: Ben").click();
    // nobody is missing any more; there is still time for a second thought
    await sees(heading(dialog, "Nobody is missing"));
    await sees(button(dialog, "Wait for them: Ben"));
    await button(dialog, "Done").click();
    await seesNoLonger(dialog);
    await reveal(fay);
    await sees(ana.page.getByText("1 absent"));
    // the absent one comes late: nothing is shown before a choice
    await sees(button(ben.page, "Score first"));
    expect(received(ben).results ?? {}).toEqual({});
  });

  test("somebody removed is told so within a second", async () => {
    const { fay, ana, sessionId } = await call(["Fay", "Ana"]);
    await review(fay, sessionId);
    await sees(sheetOf(ana.page));
    const told = ana.page.evaluate(
      (words) =>
        new Promise<number>((done) => {
          const look = () => (document.body.innerText.includes(words) ? done(Date.now()) : requestAnimationFrame(look));
          look();
        }),
      "You were taken out of this session.",
    );
    await button(fay.page, /^People: /).click();
    await button(fay.page.getByRole("dialog"), "More about Ana").click();
    const entry = fay.page.getByRole("menuitem", { name: "Remove from the session" });
    await entry.waitFor();
    const asked = Date.now();
    await entry.click();
    expect((await told) - asked).toBeLessThan(1_000);
    expect(await everythingOn(ana.page)).not.toContain(SAID);
    await tabSays(ana.page, /You were taken out/);
    await seesNoLonger(fay.page.getByRole("dialog").getByText("Ana", { exact: true }));
  });

  test("“this is the same Ana”: whoever comes back as a stranger gets the seat and its scores back", async () => {
    const { fay, ana, sessionId } = await call(["Fay", "Ana"]);
    await review(fay, sessionId);
    await sees(sheetOf(ana.page));
    await scoreByKeyboard(ana.page, ["y", "4", "3"]);
    await saved(ana.page, 3, 9);
    await loses(ana);
    const back = await stranger("Ana");
    await comeInByCode(back, codeOf(fay));
    await waitFor(() => received(back).mine, "the stranger's seat");
    await sees(sheetOf(back.page).getByText("0 of 9"));
    await waitFor(() => received(fay).roster?.seats.some(({ name, present }) => name === "Ana" && !present), "the lost Ana to be away");
    const asStranger = received(fay).roster!.seats.find(({ personId }) => personId === received(back).mine!.personId)!;
    expect(asStranger.name).not.toBe("Ana");
    await panelMenu(fay, asStranger.name, "This is the same Ana");
    await saved(back.page, 3, 9);
    await waitFor(() => received(back).mine?.name === "Ana", "to be Ana again");
    await waitFor(() => received(fay).roster?.seats.length === 2, "no second Ana");
    await waitFor(() => received(fay).progress?.[0]?.expected === 1, "no second Ana in the count");
    await scoreByKeyboard(back.page, ["y", "4", "3", "3", "a", "y"]);
    await submit(back.page);
    await sees(button(fay.page, "People: Scores in: 1 of 1"));
  });

  test("a shut door: somebody waits and sees nothing, then is let in", async () => {
    const { fay, ana } = await call(["Fay", "Ana"]);
    await bar(fay.page).getByText("Door open").click();
    await sees(bar(fay.page).getByText("Door shut"));
    const zoe = await stranger("Zoe");
    await comeInByCode(zoe, codeOf(fay));
    await sees(heading(zoe.page, "Zoe, you are at the door."));
    await tabSays(zoe.page, /^At the door/);
    const seen = `${await everythingOn(zoe.page)} ${arrivedText(zoe)}`;
    for (const hidden of [SAID, "Parcel in the depot", "Empathy", "Ana"]) expect(seen).not.toContain(hidden);
    expect(Object.keys(received(zoe)).filter((name) => received(zoe)[name as keyof ReturnType<typeof received>] !== null)).toEqual([
      "waiting",
    ]);
    await sees(fay.page.getByText("Zoe is at the door."));
    expect(await ana.page.getByText("Zoe").count()).toBe(0);
    await button(fay.page, "Let in").click();
    await sees(heading(zoe.page, "We test the scorecard, not each other."));
    await sees(heading(ana.page, "3 here"));
    await seesNoLonger(fay.page.getByText("Zoe is at the door."));

    const mallory = await stranger("Mallory");
    await comeInByCode(mallory, codeOf(fay));
    await sees(heading(mallory.page, "Mallory, you are at the door."));
    await button(fay.page, "More about Mallory at the door").click();
    await fay.page.getByRole("menuitem", { name: "Turn away" }).click();
    await sees(heading(mallory.page, "You were not let in."));
    expect(arrivedText(mallory)).not.toContain(SAID);
  });

  test("after the reveal the door is shut by itself: a stranger knocks, and is given the lost seat back there", async () => {
    const { fay, ana, ben, sessionId } = await call(["Fay", "Ana", "Ben"]);
    await review(fay, sessionId);
    await allIn(sessionId, [ana, ben]);
    await reveal(fay);
    await loses(ana);
    await waitFor(() => received(fay).roster?.seats.some(({ name, present }) => name === "Ana" && !present), "Ana to be away");
    const back = await stranger("Ana");
    await comeInByCode(back, codeOf(fay));
    await sees(heading(back.page, /you are at the door\.$/));
    expect(received(back).results ?? {}).toEqual({});
    await button(fay.page, /^More about Ana.* at the door$/).click();
    await fay.page.getByRole("menuitem", { name: "This is the same Ana" }).click();
    // the blind scores are hers again: she sees the results, and her own answer in them
    await sees(back.page.getByRole("img", { name: /^Empathy.*Your answer: 2\./ }));
    await waitFor(() => received(ben).roster?.seats.filter(({ name }) => name.startsWith("Ana")).length === 1, "one Ana");
  });
});
