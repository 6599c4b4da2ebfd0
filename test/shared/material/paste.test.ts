// Pasting several conversations at once.
import { describe, expect, test } from "vitest";
import { parseConversations, splitConversations } from "../../../shared/material/paste.ts";

const A = "Agent: a\nCustomer: b";
const B = "Agent: c\nCustomer: d";

describe("splitting", () => {
  test.each(["---", "=====", "***", "  ----------  ", "———"])("a line of %j separates two conversations", (rule) => {
    expect(splitConversations(`${A}\n${rule}\n${B}`).map((piece) => piece.text)).toEqual([A, B]);
  });
  test.each([
    ["Conversation 1\n", "Conversation 2"],
    ["# Call 1: Billing\n", "# Call 2"],
    ["", "--- Chat #2 ---"],
    ["Ticket No. 1 — Late\n", "TICKET NO. 2"],
    ["", "E-mail 2."],
  ])("numbered headers %j and %j do too", (first, second) => {
    expect(splitConversations(`${first}${A}\n\n${second}\n${B}`).map((piece) => piece.text.trim())).toEqual([A, B]);
  });
  test("a header's words are the title, also with a rule under it", () => {
    expect(parseConversations(`Call 1: Billing\n-----\n${A}\n\nCall 2\n${B}`).conversations.map((one) => one.title)).toEqual([
      "Billing",
      null,
    ]);
  });
  test("one conversation is one, with rules above and below it too", () => {
    expect(splitConversations(`---\n${A}\n---\n`)).toEqual([{ title: null, text: A }]);
    expect(splitConversations("")).toEqual([{ title: null, text: "" }]);
  });
  test("what is said about a call splits nothing", () => {
    expect(splitConversations("Agent: about call 2\nCustomer: Call 2 was rude -- very\n-- \nAna")).toHaveLength(1);
  });
  test("rules inside one e-mail thread do not cut it", () => {
    const mail = (from: string, words: string) => `From: ${from}\nSubject: Re: Lamp\n\n${words}`;
    expect(splitConversations(`${mail("Priya", "Hi")}\n---\n${mail("Joanna", "Hello")}`)).toHaveLength(1);
    expect(splitConversations(`${mail("Priya", "Hi")}\n---\nFrom: Tom\nSubject: Chair\n\nHi`)).toHaveLength(2);
  });
});

test("each conversation keeps its own source, so that it can be corrected apart", () => {
  const { conversations, problem } = parseConversations(`${A}\n---\n${B}`);
  expect(conversations.map((one) => one.source)).toEqual([A, B]);
  expect(problem).toBeNull();
});

test("more conversations than a session holds are said, not dropped in silence", () => {
  const { conversations, problem } = parseConversations(Array.from({ length: 14 }, () => A).join("\n---\n"));
  expect(problem).toEqual({ code: "tooManyConversations", params: { count: 14, limit: 12 } });
  expect(conversations).toHaveLength(12);
});

test.each(["-", "---\n", "Call 1\n", "Call ", "# ", "=", "call 1 ."])("100,000 characters of %j are split in linear time", (unit) => {
  const before = performance.now();
  splitConversations(unit.repeat(Math.floor(100_000 / unit.length)));
  expect(performance.now() - before).toBeLessThan(5_000);
});
