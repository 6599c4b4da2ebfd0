// A large call, whole: a facilitator who does not score, a lead who gives the Baseline, five reviewers (one on a phone), an observer and the shared screen, and what each of them sees at each step.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import type { Conversation } from "../../shared/session/commands.ts";
import {
  addMembers,
  type Arrived,
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
  resultsArrivedAt,
  submits,
  tellOnFailure,
} from "./callWays.ts";
import { openBrowser, overflowsSideways, type Plumb, person, type Someone, startPlumb, waitFor } from "./harness.ts";
import {
  bar,
  button,
  enterByTeamLink,
  everybody,
  everythingOn,
  heading,
  headlineOn,
  holdToReveal,
  nobodyHasFaults,
  saved,
  saySpoke,
  scoreByKeyboard,
  sees,
  seesNoLonger,
  settle,
  settleBar,
  sheetOf,
  submit,
  tabSays,
} from "./ways.ts";

const FIRST = "c1";
const SECOND = "c2";
const SAID = "My parcel has been in your depot since Monday";
const AGENT = "Dana Whitfield";
type Seen = Someone & { arrived: Arrived[] };

const conversations: Conversation[] = [
  {
    conversationId: FIRST,
    title: "Parcel in the depot",
    channel: "phone",
    link: null,
    agent: AGENT,
    why: "Opinions differed in the team room",
    transcript: [
      { at: 0, speaker: "Agent", text: "Good morning, Northgate Parcels. What can I do for you?" },
      { at: 6, speaker: "Customer", text: `${SAID}, and the birthday is tomorrow.` },
      { at: 14, speaker: "Agent", text: "I am sorry to hear that. May I have the parcel number?" },
      { at: 86, speaker: "Agent", text: "With the first van, yes. That will not be a problem." },
    ],
  },
  {
    conversationId: SECOND,
    title: "Charged twice",
    channel: "chat",
    link: null,
    agent: AGENT,
    why: null,
    transcript: [
      { at: null, speaker: "Customer", text: "I was charged twice for the March invoice" },
      { at: null, speaker: "Agent", text: "The second one is a retry. I will send it back today." },
    ],
  },
];

/** Typed with the blind score; nobody else may have it before its author's turn. */
const REASON = {
  Aisha: "Only a stock phrase about Monday",
  Tom: "Names it once and moves on",
  Ben: "The birthday shapes what is offered",
  Omar: "Calm enough for the customer to agree",
  Carla: "Exactly what we ask of people",
  Lena: "The reference says it in own words",
};

