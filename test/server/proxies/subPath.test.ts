// Plumb under a path of a shared host, behind Caddy as docs/operations.md shows it and behind a proxy that takes the path off: links, cookies, sockets and files.
import { afterEach, expect, test, vi } from "vitest";
import { results, slice, until } from "../harness.ts";
import { join, scoreAndReveal, startCallAt } from "./callThrough.ts";
import { caddyWithPath } from "./documents.ts";
import { resolveHere, startCaddy, startNginx, startPlumb, stopAll, trust } from "./programs.ts";
import { freePort } from "../../freePort.ts";

/** Several processes are started here, each of which takes its time on a busy machine. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const NAME = "tools.example.com";
resolveHere(NAME);
afterEach(stopAll);

test("behind Caddy a call works under the path, and nothing of it points outside", async () => {
  const publicPort = await freePort();
  const host = `https://${NAME}:${publicPort}`;
  const url = `${host}/plumb`;
  const plumb = await startPlumb({ PUBLIC_URL: host, BASE_PATH: "/plumb", TRUST_PROXY: "1" });
  expect(plumb.printed).toContain(`${url}/enter#${plumb.setupToken}`);
  const caddy = await startCaddy(caddyWithPath(NAME, plumb.port), NAME, publicPort);
  trust(caddy.root);

  const call = await startCallAt(url, plumb.setupToken);
  await scoreAndReveal(call);
  const { admin, sessionId } = call;

  // nothing of Plumb's lies outside the path
  expect(await (await fetch(`${host}/api/me`)).text()).toBe("");
  const bare = await fetch(url, { redirect: "manual" });
  expect([bare.status, bare.headers.get("location")]).toEqual([302, "/plumb/"]);
  // the cookie stays under it too
  const me = await admin.ask("GET", "/api/me");
  expect(me.headers.getSetCookie()[0]).toMatch(/^__Secure-plumb=[^;]+; Path=\/plumb;.*Secure/);
  // links and the QR code's address
  expect(slice(admin, "session").joinUrl).toMatch(new RegExp(`^${url}/join#[A-Z]{6}$`));
  const invitation = (await admin.ask("GET", `/api/sessions/${sessionId}/calendar.ics`)).text.replaceAll(/\r?\n[ \t]/g, "");
  expect(invitation).toContain(`${url}/enter#`);
  const shared = String((await admin.ask("POST", "/api/links", { kind: "screen", sessionId })).body.url);
  expect(shared).toMatch(new RegExp(`^${url}/screen/${sessionId}#`));
  const screen = join(url, admin, sessionId, { cookie: "", screenToken: shared.split("#")[1]! });
  await until(() => results(screen, "c1"), "results on the shared screen");
  const report = await admin.ask("GET", `/api/sessions/${sessionId}/report?format=markdown`);
  expect(report.status).toBe(200);
});

test("behind a proxy that takes the path off everything works the same", async () => {
  const publicPort = await freePort();
  const host = `http://127.0.0.1:${publicPort}`;
  const plumb = await startPlumb({ PUBLIC_URL: host, BASE_PATH: "/team/plumb", TRUST_PROXY: "1" });
  const nginx = await startNginx(
    `map $http_upgrade $connection_upgrade { default upgrade; '' close; }
    server {
      listen 127.0.0.1:${publicPort};
      location /team/plumb/ {
        proxy_pass http://127.0.0.1:${plumb.port}/;
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $connection_upgrade;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      }
      location / { return 404; }
    }`,
    publicPort,
  );
  const call = await startCallAt(`${host}/team/plumb`, plumb.setupToken);
  await scoreAndReveal(call);
  call.admin.connection.close();
  call.ben.connection.close();
  await until(() => nginx.log().filter((line) => line.startsWith("101")).length === 2, "two WebSockets in the log");
});
