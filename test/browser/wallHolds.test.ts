// The shared screen when there is much to show: eight reviewers, long names, many notes and actions. Nothing is cut without a word, and what a room must see is there. Beside it one reviewer's phone, which is told what was settled.
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Criterion, Value } from "../../shared/scorecard/scorecard.ts";
import type { SessionCommand } from "../../shared/session/commands.ts";
import {
  addMembers,
  does,
  makeSession,
  makeTeam,
  mainText,
  member,
  onKnownDevice,
  type Player,
  tellOnFailure,
  withHands,
} from "./callWays.ts";
import { openBrowser, type Plumb, person, type Someone, startPlumb, waitFor } from "./harness.ts";
import { wrongOnTheWall } from "./wallAudit.ts";
import { heading, sees } from "./ways.ts";

const STREAMS = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
] as const;
const NAMES = [
  "Verifies identity with two independent data points under data protection policy",
  "Acknowledges the customer's feelings and their effect before verification first",
  "Finds the need behind the first sentence and says it back in plain words",
  "Offers a solution that fits the contract and explains what it costs",
  "Promises only what the next department has confirmed in writing",
  "Wraps up with the next step, its owner and the day it happens",
];
const CONVERSATIONS = ["c1", "c2", "c3"];
const NOTE =
  "score 4 when the worry is named and the customer is told what will happen next, and 2 when a stock phrase stands in its place";

const criteria = NAMES.map(
  (name, index): Criterion => ({
    criterionId: `k${index}`,
    sectionId: "s1",
    name,
    definition: `${name}. That means: the customer hears it, the customer understands it, and whoever reads the ticket later finds it there, in words that need no explanation.`,
    scale: index === 0 ? "binary" : "5pt",
    weight: 10,
    autoFail: index === 0,
    allowNA: index === 1,
    anchors: index === 0 ? {} : { 1: "Nothing of it is heard", 3: "It is heard, and not understood", 5: "It is heard and understood" },
  }),
);
/** all of one score but one, or spread: stacks as high as they get */
const answer = (index: number, who: number): Value => {
  if (index === 0) return who < 2 ? 0 : 1;
  if (index === 1 && who === 3) return "NA";
  return index % 2 === 0 ? (who === 0 ? 1 : 4) : 1 + (who % 5);
};

let plumb: Plumb;
let browser: Browser;
let wall: Someone;
let gus: Player;
let sessionId = "";
let owners: string[] = [];
let conducts: (...commands: SessionCommand[]) => Promise<void>;
tellOnFailure(() => [wall, gus]);

/** at the size of a stream and at that of a projector; pictures on demand */
async function holds(place: string): Promise<void> {
  const wrong: string[] = [];
  for (const stream of STREAMS) {
    wrong.push(...(await wrongOnTheWall(wall.page, stream)).map((each) => `${place} at ${stream.height}: ${each}`));
    if (!process.env.PLUMB_SHOTS) continue;
    await wall.page.setViewportSize(stream);
    await wall.page.screenshot({ path: join(process.env.PLUMB_SHOTS, `wall-${place}-${stream.height}.png`) });
  }
  expect(wrong).toEqual([]);
}

