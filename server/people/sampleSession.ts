// What the sample session and a practice call are made of: the same two conversations and the general scorecard.
import { sampleConversations, sampleName, sampleScorecardId } from "../../shared/sample/sample.ts";
import { STARTERS } from "../../shared/scorecard/starters/starters.ts";
import type { Clock, Ids } from "../live/ports.ts";
import type { Team } from "../team.ts";
import { defaultOptions, scorecardById, type Wanted } from "./newSession.ts";

const PRACTICE_NAME = "Practice call";

export const serverZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const sampleWanted = (kind: "sample" | "practice", { team, clock, ids }: { team: Team; clock: Clock; ids: Ids }): Wanted => ({
  scorecardId: scorecardById(team, sampleScorecardId)?.scorecardId ?? STARTERS[0]!.scorecardId,
  conversations: sampleConversations(ids.id),
  name: kind === "sample" ? sampleName : PRACTICE_NAME,
  startsAt: clock.now(),
  timeZone: serverZone(),
  lengthMinutes: team.state().settings.lengthMinutes,
  options: defaultOptions(team),
  personIds: [],
  sample: kind === "sample",
  practice: kind === "practice",
});
