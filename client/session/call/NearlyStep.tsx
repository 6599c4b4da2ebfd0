// "Resolution: 4 or 5?" in the conductors' bar: a tap for each of the values that were given. None is filled, for none is to be suggested.
import { useTranslation } from "react-i18next";
import { useSend, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { formatList } from "../../ui/locale.ts";
import type { NextStep } from "./nextStep.ts";
import styles from "./StepWords.module.css";
import { useSettledWords } from "./useSettledWords.ts";

export function NearlyStep({ step }: { step: Extract<NextStep, { kind: "nearly" }> }) {
  const { t } = useTranslation("call");
  const send = useSend();
  const follow = useUi((ui) => ui.follow);
  const { conversationId, criterionId, values } = step;
  const criterion = useSlice("scorecard")?.criteria.find((each) => each.criterionId === criterionId)?.name ?? "";
  const question = t("step.nearly", { criterion, values: formatList(values.map(String), "disjunction") });
  const { unready, during } = useSettledWords(question);
  const settle = (value: number) =>
    during(async () => {
      follow();
      const agreed = { how: "agreed", until: null, note: null, cause: null, feedback: null } as const;
      const answer = await send({ type: "SettleCriterion", conversationId, criterionId, value, ...agreed });
      if (answer.ok) announce(t("step.settledAt", { criterion, value }));
    });
  return (
    <fieldset className={styles.nearly} aria-label={question}>
      <span className={`${styles.question} ${styles.words}`} title={question}>
        {question}
      </span>
      <span className={styles.values}>
        {values.map((value) => (
          <Button
            key={value}
            size="large"
            isPending={unready}
            aria-label={t("step.settleAt", { criterion, value })}
            onPress={() => void settle(value)}
          >
            {value}
          </Button>
        ))}
      </span>
    </fieldset>
  );
}
