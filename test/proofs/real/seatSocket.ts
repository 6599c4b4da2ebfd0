// One connection into a session, by hand: packets as they are on the wire, acknowledgements, and the view they add up to.
import { PROTOCOL_VERSION } from "../../../shared/protocol/version.ts";
import type { Answer, Bye, ViewFrame } from "../../../shared/protocol/socket.ts";
import type { SessionCommand } from "../../../shared/session/commands.ts";
import type { SliceName, Slices } from "../../../shared/session/view/slices.ts";
import { dial, type RawSocket } from "./webSocket.ts";

export type SeatSocket = {
  raw: RawSocket;
  slices: () => Partial<Slices>;
  /** refused at the handshake */ refusal: Bye | null;
  bye: () => Bye | null;
  /** number of view frames so far */ frames: () => number;
  /** never rejects; "closed" when the socket ended without an answer */ ask: (
    event: string,
    message?: unknown,
  ) => Promise<Answer | number | "closed">;
  /** asked again while the answer is "later" */ command: (command: SessionCommand, id?: string) => Promise<Answer>;
  close: () => void;
};

export type Who = { cookie?: string; screenToken?: string };
let ids = 0;

export async function openSeat(
  url: string,
  sessionId: string,
  who: Who,
  options: { onText?: (text: string) => void } = {},
): Promise<SeatSocket> {
  const raw = await dial(url, { Origin: url, ...(who.cookie ? { Cookie: who.cookie } : {}) });
  if (raw.status !== 101) throw new Error(`the handshake was answered ${raw.status}`);
  let slices: Partial<Slices> = {};
  let frames = 0;
  let asked = 0;
  let bye: Bye | null = null;
  const answers = new Map<number, (answer: Answer | number | "closed") => void>();
  raw.whenClosed.then(() => {
    for (const answer of answers.values()) answer("closed");
    answers.clear();
  });
  const view = (frame: ViewFrame): void => {
    const next: Partial<Slices> = frame.now === undefined ? { ...slices } : {};
    for (const name of Object.keys(frame.slices) as SliceName[]) {
      const value = frame.slices[name];
      if (value === null || value === undefined) delete next[name];
      else Object.assign(next, { [name]: value });
    }
    slices = next;
    frames += 1;
  };
  const refusal = await new Promise<Bye | null>((settled) => {
    raw.onText((text) => {
      options.onText?.(text);
      if (text.startsWith("0")) {
        const auth = { protocol: PROTOCOL_VERSION, sessionId, ...(who.screenToken ? { screenToken: who.screenToken } : {}) };
        return raw.text(`40${JSON.stringify(auth)}`);
      }
      if (text.startsWith("44")) return settled((JSON.parse(text.slice(2)) as { data: Bye }).data);
      if (text.startsWith("42")) {
        const [event, message] = JSON.parse(text.slice(2)) as [string, unknown];
        if (event === "view") view(message as ViewFrame);
        if (event === "bye") bye = message as Bye;
        return settled(null);
      }
      const ack = /^43(\d+)/.exec(text);
      if (!ack) return;
      answers.get(Number(ack[1]))?.((JSON.parse(text.slice(ack[0].length)) as [Answer | number])[0]);
      answers.delete(Number(ack[1]));
    });
    raw.whenClosed.then(() => settled({ code: "NOT_FOUND", message: "closed without a word" }));
  });

  const ask: SeatSocket["ask"] = (event, message) =>
    new Promise((done) => {
      if (raw.closed()) return done("closed");
      asked += 1;
      answers.set(asked, done);
      raw.text(`42${asked}${JSON.stringify(message === undefined ? [event] : [event, message])}`);
    });
  return {
    raw,
    slices: () => slices,
    refusal,
    bye: () => bye,
    frames: () => frames,
    ask,
    command: async (command, id = `p${process.pid}-${ids++}`) => {
      for (;;) {
        const answer = await ask("command", { id, command });
        if (answer === "closed") throw new Error(`closed while ${command.type} was on its way`);
        if (typeof answer === "number") throw new Error("not an answer");
        if (answer.ok || answer.retry === "never") return answer;
        await new Promise((next) => setTimeout(next, answer.afterMs ?? 100));
      }
    },
    close: () => raw.tcp.destroy(),
  };
}

export async function accepted(answer: Promise<Answer>): Promise<void> {
  const settled = await answer;
  if (!settled.ok) throw new Error(`${settled.code}: ${settled.message}`);
}
