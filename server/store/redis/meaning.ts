// What an error from Redis means for what was asked: not stored, unknown, elsewhere, in a moment, or a fault of ours.
import {
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  DisconnectsClientError,
  ErrorReply,
  SocketClosedUnexpectedlyError,
  SocketTimeoutError,
  TimeoutError,
} from "redis";
import { StoreError } from "../storeErrors.ts";

export type Meaning =
  /** nothing was stored, and asking again may succeed */
  | { is: "refused"; error: StoreError }
  /** it may or may not have happened */
  | { is: "unknown" }
  /** another server of the cluster has it; `once`: only this time, it is on its way there */
  | { is: "elsewhere"; slot: number; address: string; once: boolean }
  /** on its way to another server of the cluster, part here and part there */
  | { is: "moving"; error: StoreError }
  | { is: "fault" };

const AWAY = "Redis cannot be reached; nothing was stored.";
export const awayError = (cause?: unknown): StoreError => new StoreError("STORE_AWAY", AWAY, cause);

/** Refused before anything was written: full, read only, still loading. The same write may come again. */
const LATER = /^(OOM|MISCONF|READONLY|LOADING|BUSY|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOAUTH|NOPERM|WRONGPASS)\b/;
const ELSEWHERE = /^(MOVED|ASK) (\d+) (\S*:\d+)/;

const BROKEN = [SocketClosedUnexpectedlyError, DisconnectsClientError, SocketTimeoutError, ConnectionTimeoutError, TimeoutError];
const isBrokenConnection = (error: unknown): boolean =>
  BROKEN.some((kind) => error instanceof kind) || (error instanceof Error && "syscall" in error);

export const meaningOf = (error: unknown): Meaning => {
  if (error instanceof StoreError) return { is: "refused", error };
  if (error instanceof ClientOfflineError || error instanceof ClientClosedError) return { is: "refused", error: awayError(error) };
  if (!(error instanceof ErrorReply)) return { is: isBrokenConnection(error) ? "unknown" : "fault" };
  const [, way, slot, address = ""] = ELSEWHERE.exec(error.message) ?? [];
  if (way) return { is: "elsewhere", slot: Number(slot), address, once: way === "ASK" };
  if (/^OOM\b/.test(error.message)) {
    return { is: "refused", error: new StoreError("STORAGE_FULL", "Redis is out of memory; nothing was stored.", error) };
  }
  if (!LATER.test(error.message)) return { is: "fault" };
  const later = new StoreError("STORE_AWAY", `Redis refuses writes (${error.message}).`, error);
  return /^TRYAGAIN\b/.test(error.message) ? { is: "moving", error: later } : { is: "refused", error: later };
};
