// The sample session fits the product's own limits and is worth disagreeing about.
import { expect, test } from "vitest";
import { containsCardNumber } from "../../../shared/material/cards.ts";
import { sampleConversations, sampleScorecardId } from "../../../shared/sample/sample.ts";
import { starterById } from "../../../shared/scorecard/starters/starters.ts";
import { conversationSchema } from "../../../shared/session/commands.ts";

const made = () => {
  let count = 0;
  return sampleConversations(() => `sample-${++count}`);
};
const [call, thread] = made();

test("both conversations could have been added by hand", () => {
  for (const conversation of made()) expect(conversationSchema.safeParse(conversation).error).toBeUndefined();
  expect(new Set(made().map((conversation) => conversation.conversationId)).size).toBe(2);
});

test("one phone call of 60 to 90 turns and about ten minutes, its times going forward", () => {
  const times = call!.transcript.map((line) => line.at ?? Number.NaN);
  expect(call!.channel).toBe("phone");
  expect(times.length).toBeGreaterThanOrEqual(60);
  expect(times.length).toBeLessThanOrEqual(90);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeGreaterThan(8 * 60);
  expect(times.at(-1)).toBeLessThanOrEqual(12 * 60 + 59);
});

test("one e-mail thread of 5 to 7 messages, without times of its own", () => {
  expect(thread!.channel).toBe("email");
  const messages = new Set(thread!.transcript.map((line) => line.speaker));
  expect(messages.size).toBeGreaterThanOrEqual(5);
  expect(messages.size).toBeLessThanOrEqual(7);
  expect(thread!.transcript.every((line) => line.at === null)).toBe(true);
});

test("the names of the agents are in their own field; masking them masks nothing else", () => {
  for (const { agent, transcript } of made()) {
    expect(agent).not.toBeNull();
    expect(transcript.some((line) => line.text.includes(agent!) || line.speaker.includes(agent!))).toBe(false);
  }
});

test("it is scored with the general starter, whose auto-fail and N/A both come up", () => {
  const card = starterById(sampleScorecardId);
  expect(card?.criteria.some((criterion) => criterion.autoFail && criterion.allowNA)).toBe(true);
  expect(call!.transcript.some((line) => /security word/i.test(line.text))).toBe(true);
  expect(thread!.transcript.some((line) => /postcode/i.test(line.text))).toBe(true);
});

test("no text looks like a card number", () => {
  for (const { transcript } of made()) for (const line of transcript) expect(containsCardNumber(line.text)).toBe(false);
});
