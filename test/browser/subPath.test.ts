// Plumb under a path of a host that others use too, in a browser: entering, scoring, the shared screen and the report, and no file, request or link outside the path.
import type { Browser } from "playwright-core";
import { afterEach, expect, test } from "vitest";
import { startNginx, stopAll } from "../server/proxies/programs.ts";
import { REFUND_CHAT } from "./conversations.ts";
import { openBrowser, type Plumb, startPlumb } from "./harness.ts";
import {
  copyTeamLink,
  createSession,
  enterByTeamLink,
  heading,
  holdToReveal,
  link,
  nobodyHasFaults,
  saved,
  scoreByKeyboard,
  sees,
  setUpTeam,
  sheetOf,
  somebody,
  startSilentReview,
  submit,
} from "./ways.ts";
import { freePort } from "../freePort.ts";

let browser: Browser | null = null;
let plumb: Plumb | null = null;
afterEach(async () => {
  await browser?.close();
  await plumb?.stop();
  await stopAll();
});

const SHEET = ["y", "4", "4", "y", "4", "3", "3", "a", "y"];

test("one comes in, scores, sees the results, the shared screen and the report under the path", async () => {
  const port = await freePort();
  const host = `http://127.0.0.1:${port}`;
  [plumb, browser] = await Promise.all([startPlumb({ PUBLIC_URL: host, BASE_PATH: "/plumb", TRUST_PROXY: "1" }), openBrowser()]);
  const nginx = await startNginx(
    `server {
      listen 127.0.0.1:${port};
      location /plumb/ {
        proxy_pass ${plumb.url};
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection "upgrade";
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      }
      location / { return 404; }
    }`,
    port,
  );
  expect(plumb.setupLink).toMatch(new RegExp(`^${host}/plumb/enter#`));
  const dana = await somebody(browser, "Dana");
  await setUpTeam(dana, plumb);
  const teamLink = await copyTeamLink(dana);
  expect(teamLink).toMatch(new RegExp(`^${host}/plumb/enter#`));
  const path = await createSession(dana, [REFUND_CHAT]);
  expect(path).toMatch(/^\/plumb\/s\//);
  const tom = await somebody(browser, "Tom");
  await enterByTeamLink(tom, teamLink, "Under 6 months");
  await startSilentReview(dana);
  for (const one of [dana, tom]) {
    await sees(sheetOf(one.page));
    await scoreByKeyboard(one.page, SHEET);
    await saved(one.page, 9, 9);
    await submit(one.page);
  }
  await holdToReveal(dana, "pointer");
  await sees(
    tom.page
      .getByRole("main")
      .getByRole("heading", { level: 1 })
      .filter({ hasText: /agree|apart/ }),
  );

  // a reload asks the server for this very address
  await tom.page.reload();
  await sees(
    tom.page
      .getByRole("main")
      .getByRole("heading", { level: 1 })
      .filter({ hasText: /agree|apart/ }),
  );
  const asked = await dana.page.evaluate(
    async (sessionId) =>
      (
        await fetch("/plumb/api/links", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ kind: "screen", sessionId }),
        })
      ).json() as Promise<{ url: string }>,
    path.split("/").at(-1),
  );
  const screen = await somebody(browser, "the room");
  await screen.page.goto(asked.url);
  await sees(screen.page.getByRole("heading", { level: 1 }).filter({ hasText: /agree|apart/ }));

  await dana.page.goto(`${host}${path}/report`);
  await sees(heading(dana.page, /./));
  const download = dana.page.waitForEvent("download");
  await dana.page.locator('a[download][href*="format=csv"]').first().click();
  expect((await download).url()).toContain(`${host}/plumb/api/sessions/`);
  await link(dana.page, "Team").first().click();
  await dana.page.waitForURL(`${host}/plumb/team`);

  nobodyHasFaults([dana, tom, screen]);
  const outside = nginx.log().filter((line) => !/ \/plumb\/\S*$/.test(line));
  expect(outside).toEqual([]);
  expect(nginx.log().filter((line) => line.startsWith("404"))).toEqual([]);
});
