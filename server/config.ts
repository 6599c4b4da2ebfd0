// The server's settings: read once from the environment, every fault listed at once. The table in configVariables.ts writes the README's section and .env.example.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type * as z from "zod";
import { isThisMachine } from "./privateAddress.ts";
import { unknownNames } from "./configNames.ts";
import { type LOG_LEVELS, SECRET_BYTES, type Variable, VARIABLES } from "./configVariables.ts";

type Name = keyof typeof VARIABLES;
const NAMES = Object.keys(VARIABLES) as Name[];
const variableOf = (name: Name): Variable => VARIABLES[name];

export type Config = {
  port: number;
  host: string;
  /** as set; null when people use the network address. For links ask `publicUrl` */ publicUrl: string | null;
  /** "" or "/plumb", without a slash at the end */ basePath: string;
  /** absolute */ dataDir: string;
  /** null: SQLite in `dataDir` */ redisUrl: string | null;
  /** start on a Redis that could forget */ unsafeRedis: boolean;
  /** number of proxies in front */ trustProxy: number;
  /** null: as usual */ maxConnections: number | null;
  maxConnectionsPerAddress: number | null;
  logLevel: (typeof LOG_LEVELS)[number];
  /** null: /metrics is not there */ metricsToken: string | null;
  /** seconds without a connection until somebody counts as away */ awayAfter: number;
  /** null: kept in Redis, the same for all nodes */ sessionSecret: string | null;
};

/** What is set, with every fault; for the command line to print and end with code 78 (EX_CONFIG). */
export class ConfigError extends Error {
  readonly faults: string[];
  constructor(faults: string[]) {
    super(faults.join("\n"));
    this.name = "ConfigError";
    this.faults = faults;
  }
}

type Environment = Record<string, string | undefined>;

/** The value of a variable or of the file that NAME_FILE names. Compose files set what is left out to nothing, so nothing counts as unset. */
const given = (env: Environment, name: Name): { value: string | null } | { fault: string } => {
  const value = env[name]?.trim() || null;
  const file = variableOf(name).secret ? env[`${name}_FILE`]?.trim() || null : null;
  if (value && file) return { fault: `${name}: set either ${name} or ${name}_FILE, not both` };
  if (!file) return { value };
  try {
    return { value: readFileSync(file, "utf8").trim() };
  } catch {
    return { fault: `${name}_FILE: cannot read ${file}` };
  }
};

