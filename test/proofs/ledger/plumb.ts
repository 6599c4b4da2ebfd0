// The `plumb` command as an operator gives it: a process of its own, from the sources, in a folder where no .env is read.
import { spawn } from "node:child_process";
import { join } from "node:path";

const CLI = join(import.meta.dirname, "../../../server/cli/cli.ts");
export const START = `import(${JSON.stringify(CLI)}).then(({ runCli }) => runCli(["node", "plumb", ...process.argv.slice(1)]))`;

export type Said = { code: number | null; out: string; err: string };

export const plumb = (folder: string, args: string[], env: Record<string, string>): Promise<Said> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["-e", START, "--", ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? "", LOG_LEVEL: "debug", HOST: "127.0.0.1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said: Said = { code: null, out: "", err: "" };
    child.stdout.on("data", (chunk) => (said.out += String(chunk)));
    child.stderr.on("data", (chunk) => (said.err += String(chunk)));
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...said, code }));
  });
