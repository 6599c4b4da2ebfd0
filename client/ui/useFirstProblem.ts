// After a form was sent in vain: the focus goes to the first field that is wrong, where its problem is read out.
import { type RefObject, useEffect } from "react";

/** `attempt` is another value after each vain attempt; undefined or 0: none yet. */
export function useFirstProblem(form: RefObject<HTMLElement | null>, attempt: unknown): void {
  useEffect(() => {
    if (attempt) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [form, attempt]);
}
