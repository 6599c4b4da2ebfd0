// The only file that speaks Socket.IO: lets people in, hands every inbound message through one wrapper, and closes what misbehaves.
import type { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { type DefaultEventsMap, Server, type Socket } from "socket.io";
import { LIMITS } from "../../shared/limits.ts";
import { type Answer, type ClientToServer, handshakeSchema, PROTOCOL_VERSION, type ServerToClient } from "../../shared/protocol/socket.ts";
import type { Viewer } from "../../shared/session/audience.ts";
import type { RejectionCode } from "../../shared/session/rejection.ts";
import { isLater } from "../store/storeErrors.ts";
import type { Acts } from "./acts.ts";
import { later, refused, sentence } from "./answers.ts";
import { type Broadcast, createBroadcast, type Viewing } from "./broadcast.ts";
import { LIVE_LIMITS, limit } from "./limits.ts";
import { mayConnect, type Origins } from "./origins.ts";
import type { Clock, Ids } from "./ports.ts";

type Data = { sessionId: string; viewer: Viewer; personId: string | null };
type Io = Server<ClientToServer, ServerToClient, DefaultEventsMap, Data>;
type LiveSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, Data>;
export type Middleware = (request: IncomingMessage, response: never, next: (error?: unknown) => void) => void;

export type Sockets = {
  broadcast: Broadcast;
  /** Last words, then closed. */
  dismiss: (viewing: Viewing, code: RejectionCode) => void;
  counters: { malformed: number; unknownEvents: number; refusedOrigins: number };
  close: () => Promise<void>;
};

class Refusal extends Error {
  readonly data: { code: RejectionCode; message: string };
  constructor(code: RejectionCode) {
    super(code);
    this.data = { code, message: sentence(code) };
  }
}

export function openSockets(options: {
  http: HttpServer;
  origins: Origins;
  clock: Clock;
  ids: Ids;
  /** the cookie session, the same as for HTTP */ session: Middleware;
  personOf: (request: IncomingMessage) => string | null;
  acts: () => Acts;
  /** Who is this in that session? Loads it. */ admit: (
    sessionId: string,
    personId: string | null,
    screenToken: string | null,
  ) => Promise<Viewer | RejectionCode>;
  joined: (viewing: Viewing) => void;
  left: (viewing: Viewing) => void;
  onFault: (error: unknown) => void;
  onOddity: (what: "origin" | "malformed" | "unknownEvent", detail: string) => void;
}): Sockets {
  const { clock, ids } = options;
  const counters = { malformed: 0, unknownEvents: 0, refusedOrigins: 0 };
  const noteOrigin = (request: IncomingMessage): void => {
    counters.refusedOrigins += 1;
    options.onOddity("origin", String(request.headers.origin ?? "none").slice(0, 200));
  };
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
    connectTimeout: 10_000,
    allowEIO3: false,
  });
  // Every request, not only the first of a connection, and before the cookie is looked at.
  io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    if (mayConnect(options.origins, request.method, request.headers)) return next();
    noteOrigin(request);
    response.writeHead(403).end();
  });
  io.engine.use(options.session);
  // The library answers a refused upgrade with 400; 403 says what it was.
  const upgrades = options.http.listeners("upgrade") as ((request: IncomingMessage, socket: Duplex, head: Buffer) => void)[];
  options.http.removeAllListeners("upgrade");
  options.http.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (mayConnect(options.origins, request.method, request.headers))
      for (const upgrade of upgrades) upgrade.call(options.http, request, socket, head);
    else refuseUpgrade(request, socket);
  });
  // The library's own ids end in a counter of all connections, which tells how many came before.
  (io.engine as unknown as { generateId: () => string }).generateId = () => ids.token();

  const broadcast = createBroadcast({ clock, emit: (socketIds, frame) => void io.to(socketIds).emit("view", frame) });
  const open = new Map<string, number>();
  const perSocket = limit(LIVE_LIMITS.socket, 1);
  const perPerson = limit(LIVE_LIMITS.person, 1);

  const dismissSocket = (socket: LiveSocket, code: RejectionCode): void => {
    socket.emit("bye", { code, message: sentence(code) });
    socket.disconnect(true);
  };
  const dismiss: Sockets["dismiss"] = (viewing, code) => {
    const socket = io.sockets.sockets.get(viewing.id);
    if (socket) dismissSocket(socket, code);
  };

  const welcome = async (socket: LiveSocket): Promise<void> => {
    const auth = socket.handshake.auth as Record<string, unknown>;
    if (typeof auth.protocol === "number" && auth.protocol !== PROTOCOL_VERSION)
      throw new Refusal(auth.protocol > PROTOCOL_VERSION ? "SERVER_OLDER" : "UPGRADE_REQUIRED");
    const handshake = handshakeSchema.safeParse(auth);
    if (!handshake.success) throw new Refusal("BAD_REQUEST");
    const { sessionId, screenToken } = handshake.data;
    if (io.engine.clientsCount > LIVE_LIMITS.sockets) throw new Refusal("TOO_MANY_CONNECTIONS");
    const personId = screenToken ? null : options.personOf(socket.request);
    const viewer = await options.admit(sessionId, personId, screenToken ?? null);
    if (typeof viewer === "string") throw new Refusal(viewer);
    const most = viewer.kind === "screen" ? LIVE_LIMITS.screensOfSession : LIVE_LIMITS.socketsOfPerson;
    if ((open.get(ownerOf({ sessionId, viewer, personId })) ?? 0) >= most) throw new Refusal("TOO_MANY_CONNECTIONS");
    socket.data = { sessionId, viewer, personId };
  };
  io.use((socket, next) => {
    Object.assign(socket, { id: ids.token() });
    welcome(socket).then(
      () => next(),
      (error: unknown) => {
        if (isLater(error)) return next(new Refusal("STORAGE"));
        if (!(error instanceof Refusal)) options.onFault(error);
        next(error instanceof Refusal ? error : new Refusal("INTERNAL"));
      },
    );
  });

  /** Every inbound message comes through here: nothing a client can send throws past this point or goes unanswered. */
  const receive = async (
    socket: LiveSocket,
    viewing: Viewing,
    event: string,
    args: unknown[],
    unknown: { count: number },
  ): Promise<void> => {
    const last = args.at(-1);
    const answer = typeof last === "function" ? (last as (answer: unknown) => void) : null;
    const tooEarly = (await perSocket.take(socket.id)) ?? (await perPerson.take(ownerOf(viewing)));
    if (tooEarly !== null) return answer?.(later("TOO_FAST", Math.ceil(tooEarly)));
    if (event === "clock") return answer ? answer(clock.now()) : malformed(event);
    if (event !== "command" && event !== "draft") {
      counters.unknownEvents += 1;
      options.onOddity("unknownEvent", "");
      answer?.(refused({ code: "UNKNOWN_EVENT" }));
      unknown.count += 1;
      if (unknown.count >= LIVE_LIMITS.unknown) dismissSocket(socket, "UNKNOWN_EVENT");
      return;
    }
    // Without a way to answer nothing is done: the sender could not know what became of it.
    if (!answer) return malformed(event);
    const { viewer, sessionId } = viewing;
    if (viewer.kind !== "seat") return answer(refused({ code: "NOT_SEATED" }));
    if (args.length !== 2) {
      malformed(event);
      return answer(refused({ code: "BAD_REQUEST" }));
    }
    const acts = options.acts();
    const outcome: Answer = await (event === "command"
      ? acts.command(sessionId, viewer.seatId, args[0])
      : acts.draft(sessionId, viewer.seatId, args[0]));
    answer(outcome);
  };
  const malformed = (event: string): void => {
    counters.malformed += 1;
    options.onOddity("malformed", event);
  };

  io.on("connection", (socket) => {
    const { sessionId, viewer, personId } = socket.data;
    const viewing: Viewing = {
      id: socket.id,
      sessionId,
      viewer,
      personId,
      sent: new Map(),
      unread: 0,
      behind: null,
      greeted: false,
      writable: () => socket.conn.transport?.writable ?? false,
      close: () => dismissSocket(socket, "BUSY"),
    };
    const owner = ownerOf(viewing);
    const unknown = { count: 0 };
    open.set(owner, (open.get(owner) ?? 0) + 1);
    socket.onAny((event: string, ...args: unknown[]) => {
      receive(socket, viewing, event, args, unknown).catch((error: unknown) => {
        options.onFault(error);
        const last = args.at(-1);
        if (typeof last === "function") last(refused({ code: "INTERNAL" }));
      });
    });
    socket.conn.on("drain", () => broadcast.drained(viewing));
    socket.on("disconnect", () => {
      const left = (open.get(owner) ?? 1) - 1;
      if (left > 0) open.set(owner, left);
      else open.delete(owner);
      broadcast.leave(viewing);
      options.left(viewing);
    });
    options.joined(viewing);
  });

  return {
    broadcast,
    dismiss,
    counters,
    close: async () => {
      for (const socket of io.sockets.sockets.values()) socket.emit("bye", { code: "BUSY", message: sentence("BUSY") });
      await io.close();
    },
  };
}

const ownerOf = ({ sessionId, viewer, personId }: Data): string =>
  viewer.kind === "screen" ? `screen ${sessionId}` : `person ${personId}`;
