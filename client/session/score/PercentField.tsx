// A percent score: type the number and press Enter, or step by five.
import { useTranslation } from "react-i18next";
import type { Value } from "../../../shared/scorecard/scorecard.ts";
import { Icon } from "../../ui/Icon.tsx";
import styles from "./Scale.module.css";

const STEP = 5;

export function PercentField(props: {
  value: Value | null;
  typed: string;
  onTyped: (text: string) => void;
  onCommit: (text: string) => void;
  onScore: (value: Value) => void;
}) {
  const { t } = useTranslation("score");
  const { value, typed } = props;
  const shown = typed !== "" ? typed : typeof value === "number" ? String(value) : "";
  const base = typed !== "" ? Number(typed) : typeof value === "number" ? value : null;
  const step = (by: number) => {
    const next =
      base === null
        ? by > 0
          ? 50
          : 45
        : Math.min(100, Math.max(0, (by > 0 ? Math.floor(base / STEP) : Math.ceil(base / STEP)) * STEP + by));
    props.onTyped(String(next));
  };
  const pending = typed !== "" && typed !== String(value);
  return (
    <div className={styles.percent}>
      <button type="button" className={styles.step} aria-label={t("percentField.less")} onClick={() => step(-STEP)}>
        <Icon name="minus" />
      </button>
      <label className={styles.number}>
        <span className="onlyForScreenReaders">{t("percentField.label")}</span>
        <input
          inputMode="numeric"
          autoComplete="off"
          className={styles.input}
          value={shown}
          placeholder="–"
          onChange={(event) => props.onTyped(event.target.value.replace(/\D/g, "").slice(0, 3))}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            props.onCommit(shown);
          }}
        />
        <span className={styles.unit} aria-hidden="true">
          %
        </span>
      </label>
      <button type="button" className={styles.step} aria-label={t("percentField.more")} onClick={() => step(STEP)}>
        <Icon name="plus" />
      </button>
      <button type="button" className={styles.set} disabled={!pending} onClick={() => props.onCommit(shown)}>
        {pending ? t("percentField.set", { value: shown }) : t(value === null ? "percentField.how" : "percentField.isSet")}
      </button>
    </div>
  );
}
