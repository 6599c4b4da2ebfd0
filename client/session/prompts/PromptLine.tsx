// One quiet line above the conductors' bar: what good facilitators do now. Not announced, nothing to press, gone when switched off.
import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useServerNow, useSessionStore } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { formatList } from "../../ui/locale.ts";
import { Objected, useUnheard } from "./Objected.tsx";
import { promptOf } from "./prompt.ts";
import styles from "./PromptLine.module.css";
import { isShown, usePromptSwitch } from "./promptSwitch.ts";

function Line() {
  const { t, i18n } = useTranslation("prompts");
  const slices = useStore(useSessionStore().state, (state) => state.slices);
  const now = useServerNow(15_000);
  const leftOpen = useUi((ui) => ui.leftOpen);
  const unheard = useUnheard(slices);
  const elsewhere = useUi((ui) => ui.lookingAt !== null);
  const { kept, note } = usePromptSwitch();
  const sessionId = slices.session?.sessionId ?? null;
  const prompt = elsewhere ? null : promptOf(slices, now, leftOpen, unheard);
  const shown = sessionId !== null && prompt !== null && isShown(kept, sessionId);
  // a rehearsal is not one of the first sessions: they are still to come
  const counts = slices.session?.practice === false && !slices.session.sample;
  useEffect(() => {
    if (shown && counts && sessionId !== null) note(sessionId);
  }, [shown, counts, sessionId, note]);
  if (!shown) return null;
  const { key, count = 0, minutes = 0, names = [], conversation = 0 } = prompt;
  const spelt = (number: number) => t(`number.${number}`, { defaultValue: String(number) });
  const said = t(key, { count, number: spelt(count), minutes: spelt(minutes), names: formatList(names), conversation });
  return <p className={styles.prompt}>{said.charAt(0).toLocaleUpperCase(i18n.language) + said.slice(1)}</p>;
}

export function PromptLine() {
  return (
    <Suspense fallback={null}>
      <Objected />
      <Line />
    </Suspense>
  );
}
