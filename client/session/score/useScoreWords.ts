// How scores and places in a transcript are said: "Yes", "3", "N/A", "80 %", "1:26".
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Criterion, Value } from "../../../shared/scorecard/scorecard.ts";
import type { Line } from "../../../shared/session/shapes.ts";
import { momentAt } from "./sheet.ts";

export function useScoreWords() {
  const { t } = useTranslation("score");
  return useMemo(() => {
    const short = (criterion: Criterion, value: Value): string => {
      if (value === "NA") return t("na");
      if (criterion.scale === "binary") return t(value === 1 ? "yes" : "no");
      return criterion.scale === "percent" ? t("percent", { value }) : String(value);
    };
    const full = (criterion: Criterion, value: Value): string => {
      const anchor = value === "NA" ? undefined : criterion.anchors[String(value)];
      return anchor ? `${short(criterion, value)}, ${anchor}` : short(criterion, value);
    };
    const line = (transcript: Line[], index: number): string => {
      const at = transcript[index]?.at;
      return typeof at === "number" ? momentAt(at) : t("lineNumber", { number: index + 1 });
    };
    return { short, full, line };
  }, [t]);
}
