// The transcript, opened from a quote at the line it rests on.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { formatMoment } from "../../ui/formatDate.ts";
import styles from "./QuoteDialog.module.css";

export function QuoteDialog({ conversationId, line, onClose }: { conversationId: string; line: number | null; onClose: () => void }) {
  const { t } = useTranslation("discussion");
  const conversation = useSlice("conversations")?.find((each) => each.conversationId === conversationId);
  const transcript = conversation?.transcript ?? [];
  const pinned = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (line !== null) requestAnimationFrame(() => pinned.current?.scrollIntoView({ block: "center" }));
  }, [line]);
  return (
    <Dialog title={t("quote.title")} isOpen={line !== null} onOpenChange={(open) => !open && onClose()} size="wide">
      {transcript.length === 0 ? (
        <p>{t("quote.none")}</p>
      ) : (
        <ol className={styles.transcript}>
          {transcript.map((each, index) => (
            <li
              // a transcript never changes its lines
              // biome-ignore lint/suspicious/noArrayIndexKey: the index is the line's identity
              key={index}
              ref={index === line ? pinned : null}
              className={styles.line}
              aria-current={index === line || undefined}
            >
              <span className={styles.at}>{each.at === null ? "" : formatMoment(each.at)}</span>
              <span className={styles.speaker}>{each.speaker}</span>
              <span className={styles.text}>{each.text}</span>
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
}
