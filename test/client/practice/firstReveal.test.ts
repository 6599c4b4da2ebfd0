// From the address in the terminal to the first reveal of a practice call in three minutes, at the pace a call begins with, by somebody who reads every word on the
// way. Counted, never timed: words at a usual reading speed, keys and presses at what each takes, and the pauses of the simulated people in virtual time.
import { expect, test } from "vitest";
import { COMPANY } from "../../../client/practice/company.ts";
import { countWords, wordsIn } from "../../../client/practice/reading.ts";
import { sheetOf } from "../../../client/practice/sheet.ts";
import { takePart } from "../../../client/practice/takePart.ts";
import enter from "../../../client/texts/en/enter.json" with { type: "json" };
import hints from "../../../client/texts/en/hints.json" with { type: "json" };
import house from "../../../client/texts/en/house.json" with { type: "json" };
import people from "../../../client/texts/en/people.json" with { type: "json" };
import practice from "../../../client/texts/en/practice.json" with { type: "json" };
import prompts from "../../../client/texts/en/prompts.json" with { type: "json" };
import { containsCardNumber } from "../../../shared/material/cards.ts";
import { practiceConversations, practiceScorecard } from "../../../shared/sample/practice.ts";
import { conversationSchema } from "../../../shared/session/commands.ts";
import type { Slices } from "../../../shared/session/view/slices.ts";
import { fakeConnection } from "../session/fakeConnection.ts";
import { mine, review, session, sheet } from "../session/fixtures.ts";
import { handClock } from "./handClock.ts";

const SEEDS = Array.from({ length: 40 }, (_, index) => index * 7919 + 1);
const [chat] = practiceConversations(() => "c1");
const { criteria } = practiceScorecard;

const room = (focus: Slices["session"]["focus"]): Partial<Slices> => ({
  ...review(),
  session: { ...session, focus },
  scorecard: { ...review().scorecard!, ...practiceScorecard },
  conversations: review()
    .conversations!.slice(0, 1)
    .map((shown) => ({ ...shown, ...chat! })),
  mine: mine("reviewer", { sheets: { c1: sheet() } }),
});

/** When the last of the five has handed in, in seconds since the facilitator started the review; null: not within ten minutes. */
async function lastIn(seed: number, speed: "normal" | "fast"): Promise<number | null> {
  const { clock, pass } = handClock();
  const connections = COMPANY.map((persona) => {
    const connection = fakeConnection(room({ kind: "review" }));
    takePart({ persona, seed, connection, clock, speed: () => speed, onLeft: () => undefined });
    return connection;
  });
  for (let seconds = 1; seconds <= 600; seconds++) {
    await pass(1_000);
    if (connections.every(({ sent }) => sent.some(({ type }) => type === "SubmitReview"))) return seconds;
  }
  return null;
}

/** Silent reading of an easy text, 240 words a minute; a press with the mouse; a key; a moment to decide. */
const SECONDS = { word: 60 / 240, press: 1.3, key: 0.28, decision: 1.35 };
const reading = (...texts: string[]): number => texts.reduce((sum, text) => sum + countWords(text), 0) * SECONDS.word;

const settingUp =
  reading(
    enter.setup.lead,
    enter.setup.first,
    enter.name.label,
    enter.setup.team,
    enter.setup.teamHint,
    house.experience.label,
    enter.name.experienceHint,
    enter.setup.go,
    enter.setup.practise,
    enter.purpose,
  ) +
  "Iris, Northgate Support".length * SECONDS.key +
  SECONDS.decision +
  SECONDS.press;
const arriving =
  reading(
    practice.line.simulated,
    people.arrival.purpose,
    people.arrival.how_one,
    people.arrival.firstTime,
    hints.bar,
    prompts.welcome_one,
  ) +
  SECONDS.decision +
  SECONDS.press;
const scoring =
  reading(hints.score, ...chat!.transcript.map(({ text }) => text), ...criteria.map(({ name, definition }) => `${name} ${definition}`)) +
  criteria.length * (SECONDS.decision + SECONDS.key) +
  SECONDS.press;
const revealing = SECONDS.decision + SECONDS.press + 1;

test("within three minutes, whatever the seed: every word read, every criterion scored, and the slowest of the five waited for", async () => {
  for (const seed of SEEDS) {
    const others = await lastIn(seed, "normal");
    expect(others).not.toBeNull();
    expect(settingUp + arriving + Math.max(scoring, others!) + revealing).toBeLessThan(180);
  }
});

test("somebody who reads every word is not left waiting for half a minute, and nobody has scored before a person could have read", async () => {
  for (const seed of SEEDS) {
    const others = await lastIn(seed, "normal");
    expect(others! - scoring).toBeLessThan(30);
    expect(others!).toBeGreaterThan(wordsIn(chat!.transcript) / 5);
  }
});

test("quick means well under half a minute", async () => {
  for (const seed of SEEDS.slice(0, 10)) expect(await lastIn(seed, "fast")).toBeLessThan(30);
});

test("the chat is short and could have been added by hand; the card is the general one's, with every kind of split in reach", () => {
  expect(conversationSchema.safeParse(chat).error).toBeUndefined();
  expect(wordsIn(chat!.transcript)).toBeLessThanOrEqual(200);
  expect(chat!.transcript.some(({ text }) => containsCardNumber(text))).toBe(false);
  expect(criteria).toHaveLength(6);
  expect(criteria.filter(({ autoFail }) => autoFail)).toHaveLength(1);
  expect(new Set(criteria.map(({ scale }) => scale)).size).toBe(3);
  expect(criteria.some(({ allowNA }) => allowNA)).toBe(true);
});

test("there is always something to talk about and something that agrees, and the newcomer sees what the four others miss", () => {
  for (const seed of SEEDS) {
    const sheets = COMPANY.map((persona) => sheetOf(persona, practiceScorecard, chat!, seed));
    const answers = criteria.map(({ criterionId }) => new Set(sheets.map((one) => one[criterionId]!.value)));
    expect(answers.filter(({ size }) => size > 1).length).toBeGreaterThanOrEqual(2);
    expect(answers.some(({ size }) => size === 1)).toBe(true);
    expect(sheets.map((one) => one["general-identity"]!.value)).toEqual([0, 1, 1, 1, 1]);
  }
});
