// "Read the conversation": the transcript once more, where its scores are open. Without a transcript the way to wherever it is.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { dialogOnDemand } from "../../ui/onDemand.tsx";
import styles from "./ReadConversation.module.css";

const TranscriptDialog = dialogOnDemand(() => import("./TranscriptDialog.tsx").then((module) => module.TranscriptDialog));

export function ReadConversation({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation("discussion");
  const [isOpen, setOpen] = useState(false);
  const conversation = useSlice("conversations")?.find((each) => each.conversationId === conversationId);
  if (!conversation) return null;
  const { transcript, link, title } = conversation;
  if (transcript.length === 0)
    return link ? (
      <a className={styles.read} href={link} target="_blank" rel="noreferrer">
        {t("read.elsewhere")}
      </a>
    ) : null;
  return (
    <>
      <button type="button" className={styles.read} title={t("place.onlyYou")} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t("read.open")}
      </button>
      <TranscriptDialog conversationId={conversationId} title={title} line={null} isOpen={isOpen} onOpenChange={setOpen} />
    </>
  );
}
