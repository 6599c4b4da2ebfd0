// The connection that hears the other nodes' hints: one that listens cannot ask. In a cluster every server passes on what one was told, so any will do.
import { LOOK_MS, newClient, type RedisClient } from "./connection.ts";
import type { Link } from "./link.ts";
import { urlOf } from "./address.ts";

export type Ear = { close: () => void };

/** What is said while nobody listens is found by the sweep. */
export const openEar = async (url: string, link: Link, channel: string, heard: (message: string) => void): Promise<Ear> => {
  if (!link.isCluster) {
    const ear = newClient(url);
    ear.on("error", () => {});
    await ear.connect();
    await ear.subscribe(channel, heard);
    return { close: () => ear.isOpen && ear.destroy() };
  }

  let ear: { client: RedisClient; address: string } | null = null;
  let turn = 0;
  let opening = false;
  const hangUp = (): void => {
    if (ear?.client.isOpen) ear.client.destroy();
    ear = null;
  };
  const open = async (): Promise<void> => {
    const servers = link.up();
    const { address } = servers[turn++ % servers.length] ?? {};
    if (address === undefined) return;
    const client = newClient(urlOf(url, address), false);
    client.on("error", () => {});
    ear = { client, address };
    await client.connect();
    await client.subscribe(channel, heard);
  };
  /** A server that is away, or no longer part of the cluster, hears nothing. */
  const hears = (): boolean => ear?.client.isReady === true && link.up().some(({ address }) => address === ear?.address);
  const listen = async (): Promise<void> => {
    if (opening || hears()) return;
    opening = true;
    hangUp();
    await open().catch(hangUp);
    opening = false;
  };
  await listen();
  const watch = setInterval(() => void listen(), LOOK_MS);
  watch.unref();
  return {
    close: () => {
      clearInterval(watch);
      opening = true;
      hangUp();
    },
  };
};
