// Any sequence of commands by anybody leaves the team able to run itself.
import fc from "fast-check";
import { expect, test } from "vitest";
import { STARTERS } from "../../../shared/scorecard/starters/starters.ts";
import type { WorkspaceActor, WorkspaceCommand } from "../../../shared/workspace/commands.ts";
import { decideWorkspace } from "../../../shared/workspace/decide.ts";
import { evolveWorkspace } from "../../../shared/workspace/evolve.ts";
import type { WorkspaceState } from "../../../shared/workspace/shapes.ts";

const personId = fc.constantFrom("ada", "ben", "cleo", "dan");
const role = fc.constantFrom("admin" as const, "manager" as const, "lead" as const, "reviewer" as const);
const command: fc.Arbitrary<WorkspaceCommand> = fc.oneof(
  fc.record({ type: fc.constant("AddMember" as const), personId, role, experience: fc.constant("new" as const), site: fc.constant(null) }),
  fc.record({ type: fc.constant("ChangeMember" as const), personId, change: fc.record({ role }) }),
  fc.record({ type: fc.constant("RemoveMember" as const), personId }),
  fc.record({
    type: fc.constant("SaveScorecard" as const),
    scorecard: fc.integer({ min: 1, max: 4 }).map((version) => ({ ...STARTERS[0]!, version })),
  }),
  fc.record({
    type: fc.constantFrom("RetireScorecard" as const, "RestoreScorecard" as const),
    scorecardId: fc.constant("starter-general"),
  }),
);

test("there is always an admin; versions have no gaps; nobody acts above their role", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(personId, command), { maxLength: 60 }), (steps) => {
      let state: WorkspaceState | null = null;
      const run = (asked: WorkspaceCommand, actor: WorkspaceActor) => {
        const decided = decideWorkspace(state, asked, { actor, at: 1 });
        if ("rejected" in decided) return;
        for (const event of decided) state = evolveWorkspace(state, { ...event, at: 1 });
      };
      run({ type: "CreateWorkspace", name: "Team", adminPersonId: "ada", experience: "long" }, { kind: "server" });
      for (const [who, asked] of steps) {
        const before: WorkspaceState = state!;
        const member = before.members.find((one) => one.personId === who && !one.removed);
        run(asked, { kind: "person", personId: who, role: member?.role ?? "guest" });
        const after: WorkspaceState = state!;
        const adminsOf = (one: WorkspaceState) =>
          one.members.filter((person) => person.role === "admin" && !person.removed).map((person) => person.personId);
        expect(adminsOf(after).length).toBeGreaterThan(0);
        if (member?.role !== "admin") expect(adminsOf(after)).toEqual(adminsOf(before));
        if (member === undefined || member.role === "reviewer") expect(after).toEqual(before);
        const versions = after.scorecards["starter-general"]?.versions ?? [];
        expect(versions.map((card) => card.version)).toEqual(versions.map((_, index) => index + 1));
      }
    }),
  );
});
