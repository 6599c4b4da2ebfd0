// Puts a reason together: a sentence for the subject and the score, with the words of the line it rests on, and the line pinned beside it.
import { LIMITS } from "../../shared/limits.ts";
import type { DraftEntry, Line } from "../../shared/session/shapes.ts";
import { chance, pick } from "./chance.ts";
import type { Habit, Judgement } from "./habits.ts";
import { excerpt, type Material } from "./reading.ts";
import { CUSTOMER_SAYS, NOT_APPLICABLE, SENTENCES, TAILS } from "./sentences.ts";
import type { Topic } from "./signals.ts";

export const fill = (sentence: string, words: Record<string, string>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);

const firstName = (agent: string | null): string => agent?.trim().split(/\s+/)[0] || "the agent";

/** The line as it stands, cut only where it would be too long. */
function pinned(lines: readonly Line[], line: number | null): DraftEntry["evidence"] {
  const text = line === null ? undefined : lines[line]?.text;
  if (line === null || !text) return [];
  return [{ line, at: null, quote: text.slice(0, LIMITS.quote) }];
}

export type Reason = { text: string; evidence: DraftEntry["evidence"] };
export type Speaker = { habit: Habit /** among the others, so that two rarely say the same sentence */; place: number };

export function reasonFor(
  speaker: Speaker,
  topic: Topic,
  judgement: Judgement,
  material: Material,
  seed: number,
  ...about: string[]
): Reason {
  const { tone, found } = judgement;
  const { habit, place } = speaker;
  const evidence = pinned(material.transcript, found?.line ?? null);
  const line = evidence[0]?.quote ?? null;
  const quote = line !== null && found ? excerpt(line, Math.min(found.at, line.length - 1)) : null;
  const list = tone === "notApplicable" ? NOT_APPLICABLE : SENTENCES[topic][tone];
  const pointing = quote !== null && found?.by === "agent";
  const fitting = list.filter((sentence) => sentence.includes("{quote}") === pointing);
  const sentence = fitting[(Math.floor(chance(seed, "sentence", ...about) * fitting.length) + place) % fitting.length] ?? list[0]!;
  const customers =
    quote !== null && found?.by === "customer" ? ` ${fill(pick(CUSTOMER_SAYS, seed, "customer", habit, ...about), { quote })}` : "";
  const tails = TAILS[habit][tone] ?? [];
  const tail = tails.length > 0 && chance(seed, "tail?", habit, ...about) < 0.3 ? ` ${pick(tails, seed, "tail", habit, ...about)}` : "";
  const said = fill(sentence, { quote: quote ?? "", agent: firstName(material.agent) });
  return { text: `${said.charAt(0).toUpperCase()}${said.slice(1)}${customers}${tail}`, evidence };
}
