// What several nodes share beside the store: whose sockets are where, and how often somebody tried. One node alone shares nothing.
import type { EventStore } from "../store/eventStore.ts";
import type { RedisStore } from "../store/redis.ts";
import { ownLimit, redisLimit, type SharedLimit } from "./limits.ts";
import { NO_OTHER_NODES, type SeatsElsewhere } from "./presence.ts";

export type Nodes = { seats: SeatsElsewhere; limit: SharedLimit; close: () => Promise<void> };

const isShared = (store: EventStore): store is RedisStore => "link" in store;

export const openNodes = async (store: EventStore): Promise<Nodes> => {
  if (!isShared(store)) return { seats: NO_OTHER_NODES, limit: ownLimit, close: async () => {} };
  const [{ sharedSeats }, { LIMIT_PREFIX }] = await Promise.all([import("./presenceRedis.ts"), import("../store/redis/keys.ts")]);
  const seats = await sharedSeats(store.link);
  return { seats, limit: redisLimit(() => store.link.clientFor(LIMIT_PREFIX), LIMIT_PREFIX), close: seats.close };
};
