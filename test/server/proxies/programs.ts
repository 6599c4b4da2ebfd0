// The proxies people put in front, as Debian packs them, and a server in a process of its own behind them: free ports, everything written to a temporary folder.
import { type ChildProcess, spawn } from "node:child_process";
import dns from "node:dns";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls, getCACertificates, setDefaultCACertificates } from "node:tls";
import { CADDY, findProgram, NGINX, type Program } from "../../../scripts/fromSystem.ts";
import { until } from "../harness.ts";
import { freePort } from "../../freePort.ts";

const MAIN = new URL("../../../server/main.ts", import.meta.url).href;

const stops: (() => Promise<void>)[] = [];
/** Ends whatever was started, newest first. */
export const stopAll = async (): Promise<void> => {
  for (const stop of stops.splice(0).reverse()) await stop();
};
export const stopLater = (stop: () => Promise<void> | void): void => void stops.push(async () => stop());

export const scratch = (name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), `plumb-${name}-`));
  stopLater(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export type Started = { child: ChildProcess; output: () => string };
export const launch = (
  command: string,
  args: string[],
  options: {
    cwd: string;
    env?: Record<string, string> /** nothing of this process's environment */;
    alone?: boolean;
    uid?: number;
    gid?: number;
  },
): Started => {
  const { cwd, uid, gid, alone } = options;
  const child = spawn(command, args, {
    cwd,
    env: alone ? options.env : { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(uid === undefined ? {} : { uid, gid }),
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      output += String(chunk);
    });
  const gone = once(child, "exit");
  stopLater(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      // a proxy may wait for its connections to end; here nothing waits for it
      const impatient = setTimeout(() => child.kill("SIGKILL"), 3_000);
      await gone;
      clearTimeout(impatient);
    }
  });
  return { child, output: () => output };
};
const alive = ({ child, output }: Started): void => {
  if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}:\n${output()}`);
};

const pathOf = (program: Program): string => {
  const found = findProgram(program);
  if (!found) throw new Error(`There is no ${program.name}; npm test installs it.`);
  return found;
};

/** Names that lead to this machine, for this process alone. */
const here = new Set<string>();
const lookup = dns.lookup;
export const resolveHere = (name: string): void => {
  here.add(name);
  const ours = (host: string, ...rest: unknown[]) => (lookup as (...all: unknown[]) => void)(here.has(host) ? "127.0.0.1" : host, ...rest);
  dns.lookup = Object.assign(ours, lookup) as typeof dns.lookup;
};

/** This process believes that authority from now on, as a browser believes a public one. */
export const trust = (root: string): void => setDefaultCACertificates([...getCACertificates("default"), root]);

const handshake = (port: number, servername: string): Promise<boolean> =>
  new Promise((done) => {
    const socket = connectTls({ port, host: "127.0.0.1", servername, rejectUnauthorized: false }, () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });

export type Caddy = {
  /** of its own authority */ root: string;
  certificate: (name: string) => { cert: string; key: string };
  folder: string;
};

/** Automatic HTTPS by an authority of its own instead of a public one; for the rest the Caddyfile is used as it is. */
export async function startCaddy(
  caddyfile: string,
  name: string,
  httpsPort: number,
  as: { command: string[]; env: Record<string, string> } = {
    command: ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"],
    env: {},
  },
): Promise<Caddy> {
  const folder = scratch("caddy");
  const file = join(folder, "Caddyfile");
  const test = [
    "admin off",
    "local_certs",
    "skip_install_trust",
    "auto_https disable_redirects",
    "default_bind 127.0.0.1",
    `https_port ${httpsPort}`,
    `http_port ${await freePort()}`,
    `storage file_system ${folder}/storage`,
  ];
  writeFileSync(file, `{\n${test.map((line) => `  ${line}\n`).join("")}}\n${caddyfile}\n`);
  const args = as.command.slice(1).map((word) => word.replace("/etc/caddy/Caddyfile", file));
  const started = launch(pathOf(CADDY), args, { cwd: folder, env: { HOME: folder, ...as.env } });
  await until(() => {
    alive(started);
    return handshake(httpsPort, name);
  }, "Caddy to speak https");
  const stored = (path: string): string => readFileSync(join(folder, "storage", path), "utf8");
  return {
    folder,
    root: stored("pki/authorities/local/root.crt"),
    certificate: (of) => ({ cert: stored(`certificates/local/${of}/${of}.crt`), key: stored(`certificates/local/${of}/${of}.key`) }),
  };
}

/** A certificate as an operator would have one, for proxies that do not get it by themselves. */
export async function certificateFor(name: string): Promise<{ certFile: string; keyFile: string; root: string }> {
  const caddy = await startCaddy(`${name}\nrespond 204`, name, await freePort());
  const folder = scratch("certificate");
  const { cert, key } = caddy.certificate(name);
  const [certFile, keyFile] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  writeFileSync(certFile, cert);
  writeFileSync(keyFile, key, { mode: 0o600 });
  return { certFile, keyFile, root: caddy.root };
}

export type Nginx = {
  /** one line a request: status, what it asked to upgrade to, the Socket.IO transport, the upstream */ log: () => string[];
};

/** `http`: what stands inside `http { … }`. */
export async function startNginx(http: string, port: number): Promise<Nginx> {
  const folder = scratch("nginx");
  const file = join(folder, "nginx.conf");
  const log = join(folder, "access.log");
  writeFileSync(log, "");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${join(folder, kind)};`);
  mkdirSync(join(folder, "logs"));
  writeFileSync(
    file,
    `${process.getuid?.() === 0 ? "user root;\n" : ""}daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr warn;
events { worker_connections 512; }
http {
log_format plumb '$status upgrade=$http_upgrade transport=$arg_transport to=$upstream_addr $request_method $uri';
access_log ${log} plumb;
${temporary.join("\n")}
${http}
}
`,
  );
  const started = launch(pathOf(NGINX), ["-e", "stderr", "-p", folder, "-c", file], { cwd: folder });
  await until(async () => {
    alive(started);
    return reaches(port);
  }, "nginx to listen");
  return { log: () => readFileSync(log, "utf8").split("\n").filter(Boolean) };
}

const reaches = async (port: number): Promise<boolean> => {
  const { connect } = await import("node:net");
  return new Promise((done) => {
    const socket = connect({ port, host: "127.0.0.1" }, () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });
};

export type Node = {
  port: number /** of the set-up link, from what it printed */;
  setupToken: string;
  printed: string;
  child: ChildProcess;
};

/** `plumb serve` from the sources, with the settings an operator would give it. */
export async function startPlumb(env: Record<string, string>): Promise<Node> {
  const folder = scratch("node");
  const port = await freePort();
  const started = launch(
    process.execPath,
    ["-e", `import(${JSON.stringify(MAIN)}).then((main) => main.runCli(["node", "plumb", "serve"]))`],
    {
      cwd: folder,
      env: {
        PORT: String(port),
        HOST: "127.0.0.1",
        DATA_DIR: join(folder, "data"),
        LOG_LEVEL: process.env.PLUMB_TEST_LOG ?? "error",
        NODE_COMPILE_CACHE: join(tmpdir(), "plumb-compile-cache"),
        ...env,
      },
    },
  );
  await until(
    async () => {
      alive(started);
      return fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    },
    "Plumb to be ready",
    60_000,
  );
  // what it says comes in one piece, after it listens
  await until(() => started.output().includes("Plumb is running."), "the greeting");
  return { port, setupToken: /\/enter#(\S+)/.exec(started.output())?.[1] ?? "", printed: started.output(), child: started.child };
}
