// The report on the clipboard in the three shapes teams paste: formatted, as cells, as Markdown.
import { useTranslation } from "react-i18next";
import { askText } from "../../api.ts";
import type { Copied } from "../../ui/copy.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { notify } from "../../ui/notices.ts";
import styles from "./Closing.module.css";

export function CopyReport({ sessionId }: { sessionId: string }) {
  const { t, i18n } = useTranslation("closing");
  const read = async (format: string): Promise<string | null> => {
    const answer = await askText(`/sessions/${sessionId}/report?format=${format}&lang=${i18n.language}`);
    if (answer.ok) return answer.text;
    notify({ text: answer.message, tone: "apart" });
    return null;
  };
  const formatted = async (): Promise<Copied | null> => {
    const html = await read("html");
    const text = html === null ? null : await read("md");
    return html === null || text === null ? null : { html, text };
  };
  return (
    <span className={styles.buttons}>
      <CopyButton what={formatted}>{t("closed.copyFormatted")}</CopyButton>
      <CopyButton variant="text" what={() => read("cells")}>
        {t("closed.copyCells")}
      </CopyButton>
      <CopyButton variant="text" what={() => read("md")}>
        {t("closed.copyMarkdown")}
      </CopyButton>
    </span>
  );
}
