// Every rule of the workspace: who manages people, settings and scorecards, and what must not happen to them. Pure.
import { LIMITS } from "../limits.ts";
import { scorecardProblems } from "../scorecard/validate.ts";
import { type Rejection, reject } from "../session/rejection.ts";
import type { WorkspaceActor, WorkspaceCommand, WorkspaceContext } from "./commands.ts";
import type { DecidedWorkspace } from "./events.ts";
import { followUpKey } from "./evolve.ts";
import type { Member, WorkspaceState } from "./shapes.ts";

const isServer = (actor: WorkspaceActor) => actor.kind === "server";
const isAdmin = (actor: WorkspaceActor) => isServer(actor) || (actor.kind === "person" && actor.role === "admin");

/** People and settings. */
export const mayManage = (actor: WorkspaceActor): boolean => isAdmin(actor) || (actor.kind === "person" && actor.role === "manager");
/** Scorecards, sessions, anybody's actions. */
export const mayLead = (actor: WorkspaceActor): boolean => mayManage(actor) || (actor.kind === "person" && actor.role === "lead");

const admins = (state: WorkspaceState) => state.members.filter((member) => member.role === "admin" && !member.removed);
const isLastAdmin = (state: WorkspaceState, member: Member) => admins(state).every((admin) => admin.personId === member.personId);

/** The keys of `change` whose value differs from what is known. */
function difference<Shape extends object>(known: Shape, change: Partial<Shape>): Partial<Shape> {
  const entries = Object.entries(change).filter(([key, value]) => value !== undefined && known[key as keyof Shape] !== value);
  return Object.fromEntries(entries) as Partial<Shape>;
}

export function decideWorkspace(
  state: WorkspaceState | null,
  command: WorkspaceCommand,
  context: WorkspaceContext,
): DecidedWorkspace[] | { rejected: Rejection } {
  const { actor } = context;
  if (command.type === "CreateWorkspace") {
    if (!isServer(actor)) return reject("NOT_ALLOWED");
    // The set-up link works once; a second use learns nothing.
    if (state?.created) return reject("NOT_ALLOWED");
    return [
      { type: "WorkspaceCreated", name: command.name.trim() },
      { type: "MemberAdded", personId: command.adminPersonId, role: "admin", experience: command.experience, site: null },
    ];
  }
  if (!state?.created) return reject("NOT_FOUND");
  switch (command.type) {
    case "RenameWorkspace":
      if (!mayManage(actor)) return reject("NOT_ALLOWED");
      if (command.name.trim() === "") return reject("BAD_REQUEST", undefined, "name");
      if (command.name.trim().length > LIMITS.name)
        return reject("TOO_LONG", { count: command.name.trim().length, limit: LIMITS.name }, "name");
      return command.name.trim() === state.name ? [] : [{ type: "WorkspaceRenamed", name: command.name.trim() }];
    case "ChangeSettings": {
      if (!mayManage(actor)) return reject("NOT_ALLOWED");
      const change = difference(state.settings, command.change);
      return Object.keys(change).length === 0 ? [] : [{ type: "SettingsChanged", change }];
    }
    case "AddMember":
    case "ChangeMember":
    case "RemoveMember":
      return decideMember(state, command, actor);
    case "EraseMember":
      return decideErasure(state, command.personId, actor);
    case "SaveScorecard":
    case "RetireScorecard":
    case "RestoreScorecard":
      return decideScorecard(state, command, actor);
    case "FollowUpAction": {
      const own = actor.kind === "person" && command.ownerNow === actor.personId;
      if (!mayLead(actor) && !own) return reject("NOT_ALLOWED");
      const newOwner = command.change.ownerPersonId;
      if (newOwner && !state.members.some((member) => member.personId === newOwner && !member.removed)) return reject("PERSON_UNKNOWN");
      const known = state.followUps[followUpKey(command.sessionId, command.actionId)];
      const change = known ? difference(known, command.change) : dropUndefined(command.change);
      if (Object.keys(change).length === 0) return [];
      const byPersonId = actor.kind === "person" ? actor.personId : null;
      return [{ type: "ActionFollowedUp", sessionId: command.sessionId, actionId: command.actionId, change, byPersonId }];
    }
    default: {
      const never: never = command;
      throw new Error(`unknown workspace command ${JSON.stringify(never)}`);
    }
  }
}

