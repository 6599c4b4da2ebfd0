// A stand-in for the server in page tests: answers by method and path in the protocol's own shapes and remembers what was sent.
import { vi } from "vitest";
import type { Me, ScorecardList, SessionDefaults, SessionList, SessionListItem, Team } from "../../../shared/protocol/http.ts";
import type { Scorecard } from "../../../shared/scorecard/scorecard.ts";
import { DEFAULT_OPTIONS } from "../../../shared/session/shapes.ts";
import { DEFAULT_SETTINGS } from "../../../shared/workspace/shapes.ts";

export type Sent = { method: string; path: string; body: unknown };
type Answer = { ok: boolean } | "offline";
export type ServerDouble = { sent: Sent[]; answer: (route: string, answer: Answer | ((body: unknown) => Answer)) => void };

/** Routes as "POST /enter"; a query is part of the path. Unknown routes fail the test by name. */
export function serverDouble(routes: Record<string, Answer | ((body: unknown) => Answer)>): ServerDouble {
  const known = new Map(Object.entries(routes));
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", async (input: string, init: RequestInit = {}) => {
    const method = init.method ?? "GET";
    const path = String(input).replace(/^\/api/, "");
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
    sent.push({ method, path, body });
    const found = known.get(`${method} ${path}`);
    if (!found) throw new Error(`no answer prepared for ${method} ${path}`);
    const answer = typeof found === "function" ? found(body) : found;
    if (answer === "offline") throw new TypeError("Failed to fetch");
    return new Response(JSON.stringify(answer), { status: answer.ok ? 200 : 409, headers: { "content-type": "application/json" } });
  });
  return { sent, answer: (route, answer) => void known.set(route, answer) };
}

export const refused = (code: string, message: string, field?: string) => ({ ok: false, code, message, field, retry: false });

export const me = (over: Partial<NonNullable<Me["person"]>> = {}): Me => ({
  ok: true,
  person: { personId: "marta", name: "Marta Ruiz", role: "admin", experience: "long", ...over },
  team: "Northline",
  needsSetup: false,
  may: { create: over.role !== "reviewer" && over.role !== "guest" },
});
export const stranger = (needsSetup = false): Me => ({ ok: true, person: null, team: null, needsSetup, may: { create: false } });

export const team = (over: Partial<Team> = {}): Team => ({
  ok: true,
  name: "Northline",
  settings: DEFAULT_SETTINGS,
  members: [
    { personId: "marta", name: "Marta Ruiz", role: "admin", experience: "long", site: null, removed: false },
    { personId: "tom", name: "Tom Becker", role: "reviewer", experience: "new", site: null, removed: false },
  ],
  former: [],
  teamLink: "https://plumb.example/enter#team-token",
  may: { manage: true },
  ...over,
});

export const session = (over: Partial<SessionListItem> = {}): SessionListItem => ({
  sessionId: "s48",
  name: "Northline, week 48",
  status: "open",
  startsAt: Date.UTC(2026, 10, 26, 13, 0),
  timeZone: "Europe/Madrid",
  sample: false,
  practice: false,
  conversations: 2,
  revealed: 0,
  people: 6,
  range: null,
  openActions: 0,
  current: true,
  seated: true,
  facilitator: "Marta Ruiz",
  scorecardName: "General support",
  scoreNow: true,
  invite: { code: "ABCDEF", dueAt: null, titles: ["Call 1", "Charged twice"] },
  ...over,
});
export const sessions = (...list: SessionListItem[]): SessionList => ({ ok: true, sessions: list, may: { create: true } });

export const defaults = (over: Partial<SessionDefaults> = {}): SessionDefaults => ({
  ok: true,
  name: "Northline, week 48",
  startsAt: Date.UTC(2026, 10, 26, 13, 0),
  timeZone: "Europe/Madrid",
  lengthMinutes: 60,
  options: DEFAULT_OPTIONS,
  scorecardId: "general",
  scorecards: [
    { scorecardId: "ours", name: "Ours", version: 3, criteria: 7, starter: false },
    { scorecardId: "general", name: "General support", version: 1, criteria: 9, starter: true },
  ],
  people: [
    { personId: "marta", name: "Marta Ruiz", role: "admin", chosen: true },
    { personId: "tom", name: "Tom Becker", role: "reviewer", chosen: true },
  ],
  previousSessionId: null,
  leftovers: [],
  openActions: [],
  ...over,
});

export const scorecard = (over: Partial<Scorecard> = {}): Scorecard => ({
  scorecardId: "ours",
  version: 3,
  name: "Ours",
  sections: [
    { sectionId: "contact", name: "Contact" },
    { sectionId: "solving", name: "Solving" },
  ],
  criteria: [
    criterion("greeting", "contact", "Greeting"),
    criterion("empathy", "contact", "Empathy"),
    criterion("resolution", "solving", "Resolution"),
  ],
  ...over,
});
const criterion = (criterionId: string, sectionId: string, name: string): Scorecard["criteria"][number] => ({
  criterionId,
  sectionId,
  name,
  definition: "Names the customer's situation in their own terms before solving it.",
  scale: "5pt",
  weight: 20,
  autoFail: false,
  allowNA: true,
  anchors: { 1: "ignores", 5: "anticipates" },
});
export const scorecards = (own: Scorecard[] = [scorecard()]): ScorecardList => ({
  ok: true,
  scorecards: own.map((one) => ({ ...one, starter: false })),
  starters: [scorecard({ scorecardId: "finance", version: 1, name: "Finance" })],
  may: { edit: true },
});
