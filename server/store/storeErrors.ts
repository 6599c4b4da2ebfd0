// What a store may refuse, by code. Only "later" errors may be answered to a person as "later": they promise that nothing was stored.
export type StoreErrorCode =
  /** the disk is full: nothing stored, the same command may come again */
  | "STORAGE_FULL"
  /** another process held the file too long: nothing stored */
  | "STORE_BUSY"
  /** the database cannot be reached: nothing stored, the same command may come again */
  | "STORE_AWAY"
  /** a log is shorter than it was, or part of it is gone: it is only read from now on */
  | "LOG_DAMAGED"
  /** written by a newer Plumb */
  | "STORE_NEWER"
  /** another server owns the file */
  | "STORE_LOCKED"
  /** not ours, damaged, or not as durable as promised */
  | "STORE_UNFIT"
  | "STORE_CLOSED";

export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "StoreError";
    this.code = code;
  }
}

const LATER: ReadonlySet<StoreErrorCode> = new Set<StoreErrorCode>(["STORAGE_FULL", "STORE_BUSY", "STORE_AWAY", "STORE_CLOSED"]);

/** True when nothing was stored and trying again may succeed. */
export const isLater = (error: unknown): boolean => error instanceof StoreError && LATER.has(error.code);

/** True when nothing was stored and nothing ever will be, on this stream. */
export const isDamaged = (error: unknown): error is StoreError => error instanceof StoreError && error.code === "LOG_DAMAGED";

/** All that is damaged, told as one, each once; null: nothing is. */
export const damageOf = (errors: StoreError[]): StoreError | null =>
  errors.length === 0 ? null : new StoreError("LOG_DAMAGED", [...new Set(errors.map(({ message }) => message))].join("\n"), errors[0]);
