// The HTTP server under everything: how long somebody may take to say what they want, and how many may stand there at once.
import { createServer, type RequestListener, type Server } from "node:http";
import { createTally } from "./live/addresses.ts";

export const TIMES = {
  /** for the whole head of a request */ headersTimeout: 10_000,
  /** for the whole request */ requestTimeout: 30_000,
  /** longer than proxies keep theirs, so that they never send on one that is being closed */ keepAliveTimeout: 125_000,
  connectionsCheckingInterval: 2_000,
};

/** Pages come over connections of their own beside the sockets. */
export const withPages = (sockets: number): number => sockets * 2 + 100;

export function openHttpServer(
  listener: RequestListener,
  most: { connections: number; perAddress: number },
  proxies: number,
  times = TIMES,
): Server {
  const http = createServer(times, listener);
  http.maxConnections = withPages(most.connections);
  // Behind a proxy all connections come from there, and the proxy has limits of its own.
  if (proxies > 0) return http;
  const tally = createTally();
  http.on("connection", (socket) => {
    const address = socket.remoteAddress ?? "unknown";
    if (tally.at(address) >= withPages(most.perAddress)) return void socket.destroy();
    socket.once("close", tally.add(address));
  });
  return http;
}
