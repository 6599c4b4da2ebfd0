// The built pages: hashed files for ever, the page itself never kept, and every other address answered with the page, which knows the routes.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RequestHandler, Router, static as files } from "express";

/** Beside the bundle (dist/server → dist/client), or from the sources (server/http → dist/client). Null: not built. */
export function clientDirectory(): string | null {
  const here = dirname(fileURLToPath(import.meta.url));
  return [join(here, "../client"), join(here, "../../dist/client")].find((folder) => existsSync(join(folder, "index.html"))) ?? null;
}

export function clientRoutes(folder: string | null): Router {
  const router = Router();
  if (!folder) {
    router.get("/{*path}", (_request, response) => {
      response.status(503).type("text/plain").send("The pages have not been built yet. Run: npm run build");
    });
    return router;
  }
  router.use("/assets", files(join(folder, "assets"), { immutable: true, maxAge: "365d", index: false, fallthrough: false }));
  router.use(files(folder, { index: false, maxAge: 0, etag: true }));
  const page: RequestHandler = (_request, response) => {
    response.setHeader("Cache-Control", "no-store");
    response.sendFile("index.html", { root: folder, cacheControl: false, etag: false, lastModified: false });
  };
  router.get("/{*path}", page);
  return router;
}
