// A whole server in this process, with a real SQLite file and real sockets, and people who take part in it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Connection, type ConnectionOptions, connect } from "../../client/connection/connection.ts";
import { readConfig } from "../../server/config.ts";
import { type Running, type ServeOptions, serve } from "../../server/serve.ts";
import type { EnterAnswer } from "../../shared/protocol/http.ts";
import type { Answer } from "../../shared/protocol/socket.ts";
import type { CreateSession } from "../../shared/protocol/http.ts";
import type { Conversation, SentSheet, SessionCommand } from "../../shared/session/commands.ts";
import type { Experience, WorkspaceRole } from "../../shared/session/shapes.ts";
import type { ConversationResults, MineSlice, Slices } from "../../shared/session/view/slices.ts";

export type Reply = { status: number; headers: Headers; text: string; body: Record<string, unknown> };
/** One device: its cookie, and whatever it asks over HTTP. */
export type Device = {
  cookie: () => string;
  ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;
};
export type Person = Device & { name: string; personId: string; connection: Connection };

export type TestServer = {
  url: string;
  printed: string[];
  dataDir: string;
  /** a browser nobody knows yet */ device: () => Device;
  /** the first admin, made with the set-up link */ admin: (name?: string) => Promise<Device & { personId: string; name: string }>;
  connect: (device: Device, sessionId: string, more?: Partial<ConnectionOptions>) => Connection;
  stop: () => Promise<void>;
  /** ends and starts again on the same data and port */ restart: (meanwhile?: () => Promise<void>) => Promise<void>;
};

