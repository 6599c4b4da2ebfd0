// How five people hear the same call differently. A habit is a pure function of what there is to be noticed; chance comes in as a number.
import { SCALES, spanOf } from "../../shared/scorecard/scales.ts";
import type { Criterion, Value } from "../../shared/scorecard/scorecard.ts";
import { chance } from "./chance.ts";
import type { Found, Reading } from "./reading.ts";

export type Habit = "lenient" | "severe" | "erratic" | "missesEvidence" | "newcomer";
export type Tone = "good" | "mixed" | "bad" | "notApplicable";
/** What one person makes of one criterion: the score, how sure, and what it rests on. */
export type Judgement = { value: Value; unsure: boolean; tone: Tone /** the sign it rests on; null: an impression */; found: Found | null };

type Ear = {
  /** which of the signs this person notices */ notices: (found: Found, index: number, lines: number) => boolean;
  /** what a sign for and a sign against weigh */ forIt: number;
  against: number;
  /** where they begin, 0 to 1, before anything was said */ start: number;
  /** how far chance moves them */ wobble: number;
};

const obvious = ({ subtle }: Found): boolean => !subtle;

const EARS: Record<Habit, Ear> = {
  lenient: { notices: obvious, forIt: 1.3, against: 0.5, start: 0.7, wobble: 0.08 },
  severe: { notices: obvious, forIt: 0.8, against: 1.2, start: 0.48, wobble: 0.08 },
  erratic: { notices: obvious, forIt: 1.1, against: 0.9, start: 0.6, wobble: 0.5 },
  // listens to the first half, then has made up their mind
  missesEvidence: {
    notices: (found, line, lines) => obvious(found) && line < lines * 0.45,
    forIt: 1.2,
    against: 0.8,
    start: 0.66,
    wobble: 0.06,
  },
  newcomer: { notices: () => true, forIt: 1.1, against: 1, start: 0.62, wobble: 0.1 },
};

/** a sign of this weight nobody misses who listens at all */
const PLAIN = 0.35;
const SLIPS_BY = 0.15;
const SAYS_IT_DOES_NOT_APPLY = 0.6;

const within = (x: number): number => Math.min(1, Math.max(0, x));

/** From 0–1 to a level of the criterion's own scale; percent in steps of five, as people give it. */
export function levelAt(x: number, { scale }: Pick<Criterion, "scale">): number {
  const step = scale === "percent" ? 5 : 1;
  return SCALES[scale].low + Math.round((within(x) * spanOf(scale)) / step) * step;
}

/** A sign in the direction the judgement went: a heavy one, not for everybody the same. */
const restsOn = (heard: Found[], good: boolean, draw: (line: number) => number): Found | null =>
  heard
    .filter((found) => found.good === good)
    .map((found) => ({ found, pull: found.weight * (0.5 + draw(found.line)) }))
    .reduce<{ found: Found; pull: number } | null>((best, one) => (best === null || one.pull > best.pull ? one : best), null)?.found ??
  null;

export function judge(habit: Habit, criterion: Criterion, reading: Reading, lines: number, seed: number): Judgement {
  const ear = EARS[habit];
  const about = [habit, criterion.criterionId, String(lines)];
  // nobody hears everything: now and then a small sign slips by
  const heard = reading.found.filter(
    (found) =>
      ear.notices(found, found.line, lines) && (found.weight >= PLAIN || chance(seed, "slips", ...about, String(found.line)) > SLIPS_BY),
  );
  if (criterion.allowNA && heard.length === 0 && chance(seed, "applies", ...about) < SAYS_IT_DOES_NOT_APPLY)
    return { value: "NA", unsure: false, tone: "notApplicable", found: null };
  const weight = (good: boolean) => heard.filter((found) => found.good === good).reduce((sum, one) => sum + one.weight, 0);
  const leaning = ear.start + 0.5 * Math.tanh(weight(true) * ear.forIt - weight(false) * ear.against);
  const x = within(within(leaning) + (chance(seed, "wobble", ...about) - 0.5) * ear.wobble);
  const value = levelAt(x, criterion);
  const reached = (value - SCALES[criterion.scale].low) / spanOf(criterion.scale);
  const tone: Tone = reached >= 0.75 ? "good" : reached <= 0.35 ? "bad" : "mixed";
  const both = weight(true) > 0 && weight(false) > 0;
  const unsure = both && Math.abs(leaning - 0.5) < 0.25 && chance(seed, "unsure", ...about) < (habit === "newcomer" ? 0.6 : 0.2);
  return { value, unsure, tone, found: restsOn(heard, tone === "good", (line) => chance(seed, "quotes", ...about, String(line))) };
}

/** How far apart two answers are on the criterion's scale, 0 to 1; an N/A against a score is as far as it gets. */
export function apart(a: Value, b: Value, { scale }: Pick<Criterion, "scale">): number {
  if (a === "NA" || b === "NA") return a === b ? 0 : 1;
  return Math.abs(a - b) / spanOf(scale);
}

/** The middle of what was given: the lower of two middles, N/A only where most say so. Null: nothing was given. */
export function middle(values: readonly Value[]): Value | null {
  const numbers = values.filter((value) => value !== "NA").sort((a, b) => a - b);
  if (values.length > 0 && numbers.length * 2 < values.length) return "NA";
  return numbers[Math.floor((numbers.length - 1) / 2)] ?? null;
}

/** One step from one's own answer towards the middle; from N/A and on yes/no it is all or nothing. */
export function towards(own: Value, centre: Value, { scale }: Pick<Criterion, "scale">): Value {
  if (own === "NA" || centre === "NA") return centre;
  const step = scale === "percent" ? 10 : 1;
  const way = centre - own;
  return Math.abs(way) <= step ? centre : own + Math.sign(way) * step;
}
