// /api/scorecards — the team's own, their versions, and the starters to copy.
import { Router } from "express";
import * as z from "zod";
import { saveScorecardSchema, type ScorecardList } from "../../shared/protocol/http.ts";
import { STARTERS, starterById } from "../../shared/scorecard/starters/starters.ts";
import { leads, mustBeMember } from "./asker.ts";
import type { Parts } from "./parts.ts";
import { accepted, bodyOf, HttpRefusal } from "./respond.ts";

const starterSchema = z.strictObject({ scorecardId: z.string().max(64) });

export function scorecardRoutes({ team, directory, ids }: Parts): Router {
  const router = Router();
  const starterIds = new Set(STARTERS.map(({ scorecardId }) => scorecardId));

  router.get("/", (request, response) => {
    const asker = mustBeMember(request, team, directory);
    const own = Object.values(team.state().scorecards).flatMap(({ versions, retired }) => (retired ? [] : versions.slice(-1)));
    response.json({
      ok: true,
      scorecards: own.map((scorecard) => ({ ...scorecard, starter: starterIds.has(scorecard.scorecardId) })),
      starters: [...STARTERS],
      may: { edit: leads(asker) },
    } satisfies ScorecardList);
  });

  router.get("/:scorecardId", (request, response) => {
    mustBeMember(request, team, directory);
    const scorecard = team.state().scorecards[request.params.scorecardId]?.versions.at(-1) ?? starterById(request.params.scorecardId);
    if (!scorecard) throw new HttpRefusal({ code: "SCORECARD_UNKNOWN" });
    response.json({ ok: true, scorecard });
  });

  /** The copy is the team's; its criteria keep their lineage, so that notes and trends of the starter go on. */
  router.post("/starter", async (request, response) => {
    const asker = mustBeMember(request, team, directory);
    const starter = starterById(bodyOf(starterSchema, request.body).scorecardId);
    if (!starter) throw new HttpRefusal({ code: "SCORECARD_UNKNOWN" });
    const scorecard = { ...starter, scorecardId: ids.id(), version: 1 };
    accepted(await team.asPerson(asker.personId, { type: "SaveScorecard", scorecard }));
    response.json({ ok: true, scorecardId: scorecard.scorecardId });
  });

  router.put("/:scorecardId", async (request, response) => {
    const asker = mustBeMember(request, team, directory);
    const { scorecard } = bodyOf(saveScorecardSchema, request.body);
    if (scorecard.scorecardId !== request.params.scorecardId) throw new HttpRefusal({ code: "BAD_REQUEST", field: "scorecardId" });
    const known = team.state().scorecards[scorecard.scorecardId] !== undefined;
    const version = known ? scorecard.version + 1 : 1;
    accepted(await team.asPerson(asker.personId, { type: "SaveScorecard", scorecard: { ...scorecard, version } }));
    response.json({ ok: true, scorecardId: scorecard.scorecardId, version });
  });

  for (const [method, path, type] of [
    ["delete", "/:scorecardId", "RetireScorecard"],
    ["post", "/:scorecardId/restore", "RestoreScorecard"],
  ] as const)
    router[method](path, async (request, response) => {
      const asker = mustBeMember(request, team, directory);
      accepted(await team.asPerson(asker.personId, { type, scorecardId: String(request.params.scorecardId) }));
      response.json({ ok: true });
    });
  return router;
}
