// Express: headers, who the device belongs to, the API, the pages; one place where errors end.
import type { IncomingMessage } from "node:http";
import type { RejectionCode } from "../shared/session/rejection.ts";
import express, { type Express, json, Router } from "express";
import helmet from "helmet";
import { actionRoutes } from "./http/actions.ts";
import { clientDirectory, clientRoutes } from "./http/clientFiles.ts";
import { enterRoutes } from "./http/enter.ts";
import { jsonOnly, noStore, notFarTooLarge, ownOrigin } from "./http/guard.ts";
import { healthRoutes } from "./http/health.ts";
import { linkRoutes } from "./http/links.ts";
import { meRoutes } from "./http/me.ts";
import { metricsRoutes } from "./http/metrics.ts";
import { oneSessionRoutes } from "./http/oneSession.ts";
import { type Pace, pace } from "./http/pace.ts";
import type { Parts } from "./http/parts.ts";
import { practiceRoutes } from "./http/practice.ts";
import { errorHandler, unknownRoute } from "./http/respond.ts";
import { scorecardRoutes } from "./http/scorecards.ts";
import { sessionRoutes } from "./http/sessions.ts";
import { teamRoutes } from "./http/team.ts";
import { failing, type OnFault } from "./live/failing.ts";
import { sessionInPath } from "./live/caughtUp.ts";
import type { Origins } from "./live/origins.ts";
import type { Metrics } from "./metrics.ts";
import type { httpSession } from "./people/httpSession.ts";

export function createApp(
  parts: Parts,
  options: {
    origins: Origins;
    https: boolean;
    basePath: string;
    pace: Pace;
    trustProxy: number;
    metrics: Metrics;
    metricsToken: string | null;
    session: ReturnType<typeof httpSession>;
    onFault: OnFault;
    onOddity: (what: "origin", detail: string) => void;
  },
): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  // Nobody is believed about where a request comes from, except as many proxies as are configured.
  app.set("trust proxy", options.trustProxy);
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          scriptSrcAttr: ["'none'"],
          // React Aria adds one <style>, and positions popovers by style attributes
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", "data:"],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          ...(options.https ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      referrerPolicy: { policy: "no-referrer" },
      strictTransportSecurity: options.https ? { maxAge: 365 * 24 * 60 * 60, includeSubDomains: false } : false,
      // Over plain http browsers ignore these and say so in the console.
      crossOriginOpenerPolicy: options.https,
      originAgentCluster: options.https,
    }),
  );
  app.use(healthRoutes(parts.store));
  app.use(metricsRoutes(options.metrics, options.metricsToken));

  const api = Router();
  api.use((_request, response, next) => {
    // What is an act is counted as one, and those of scoring are not.
    response.once("finish", () => {
      if (!response.locals.act) options.metrics.responded(response.statusCode, (response.locals.refusal ?? null) as RejectionCode | null);
    });
    next();
  });
  api.use(noStore);
  api.use(ownOrigin(options.origins, (detail) => options.onOddity("origin", detail)));
  api.use(jsonOnly);
  api.use(notFarTooLarge);
  api.use(options.session);
  api.use(pace(parts.limit, options.pace));
  api.use(async (request, _response, next) => {
    await parts.live.caughtUp(sessionInPath(request.path));
    next();
  });
  // Two routes take more than a frame; they read their bodies themselves.
  const small = json({ limit: "512kb" });
  api.use((request, response, next) => (takesLarge(request) ? next() : small(request, response, next)));
  api.use("/me", meRoutes(parts));
  api.use("/enter", enterRoutes(parts));
  const sessions = sessionRoutes(parts);
  api.use("/sessions", sessions, oneSessionRoutes(parts));
  api.post("/sample", (request, response, next) => {
    request.url = "/sample";
    sessions(request, response, next);
  });
  api.use("/team", teamRoutes(parts));
  api.use("/scorecards", scorecardRoutes(parts));
  api.use("/actions", actionRoutes(parts));
  api.use("/links", linkRoutes(parts));
  api.use("/practice", practiceRoutes(parts));
  api.use(unknownRoute);
  app.use("/api", api);

  app.use(clientRoutes(clientDirectory(), options.basePath));
  app.use(unknownRoute);
  app.use(errorHandler(failing(parts.ids, options.onFault)));
  return app;
}

const takesLarge = ({ method, url }: Pick<IncomingMessage, "method" | "url">): boolean =>
  method === "POST" && (/^\/sessions\/?(\?|$)/.test(url ?? "") || /^\/sessions\/[^/]+\/commands(\?|$)/.test(url ?? ""));
