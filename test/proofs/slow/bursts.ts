// Ten people who each say a hundred and sixty things in one moment, all within the limits, and how long one word of somebody else takes meanwhile.
import { LIVE_LIMITS } from "../../../server/live/limits.ts";
import type { Launch } from "../real/launch.ts";
import { newSession, teamOn } from "../real/people.ts";
import { openSeat, type SeatSocket } from "../real/seatSocket.ts";
import { serverProcess } from "../real/serverProcess.ts";
import { openReader } from "./readers.ts";

const ROUNDS = 6;
const SOCKETS = LIVE_LIMITS.person / LIVE_LIMITS.socket;
/** by then everybody may speak again */
const PAUSE_MS = 1_300;

/** Milliseconds until a word was answered, alone and beside them. What they say needs nothing of the store: each of their words costs as little as it can. */
export async function wordsBesideBursts(launch: Launch): Promise<{ aloneMs: number[]; besideMs: number[] }> {
  const server = await serverProcess(launch);
  try {
    const { admin, people } = await teamOn(
      server,
      Array.from({ length: 11 }, (_none, index) => ({ name: `P${index}` })),
    );
    const sessionId = await newSession(admin, { personIds: people.map(({ personId }) => personId) });
    const [quiet, ...crowd] = people;
    const own = await openSeat(server.url, sessionId, { cookie: quiet!.cookie() });
    const sockets: SeatSocket[] = [];
    for (const one of crowd)
      for (let socket = 0; socket < SOCKETS; socket++) sockets.push(await openReader(server.url, sessionId, one.cookie()));
    const word = async (): Promise<number> => {
      const asked = performance.now();
      await own.command({ type: "CloseSession" });
      return performance.now() - asked;
    };
    const aloneMs: number[] = [];
    const besideMs: number[] = [];
    let count = 0;
    for (let round = 0; round < ROUNDS; round++) {
      await new Promise((next) => setTimeout(next, PAUSE_MS));
      aloneMs.push(await word());
      for (const { raw } of sockets)
        for (let each = 0; each < LIVE_LIMITS.socket; each++) {
          count += 1;
          raw.text(`42${count}${JSON.stringify(["command", { id: `b${count}`, command: { type: "CloseSession" } }])}`);
        }
      besideMs.push(await word());
    }
    own.close();
    for (const { raw } of sockets) raw.tcp.destroy();
    return { aloneMs, besideMs };
  } finally {
    await server.remove();
  }
}
