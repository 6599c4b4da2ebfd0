// Draws the next step and does it. The reveal is held; who is missing is shown by name; the rest is one press.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionCommand } from "../../../shared/session/commands.ts";
import { useHints } from "../../hints/hintStore.ts";
import { useSend, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { dialogOnDemand } from "../../ui/onDemand.tsx";
import { HoldButton } from "../reveal/HoldButton.tsx";
import { useReveal } from "../reveal/useReveal.ts";
import { numberOf } from "./awaited.ts";
import { NearlyStep } from "./NearlyStep.tsx";
import type { NextStep } from "./nextStep.ts";
import styles from "./StepWords.module.css";
import { useSettledWords } from "./useSettledWords.ts";

const ConversationsDialog = dialogOnDemand(() => import("./ConversationsDialog.tsx").then((module) => module.ConversationsDialog));
const MissingDialog = dialogOnDemand(() => import("./MissingDialog.tsx").then((module) => module.MissingDialog));

/** What one press sends; null for steps that are held, linked or open a dialog. */
export function commandsOf(step: NextStep, timerRuns: boolean): SessionCommand[] | null {
  switch (step.kind) {
    case "goActions":
      return [{ type: "MoveFocus", focus: { kind: "actions" } }];
    case "startReview":
      return [
        ...(timerRuns ? [] : [{ type: "StartTimer" as const, minutes: step.minutes }]),
        { type: "MoveFocus", focus: { kind: "review" } },
      ];
    case "discuss":
      return [{ type: "OpenCriterion", conversationId: step.conversationId, criterionId: step.criterionId, readAloud: false }];
    case "acceptIdentical":
      return [{ type: "AcceptIdentical", conversationId: step.conversationId }];
    case "goResults":
      return [{ type: "MoveFocus", focus: { kind: "results", conversationId: step.conversationId } }];
    case "goClosing":
      return [{ type: "MoveFocus", focus: { kind: "closing" } }];
    case "close":
      return [{ type: "CloseSession" }];
    default:
      return null;
  }
}

function useStepWords(step: NextStep): string {
  const { t } = useTranslation("call");
  const scorecard = useSlice("scorecard");
  const conversations = useSlice("conversations");
  const criterion = "criterionId" in step ? (scorecard?.criteria.find((each) => each.criterionId === step.criterionId)?.name ?? "") : "";
  const number = "conversationId" in step ? numberOf(conversations, step.conversationId) : 0;
  const which = number > 0 ? t("step.which", { number }) : "";
  if (step.kind === "nearly") return "";
  return t(step.kind === "waitFor" && number > 0 ? "step.waitForOne" : `step.${step.kind}`, {
    criterion,
    which,
    number,
    count: "count" in step ? step.count : "missing" in step ? step.missing.length : 0,
    minutes: "minutes" in step ? step.minutes : 0,
    context: step.kind === "discuss" && step.first ? "first" : undefined,
  }).trim();
}

type StepButtonProps = {
  step: NextStep;
  /** the screen above has its own filled button, so waiting is not filled here */ calm?: boolean;
  /** somebody chose to open this conversation before all are scored */ onEarlier?: (conversationId: string) => void;
};

export function StepButton({ step, calm = false, onEarlier }: StepButtonProps) {
  const { t } = useTranslation("call");
  const send = useSend();
  const reveal = useReveal();
  const session = useSlice("session");
  const follow = useUi((ui) => ui.follow);
  const [dialog, setDialog] = useState<"missing" | "conversations" | null>(null);
  const [missingOf, setMissingOf] = useState("");
  const words = useStepWords(step);
  const commands = commandsOf(step, session?.timer != null);

  const { unready, during } = useSettledWords(words);
  const go = () =>
    during(async () => {
      if (!commands) return;
      follow();
      useHints.getState().finish("bar");
      for (const command of commands) if (!(await send(command)).ok) break;
    });

  const askWho = (conversationId: string) => {
    setMissingOf(conversationId);
    setDialog("missing");
  };
  // the dialogs outlive the step that opened them: marking the last one absent makes the reveal the next step, and the list stays for a second thought
  return (
    <>
      {step.kind === "report" ? (
        <ButtonLink href={`/s/${session?.sessionId}/report`} variant="filled" size="large">
          {words}
        </ButtonLink>
      ) : step.kind === "reveal" ? (
        <HoldButton
          // somebody coming in does no harm; somebody missing is another step, and takes this button away
          meaning={step.conversationId}
          hint={t("reveal.hint")}
          onCancelled={() => announce(t("reveal.cancelled"), "assertive")}
          onHeld={() => void reveal(step.conversationId, step.roll)}
        >
          <Icon name="eye" />
          {words}
        </HoldButton>
      ) : step.kind === "waitFor" || step.kind === "nobodyIn" ? (
        <Button variant={calm ? "quiet" : "filled"} size="large" onPress={() => askWho(step.conversationId)}>
          {words}
        </Button>
      ) : step.kind === "addConversation" ? (
        <Button variant="filled" size="large" onPress={() => setDialog("conversations")}>
          {words}
        </Button>
      ) : step.kind === "nearly" ? (
        <NearlyStep step={step} />
      ) : step.kind === "settle" ? null : (
        <Button variant="filled" size="large" isPending={unready} onPress={() => void go()}>
          <span className={styles.words} title={words}>
            {words}
          </span>
        </Button>
      )}
      <MissingDialog
        conversationId={missingOf}
        ready={step.kind === "waitFor" && step.conversationId === missingOf ? (step.ready?.conversationId ?? null) : null}
        onEarlier={onEarlier}
        isOpen={dialog === "missing"}
        onOpenChange={(open) => setDialog(open ? "missing" : null)}
      />
      <ConversationsDialog isOpen={dialog === "conversations"} onOpenChange={(open) => setDialog(open ? "conversations" : null)} />
    </>
  );
}
