// The moment of the reveal: the scores are already here, a curtain of less than a second opens over them. Nothing waits for it.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { announce } from "../../ui/announce.ts";
import styles from "./RevealMoment.module.css";

const MOMENT_MS = 900;
const calm = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export function RevealMoment() {
  const { t } = useTranslation("call");
  const conversations = useSlice("conversations");
  const [opened, setOpened] = useState<string | null>(null);
  const hidden = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!conversations) return;
    const before = hidden.current;
    hidden.current = new Set(conversations.filter((each) => each.status === "hidden").map((each) => each.conversationId));
    const revealed = conversations.find((each) => each.status === "revealed" && before?.has(each.conversationId));
    if (!revealed) return;
    announce(t("reveal.announced", { title: revealed.title }), "assertive");
    if (!calm()) setOpened(revealed.title);
  }, [conversations, t]);
  useEffect(() => {
    if (opened === null) return;
    const timer = setTimeout(() => setOpened(null), MOMENT_MS);
    return () => clearTimeout(timer);
  }, [opened]);
  if (opened === null) return null;
  return (
    <div className={styles.curtain} aria-hidden="true">
      <p className={styles.title}>{opened}</p>
      <span className={styles.line} />
      <p className={styles.words}>{t("reveal.all")}</p>
    </div>
  );
}
