// Makes a starter the team's own and says so.
import type { TFunction } from "i18next";
import type { Scorecard } from "../../../shared/scorecard/scorecard.ts";
import { ask } from "../../api.ts";
import { notify } from "../../ui/notices.ts";

/** the id of the copy; null when it was refused, which has been said */
export async function copyStarter(starter: Scorecard, t: TFunction<"scorecards">): Promise<string | null> {
  const answer = await ask<{ ok: true; scorecardId: string }>("POST", "/scorecards/starter", { scorecardId: starter.scorecardId });
  if (!answer.ok) {
    notify({ text: answer.message, tone: "apart" });
    return null;
  }
  notify({ text: t("copied", { name: starter.name }) });
  return answer.scorecardId;
}
