// Takes the report elsewhere: copied with its formatting, as cells, as Markdown; as files; and, apart, the version with names.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Report } from "../../../shared/session/reportShape.ts";
import { askText } from "../../api.ts";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import type { Copied } from "../../ui/copy.ts";
import { More } from "../../ui/More.tsx";
import { notify } from "../../ui/notices.ts";
import styles from "./Report.module.css";

type Named = (named: boolean) => Promise<string | null>;

/** `onNamed` null: the version with names is not for this reader. */
export function ReportTools({ sessionId, report, onNamed }: { sessionId: string; report: Report; onNamed: Named | null }) {
  const { t, i18n } = useTranslation("report");
  const path = (format: string, extra = "") => `/sessions/${sessionId}/report?format=${format}&lang=${i18n.language}${extra}`;
  const shown = report.named ? "&named=1" : "";
  const fetched = async (format: string): Promise<string | null> => {
    const answer = await askText(path(format, shown));
    if (answer.ok) return answer.text;
    notify({ text: answer.message, tone: "apart" });
    return null;
  };
  const formatted = async (): Promise<Copied | null> => {
    const [html, text] = await Promise.all([fetched("html"), fetched("markdown")]);
    return html === null || text === null ? null : { html, text };
  };
  return (
    <div className={styles.tools}>
      <div className={styles.toolRow}>
        <CopyButton variant="filled" what={formatted}>
          {t("copyFormatted")}
        </CopyButton>
        <CopyButton what={() => fetched("cells")}>{t("copyCells")}</CopyButton>
        <CopyButton what={() => fetched("markdown")}>{t("copyMarkdown")}</CopyButton>
        <Button variant="text" onPress={() => window.print()}>
          {t("print")}
        </Button>
        <ButtonLink variant="text" href={`/api${path("csv", "&download=1")}`} download>
          {t("csv")}
        </ButtonLink>
        <ButtonLink variant="text" href={`/api${path("json", "&download=1")}`} download>
          {t("json")}
        </ButtonLink>
      </div>
      {onNamed && <NamedVersion path={path} named={report.named} onNamed={onNamed} />}
    </div>
  );
}

function NamedVersion({ path, named, onNamed }: { path: (format: string, extra: string) => string; named: boolean; onNamed: Named }) {
  const { t } = useTranslation("report");
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    setRefused(await onNamed(!named));
    setBusy(false);
  };
  return (
    <More label={t("named.label")}>
      <p className={styles.soft}>{t("named.lead")}</p>
      <div className={styles.toolRow}>
        <Button isPending={busy} onPress={() => void press()}>
          {t(named ? "named.hide" : "named.show")}
        </Button>
        <ButtonLink href={`/api${path("csv", "&named=1&download=1")}`} download>
          {t("named.csv")}
        </ButtonLink>
        <ButtonLink href={`/api${path("json", "&named=1&download=1")}`} download>
          {t("named.json")}
        </ButtonLink>
        {refused !== null && (
          <p className={styles.apart} role="alert">
            {refused}
          </p>
        )}
      </div>
    </More>
  );
}
