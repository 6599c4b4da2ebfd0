// How this process asked: every request of Socket.IO says by which way it comes, and a proof about one way must not have come by the other.
import diagnostics from "node:diagnostics_channel";

export type Way = "websocket" | "polling";

/** Counts requests to /socket.io from here on. */
export function countRequests(): { of: (way: Way) => number; stop: () => void } {
  const counts: Record<Way, number> = { websocket: 0, polling: 0 };
  const look = (message: unknown): void => {
    const { path } = (message as { request: { path: string } }).request;
    const way = /^\/socket\.io\/.*transport=(websocket|polling)/.exec(path)?.[1] as Way | undefined;
    if (way) counts[way] += 1;
  };
  diagnostics.subscribe("http.client.request.start", look);
  return { of: (way) => counts[way], stop: () => void diagnostics.unsubscribe("http.client.request.start", look) };
}
