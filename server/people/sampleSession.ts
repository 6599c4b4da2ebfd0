// What the server makes when somebody asks for the sample session or for a practice call.
import { practiceConversations, practiceName, practiceScorecard } from "../../shared/sample/practice.ts";
import { sampleConversations, sampleName, sampleScorecardId } from "../../shared/sample/sample.ts";
import { STARTERS } from "../../shared/scorecard/starters/starters.ts";
import type { Clock, Ids } from "../live/ports.ts";
import type { Team } from "../team.ts";
import { defaultOptions, scorecardById, type Wanted } from "./newSession.ts";

export const serverZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const sampleWanted = (kind: "sample" | "practice", { team, clock, ids }: { team: Team; clock: Clock; ids: Ids }): Wanted => ({
  ...(kind === "sample"
    ? {
        name: sampleName,
        scorecardId: scorecardById(team, sampleScorecardId)?.scorecardId ?? STARTERS[0]!.scorecardId,
        conversations: sampleConversations(ids.id),
      }
    : {
        name: practiceName,
        scorecardId: practiceScorecard.scorecardId,
        scorecard: practiceScorecard,
        conversations: practiceConversations(ids.id),
      }),
  startsAt: clock.now(),
  timeZone: serverZone(),
  lengthMinutes: team.state().settings.lengthMinutes,
  options: defaultOptions(team),
  personIds: [],
  sample: kind === "sample",
  practice: kind === "practice",
});
