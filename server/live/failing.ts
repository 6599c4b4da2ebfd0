// Something that nobody expected went wrong: one answer to whoever asked, one line in the log, and the same letters in both.
import type { Rejection } from "../../shared/session/rejection.ts";
import type { Ids } from "./ports.ts";

/** `ref`: what somebody was told to quote */
export type OnFault = (error: unknown, ref?: string) => void;
/** What went wrong here goes into the log; whoever asked gets letters to quote, which are there too and say nothing of what it was. */
export const failing =
  (ids: Pick<Ids, "code">, onFault: OnFault) =>
  (error: unknown): Rejection => {
    const ref = ids.code();
    onFault(error, ref);
    return { code: "INTERNAL", params: { ref } };
  };
