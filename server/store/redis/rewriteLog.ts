// After an erasure: Redis writes its files anew, without the commands that once stored what is gone. Done when the old files are gone too.
import { StoreError } from "../storeErrors.ts";
import type { RedisClient } from "./connection.ts";
import type { Link } from "./link.ts";

const POLL_MS = 20;
const stateOf = async (client: RedisClient): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await client.info("persistence")).split("\r\n").flatMap((line): [string, string][] => {
      const colon = line.indexOf(":");
      return colon === -1 ? [] : [[line.slice(0, colon), line.slice(colon + 1)]];
    }),
  );

type File = {
  /** fields of INFO that say it is being written, or will be */ busy: string[];
  status: string;
  begin: (client: RedisClient) => Promise<unknown>;
  failed: (address: string) => string;
};
const LOG: File = {
  busy: ["aof_rewrite_in_progress", "aof_rewrite_scheduled"],
  status: "aof_last_bgrewrite_status",
  begin: (client) => client.bgRewriteAof(),
  failed: (address) =>
    `Everything was erased, but Redis at ${address} could not write its append-only file anew, which still holds the old commands. Look into Redis' own log, then give BGREWRITEAOF.`,
};
const SNAPSHOT: File = {
  busy: ["rdb_bgsave_in_progress"],
  status: "rdb_last_bgsave_status",
  begin: (client) => client.bgSave(),
  failed: (address) =>
    `Everything was erased, but Redis at ${address} could not write its snapshot anew, which still holds the old values. Look into Redis' own log, then give BGSAVE.`,
};

const writeAnew = async (client: RedisClient, address: string, file: File): Promise<void> => {
  const settled = async (): Promise<void> => {
    for (;;) {
      const state = await stateOf(client);
      // Neither is begun while the other is under way.
      if ([...LOG.busy, ...SNAPSHOT.busy].every((field) => state[field] !== "1")) return;
      await new Promise((next) => setTimeout(next, POLL_MS));
    }
  };
  for (;;) {
    // One that is under way may have begun before the erasure.
    await settled();
    try {
      await file.begin(client);
      break;
    } catch (error) {
      // Another node was quicker; its own may have begun too early for us.
      if (!(error instanceof Error && /in progress|already/i.test(error.message))) throw error;
    }
  }
  await settled();
  if ((await stateOf(client))[file.status] !== "ok") throw new StoreError("STORE_UNFIT", file.failed(address));
};

/** A Redis that takes snapshots has one, or will; one that does not tell is asked for none. */
const takesSnapshots = (client: RedisClient): Promise<boolean> =>
  client.configGet("save").then(
    ({ save }) => Boolean(save),
    () => false,
  );

export const rewriteLog = async (link: Pick<Link, "everywhere">): Promise<void> => {
  await link.everywhere(async (client, address) => {
    if ((await stateOf(client)).aof_enabled === "1") await writeAnew(client, address, LOG);
    if (await takesSnapshots(client)) await writeAnew(client, address, SNAPSHOT);
  });
};
