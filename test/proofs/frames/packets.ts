// What can be wrong below the application: bytes of HTTP, frames of WebSocket, packets of Engine.IO and Socket.IO.
import type { Dice } from "../real/dice.ts";
import { frameBytes, handshakeText, SOCKET_PATH } from "../real/webSocket.ts";

const bytes = (dice: Dice, length: number): Buffer => Buffer.from(Array.from({ length }, () => dice.int(256)));

// --- HTTP

const requests = (host: string, origin: string, cookie: string): string[] => {
  const head = `Host: ${host}\r\nOrigin: ${origin}\r\nCookie: ${cookie}\r\n`;
  const json = `${head}Content-Type: application/json\r\n`;
  return [
    handshakeText(host, SOCKET_PATH, { Origin: origin, Cookie: cookie }),
    `GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n${head}\r\n`,
    `GET /socket.io/?EIO=3&transport=polling HTTP/1.1\r\n${head}\r\n`,
    `GET /socket.io/?EIO=4&transport=pigeon HTTP/1.1\r\n${head}\r\n`,
    `GET /socket.io/ HTTP/1.1\r\n${head}\r\n`,
    `POST /socket.io/?EIO=4&transport=polling&sid=nobody HTTP/1.1\r\n${head}Content-Length: 2\r\n\r\n40`,
    `GET /api/sessions HTTP/1.1\r\n${head}\r\n`,
    `POST /api/enter HTTP/1.1\r\n${json}Content-Length: 13\r\n\r\n{"token":"x"}`,
    `POST /api/links HTTP/1.1\r\n${json}Transfer-Encoding: chunked\r\n\r\n4\r\n{"k"\r\n0\r\n\r\n`,
    `PUT /api/me HTTP/1.1\r\n${json}Content-Length: 4000000\r\n\r\n{"name":"x"}`,
    `POST /api/sessions HTTP/1.1\r\n${json}Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd`,
    `OPTIONS * HTTP/1.1\r\n${head}\r\n`,
    `DELETE /api/team/people/%00%ff HTTP/1.1\r\n${json}Content-Length: 2\r\n\r\n{}`,
    `GET /${"a/".repeat(2_000)} HTTP/1.1\r\n${head}\r\n`,
    `GET /%E0%A4%A HTTP/1.1\r\n${head}\r\n`,
    `GET /assets/..%2f..%2fpackage.json HTTP/1.1\r\n${head}\r\n`,
    `GET /api/me HTTP/1.1\r\n${head}X-Long: ${"x".repeat(20_000)}\r\n\r\n`,
    `GET /api/me HTTP/1.1\r\n${head}Cookie: plumb=s%3A${"%00".repeat(40)}\r\n\r\n`,
    `POST /api/enter HTTP/1.1\r\n${head}Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}`,
  ];
};

