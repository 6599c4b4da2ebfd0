// A step that has just taken another's place cannot be pressed for a moment: the second half of a double click must not take it too.
import { useEffect, useState } from "react";

const SETTLE_MS = 500;

/** `words` say which step it is. `unready`: it looks as if it cannot be pressed, and cannot. */
export function useSettledWords(words: string): { unready: boolean; during: (act: () => Promise<void>) => Promise<void> } {
  /** the step whose press is on its way: the next one may stand here before the answer has come */
  const [busy, setBusy] = useState<string | null>(null);
  const [settled, setSettled] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [words]);
  const unready = busy === words || settled !== words;
  const during = async (act: () => Promise<void>) => {
    if (unready) return;
    setBusy(words);
    await act();
    setBusy(null);
  };
  return { unready, during };
}
