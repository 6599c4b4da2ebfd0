// Whether a Redis keeps what it has confirmed: read back from the server itself, every fault told at once with the setting that mends it.
import { isPrivateHost, isThisMachine } from "../../privateAddress.ts";
import { StoreError } from "../storeErrors.ts";
import type { RedisClient } from "./connection.ts";

export type Fault = { setting: string; now: string; mustBe: string; loses: string /** "" where there is only one */; at: string };

type Wanted = { setting: string; mustBe: string; loses: string };
const WANTED: readonly Wanted[] = [
  { setting: "appendonly", mustBe: "yes", loses: "everything since the last snapshot when Redis or its machine stops" },
  {
    setting: "appendfsync",
    mustBe: "always",
    loses: "about the last second, and more on a busy disk, of what people were told is saved, at a power cut",
  },
  { setting: "maxmemory-policy", mustBe: "noeviction", loses: "whole sessions, scores or people, without notice, when memory runs short" },
];

/** The faults that would let this Redis forget. A server that does not answer CONFIG is asked to be trusted by name. */
export const faultsOf = async (client: RedisClient, at: string): Promise<Fault[]> => {
  let settings: Record<string, string>;
  try {
    settings = await client.configGet(WANTED.map(({ setting }) => setting));
  } catch {
    return WANTED.map((wanted) => ({ ...wanted, now: "not told (CONFIG GET is refused)", at }));
  }
  return WANTED.filter(({ setting, mustBe }) => settings[setting] !== mustBe).map((wanted) => ({
    ...wanted,
    now: settings[wanted.setting] ?? "not told",
    at,
  }));
};

export const refusalOf = (faults: Fault[]): StoreError =>
  new StoreError(
    "STORE_UNFIT",
    [
      "This Redis could forget what Plumb told people is saved. Change these settings in redis.conf, or by CONFIG SET and CONFIG REWRITE:",
      ...faults.map(({ setting, now, mustBe, at }) => `  ${setting} ${mustBe}     (now: ${now}${at === "" ? "" : ` at ${at}`})`),
      "To start all the same, for a try-out: plumb serve --unsafe-redis, or PLUMB_UNSAFE_REDIS=yes.",
    ].join("\n"),
  );

export const lossesOf = (faults: Fault[]): string[] => [
  "Unsafe Redis. These settings can lose what people were told is saved:",
  ...faults.map(
    ({ setting, now, mustBe, loses, at }) => `  ${setting}${at === "" ? "" : ` at ${at}`} is ${now}, not ${mustBe}: loses ${loses}.`,
  ),
];

/** A warning when one server of a cluster that is away would stop all of it; null otherwise. */
export const coverageOf = async (client: RedisClient): Promise<string | null> => {
  const settings = await client.configGet("cluster-require-full-coverage").catch(() => null);
  return settings?.["cluster-require-full-coverage"] === "yes"
    ? "This Redis Cluster stops altogether when one of its masters is away. So that only the sessions on that master wait, set cluster-require-full-coverage no on all of them."
    : null;
};

/** A warning when anybody who reaches this Redis can read and change everything; null otherwise. */
export const opennessOf = async (client: RedisClient, url: string): Promise<string | null> => {
  const { hostname, password, protocol } = new URL(url);
  if (password || protocol === "unix:") return null;
  const far = !isThisMachine(hostname) && !isPrivateHost(hostname);
  try {
    const { requirepass, bind, "protected-mode": guarded } = await client.configGet(["requirepass", "bind", "protected-mode"]);
    if (requirepass) return null;
    const addresses = (bind ?? "").split(/\s+/).map((address) => address.replace(/^-/, ""));
    const open = addresses.some((address) => address !== "" && !isThisMachine(address));
    if (!far && !(open && guarded === "no")) return null;
  } catch {
    if (!far) return null;
  }
  return "Redis asks for no password and listens beyond its own machine: whoever reaches it can read hidden scores. Set requirepass, and bind it to a private network.";
};
