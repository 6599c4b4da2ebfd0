// A port that nobody listens on just now, for a server that a test starts.
import { once } from "node:events";
import { createServer } from "node:net";

const MOST_TRIES = 50;

async function probed(port: number): Promise<number> {
  const probe = createServer().listen(port, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

export const freePort = (): Promise<number> => probed(0);

/** One that stays free between two servers on it: below those that the system gives to whoever connects. */
export async function lastingPort(tries = MOST_TRIES): Promise<number> {
  try {
    return await probed(10_000 + Math.floor(Math.random() * 20_000));
  } catch (error) {
    if (tries <= 1) throw error;
    return lastingPort(tries - 1);
  }
}
