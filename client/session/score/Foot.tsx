// The sheet's foot, always in sight: "7 of 9 · Saved · Submit". "Saved" is said only when the server has everything.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useMine, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { Button } from "../../ui/Button.tsx";
import { onDemand, preloadWhenIdle } from "../../ui/onDemand.tsx";
import styles from "./Foot.module.css";
import { KeysHelp } from "./KeysHelp.tsx";
import { scoredCount } from "./sheet.ts";
import type { OwnSheet, SheetMode } from "./useSheet.ts";

/** for the few who may set one, or whose scores are it */
const BaselineMark = onDemand(() => import("./BaselineMark.tsx").then((module) => module.BaselineMark));

/** What is left to say about handing in, in one quiet line; null when there is nothing. */
function useHint(own: OwnSheet, scored: number): { text: string; urgent: boolean } | null {
  const { t } = useTranslation("score");
  if (own.saving.state === "refused") return { text: own.saving.message ?? t("saving.refused"), urgent: true };
  if (own.changedSinceSubmit) return { text: t("foot.changed"), urgent: true };
  if (own.submitted) return { text: t("foot.submitted"), urgent: false };
  if (scored === own.criteria.length) return { text: t("foot.complete"), urgent: true };
  return null;
}

export function Foot(props: {
  own: OwnSheet;
  mode: SheetMode;
  masked: boolean;
  conversationId: string /** just now, here: the next button gets the focus */;
  handedIn: boolean;
  onSubmit: () => void;
}) {
  const { t } = useTranslation("score");
  useEffect(() => preloadWhenIdle(BaselineMark), []);
  const { own, mode, conversationId } = props;
  const conversations = useSlice("conversations");
  const mine = useMine();
  const openSheet = useUi((ui) => ui.openSheet);
  const scored = scoredCount(own.criteria, own.entries);
  const of = own.criteria.length;
  const said = useHint(own, scored);
  // the card above says it already
  const hint = props.masked && !said?.urgent ? null : said;
  const next = (conversations ?? []).find(
    (each) => each.status === "hidden" && each.conversationId !== conversationId && !mine?.sheets[each.conversationId]?.submitted,
  );
  const isIn = own.submitted && !own.changedSinceSubmit;
  const { state, count } = own.saving;
  return (
    <footer className={styles.foot}>
      {hint && (
        <p className={styles.hint} data-urgent={hint.urgent || undefined} role={hint.urgent ? "status" : undefined}>
          {hint.text}
        </p>
      )}
      <div className={styles.line}>
        <p className={styles.state}>
          <strong>{t("foot.count", { scored, of })}</strong>
          {state !== "nothing" && (
            <>
              <span aria-hidden="true"> · </span>
              <span className={styles.saving} data-state={state}>
                {t(`saving.${state}`, { count })}
              </span>
            </>
          )}
        </p>
        <span className={styles.quiet}>
          {mode === "blind" && <BaselineMark conversationId={conversationId} />}
          <KeysHelp />
        </span>
        {isIn && next && mode === "blind" ? (
          <Button key="next" variant="filled" autoFocus={props.handedIn} onPress={() => openSheet(next.conversationId)}>
            {t("foot.next")}
          </Button>
        ) : (
          !isIn && (
            <Button
              key="submit"
              variant={scored < of ? "quiet" : "filled"}
              isDisabled={scored === 0}
              isPending={own.submitting}
              onPress={props.onSubmit}
            >
              {own.submitted ? t("foot.again") : scored < of && scored > 0 ? t("foot.submitSome", { scored, of }) : t("foot.submit")}
            </Button>
          )
        )}
      </div>
    </footer>
  );
}
