// The moment of the reveal: the scores are already here, a curtain of less than a second counts down over them and opens. Nothing waits for it.
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { announce } from "../../ui/announce.ts";
import { beginMoment, CURTAIN_MS } from "./moment.ts";
import styles from "./RevealMoment.module.css";

/** with the time in which it opens */
const GONE_AFTER_MS = CURTAIN_MS + 160;
const calm = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

type Revealed = { conversationId: string; title: string };

/** The conversation whose scores are just being opened, while the curtain is there. */
function useRevealed(onRevealed: (revealed: Revealed) => void): Revealed | null {
  const conversations = useSlice("conversations");
  const [opened, setOpened] = useState<Revealed | null>(null);
  const hidden = useRef<Set<string> | null>(null);
  const tell = useRef(onRevealed);
  tell.current = onRevealed;
  // before anything is painted: the rows behind it are told when it opens
  useLayoutEffect(() => {
    if (!conversations) return;
    const before = hidden.current;
    hidden.current = new Set(conversations.filter((each) => each.status === "hidden").map((each) => each.conversationId));
    const revealed = conversations.find((each) => each.status === "revealed" && before?.has(each.conversationId));
    if (!revealed) return;
    beginMoment(!calm());
    tell.current(revealed);
    if (!calm()) setOpened(revealed);
  }, [conversations]);
  useEffect(() => {
    if (opened === null) return;
    const timer = setTimeout(() => setOpened(null), GONE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [opened]);
  return opened;
}

function Curtain({ title, words, large = false }: { title: string; words: string; large?: boolean }) {
  return (
    <div className={styles.curtain} data-large={large || undefined} aria-hidden="true">
      <p className={styles.title}>{title}</p>
      <span className={styles.line} />
      <p className={styles.words}>{words}</p>
    </div>
  );
}

export function RevealMoment() {
  const { t } = useTranslation("call");
  const results = useSlice("results");
  const opened = useRevealed(({ conversationId, title }) => {
    // whoever may see the results hears their sentence instead, and nothing else
    if (!results?.[conversationId]) announce(t("reveal.announced", { title }), "assertive");
  });
  return opened && <Curtain title={opened.title} words={t("reveal.all")} />;
}

/** The same moment on the shared screen. */
export function ScreenRevealMoment() {
  const { t } = useTranslation("screen");
  const opened = useRevealed(() => undefined);
  return opened && <Curtain title={opened.title} words={t("results.all")} large />;
}
