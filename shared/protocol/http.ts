// What goes over HTTP, as JSON. Every refusal is { ok: false, code, message, field?, retry }. State-changing requests are POST/PUT/DELETE with application/json and an Origin of ours.
import * as z from "zod";
import { LIMITS } from "../limits.ts";
import { SPEEDS, type Speed } from "../practice/job.ts";
import { conversationSchema, experienceSchema, optionsSchema } from "../session/commands.ts";
import type { Report } from "../session/reportShape.ts";
import type { ActionView } from "../session/view/slices.ts";
import type { Experience, WorkspaceRole, Options } from "../session/shapes.ts";
import type { Scorecard } from "../scorecard/scorecard.ts";
import type { Member, Settings } from "../workspace/shapes.ts";
import type { Conversation } from "../session/commands.ts";

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const name = z.string().trim().min(1).max(LIMITS.name);

/** POST /api/enter — a link's token (from the URL fragment) or a session's six letters. Name and experience only once asked for. */
export const enterSchema = z.strictObject({
  token: z.string().min(8).max(128).optional(),
  code: z.string().max(12).optional(),
  name: name.optional(),
  experience: experienceSchema.optional(),
  /** a coach, a client: sees what is revealed, never scores */ watches: z.boolean().optional(),
  teamName: name.optional(),
});
export type EnterAnswer =
  /** say your name (and how long you have scored here); for "setup" the team's name too */
  | { ok: true; next: "name"; for: "setup" | "door"; team: string | null; sessionName: string | null }
  | { ok: true; next: "session"; sessionId: string }
  | { ok: true; next: "screen"; sessionId: string; screenToken: string }
  /** known, but nothing is open this week */
  | { ok: true; next: "home" };

/** GET /api/me */
export type Me = {
  ok: true;
  person: { personId: string; name: string; role: WorkspaceRole; experience: Experience } | null;
  team: string | null /** no admin yet: the set-up link is in the terminal */;
  needsSetup: boolean;
  /** make sessions for the team */ may: { create: boolean };
};

/** GET /api/sessions */
export type SessionListItem = {
  sessionId: string;
  name: string;
  status: "open" | "closed";
  startsAt: number;
  timeZone: string;
  sample: boolean;
  practice: boolean;
  conversations: number;
  revealed: number;
  people: number /** totals' range over revealed conversations */;
  range: { low: number; high: number } | null;
  openActions: number /** the session the team link opens now */;
  current: boolean;
  seated: boolean;
  facilitator: string | null;
  scorecardName: string /** scoring is possible now and the asker has something left */;
  scoreNow: boolean;
  /** for the invitation; seated people and managers only, null for everybody else */ invite?: {
    code: string;
    dueAt: number | null;
    titles: string[];
  } | null;
};
export type SessionList = { ok: true; sessions: SessionListItem[]; may: { create: boolean } };

/** POST /api/sessions → { ok, sessionId }. Everything but the scorecard and conversations has a default. */
export const createSessionSchema = z.strictObject({
  scorecardId: id,
  name: z.string().trim().max(LIMITS.title).optional(),
  startsAt: z.int().min(0).optional(),
  timeZone: z.string().max(64).optional(),
  lengthMinutes: z.int().min(10).max(240).optional(),
  dueAt: z.int().min(0).nullable().optional(),
  options: optionsSchema.partial().optional(),
  conversations: z.array(conversationSchema).max(LIMITS.conversations),
  /** who has a seat from the start; left out: everybody of the team */ personIds: z.array(id).max(LIMITS.seats).optional(),
  /** made from this session: people and cadence carried over */ previousSessionId: id.nullable().optional(),
  /** hidden conversations of the previous session to carry over, with everybody's own scores returned to them as drafts */ carryConversationIds:
    z.array(id).max(LIMITS.conversations).optional(),
});
export type CreateSession = z.infer<typeof createSessionSchema>;
/** GET /api/sessions/new?from=ID — what the new-session page starts with */
export type SessionDefaults = {
  ok: true;
  name: string;
  startsAt: number;
  timeZone: string;
  lengthMinutes: number;
  options: Options;
  scorecardId: string;
  scorecards: { scorecardId: string; name: string; version: number; criteria: number; starter: boolean }[];
  people: { personId: string; name: string; role: WorkspaceRole; chosen: boolean }[];
  previousSessionId: string | null;
  leftovers: { conversationId: string; title: string; channel: Conversation["channel"] }[];
  openActions: ActionView[];
};

