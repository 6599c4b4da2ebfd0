// The transcript, opened from a quote at the line it rests on.
import { useTranslation } from "react-i18next";
import { TranscriptDialog } from "./TranscriptDialog.tsx";

export function QuoteDialog({ conversationId, line, onClose }: { conversationId: string; line: number | null; onClose: () => void }) {
  const { t } = useTranslation("discussion");
  return (
    <TranscriptDialog
      conversationId={conversationId}
      title={t("quote.title")}
      line={line}
      isOpen={line !== null}
      onOpenChange={(open) => !open && onClose()}
    />
  );
}
