// After an erasure: Redis writes its append-only file anew, without the commands that once stored what is gone. Done when the old file is gone too.
import { StoreError } from "../storeErrors.ts";
import type { Link } from "./link.ts";

const POLL_MS = 20;
const stateOf = async (link: Pick<Link, "ask">): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await link.ask((client) => client.info("persistence"))).split("\r\n").flatMap((line): [string, string][] => {
      const colon = line.indexOf(":");
      return colon === -1 ? [] : [[line.slice(0, colon), line.slice(colon + 1)]];
    }),
  );

export const rewriteLog = async (link: Pick<Link, "ask">): Promise<void> => {
  if ((await stateOf(link)).aof_enabled !== "1") return;
  const busy = async (): Promise<boolean> => {
    const state = await stateOf(link);
    return state.aof_rewrite_in_progress === "1" || state.aof_rewrite_scheduled === "1";
  };
  const settled = async (): Promise<void> => {
    while (await busy()) await new Promise((next) => setTimeout(next, POLL_MS));
  };
  // One that is under way may have begun before the erasure.
  await settled();
  await link.ask((client) => client.bgRewriteAof());
  await settled();
  if ((await stateOf(link)).aof_last_bgrewrite_status !== "ok") {
    throw new StoreError(
      "STORE_UNFIT",
      "Everything was erased, but Redis could not write its append-only file anew, which still holds the old commands. Look into Redis' own log, then give BGREWRITEAOF.",
    );
  }
};