beforeAll(async () => {
  [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
  const admin = await makeTeam(plumb);
  const others = await addMembers(
    plumb,
    admin,
    ["Maximiliane von Hohenstein-Schwarzenberg", "Aisha", "Ben", "Carla", "Dario", "Emil", "Frieda", "Gus"].map((name) =>
      member(name, "settled"),
    ),
  );
  owners = others.map(({ personId }) => personId);
  const scorecard = { scorecardId: "long", version: 1, name: "Long", sections: [{ sectionId: "s1", name: "All" }], criteria };
  const put = await admin.ask("PUT", "/api/scorecards/long", { scorecard });
  expect(put.status, put.text).toBe(200);
  sessionId = await makeSession(
    admin,
    CONVERSATIONS.map((conversationId, index) => ({
      conversationId,
      title: `${["A parcel", "A refund", "A booking"][index]} that was promised twice and is asked about for the third time this week`,
      channel: "phone",
      link: null,
      agent: null,
      why: null,
      transcript: [],
    })),
    { scorecardId: "long", options: { facilitatorScores: false }, personIds: others.map(({ personId }) => personId) },
  );
  conducts = (...commands) => does(plumb, { device: admin, name: admin.name }, sessionId, ...commands);
  await conducts({ type: "MoveFocus", focus: { kind: "review" } });
  const seatIds = await Promise.all(
    others.map((one, who) =>
      withHands(plumb, { device: one, name: one.name }, sessionId, async (hands) => {
        for (const conversationId of CONVERSATIONS) {
          const sheet = Object.fromEntries(
            criteria.map(({ criterionId }, index) => [criterionId, { value: answer(index, who), reason: "", unsure: false, evidence: [] }]),
          );
          const { ok } = await hands.send({ type: "SubmitReview", conversationId, sheet });
          expect(ok).toBe(true);
        }
        return hands.slices().mine!.seatId;
      }),
    ),
  );
  wall = await person(browser, "Wall");
  gus = await onKnownDevice(browser, plumb, others.at(-1)!);
  await gus.page.setViewportSize({ width: 400, height: 800 });
  await gus.page.goto(`${plumb.url}/s/${sessionId}`);
  const screen = String((await admin.ask("POST", "/api/links", { kind: "screen", sessionId })).body.url);
  await wall.page.goto(screen);
  await sees(heading(wall.page, "All scores are handed in."));
  const roll = { in: seatIds, missing: [], absent: [] };
  await conducts(...CONVERSATIONS.map((conversationId) => ({ type: "RevealScores" as const, conversationId, roll })));
  await conducts({ type: "MoveFocus", focus: { kind: "results", conversationId: "c1" } });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await plumb?.stop();
});

test("six criteria with long names that differ among eight reviewers: all six rows are drawn", async () => {
  await sees(wall.page.getByText(/8 reviews/));
  await holds("results");
  expect(await wall.page.getByRole("main").getByRole("listitem").count()).toBe(6);
});

/** The line lies above the foot, inside the window, and a press goes through it. */
async function lineIsInNobodysWay(): Promise<void> {
  const { page } = gus;
  for (const size of [
    { width: 400, height: 800 },
    { width: 1280, height: 860 },
  ]) {
    await page.setViewportSize(size);
    const faults = () =>
      page.evaluate(() => {
        const line = document.querySelector("[data-outcome] > *");
        const foot = [...document.querySelectorAll("main section")].at(-1);
        if (!line || !foot) return ["no line or no foot"];
        const { left, right, top, bottom } = line.getBoundingClientRect();
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return [
          ...(bottom > foot.getBoundingClientRect().top + 1 ? ["it lies on the foot"] : []),
          ...(left < 0 || right > innerWidth || top < innerHeight / 2 ? ["it is not where it belongs"] : []),
          ...(hit && line.contains(hit) ? ["it stops the pointer"] : []),
        ];
      });
    await waitFor(async () => (await faults()).length === 0, `the line at ${size.width}, in nobody's way`);
    if (process.env.PLUMB_SHOTS) await page.screenshot({ path: join(process.env.PLUMB_SHOTS, `line-${size.width}.png`) });
  }
}

test("a criterion with seven badges on one score; then what was settled stands at the foot, and is told on a phone without moving anything", async () => {
  await conducts({ type: "OpenCriterion", conversationId: "c1", criterionId: "k2", readAloud: false });
  await sees(heading(wall.page, NAMES[2]!));
  await holds("criterion");
  const place = { conversationId: "c1", criterionId: "k2" };
  await conducts(
    { type: "SettleCriterion", ...place, value: 4, how: "agreed", until: null, note: NOTE, cause: null, feedback: null },
    { type: "OpenCriterion", conversationId: "c1", criterionId: "k3", readAloud: false },
  );
  await sees(gus.page.locator("[data-outcome]").getByText(`Next time: ${NOTE}`));
  await sees(heading(gus.page, NAMES[3]!));
  await lineIsInNobodysWay();
  await sees(wall.page.locator("footer").getByText(`Next time: ${NOTE}`));
  await holds("outcome");
  await conducts({ type: "MoveFocus", focus: { kind: "results", conversationId: "c1" } });
  await sees(wall.page.getByText("Calibrated: 4"));
  await holds("results-settled");
  expect(await wall.page.getByRole("main").getByRole("listitem").count()).toBeGreaterThanOrEqual(5);
});

test("at the close the actions are seen with owner and date, some notes, and how many there are beside them", async () => {
  const settled = { how: "agreed", until: null, note: NOTE, cause: null, feedback: null } as const;
  await conducts(
    ...CONVERSATIONS.flatMap((conversationId) =>
      criteria
        .filter((_, index) => conversationId !== "c3" || index < 5)
        .map(({ criterionId }, index) => ({
          type: "SettleCriterion" as const,
          conversationId,
          criterionId,
          value: index === 0 ? 1 : 4,
          ...settled,
        })),
    ),
    ...Array.from({ length: 9 }, (_, index) => ({
      type: "AddAction" as const,
      actionId: `a${index}`,
      text: `Action ${index + 1}: write down when the carrier is asked first, who asks, and what the customer is told until the answer comes`,
      ownerPersonId: owners[index % owners.length]!,
      dueOn: "2031-03-04",
      criterionId: null,
      conversationId: null,
    })),
    { type: "MoveFocus", focus: { kind: "closing" } },
  );
  await sees(heading(wall.page, "What we take with us"));
  await sees(wall.page.getByText(/^Action 1: /));
  await holds("close");
  const text = await mainText(wall.page);
  expect(text).toMatch(/Action 3: /);
  expect(text).toMatch(/due Tue,? 4 Mar/);
  expect(text).toContain("Maximiliane");
  expect(text).toMatch(/Next time .*score 4 when the worry is named/);
  expect(text).toMatch(/and \d+ more/);
  await conducts({ type: "CloseSession" });
  await sees(heading(wall.page, "Closed. Thank you."));
  await holds("closed");
});
