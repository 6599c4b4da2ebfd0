// The control's server, a process of its own: Socket.IO with handlers as one writes them first, which trust what comes.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";

type Trusted = { id: string; command: { type: string } };

const main = (): void => {
  const http = createServer((_request, response) => void response.end());
  const io = new Server(http, { serveClient: false });
  io.on("connection", (socket) => {
    socket.emit("view", { slices: {}, now: Date.now() });
    socket.on("command", (message: Trusted, answer: (answer: unknown) => void) => answer({ ok: true, type: message.command.type }));
    socket.on("draft", async (message: Trusted, answer: (answer: unknown) => void) => answer({ ok: true, id: message.id.length }));
    socket.on("clock", (answer: (now: number) => void) => answer(Date.now()));
  });
  http.listen(0, "127.0.0.1", () => console.log(`NAIVE ${(http.address() as AddressInfo).port}`));
};
if (process.argv[1] === import.meta.filename) main();
