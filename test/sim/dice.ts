// Chance that can be repeated: streams of numbers from words, so that one stream's use never moves another's.

const hashOf = (text: string): number => {
  let hash = 2166136261;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** One number from words alone, from 0 up to 1. */
export const drawn = (text: string): number => hashOf(text) / 2 ** 32;

export type Dice = {
  /** from 0 up to 1 */ next: () => number;
  /** from 0 up to n - 1 */ int: (n: number) => number;
  chance: (probability: number) => boolean;
  between: (low: number, high: number) => number;
  pick: <Item>(items: readonly Item[]) => Item;
  /** a stream of its own */ fork: (label: string) => Dice;
  /** letters and digits */ word: (length: number) => string;
};

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

export const dice = (label: string): Dice => {
  let state = hashOf(label);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (n: number): number => Math.floor(next() * n);
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    between: (low, high) => low + next() * (high - low),
    pick: (items) => {
      const item = items[int(items.length)];
      if (item === undefined) throw new Error(`nothing to pick from (${label})`);
      return item;
    },
    fork: (more) => dice(`${label}/${more}`),
    word: (length) => Array.from({ length }, () => LETTERS[int(LETTERS.length)]).join(""),
  };
};
