// The first turns as they were read; all of them on request.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Line } from "../../../shared/session/shapes.ts";
import { Button } from "../../ui/Button.tsx";
import { formatMoment } from "../../ui/formatDate.ts";
import styles from "./TranscriptPreview.module.css";

const FIRST = 5;

export function TranscriptPreview({ lines }: { lines: Line[] }) {
  const { t } = useTranslation("create");
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, FIRST);
  // a mail's sender with its date is a heading, not a column
  const stacked = lines.some((line) => line.speaker.length > 18);
  const timed = lines.some((line) => line.at !== null);
  return (
    <div className={styles.transcript}>
      <ol className={styles.lines} data-timed={(timed && !stacked) || undefined} data-stacked={stacked || undefined}>
        {shown.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a turn has no other identity than its place
          <li key={index} className={styles.line}>
            {timed && !stacked && <span className={styles.at}>{line.at === null ? "" : formatMoment(line.at)}</span>}
            <span className={styles.speaker}>{line.speaker}</span>
            <span className={styles.words}>{line.text}</span>
          </li>
        ))}
      </ol>
      {lines.length > FIRST && (
        <Button variant="text" size="small" onPress={() => setAll(!all)}>
          {all ? t("showLess") : t("showAll", { count: lines.length })}
        </Button>
      )}
    </div>
  );
}
