// What the tests of a large call and of its failures share: people who come in on known devices, what arrives at their browsers, sheets in short.
import type { Browser, Page } from "playwright-core";
import { beforeEach, onTestFailed } from "vitest";
import { type Connection, connect } from "../../client/connection/connection.ts";
import type { Answer } from "../../shared/protocol/socket.ts";
import type { Conversation, SentSheet, SessionCommand } from "../../shared/session/commands.ts";
import type { Experience } from "../../shared/session/shapes.ts";
import type { Slices } from "../../shared/session/view/slices.ts";
import { addPeople, type Device, type Member, openDevice } from "../server/harness.ts";
import { type Look, type Plumb, person, type Someone, waitFor } from "./harness.ts";

type Known = Device & { name: string; personId: string };
/** What came to a browser over its socket, and when, by this machine's clock. */
export type Arrived = { at: number; text: string };
export type Player = Someone & { device: Device; personId: string; arrived: Arrived[] };

/** Everything that comes over sockets that the page opens from now on. */
export function listen(page: Page): Arrived[] {
  const arrived: Arrived[] = [];
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) =>
      arrived.push({ at: Date.now(), text: typeof payload === "string" ? payload : payload.toString("utf8") }),
    ),
  );
  return arrived;
}

export const arrivedText = (one: { arrived: Arrived[] }): string => one.arrived.map(({ text }) => text).join("\n");

/** The slices as this browser has received them, put together as its page does. */
export function received(one: { arrived: Arrived[] }): Partial<Slices> {
  let slices: Record<string, unknown> = {};
  for (const { text } of one.arrived) {
    const packet = /^42(\[.*)$/s.exec(text)?.[1];
    if (!packet) continue;
    const [event, frame] = JSON.parse(packet) as [string, { slices: Record<string, unknown>; now?: number }];
    if (event !== "view") continue;
    slices = { ...(frame.now === undefined ? slices : {}), ...frame.slices };
  }
  return slices as Partial<Slices>;
}

/** When the results of a conversation first came to this browser. */
export const resultsArrivedAt = (one: { arrived: Arrived[] }, conversationId: string): number | null =>
  one.arrived.find(({ text }) => text.includes(`"results":{"${conversationId}"`))?.at ?? null;

/** The team, made with the set-up link; its admin is called Fay unless told otherwise. */
export async function makeTeam(plumb: Plumb, name = "Fay"): Promise<Known> {
  const device = openDevice(() => plumb.url);
  const token = plumb.setupLink.split("#")[1];
  const entered = await device.ask("POST", "/api/enter", { token, name, teamName: "Northgate Support", experience: "long" });
  if (entered.status !== 200) throw new Error(`set-up: ${entered.text}`);
  const me = (await device.ask("GET", "/api/me")).body.person as { personId: string };
  return { ...device, name, personId: me.personId };
}

export const addMembers = (plumb: Plumb, admin: Device, members: Member[]): Promise<Known[]> =>
  addPeople({ device: () => openDevice(() => plumb.url) }, admin, members);

/** A browser context on a device that Plumb knows. */
export async function onKnownDevice(browser: Browser, plumb: Plumb, known: Known, look?: Look): Promise<Player> {
  const one = await person(browser, known.name, look);
  const cookies = known
    .cookie()
    .split("; ")
    .map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: plumb.url };
    });
  await one.context.addCookies(cookies);
  return { ...one, device: known, personId: known.personId, arrived: listen(one.page) };
}

/** A session of the general starter scorecard, over HTTP. */
export async function makeSession(admin: Device, conversations: Conversation[], more: Record<string, unknown> = {}): Promise<string> {
  const { scorecardId } = (await admin.ask("GET", "/api/sessions/new")).body;
  const made = await admin.ask("POST", "/api/sessions", { scorecardId, conversations, ...more });
  if (made.status !== 200) throw new Error(`session: ${made.text}`);
  return String(made.body.sessionId);
}

/** The same person on another device without a screen: for acts whose clicking is tested elsewhere. */
export async function withHands<Result>(
  plumb: Plumb,
  one: { device: Device; name: string },
  sessionId: string,
  act: (hands: Connection) => Promise<Result>,
): Promise<Result> {
  const hands = connect({ url: plumb.url, sessionId, cookie: one.device.cookie(), reconnectMs: { min: 20, max: 100 } });
  try {
    await waitFor(() => hands.slices().mine, `${one.name}'s other device`);
    return await act(hands);
  } finally {
    hands.close();
  }
}

export function accepted(answer: Answer): void {
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`);
}

export const does = (
  plumb: Plumb,
  one: { device: Device; name: string },
  sessionId: string,
  ...commands: SessionCommand[]
): Promise<void> =>
  withHands(plumb, one, sessionId, async (hands) => {
    for (const command of commands) accepted(await hands.send(command));
  });

const CRITERIA = ["opening", "empathy", "need", "identity", "resolution", "accuracy", "promises", "waiting", "nextStep"] as const;
export type CriterionName = (typeof CRITERIA)[number];
export const criterionId = (name: CriterionName): string => `general-${name}`;

const valueFor = (key: string): number | "NA" => (key === "a" ? "NA" : key === "y" ? 1 : key === "n" ? 0 : Number(key));

/** "y 4 4 y 4 3 3 a y": the general starter's nine criteria in order; "-" leaves one blank. */
export const sheet = (keys: string, reasons: Partial<Record<CriterionName, string>> = {}): SentSheet =>
  Object.fromEntries(
    keys.split(" ").flatMap((key, index) => {
      const name = CRITERIA[index]!;
      return key === "-" ? [] : [[criterionId(name), { value: valueFor(key), reason: reasons[name] ?? "", unsure: false, evidence: [] }]];
    }),
  );

export const submits = (
  plumb: Plumb,
  one: { device: Device; name: string },
  sessionId: string,
  conversationId: string,
  keys: string,
  reasons: Partial<Record<CriterionName, string>> = {},
): Promise<void> => does(plumb, one, sessionId, { type: "SubmitReview", conversationId, sheet: sheet(keys, reasons) });

export const member = (name: string, experience: Experience, role: Member["role"] = "reviewer"): Member => ({ name, experience, role });

/** The words of the page's main part, as one line. */
export const mainText = async (page: Page): Promise<string> =>
  (await page.getByRole("main").first().innerText()).replaceAll(/\s+/g, " ").trim();

/** What everybody sees when a test fails, in words; PLUMB_SHOTS names a folder for pictures. */
export function tellOnFailure(people: () => readonly Someone[]): void {
  beforeEach(() => {
    onTestFailed(async () => {
      for (const { name, page, faults } of people()) {
        if (page.isClosed()) continue;
        const seen = await page.evaluate(() => document.body.innerText).catch((error: unknown) => String(error));
        process.stdout.write(`--- ${name} at ${page.url()} sees:\n${seen}\n${faults.join("\n")}\n`);
        if (process.env.PLUMB_SHOTS) await page.screenshot({ path: `${process.env.PLUMB_SHOTS}/${name}.png` }).catch(() => null);
      }
    });
  });
}
