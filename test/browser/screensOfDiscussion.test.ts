// The states a criterion can be in, and what may stand above it, under the same eyes as every other screen: a vote partly cast, asked about, covered, revealed and cancelled; an objection; parked and settled with dissent; read aloud; coming late, losing the line, and a practice call.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SessionCommand } from "../../shared/session/commands.ts";
import {
  addMembers,
  criterionId,
  does,
  makeSession,
  makeTeam,
  member,
  onKnownDevice,
  type Player,
  received,
  submits,
  tellOnFailure,
} from "./callWays.ts";
import { axe, inBothThemes, openBrowser, type Plumb, person, type Someone, startPlumb } from "./harness.ts";
import { wrongOn } from "./screenAudit.ts";
import { wrongOnTheWall } from "./wallAudit.ts";
import { button, everybody, heading, nobodyHasFaults, sees, seesNoLonger, settleBar, stepByStep } from "./ways.ts";

const C1 = { conversationId: "c1", criterionId: criterionId("empathy") };

describe("every state of a criterion", () => {
  let plumb: Plumb;
  let browser: Browser;
  let fay: Player;
  let lena: Player;
  let ana: Player;
  let zoe: Player;
  let ori: Player;
  let wall: Someone;
  let sessionId = "";
  const all: Someone[] = [];
  tellOnFailure(() => all);
  stepByStep();

  const wrong: string[] = [];
  const isFine = async (one: Someone, screen: string) => {
    wrong.push(...(await wrongOn(one.page, screen)));
    if (one === wall) wrong.push(...(await wrongOnTheWall(one.page)).map((each) => `${screen}: ${each}`));
  };
  const conducts = (...commands: SessionCommand[]) => does(plumb, fay, sessionId, ...commands);
  const part = (one: Someone) => one.page.getByRole("region", { name: "Your part" });
  const dialog = (one: Someone) => one.page.getByRole("dialog");
  const opened = (name: string) =>
    everybody([fay, ana, ori, wall], ({ page }) => sees(page.getByRole("heading", { name, exact: true }).first()));

  beforeAll(async () => {
    [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
    const admin = await makeTeam(plumb);
    const others = await addMembers(plumb, admin, [
      member("Lena", "long", "lead"),
      member("Ana", "new"),
      member("Zoe", "settled"),
      member("Ori", "settled"),
    ]);
    sessionId = await makeSession(
      admin,
      [
        {
          conversationId: "c1",
          title: "Parcel in the depot",
          channel: "phone",
          link: null,
          agent: null,
          why: null,
          transcript: [{ at: 6, speaker: "Customer", text: "My parcel has been in your depot since Monday." }],
        },
      ],
      { options: { facilitatorScores: false }, personIds: others.map(({ personId }) => personId) },
    );
    [fay, lena, ana, zoe, ori] = (await Promise.all([admin, ...others].map((known) => onKnownDevice(browser, plumb, known)))) as [
      Player,
      Player,
      Player,
      Player,
      Player,
    ];
    wall = await person(browser, "Wall");
    all.push(fay, ana, zoe, ori, wall);
    const screen = String((await admin.ask("POST", "/api/links", { kind: "screen", sessionId })).body.url);
    await everybody([fay, ana, ori], async ({ page }) => {
      await page.goto(`${plumb.url}/s/${sessionId}`);
      await sees(heading(page, "We test the scorecard, not each other."));
    });
    await wall.page.goto(screen);
    const seats = received(fay).roster!.seats;
    const seat = (name: string) => seats.find((one) => one.name === name)!.seatId;
    await conducts({ type: "ChangeSeat", seatId: seat("Ori"), role: "observer" });
    await conducts({ type: "MarkAbsent", seatId: seat("Zoe") }, { type: "MoveFocus", focus: { kind: "review" } });
    await submits(plumb, lena, sessionId, "c1", "y 4 4 y 4 3 3 a y", { empathy: "Named what the customer felt" });
    await submits(plumb, ana, sessionId, "c1", "y 2 4 y 3 3 3 a y", { empathy: "Only a stock phrase" });
    await conducts({
      type: "RevealScores",
      conversationId: "c1",
      roll: { in: [seat("Lena"), seat("Ana")], missing: [], absent: [seat("Zoe")] },
    });
    await conducts({ type: "OpenCriterion", ...C1, readAloud: true });
  });
  afterAll(async () => {
    await browser?.close();
    await plumb?.stop();
  });

  test("whoever comes late chooses; the definition is read aloud", async () => {
    await zoe.page.goto(`${plumb.url}/s/${sessionId}`);
    await sees(zoe.page.getByRole("heading", { name: /Watch, or score first\?$/ }));
    await isFine(zoe, "watch or score first");
    await opened("Empathy");
    await isFine(fay, "read aloud");
    await isFine(wall, "shared screen while one reads aloud");
  });

  test("a vote partly cast, asked about, and covered", async () => {
    await conducts({ type: "OpenCriterion", ...C1, readAloud: false }, { type: "OpenRevote", ...C1 });
    const ballot = ana.page.getByRole("region", { name: "Re-vote" });
    await ballot.locator("label", { hasText: /^3/ }).click();
    await sees(button(ballot, "Show or change my vote"));
    await isFine(ana, "own vote covered");
    await button(ballot, "Show or change my vote").click();
    await isFine(ana, "own vote shown again");
    await sees(fay.page.getByText("1 of 2 voted").first());
    await isFine(fay, "vote partly cast");
    await isFine(ori, "vote partly cast, of an observer");
    await isFine(wall, "shared screen with a vote partly cast");
    // the question belongs to the layout that asked it
    for (const [width, height] of [
      [400, 800],
      [1280, 860],
    ] as const) {
      await fay.page.setViewportSize({ width, height });
      await button(fay.page, "Reveal without 1 vote").click();
      await sees(dialog(fay).getByRole("heading", { name: "1 has not voted yet" }));
      await inBothThemes(fay.page, async (theme) => {
        for (const fault of await axe(fay.page)) wrong.push(`one has not voted at ${width}, ${theme}: ${fault}`);
      });
      await button(dialog(fay), "Wait").click();
      await seesNoLonger(dialog(fay));
    }
  });

  test("a vote revealed, and one cancelled", async () => {
    await conducts({ type: "RevealRevote", ...C1, round: 1 });
    await sees(heading(ana.page, "From blind score to re-vote"));
    await isFine(ana, "vote revealed");
    await isFine(fay, "vote revealed, of the facilitator");
    await isFine(wall, "shared screen with a vote revealed");
    await conducts({ type: "OpenRevote", ...C1 }, { type: "CancelRevote", ...C1, round: 2 });
    await sees(ana.page.getByText("Re-vote 2 was cancelled; its votes stay hidden."));
    await isFine(ana, "vote cancelled");
  });

  test("a change of mind, an objection, a reason and a proposal", async () => {
    await button(part(ana), "Change my mind").click();
    await isFine(ana, "a change of mind");
    await ana.page.keyboard.press("Escape");
    await button(part(ana), "Object").click();
    await isFine(ana, "an objection");
    await dialog(ana).getByRole("textbox").fill("The definition asks for the worry itself");
    await button(dialog(ana), "Record objection").click();
    await sees(fay.page.getByText("The definition asks for the worry itself"));
    await isFine(fay, "an objection recorded");
    await isFine(wall, "shared screen with an objection");
    await button(settleBar(fay.page), "More").click();
    await button(settleBar(fay.page), "Propose a rewording").click();
    await isFine(fay, "a proposal");
    await fay.page.keyboard.press("Escape");
  });

  test("settled with dissent, parked", async () => {
    await conducts({
      type: "SettleCriterion",
      ...C1,
      value: 3,
      how: "withDissent",
      until: null,
      note: "score 4 when the worry is named",
      cause: null,
      feedback: null,
    });
    await sees(ana.page.getByText("score 4 when the worry is named").first());
    await isFine(ana, "settled with dissent");
    await isFine(fay, "settled with dissent, of the facilitator");
    await isFine(wall, "shared screen with a settled criterion");
    const next = { conversationId: "c1", criterionId: criterionId("resolution") };
    await conducts({ type: "OpenCriterion", ...next, readAloud: false });
    await opened("Resolution");
    await button(settleBar(fay.page), "More").click();
    await button(settleBar(fay.page), "Park").click();
    await isFine(fay, "parking");
    await fay.page.keyboard.press("Escape");
    await conducts({ type: "ParkCriterion", ...next, ownerPersonId: null });
    await isFine(fay, "parked, of the facilitator");
    await isFine(ana, "parked");
    await isFine(wall, "shared screen with a parked criterion");
  });

  test("the line is lost", async () => {
    await ana.context.setOffline(true);
    await sees(ana.page.getByRole("status").filter({ hasText: /^Reconnecting/ }));
    await isFine(ana, "reconnecting");
    await ana.context.setOffline(false);
  });

  test("a practice call", async () => {
    const made = await fay.device.ask("POST", "/api/practice", { speed: "normal" });
    await fay.page.goto(`${plumb.url}/s/${made.body.sessionId}`);
    await sees(fay.page.getByText("Practice: the others are simulated."));
    await isFine(fay, "practice call");
  });

  test("nothing is wrong with any of them", () => {
    expect(wrong).toEqual([]);
    nobodyHasFaults(all.filter((one) => one !== ana));
  });
});
