// GET /metrics for Prometheus: there only where METRICS_TOKEN is set, and only for whoever brings it.
import { createHash, timingSafeEqual } from "node:crypto";
import { Router } from "express";
import type { Metrics } from "../metrics.ts";
import { HttpRefusal } from "./respond.ts";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

export function metricsRoutes(metrics: Metrics, token: string | null): Router {
  const router = Router();
  const expected = token === null ? null : digest(`Bearer ${token}`);
  router.get("/metrics", async (request, response) => {
    if (!expected) throw new HttpRefusal({ code: "NOT_FOUND" });
    if (!timingSafeEqual(digest(request.headers.authorization ?? ""), expected)) {
      response.setHeader("WWW-Authenticate", "Bearer");
      throw new HttpRefusal({ code: "SIGN_IN" });
    }
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Type", metrics.contentType);
    response.end(await metrics.text());
  });
  return router;
}
