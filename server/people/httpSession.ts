// Which device belongs to whom: a cookie that holds a random id, and beside it in the store, under the id's hash, the person.
import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import session, { type SessionData } from "express-session";
import { hasPassed, isCredible } from "../credibleClock.ts";
import type { Clock } from "../live/ports.ts";
import type { EventStore } from "../store/eventStore.ts";

declare module "express-session" {
  interface SessionData {
    personId: string;
  }
}

const TABLE = "httpSessions";
const DAY_MS = 24 * 60 * 60_000;
/** the longest that browsers keep a cookie */
const LIFETIME_MS = 400 * DAY_MS;

type Kept = { data: SessionData; touchedAt: number };

const keyOf = (sid: string): string => createHash("sha256").update(sid).digest("base64url");

class DeviceStore extends session.Store {
  readonly #store: EventStore;
  readonly #clock: Clock;
  constructor(store: EventStore, clock: Clock) {
    super();
    this.#store = store;
    this.#clock = clock;
  }

  override get(sid: string, done: (error: unknown, data?: SessionData | null) => void): void {
    this.#store.get(TABLE, keyOf(sid)).then(
      (value) => {
        const kept = value as Kept | null;
        done(null, kept && !hasPassed(LIFETIME_MS, kept.touchedAt, this.#clock.now()) ? kept.data : null);
      },
      (error: unknown) => done(error),
    );
  }

  override set(sid: string, data: SessionData, done?: (error?: unknown) => void): void {
    this.#keep(sid, data).then(
      () => done?.(),
      (error: unknown) => done?.(error),
    );
  }

  override destroy(sid: string, done?: (error?: unknown) => void): void {
    this.#store.remove(TABLE, keyOf(sid)).then(
      () => done?.(),
      (error: unknown) => done?.(error),
    );
  }

  /** Every request comes by here; one write a day is enough to keep a device known. */
  override touch(sid: string, data: SessionData, done?: () => void): void {
    const renew = async (): Promise<void> => {
      const kept = (await this.#store.get(TABLE, keyOf(sid))) as Kept | null;
      const now = this.#clock.now();
      if (kept && isCredible(now) && (!isCredible(kept.touchedAt) || hasPassed(DAY_MS, kept.touchedAt, now))) await this.#keep(sid, data);
    };
    renew().then(
      () => done?.(),
      () => done?.(),
    );
  }

  #keep(sid: string, data: SessionData): Promise<void> {
    return this.#store.put(TABLE, keyOf(sid), { data, touchedAt: this.#clock.now() } satisfies Kept);
  }
}

/** One secret for all nodes, made by the first. Whoever reads the store can read everything else there too. */
export async function sharedSecret(store: EventStore): Promise<string> {
  await store.swap("server", "sessionSecret", null, randomBytes(32).toString("base64url"));
  return String(await store.get("server", "sessionSecret"));
}

/**
 * `__Host-` binds the cookie to https and to this host alone; a private network without https cannot have that, and
 * it forbids a path. Beside other people's applications on one host the path is worth more: theirs do not get our cookie.
 */
export const cookieName = (https: boolean, basePath: string): string =>
  https ? (basePath === "" ? "__Host-plumb" : "__Secure-plumb") : "plumb";

/** How long a cookie is kept goes by the browser's clock; "until when" would go by this machine's, and with that in 1970 no device would stay known. */
function keepForAWhile(response: ServerResponse): void {
  const set = response.setHeader.bind(response);
  response.setHeader = (name, value) => {
    const until = (cookie: string): string => cookie.replace(/Expires=[^;]+/, `Max-Age=${LIFETIME_MS / 1_000}`);
    return set(name, name.toLowerCase() === "set-cookie" && Array.isArray(value) ? value.map(until) : value);
  };
}

export function httpSession(options: { store: EventStore; clock: Clock; secret: string; https: boolean; basePath: string }) {
  const middleware = session({
    name: cookieName(options.https, options.basePath),
    secret: options.secret,
    store: new DeviceStore(options.store, options.clock),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    unset: "destroy",
    // The proxy in front speaks https; whether it says so is up to its configuration, and without this the cookie would not be set.
    proxy: options.https,
    cookie: { path: options.basePath || "/", httpOnly: true, sameSite: "lax", secure: options.https, maxAge: LIFETIME_MS },
  });
  return (request: Parameters<typeof middleware>[0], response: Parameters<typeof middleware>[1], next: (error?: unknown) => void): void => {
    if (options.https) request.headers["x-forwarded-proto"] = "https";
    keepForAWhile(response);
    middleware(request, response, next);
  };
}

/** The person this device was bound to, as it was then. */
export const devicePerson = (request: IncomingMessage): string | null =>
  (request as IncomingMessage & { session?: Partial<SessionData> }).session?.personId ?? null;
