// At the foot of the wall: what was settled or parked last in this conversation, with its rule for next time, until the next one or another place.
import { useTranslation } from "react-i18next";
import type { Focus } from "../../shared/session/shapes.ts";
import { isOf, outcomeWords } from "../session/outcome/outcomes.ts";
import { useLastOutcome } from "../session/outcome/useLastOutcome.ts";
import { useSlice } from "../stores/sessionStore.ts";
import styles from "./SharedScreen.module.css";

export function ScreenOutcome({ focus }: { focus: Focus }) {
  const { t } = useTranslation("discussion");
  const last = useLastOutcome(true);
  const criteria = useSlice("scorecard")?.criteria ?? [];
  const here = "conversationId" in focus && focus.conversationId === last?.conversationId;
  if (!last || !here || (focus.kind === "criterion" && (focus.readAloud || isOf(last, focus.criterionId)))) return null;
  const { before, name, after, next } = outcomeWords(t, last, criteria);
  return (
    <footer className={styles.outcome} data-place={focus.kind}>
      <p className={styles.outcomeWhat}>
        <span>{before}</span>
        <span className={styles.cut}>{name}</span>
        <span>{after}</span>
      </p>
      {next !== null && <p className={styles.outcomeNext}>{next}</p>}
    </footer>
  );
}
