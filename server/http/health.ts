// /healthz says the process answers, /readyz that it can read what it keeps. Neither counts anything.
import { Router } from "express";
import type { EventStore } from "../store/eventStore.ts";

export function healthRoutes(store: EventStore): Router {
  const router = Router();
  router.get("/healthz", (_request, response) => void response.json({ ok: true }));
  router.get("/readyz", async (_request, response) => {
    try {
      await store.ready();
      response.json({ ok: true });
    } catch {
      response.status(503).json({ ok: false });
    }
  });
  return router;
}
