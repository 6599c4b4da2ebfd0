// A proxy that cuts what is silent for 30 seconds does not cut a quiet call: the server speaks every 20. Truly waited for, once.
import { afterEach, expect, test } from "vitest";
import { send, slice, until } from "../harness.ts";
import { join, startCallAt } from "./callThrough.ts";
import { startNginx, startPlumb, stopAll } from "./programs.ts";
import { freePort } from "../../freePort.ts";

afterEach(stopAll, 30_000);

const CUT_AFTER_S = 30;
/** The control: cut by a proxy that is less patient than the server's own interval, again and again. */
const IMPATIENT_S = 10;
const CUTS = CUT_AFTER_S / IMPATIENT_S + 1;

test("[F-30] while an impatient proxy cuts its connection four times, one with 30 seconds cuts none", { timeout: 120_000 }, async () => {
  const [port, impatientPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const plumb = await startPlumb({ PUBLIC_URL: url, TRUST_PROXY: "1" });
  const block = (listen: number, seconds: number): string => `server {
    listen 127.0.0.1:${listen};
    location / {
      proxy_pass http://127.0.0.1:${plumb.port};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      proxy_read_timeout ${seconds}s;
      proxy_send_timeout ${seconds}s;
    }
  }`;
  const nginx = await startNginx(`${block(port, CUT_AFTER_S)}\n${block(impatientPort, IMPATIENT_S)}`, port);
  const call = await startCallAt(url, plumb.setupToken);
  const cuts = new Map<string, number>();
  const count = (name: string, connection: typeof call.ben.connection): void => {
    let before = connection.status().state;
    connection.onChange(() => {
      const { state } = connection.status();
      if (state !== before && state === "reconnecting") cuts.set(name, (cuts.get(name) ?? 0) + 1);
      before = state;
    });
  };
  const control = join(`http://127.0.0.1:${impatientPort}`, call.ben, call.sessionId, { origin: url });
  await until(() => control.connection.slices().mine, "the control in the session");
  count("admin", call.admin.connection);
  count("ben", call.ben.connection);
  count("control", control.connection);

  await until(() => cuts.get("control") === CUTS, "the control to be cut four times", 100_000);

  expect([...cuts.keys()]).toEqual(["control"]);
  await send(call.admin, { type: "StartTimer", minutes: 5 });
  await until(() => slice(call.ben, "session").timer, "the timer");
  expect(nginx.log().filter((line) => line.includes("transport=polling"))).toEqual([]);
});
