// The scale as buttons: one of them, never chosen beforehand from anybody's scores. Percent is typed.
import { useTranslation } from "react-i18next";
import type { Ref } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { Label } from "react-aria-components/Label";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { asked, isOnScale } from "../../../shared/scorecard/scales.ts";
import type { Criterion, Value } from "../../../shared/scorecard/scorecard.ts";
import { valueText } from "../../plots/valueText.ts";
import styles from "./ScaleChoice.module.css";

type Props = {
  criterion: Pick<Criterion, "scale" | "allowNA" | "anchors">;
  label: string;
  labelHidden?: boolean;
  value: Value | null;
  onChange: (value: Value | null) => void;
  /** with the level's words under it */ anchors?: boolean;
  percentRef?: Ref<HTMLInputElement>;
};

export function ScaleChoice(props: Props) {
  const { criterion, value, onChange } = props;
  const { t } = useTranslation("discussion");
  const percent = criterion.scale === "percent";
  const choices: Value[] = [...(percent ? [] : asked(criterion.scale)), ...(criterion.allowNA ? (["NA"] as const) : [])];
  return (
    <div className={`${styles.choice} ${props.anchors ? styles.tall : ""}`}>
      {percent && (
        <label className={styles.percent}>
          <span className={props.labelHidden ? "onlyForScreenReaders" : styles.label}>{props.label}</span>
          <input
            ref={props.percentRef}
            type="number"
            inputMode="numeric"
            min={0}
            max={100}
            step={1}
            placeholder={t("bar.percentHint")}
            aria-label={t("bar.percent")}
            className={styles.number}
            value={typeof value === "number" ? value : ""}
            onChange={(event) => {
              const typed = event.target.value === "" ? null : Number(event.target.value);
              if (typed === null) onChange(null);
              else if (isOnScale("percent", typed)) onChange(typed);
            }}
          />
        </label>
      )}
      {/* its arrow keys too go the same way in every language */}
      {choices.length > 0 && (
        <I18nProvider locale="en">
          <RadioGroup
            value={value === null || !choices.includes(value) ? null : String(value)}
            onChange={(chosen) => onChange(chosen === "NA" ? "NA" : Number(chosen))}
            className={styles.group!}
            orientation="horizontal"
          >
            <Label className={props.labelHidden || percent ? "onlyForScreenReaders" : styles.label}>{props.label}</Label>
            <div className={styles.levels}>
              {choices.map((each) => {
                const anchor = props.anchors && each !== "NA" ? criterion.anchors[String(each)] : undefined;
                return (
                  <Radio key={each} value={String(each)} className={styles.level!}>
                    <span className={styles.number_}>{valueText(t, criterion.scale, each)}</span>
                    {anchor && <span className={styles.anchor}>{anchor}</span>}
                  </Radio>
                );
              })}
            </div>
          </RadioGroup>
        </I18nProvider>
      )}
    </div>
  );
}
