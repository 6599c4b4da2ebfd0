// Every variable the server reads: its schema, what holds when it is left out, and what the README's table says of it.
import { resolve } from "node:path";
import * as z from "zod";
import { isPrivateHost } from "./privateAddress.ts";
import { addressFault } from "./store/redis/address.ts";

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"] as const;
export const SECRET_BYTES = 32;

const wholeNumber = (from: number, to: number) => {
  const message = `must be a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, message)
    .transform(Number)
    .refine((value) => value >= from && value <= to, message);
};

/** A path of its own on a host that others use too; nothing or / is the whole host. */
const path = z
  .string()
  .transform((value) => value.replace(/\/+$/, ""))
  .refine((value) => /^(\/[A-Za-z0-9._~-]+)*$/.test(value), "must be a path such as /plumb");

/** https, or http where no certificate can be had: this machine and private networks. */
const publicAddress = z
  .string()
  .transform((value, context) => {
    const url = URL.parse(value);
    if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) {
      context.addIssue("must be a full address such as https://plumb.example.com");
      return z.NEVER;
    }
    if (url.pathname !== "/" || url.search || url.hash || url.username || url.password) {
      context.addIssue("must be an address alone; for a path set BASE_PATH too");
      return z.NEVER;
    }
    if (url.protocol === "http:" && !isPrivateHost(url.hostname)) {
      context.addIssue("must begin with https:// (http:// is accepted only on a private network)");
      return z.NEVER;
    }
    return url.origin;
  })
  .nullable();

const redisAddress = z
  .string()
  .superRefine((value, context) => {
    const fault = addressFault(value);
    if (fault) context.addIssue(fault);
  })
  .nullable();

export type Variable = { schema: z.ZodType; fallback: string | null; shown: string; about: string; secret?: true };

export const VARIABLES = {
  PORT: { schema: wholeNumber(0, 65_535), fallback: "3000", shown: "`3000`", about: "Port to listen on." },
  HOST: {
    schema: z.string().regex(/^[A-Za-z0-9.:_-]{1,255}$/, "must be an address or host name of this machine"),
    fallback: "0.0.0.0",
    shown: "`0.0.0.0`",
    about: "Address to listen on. Behind a proxy on the same machine: `127.0.0.1`.",
  },
  PUBLIC_URL: {
    schema: publicAddress,
    fallback: null,
    shown: "this machine's network address",
    about: "The address people type, for links and QR codes. Must be https, except on a private network.",
  },
  BASE_PATH: {
    schema: path,
    fallback: "/",
    shown: "`/`",
    about: "Path in front of everything, where Plumb shares a host with others: `/plumb` for `https://tools.example.com/plumb`.",
  },
  DATA_DIR: {
    schema: z.string().transform((value) => resolve(value)),
    fallback: "./data",
    shown: "`./data`",
    about: "Directory of everything Plumb keeps. A local disk, not a network share.",
  },
  REDIS_URL: {
    schema: redisAddress,
    fallback: null,
    shown: "none: SQLite in `DATA_DIR`",
    about:
      "Keep everything in this Redis, so that several servers can work on it; `rediss://` for TLS. Of a Redis Cluster, the addresses of several servers with a comma between them. Or `REDIS_URL_FILE`. See Several nodes in docs/operations.md.",
    secret: true,
  },
  PLUMB_UNSAFE_REDIS: {
    schema: z.enum(["yes", "no"], "must be yes or no"),
    fallback: "no",
    shown: "`no`",
    about: "`yes` starts on a Redis that could forget what people were told is saved, and says what can be lost. For a try-out.",
  },
  TRUST_PROXY: {
    schema: wholeNumber(0, 10),
    fallback: "0",
    shown: "`0`",
    about: "How many proxies stand in front. `1` behind Caddy or nginx.",
  },
  MAX_CONNECTIONS: {
    schema: wholeNumber(1, 999_999).nullable(),
    fallback: null,
    shown: "`10000`",
    about: "Sockets on this server. Whoever comes then is told that there are too many.",
  },
  MAX_CONNECTIONS_PER_ADDRESS: {
    schema: wholeNumber(1, 999_999).nullable(),
    fallback: null,
    shown: "`2000`",
    about: "The same for one address: an office may share one, so may everybody behind a proxy that `TRUST_PROXY` does not count.",
  },
  LOG_LEVEL: {
    schema: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`),
    fallback: "info",
    shown: "`info`",
    about: `How much is logged: ${LOG_LEVELS.map((level) => `\`${level}\``).join(", ")}.`,
  },
  METRICS_TOKEN: {
    schema: z.string().min(16, "must be at least 16 characters long").nullable(),
    fallback: null,
    shown: "none: no metrics",
    about:
      "Whoever brings this as a bearer token may read `/metrics`. Or `METRICS_TOKEN_FILE`. See Health and metrics in docs/operations.md.",
    secret: true,
  },
  AWAY_AFTER: {
    schema: wholeNumber(1, 600),
    fallback: "30",
    shown: "`30`",
    about: "Seconds without a connection after which somebody counts as away, and a lead may take over from the facilitator.",
  },
  SESSION_SECRET: {
    schema: z
      .string()
      .refine((value) => Buffer.byteLength(value) >= SECRET_BYTES, `must be at least ${SECRET_BYTES} bytes long`)
      .nullable(),
    fallback: null,
    shown: "made at the first start, kept in `DATA_DIR` or Redis",
    about: "Signs the cookies by which devices are known. Or `SESSION_SECRET_FILE`: a file that holds it.",
    secret: true,
  },
} as const satisfies Record<string, Variable>;
