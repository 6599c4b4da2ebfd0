// A small HTTP proxy before Plumb with one vice of those that offices have.
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";

/**
 * "strips": takes the wish to upgrade out of a request. "buffers": hands on an answer only when all of it is there, and knows no upgrades.
 * "refuses": wants to be signed in to before it upgrades anything (407). "swallows": takes an upgrade and never answers it.
 */
export type Vice = "none" | "strips" | "buffers" | "refuses" | "swallows";

export type ViceProxy = {
  url: string;
  /** upgrades that were asked for */ upgrades: () => number;
  /** requests of long polling that went through */ polls: () => number;
  close: () => Promise<void>;
};

export async function viceProxy(target: number, vice: Vice): Promise<ViceProxy> {
  let upgrades = 0;
  let polls = 0;
  const open = new Set<Duplex>();
  const keep = <Kept extends Duplex>(socket: Kept): Kept => {
    open.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => open.delete(socket));
    return socket;
  };
  const handOn = (asked: IncomingMessage, answer: ServerResponse): void => {
    if (asked.url?.includes("transport=polling")) polls += 1;
    const { upgrade, connection, ...headers } = asked.headers;
    const onward = request(
      { port: target, host: "127.0.0.1", method: asked.method, path: asked.url, headers, agent: false },
      (answered) => {
        const head = (): void => void answer.writeHead(answered.statusCode ?? 502, answered.headers);
        if (vice !== "buffers") {
          head();
          answered.pipe(answer);
          return;
        }
        const all: Buffer[] = [];
        answered.on("data", (chunk: Buffer) => all.push(chunk));
        answered.on("end", () => {
          head();
          answer.end(Buffer.concat(all));
        });
      },
    );
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    asked.pipe(onward);
  };
  const server = createServer((asked, answer) => {
    // without a listener of its own an upgrade comes as what it also is, a GET
    if (asked.headers.upgrade) upgrades += 1;
    handOn(asked, answer);
  });
  server.on("connection", keep);
  if (vice === "none" || vice === "refuses" || vice === "swallows")
    server.on("upgrade", (asked: IncomingMessage, socket: Socket, head: Buffer) => {
      upgrades += 1;
      if (vice === "swallows") return;
      if (vice === "refuses") {
        socket.end(
          'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="office"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
        );
        return;
      }
      const far = keep(connect(target, "127.0.0.1"));
      const lines = Array.from({ length: asked.rawHeaders.length / 2 }, (_none, at) =>
        asked.rawHeaders.slice(2 * at, 2 * at + 2).join(": "),
      );
      far.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      far.write(head);
      far.pipe(socket).pipe(far);
      far.on("close", () => socket.destroy());
    });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    upgrades: () => upgrades,
    polls: () => polls,
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
