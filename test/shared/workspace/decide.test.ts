// The workspace's rules, as given – when – then.
import { expect, test } from "vitest";
import type { Scorecard } from "../../../shared/scorecard/scorecard.ts";
import type { WorkspaceActor, WorkspaceCommand } from "../../../shared/workspace/commands.ts";
import { decideWorkspace } from "../../../shared/workspace/decide.ts";
import type { WorkspaceEvent } from "../../../shared/workspace/events.ts";
import { evolveWorkspace, followUpKey } from "../../../shared/workspace/evolve.ts";
import { DEFAULT_SETTINGS, type WorkspaceState } from "../../../shared/workspace/shapes.ts";

const server: WorkspaceActor = { kind: "server" };
const as = (role: "admin" | "manager" | "lead" | "reviewer" | "guest", personId = role): WorkspaceActor => ({
  kind: "person",
  personId,
  role,
});

function after(state: WorkspaceState | null, ...steps: [WorkspaceCommand, WorkspaceActor?][]): WorkspaceState {
  let now = state;
  for (const [command, actor] of steps) {
    const decided = decideWorkspace(now, command, { actor: actor ?? server, at: 1 });
    if ("rejected" in decided) throw new Error(`refused: ${decided.rejected.code}`);
    for (const event of decided) now = evolveWorkspace(now, { ...event, at: 1 } as WorkspaceEvent);
  }
  return now as WorkspaceState;
}
const codeOf = (state: WorkspaceState | null, command: WorkspaceCommand, actor: WorkspaceActor): string | null => {
  const decided = decideWorkspace(state, command, { actor, at: 1 });
  return "rejected" in decided ? decided.rejected.code : null;
};

const team = after(
  null,
  [{ type: "CreateWorkspace", name: " Care team ", adminPersonId: "admin", experience: "long" }],
  [{ type: "AddMember", personId: "manager", role: "manager", experience: "long", site: null }],
  [{ type: "AddMember", personId: "lead", role: "lead", experience: "settled", site: "Lisbon" }],
  [{ type: "AddMember", personId: "reviewer", role: "reviewer", experience: "new", site: "  " }],
);
const card = (version: number, change: Partial<Scorecard> = {}): Scorecard => ({
  scorecardId: "card",
  version,
  name: "Care",
  sections: [{ sectionId: "s", name: "Contact" }],
  criteria: [
    {
      criterionId: "c",
      sectionId: "s",
      name: "Greeting",
      definition: "Says the company name and their own first name within the first two turns.",
      scale: "binary",
      weight: 100,
      autoFail: false,
      allowNA: false,
      anchors: {},
    },
  ],
  ...change,
});

test("the person who opens the set-up link becomes the first admin, with every setting at its default", () => {
  expect(team).toMatchObject({ created: true, name: "Care team", settings: DEFAULT_SETTINGS });
  expect(team.members.map((member) => [member.personId, member.role, member.site])).toEqual([
    ["admin", "admin", null],
    ["manager", "manager", null],
    ["lead", "lead", "Lisbon"],
    ["reviewer", "reviewer", null],
  ]);
});

test("nobody but the server creates a workspace, and only once", () => {
  const create: WorkspaceCommand = { type: "CreateWorkspace", name: "Again", adminPersonId: "x", experience: "new" };
  expect(codeOf(null, create, as("admin"))).toBe("NOT_ALLOWED");
  expect(codeOf(team, create, server)).not.toBeNull();
  expect(codeOf(null, { type: "RenameWorkspace", name: "No" }, server)).toBe("NOT_FOUND");
});

test.each(["lead", "reviewer", "guest"] as const)("a %s manages neither people nor settings", (role) => {
  expect(codeOf(team, { type: "ChangeSettings", change: { lengthMinutes: 30 } }, as(role))).toBe("NOT_ALLOWED");
  expect(codeOf(team, { type: "RenameWorkspace", name: "Ours" }, as(role))).toBe("NOT_ALLOWED");
  expect(codeOf(team, { type: "AddMember", personId: "p", role: "reviewer", experience: "new", site: null }, as(role))).toBe("NOT_ALLOWED");
  expect(codeOf(team, { type: "RemoveMember", personId: "reviewer" }, as(role))).toBe("NOT_ALLOWED");
});

