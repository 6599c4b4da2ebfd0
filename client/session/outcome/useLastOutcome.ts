// The last that was settled or parked, as far as this browser may see the results: noticed when the view changes.
import { useEffect, useRef, useState } from "react";
import type { ResultsSlice } from "../../../shared/session/view/slices.ts";
import { useSlice } from "../../stores/sessionStore.ts";
import { lastSettled, newOutcome, type Outcome, stillSo } from "./outcomes.ts";

/** `startsWithLast`: what was settled before this screen was opened counts too. */
export function useLastOutcome(startsWithLast: boolean): Outcome | null {
  const results = useSlice("results");
  const before = useRef<ResultsSlice | null>(null);
  const [last, setLast] = useState<Outcome | null>(null);
  useEffect(() => {
    if (!results) return;
    const was = before.current;
    before.current = results;
    const news = was ? newOutcome(was, results) : startsWithLast ? lastSettled(results) : null;
    if (news) setLast(news);
  }, [results, startsWithLast]);
  return last && results && stillSo(last, results) ? last : null;
}
