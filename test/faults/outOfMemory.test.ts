// [F-13] A server that runs out of memory ends at once, as if it had been killed, and with memory again it has everything that it acknowledged.
import { afterEach, expect, test } from "vitest";
import { newSession, teamOn } from "../proofs/real/people.ts";
import { openSeat } from "../proofs/real/seatSocket.ts";
import { type ServerProcess, serverProcess } from "../proofs/real/serverProcess.ts";
import { bigConversation } from "../proofs/slow/readers.ts";
import { until } from "../server/harness.ts";

let server: ServerProcess | null = null;
afterEach(async () => {
  await server?.remove();
  server = null;
});

test("[F-13] what was acknowledged before memory ran out is there afterwards", { timeout: 240_000 }, async () => {
  server = await serverProcess({}, { NODE_OPTIONS: "--max-old-space-size=64" });
  const plumb = server;
  const { admin } = await teamOn(plumb, []);
  const conversations = Array.from({ length: 5 }, (_none, index) => bigConversation(`c${index}`, 1_500));
  // one is acknowledged whatever comes; how many of those asked for at once are, is chance
  const made = [await newSession(admin, { conversations })];
  const insist = async (): Promise<void> => {
    while (plumb.died() === null) made.push(await newSession(admin, { conversations }));
  };
  await Promise.all(Array.from({ length: 16 }, () => insist().catch(() => {})));
  await until(() => plumb.died(), "the end of the server", 120_000);
  expect(plumb.died()).toMatch(/heap out of memory/i);
  await plumb.start({ NODE_OPTIONS: "" });
  for (const sessionId of made) {
    const back = await openSeat(plumb.url, sessionId, { cookie: admin.cookie() });
    expect([back.refusal, plumb.pid() > 0]).toEqual([null, true]);
    await until(() => back.slices().conversations?.length === 5, "all five conversations");
    back.close();
  }
});