test("a manager manages people and settings, but neither makes nor touches an admin", () => {
  const manager = as("manager");
  expect(codeOf(team, { type: "ChangeMember", personId: "reviewer", change: { role: "lead" } }, manager)).toBeNull();
  expect(codeOf(team, { type: "ChangeSettings", change: { names: "never" } }, manager)).toBeNull();
  expect(codeOf(team, { type: "ChangeMember", personId: "manager", change: { role: "admin" } }, manager)).toBe("NOT_ALLOWED");
  expect(codeOf(team, { type: "AddMember", personId: "p", role: "admin", experience: "new", site: null }, manager)).toBe("NOT_ALLOWED");
  expect(codeOf(team, { type: "RemoveMember", personId: "admin" }, manager)).toBe("NOT_ALLOWED");
});

test("the last admin is neither removed nor demoted; with a second one, either may go", () => {
  expect(codeOf(team, { type: "RemoveMember", personId: "admin" }, as("admin"))).toBe("LAST_ADMIN");
  expect(codeOf(team, { type: "ChangeMember", personId: "admin", change: { role: "lead" } }, as("admin"))).toBe("LAST_ADMIN");
  expect(codeOf(team, { type: "ChangeMember", personId: "admin", change: { experience: "new" } }, as("admin"))).toBeNull();
  const two = after(team, [{ type: "ChangeMember", personId: "manager", change: { role: "admin" } }]);
  const one = after(two, [{ type: "RemoveMember", personId: "admin" }, as("admin", "manager")]);
  expect(codeOf(one, { type: "RemoveMember", personId: "manager" }, as("admin", "manager"))).toBe("LAST_ADMIN");
});

test("a removed admin does not count as an admin who is left", () => {
  const gone = after(
    team,
    [{ type: "AddMember", personId: "second", role: "admin", experience: "long", site: null }],
    [{ type: "RemoveMember", personId: "second" }],
  );
  expect(codeOf(gone, { type: "RemoveMember", personId: "admin" }, server)).toBe("LAST_ADMIN");
});

test("managers erase people, present, past and guests; the last admin stays, nobody erases themselves, and nobody erased comes back", () => {
  const erase = (personId: string): WorkspaceCommand => ({ type: "EraseMember", personId });
  for (const role of ["lead", "reviewer", "guest"] as const) expect(codeOf(team, erase("reviewer"), as(role))).toBe("NOT_ALLOWED");
  expect(codeOf(team, erase("reviewer"), as("manager"))).toBeNull();
  expect(codeOf(team, erase("a-guest"), as("manager"))).toBeNull();
  expect(codeOf(team, erase("manager"), as("manager"))).toBe("NOT_ONESELF");
  expect(codeOf(team, erase("admin"), as("manager"))).toBe("NOT_ALLOWED");
  expect(codeOf(team, erase("admin"), as("admin"))).toBe("LAST_ADMIN");
  expect(codeOf(team, erase("admin"), server)).toBe("LAST_ADMIN");
  const gone = after(team, [erase("reviewer")]);
  expect(gone.members.find((member) => member.personId === "reviewer")).toMatchObject({ removed: true, erased: true });
  expect(codeOf(gone, { type: "AddMember", personId: "reviewer", role: "lead", experience: "new", site: null }, server)).toBe(
    "PERSON_UNKNOWN",
  );
  const left = after(team, [{ type: "RemoveMember", personId: "lead" }], [erase("lead")]);
  expect(left.members.find((member) => member.personId === "lead")).toMatchObject({ erased: true });
  expect(after(left, [erase("lead")])).toEqual(left);
});

test("somebody removed stays on record, and comes back when added again", () => {
  const gone = after(team, [{ type: "RemoveMember", personId: "reviewer" }]);
  expect(gone.members.find((member) => member.personId === "reviewer")?.removed).toBe(true);
  expect(codeOf(gone, { type: "ChangeMember", personId: "reviewer", change: { site: "Porto" } }, server)).toBe("PERSON_UNKNOWN");
  const back = after(gone, [{ type: "AddMember", personId: "reviewer", role: "lead", experience: "settled", site: null }]);
  expect(back.members.filter((member) => member.personId === "reviewer")).toEqual([
    { personId: "reviewer", role: "lead", experience: "settled", site: null, removed: false },
  ]);
});

test("what changes nothing is accepted and records nothing", () => {
  const nothing: [WorkspaceCommand, WorkspaceActor][] = [
    [{ type: "RenameWorkspace", name: "Care team" }, server],
    [{ type: "ChangeSettings", change: { lengthMinutes: 60 } }, server],
    [{ type: "ChangeMember", personId: "lead", change: { site: "Lisbon" } }, server],
    [{ type: "AddMember", personId: "lead", role: "lead", experience: "new", site: null }, server],
  ];
  for (const [command, actor] of nothing) expect(decideWorkspace(team, command, { actor, at: 1 })).toEqual([]);
});

