// Chance that comes back: the same seed throws the same dice.

export type Dice = {
  /** 0 up to, not including, `below` */ whole: (below: number) => number;
  chance: (share: number) => boolean;
  one: <Item>(items: readonly Item[]) => Item;
  /** some of them, in their order */ some: <Item>(items: readonly Item[], share: number) => Item[];
};

export const throwDice = (seed: number): Dice => {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return {
    whole,
    chance: (share) => next() < share,
    one: (items) => items[whole(items.length)]!,
    some: (items, share) => items.filter(() => next() < share),
  };
};