export async function until<Found>(
  look: () => Found | null | undefined | false | Promise<Found | null | undefined | false>,
  what: string,
  withinMs = 15_000,
): Promise<Found> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited for ${what}`);
    await new Promise((next) => setTimeout(next, 10));
  }
}

export function openDevice(url: () => string, onReply: (path: string, text: string) => void = () => {}): Device {
  const cookies = new Map<string, string>();
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return {
    cookie,
    ask: async (method, path, body, headers = {}) => {
      const response = await fetch(`${url()}${path}`, {
        method,
        redirect: "manual",
        headers: {
          ...(cookies.size > 0 ? { cookie: cookie() } : {}),
          ...(method === "GET" ? {} : { origin: new URL(url()).origin, "content-type": "application/json" }),
          ...headers,
        },
        ...(method === "GET" ? {} : { body: typeof body === "string" ? body : JSON.stringify(body ?? {}) }),
      });
      for (const line of response.headers.getSetCookie()) {
        const [pair = ""] = line.split(";");
        const at = pair.indexOf("=");
        cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
      const text = await response.text();
      onReply(path, text);
      let parsed: unknown = null;
      try {
        parsed = JSON.parse(text);
      } catch {
        // not every answer is JSON
      }
      return { status: response.status, headers: response.headers, text, body: (parsed ?? {}) as Record<string, unknown> };
    },
  };
}

export const personIdOf = async (device: Device): Promise<string> =>
  ((await device.ask("GET", "/api/me")).body.person as { personId: string }).personId;

export async function startServer(given: Partial<ServeOptions> = {}, env: Record<string, string> = {}): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "plumb-server-"));
  const printed: string[] = [];
  const connections = new Set<Connection>();
  const options: Partial<ServeOptions> = { print: (line) => void printed.push(line), ...given };
  const configFor = (port: number) =>
    readConfig({ PORT: String(port), HOST: "127.0.0.1", DATA_DIR: dataDir, LOG_LEVEL: process.env.PLUMB_TEST_LOG ?? "silent", ...env })
      .config;
  let running: Running = await serve(configFor(0), options);
  const { url } = running;
  const port = Number(new URL(url).port);
  const setupToken = printed.join("\n").match(/\/enter#(\S+)/)?.[1] ?? "";
  const device = () => openDevice(() => url);
  return {
    url,
    printed,
    dataDir,
    device,
    admin: async (name = "Ada") => {
      const admin = device();
      const entered = await admin.ask("POST", "/api/enter", { token: setupToken, name, teamName: "Support", experience: "long" });
      if (entered.status !== 200) throw new Error(`set-up: ${entered.text}`);
      return { ...admin, personId: await personIdOf(admin), name };
    },
    connect: (who, sessionId, more = {}) => {
      const connection = connect({ url, sessionId, cookie: who.cookie(), reconnectMs: { min: 20, max: 100 }, ...more });
      connections.add(connection);
      return connection;
    },
    stop: async () => {
      for (const connection of connections) connection.close();
      await running.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
    restart: async (meanwhile) => {
      await running.close();
      await meanwhile?.();
      running = await serve(configFor(port), options);
    },
  };
}

export const conversation = (conversationId: string, title = conversationId): Conversation => ({
  conversationId,
  title,
  channel: "phone",
  link: null,
  agent: "Robin Agent",
  why: null,
  transcript: [
    { at: 0, speaker: "Agent", text: "Good morning." },
    { at: 4, speaker: "Customer", text: "My line is dead." },
  ],
});

export type Member = { name: string; role?: Exclude<WorkspaceRole, "guest">; experience?: Experience };

/** Adds people to the team and gives each a device by a personal link. */
export async function addPeople(
  server: { device: () => Device },
  admin: Device,
  members: Member[],
): Promise<(Device & { name: string; personId: string })[]> {
  const devices: (Device & { name: string; personId: string })[] = [];
  for (const { name, role = "reviewer", experience = "settled" } of members) {
    const added = await admin.ask("POST", "/api/team/people", { name, role, experience, site: null });
    const personId = String(added.body.personId);
    const link = await admin.ask("POST", "/api/links", { kind: "personal", personId });
    const device = server.device();
    const entered = await device.ask("POST", "/api/enter", { token: String(link.body.url).split("#")[1] });
    if (entered.status !== 200) throw new Error(`personal link: ${entered.text}`);
    devices.push({ ...device, name, personId });
  }
  return devices;
}

/** A session of the general starter scorecard with two conversations, c1 and c2, unless told otherwise. */
export async function createSession(admin: Device, more: Partial<CreateSession> = {}): Promise<string> {
  const made = await admin.ask("POST", "/api/sessions", {
    scorecardId: "starter-general",
    conversations: [conversation("c1", "First call"), conversation("c2", "Second call")],
    ...(await scorecardOf(admin, more)),
    ...more,
  });
  if (made.status !== 200) throw new Error(`session: ${made.text}`);
  return String(made.body.sessionId);
}
const scorecardOf = async (admin: Device, more: Partial<CreateSession>): Promise<{ scorecardId?: string }> => {
  if (more.scorecardId) return {};
  const { body } = await admin.ask("GET", "/api/sessions/new");
  return { scorecardId: String(body.scorecardId) };
};

export type Call = { sessionId: string; admin: Person; people: Person[]; everybody: Person[] };

/** The admin facilitates; everybody is connected and has their first view. */
export async function startCall(server: TestServer, members: Member[], more: Partial<CreateSession> = {}): Promise<Call> {
  const admin = await server.admin();
  const devices = await addPeople(server, admin, members);
  const sessionId = await createSession(admin, more);
  const connected = [admin, ...devices].map((device): Person => ({ ...device, connection: server.connect(device, sessionId) }));
  for (const person of connected) await until(() => person.connection.slices().mine, `${person.name} in the session`);
  const [first, ...people] = connected;
  return { sessionId, admin: first!, people, everybody: connected };
}

export const slice = <Name extends keyof Slices>(person: { connection: Connection }, name: Name): Slices[Name] => {
  const value = person.connection.slices()[name];
  if (value === undefined) throw new Error(`no slice ${name}`);
  return value as Slices[Name];
};
export const mine = (person: { connection: Connection }): MineSlice => slice(person, "mine");
export const seatId = (person: { connection: Connection }): string => mine(person).seatId;

/** A full sheet: every criterion the same step of its scale, with these reasons. */
export function sheet(person: { connection: Connection }, step: "low" | "high", reason = ""): SentSheet {
  const { criteria } = slice(person, "scorecard");
  const values = { binary: [0, 1], "3pt": [1, 3], "4pt": [1, 4], "5pt": [1, 5], percent: [10, 90] } as const;
  return Object.fromEntries(
    criteria.map(({ criterionId, scale }) => [
      criterionId,
      { value: values[scale][step === "low" ? 0 : 1], reason, unsure: false, evidence: [] },
    ]),
  );
}

export async function accepted(answer: Promise<Answer>): Promise<void> {
  const settled = await answer;
  if (!settled.ok) throw new Error(`${settled.code}: ${settled.message}`);
}
export const send = (person: { connection: Connection }, command: SessionCommand): Promise<void> =>
  accepted(person.connection.send(command));

export const submit = (person: Person, conversationId: string, step: "low" | "high", reason = ""): Promise<void> =>
  send(person, { type: "SubmitReview", conversationId, sheet: sheet(person, step, reason) });

/** With the roll the presser sees. */
export async function reveal(person: Person, conversationId: string): Promise<void> {
  const names = slice(person, "progress").find((one) => one.conversationId === conversationId)?.names;
  if (!names) throw new Error("only facilitator and lead see the roll");
  await send(person, { type: "RevealScores", conversationId, roll: names });
}

export const results = (person: { connection: Connection }, conversationId: string): ConversationResults | null =>
  person.connection.slices().results?.[conversationId] ?? null;

export const entered = async (device: Device, body: Record<string, unknown>): Promise<EnterAnswer> =>
  (await device.ask("POST", "/api/enter", body)).body as unknown as EnterAnswer;

/** An action whose text is its id, so that it is seen how often it was done. */
export const newAction = (actionId: string) =>
  ({ type: "AddAction", actionId, text: actionId, ownerPersonId: null, dueOn: null, criterionId: null, conversationId: null }) as const;

/** What a tab keeps over a reload. */
export const tabStorage = () => {
  let kept: string | null = null;
  const save = (value: string | null): void => {
    kept = value;
  };
  return { load: () => kept, save, value: () => kept };
};
