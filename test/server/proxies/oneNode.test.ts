// One server behind Caddy and behind nginx, with exactly what the greeting, the README and docs/operations.md tell people to write.
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { greeting } from "../../../server/greeting.ts";
import { caddyLines, EXAMPLE_NAME, proxySettings } from "../../../server/proxyLines.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { conversation, createSession, type Person, until } from "../harness.ts";
import { scoreAndReveal, startCallAt } from "./callThrough.ts";
import { nginxBlock } from "./documents.ts";
import { certificateFor, resolveHere, startCaddy, startNginx, startPlumb, stopAll, trust } from "./programs.ts";
import { freePort } from "../../freePort.ts";

/** Several processes are started here, each of which takes its time on a busy machine. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

afterEach(stopAll);
resolveHere(EXAMPLE_NAME);

/** `A=b C=d`, as the greeting prints it. */
const settings = (line: string): Record<string, string> =>
  Object.fromEntries(line.split(" ").map((one) => one.split("=") as [string, string]));
/** Elsewhere than at port 443, which a test may not have. */
const behind = (publicPort: number) => settings(proxySettings(`${EXAMPLE_NAME}:${publicPort}`));

/** A new session with ten long transcripts is made, and what is too large is for Plumb to say, not for the proxy. */
const largeOnesPass = async (admin: Person): Promise<void> => {
  const line = { at: null, speaker: "Agent", text: "x".repeat(LIMITS.transcriptLine) };
  const transcript = Array.from({ length: 99 }, () => line);
  const conversations = Array.from({ length: 10 }, (_, index) => ({ ...conversation(`c${index}`, `Call ${index}`), transcript }));
  expect(JSON.stringify(conversations).length).toBeGreaterThan(4_000_000);
  expect(await createSession(admin, { conversations })).toMatch(/./);
  const tooLarge = await admin.ask("POST", "/api/sessions", { name: "x".repeat(8 * 1024 * 1024) });
  expect([tooLarge.status, tooLarge.body.code]).toEqual([413, "TOO_LARGE"]);
};

describe("what people are told", () => {
  test("the greeting, the README and docs/operations.md show the same two lines and the same settings", () => {
    const lines = caddyLines(EXAMPLE_NAME, 3000);
    expect(lines).toHaveLength(2);
    const printed = greeting({
      config: { publicUrl: null, basePath: "", host: "0.0.0.0" },
      port: 3000,
      baseUrl: "http://192.168.1.20:3000",
      setupLink: null,
    }).map((line) => line.trim());
    expect(printed.slice(printed.indexOf(lines[0]!)).slice(0, 2)).toEqual(lines);
    expect(printed.join("\n")).toContain(`${proxySettings(EXAMPLE_NAME)} npm start`);
    for (const document of ["README.md", "docs/operations.md"])
      expect(readFileSync(document, "utf8"), document).toContain(`\`\`\`\n${lines.join("\n")}\n\`\`\``);
    expect(readFileSync("README.md", "utf8")).toContain(proxySettings(EXAMPLE_NAME));
  });
});

describe("Caddy", () => {
  test("two lines give https, the set-up link, the API, a cookie bound to this host, WebSockets and a reveal", async () => {
    const publicPort = await freePort();
    const plumb = await startPlumb(behind(publicPort));
    const url = `https://${EXAMPLE_NAME}:${publicPort}`;
    expect(plumb.printed).toContain(`${url}/enter#${plumb.setupToken}`);
    const caddy = await startCaddy(caddyLines(EXAMPLE_NAME, plumb.port).join("\n"), EXAMPLE_NAME, publicPort);
    await expect(fetch(`${url}/healthz`), "nobody knows this authority yet").rejects.toThrow();
    trust(caddy.root);

    const entered = await fetch(`${url}/api/enter`, {
      method: "POST",
      headers: { origin: url, "content-type": "application/json" },
      body: JSON.stringify({ token: "A".repeat(22) }),
    });
    expect(entered.status).toBe(404);
    const call = await startCallAt(url, plumb.setupToken);
    await scoreAndReveal(call);

    const me = await call.admin.ask("GET", "/api/me");
    expect(me.headers.get("strict-transport-security")).toMatch(/max-age=\d{8}/);
    const cookie = me.headers.getSetCookie()[0] ?? "";
    expect(cookie).toMatch(/^__Host-plumb=[^;]+; Path=\/;/);
    for (const word of ["HttpOnly", "Secure", "SameSite=Lax"]) expect(cookie).toContain(word);
    // and nobody else's pages
    const foreign = await fetch(`${url}/api/me`, { headers: { origin: "https://elsewhere.example.com" } });
    expect(foreign.status).toBe(403);
    await largeOnesPass(call.admin);
  });
});

describe("nginx", () => {
  const start = async (change: (block: string) => string = (block) => block) => {
    const publicPort = await freePort();
    const plumb = await startPlumb(behind(publicPort));
    const { certFile, keyFile, root } = await certificateFor(EXAMPLE_NAME);
    trust(root);
    const block = nginxBlock({ publicPort, certFile, keyFile, nodes: [plumb.port] });
    const nginx = await startNginx(change(block), publicPort);
    return { url: `https://${EXAMPLE_NAME}:${publicPort}`, plumb, nginx };
  };

  test("the block of docs/operations.md carries a call over WebSockets", async () => {
    const { url, plumb, nginx } = await start();
    const call = await startCallAt(url, plumb.setupToken);
    await scoreAndReveal(call);
    expect(call.admin.cookie()).toMatch(/^__Host-plumb=/);
    await largeOnesPass(call.admin);
    call.admin.connection.close();
    call.ben.connection.close();
    // nginx writes its line when a connection ends
    await until(() => nginx.log().filter((line) => line.startsWith("101 upgrade=websocket")).length === 2, "two WebSockets in the log");
    expect(nginx.log().filter((line) => line.includes("transport=polling"))).toEqual([]);
  });

  test("a block that forgets the upgrade is slower, and everything still works", async () => {
    const { url, plumb, nginx } = await start((block) => {
      const without = block.replace(/^.*proxy_set_header (Upgrade|Connection) .*\n/gm, "");
      expect(without.split("\n")).toHaveLength(block.split("\n").length - 2);
      return without;
    });
    const call = await startCallAt(url, plumb.setupToken);
    await scoreAndReveal(call);
    expect(nginx.log().filter((line) => line.startsWith("101"))).toEqual([]);
    expect(nginx.log().filter((line) => line.startsWith("200") && line.includes("transport=polling")).length).toBeGreaterThan(4);
  });
});
