// Whether what has a key can be read and written now, as far as it is known; written: by a write that changes nothing, neither Redis' data nor its log.
import { ErrorReply } from "redis";
import type { Reach } from "../eventStore.ts";
import { watchRoom } from "../room.ts";
import { StoreError } from "../storeErrors.ts";
import type { Link } from "./link.ts";

/** Reading goes on, writing does not: no memory, no disk, only a copy, or without the copies it must have. */
const REFUSES_WRITES = /^(OOM|MISCONF|READONLY|NOREPLICAS)\b/;

const isRefused = (error: unknown): boolean =>
  error instanceof StoreError && error.cause instanceof ErrorReply && REFUSES_WRITES.test(error.cause.message);

export const reaching = (link: Link): ((key: string) => Reach) => {
  const room = watchRoom(async (key) => {
    const nothing = `${key}:room`;
    try {
      // No characters into a string that does not exist: Redis refuses it like any write, and otherwise makes nothing.
      await link.ask(nothing, (client) => client.setRange(nothing, 0, ""));
    } catch (error) {
      throw isRefused(error) ? new StoreError("STORAGE_FULL", "Redis takes nothing in now.", error) : error;
    }
  });
  return (key) => {
    if (!link.reaches(key)) return "away";
    return room.isFull(link.placeOf(key) ?? "", key) ? "full" : "there";
  };
};
