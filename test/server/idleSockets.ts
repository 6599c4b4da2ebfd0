// A program of its own: connects so often from so many addresses, says nothing, half a head or only the first word of a WebSocket, and prints what becomes of it.
import { connect } from "node:net";

const { port, addresses, perAddress, greedy } = JSON.parse(process.env.CROWD!) as Record<string, number>;
const count = { asked: 0, open: 0, most: 0, closed: 0, refused: 0, upgraded: 0 };
const CLOSE_FRAME = 0x88;
/** the machine takes so many new ones at a time */
const AT_ONCE = 200;

const SAYINGS = [
  "",
  "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
  `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`,
  `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
];

const visit = (localAddress: string, saying: string): Promise<void> =>
  new Promise((done) => {
    count.asked += 1;
    const socket = connect({ port: port!, host: "127.0.0.1", localAddress });
    let heard = "";
    let opened = 0;
    socket.on("connect", () => {
      count.open += 1;
      count.most = Math.max(count.most, count.open);
      opened = performance.now();
      if (saying) socket.write(saying);
      done();
    });
    socket.on("data", (chunk) => {
      heard = (heard + chunk.toString("latin1")).slice(0, 200);
      // as a browser does: told to go, it goes
      if (chunk[0] === CLOSE_FRAME) socket.end();
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      if (heard.startsWith("HTTP/1.1 101")) count.upgraded += 1;
      if (opened > 0) count.open -= 1;
      count.closed += 1;
      // at once, and without a word: it was one too many
      if (heard === "" && performance.now() - opened < 1_000) count.refused += 1;
      done();
    });
  });

setInterval(() => console.log(JSON.stringify(count)), 100);
const hosts = [
  ...Array.from({ length: addresses! * perAddress! }, (_none, index) => `127.0.1.${1 + (index % addresses!)}`),
  ...Array.from({ length: greedy! }, () => "127.0.2.1"),
];
for (let from = 0; from < hosts.length; from += AT_ONCE)
  await Promise.all(hosts.slice(from, from + AT_ONCE).map((host, index) => visit(host, SAYINGS[index % SAYINGS.length]!)));
