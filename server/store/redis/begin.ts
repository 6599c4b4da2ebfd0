// What is asked once at the start: the store's own name, and what of its servers should be otherwise.
import { randomUUID } from "node:crypto";
import { StoreError } from "../storeErrors.ts";
import { addressesIn, urlOf } from "./address.ts";
import { assertArrived } from "./arriving.ts";
import { isEmpty, remnantOf } from "./copy.ts";
import { coverageOf, opennessOf } from "./fitness.ts";
import { STORE_KEY } from "./keys.ts";
import type { Link } from "./link.ts";

const FORMAT = "1";

/** A cluster whose common part is gone is not begun anew over the sessions that are left. */
export const assertNoRemnant = async (link: Link): Promise<void> => {
  if (!link.isCluster || !(await isEmpty(link))) return;
  const left = await remnantOf(link);
  // Streams are named before they are made, so one that another node made meanwhile is known by now.
  if (left && (await isEmpty(link))) {
    throw new StoreError(
      "STORE_UNFIT",
      `This Redis Cluster holds sessions (${left.key} at ${left.address}) and nothing that names them: the server that had it has forgotten it. Put its data back, or take back a backup with: plumb restore FILE.`,
    );
  }
};

/** The store's own name, given once; a newer Plumb's format is refused. */
export const nameOfStore = async (link: Link, mends: boolean): Promise<string> => {
  const named = () => link.ask(STORE_KEY, (client) => client.get(STORE_KEY));
  if (!mends) {
    await assertArrived(link);
    await assertNoRemnant(link);
  }
  const name = `${FORMAT} ${randomUUID()}`;
  await link.ask(STORE_KEY, (client) => client.set(STORE_KEY, name, { condition: "NX" }));
  const given = (await named()) ?? "";
  if (!given.startsWith(`${FORMAT} `)) {
    throw new StoreError("STORE_NEWER", "STORE_NEWER: this Redis was written by a newer Plumb. Start the newer Plumb.");
  }
  return given;
};

/** What is no fault, and should not stay so. */
export const warningsOf = async (link: Link, url: string): Promise<string[]> => {
  const [first = ""] = addressesIn(url);
  const told = await link.everywhere(async (client, address) => [
    await opennessOf(client, link.isCluster ? urlOf(first, address) : url),
    link.isCluster ? await coverageOf(client) : null,
  ]);
  return [...new Set(told.flat())].filter((line) => line !== null);
};
