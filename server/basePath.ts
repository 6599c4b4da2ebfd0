// Plumb under a path of somebody else's host, such as https://tools.example.com/plumb: every request loses that path before anything else looks at it.
import type { IncomingMessage, Server } from "node:http";

/** "/plumb/api/me" → "/api/me". Other paths stay as they are: some proxies take the path off themselves, and probes ask a node directly. */
export function withoutBase(url: string, basePath: string): string {
  if (!url.startsWith(basePath)) return url;
  const rest = url.slice(basePath.length);
  if (rest === "") return "/";
  if (rest.startsWith("?")) return `/${rest}`;
  return rest.startsWith("/") ? rest : url;
}

/** Before all other listeners, Socket.IO's included: to be called when those are there. */
export function serveUnder(http: Server, basePath: string): void {
  if (basePath === "") return;
  const take = (request: IncomingMessage): void => {
    request.url = withoutBase(request.url ?? "/", basePath);
    // the address in the browser: the cookie's path is compared with it
    Object.assign(request, { originalUrl: `${basePath}${request.url}` });
  };
  http.prependListener("request", take);
  http.prependListener("upgrade", take);
}
