// What somebody is typing, kept in this tab through reloads and refusals; gone once it is saved.
import { useCallback, useEffect, useState } from "react";

function read<Value>(key: string, isValue: (value: unknown) => value is Value): Value | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return isValue(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** null: nothing typed yet. `key` null: nowhere to keep it (not known yet). */
export function useStoredDraft<Value>(
  key: string | null,
  isValue: (value: unknown) => value is Value,
): [Value | null, (value: Value | null) => void] {
  const [draft, setDraft] = useState<Value | null>(() => (key === null ? null : read(key, isValue)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again only when it is another draft
  useEffect(() => {
    setDraft(key === null ? null : read(key, isValue));
  }, [key]);
  const keep = useCallback(
    (value: Value | null) => {
      setDraft(value);
      if (key === null) return;
      try {
        if (value === null) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // full or forbidden: it still stands on the page
      }
    },
    [key],
  );
  return [draft, keep];
}
