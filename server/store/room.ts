// Whether anything can be stored now: tried out every few seconds for as long as somebody asks, and never learnt from what people do, whose moment would show in what the others are told.
import { StoreError } from "./storeErrors.ts";

const EVERY_MS = 5_000;

/** Of a store that lies in several places; "" where there is only one. */
export type Room = { isFull: (place: string, key: string) => boolean };

/** `tryOut` does there what a write does, leaves nothing, and is refused as a write would be. Any other failure says nothing about the room. */
export function watchRoom(tryOut: (key: string) => Promise<unknown>, steady: () => number = () => performance.now()): Room {
  const places = new Map<string, { full: boolean; trying: boolean; triedAt: number }>();
  return {
    isFull: (place, key) => {
      const known = places.get(place) ?? { full: false, trying: false, triedAt: Number.NEGATIVE_INFINITY };
      places.set(place, known);
      if (known.trying || steady() - known.triedAt < EVERY_MS) return known.full;
      known.trying = true;
      known.triedAt = steady();
      tryOut(key)
        .then(
          () => {
            known.full = false;
          },
          (error: unknown) => {
            if (error instanceof StoreError && error.code === "STORAGE_FULL") known.full = true;
          },
        )
        .finally(() => {
          known.trying = false;
        });
      return known.full;
    },
  };
}
