// What goes wrong in calls, in real browsers: reloads, lost connections, sleep, late comers, strangers, a facilitator who is gone, a killed server. Nobody loses anything, nothing opens too early.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Conversation } from "../../shared/session/commands.ts";
import {
  accepted,
  addMembers,
  arrivedText,
  criterionId,
  does,
  listen,
  mainText,
  makeSession,
  makeTeam,
  member,
  onKnownDevice,
  type Player,
  received,
  submits,
  tellOnFailure,
  withHands,
} from "./callWays.ts";
import { openBrowser, type Plumb, person, type Someone, startPlumb, waitFor } from "./harness.ts";
import {
  bar,
  button,
  everybody,
  everythingOn,
  heading,
  holdToReveal,
  nobodyHasFaults,
  saved,
  saySpoke,
  scoreByKeyboard,
  sees,
  seesNoLonger,
  settleBar,
  sheetOf,
  submit,
  tabSays,
} from "./ways.ts";

const FIRST = "c1";
const EMPATHY = criterionId("empathy");
const SAID = "My parcel has been in your depot since Monday";
const conversation = (conversationId: string, title: string): Conversation => ({
  conversationId,
  title,
  channel: "phone",
  link: null,
  agent: null,
  why: null,
  transcript: [
    { at: 0, speaker: "Agent", text: "Good morning." },
    { at: 6, speaker: "Customer", text: `${SAID}.` },
  ],
});
/** Long enough for a page to be loaded again, short enough to wait for. */
const AWAY_AFTER = 3;

type Name = "Fay" | "Lena" | "Ana" | "Ben" | "Carla" | "Omar";
type Call = { sessionId: string } & Record<Lowercase<Name>, Player>;