/** GET /api/sessions/:sessionId/report, as a page reads it. What the reader may go on to: the version with names, next week's session */
export type ReportAnswer = { ok: true; report: Report; may: { named: boolean; create: boolean } };

/** POST /api/practice → { ok, sessionId } : a session with five simulated reviewers; or they fill the seats of a sample session one facilitates */
export const practiceSchema = z.strictObject({ speed: z.enum(SPEEDS), fillSessionId: id.optional() });
/** PUT /api/practice/:sessionId */
export const practiceSpeedSchema = z.strictObject({ speed: z.enum(SPEEDS) });
/** GET /api/practice/:sessionId — null: nobody is simulated there now */
export type PracticeState = { ok: true; speed: Speed | null };

/** GET /api/team */
export type Team = {
  ok: true;
  name: string;
  settings: Settings;
  /** how long others have scored here is told to managers alone */
  members: (Omit<Member, "experience"> & { name: string; experience: Experience | null })[];
  /** left the team, or came as guests; to managers alone */
  former: { personId: string; name: string; guest: boolean }[];
  teamLink: string;
  may: { manage: boolean };
};
export const settingsSchema = z.strictObject({
  names: z.enum(["atReveal", "whenOpened", "whenSettled", "never"]),
  speakingOrder: z.enum(["newestFirst", "open"]),
  showProgressNames: z.boolean(),
  maskAgentOnSharedScreen: z.boolean(),
  lengthMinutes: z.int().min(10).max(240),
  silentReviewMinutes: z.int().min(1).max(120),
  tolerancePoints: z.number().min(0.5).max(50),
  alwaysAskAtDoor: z.boolean(),
});
/** POST /api/team/people */
export const addPersonSchema = z.strictObject({
  name,
  role: z.enum(["admin", "manager", "lead", "reviewer"]),
  experience: experienceSchema,
  site: z.string().max(LIMITS.name).nullable(),
});
/** PUT /api/team/people/:personId */
export const changePersonSchema = addPersonSchema.partial();
/** POST /api/team/people/:personId/erase — their name as it stands, to say that it is meant; whatever, once they are erased */
export const erasePersonSchema = z.strictObject({ name: z.string().max(LIMITS.name * 2) });
/** `effect` false: they were erased before */
export type EraseAnswer = { ok: true; effect: boolean };
/** PUT /api/team/settings */
export const changeTeamSchema = z.strictObject({ name: name.optional(), settings: settingsSchema.partial().optional() });

/** GET /api/scorecards */
export type ScorecardList = { ok: true; scorecards: (Scorecard & { starter: boolean })[]; starters: Scorecard[]; may: { edit: boolean } };
const scale = z.enum(["binary", "3pt", "4pt", "5pt", "percent"]);
export const scorecardSchema = z.strictObject({
  scorecardId: id,
  version: z.int().min(1),
  name,
  sections: z.array(z.strictObject({ sectionId: id, name })).max(LIMITS.sections),
  criteria: z
    .array(
      z.strictObject({
        criterionId: id,
        sectionId: id,
        name,
        definition: z.string().max(LIMITS.definition),
        scale,
        weight: z.number().min(0).max(1000),
        autoFail: z.boolean(),
        allowNA: z.boolean(),
        anchors: z.record(z.string().regex(/^\d{1,3}$/), z.string().max(LIMITS.anchor)),
      }),
    )
    .min(1)
    .max(LIMITS.criteria),
});
/** PUT /api/scorecards/:id — `version` is the one it was edited from; the server stores the next one. POST /api/scorecards/starter { scorecardId } copies a starter. */
export const saveScorecardSchema = z.strictObject({ scorecard: scorecardSchema });

/** POST /api/actions/:sessionId/:actionId — the later life of an action */
export const followUpSchema = z.strictObject({
  status: z.enum(["open", "done", "dropped"]).optional(),
  ownerPersonId: id.nullable().optional(),
  dueOn: z.iso.date().nullable().optional(),
});

/** POST /api/links → { ok, url } : a personal link (managers for anybody, everybody for themselves), "continue on another device", or a session's shared screen */
export const linkSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("personal"), personId: id }),
  z.strictObject({ kind: z.literal("device") }),
  z.strictObject({ kind: z.literal("screen"), sessionId: id }),
]);
