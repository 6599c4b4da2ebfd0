// A running Plumb (the built one) and people in real Chromium contexts. Waits for conditions, never for time.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { freePort } from "../freePort.ts";

/** where bin/ and dist/ are; another folder holds a build of one's own while the sources move */
const ROOT = process.env.PLUMB_BUILD ?? new URL("../..", import.meta.url).pathname;
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export type Plumb = {
  url: string;
  /** the same link at the node that the n-th person's connection is led to */ at: (link: string, person: number) => string;
  /** the one-time set-up link, as printed on the first start */ setupLink: string;
  output: () => string;
  /** kill -9 and start again on the same data and port */ crash: () => Promise<void>;
  /** another command of `plumb`, beside the running server, on its data; what it printed */ command: (name: string) => Promise<string>;
  stop: () => Promise<void>;
};

const settings = (port: number, dataDir: string, env: Record<string, string>): Record<string, string> => ({
  PORT: String(port),
  HOST: "127.0.0.1",
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  DATA_DIR: dataDir,
  LOG_LEVEL: "warn",
  ...env,
});

async function launchServer(
  port: number,
  dataDir: string,
  env: Record<string, string>,
): Promise<{ child: ChildProcess; output: () => string }> {
  let text = "";
  const child = spawn(process.execPath, ["bin/cli.js", "serve"], {
    cwd: ROOT,
    env: { ...process.env, ...settings(port, dataDir, env) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout?.on("data", (chunk) => {
    text += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    text += chunk;
  });
  for (let attempt = 0; ; attempt++) {
    if (child.exitCode !== null) throw new Error(`Plumb ended at once (${child.exitCode}):\n${text}`);
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return { child, output: () => text };
    if (attempt > 300) throw new Error(`Plumb did not get ready:\n${text}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

export async function startPlumb(env: Record<string, string> = {}): Promise<Plumb> {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), "plumb-browser-"));
  let running = await launchServer(port, dataDir, env);
  const first = await waitFor(() => /https?:\/\/\S+\/enter#\S+/.exec(running.output())?.[0] ?? null, "the set-up link");
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    const gone = new Promise((done) => running.child.once("exit", done));
    running.child.kill(signal);
    await gone;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    at: (link) => link,
    setupLink: first,
    output: () => running.output(),
    crash: async () => {
      await end("SIGKILL");
      running = await launchServer(port, dataDir, env);
    },
    command: async (name) => {
      const ran = await promisify(execFile)(process.execPath, ["bin/cli.js", name], {
        cwd: ROOT,
        env: { ...process.env, ...settings(port, dataDir, env) },
      });
      return ran.stdout;
    },
    stop: async () => {
      await end("SIGTERM");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export async function waitFor<Found>(
  look: () => Found | null | undefined | false | Promise<Found | null | undefined | false>,
  what: string,
  withinMs = 15_000,
): Promise<Found> {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > until) throw new Error(`waited for ${what}`);
    await new Promise((next) => setTimeout(next, 25));
  }
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: CHROMIUM_FLAGS });
}

export type Look = { width: number; height?: number; dark?: boolean };

export type Someone = { name: string; context: BrowserContext; page: Page /** errors the page threw or logged */; faults: string[] };

/** One person on one device: a context of its own. Faults on the page fail the test that asks for them. */
export async function person(browser: Browser, name: string, look: Look = { width: 1280 }): Promise<Someone> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height ?? (look.width < 500 ? 800 : 860) },
    colorScheme: look.dark ? "dark" : "light",
    hasTouch: look.width < 500,
    permissions: ["clipboard-read", "clipboard-write"],
    timezoneId: "Europe/Madrid",
    locale: "en-GB",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/ERR_(CONNECTION|INTERNET|EMPTY)|WebSocket connection|Failed to load resource/.test(message.text()))
      faults.push(message.text());
  });
  return { name, context, page, faults };
}

// axe itself: it is laid into a page once, so that a page can be looked at in every theme and width within a second
const { source: AXE } = createRequire(import.meta.resolve("@axe-core/playwright"))("axe-core") as { source: string };
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
type Violation = { id: string; nodes: { target: unknown[]; failureSummary?: string }[] };

/** Accessibility faults of the page as it stands, in words; empty when there are none. */
export async function axe(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  const violations = await page.evaluate(async (tags): Promise<Violation[]> => {
    const run = (
      globalThis as unknown as {
        axe: { run: (root: Document, options: unknown) => Promise<{ violations: Violation[]; passes: unknown[] }> };
      }
    ).axe.run;
    const result = await run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
    if (result.passes.length === 0) throw new Error("axe found nothing to look at");
    return result.violations;
  }, WCAG);
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`).join(" | ")}`,
  );
}

/** Colours on their way from one theme to the other belong to neither. */
const arrived = (page: Page): Promise<null> =>
  page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((each) => each.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((each) => each.finished.catch(() => null)),
    ).then(() => null),
  );

export const inBothThemes = async (page: Page, look: (theme: "light" | "dark") => Promise<void>): Promise<void> => {
  for (const theme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await arrived(page);
    await look(theme);
  }
};

/** Does anything stick out of the window sideways? */
export const overflowsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
