// Sends the bad inputs, many a connection: opens, sends until the other side has had enough or the batch is through, and goes on with the next.
import { connect } from "node:net";
import { PROTOCOL_VERSION } from "../../../shared/protocol/version.ts";
import type { Dice } from "../real/dice.ts";
import { dial, frameBytes, type RawSocket, textFrame } from "../real/webSocket.ts";
import { fragments, httpBytes, ILLEGAL, legalFrame, packet } from "./packets.ts";
import { broken, OVERSIZED, payload } from "./payloads.ts";

export type Target = {
  url: string;
  /** people of the session under attack */ cookies: string[];
  sessionId: string;
  samples: { commands: string[]; drafts: string[] };
};
export type Sent = { http: number; frames: number; packets: number; payloads: number };
/** null: the server is gone */
type Batch = (target: Target, dice: Dice) => Promise<number | null>;

const SETTLED_MS = 3_000;
const settled = (what: Promise<unknown>): Promise<unknown> => {
  let timer: NodeJS.Timeout | undefined;
  return Promise.race([
    what,
    new Promise((done) => {
      timer = setTimeout(done, SETTLED_MS);
    }),
  ]).finally(() => clearTimeout(timer));
};

const http: Batch = ({ url, cookies }, dice) => {
  const { hostname, port, host } = new URL(url);
  const count = 1 + dice.int(6);
  return new Promise((done) => {
    let connected = false;
    const tcp = connect({ host: hostname, port: Number(port) }, () => {
      connected = true;
      for (let each = 0; each < count; each++) tcp.write(httpBytes({ host, origin: url, cookie: dice.pick(cookies) }, dice));
      tcp.end();
    });
    tcp.setTimeout(SETTLED_MS, () => tcp.destroy());
    tcp.on("data", () => {});
    tcp.on("error", () => {});
    tcp.on("close", () => done(connected ? count : null));
  });
};

const open = async (target: Target, dice: Dice): Promise<RawSocket | null> => {
  try {
    const raw = await dial(target.url, { Origin: target.url, Cookie: dice.pick(target.cookies) });
    raw.tcp.on("error", () => {});
    return raw;
  } catch {
    return null;
  }
};
const heard = (raw: RawSocket, what: (text: string) => boolean): Promise<void> =>
  new Promise((done) => {
    raw.onText((text) => what(text) && done());
    raw.whenClosed.then(done);
  });

const frames: Batch = async (target, dice) => {
  const raw = await open(target, dice);
  if (!raw) return null;
  const count = 10 + dice.int(40);
  const parts = Array.from({ length: count }, () => legalFrame(dice));
  parts.push(dice.chance(0.002) ? fragments(131_073) : dice.pick(ILLEGAL)(dice));
  raw.bytes(Buffer.concat(parts));
  raw.tcp.end();
  await settled(raw.whenClosed);
  raw.tcp.destroy();
  return parts.length;
};

const enter = async (raw: RawSocket, { sessionId }: Target): Promise<void> => {
  const answered = heard(raw, (text) => text.startsWith("42") || text.startsWith("44"));
  raw.text(`40${JSON.stringify({ protocol: PROTOCOL_VERSION, sessionId })}`);
  await settled(answered);
};

const packets: Batch = async (target, dice) => {
  const raw = await open(target, dice);
  if (!raw) return null;
  if (dice.chance(0.7)) await enter(raw, target);
  let sent = 0;
  for (let rounds = 1 + dice.int(30); rounds > 0 && !raw.closed(); rounds--) {
    const text = packet(dice);
    sent += 1;
    // each by itself: what came before one that ends the connection has been looked at
    raw.bytes(dice.chance(0.03) ? frameBytes({ opcode: 2, payload: Buffer.from(text) }) : textFrame(text));
    await new Promise((next) => setImmediate(next));
  }
  raw.tcp.end();
  await settled(raw.whenClosed);
  raw.tcp.destroy();
  return Math.max(1, sent);
};

let asked = 1;
const payloads: Batch = async (target, dice) => {
  const raw = await open(target, dice);
  if (!raw) return null;
  await enter(raw, target);
  let sent = 0;
  for (let rounds = 0; rounds < 8 && !raw.closed(); rounds++) {
    const parts: Buffer[] = [];
    for (let each = 0; each < 40; each++) {
      const event = dice.chance(0.8) ? "command" : "draft";
      const body = payload(event === "command" ? target.samples.commands : target.samples.drafts, dice);
      parts.push(textFrame(dice.chance(0.05) ? `42["${event}",${body}]` : `42${asked++}["${event}",${body}]`));
    }
    sent += parts.length;
    const through = `43${asked}`;
    const done = heard(raw, (text) => text.startsWith(through));
    parts.push(textFrame(`42${asked++}["clock"]`));
    raw.bytes(Buffer.concat(parts));
    await settled(done);
    if (!dice.chance(0.08)) continue;
    sent += 1;
    raw.text(`42${asked++}["command",${dice.chance(0.1) ? dice.pick(OVERSIZED)() : broken(target.samples.commands, dice)}]`);
    await settled(raw.whenClosed);
  }
  raw.tcp.destroy();
  await raw.whenClosed;
  return Math.max(1, sent);
};

const LAYERS: { name: keyof Sent; share: number; batch: Batch }[] = [
  { name: "http", share: 0.08, batch: http },
  { name: "frames", share: 0.3, batch: frames },
  { name: "packets", share: 0.17, batch: packets },
  { name: "payloads", share: 0.45, batch: payloads },
];
const AT_ONCE = 6;

/** Ends when so many were sent, or when nobody answers any more. */
export async function attack(target: Target, count: number, dice: Dice, onSent: (sent: Sent) => void = () => {}): Promise<Sent> {
  const sent: Sent = { http: 0, frames: 0, packets: 0, payloads: 0 };
  let gone = 0;
  await Promise.all(
    LAYERS.map(async ({ name, share, batch }) => {
      const lane = async (): Promise<void> => {
        while (sent[name] < count * share && gone < 20) {
          const now = await batch(target, dice);
          if (now === null) gone += 1;
          else sent[name] += now;
          onSent(sent);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
    }),
  );
  return sent;
}
export const total = (sent: Sent): number => sent.http + sent.frames + sent.packets + sent.payloads;
