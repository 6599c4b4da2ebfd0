// What the terminal says at the start: where Plumb is, how to become its admin, and how the others reach it.
import { isIP } from "node:net";
import { hostname, networkInterfaces } from "node:os";
import type { Config } from "./config.ts";
import { isCredible } from "./credibleClock.ts";
import { isThisMachine } from "./privateAddress.ts";
import { caddyLines, EXAMPLE_NAME, proxySettings } from "./proxyLines.ts";
import type { Origins } from "./live/origins.ts";

/** Every address under which this server's own pages can be opened. With https in front there is exactly one. */
export function ownOrigins(config: Pick<Config, "publicUrl" | "host">, port: number): Origins {
  if (config.publicUrl?.startsWith("https:")) return new Set([config.publicUrl]);
  const addresses = Object.values(networkInterfaces())
    .flatMap((interfaces) => interfaces ?? [])
    .map(({ address, family }) => (family === "IPv6" ? `[${address.split("%")[0]}]` : address));
  const local = ["localhost", "127.0.0.1", "[::1]"];
  const named = [hostname().toLowerCase(), `${hostname().toLowerCase()}.local`];
  const hosts = isThisMachine(config.host) ? local : [...local, ...named, ...addresses];
  const origins = hosts.map((host) => new URL(`http://${host}:${port}`).origin);
  return new Set([...(config.publicUrl ? [config.publicUrl] : []), ...origins]);
}

/** The way to this server from this machine, whatever it listens to. */
export function loopbackUrl(host: string, port: number): string {
  const everywhere = host === "0.0.0.0" || host === "::";
  const here = everywhere ? (host === "::" ? "[::1]" : "127.0.0.1") : isIP(host) === 6 ? `[${host}]` : host;
  return `http://${here}:${port}`;
}

export function greeting(options: {
  config: Pick<Config, "publicUrl" | "basePath" | "host">;
  port: number;
  /** what links and QR codes use */ baseUrl: string;
  /** null: the team has an admin */ setupLink: string | null;
}): string[] {
  const { config, port, baseUrl, setupLink } = options;
  const here = `http://localhost:${port}${config.basePath}`;
  const lines = ["", "Plumb is running.", "", `  on this machine   ${here}`];
  if (baseUrl !== here) lines.push(`  for the others    ${baseUrl}`);
  if (setupLink) lines.push("", "Open this link once, in your own browser. It makes you the admin of your team:", "", `  ${setupLink}`);
  if (!config.publicUrl) {
    lines.push(
      "",
      isThisMachine(config.host) || baseUrl === here
        ? "Only this machine can reach it now. For the others, with a domain name of yours, two lines in a Caddyfile:"
        : "The others reach it from this network only. For everybody else, with a domain name of yours, two lines in a Caddyfile:",
      "",
      ...caddyLines(EXAMPLE_NAME, port).map((line) => `  ${line}`),
      "",
      "Then run caddy beside it, and start Plumb with:",
      "",
      `  ${proxySettings(EXAMPLE_NAME)} npm start`,
    );
  }
  return [...lines, ""];
}

/** Times are the server's; a clock that is years off makes every date wrong, though not the order of anything. */
export function clockWarning(now: number): string | null {
  return isCredible(now)
    ? null
    : `This machine's clock says ${new Date(now).getUTCFullYear()}. Dates and due times will be wrong until it is set.`;
}
