// Reading a transcript for one criterion: which of its lines speak for a good score and which against. Pure; knows nothing but the material that was given.
import type { Line } from "../../shared/session/shapes.ts";
import { SIGNALS, type Signal, type Topic } from "./signals.ts";

/** `at`: where in the line the words begin. */
export type Found = { line: number; at: number; by: Signal["by"]; good: boolean; weight: number; subtle: boolean };
export type Reading = {
  topic: Topic;
  found: Found[] /** lines the agent says, for a reason that needs one and found none */;
  agentLines: number[];
};
export type Material = { transcript: readonly Line[]; agent: string | null };

const CUSTOMER = /^(?:customer|caller|client|guest|patient|member|user|visitor)\b/i;
const AGENT = /^(?:agent|advis[eo]r|operator|representative|support|specialist)\b/i;

/** Whether a line is the scored person's own. Speakers may carry a time ("Agent, Mon 15:47"). */
export function isAgents({ speaker }: Pick<Line, "speaker">, agent: string | null): boolean {
  if (AGENT.test(speaker)) return true;
  if (CUSTOMER.test(speaker)) return false;
  const first = agent?.split(/\s+/)[0]?.toLowerCase();
  return first !== undefined && first !== "" && speaker.toLowerCase().includes(first);
}

/** An opening is judged by the first words; everything else anywhere. */
const reach = (topic: Topic, agentLines: number[]): number => (topic === "opening" ? (agentLines[1] ?? agentLines[0] ?? 0) : Infinity);

export function readFor(topic: Topic, { transcript, agent }: Material): Reading {
  const agentLines = transcript.flatMap((line, index) => (isAgents(line, agent) ? [index] : []));
  const own = new Set(agentLines);
  const until = reach(topic, agentLines);
  const found = transcript.flatMap(({ text }, line): Found[] => {
    if (line > until) return [];
    const by = own.has(line) ? "agent" : "customer";
    return SIGNALS.filter((signal) => signal.topic === topic && signal.by === by).flatMap(({ good, weight, subtle, words }) => {
      const at = text.search(words);
      return at === -1 ? [] : [{ line, at, by, good, weight, subtle: subtle ?? false }];
    });
  });
  return { topic, found, agentLines };
}

const SENTENCE_ENDS = /[.!?](?=\s|$)/g;

/** A short piece of a line around the words that matter, for quoting inside a sentence: whole words, and always a part of the line as it stands. */
export function excerpt(text: string, at = 0, longest = 72): string {
  const ends = [...text.matchAll(SENTENCE_ENDS)].map(({ index }) => index + 1);
  const from = ends.filter((end) => end <= at).at(-1) ?? 0;
  const sentence = text.slice(from, ends.find((end) => end > at) ?? text.length);
  const begins = from + (sentence.length - sentence.trimStart().length);
  if (sentence.trim().length <= longest) return sentence.trim().replace(/[.,;:\s]+$/, "");
  // too long: from the last comma or word before the words that matter
  const before = text.slice(begins, at);
  const comma = before.lastIndexOf(", ");
  const start =
    comma >= 0 && before.length > 24
      ? begins + comma + 2
      : before.length > 24
        ? begins + before.lastIndexOf(" ", before.length - 8) + 1
        : begins;
  const piece = text.slice(start, begins + sentence.trim().length);
  return (piece.length <= longest ? piece : piece.slice(0, longest).replace(/\s+\S*$/, "")).replace(/[.,;:\s]+$/, "");
}

/** How many words there are to read or to say. */
export const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;
export const wordsIn = (transcript: readonly Line[]): number => transcript.reduce((sum, { text }) => sum + countWords(text), 0);
