// Chance that can be had again: the same seed, the same numbers (mulberry32).
export type Dice = {
  number: () => number;
  int: (below: number) => number;
  pick: <One>(from: readonly One[]) => One;
  chance: (share: number) => boolean;
};

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const number = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(number() * below);
  return { number, int, pick: (from) => from[int(from.length)]!, chance: (share) => number() < share };
}

export const shuffled = <One>(list: readonly One[], { int }: Dice): One[] => {
  const copy = [...list];
  for (let index = copy.length - 1; index > 0; index--) {
    const other = int(index + 1);
    [copy[index], copy[other]] = [copy[other]!, copy[index]!];
  }
  return copy;
};
