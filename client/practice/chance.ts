// Chance that a number decides: the same seed and the same question always give the same answer, in whatever order they are asked.

/** FNV-1a over the words, mixed with the seed. */
function hash(seed: number, words: readonly string[]): number {
  let state = (seed ^ 0x811c9dc5) >>> 0;
  for (const letter of words.join("|")) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return state;
}

/** A number in [0, 1). */
export function chance(seed: number, ...about: string[]): number {
  const start = (hash(seed, about) + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(start ^ (start >>> 15), start | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

export const between = (low: number, high: number, seed: number, ...about: string[]): number => low + (high - low) * chance(seed, ...about);

/** One of a list that is not empty. */
export const pick = <Item>(list: readonly Item[], seed: number, ...about: string[]): Item =>
  list[Math.floor(chance(seed, ...about) * list.length)] as Item;