test("a lead saves scorecards, a reviewer does not", () => {
  expect(codeOf(team, { type: "SaveScorecard", scorecard: card(1) }, as("lead"))).toBeNull();
  expect(codeOf(team, { type: "SaveScorecard", scorecard: card(1) }, as("reviewer"))).toBe("NOT_ALLOWED");
});

test("a scorecard edited from an old version is refused, and every version stays", () => {
  const two = after(
    team,
    [{ type: "SaveScorecard", scorecard: card(1) }],
    [{ type: "SaveScorecard", scorecard: card(2, { name: "Care 2" }) }],
  );
  expect(two.scorecards.card?.versions.map((version) => version.name)).toEqual(["Care", "Care 2"]);
  expect(codeOf(two, { type: "SaveScorecard", scorecard: card(2) }, server)).toBe("VERSION_CONFLICT");
  expect(codeOf(two, { type: "SaveScorecard", scorecard: card(4) }, server)).toBe("VERSION_CONFLICT");
  expect(codeOf(team, { type: "SaveScorecard", scorecard: card(2) }, server)).toBe("VERSION_CONFLICT");
});

test("an unsound scorecard is refused with the row and the rule", () => {
  const wrong = card(1, { criteria: [{ ...card(1).criteria[0]!, weight: -1 }] });
  expect(decideWorkspace(team, { type: "SaveScorecard", scorecard: wrong }, { actor: server, at: 1 })).toEqual({
    rejected: { code: "SCORECARD_INVALID", field: "criteria.0.weight", params: { problem: "weightNegative", row: 1, weight: "-1" } },
  });
});

test("a retired scorecard keeps its versions and can come back", () => {
  const saved = after(team, [{ type: "SaveScorecard", scorecard: card(1) }]);
  const retired = after(saved, [{ type: "RetireScorecard", scorecardId: "card" }, as("lead")]);
  expect(retired.scorecards.card).toMatchObject({ retired: true, versions: [{ version: 1 }] });
  expect(after(retired, [{ type: "RestoreScorecard", scorecardId: "card" }]).scorecards.card?.retired).toBe(false);
  expect(codeOf(team, { type: "RetireScorecard", scorecardId: "card" }, server)).toBe("SCORECARD_UNKNOWN");
});

const followUp = (
  change: { status?: "done"; ownerPersonId?: string; dueOn?: string },
  ownerNow: string | null = "reviewer",
): WorkspaceCommand => ({
  type: "FollowUpAction",
  sessionId: "s1",
  actionId: "a1",
  ownerNow,
  change,
});

test("an action is followed up by its owner or a lead, by nobody else", () => {
  expect(codeOf(team, followUp({ status: "done" }), as("reviewer"))).toBeNull();
  expect(codeOf(team, followUp({ status: "done" }, "lead"), as("reviewer"))).toBe("NOT_ALLOWED");
  expect(codeOf(team, followUp({ status: "done" }, null), as("reviewer"))).toBe("NOT_ALLOWED");
  expect(codeOf(team, followUp({ status: "done" }, null), as("lead"))).toBeNull();
});

test("an action's later life adds up, apart from the same action id of another session", () => {
  const done = after(team, [followUp({ status: "done" })], [followUp({ dueOn: "2026-12-01" })]);
  expect(done.followUps[followUpKey("s1", "a1")]).toEqual({ sessionId: "s1", actionId: "a1", status: "done", dueOn: "2026-12-01" });
  expect(done.followUps[followUpKey("s2", "a1")]).toBeUndefined();
  expect(decideWorkspace(done, followUp({ status: "done" }), { actor: server, at: 1 })).toEqual([]);
});

test("an action is handed only to somebody of the team", () => {
  expect(codeOf(team, followUp({ ownerPersonId: "stranger" }), server)).toBe("PERSON_UNKNOWN");
  expect(codeOf(team, followUp({ ownerPersonId: "lead" }), server)).toBeNull();
});

test("folding touches nothing it was given", () => {
  const before = structuredClone(team);
  after(
    team,
    [{ type: "SaveScorecard", scorecard: card(1) }],
    [followUp({ status: "done" })],
    [{ type: "RemoveMember", personId: "lead" }],
  );
  expect(team).toEqual(before);
});
