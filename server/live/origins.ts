// Which web pages may talk to this server: exactly those it serves itself. Everything else is another site driving a signed-in browser.
import type { IncomingHttpHeaders } from "node:http";

export type Origins = ReadonlySet<string>;

/** "no": tell the Origin in the log, do nothing else. */
export function mayConnect(origins: Origins, method: string | undefined, headers: IncomingHttpHeaders): boolean {
  const { origin } = headers;
  if (origin !== undefined) return origins.has(origin);
  // Browsers leave Origin out on a same-origin GET; an upgrade and a POST always carry one.
  if (method !== "GET" || headers.upgrade !== undefined) return false;
  const site = headers["sec-fetch-site"];
  return site !== "cross-site" && site !== "same-site";
}
