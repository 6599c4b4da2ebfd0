// Something that nobody expected goes wrong in the middle of what somebody asked for: that alone fails, with letters to quote that stand in the log too, and the server lives.
import { afterEach, expect, test } from "vitest";
import { randomIds } from "../../server/live/ports.ts";
import type { ServeOptions } from "../../server/serve.ts";
import { openStore } from "../../server/store/open.ts";
import type { EventStore } from "../../server/store/eventStore.ts";
import type { SessionCommand } from "../../shared/session/commands.ts";
import { slice, startCall, startServer, type TestServer, until } from "./harness.ts";

let server: TestServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

const SECRET = "Canary-Zyx";
const fault = (): never => {
  throw new TypeError(SECRET);
};
const REF = /^[A-Z]{6}$/;

/** A server whose log is read, and whose parts fail as they are told. */
const withFaults = async (parts: Partial<ServeOptions> = {}) => {
  const lines: Record<string, unknown>[] = [];
  const text: string[] = [];
  const logTo = {
    write: (line: string) => {
      text.push(line);
      lines.push(JSON.parse(line) as Record<string, unknown>);
    },
  };
  server = await startServer({ ...parts, logTo }, { LOG_LEVEL: "info" });
  const faults = () => lines.filter(({ msg }) => msg === "fault");
  /** said once in the log, with these letters, and without what it stumbled over */
  const isLogged = (ref: unknown): void => {
    expect(ref).toMatch(REF);
    expect(faults().map((line) => [line.ref, line.kind])).toEqual([[ref, "TypeError"]]);
    expect(text.join("")).not.toContain(SECRET);
  };
  const call = await startCall(server, [{ name: "Ben" }]);
  // that they are here is an act too, the server's own, and a while after they see the session
  await until(() => slice(call.admin, "roster").seats.every(({ present }) => present), "both here");
  return { call, faults, isLogged };
};
const withStore = (change: (store: EventStore) => Partial<EventStore>): Partial<ServeOptions> => ({
  openStore: async (...given) => {
    const store = await openStore(...given);
    return { ...store, ...change(store) };
  },
});
const timer: SessionCommand = { type: "StartTimer", minutes: 5 };

test("[F-12] an act that breaks the rules' code: refused for good with letters to quote, the same again for the same act", async () => {
  let breaks = false;
  const { call, isLogged } = await withFaults({ ids: { ...randomIds, seed: () => (breaks ? fault() : randomIds.seed()) } });
  breaks = true;
  const act = { id: "act-1", command: timer };
  const post = () => call.admin.ask("POST", `/api/sessions/${call.sessionId}/commands`, act);
  const { body } = await post();
  const { ref } = body.params as { ref: string };
  expect(body).toMatchObject({ ok: false, code: "INTERNAL", retry: "never", message: expect.stringContaining(`quote ${ref}.`) });
  isLogged(ref);
  breaks = false;
  // refused once, never done later
  expect((await post()).body).toEqual(body);
  expect(await call.admin.connection.send(timer)).toEqual({ ok: true });
});

test("[F-12] an act that breaks what hears it is answered by socket, and the connection stays", async () => {
  let breaks = false;
  const { call, isLogged } = await withFaults({
    net: (open) => (ears) =>
      open({
        ...ears,
        heard: (line, event, args, answer) => {
          const poison = {
            ...(args[0] as object),
            get command() {
              return fault();
            },
          };
          ears.heard(line, event, breaks && event === "command" ? [poison] : args, answer);
        },
      }),
  });
  breaks = true;
  const since = call.admin.connection.status().since;
  const answer = await call.admin.connection.send(timer);
  breaks = false;
  expect(answer).toMatchObject({ ok: false, code: "INTERNAL", retry: "never" });
  isLogged(!answer.ok && answer.retry === "never" && answer.params?.ref);
  expect(call.admin.connection.status()).toMatchObject({ state: "live", since });
  expect(await call.admin.connection.send(timer)).toEqual({ ok: true });
});

test("[F-12] what is asked by HTTP and breaks: 500 with letters to quote", async () => {
  let breaks = false;
  const { call, isLogged } = await withFaults(
    withStore((store) => ({ list: async (table) => (breaks && table === "links" ? fault() : store.list(table)) })),
  );
  breaks = true;
  const { status, body } = await call.admin.ask("GET", "/api/team");
  breaks = false;
  expect([status, body.code]).toEqual([500, "INTERNAL"]);
  isLogged((body.params as { ref: string }).ref);
  expect((await call.admin.ask("GET", "/api/team")).status).toBe(200);
});

test("[F-12] whoever cannot be let in for it comes again by themselves, and the log has it", async () => {
  let breaks = false;
  const { call, faults, isLogged } = await withFaults(
    withStore((store) => ({
      get: async (table, key) => {
        if (!breaks || table !== "links") return store.get(table, key);
        breaks = false;
        return fault();
      },
    })),
  );
  const made = await call.admin.ask("POST", "/api/links", { kind: "screen", sessionId: call.sessionId });
  breaks = true;
  const screen = server!.connect(server!.device(), call.sessionId, { screenToken: String(made.body.url).split("#")[1]! });
  await until(() => screen.status().state === "live", "the screen to come again");
  isLogged(faults()[0]?.ref);
});
