// What an application message can be got wrong: every command of the protocol with something in it replaced, and shapes that break parsers. As text, because JSON can say what objects cannot.
import { everyCommand } from "../../shared/session/everyCommand.ts";
import type { Dice } from "../real/dice.ts";

const deep = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
const NASTY: (() => string)[] = [
  () => "null",
  () => "true",
  () => "-0",
  () => "1e400",
  () => "-1e400",
  () => "1.5",
  () => "101",
  () => "-1",
  () => "9007199254740993",
  () => "[7]",
  () => "{}",
  () => "[]",
  () => '""',
  () => '"NaN"',
  () => '{"valueOf":7}',
  () => '{"__proto__":{"polluted":true}}',
  () => '{"constructor":{"prototype":{"polluted":true}}}',
  () => '"__proto__"',
  () => '"\\u0000"',
  () => '"\\ud800"',
  () => '"\\u202e=cmd|"',
  () => `"${"x".repeat(4_001)}"`,
  () => `"${"é".repeat(700)}"`,
  () => deep(60),
  () => deep(4_000),
  () => `{${Array.from({ length: 300 }, (_none, index) => `"k${index}":0`).join(",")}}`,
  () => '{"text":"x","text":"y"}',
  () => '"2026-02-30"',
  () => '"<script>alert(1)</script>"',
  () => '"../../etc/passwd"',
];
/** more than a frame may hold: the connection ends */
export const OVERSIZED: (() => string)[] = [
  () => `{${Array.from({ length: 100_000 }, (_none, index) => `"k${index}":0`).join(",")}}`,
  () => `"${"x".repeat(64 * 1024 + 1)}"`,
  () => deep(60_000),
];

const LEAF = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null/g;
const KEY = /"(\w+)":/g;

const nth = (text: string, pattern: RegExp, dice: Dice, put: (found: string) => string): string => {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { index, 0: whole } = dice.pick(found);
  return text.slice(0, index) + put(whole) + text.slice(index + whole.length);
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** What no parser takes: the whole connection ends with it. */
export const broken = (samples: readonly string[], dice: Dice): string => {
  const text = dice.pick(samples);
  return text.slice(0, 1 + dice.int(text.length - 2));
};

/** One message's JSON, changed in one to three places. It stays JSON: otherwise nobody behind the parser would ever see it. */
export function payload(samples: readonly string[], dice: Dice): string {
  for (;;) {
    const text = changed(samples, dice);
    if (isJson(text)) return text;
  }
}

function changed(samples: readonly string[], dice: Dice): string {
  let text = dice.pick(samples);
  for (let times = 1 + dice.int(3); times > 0; times--) {
    const how = dice.int(10);
    if (how < 5) text = nth(text, LEAF, dice, () => dice.pick(NASTY)());
    else if (how < 7)
      text = nth(text, KEY, dice, () => `${JSON.stringify(dice.pick(["__proto__", "constructor", "type", "id", "x", "seatId"]))}:`);
    else if (how < 9) text = text.replace("{", `{"extra":${dice.pick(NASTY)()},`);
    else text = dice.pick(NASTY)();
  }
  return text;
}

/** Nothing that ends the session for the attackers themselves. */
const LEFT_OUT = new Set(["CloseSession", "HandOver"]);
export const commandSamples = (seatId: string, criterionId: string): string[] =>
  Object.values(everyCommand(seatId))
    .filter(({ type }) => !LEFT_OUT.has(type))
    .map((command) => JSON.stringify({ id: "fuzz", command }).replaceAll('"empathy"', JSON.stringify(criterionId)));
export const draftSamples = (criterionId: string): string[] => [
  JSON.stringify({
    id: "fuzz",
    tab: "t",
    conversationId: "c2",
    criterionId,
    entry: { value: 1, reason: "r", unsure: false, evidence: [] },
  }),
  JSON.stringify({ id: "fuzz", tab: "t", conversationId: "c2", criterionId, entry: null }),
];
