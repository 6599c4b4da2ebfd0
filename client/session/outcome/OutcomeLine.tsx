// For everybody in the call: what was just settled or parked, with its rule for next time. A quiet line above the foot for some seconds; it moves nothing and stops no pointer.
import { useEffect, useLayoutEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMine, useShownFocus, useSlice } from "../../stores/sessionStore.ts";
import { announce } from "../../ui/announce.ts";
import styles from "./OutcomeLine.module.css";
import { isOf, keyOf, outcomeWords } from "./outcomes.ts";
import { useLastOutcome } from "./useLastOutcome.ts";

const STAYS_MS = 12_000;
/** whoever did it hears so from the button that was pressed */
const HEARD_WITHIN_MS = 700;
const heardAlready = (sentence: string): boolean =>
  [...document.querySelectorAll("[data-live-announcer] p")].some(({ textContent }) => textContent === sentence);

/** How far above the window's edge ends what is read: there begins the foot, where there is one. */
function endOfReading(): number {
  const main = document.getElementById("main");
  let place: Element | null = main?.querySelector("h1") ?? main;
  while (place && place !== main && !/auto|scroll/.test(getComputedStyle(place).overflowY)) place = place.parentElement;
  const bottom = place?.getBoundingClientRect().bottom ?? window.innerHeight;
  return Math.max(0, window.innerHeight - bottom);
}

function useEndOfReading(): number {
  const [end, setEnd] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setEnd(endOfReading());
    measure();
    // another screen comes, a foot grows
    const changes = new MutationObserver(measure);
    changes.observe(document.getElementById("main") ?? document.body, { childList: true, subtree: true });
    window.addEventListener("resize", measure);
    return () => {
      changes.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, []);
  return end;
}

export function OutcomeLine() {
  const { t } = useTranslation("discussion");
  const last = useLastOutcome(false);
  const criteria = useSlice("scorecard")?.criteria ?? [];
  const seatId = useMine()?.seatId;
  const focus = useShownFocus();
  const [over, setOver] = useState<string | null>(null);
  const key = last ? keyOf(last) : null;
  const words = last && outcomeWords(t, last, criteria);
  const sentence = words ? `${words.before}${words.name}${words.after}` : "";
  const whole = words?.next ? `${sentence} ${words.next}` : sentence;
  const own = last?.rows[0]?.settled?.bySeatId === seatId;
  useEffect(() => {
    if (key === null) return;
    const timer = setTimeout(() => setOver(key), STAYS_MS);
    return () => clearTimeout(timer);
  }, [key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for each outcome, in the words of that moment
  useEffect(() => {
    if (key === null || own) return;
    const timer = setTimeout(() => !heardAlready(sentence) && announce(whole), HEARD_WITHIN_MS);
    return () => clearTimeout(timer);
  }, [key]);
  // its own place says it in full
  const saidThere = focus.kind === "criterion" && last !== null && isOf(last, focus.criterionId);
  if (!words || key === over || saidThere) return null;
  return <Line key={key} words={words} />;
}

function Line({ words }: { words: ReturnType<typeof outcomeWords> }) {
  const end = useEndOfReading();
  return (
    <div className={styles.place} style={{ insetBlockEnd: end }} data-outcome="">
      <div className={styles.line}>
        <p className={styles.what}>
          <span className={styles.whole}>{words.before}</span>
          <span className={styles.name}>{words.name}</span>
          <span className={styles.whole}>{words.after}</span>
        </p>
        {words.next !== null && <p className={styles.next}>{words.next}</p>}
      </div>
    </div>
  );
}
