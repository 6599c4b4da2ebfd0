// The wire that people use: Socket.IO, and HTTP for what does not fit into one of its frames.
import { io, type Socket } from "socket.io-client";
import type { Answer, Bye, ClientToServer, Handshake, ServerToClient } from "../../shared/protocol/socket.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/version.ts";
import { SCATTERED } from "../../shared/texts/refusals.ts";
import type { OpenWire } from "./wire.ts";

/** Long polling needs every request to reach the same server. One restart looks the same as a stray; so many of them do not. */
const STRAYS = { most: 5, withinMs: 60_000 };

/** Milliseconds. For about a minute after a break a server that was started again is most likely to be back: a room that only listens is not left waiting. */
const SOON_ATTEMPTS = 30;
export const longestPause = (pause: { soon?: number; max: number }, attempt: number): number =>
  attempt < SOON_ATTEMPTS ? (pause.soon ?? pause.max) : pause.max;

/** A browser sets Origin and Cookie itself and forbids others to. */
const inBrowser = (): boolean => "document" in globalThis;

export const socketIoWire =
  (options: {
    url: string;
    sessionId: string;
    cookie?: string;
    origin?: string;
    screenToken?: string;
    transports?: ("websocket" | "polling")[];
    pause: { min: number; soon?: number; max: number };
  }): OpenWire =>
  (ears) => {
    const address = new URL(options.url);
    const headers: Record<string, string> = inBrowser()
      ? {}
      : { origin: options.origin ?? address.origin, ...(options.cookie ? { cookie: options.cookie } : {}) };
    const socket: Socket<ServerToClient, ClientToServer> = io(address.origin, {
      path: `${address.pathname.replace(/\/$/, "")}/socket.io`,
      transports: options.transports ?? ["websocket", "polling"],
      tryAllTransports: true,
      forceNew: true,
      auth: (give: (auth: Handshake) => void) => {
        const personId = ears.whose();
        give({
          protocol: PROTOCOL_VERSION,
          sessionId: options.sessionId,
          ...(personId ? { personId } : {}),
          ...(options.screenToken ? { screenToken: options.screenToken } : {}),
        });
      },
      reconnectionDelay: options.pause.min,
      reconnectionDelayMax: longestPause(options.pause, 0),
      randomizationFactor: 0.5,
      timeout: 10_000,
      ...(inBrowser() ? {} : { extraHeaders: headers }),
    });
    // Some proxies take the wish for a WebSocket and never answer: the library would try the same for ever. Long polling then goes first, and looks for WebSockets by itself once it is open.
    let pollsFirst = false;
    const pollFirst = (polls: boolean): void => {
      if (options.transports || polls === pollsFirst) return;
      pollsFirst = polls;
      socket.io.opts.transports = polls ? ["polling", "websocket"] : ["websocket", "polling"];
    };
    // WebSockets work here after all
    socket.io.on("open", () => void socket.io.engine.once("upgrade", () => pollFirst(false)));
    // what did not open either was not the WebSocket's fault
    socket.io.on("error", (error) => pollFirst(!pollsFirst && error.message === "timeout"));
    let strays: number[] = [];
    socket.io.on("close", (_reason, details) => {
      // 400 on a connection that was open: this server has never heard of it
      if (!details || !("description" in details) || Number(details.description) !== 400) return;
      pollFirst(false);
      const now = performance.now();
      strays = [...strays.filter((at) => now - at < STRAYS.withinMs), now];
      if (strays.length >= STRAYS.most) ears.refused({ code: "SCATTERED", message: SCATTERED });
    });
    socket.io.on("reconnect_attempt", (attempt) => void socket.io.reconnectionDelayMax(longestPause(options.pause, attempt)));
    socket.on("connect", ears.opened);
    socket.on("view", ears.view);
    socket.on("bye", ears.bye);
    socket.on("trouble", ears.trouble);
    socket.on("disconnect", (reason) => ears.broken(reason === "io server disconnect"));
    socket.on("connect_error", (error) => {
      const refused = (error as Error & { data?: Bye }).data;
      if (refused) ears.refused(refused);
    });
    // The only way to end the library's own waits: for its next attempt, or until all that was said has gone out, which on a dead connection it never does.
    const again = () => socket.disconnect().connect();
    return {
      isOpen: () => socket.connected,
      open: () => socket.connect(),
      hurry: (anew) => {
        if (!socket.connected && (anew || socket.io._readyState === "closed")) again();
      },
      close: () => socket.disconnect(),
      drop: again,
      ask: (event, message, withinMs) =>
        new Promise((done) => {
          const settle = (answer: unknown): void => {
            socket.off("disconnect", gone);
            done(answer);
          };
          const gone = (): void => settle(null);
          socket.once("disconnect", gone);
          type Emit = { emit(event: string, ...message: unknown[]): void };
          const timed = socket.timeout(withinMs) as unknown as Emit;
          timed.emit(event, ...message, (error: Error | null, answer: unknown) => settle(error ? null : answer));
        }),
      post: async (message) => {
        try {
          const response = await fetch(`${options.url}/api/sessions/${options.sessionId}/commands`, {
            method: "POST",
            headers: { "content-type": "application/json", ...headers },
            body: JSON.stringify(message),
          });
          const answer: unknown = await response.json();
          // a proxy in between may answer in words of its own: that says nothing about the act
          return typeof answer === "object" && answer !== null && "ok" in answer ? (answer as Answer) : null;
        } catch {
          return null;
        }
      },
    };
  };
