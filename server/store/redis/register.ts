// Which streams there are. A change of it is counted, so that the other nodes' sweeps see that there was one.
import type { StreamName } from "../eventStore.ts";
import { isLater } from "../storeErrors.ts";
import type { RedisClient } from "./connection.ts";
import { REGISTER, STREAMS_KEY, TABLES_KEY } from "./keys.ts";
import type { Link } from "./link.ts";

const AGAIN_MS = 1_000;

export const openRegister = (link: Link, isClosing: () => boolean) => {
  const change = async (how: (client: RedisClient) => Promise<number>): Promise<void> => {
    await link.insist(STREAMS_KEY, (client) => Promise.all([how(client), client.hIncrBy(TABLES_KEY, REGISTER, 1)]));
  };
  const unlessLater = (stream: StreamName) => (error: unknown) => {
    if (!isLater(error)) throw error;
    if (!isClosing()) setTimeout(() => void madeAfterAll(stream).catch(() => {}), AGAIN_MS).unref();
  };
  /** Unless it was deleted meanwhile. */
  const madeAfterAll = (stream: StreamName): Promise<void> =>
    change(async (client) =>
      (await client.hGet(STREAMS_KEY, stream)) === "creating" ? client.hSet(STREAMS_KEY, stream, "made") : 0,
    ).catch(unlessLater(stream));
  return {
    /** The log is there. That is not taken back because its name could not be written down, which is done again until it is. */
    made: (stream: StreamName): Promise<void> => change((client) => client.hSet(STREAMS_KEY, stream, "made")).catch(unlessLater(stream)),
    gone: (stream: StreamName): Promise<void> => change((client) => client.hDel(STREAMS_KEY, stream)),
  };
};
