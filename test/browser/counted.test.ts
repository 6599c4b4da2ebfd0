// How little it takes: keys and clicks that the page really received, counted in the page itself. From the start page to a session, from a blank sheet to a submitted
// one, from the reveal to what is contested, to a settled criterion, and from a sleeping laptop back to scoring.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "../../shared/limits.ts";
import type { Criterion, ScaleKind } from "../../shared/scorecard/scorecard.ts";
import { conversation, type Device } from "../server/harness.ts";
import {
  addMembers,
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
import { PARCEL_CALL, REFUND_CHAT } from "./conversations.ts";
import { type Act, actsOn, countActs, counted, keys } from "./counting.ts";
import { openBrowser, type Plumb, startPlumb, waitFor } from "./harness.ts";
import { bar, button, heading, link, nobodyHasFaults, saved, sees, settleBar, sheetOf } from "./ways.ts";

let plumb: Plumb;
let browser: Browser;
let admin: Device;
let starter = "";
let fay: Player;
let tom: Player;
let ana: Player;

beforeAll(async () => {
  [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
  const known = await makeTeam(plumb);
  admin = known;
  starter = String((await known.ask("GET", "/api/sessions/new")).body.scorecardId);
  const [knownTom, knownAna] = await addMembers(plumb, known, [member("Tom", "new"), member("Ana", "settled")]);
  fay = await onKnownDevice(browser, plumb, known);
  tom = await onKnownDevice(browser, plumb, knownTom!);
  ana = await onKnownDevice(browser, plumb, knownAna!);
  for (const { page } of [fay, tom, ana]) await countActs(page);
});
afterAll(async () => {
  nobodyHasFaults([fay, tom, ana]);
  await browser?.close();
  await plumb?.stop();
});
tellOnFailure(() => [fay, tom, ana].filter(Boolean));

const onClipboard = ({ page }: Player, text: string) => page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
const opens = async (one: Player, sessionId: string): Promise<void> => {
  await one.page.goto(`${plumb.url}/s/${sessionId}`);
  await waitFor(() => received(one).session?.sessionId === sessionId, `${one.name} in the session`);
};
const review = async (sessionId: string): Promise<void> => does(plumb, fay, sessionId, { type: "MoveFocus", focus: { kind: "review" } });

test("the tally is the page's: what a script dispatches does not count, a chord and a paste count once", async () => {
  const { page } = ana;
  await page.goto(plumb.url);
  await sees(page.getByRole("main"));
  await actsOn(page);
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "x", bubbles: true })));
  await page.keyboard.press("Control+v");
  await page.keyboard.press("Control+Enter");
  await page.mouse.click(2, 2);
  const acts = await actsOn(page);
  expect(keys(acts)).toEqual(["Control", "v", "Control", "Enter"]);
  expect(acts.filter((act) => act.kind === "pointer")).toHaveLength(1);
  expect(counted(acts)).toBe(acts.some((act) => act.kind === "paste") ? 3 : 2);
});

test("from the start page to a session with two conversations: at most 8", async () => {
  const { page } = fay;
  await page.goto(plumb.url);
  await sees(link(page, "New session"));
  await actsOn(page);
  await link(page, "New session").click();
  await sees(heading(page, "New session"));
  const acts: Act[] = [];
  for (const [index, text] of [PARCEL_CALL, REFUND_CHAT].entries()) {
    if (index > 0) await button(page, "Add another conversation").click();
    const box = page
      .getByRole("article", { name: `Conversation ${index + 1}` })
      .getByRole("textbox")
      .first();
    // where one pastes has the focus already
    await waitFor(() => box.evaluate((element) => element === document.activeElement), "the box to have the focus");
    await onClipboard(fay, text);
    await page.keyboard.press("Control+v");
    await sees(button(page.getByRole("article", { name: `Conversation ${index + 1}` }), "Edit the text"));
  }
  await button(page, "Start").click();
  await page.waitForURL(/\/s\/[^/]+$/);
  await sees(heading(page, "We test the scorecard, not each other."));
  acts.push(...(await actsOn(page)));
  expect(acts.filter((act) => act.kind === "paste")).toHaveLength(2);
  expect(counted(acts)).toBe(5);
  expect(counted(acts)).toBeLessThanOrEqual(8);
});

/** Twenty criteria of every scale that takes one key, and the keys of one sheet. */
const SCALES: [ScaleKind, string][] = [
  ["binary", "y"],
  ["3pt", "2"],
  ["4pt", "3"],
  ["5pt", "4"],
];
const twenty = Array.from({ length: 20 }, (_, index): { criterion: Criterion; key: string } => {
  const [scale, key] = SCALES[index % SCALES.length]!;
  const criterionId = `c${index + 1}`;
  const name = `Criterion ${index + 1}`;
  return {
    key,
    criterion: {
      criterionId,
      sectionId: "s1",
      name,
      definition: `What ${name} means.`,
      scale,
      weight: 5,
      autoFail: false,
      allowNA: true,
      anchors: {},
    },
  };
});

