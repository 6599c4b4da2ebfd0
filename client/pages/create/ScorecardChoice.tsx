// Which scorecard: the team's own, then the starters. A link shows it in another tab, so that nothing typed is left behind.
import { useTranslation } from "react-i18next";
import { BASE_PATH } from "../../basePath.ts";
import type { SessionDefaults } from "../../../shared/protocol/http.ts";
import { Select } from "../../ui/Select.tsx";
import styles from "./Create.module.css";

export function ScorecardChoice(props: { defaults: SessionDefaults; value: string; onChange: (scorecardId: string) => void }) {
  const { t } = useTranslation("create");
  return (
    <div className={styles.scorecard}>
      <Select
        className={styles.scorecardSelect}
        label={t("scorecard")}
        value={props.value}
        onChange={props.onChange}
        options={props.defaults.scorecards.map((scorecard) => ({
          id: scorecard.scorecardId,
          label: t("scorecardOption", { name: scorecard.name, count: scorecard.criteria }),
          group: t(scorecard.starter ? "scorecardStarter" : "scorecardOwn"),
        }))}
      />
      <a className={styles.look} href={`${BASE_PATH}/scorecards/${props.value}`} target="_blank" rel="noreferrer">
        {t("scorecardLook")}
      </a>
    </div>
  );
}