describe("failures", () => {
  let plumb: Plumb;
  let browser: Browser;
  let known: Record<string, Awaited<ReturnType<typeof makeTeam>>> = {};
  let people: (Someone & { arrived: ReturnType<typeof listen> })[] = [];

  beforeAll(async () => {
    [plumb, browser] = await Promise.all([startPlumb({ AWAY_AFTER: String(AWAY_AFTER) }), openBrowser()]);
    const fay = await makeTeam(plumb);
    const others = await addMembers(plumb, fay, [
      member("Lena", "long", "lead"),
      member("Ana", "new"),
      member("Ben", "settled"),
      member("Carla", "long"),
      member("Omar", "settled"),
    ]);
    known = Object.fromEntries([fay, ...others].map((one) => [one.name, one]));
  });
  afterAll(async () => {
    await browser?.close();
    await plumb?.stop();
  });
  tellOnFailure(() => people);
  afterEach(async () => {
    const { length } = people.flatMap(({ faults }) => faults);
    await everybody(people, ({ context }) => context.close());
    const faulty = length > 0 ? people : [];
    people = [];
    nobodyHasFaults(faulty);
  });

  /** A session of these people, who all have it open. Fay facilitates and does not score. */
  const call = async (
    names: Name[],
    titles = ["Parcel in the depot"],
    before?: (page: Page, name: Name) => Promise<void>,
  ): Promise<Call> => {
    const sessionId = await makeSession(
      known.Fay!,
      titles.map((title, index) => conversation(`c${index + 1}`, title)),
      { options: { facilitatorScores: false }, personIds: names.map((name) => known[name]!.personId) },
    );
    const players = await Promise.all(names.map((name) => onKnownDevice(browser, plumb, known[name]!)));
    people.push(...players);
    await everybody(players, async ({ page, name }) => {
      await before?.(page, name as Name);
      await page.goto(`${plumb.url}/s/${sessionId}`);
      await sees(heading(page, "We test the scorecard, not each other."));
    });
    return { sessionId, ...Object.fromEntries(players.map((one) => [one.name.toLowerCase(), one])) } as Call;
  };
  /** Somebody Plumb does not know, at the six letters. */
  const stranger = async (name: string) => {
    const one = await person(browser, name);
    const arrived = listen(one.page);
    people.push({ ...one, arrived });
    return { ...one, arrived };
  };
  const comeInByCode = async ({ page, name }: Someone, code: string) => {
    await page.goto(`${plumb.url}/join`);
    await page.getByLabel("Six letters").fill(code);
    await button(page, "Join").click();
    await page.getByLabel("Your name").fill(name);
    await page.getByText("Under 6 months", { exact: true }).click();
    await button(page, "Come in").click();
    await page.waitForURL(/\/s\//);
  };
  const codeOf = (one: Player) => received(one).session!.code;
  const review = (facilitator: Player, sessionId: string) =>
    does(plumb, facilitator, sessionId, { type: "MoveFocus", focus: { kind: "review" } });
  const allIn = async ({ sessionId }: Call, scorers: readonly Player[], conversationId = FIRST) => {
    for (const [index, one] of scorers.entries())
      await submits(plumb, one, sessionId, conversationId, `y ${[2, 4, 5, 3][index]} 4 y 4 3 3 a y`);
  };
  const reveal = async (facilitator: Player) => {
    await holdToReveal(facilitator, "keyboard");
    await everybody(
      people.filter((one) => !one.page.isClosed()),
      ({ page }) => waitFor(async () => /agree|nothing to compare|Watch, or score first/.test(await mainText(page)), "the reveal"),
    );
  };
  const panelMenu = async (facilitator: Someone, of: string, entry: string) => {
    await button(facilitator.page, /^People: /).click();
    const panel = facilitator.page.getByRole("dialog");
    await button(panel, `More about ${of}`).click();
    await facilitator.page.getByRole("menuitem", { name: entry }).click();
  };
  const inHeader = (one: Someone, words: string | RegExp) => sees(one.page.getByRole("banner").getByText(words));
  const openEmpathy = async (by: Player, sessionId: string, others: readonly Player[]) => {
    await does(plumb, by, sessionId, { type: "OpenCriterion", conversationId: FIRST, criterionId: EMPATHY, readAloud: false });
    await everybody(others, ({ page }) => sees(page.getByRole("heading", { level: 1, name: "Empathy", exact: true })));
  };

  test("a reload in the middle of scoring, and in the middle of the discussion, leads back to the same place", async () => {
    const { fay, ana, ben, lena, sessionId } = await call(["Fay", "Lena", "Ana", "Ben"]);
    await does(plumb, fay, sessionId, { type: "ChangeSeat", seatId: received(lena).mine!.seatId, scores: false });
    await button(bar(fay.page), /^Start silent review/).click();
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

    await allIn({ sessionId } as Call, [ana, ben]);
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
    await withHands(plumb, ana, sessionId, async (hands) => {
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
    await page.goto(`${plumb.url}/s/${sessionId}`);
    await saved(page, 2, 9);
  });

  test("two tabs of one person are one seat: each shows what the other wrote, the last write wins", async () => {
    const { fay, ana, sessionId } = await call(["Fay", "Ana"]);
    await review(fay, sessionId);
    const other = await ana.context.newPage();
    await other.goto(`${plumb.url}/s/${sessionId}`);
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
    await sees(button(fay.page, "People: 1 of 1 in"));
  });

  test("a laptop that sleeps counts as missing, and one asleep during the reveal wakes into the present with its own frozen sheet", async () => {
    const { fay, ana, ben, sessionId } = await call(["Fay", "Ana", "Ben"]);
    await review(fay, sessionId);
    await sees(sheetOf(ben.page));
    await scoreByKeyboard(ben.page, ["y", "4", "4", "y", "4", "3", "3", "a", "y"]);
    await saved(ben.page, 9, 9);
    await sees(ben.page.getByText("All scored, not handed in yet. Only what you submit counts."));
    await submits(plumb, ana, sessionId, FIRST, "y 2 4 y 4 3 3 a y");
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
    await button(bar(lena.page), /^Start silent review/).click();
    await sees(sheetOf(ana.page));
    const record = await ana.context.newPage();
    await record.goto(`${plumb.url}/s/${sessionId}/report`);
    await sees(record.getByText(/^Lena took over from Fay, /));

    const page = await fay.context.newPage();
    const back = { ...fay, page };
    people.push(back);
    await page.goto(`${plumb.url}/s/${sessionId}`);
    await sees(page.getByText("Lena has taken over while you were away."));
    await button(page, "Take back").click();
    await sees(page.getByText("You lead the call now."));
    await everybody([lena, ana], (one) => sees(one.page.getByText("Fay leads the call again.")));
    await sees(bar(page));
    await page.goto(`${plumb.url}/s/${sessionId}/report`);
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
    await withHands(plumb, fay, sessionId, async (hands) => {
      await seesNoLonger(button(carla.page, "Take over"));
      const seatId = hands.slices().roster?.seats.find(({ name }) => name === "Ana")?.seatId ?? "";
      accepted(await hands.send({ type: "NameDeputies", seatIds: [seatId] }));
    });
    await sees(button(ana.page, "Take over"));
    await sees(carla.page.getByText(/^Fay's connection is gone/));
    expect(await button(carla.page, "Take over").count()).toBe(0);
  });

  test("somebody late, before the reveal: seated at once with the present state, and scores", async () => {
    const { fay, ana, sessionId } = await call(["Fay", "Ana"]);
    await button(bar(fay.page), /^Start silent review/).click();
    await submits(plumb, ana, sessionId, FIRST, "y 2 4 y 4 3 3 a y");
    await sees(button(bar(fay.page), "Hold to reveal"));
    const zoe = await stranger("Zoe");
    await comeInByCode(zoe, codeOf(fay));
    await sees(sheetOf(zoe.page));
    await sees(zoe.page.getByRole("timer"));
    await sees(zoe.page.getByText(SAID));
    await sees(button(zoe.page, "People: 1 of 2 in"));
    await sees(button(bar(fay.page), "1 not in yet: who?"));
    expect(await button(bar(fay.page), "Hold to reveal").count()).toBe(0);
    await scoreByKeyboard(zoe.page, ["y", "4", "4", "y", "4", "3", "3", "a", "y"]);
    await submit(zoe.page);
    await reveal(fay);
    await sees(zoe.page.getByText("2 reviews"));
  });

  test("somebody late, after the reveal: sees nothing before choosing, scores apart from the figures, or watches", async () => {
    const { fay, ana, ben, carla, omar, sessionId } = await call(["Fay", "Ana", "Ben", "Carla", "Omar"]);
    await everybody([carla, omar], ({ context }) => context.close());
    people = people.filter((one) => one !== carla && one !== omar);
    await review(fay, sessionId);
    await submits(plumb, ana, sessionId, FIRST, "y 2 4 y 4 3 3 a y", { empathy: "Only a stock phrase" });
    await submits(plumb, ben, sessionId, FIRST, "y 4 4 y 4 3 3 a y");
    for (const seat of received(fay).roster!.seats.filter(({ name }) => name === "Carla" || name === "Omar"))
      await does(plumb, fay, sessionId, { type: "MarkAbsent", seatId: seat.seatId });
    await reveal(fay);
    await openEmpathy(fay, sessionId, [fay, ana, ben]);
    await sees(ben.page.getByText("Only a stock phrase"));

    const again = async (name: "Carla" | "Omar") => {
      const one = await onKnownDevice(browser, plumb, known[name]!);
      people.push(one);
      await one.page.goto(`${plumb.url}/s/${sessionId}`);
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
    await button(ana.page, /^To discuss: /).click();
    await sees(ana.page.getByRole("heading", { name: "Scored late" }));
    await sees(ana.page.getByText("Two reviewers agree on eight of nine."));
  });

  test("the roll changes under a finger that holds Reveal: nothing opens, and the new roll is shown", async () => {
    const { fay, ana, ben, sessionId } = await call(["Fay", "Ana", "Ben"], undefined, async (page, name) => {
      // the facilitator's clock is ours: a hold lasts until we let it end
      if (name === "Fay") await page.clock.install();
    });
    await does(plumb, fay, sessionId, { type: "ChangeSeat", seatId: received(ben).mine!.seatId, scores: false });
    await review(fay, sessionId);
    await submits(plumb, ana, sessionId, FIRST, "y 2 4 y 4 3 3 a y");
    const hold = button(bar(fay.page), "Hold to reveal");
    await hold.waitFor();
    await fay.page.clock.pauseAt(Date.now() + 1_000);
    await hold.hover();
    await fay.page.mouse.down();
    await fay.page.clock.runFor(300);
    await does(plumb, fay, sessionId, { type: "ChangeSeat", seatId: received(ben).mine!.seatId, scores: true });
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
    const { fay, ana, sessionId } = await call(["Fay", "Ana"], undefined, async (page, name) => {
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
    await submits(plumb, ana, sessionId, FIRST, "y 2 4 y 4 3 3 a y");
    const hold = button(bar(fay.page), "Hold to reveal");
    await hold.waitFor();
    held = [];
    const zoe = await stranger("Zoe");
    const { code } = (await withHands(plumb, fay, sessionId, async (hands) => hands.slices().session))!;
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
    await submits(plumb, ana, sessionId, FIRST, "y 2 4 y 4 3 3 a y");
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
    await button(dialog, "Mark Ben absent").click();
    // nobody is missing any more: the dialog leaves by itself
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
    await ana.context.close();
    people = people.filter((one) => one !== ana);
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
    await sees(button(fay.page, "People: 1 of 1 in"));
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
    await allIn({ sessionId } as Call, [ana, ben]);
    await reveal(fay);
    await ana.context.close();
    people = people.filter((one) => one !== ana);
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

  test("kill -9 while a re-vote is open: everybody is back at the same place, the votes are in and still hidden", async () => {
    const { fay, ana, ben, sessionId } = await call(["Fay", "Ana", "Ben"]);
    await allIn({ sessionId } as Call, [ana, ben]);
    await review(fay, sessionId);
    await reveal(fay);
    await openEmpathy(fay, sessionId, [fay, ana, ben]);
    await button(settleBar(fay.page), "More").click();
    await button(settleBar(fay.page), "Open a re-vote").click();
    const ballot = ({ page }: Someone) => page.getByRole("region", { name: "Re-vote" });
    await ballot(ana).locator("label", { hasText: /^3/ }).click();
    await everybody([fay, ana, ben], (one) => sees(ballot(one).getByText("1 of 2 voted")));
    const before = [fay, ana, ben].map((one) => one.arrived.length);
    await plumb.crash();
    for (const [index, one] of [fay, ana, ben].entries()) {
      await waitFor(() => one.arrived.slice(before[index]).some(({ text }) => text.includes('"now":')), `${one.name} to be back`, 40_000);
      await sees(heading(one.page, "Empathy"));
      await sees(ballot(one).getByText("1 of 2 voted"));
    }
    await sees(ballot(ana).getByText("You voted 3. You may change it until the reveal."));
    await sees(ballot(ana).getByRole("radio", { name: /^3/, checked: true }));
    expect(received(ben).discussion?.[FIRST]?.[EMPATHY]?.revotes).toEqual([{ round: 1, status: "open", in: 1, of: 2 }]);
    await ballot(ben).locator("label", { hasText: /^4/ }).click();
    await sees(ballot(fay).getByText("2 of 2 voted"));
    await button(ballot(fay), "Reveal the re-vote").click();
    await everybody([fay, ana, ben], ({ page }) => sees(page.getByText("Ana from 2 to 3. Ben stayed at 4.")));
  });

  test("the only admin lost the browser: a new one-time link from the server", async () => {
    const printed = await plumb.command("admin-link");
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
