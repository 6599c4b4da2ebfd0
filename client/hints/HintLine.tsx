// One line that teaches by the next action. It goes when the action was taken or when somebody has read it, and never comes back on this device.
import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import styles from "./HintLine.module.css";
import { type HintId, useHints } from "./hintStore.ts";

export type HintProps = {
  id: HintId;
  /** what it teaches has been done */ learnt?: boolean;
  /** words of the page's own, at reading size: the card of a first time */ words?: string;
};

function Line({ id, words }: HintProps) {
  const { t } = useTranslation("hints");
  const finish = useHints((hints) => hints.finish);
  // a phone has no keys to press
  const said = words ?? t(id, { context: window.matchMedia("(pointer: coarse)").matches ? "touch" : "" });
  return (
    <p className={styles.hint} data-hint={id} data-card={words !== undefined || undefined}>
      <span>{said}</span>
      <Button variant="text" size="small" aria-label={t("dismissLabel", { hint: said })} onPress={() => finish(id)}>
        {t("dismiss")}
      </Button>
    </p>
  );
}

export function HintLine({ id, learnt = false, words }: HintProps) {
  const { done, finish } = useHints();
  const known = done.includes(id);
  useEffect(() => {
    if (learnt && !known) finish(id);
  }, [learnt, known, id, finish]);
  if (known || learnt) return null;
  return (
    <Suspense fallback={null}>
      <Line id={id} {...(words === undefined ? {} : { words })} />
    </Suspense>
  );
}
