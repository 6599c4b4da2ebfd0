// The control's server: a Socket.IO server that lets any page in, with two routes that ask nobody where they come from.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";

export async function anyOriginServer(): Promise<{ address: string; close: () => Promise<void> }> {
  const http = createServer((request, response) => {
    if (!request.url?.startsWith("/socket.io/")) response.writeHead(request.method === "GET" ? 200 : 400).end("{}");
  });
  const io = new Server(http, { cors: { origin: true }, serveClient: false });
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, close: async () => void (await io.close()) };
}
