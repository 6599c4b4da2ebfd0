// The browser asks before it leaves a page on which something was done that the server has not answered yet.
import type { Connection } from "../connection/connection.ts";

/** Answers with the way to stop. */
export function asksBeforeLeaving({ status }: Pick<Connection, "status">): () => void {
  const ask = (leaving: BeforeUnloadEvent): void => {
    const { state, waiting } = status();
    // where it has ended for good, nothing is gained by staying
    if (state !== "closed" && waiting > 0) leaving.preventDefault();
  };
  window.addEventListener("beforeunload", ask);
  return () => window.removeEventListener("beforeunload", ask);
}