const dropUndefined = <Shape extends object>(change: Shape): Shape =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Shape;

type MemberCommand = Extract<WorkspaceCommand, { type: "AddMember" | "ChangeMember" | "RemoveMember" }>;
function decideMember(state: WorkspaceState, command: MemberCommand, actor: WorkspaceActor): DecidedWorkspace[] | { rejected: Rejection } {
  if (!mayManage(actor)) return reject("NOT_ALLOWED");
  const known = state.members.find((member) => member.personId === command.personId);
  if (command.type === "AddMember") {
    if (command.role === "admin" && !isAdmin(actor)) return reject("NOT_ALLOWED");
    if (known?.erased) return reject("PERSON_UNKNOWN");
    if (known && !known.removed) return [];
    const { personId, role, experience, site } = command;
    return [{ type: "MemberAdded", personId, role, experience, site: site?.trim() || null }];
  }
  if (!known || (known.removed && command.type === "ChangeMember")) return reject("PERSON_UNKNOWN");
  // Only an admin makes admins or touches one: a manager could otherwise promote themselves or lock the admins out.
  if (known.role === "admin" && !isAdmin(actor)) return reject("NOT_ALLOWED");
  if (command.type === "RemoveMember") {
    if (known.removed) return [];
    if (known.role === "admin" && isLastAdmin(state, known)) return reject("LAST_ADMIN");
    return [{ type: "MemberRemoved", personId: known.personId }];
  }
  const change = difference<Pick<Member, "role" | "experience" | "site">>(known, command.change);
  if (change.role === "admin" && !isAdmin(actor)) return reject("NOT_ALLOWED");
  if (change.role !== undefined && known.role === "admin" && isLastAdmin(state, known)) return reject("LAST_ADMIN");
  return Object.keys(change).length === 0 ? [] : [{ type: "MemberChanged", personId: known.personId, change }];
}

/** Who is not in the team's log, a guest, may be erased too; there is only nothing to record. */
function decideErasure(state: WorkspaceState, personId: string, actor: WorkspaceActor): DecidedWorkspace[] | { rejected: Rejection } {
  if (!mayManage(actor)) return reject("NOT_ALLOWED");
  const known = state.members.find((member) => member.personId === personId);
  if (known?.role === "admin" && !isAdmin(actor)) return reject("NOT_ALLOWED");
  if (known?.role === "admin" && !known.removed && isLastAdmin(state, known)) return reject("LAST_ADMIN");
  // Nobody shuts themselves out by mistake: a second person says that it is meant.
  if (actor.kind === "person" && actor.personId === personId) return reject("NOT_ONESELF");
  return !known || known.erased ? [] : [{ type: "MemberRemoved", personId, erased: true }];
}

type ScorecardCommand = Extract<WorkspaceCommand, { type: "SaveScorecard" | "RetireScorecard" | "RestoreScorecard" }>;
function decideScorecard(
  state: WorkspaceState,
  command: ScorecardCommand,
  actor: WorkspaceActor,
): DecidedWorkspace[] | { rejected: Rejection } {
  if (!mayLead(actor)) return reject("NOT_ALLOWED");
  if (command.type === "SaveScorecard") {
    const { scorecard } = command;
    const versions = state.scorecards[scorecard.scorecardId]?.versions ?? [];
    const current = versions.at(-1)?.version ?? 0;
    if (scorecard.version !== current + 1) return reject("VERSION_CONFLICT", { version: current });
    const wrong = scorecardProblems(scorecard).find((problem) => problem.severity === "error");
    if (wrong) return reject("SCORECARD_INVALID", { problem: wrong.code, row: wrong.row ?? 0, ...wrong.params }, wrong.path);
    return [{ type: "ScorecardSaved", scorecard }];
  }
  const known = state.scorecards[command.scorecardId];
  if (!known) return reject("SCORECARD_UNKNOWN");
  if (command.type === "RetireScorecard") return known.retired ? [] : [{ type: "ScorecardRetired", scorecardId: command.scorecardId }];
  return known.retired ? [{ type: "ScorecardRestored", scorecardId: command.scorecardId }] : [];
}
