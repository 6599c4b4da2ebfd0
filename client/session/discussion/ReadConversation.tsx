// "Read the conversation": the transcript once more, where its scores are open. Without a transcript the way to wherever it is.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { dialogOnDemand } from "../../ui/onDemand.tsx";
import styles from "./ReadConversation.module.css";

type Reading = { conversationId: string; isOpen: boolean; onOpenChange: (open: boolean) => void };

const TranscriptDialog = dialogOnDemand(() => import("./TranscriptDialog.tsx").then((module) => module.TranscriptDialog));

export function ReadConversation({ conversationId }: { conversationId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <ReadButton conversationId={conversationId} onRead={() => setOpen(true)} />
      <ConversationRead conversationId={conversationId} isOpen={isOpen} onOpenChange={setOpen} />
    </>
  );
}

export function ConversationRead(props: Reading) {
  const conversation = useSlice("conversations")?.find((each) => each.conversationId === props.conversationId);
  return conversation ? <TranscriptDialog {...props} title={conversation.title} line={null} /> : null;
}

/** Apart from what it opens: where it stands may depend on the window's width, and turning a phone must not close the dialog. */
export function ReadButton({ conversationId, onRead }: { conversationId: string; onRead: () => void }) {
  const { t } = useTranslation("discussion");
  const conversation = useSlice("conversations")?.find((each) => each.conversationId === conversationId);
  if (!conversation) return null;
  const { transcript, link } = conversation;
  if (transcript.length === 0)
    return link ? (
      <a className={styles.read} href={link} target="_blank" rel="noreferrer">
        {t("read.elsewhere")}
      </a>
    ) : null;
  return (
    <button type="button" className={styles.read} title={t("place.onlyYou")} aria-haspopup="dialog" onClick={onRead}>
      {t("read.open")}
    </button>
  );
}