describe("a large call", () => {
  let plumb: Plumb;
  let browser: Browser;
  let sessionId: string;
  let fay: Player;
  let lena: Player;
  let aisha: Player;
  let tom: Player;
  let ben: Player;
  let carla: Player;
  let omar: Player;
  let ines: Seen;
  let wall: Seen;
  let reviewers: Player[] = [];
  /** everybody with a seat */ let room: Seen[] = [];
  let all: Seen[] = [];
  let broken = false;

  beforeAll(async () => {
    [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
    const admin = await makeTeam(plumb);
    const members = await addMembers(plumb, admin, [
      member("Lena", "long", "lead"),
      member("Aisha", "new"),
      member("Tom", "new"),
      member("Ben", "settled"),
      member("Carla", "long"),
      member("Omar", "settled"),
    ]);
    sessionId = await makeSession(admin, conversations, { options: { facilitatorScores: false } });
    const players = await Promise.all(
      [admin, ...members].map((known) => onKnownDevice(browser, plumb, known, { width: known.name === "Omar" ? 400 : 1280 })),
    );
    [fay, lena, aisha, tom, ben, carla, omar] = players as [Player, Player, Player, Player, Player, Player, Player];
    reviewers = [aisha, tom, ben, carla, omar];
    room = [...players];
    all = room;
  });
  afterAll(async () => {
    await browser?.close();
    await plumb?.stop();
  });
  // each step stands on the one before: after a failure the rest says nothing
  beforeEach((step) => {
    if (broken) step.skip("an earlier step of the call failed");
    onTestFailed(() => {
      broken = true;
    });
  });
  tellOnFailure(() => all);

  /** The page that is safe to share: nothing to press, no transcript, no agent. */
  const wallIsSafe = async () => {
    expect(await wall.page.locator("button, a, input, textarea, select, [tabindex='0']").count()).toBe(0);
    for (const hidden of [SAID, AGENT]) {
      expect(await everythingOn(wall.page)).not.toContain(hidden);
      expect(arrivedText(wall)).not.toContain(hidden);
    }
  };
  /** The observer sees, and has nothing that acts on the call. */
  const observerOnlySees = async () => {
    for (const region of ["Facilitator's bar", "Your part", "Calibrated score", "Your scores"])
      expect(await ines.page.getByRole("region", { name: region }).count(), region).toBe(0);
    for (const act of [/^Spoke$/, /^Object$/, /^Change my mind$/, /^Open a re-vote$/, /^Take over$/])
      expect(await ines.page.getByRole("button", { name: act }).count(), String(act)).toBe(0);
  };
  const names = (people: readonly Someone[]) => people.map(({ name }) => name);
  const fromMenu = async (one: Someone, entry: string) => {
    await button(one.page, "More").first().click();
    await one.page.getByRole("menuitem", { name: entry, exact: true }).click();
  };
  const criterionOpen = (name: string, people: readonly Someone[] = all) =>
    everybody(people, ({ page }) => sees(page.getByRole("heading", { level: 1, name, exact: true })));
  const speaking = (one: Someone) => one.page.getByRole("region", { name: "Speaking order" });
  const turns = (one: { arrived: Arrived[] }, criterion: Parameters<typeof criterionId>[0]) => {
    const { discussion, roster } = received(one);
    const nameOf = (seatId: string) => roster?.seats.find((seat) => seat.seatId === seatId)?.name ?? "";
    const order = discussion?.[FIRST]?.[criterionId(criterion)]?.speaking?.order ?? [];
    return order.map(({ seatId, state }) => `${nameOf(seatId)} ${state}`);
  };
  const has = (one: Someone, words: string) => sees(one.page.getByText(words).first());

  test("arrival: everybody is in, the observer gets her role, the shared screen is on a link of its own", async () => {
    await everybody(room, ({ page }) => page.goto(`${plumb.url}/s/${sessionId}`));
    await everybody(room, ({ page }) => sees(heading(page, "We test the scorecard, not each other.")));

    // a coach whom Plumb does not know comes in by the team link while the door stands open
    const { teamLink } = (await fay.device.ask("GET", "/api/team")).body as { teamLink: string };
    const coach = await person(browser, "Ines");
    ines = { ...coach, arrived: listen(coach.page) };
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
    wall = { ...screen, arrived: listen(screen.page) };
    await wall.page.goto(url);
    await wall.page.waitForURL(/\/screen\//);
    room = [...room, ines];
    all = [...room, wall];

    // what each person sees
    const { code } = received(fay).session!;
    await sees(wall.page.getByText(code, { exact: true }));
    await sees(wall.page.getByText("8 here"));
    for (const name of names(room)) await sees(wall.page.getByRole("listitem").filter({ hasText: name }));
    await everybody(room, ({ page }) => sees(heading(page, "8 here")));
    await everybody(reviewers, ({ page }) => sees(button(page, "Score now")));
    await sees(bar(fay.page).getByText("Only you and the lead see this bar"));
    await sees(button(bar(lena.page), /^Start silent review/));
    expect(await fay.page.getByRole("button", { name: "Score now" }).count()).toBe(0);
    // who is in stands beside the names for the facilitator and the lead alone; nobody learns anybody's experience
    await everybody([fay, lena], async ({ page }) => expect(await page.getByText("not in yet", { exact: true }).count()).toBe(6));
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
    await button(bar(fay.page), "Start silent review, 15 min").click();
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
    await sees(wall.page.getByRole("heading", { name: "Everybody scores alone." }));

    // Aisha by keyboard, with a reason
    await scoreByKeyboard(aisha.page, ["y", { key: "2", reason: REASON.Aisha }, "4", "n", "4", "3", "3", "a"]);
    await saved(aisha.page, 8, 9);
    await tabSays(aisha.page, /Score: 1[01] left/);
    await scoreByKeyboard(aisha.page, ["y"]);
    await saved(aisha.page, 9, 9);
    await sees(aisha.page.getByText("All scored, not handed in yet. Only what you submit counts."));
    // complete, but not handed in: it counts for nobody
    await sees(fay.page.getByText("0 of 6 in").first());
    await submit(aisha.page);

    // Omar with his thumb, half a screen wide
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
    await everybody([...reviewers, lena, fay, ines], ({ page }) => sees(button(page, "People: 2 of 6 in")));
    await sees(wall.page.getByText("2 of 6 in").first());
    await button(bar(fay.page), "4 not in yet: who?").click();
    const missing = fay.page.getByRole("dialog", { name: "4 are not in yet" });
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
    await scoreByKeyboard(lena.page, ["y", { key: "4", reason: REASON.Lena }, "2", "y", "4", "3", "3", "3", "y"]);
    await saved(lena.page, 9, 9);
    await submit(lena.page);
    await button(sheetOf(lena.page), "Baseline").click();
    await lena.page.getByRole("menuitem", { name: /^Mark my scores as Baseline/ }).click();
    await sees(button(sheetOf(lena.page), "Your scores are the Baseline"));
    await everybody([...reviewers, ines], ({ page }) => sees(button(page, "People: 2 of 5 in")));
    await sees(wall.page.getByText("2 of 5 in").first());

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
    await sees(wall.page.getByText("5 of 5 in").first());
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
    await holdToReveal(fay, "pointer");
    const sentence = "Six of nine agree. Most apart: Identity check.";
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
      await sees(page.getByText("1 of 5 would auto-fail: 0 instead of 68"));
      await sees(page.getByText("5 reviews"));
      await sees(page.getByText(/^Baseline \d+$/));
      // the Baseline is said in words, on the scale too
      await sees(page.getByRole("img", { name: /^Finding the need.*Baseline: 2\./ }));
    }
    await sees(wall.page.getByText("1 of 5 would auto-fail: 0 instead of 68"));
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

  test("auto-fail split first: names open with the criterion, both totals stand there, newest first, Spoke, Pass, Next, open to everyone", async () => {
    await button(bar(fay.page), "Discuss Identity check").click();
    await criterionOpen("Identity check");
    await everybody(room, ({ page }) => sees(page.getByText(/^This decides the total: 0 or \d+(–\d+)?\.$/)));
    await everybody(all, ({ page }) =>
      sees(page.getByRole("img", { name: /^Identity check.*No: Aisha\. Yes: Tom, Ben, Carla,? and Omar\./ })),
    );
    await everybody(all, ({ page }) => sees(page.getByRole("img", { name: /Baseline: Yes\./ })));

    // newest first, drawn once: the same order on every screen
    const order = turns(fay, "identity");
    expect(order.map((each) => each.split(" ")[1])).toEqual(["turn", "turn", "waiting", "waiting", "waiting"]);
    expect(new Set(order.slice(0, 2))).toEqual(new Set(["Aisha turn", "Tom turn"]));
    expect(new Set(order.slice(2, 4))).toEqual(new Set(["Ben waiting", "Omar waiting"]));
    expect(order[4]).toBe("Carla waiting");
    for (const one of all) expect(turns(one, "identity")).toEqual(order);
    const byName = new Map(reviewers.map((one) => [one.name, one]));
    const [first, second] = order.map((each) => byName.get(each.split(" ")[0]!)!) as [Player, Player];
    await everybody([fay, lena, ines, ben, wall], (one) => has(one, first.name));
    await tabSays(first.page, /^Your turn · Identity check/);
    await tabSays(second.page, /^Your turn · Identity check/);
    await tabSays(ben.page, /^Identity check/);
    await sees(first.page.getByText(/^Your turn: say why you scored (Yes|No)\.$/));

    await button(speaking(fay), `${first.name} spoke`).click();
    await sees(button(speaking(fay), `${second.name} spoke`));
    await saySpoke(second);
    await waitFor(() => turns(ines, "identity").filter((each) => each.endsWith(" turn")).length === 2, "the turn of Ben and Omar");
    await tabSays(omar.page, /^Your turn/);
    await button(omar.page.getByRole("region", { name: "Your part" }), "Pass").click();
    await waitFor(() => turns(aisha, "identity").includes("Omar passed"), "Omar to have passed");
    await button(speaking(lena), "Next").click();
    await waitFor(() => turns(carla, "identity").includes("Carla turn"), "Carla's turn");
    await button(speaking(fay), "Open to everyone").click();
    await everybody(room, (one) => sees(speaking(one).getByText(one === omar ? "Not heard yet: Lena, Ben, Carla." : "Open to everyone")));
    await has(wall, "Open to everyone");
    await sees(speaking(tom).getByText("Not heard yet: Lena, Ben, Carla."));
    await observerOnlySees();

    // agreed with recorded dissent
    await ben.page.getByRole("region", { name: "Your part" }).getByRole("button", { name: "Object" }).click();
    const objection = ben.page.getByRole("dialog", { name: "Object" });
    await objection.getByLabel("What you disagree with").fill("The second detail came from the agent");
    await button(objection, "Record objection").click();
    await everybody(room, (one) =>
      sees(one.page.getByRole("region", { name: "Objections" }).getByText("The second detail came from the agent")),
    );
    await button(settleBar(fay.page), "More").click();
    await fay.page.getByText("With dissent", { exact: true }).click();
    await settle(fay, "Yes");
    await criterionOpen("Waiting");
    await wallIsSafe();
  });

  test("N/A against a score: applies or not comes first; parked with an owner", async () => {
    await everybody(room, ({ page }) => sees(page.getByText("Some say it does not apply. Settle that first: does it apply or not?")));
    await everybody(all, ({ page }) => sees(page.getByRole("img", { name: /^Waiting.*N\/A: Aisha, Ben,? and Omar\./ })));
    await button(settleBar(lena.page), "More").click();
    await button(settleBar(lena.page), "Park").click();
    const park = lena.page.getByRole("dialog", { name: "Park this criterion" });
    await park.getByLabel("Owner").selectOption({ label: "Carla" });
    await button(park, "Park").click();
    await criterionOpen("Empathy");
  });

  test("held reasons reach nobody before their turn, then everybody at once; the Baseline's waits for the last turn", async () => {
    const reach = async (one: Seen) => `${await everythingOn(one.page)} ${arrivedText(one)}`;
    const heldFromAllBut = async (...authors: (keyof typeof REASON)[]) => {
      for (const one of all)
        for (const author of authors)
          if (one.name !== author) expect((await reach(one)).includes(REASON[author]), `${author}'s reason at ${one.name}`).toBe(false);
    };
    const reasons = (one: Someone) => one.page.getByRole("region", { name: "Reasons" });
    /** the speaker's is read large, the others' of that turn and before stand behind a name and a score */
    const open = (one: Someone, author: keyof typeof REASON, score: number) =>
      sees(
        reasons(one)
          .getByText(REASON[author])
          .or(button(reasons(one), `Reason of ${author}, who scored ${score}`)),
      );
    // it is the turn of Aisha and Tom
    await everybody(room, async (one) => {
      await open(one, "Aisha", 2);
      await open(one, "Tom", 3);
    });
    const [now] = turns(fay, "empathy")[0]!.split(" ") as [keyof typeof REASON];
    await everybody(room, (one) => sees(reasons(one).getByText(REASON[now])));
    await sees(wall.page.getByText(REASON[now]));
    await heldFromAllBut("Ben", "Omar", "Carla", "Lena");
    await sees(ben.page.getByText("Your reason is held: shown at your turn."));
    await sees(ben.page.getByText(REASON.Ben));

    await everybody([aisha, tom], saySpoke);
    await everybody(room, async (one) => {
      await open(one, "Ben", 4);
      await open(one, "Omar", 4);
    });
    await button(reasons(ines), "Reason of Aisha, who scored 2").click();
    await sees(reasons(ines).getByText(REASON.Aisha));
    await heldFromAllBut("Carla", "Lena");
    await everybody([ben, omar], saySpoke);
    await everybody(room, (one) => sees(reasons(one).getByText(REASON.Carla)));
    // the reference waits for the last to speak
    await Promise.all(room.map((one) => waitFor(() => arrivedText(one).includes(REASON.Lena), `the Baseline's reason at ${one.name}`)));
    await saySpoke(carla);
    await sees(speaking(tom).getByText("Not heard yet: Lena."));
  });

  test("change my mind stands in sight of all, the blind score stays", async () => {
    await tom.page.getByRole("region", { name: "Your part" }).getByRole("button", { name: "Change my mind" }).click();
    const dialog = tom.page.getByRole("dialog", { name: "What would you say now?" });
    await sees(dialog.getByText("Your blind score: 3."));
    await dialog.locator("label", { hasText: /^4$/ }).click();
    await button(dialog, "Change my mind").click();
    await everybody(room, (one) => has(one, "Tom would now say 4"));
    await everybody(all, ({ page }) => sees(page.getByRole("img", { name: /^Empathy.* 3: Tom\..*Tom would now say 4\./ })));
  });

  test("one may look around while the call goes on, and return", async () => {
    await aisha.page.getByRole("button", { name: /^To discuss: \d of 4$/ }).click();
    await sees(aisha.page.getByRole("list", { name: "Criteria that differ" }));
    await button(aisha.page, "Look around").click();
    await aisha.page.getByRole("menuitem", { name: "My scores: Parcel in the depot" }).click();
    await sees(heading(aisha.page, "Your blind scores"));
    await sees(aisha.page.getByText("Frozen at the reveal."));
    // everybody else stays where the call is
    await sees(heading(tom.page, "Empathy"));
    await button(aisha.page, "Follow the call").click();
    await sees(heading(aisha.page, "Empathy"));
    expect(await button(aisha.page, "Follow the call").count()).toBe(0);
  });

  test("read aloud: the criterion fills every screen, only conductors can turn the page", async () => {
    await button(settleBar(fay.page), "More").click();
    await button(settleBar(fay.page), "Read aloud").click();
    await everybody(room, ({ page }) => sees(page.getByText("Contact · 2 of 9")));
    expect(await overflowsSideways(omar.page)).toBe(false);
    await everybody(all, ({ page }) => sees(page.getByText("One stock phrase (“sorry about that”), nothing about this customer.")));
    for (const one of [...reviewers, ines]) expect(await button(one.page, "Back to the discussion").count()).toBe(0);
    await button(lena.page, "Back to the discussion").click();
    await everybody(all, ({ page }) => sees(page.getByRole("img", { name: /^Empathy, 1 to 5/ })));
  });

  test("a re-vote is hidden until it is revealed, then shows who moved from where", async () => {
    await button(settleBar(lena.page), "More").click();
    await button(settleBar(lena.page), "Open a re-vote").click();
    const ballot = (one: Someone) => one.page.getByRole("region", { name: "Re-vote" });
    await everybody(room, (one) => sees(ballot(one).getByText("0 of 5 voted")));
    await has(wall, "0 of 5 voted");
    await tabSays(aisha.page, /^Vote again · Empathy/);
    for (const one of [fay, lena, ines]) expect(await ballot(one).getByRole("radio").count(), one.name).toBe(0);

    const vote = (one: Someone, value: number) =>
      ballot(one)
        .locator("label", { hasText: new RegExp(`^${value}`) })
        .click();
    await vote(aisha, 3);
    await sees(ballot(aisha).getByText("You voted 3. You may change it until the reveal."));
    await vote(omar, 4);
    await everybody(all, (one) => has(one, "2 of 5 voted"));
    for (const [one, value] of [
      [tom, 4],
      [ben, 4],
      [carla, 4],
    ] as const)
      await does(plumb, one, sessionId, {
        type: "CastRevote",
        conversationId: FIRST,
        criterionId: criterionId("empathy"),
        round: 1,
        value,
      });
    await everybody(all, (one) => has(one, "5 of 5 voted"));
    for (const one of all) {
      const open = received(one).discussion?.[FIRST]?.[criterionId("empathy")]?.revotes.at(-1);
      expect(open).toEqual({ round: 1, status: "open", in: 5, of: 5 });
      expect(await mainText(one.page)).not.toMatch(/from \d to \d/);
    }
    await button(ballot(lena), "Reveal the re-vote").click();
    const movement = "Aisha from 2 to 3. Tom from 3 to 4. Ben and Omar stayed at 4. Carla from 5 to 4.";
    await everybody(all, (one) => has(one, movement));
    await sees(heading(tom.page, "From blind score to re-vote"));
    expect(await overflowsSideways(omar.page)).toBe(false);
    await observerOnlySees();
    await wallIsSafe();
  });

  test("settling: provisional until a day, cause, feedback, a proposal and a note for next time; amendments and totals are seen by all", async () => {
    const foot = settleBar(fay.page);
    await button(foot, "More").click();
    await button(foot, "Propose a rewording").click();
    const proposal = fay.page.getByRole("dialog", { name: "Propose a change to the scorecard" });
    await proposal.getByLabel("Proposed wording").fill("Level 3: names it once, in own words");
    await button(proposal, "Propose").click();
    await seesNoLonger(proposal);
    await foot.getByText("Provisional", { exact: true }).click();
    await foot.getByLabel("Provisional until").fill("2031-03-04");
    await foot.getByLabel("Why did we differ?").selectOption({ label: "Wording unclear" });
    await foot.getByLabel("Feedback for the conversation").fill("Say what the delay means for the birthday");
    await settle(fay, "4", "score 4 when the customer calms down");
    await criterionOpen("Finding the need");

    // everybody can look back at it
    await button(carla.page, /^To discuss: \d of 4$/).click();
    await sees(carla.page.getByRole("list", { name: "Criteria that differ" }).getByText("Provisional: 4"));
    await sees(carla.page.getByText("Calibrated with dissent: Yes"));
    await sees(carla.page.getByText("Parked").first());
    await button(carla.page, "Look at Empathy").click();
    await sees(carla.page.getByText("Provisional score: 4, by Fay"));
    await sees(carla.page.getByText("Next time, score 4 when the customer calms down"));
    await sees(carla.page.getByText("Why we differed: Wording unclear"));
    await sees(carla.page.getByText("Feedback for the conversation: Say what the delay means for the birthday"));
    await button(carla.page, "Follow the call").click();

    // all agree, all differ from the baseline: discussed, not skipped
    await everybody(all, ({ page }) =>
      sees(page.getByRole("img", { name: /^Finding the need.*4: Aisha, Tom, Ben, Carla,? and Omar\..*Baseline: 2\./ })),
    );
    await settle(fay, "3");
    await everybody(all, ({ page }) => waitFor(async () => /agree/.test(await headlineOn(page)), "the results again"));
    await everybody(room, ({ page }) => sees(page.getByText(/^Calibrated so far \d+$/)));
    await sees(fay.page.getByText("Resolution: 4 or 5?"));
    await button(fay.page, "Resolution: settle at 4").click();
    await button(bar(fay.page), "Accept 4 identical").click();
    await everybody(room, ({ page }) => sees(page.getByText("8 of 9 settled")));
    await sees(ines.page.getByText("1 parked"));
    await observerOnlySees();
    await wallIsSafe();
  });

  test("a reveal that went wrong is set aside: kept, marked, out of the figures", async () => {
    await holdToReveal(lena, "keyboard");
    await everybody(all, ({ page }) => waitFor(async () => /Most apart: Empathy\.$/.test(await headlineOn(page)), "the second results"));
    await fromMenu(fay, "Set this reveal aside");
    const dialog = fay.page.getByRole("dialog", { name: "Set the reveal aside: Charged twice" });
    await dialog.getByLabel("What went wrong").fill("Half the room had read the answer");
    await button(dialog, "Set aside").click();
    for (const one of room) {
      await has(one, "This reveal is set aside: kept and marked, out of every figure.");
      await has(one, "Reason: Half the room had read the answer");
      await sees(button(one.page, one === fay || one === lena ? "Discuss Empathy" : "Look at Empathy").first());
    }
    await has(wall, "Set aside: out of every figure.");
    await observerOnlySees();
  });

  test("closing: what is open is listed, the report keeps what was set aside and says so, the shared screen thanks", async () => {
    await fromMenu(fay, "Finish early");
    await everybody(room, ({ page }) => sees(page.getByRole("heading", { level: 1 }).filter({ hasText: /^Left open: / })));
    await sees(tom.page.getByText("set aside, in no figure"));
    await sees(tom.page.getByText("owner Carla"));
    await sees(tom.page.getByText("Level 3: names it once, in own words"));
    await sees(wall.page.getByRole("heading", { name: "What we take with us" }));
    await button(bar(fay.page), "Close the session").click();
    await everybody(room, ({ page }) =>
      sees(page.getByRole("heading", { name: /^(Closed\. The report is ready|This session is closed)\.$/ })),
    );
    await sees(wall.page.getByRole("heading", { name: "Closed. Thank you." }));

    await ines.page.goto(`${plumb.url}/s/${sessionId}/report`);
    await has(ines, "Charged twice");
    await has(ines, "Half the room had read the answer");
    await has(ines, "The second detail came from the agent");
    await observerOnlySees();
    await wallIsSafe();
    nobodyHasFaults(all);
  });
});