test("a sheet of twenty criteria, scored and submitted: at most 24 keys", async () => {
  const scorecard = {
    scorecardId: "twenty",
    version: 1,
    name: "Twenty",
    sections: [{ sectionId: "s1", name: "All" }],
    criteria: twenty.map(({ criterion }) => criterion),
  };
  expect(twenty.length).toBeLessThanOrEqual(LIMITS.criteria);
  const put = await admin.ask("PUT", "/api/scorecards/twenty", { scorecard });
  expect(put.status, put.text).toBe(200);
  const sessionId = await makeSession(admin, [conversation("c1")], { scorecardId: "twenty" });
  await review(sessionId);
  await opens(tom, sessionId);
  const { page } = tom;
  await sees(sheetOf(page).getByRole("heading", { level: 2, name: "Criterion 1", exact: true }));
  await actsOn(page);
  for (const { key } of twenty) await page.keyboard.press(key);
  await page.keyboard.press("Control+Enter");
  await sees(heading(page, "Submitted."));
  const acts = await actsOn(page);
  expect(acts.every((act) => act.kind === "key")).toBe(true);
  expect(keys(acts)).toHaveLength(22);
  expect(keys(acts).length).toBeLessThanOrEqual(24);
  const sheet = received(tom).mine!.sheets.c1!;
  expect(twenty.map(({ criterion }) => sheet.submitted?.[criterion.criterionId]?.value)).toEqual(
    twenty.map(({ key }) => (key === "y" ? 1 : Number(key))),
  );
});

test("reveal in one gesture; the first contested criterion in one click; settled with a note in three; identical ones in one", async () => {
  const sessionId = await makeSession(admin, [conversation("c1")], { scorecardId: starter });
  await opens(fay, sessionId);
  await review(sessionId);
  await submits(plumb, fay, sessionId, "c1", "y 4 4 y 4 3 3 a y");
  await submits(plumb, ana, sessionId, "c1", "y 2 4 y 4 3 3 a y");
  await submits(plumb, tom, sessionId, "c1", "y 5 2 y 4 3 3 a y");
  const { page } = fay;
  const hold = button(bar(page), "Hold to reveal");
  await hold.waitFor();
  await actsOn(page);

  await hold.hover();
  await page.mouse.down();
  await sees(heading(page, /^Seven of nine criteria agree/));
  await page.mouse.up();
  expect(counted(await actsOn(page)), "the reveal").toBe(1);

  await button(bar(page), "Discuss Empathy").click();
  await sees(page.getByRole("heading", { level: 1, name: "Empathy" }));
  expect(counted(await actsOn(page)), "to what is contested").toBe(1);

  // by pointer
  const foot = settleBar(page);
  await foot.getByRole("radiogroup", { name: "Calibrated score" }).locator("label", { hasText: /^4$/ }).click();
  await foot.getByRole("textbox", { name: "Next time" }).click();
  await page.keyboard.type("score 4 when the worry is named");
  await button(foot, "Save & next").click();
  await sees(page.getByRole("heading", { level: 1, name: "Finding the need" }));
  const byPointer = await actsOn(page);
  expect(keys(byPointer).length, "what was typed").toBeGreaterThan(20);
  expect(counted(byPointer), "settled with a note").toBe(3);

  // by keyboard
  await page.keyboard.press("3");
  await page.keyboard.press("w");
  await waitFor(
    () => foot.getByRole("textbox", { name: "Next time" }).evaluate((element) => element === document.activeElement),
    "the note",
  );
  await page.keyboard.type("listen for the second question");
  await page.keyboard.press("Enter");
  await sees(button(bar(page), "Accept 7 identical"));
  const byKeyboard = await actsOn(page);
  expect(byKeyboard.every((act) => act.kind === "key")).toBe(true);
  expect(counted(byKeyboard), "settled with a note").toBe(3);
  const rows = received(fay).results!.c1!.rows;
  expect(rows.slice(0, 2).map(({ settled }) => [settled?.value, settled?.note])).toEqual([
    [4, "score 4 when the worry is named"],
    [3, "listen for the second question"],
  ]);

  await button(bar(page), "Accept 7 identical").click();
  await sees(page.getByText("9 of 9 settled"));
  expect(counted(await actsOn(page)), "identical ones").toBe(1);
});

test("a laptop that slept while the server was restarted: scoring again without a single press", async () => {
  const sessionId = await makeSession(admin, [conversation("c1")], { scorecardId: starter });
  await review(sessionId);
  const { page } = tom;
  await page.clock.install();
  await opens(tom, sessionId);
  await sees(sheetOf(page));
  for (const key of ["y", "4", "4"]) await page.keyboard.press(key);
  await saved(page, 3, 9);
  const cdp = await tom.context.newCDPSession(page);
  await actsOn(page);
  await cdp.send("Page.setWebLifecycleState", { state: "frozen" });
  await plumb.crash();
  await page.clock.fastForward("02:00:00");
  await cdp.send("Page.setWebLifecycleState", { state: "active" });
  await sees(page.getByText("Reconnected, 3 of 9 saved"));
  expect(await actsOn(page)).toEqual([]);
  // the fourth criterion stands there, and the key goes to it
  await sees(sheetOf(page).getByRole("heading", { level: 2, name: "Identity check" }));
  await page.keyboard.press("y");
  await saved(page, 4, 9);
  expect(keys(await actsOn(page))).toEqual(["y"]);
});
