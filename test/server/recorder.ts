// Writes down every byte a viewer's socket receives, as it comes over the wire, and sends frames by hand.
import { PROTOCOL_VERSION } from "../../shared/protocol/version.ts";
import { until } from "./harness.ts";

export type Recorder = {
  frames: string[];
  /** a command or draft by hand; resolves with the raw answer */ ask: (event: string, message: unknown) => Promise<string>;
  close: () => void;
};

export async function record(url: string, sessionId: string, who: { cookie?: string; screenToken?: string }): Promise<Recorder> {
  const frames: string[] = [];
  let acks = 0;
  const headers = { origin: url, ...(who.cookie ? { cookie: who.cookie } : {}) };
  const Dial = WebSocket as unknown as new (url: string, options: object) => WebSocket;
  const socket = new Dial(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, { headers });
  socket.addEventListener("message", ({ data }) => {
    const frame = String(data);
    frames.push(frame);
    if (frame === "2") socket.send("3");
  });
  socket.addEventListener("error", () => {});
  await until(() => frames.some((frame) => frame.startsWith("0")), "the open packet");
  const auth = { protocol: PROTOCOL_VERSION, sessionId, ...(who.screenToken ? { screenToken: who.screenToken } : {}) };
  socket.send(`40${JSON.stringify(auth)}`);
  await until(() => frames.some((frame) => frame.startsWith("42") || frame.startsWith("44")), "a first view or a refusal");
  return {
    frames,
    ask: async (event, message) => {
      acks += 1;
      const head = `43${acks}[`;
      socket.send(`42${acks}${JSON.stringify([event, message])}`);
      return until(() => frames.find((frame) => frame.startsWith(head)), `an answer to ${event}`);
    },
    close: () => socket.close(),
  };
}
