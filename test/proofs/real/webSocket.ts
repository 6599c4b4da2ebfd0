// A WebSocket over plain TCP, so that a proof can send any bytes at all, and stop reading.
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

export type Frame = {
  fin?: boolean;
  rsv?: number;
  opcode: number;
  masked?: boolean;
  payload: Buffer /** a length that lies */;
  says?: number;
};

export function frameBytes({ fin = true, rsv = 0, opcode, masked = true, payload, says }: Frame): Buffer {
  const length = says ?? payload.length;
  const head = [(fin ? 0x80 : 0) | ((rsv & 7) << 4) | (opcode & 15)];
  const mask = masked ? 0x80 : 0;
  if (length < 126) head.push(mask | length);
  else if (length < 65_536) head.push(mask | 126, length >> 8, length & 255);
  else head.push(mask | 127, 0, 0, 0, 0, (length >>> 24) & 255, (length >>> 16) & 255, (length >>> 8) & 255, length & 255);
  if (!masked) return Buffer.concat([Buffer.from(head), payload]);
  const key = randomBytes(4);
  const body = Buffer.from(payload);
  for (let index = 0; index < body.length; index++) body[index]! ^= key[index & 3]!;
  return Buffer.concat([Buffer.from(head), key, body]);
}
export const textFrame = (text: string): Buffer => frameBytes({ opcode: 1, payload: Buffer.from(text) });

export type RawSocket = {
  tcp: Socket;
  /** the HTTP status of the handshake; 101: it speaks */ status: number;
  text: (text: string) => void;
  bytes: (bytes: Buffer) => void;
  closed: () => boolean;
  whenClosed: Promise<void>;
  onText: (listener: (text: string) => void) => void;
};

export const handshakeText = (host: string, path: string, headers: Record<string, string>): string =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "",
    "",
  ].join("\r\n");

export const SOCKET_PATH = "/socket.io/?EIO=4&transport=websocket";

export function dial(url: string, headers: Record<string, string> = {}, path = SOCKET_PATH): Promise<RawSocket> {
  const { hostname, port, host } = new URL(url);
  const listeners: ((text: string) => void)[] = [];
  const early: string[] = [];
  let closed = false;
  let rest: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  return new Promise((done, fail) => {
    const tcp = connect({ host: hostname, port: Number(port), noDelay: true });
    let over = (): void => {};
    const whenClosed = new Promise<void>((resolve) => {
      over = resolve;
    });
    const take = (): void => {
      for (;;) {
        if (rest.length < 2) return;
        let length = rest[1]! & 127;
        let from = 2;
        if (length === 126) {
          if (rest.length < 4) return;
          length = rest.readUInt16BE(2);
          from = 4;
        } else if (length === 127) {
          if (rest.length < 10) return;
          length = Number(rest.readBigUInt64BE(2));
          from = 10;
        }
        if (rest.length < from + length) return;
        const [fin, opcode] = [(rest[0]! & 0x80) !== 0, rest[0]! & 15];
        const payload = rest.subarray(from, from + length);
        rest = rest.subarray(from + length);
        if (opcode === 8) tcp.end();
        if (opcode > 2) continue;
        parts.push(payload);
        if (!fin) continue;
        const text = Buffer.concat(parts).toString();
        parts = [];
        if (text === "2") raw.text("3");
        else if (listeners.length === 0) early.push(text);
        else for (const listener of listeners) listener(text);
      }
    };
    const raw: RawSocket = {
      tcp,
      status: 0,
      text: (text) => void (closed || tcp.write(textFrame(text))),
      bytes: (bytes) => void (closed || tcp.write(bytes)),
      closed: () => closed,
      whenClosed,
      onText: (listener) => {
        listeners.push(listener);
        for (const text of early.splice(0)) listener(text);
      },
    };
    tcp.on("connect", () => tcp.write(handshakeText(host, path, headers)));
    tcp.on("data", (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (raw.status === 0) {
        const end = rest.indexOf("\r\n\r\n");
        if (end < 0) return;
        raw.status = Number(rest.subarray(9, 12).toString());
        rest = rest.subarray(end + 4);
        done(raw);
        if (raw.status !== 101) return;
      }
      if (raw.status === 101) take();
    });
    tcp.on("error", (error) => (raw.status === 0 ? fail(error) : undefined));
    tcp.on("close", () => {
      closed = true;
      over();
      if (raw.status === 0) fail(new Error("closed before an answer"));
    });
  });
}