/** Kept so that a restart does not make strangers of every device. */
const keptSecret = (dataDir: string): string => {
  const file = join(dataDir, "session-secret");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(SECRET_BYTES).toString("base64url")}\n`, { mode: 0o600 });
  const secret = readFileSync(file, "utf8").trim();
  if (Buffer.byteLength(secret) < SECRET_BYTES) {
    throw new ConfigError([`SESSION_SECRET: ${file} holds fewer than ${SECRET_BYTES} bytes; delete it to have a new one made`]);
  }
  return secret;
};

const warningsFor = (config: Omit<Config, "sessionSecret">): string[] => {
  const warnings: string[] = [];
  if (config.publicUrl?.startsWith("http:")) {
    warnings.push("PUBLIC_URL is not https: what people score can be read on the network. See docs/operations.md, Reverse proxy.");
  }
  if (config.publicUrl?.startsWith("https:") && config.trustProxy === 0) {
    warnings.push(
      "PUBLIC_URL is https, so a proxy stands in front: set TRUST_PROXY=1, or everybody shares one rate limit and cookies are not kept to https.",
    );
  }
  return warnings;
};

/**
 * `inFile`: the names that stand in `.env`. Unknown names change nothing and are warned of.
 * @throws ConfigError with every fault
 */
export const readConfig = (env: Environment, inFile: string[] = []): { config: Config; warnings: string[] } => {
  const unknown = unknownNames(env, inFile);
  const faults: string[] = [];
  const values = new Map<Name, unknown>();
  for (const name of NAMES) {
    const { schema, fallback } = variableOf(name);
    const found = given(env, name);
    if ("fault" in found) {
      faults.push(found.fault);
      continue;
    }
    const parsed = schema.safeParse(found.value ?? fallback);
    if (parsed.success) values.set(name, parsed.data);
    else faults.push(`${name}: ${parsed.error.issues[0]!.message}${variableOf(name).secret ? "" : `, not "${found.value ?? ""}"`}`);
  }
  if (faults.length > 0) throw new ConfigError(unknown === null ? faults : [...faults, unknown]);
  const value = <N extends Name>(name: N) => values.get(name) as z.output<(typeof VARIABLES)[N]["schema"]>;
  const config = {
    port: value("PORT"),
    host: value("HOST"),
    publicUrl: value("PUBLIC_URL"),
    basePath: value("BASE_PATH"),
    dataDir: value("DATA_DIR"),
    redisUrl: value("REDIS_URL"),
    unsafeRedis: value("PLUMB_UNSAFE_REDIS") === "yes",
    trustProxy: value("TRUST_PROXY"),
    maxConnections: value("MAX_CONNECTIONS"),
    maxConnectionsPerAddress: value("MAX_CONNECTIONS_PER_ADDRESS"),
    logLevel: value("LOG_LEVEL"),
    metricsToken: value("METRICS_TOKEN"),
    awayAfter: value("AWAY_AFTER"),
  };
  try {
    const sessionSecret = value("SESSION_SECRET") ?? (config.redisUrl ? null : keptSecret(config.dataDir));
    return { config: { ...config, sessionSecret }, warnings: [...(unknown === null ? [] : [unknown]), ...warningsFor(config)] };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError([`DATA_DIR: cannot write in ${config.dataDir} (${error instanceof Error ? error.message : String(error)})`]);
  }
};

/** Reads `.env` beside the process, if there is one, then the environment, which wins. */
export const loadConfig = (): { config: Config; warnings: string[] } => {
  if (!existsSync(".env")) return readConfig(process.env);
  process.loadEnvFile(".env");
  return readConfig(process.env, Object.keys(parseEnv(readFileSync(".env", "utf8"))));
};

const networkAddress = (): string | null =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find((address) => address.family === "IPv4" && !address.internal && !address.address.startsWith("169.254."))?.address ?? null;

/** The address others reach Plumb by, without a slash at the end: never localhost unless there is no network or it listens only to this machine. */
export const publicUrl = (
  config: Pick<Config, "publicUrl" | "basePath" | "host" | "port">,
  network: () => string | null = networkAddress,
): string => `${publicOrigin(config, network)}${config.basePath}`;

const publicOrigin = (config: Pick<Config, "publicUrl" | "host" | "port">, network: () => string | null): string => {
  if (config.publicUrl) return config.publicUrl;
  if (isThisMachine(config.host)) return `http://localhost:${config.port}`;
  const listensToOne = config.host !== "0.0.0.0" && config.host !== "::";
  const host = listensToOne ? config.host : (network() ?? "localhost");
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${config.port}`;
};

/** The README's section. */
export const configTable = (): string =>
  [
    "| variable | default | meaning |",
    "| --- | --- | --- |",
    ...NAMES.map((name) => `| \`${name}\` | ${variableOf(name).shown} | ${variableOf(name).about} |`),
  ].join("\n");

/** The file .env.example: everything there is to set, commented out. */
export const envExample = (): string => {
  const plain = (markdown: string) => markdown.replaceAll("`", "");
  const entries = NAMES.map((name) => {
    const { about, shown, fallback } = variableOf(name);
    return `# ${plain(about)}\n# Default: ${plain(shown)}\n#${name}=${fallback ?? ""}\n`;
  });
  return ["# Settings of Plumb. Copy to .env and take the # away where you want something else than the default.\n", ...entries].join("\n");
};
