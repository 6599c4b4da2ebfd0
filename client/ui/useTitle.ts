// The tab's title says what is expected of this person now; a call window may cover everything else.
import { useEffect } from "react";

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "Plumb" : `${title} · Plumb`;
  }, [title]);
}
