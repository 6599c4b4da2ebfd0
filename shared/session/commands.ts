// What people (and the server itself) may ask of a session. Schemas check shape and size; `decide` checks everything else.
import * as z from "zod";
import { LIMITS } from "../limits.ts";

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const words = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !value.includes("\0"), "control character");
const typed = (max: number) => words(max).refine((value) => value.trim().length > 0, "empty");
const date = z.iso.date();

/** Whether it is on its criterion's scale is for `decide` to say, which knows the scale. -0 is on none, and would stay apart from 0. */
export const valueSchema = z.union([z.int().refine((value) => !Object.is(value, -0), "minus zero"), z.literal("NA")]);
export const roleSchema = z.enum(["facilitator", "lead", "reviewer", "observer"]);
export const workspaceRoleSchema = z.enum(["admin", "manager", "lead", "reviewer", "guest"]);
export const experienceSchema = z.enum(["new", "settled", "long"]);
export const channelSchema = z.enum(["phone", "chat", "email", "social", "video", "other"]);
export const causeSchema = z.enum([
  "evidenceMissed",
  "wordingUnclear",
  "policyUnknown",
  "applicability",
  "leniency",
  "dataError",
  "agentTraining",
]);

const moment = z.string().regex(/^\d{1,3}:[0-5]\d(:[0-5]\d)?$/);
export const evidenceSchema = z.strictObject({
  line: z.int().min(0).max(LIMITS.transcriptLines).nullable(),
  at: moment.nullable(),
  quote: words(LIMITS.quote).nullable(),
});
export const draftEntrySchema = z.strictObject({
  value: valueSchema.nullable(),
  reason: words(LIMITS.reason),
  unsure: z.boolean(),
  evidence: z.array(evidenceSchema).max(LIMITS.evidence),
});
/** A sheet as sent: criterion → answer; blanks are left out. */
export const sheetSchema = z
  .record(
    id,
    z.strictObject({
      value: valueSchema,
      reason: words(LIMITS.reason),
      unsure: z.boolean(),
      evidence: z.array(evidenceSchema).max(LIMITS.evidence),
    }),
  )
  .refine((sheet) => Object.keys(sheet).length <= LIMITS.criteria, "too many criteria");

export const optionsSchema = z.strictObject({
  names: z.enum(["atReveal", "whenOpened", "whenSettled", "never"]),
  speakingOrder: z.enum(["newestFirst", "open"]),
  facilitatorScores: z.boolean(),
  facilitatorSpeaksLast: z.boolean(),
  showProgressNames: z.boolean(),
  maskAgentOnSharedScreen: z.boolean(),
  silentReviewMinutes: z.int().min(1).max(120),
});
export const conversationSchema = z.strictObject({
  conversationId: id,
  title: typed(LIMITS.title),
  channel: channelSchema,
  link: z
    .url({ protocol: /^https?$/ })
    .max(LIMITS.url)
    .nullable(),
  agent: words(LIMITS.name).nullable(),
  why: words(LIMITS.note).nullable(),
  transcript: z
    .array(
      z.strictObject({ at: z.number().min(0).max(360_000).nullable(), speaker: words(LIMITS.name), text: words(LIMITS.transcriptLine) }),
    )
    .max(LIMITS.transcriptLines),
});
const basics = {
  name: typed(LIMITS.title),
  startsAt: z.int().min(0),
  timeZone: z.string().max(64),
  lengthMinutes: z.int().min(10).max(240),
  dueAt: z.int().min(0).nullable(),
};
const focusSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("arrival") }),
  z.strictObject({ kind: z.literal("actions") }),
  z.strictObject({ kind: z.literal("review") }),
  z.strictObject({ kind: z.literal("results"), conversationId: id }),
  z.strictObject({ kind: z.literal("closing") }),
]);
const rollSchema = z.strictObject({
  in: z.array(id).max(LIMITS.seats),
  missing: z.array(id).max(LIMITS.seats),
  absent: z.array(id).max(LIMITS.seats),
});
const conv = { conversationId: id };
const crit = { conversationId: id, criterionId: id };
const one = <Name extends string, Shape extends z.core.$ZodLooseShape>(type: Name, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...shape });

