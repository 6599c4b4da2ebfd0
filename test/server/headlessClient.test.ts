// The ten lines of docs/protocol.md do what they say, against a real server.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";
import { createSession, startServer, type TestServer, until } from "./harness.ts";

const SCRIPT = fileURLToPath(new URL("../../scripts/headlessClient.ts", import.meta.url));
let server: TestServer;
afterEach(() => server.stop());

test("a script with a personal link scores every conversation blind", async () => {
  server = await startServer();
  const admin = await server.admin();
  const added = await admin.ask("POST", "/api/team/people", { name: "Robin", role: "reviewer", experience: "new", site: null });
  const link = await admin.ask("POST", "/api/links", { kind: "personal", personId: added.body.personId });
  const sessionId = await createSession(admin);
  const facilitator = server.connect(admin, sessionId);
  await until(() => facilitator.slices().progress, "the session");

  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, server.url, String(link.body.url).split("#")[1] ?? "", "Robin"]);

  expect(stdout.trim().split("\n")).toEqual(["{ ok: true }", "{ ok: true }"]);
  await until(() => facilitator.slices().progress?.every((one) => one.in === 1), "both conversations scored");
});
