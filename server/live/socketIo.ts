// The only file on the server that speaks Socket.IO: which requests may connect at all, what the library is told to leave out, and its sockets as lines.
import type { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { type DefaultEventsMap, Server } from "socket.io";
import { LIMITS } from "../../shared/limits.ts";
import type { Bye, ClientToServer, ServerToClient } from "../../shared/protocol/socket.ts";
import { addressOf, createTally } from "./addresses.ts";
import { LIVE_LIMITS } from "./limits.ts";
import type { Line, OpenNet } from "./net.ts";
import { mayConnect, type Origins } from "./origins.ts";
import type { Ids } from "./ports.ts";

type Io = Server<ClientToServer, ServerToClient, DefaultEventsMap, { line: Line }>;
export type Middleware = (request: IncomingMessage, response: never, next: (error?: unknown) => void) => void;

const LEAVE_MS = 1_000;
/** for the last words to somebody who did not read */
const LAST_WORDS_MS = 2_000;
/** whether something waits to be sent to it */
const isUnsaid = ({ conn }: { conn: unknown }): boolean => (conn as { writeBuffer: unknown[] }).writeBuffer.length > 0;
const andATenth = (limit: number): number => limit + Math.ceil(limit / 10);

class Refusal extends Error {
  readonly data: Bye;
  constructor(bye: Bye) {
    super(bye.code);
    this.data = bye;
  }
}

export const socketIo =
  (options: {
    http: HttpServer;
    origins: Origins;
    ids: Ids;
    /** the cookie session, the same as for HTTP */ session: Middleware;
    personOf: (request: IncomingMessage) => string | null;
    onOrigin: (origin: string) => void;
    /** how many stand in front */ proxies: number;
    /** Told so in words as long as there is room for words; a tenth more, and nobody new is answered. */ most: {
      connections: number;
      perAddress: number;
    };
    onCrowd: () => void;
  }): OpenNet =>
  (ears) => {
    const { ids } = options;
    const noteOrigin = (request: IncomingMessage): void => options.onOrigin(String(request.headers.origin ?? "none").slice(0, 200));
    const refuseUpgrade = (request: IncomingMessage, socket: Duplex): void => {
      noteOrigin(request);
      socket.on("error", () => {});
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    };
    const io: Io = new Server(options.http, {
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: LIMITS.frame,
      pingInterval: 20_000,
      pingTimeout: 20_000,
      connectTimeout: LIVE_LIMITS.connectMs,
      allowEIO3: false,
    });
    // Every request, not only the first of a connection, and before the cookie is looked at.
    io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
      if (mayConnect(options.origins, request.method, request.headers)) return next();
      noteOrigin(request);
      response.writeHead(403).end();
    });
    const tally = createTally();
    const crowded = (address: string): boolean =>
      io.engine.clientsCount >= andATenth(options.most.connections) || tally.at(address) >= andATenth(options.most.perAddress);
    io.engine.use((request: IncomingMessage & { _query?: { sid?: string } }, response: ServerResponse, next: () => void) => {
      if (request._query?.sid !== undefined || !crowded(addressOf(request, options.proxies))) return next();
      options.onCrowd();
      response.writeHead(503).end();
    });
    io.engine.on("connection", (connection: { request: IncomingMessage; once: (event: "close", then: () => void) => void }) =>
      connection.once("close", tally.add(addressOf(connection.request, options.proxies))),
    );
    // Who it is is asked once: every further request of a connection comes by its secret id.
    io.engine.use((request: IncomingMessage & { _query?: { sid?: string } }, response: never, next: () => void) =>
      request._query?.sid === undefined ? options.session(request, response, next) : next(),
    );
    // The library answers a refused upgrade with 400; 403 says what it was.
    const upgrades = options.http.listeners("upgrade") as ((request: IncomingMessage, socket: Duplex, head: Buffer) => void)[];
    options.http.removeAllListeners("upgrade");
    const upgraded = new Set<Duplex>();
    options.http.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      upgraded.add(socket);
      socket.once("close", () => upgraded.delete(socket));
      if (mayConnect(options.origins, request.method, request.headers))
        for (const upgrade of upgrades) upgrade.call(options.http, request, socket, head);
      else refuseUpgrade(request, socket);
    });
    // The library's own ids end in a counter of all connections, which tells how many came before.
    (io.engine as unknown as { generateId: () => string }).generateId = () => ids.token();
    // Given as the socket is made: the library keeps those on their way in by their id, and would keep for ever whose id changes meanwhile.
    const making = io.sockets as unknown as { _createSocket: (...given: unknown[]) => Promise<{ id: string }> };
    const make = making._createSocket.bind(making);
    making._createSocket = async (...given) => Object.assign(await make(...given), { id: ids.token() });

    /** whose turn is still to come */
    const asking = new WeakSet<object>();
    io.use((socket, next) => {
      const line: Line = {
        id: socket.id,
        auth: socket.handshake.auth as Record<string, unknown>,
        person: () => options.personOf(socket.request),
        neighbours: () => tally.at(addressOf(socket.request, options.proxies)),
        writable: () => socket.conn.transport?.writable ?? false,
        isGone: () => socket.conn.readyState === "closed",
        dismiss: (bye) => {
          socket.emit("bye", bye);
          socket.disconnect(true);
        },
        cut: (bye) => {
          const { conn } = socket;
          socket.emit("bye", bye);
          socket.disconnect(true);
          // the library would wait for everything to be read, then for the answer to its goodbye
          setTimeout(() => {
            const { transport } = conn as unknown as { transport?: { socket?: { terminate?: () => void } } };
            if (transport?.socket?.terminate) transport.socket.terminate();
            else socket.request.socket.destroy();
            conn.close(true);
          }, LAST_WORDS_MS).unref();
        },
      };
      socket.data = { line };
      // Whoever has said where they want to go may wait for their turn as long as it takes, with one turn for each connection; whoever is refused, and stays, not.
      const client = socket.client as unknown as { connectTimeout?: NodeJS.Timeout };
      if (asking.has(client)) {
        socket.conn.close();
        // Answered all the same, or the library would keep it for ever.
        return next(new Refusal({ code: "BAD_REQUEST", message: "" }));
      }
      asking.add(client);
      clearTimeout(client.connectTimeout);
      const settle = (refusal: Error | undefined): void => {
        asking.delete(client);
        // the library's own, so that it ends with what comes next
        if (refusal && !line.isGone?.()) client.connectTimeout = setTimeout(() => socket.conn.close(), LIVE_LIMITS.connectMs).unref();
        next(refusal);
      };
      ears.welcome(line).then((refusal) => settle(refusal === null ? undefined : new Refusal(refusal)), settle);
    });
    io.on("connection", (socket) => {
      const { line } = socket.data;
      socket.onAny((event: string, ...args: unknown[]) => {
        const last = args.at(-1);
        if (typeof last === "function") ears.heard(line, event, args.slice(0, -1), last as (answer: unknown) => void);
        else ears.heard(line, event, args, null);
      });
      // Not the library's own "drain": that only says that everything was handed on to be sent.
      const watch = (transport: typeof socket.conn.transport): void =>
        void transport.on("ready", () => {
          if (line.writable()) ears.drained(line);
        });
      watch(socket.conn.transport);
      socket.conn.on("upgrade", watch);
      socket.on("disconnect", () => ears.closed(line));
      ears.opened(line);
    });

    /** The library takes nobody for everybody. */
    const only = (lineIds: string[]) => (lineIds.length > 0 ? io.to(lineIds) : null);
    return {
      show: (lineIds, frame) => void only(lineIds)?.emit("view", frame),
      tell: (lineIds, trouble) => void only(lineIds)?.emit("trouble", trouble),
      count: () => io.engine.clientsCount,
      close: async (bye) => {
        for (const socket of io.sockets.sockets.values()) socket.emit("bye", bye);
        // The library throws away what is not handed on yet: of long polling, all that waits for the next request.
        const end = performance.now() + LEAVE_MS;
        while ([...io.sockets.sockets.values()].some(isUnsaid) && performance.now() < end)
          await new Promise((next) => setTimeout(next, 10));
        // Whoever does not take leave in turn is not waited for.
        const impatient = setTimeout(() => {
          options.http.closeAllConnections();
          for (const socket of upgraded) socket.destroy();
        }, LEAVE_MS);
        await io.close();
        clearTimeout(impatient);
      },
    };
  };
