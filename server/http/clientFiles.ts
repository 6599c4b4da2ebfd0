// The built pages: hashed files for ever, the page itself never kept, and every other address answered with the page, which knows the routes.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RequestHandler, Router, static as files } from "express";

/** Beside the bundle (dist/server → dist/client), or from the sources (server/http → dist/client). Null: not built. */
export function clientDirectory(): string | null {
  const here = dirname(fileURLToPath(import.meta.url));
  return [join(here, "../client"), join(here, "../../dist/client")].find((folder) => existsSync(join(folder, "index.html"))) ?? null;
}

/** The page with the path that everything stands under: relative addresses would mean something else on every page. */
export const pageUnder = (html: string, basePath: string): string =>
  html
    .replaceAll(/ (src|href)="\.\//g, ` $1="${basePath}/`)
    .replace('name="base-path" content=""', `name="base-path" content="${basePath}"`);

export function clientRoutes(folder: string | null, basePath: string): Router {
  const router = Router();
  if (!folder) {
    router.get("/{*path}", (_request, response) => {
      response.status(503).type("text/plain").send("The pages have not been built yet. Run: npm run build");
    });
    return router;
  }
  router.use("/assets", files(join(folder, "assets"), { immutable: true, maxAge: "365d", index: false, fallthrough: false }));
  const page: RequestHandler = async (_request, response) => {
    response.setHeader("Cache-Control", "no-store");
    response.type("html").send(pageUnder(await readFile(join(folder, "index.html"), "utf8"), basePath));
  };
  router.use((request, response, next) => (request.path === "/index.html" ? page(request, response, next) : next()));
  router.use(files(folder, { index: false, maxAge: 0, etag: true }));
  router.get("/{*path}", page);
  return router;
}
