// One criterion, big, for everybody at once: read aloud before it is talked about. Next and previous go in scorecard order.
import { useTranslation } from "react-i18next";
import { levels } from "../../../shared/scorecard/scales.ts";
import { valueText } from "../../plots/valueText.ts";
import { useCan, useSend, useSlice } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import styles from "./ReadAloud.module.css";
import { useBarKeys } from "./useBarKeys.ts";
import type { ShownCriterion } from "./useCriterion.ts";

export function ReadAloud({ shown }: { shown: ShownCriterion }) {
  const { t } = useTranslation("discussion");
  const criteria = useSlice("scorecard")?.criteria ?? [];
  const conducts = useCan("OpenCriterion") && shown.live;
  const send = useSend();
  const { conversationId, criterionId, criterion } = shown;
  const index = criteria.findIndex((each) => each.criterionId === criterionId);
  const open = (id: string | undefined, readAloud: boolean) => {
    if (id) void send({ type: "OpenCriterion", conversationId, criterionId: id, readAloud });
  };
  const previous = criteria[index - 1]?.criterionId;
  const next = criteria[index + 1]?.criterionId;
  useBarKeys({
    ArrowLeft: conducts && previous ? () => open(previous, true) : null,
    ArrowRight: conducts && next ? () => open(next, true) : null,
    Escape: conducts ? () => open(criterionId, false) : null,
  });
  const anchored =
    criterion.scale === "percent"
      ? Object.keys(criterion.anchors)
          .map(Number)
          .sort((a, b) => a - b)
      : levels(criterion.scale);
  return (
    <div className={styles.page}>
      <article className={styles.criterion}>
        <p className={styles.place}>
          {shown.section} · {t("readAloud.position", { index: index + 1, of: criteria.length })}
        </p>
        <h1 className={styles.name}>{criterion.name}</h1>
        <p className={styles.definition}>{criterion.definition}</p>
        <dl className={styles.anchors}>
          {anchored
            .filter((level) => criterion.anchors[String(level)])
            .map((level) => (
              <div key={level} className={styles.anchor}>
                <dt>{valueText(t, criterion.scale, level)}</dt>
                <dd>{criterion.anchors[String(level)]}</dd>
              </div>
            ))}
        </dl>
        {criterion.autoFail && <p className={styles.autoFail}>{t(criterion.scale === "binary" ? "place.autoFailNo" : "place.autoFail")}</p>}
      </article>
      {conducts && (
        <footer data-foot="" className={styles.bar}>
          <Button variant="text" isDisabled={!previous} onPress={() => open(previous, true)}>
            <Icon name="left" size={16} /> {t("readAloud.previous")}
          </Button>
          <Button variant="text" isDisabled={!next} onPress={() => open(next, true)}>
            {t("readAloud.next")} <Icon name="right" size={16} />
          </Button>
          <Button variant="filled" size="large" className={styles.back!} onPress={() => open(criterionId, false)}>
            {t("readAloud.back")}
          </Button>
        </footer>
      )}
    </div>
  );
}
