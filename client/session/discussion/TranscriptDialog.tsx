// The transcript after the reveal: read whole, or at the line a reason rests on. One scrolls the lines alone, so that the way out stays in sight.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { formatMoment } from "../../ui/formatDate.ts";
import styles from "./TranscriptDialog.module.css";

type TranscriptDialogProps = {
  conversationId: string;
  title: string;
  /** the line it opens at; null: from the beginning, no line marked */ line: number | null;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
};

export function TranscriptDialog({ conversationId, title, line, isOpen, onOpenChange }: TranscriptDialogProps) {
  const { t } = useTranslation("discussion");
  const transcript = useSlice("conversations")?.find((each) => each.conversationId === conversationId)?.transcript ?? [];
  const pinned = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (line !== null) requestAnimationFrame(() => pinned.current?.scrollIntoView({ block: "center" }));
  }, [line]);
  return (
    <Dialog title={title} isOpen={isOpen} onOpenChange={onOpenChange} size="wide">
      {transcript.length === 0 ? (
        <p>{t("quote.none")}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        <section className={styles.scroll} aria-label={t("read.transcript")} tabIndex={0}>
          <ol className={styles.transcript} data-whole={line === null || undefined}>
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
        </section>
      )}
    </Dialog>
  );
}
