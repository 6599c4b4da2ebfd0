// People who stop reading: some say nothing any more, some keep talking and keep the connection alive without ever looking at an answer.
import { readFileSync } from "node:fs";
import { openSeat, type SeatSocket } from "../real/seatSocket.ts";

/** Megabytes a socket may have on its way in the kernel; beyond them the server has to keep what is not read. */
const most = (file: string): number => Number(readFileSync(`/proc/sys/net/ipv4/${file}`, "utf8").trim().split(/\s+/)[2]);
export const kernelHolds = (): number => most("tcp_wmem") + most("tcp_rmem");

/** Takes everything from its socket and looks at nothing, so that reading costs the measuring side little. */
export async function openReader(url: string, sessionId: string, cookie: string): Promise<SeatSocket> {
  const seat = await openSeat(url, sessionId, { cookie });
  if (seat.refusal) throw new Error(`a reader was not let in: ${seat.refusal.code}`);
  const { tcp } = seat.raw;
  tcp.removeAllListeners("data");
  tcp.on("error", () => {});
  tcp.resume();
  return seat;
}

export const stopReading = ({ raw }: SeatSocket): void => void raw.tcp.pause();

/** Asks without end and never reads: every answer has to wait somewhere. Ends with the socket. */
export function greedy({ raw }: SeatSocket): () => void {
  let count = 0;
  const timer = setInterval(() => {
    if (raw.closed() || !raw.tcp.writable) return clearInterval(timer);
    raw.text("3");
    for (let each = 0; each < 40; each++)
      raw.text(`42${count++}${JSON.stringify(["command", { id: `g${count}`, command: { type: "CloseSession" } }])}`);
  }, 100);
  return () => clearInterval(timer);
}

/** What changes with every round, as much as the limits allow: a transcript that everybody is shown. */
export const bigConversation = (conversationId: string, lines: number) => ({
  conversationId,
  title: "A long call",
  channel: "phone" as const,
  link: null,
  agent: null,
  why: null,
  transcript: Array.from({ length: lines }, (_none, index) => ({
    at: index,
    speaker: index % 2 ? "Agent" : "Customer",
    text: `${index} ${"and so on ".repeat(20)}`,
  })),
});
