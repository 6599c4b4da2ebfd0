// From which address a request comes: of what the proxies in front say, only as much is believed as there are proxies. The same rule as Express has it for HTTP.
import type { IncomingMessage } from "node:http";

/** Each proxy puts the address it was asked from at the end of X-Forwarded-For; what stands before those was written by whoever asked. */
export function addressOf(request: Pick<IncomingMessage, "headers" | "socket">, proxies: number): string {
  const said = [request.headers["x-forwarded-for"] ?? []]
    .flat()
    .join(",")
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
  const all = [...said, request.socket.remoteAddress ?? "unknown"];
  return all[Math.max(0, all.length - 1 - proxies)]!;
}

/** How many connections there are from each address. */
export type Tally = { at: (address: string) => number; add: (address: string) => () => void };
export function createTally(): Tally {
  const counts = new Map<string, number>();
  const at = (address: string): number => counts.get(address) ?? 0;
  return {
    at,
    add: (address) => {
      counts.set(address, at(address) + 1);
      let gone = false;
      return () => {
        if (gone) return;
        gone = true;
        if (at(address) > 1) counts.set(address, at(address) - 1);
        else counts.delete(address);
      };
    },
  };
}
