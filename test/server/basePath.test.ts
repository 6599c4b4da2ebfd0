// Everything Plumb serves and prints stands under BASE_PATH: requests lose it, links and cookies carry it, the page says it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withoutBase } from "../../server/basePath.ts";
import { readConfig } from "../../server/config.ts";
import { pageUnder } from "../../server/http/clientFiles.ts";
import { cookieName } from "../../server/people/httpSession.ts";
import { serve } from "../../server/serve.ts";

test.each([
  ["/plumb", "/"],
  ["/plumb/", "/"],
  ["/plumb?lang=es", "/?lang=es"],
  ["/plumb/api/me?x=/plumb/", "/api/me?x=/plumb/"],
  ["/plumb/plumb/x", "/plumb/x"],
  // taken off by the proxy already, or somebody else's
  ["/api/me", "/api/me"],
  ["/plumbing/x", "/plumbing/x"],
  ["/", "/"],
])("of %s Plumb sees %s", (asked, seen) => {
  expect(withoutBase(asked, "/plumb")).toBe(seen);
});

test("the page names its files and its path from the root, so that they mean the same on every page", () => {
  const built = `<meta name="base-path" content="" /><link href="./plumb.svg"><script src="./assets/a.js"></script><a href="https://a.example/./x">`;
  expect(pageUnder(built, "")).toBe(
    `<meta name="base-path" content="" /><link href="/plumb.svg"><script src="/assets/a.js"></script><a href="https://a.example/./x">`,
  );
  expect(pageUnder(built, "/plumb")).toBe(
    `<meta name="base-path" content="/plumb" /><link href="/plumb/plumb.svg"><script src="/plumb/assets/a.js"></script><a href="https://a.example/./x">`,
  );
});

test("a cookie is bound to the host, or where others share it, to https and the path", () => {
  expect(cookieName(true, "")).toBe("__Host-plumb");
  expect(cookieName(true, "/plumb")).toBe("__Secure-plumb");
  expect(cookieName(false, "")).toBe("plumb");
});

describe("a practice call under a path", () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "plumb-base-"));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  test("knows the server by the origin that browsers send, without the path", async () => {
    const printed: string[] = [];
    const { config } = readConfig({ PORT: "0", HOST: "127.0.0.1", DATA_DIR: dataDir, LOG_LEVEL: "silent", BASE_PATH: "/plumb" });
    const running = await serve(config, { print: (line) => void printed.push(line) });
    try {
      expect(running.url).toMatch(/^http:\/\/localhost:\d+\/plumb$/);
      expect(printed.join("\n")).toContain(`${running.url}/enter#`);
      const answer = await fetch(`${running.url}/api/enter`, {
        method: "POST",
        headers: { origin: new URL(running.url).origin, "content-type": "application/json" },
        body: JSON.stringify({ token: /\/enter#(\S+)/.exec(printed.join("\n"))?.[1], name: "Ada", teamName: "Support" }),
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.getSetCookie()[0]).toMatch(/^plumb=[^;]+; Path=\/plumb;/);
    } finally {
      await running.close();
    }
  });
});
