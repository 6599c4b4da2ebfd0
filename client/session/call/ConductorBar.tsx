// The facilitator's bar: one filled button that is always the right next step, everything else behind "More". Only conductors see it.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { Button } from "../../ui/Button.tsx";
import { useCan, useSessionStore, useShownFocus, useSlice } from "../../stores/sessionStore.ts";
import { numberOf } from "./awaited.ts";
import { ConductorMenu } from "./ConductorMenu.tsx";
import styles from "./ConductorBar.module.css";
import { DoorLine } from "../door/DoorLine.tsx";
import { nextStep } from "./nextStep.ts";
import { PromptLine } from "../prompts/PromptLine.tsx";
import { useUi } from "../../stores/uiStore.ts";
import { StepButton } from "./StepButton.tsx";
import { TimeBudgetLine } from "./TimeBudgetLine.tsx";

export function ConductorBar() {
  const { t } = useTranslation("call");
  const slices = useStore(useSessionStore().state, (state) => state.slices);
  const session = useSlice("session");
  const shown = useShownFocus();
  const moves = useCan("MoveFocus");
  const reopens = useCan("ReopenSession");
  const conducts = moves || reopens;
  const [earlier, setEarlier] = useState<string | null>(null);
  const { leftOpen, leaveOpen } = useUi();
  const due = nextStep(slices, leftOpen);
  // the facilitator may open one that is complete while another is still scored
  const step =
    due?.kind === "waitFor" && due.ready?.conversationId === earlier && due.ready ? { kind: "reveal" as const, ...due.ready } : due;
  const { mine } = slices;
  const scoresFirst =
    shown.kind === "review" &&
    mine?.scores === true &&
    (slices.conversations ?? []).some((each) => {
      const sheet = mine.sheets[each.conversationId];
      return each.status === "hidden" && sheet !== undefined && (!sheet.submitted || sheet.changedSinceSubmit);
    });
  // with several conversations the reveal says which one it opens; who is waited for, the step itself
  const opens = step?.kind === "reveal" ? slices.conversations?.find((each) => each.conversationId === step.conversationId) : undefined;
  const number = opens ? numberOf(slices.conversations, opens.conversationId) : 0;
  const next = opens && number > 0 ? t("bar.which", { number, title: opens.title }) : null;
  const mayLeave = step && "mayLeave" in step ? step.mayLeave : 0;
  // while a criterion is discussed its own foot holds the next step, and this menu moves up into the header
  if (!session || !conducts || (shown.kind === "criterion" && session.status === "open")) return null;
  return (
    <section data-foot="" className={styles.bar} aria-label={t("bar.label")}>
      <PromptLine />
      <div className={styles.row}>
        <span className={styles.only}>{t(session.leadSeatIds.length > 0 ? "bar.onlyLead" : "bar.only")}</span>
        <DoorLine />
        <div className={styles.end} data-leave={mayLeave > 0 || undefined}>
          <TimeBudgetLine />
          {next && <span className={styles.next}>{next}</span>}
          <ConductorMenu />
          {step && "mayLeave" in step && mayLeave > 0 && (
            <Button variant="text" onPress={() => leaveOpen(step.conversationId)}>
              {t("step.leave", { count: mayLeave })}
            </Button>
          )}
          {step && !(step.kind === "report" && shown === session.focus) && (
            <StepButton step={step} calm={scoresFirst} onEarlier={setEarlier} />
          )}
        </div>
      </div>
    </section>
  );
}
