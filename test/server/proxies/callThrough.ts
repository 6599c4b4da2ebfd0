// A whole small call at an address: set up, people, blind scores, reveal. What works there works for browsers behind that proxy.
import { expect } from "vitest";
import { type Connection, type ConnectionOptions, connect } from "../../../client/connection/connection.ts";
import {
  addPeople,
  createSession,
  type Device,
  openDevice,
  type Person,
  personIdOf,
  results,
  reveal,
  slice,
  submit,
  until,
} from "../harness.ts";
import { stopLater } from "./programs.ts";

export const deviceAt = (url: string): Device => openDevice(() => url);

export const join = (
  url: string,
  device: Device & { name: string; personId: string },
  sessionId: string,
  more: Partial<ConnectionOptions> = {},
): Person => {
  const connection: Connection = connect({ url, sessionId, cookie: device.cookie(), reconnectMs: { min: 50, max: 500 }, ...more });
  stopLater(() => connection.close());
  return { ...device, connection };
};

/** The set-up link opened in a browser. */
export async function setUp(url: string, token: string): Promise<Device & { name: string; personId: string }> {
  const admin = deviceAt(url);
  const entered = await admin.ask("POST", "/api/enter", { token, name: "Ada", teamName: "Support", experience: "long" });
  expect(entered.status, entered.text).toBe(200);
  return { ...admin, name: "Ada", personId: await personIdOf(admin) };
}

export type CallThere = { admin: Person; ben: Person; sessionId: string };

export async function startCallAt(url: string, setupToken: string, at: { others?: string } = {}): Promise<CallThere> {
  const adminDevice = await setUp(url, setupToken);
  const [benDevice] = await addPeople({ device: () => deviceAt(at.others ?? url) }, adminDevice, [{ name: "Ben", experience: "new" }]);
  const sessionId = await createSession(adminDevice);
  const admin = join(url, adminDevice, sessionId);
  const ben = join(at.others ?? url, benDevice!, sessionId);
  for (const person of [admin, ben]) await until(() => person.connection.slices().mine, `${person.name} in the session`);
  return { admin, ben, sessionId };
}

/** Both score, the facilitator reveals, both see both. */
export async function scoreAndReveal({ admin, ben }: CallThere): Promise<void> {
  await submit(admin, "c1", "low");
  await submit(ben, "c1", "high", "because of the greeting");
  await until(() => slice(admin, "progress")[0]?.in === 2, "both in");
  expect(results(ben, "c1")).toBeNull();
  await reveal(admin, "c1");
  for (const person of [admin, ben]) {
    const shown = await until(() => results(person, "c1"), `results for ${person.name}`);
    expect(shown.reviews).toBe(2);
  }
}