/** What a seat may send over its socket. Who acts comes from the socket's signed seat, never from here. */
export const sessionCommandSchema = z.discriminatedUnion("type", [
  // before the call
  one("ChangeSession", { change: z.strictObject(basics).partial(), options: optionsSchema.partial() }),
  one("AddConversation", { conversation: conversationSchema }),
  one("ChangeConversation", { ...conv, change: conversationSchema.omit({ conversationId: true }).partial() }),
  one("WithdrawConversation", conv),
  one("ReorderConversations", { order: z.array(id).max(LIMITS.conversations) }),
  // people
  one("ChangeSeat", {
    seatId: id,
    role: roleSchema.optional(),
    experience: experienceSchema.optional(),
    site: words(LIMITS.name).nullable().optional(),
    scores: z.boolean().optional(),
    label: words(LIMITS.name).nullable().optional(),
  }),
  one("RemoveSeat", { seatId: id }),
  one("GiveSeatBack", { seatId: id, strangerSeatId: id.nullable(), knockId: id.nullable() }),
  one("AdmitKnock", { knockId: id, role: z.enum(["reviewer", "observer"]) }),
  one("TurnAwayKnock", { knockId: id }),
  one("SetDoor", { open: z.boolean() }),
  one("NameDeputies", { seatIds: z.array(id).max(LIMITS.seats) }),
  one("TakeOver", {}),
  one("TakeBack", {}),
  one("HandOver", { seatId: id }),
  // scoring
  one("SubmitReview", { ...conv, sheet: sheetSchema }),
  one("MarkAbsent", { seatId: id }),
  one("MarkExpected", { seatId: id }),
  one("MarkBaseline", { ...conv, seatId: id.nullable() }),
  one("Nudge", { seatId: id }),
  one("StartTimer", { minutes: z.int().min(1).max(120) }),
  one("ExtendTimer", { minutes: z.int().min(1).max(60) }),
  one("EndTimer", {}),
  one("MoveFocus", { focus: focusSchema }),
  // reveal
  one("RevealScores", { ...conv, roll: rollSchema }),
  one("SetRevealAside", { ...conv, reason: words(LIMITS.note) }),
  one("ChooseLate", { ...conv, choice: z.enum(["watch", "score"]) }),
  one("SubmitLateReview", { ...conv, sheet: sheetSchema }),
  // discussion
  one("OpenCriterion", { ...crit, readAloud: z.boolean() }),
  one("MarkSpoke", { ...crit, seatId: id }),
  one("Pass", { ...crit, seatId: id }),
  one("NextTurn", crit),
  one("OpenToEveryone", crit),
  one("WriteReason", { ...crit, text: typed(LIMITS.reason), evidence: z.array(evidenceSchema).max(LIMITS.evidence) }),
  one("ChangeMind", { ...crit, value: valueSchema.nullable() }),
  one("ReorderAgenda", { ...conv, order: z.array(id).max(LIMITS.criteria) }),
  one("OpenRevote", crit),
  one("CastRevote", { ...crit, round: z.int().min(1), value: valueSchema }),
  one("RevealRevote", { ...crit, round: z.int().min(1) }),
  one("CancelRevote", { ...crit, round: z.int().min(1) }),
  // consensus
  one("SettleCriterion", {
    ...crit,
    value: valueSchema,
    how: z.enum(["agreed", "withDissent", "provisional"]),
    until: date.nullable(),
    note: words(LIMITS.note).nullable(),
    cause: causeSchema.nullable(),
    feedback: words(LIMITS.reason).nullable(),
  }),
  one("AcceptIdentical", conv),
  one("ParkCriterion", { ...crit, ownerPersonId: id.nullable() }),
  one("Object", { ...crit, text: typed(LIMITS.reason) }),
  one("MakeProposal", {
    proposalId: id,
    conversationId: id.nullable(),
    criterionId: id.nullable(),
    kind: z.enum(["clarify", "redefine", "retire", "add"]),
    text: typed(LIMITS.definition),
    rightExample: words(LIMITS.definition).nullable(),
    wrongExample: words(LIMITS.definition).nullable(),
  }),
  // actions and close
  one("AddAction", {
    actionId: id,
    text: typed(LIMITS.note),
    ownerPersonId: id.nullable(),
    dueOn: date.nullable(),
    criterionId: id.nullable(),
    conversationId: id.nullable(),
  }),
  one("ChangeAction", {
    actionId: id,
    text: typed(LIMITS.note).optional(),
    ownerPersonId: id.nullable().optional(),
    dueOn: date.nullable().optional(),
  }),
  one("ConfirmAction", { actionId: id }),
  one("DropAction", { actionId: id }),
  one("CloseSession", {}),
  one("ReopenSession", { reason: words(LIMITS.note) }),
]);

/** What only the server itself issues. */
export const serverCommandSchema = z.discriminatedUnion("type", [
  one("CreateSession", {
    sessionId: id,
    code: z.string().regex(/^[A-Z]{6}$/),
    creatorPersonId: id,
    scorecard: z.custom<import("../scorecard/scorecard.ts").Scorecard>(),
    options: optionsSchema,
    sample: z.boolean(),
    practice: z.boolean(),
    previousSessionId: id.nullable(),
    ...basics,
    conversations: z.array(conversationSchema).max(LIMITS.conversations),
  }),
  one("TakeSeat", {
    seatId: id,
    personId: id,
    role: roleSchema,
    workspaceRole: workspaceRoleSchema,
    experience: experienceSchema,
    site: words(LIMITS.name).nullable(),
    scores: z.boolean(),
    firstTime: z.boolean(),
  }),
  one("Knock", {
    knockId: id,
    personId: id,
    /** used at once when the door stands open */ seatId: id,
    experience: experienceSchema,
    firstTime: z.boolean(),
    /** wants to watch, not to score */ watches: z.boolean().optional(),
  }),
  one("MarkAway", { seatId: id }),
  one("MarkBack", { seatId: id }),
]);

export type Conversation = z.infer<typeof conversationSchema>;
export type SentSheet = z.infer<typeof sheetSchema>;
export type SessionCommand = z.infer<typeof sessionCommandSchema>;
export type SessionCommandType = SessionCommand["type"];
export type ServerCommand = z.infer<typeof serverCommandSchema>;
export type Command = SessionCommand | ServerCommand;
export type Of<Type extends Command["type"]> = Extract<Command, { type: Type }>;

/** Who acts. A seat comes from a signed socket; the server acts for itself only in the ServerCommands. */
export type Actor = { kind: "seat"; seatId: string } | { kind: "server" };
/** All the world `decide` may know beside state and command. `seed` shuffles; ids it needs are in the command. */
export type Context = { actor: Actor; at: number; seed: number };