/** One request, in one of two cases damaged. */
export function httpBytes(to: { host: string; origin: string; cookie: string }, dice: Dice): Buffer {
  const whole = Buffer.from(dice.pick(requests(to.host, to.origin, to.cookie)), "latin1");
  switch (dice.int(8)) {
    case 0:
      whole[dice.int(whole.length)] = dice.int(256);
      return whole;
    case 1:
      return whole.subarray(0, dice.int(whole.length));
    case 2:
      return Buffer.concat([
        whole.subarray(0, dice.int(whole.length)),
        bytes(dice, 1 + dice.int(64)),
        whole.subarray(dice.int(whole.length)),
      ]);
    case 3:
      return Buffer.from(whole.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
    default:
      return whole;
  }
}

// --- WebSocket

/** Frames a client may send, which must not end the connection. */
export const legalFrame = (dice: Dice): Buffer => {
  switch (dice.int(4)) {
    case 0:
      return frameBytes({ opcode: 9, payload: bytes(dice, dice.int(126)) });
    case 1:
      return frameBytes({ opcode: 10, payload: bytes(dice, dice.int(126)) });
    case 2:
      return Buffer.concat([
        frameBytes({ opcode: 1, fin: false, payload: Buffer.from("") }),
        frameBytes({ opcode: 9, payload: Buffer.from("between") }),
        frameBytes({ opcode: 0, payload: Buffer.from("3") }),
      ]);
    default:
      return frameBytes({ opcode: 1, payload: Buffer.from("3") });
  }
};
/** Frames that break a rule of the protocol, each in its own way. */
export const ILLEGAL: ((dice: Dice) => Buffer)[] = [
  (dice) => frameBytes({ opcode: 1, rsv: 1 + dice.int(7), payload: Buffer.from("3") }),
  () => frameBytes({ opcode: 1, masked: false, payload: Buffer.from("3") }),
  () => frameBytes({ opcode: 1, payload: Buffer.from([0x33, 0xc0, 0xaf, 0xff]) }),
  () => frameBytes({ opcode: 9, payload: Buffer.alloc(126) }),
  () => frameBytes({ opcode: 9, fin: false, payload: Buffer.from("x") }),
  (dice) => frameBytes({ opcode: dice.pick([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]), payload: Buffer.from("x") }),
  () => frameBytes({ opcode: 0, payload: Buffer.from("3") }),
  () =>
    Buffer.concat([frameBytes({ opcode: 1, fin: false, payload: Buffer.from("3") }), frameBytes({ opcode: 1, payload: Buffer.from("3") })]),
  () => frameBytes({ opcode: 1, payload: Buffer.alloc(64 * 1024 + 1, 0x33) }),
  () => frameBytes({ opcode: 1, payload: Buffer.from("x"), says: 2 ** 31 }),
  () => frameBytes({ opcode: 8, payload: Buffer.from([3]) }),
  () => frameBytes({ opcode: 8, payload: Buffer.from([0, 1]) }),
  () => frameBytes({ opcode: 8, payload: Buffer.from([3, 232, 0xff]) }),
  (dice) => frameBytes({ opcode: 2, payload: bytes(dice, 1 + dice.int(200)) }),
  (dice) => bytes(dice, 2 + dice.int(400)),
];
/** a message in more pieces than anybody needs */
export const fragments = (count: number): Buffer =>
  Buffer.concat([
    frameBytes({ opcode: 1, fin: false, payload: Buffer.from("4") }),
    ...Array.from({ length: count }, () => frameBytes({ opcode: 0, fin: false, payload: Buffer.alloc(0) })),
  ]);

// --- Engine.IO and Socket.IO

const PACKETS = [
  "3",
  "3probe",
  "2",
  "2probe",
  "5",
  "6",
  "0{}",
  "1",
  "4",
  "40",
  "41",
  "42",
  "43",
  "44{}",
  "45",
  "46",
  "42[]",
  "42{}",
  "42null",
  "42[1]",
  "42[null]",
  '42["connect"]',
  '42["disconnecting",1]',
  '42["__proto__",{}]',
  '42["constructor",{}]',
  '42["command"]',
  '42["command",null]',
  '420["command",null]',
  '420["draft"]',
  '42["draft",null]',
  '42["clock"]',
  '42["clock",null]',
  '427["clock",{},{},{}]',
  '42999999999999999999999["command",{}]',
  '42-1["command",{}]',
  '40/admin,{"protocol":1}',
  '42/admin,["command",{}]',
  "40/__proto__,",
  '451-["command",{"_placeholder":true,"num":0}]',
  '4599999-["command"]',
  '451-["command",{"_placeholder":true,"num":-1}]',
  '461-["x"]',
  '430[{"ok":true}]',
  "43[]",
  "b4AAAA",
  "bAAAA",
  "",
  " ",
  "garbage",
  "9",
  "4\u0000",
  '42["view",{"slices":{}}]',
  '42["bye",{}]',
];

export const packet = (dice: Dice): string => {
  const whole = dice.pick(PACKETS);
  switch (dice.int(6)) {
    case 0:
      return whole.slice(0, dice.int(whole.length + 1));
    case 1:
      return `${whole}${dice.pick(PACKETS)}`;
    case 2:
      return whole.replace(/\d/, () => String(dice.int(1_000)));
    default:
      return whole;
  }
};
