// One of a few, each with its own words in full: radio buttons as calm rows. The browser's own radios, so that entering and scoring load nothing for them.
import { useId } from "react";
import styles from "./Choice.module.css";
import field from "./field.module.css";

export type ChoiceOption<Id extends string> = { id: Id; label: string; hint?: string };

export function Choice<Id extends string>(props: {
  label: string;
  labelHidden?: boolean;
  value: Id | null;
  onChange: (id: Id) => void;
  options: readonly ChoiceOption<Id>[];
  isDisabled?: boolean;
  className?: string;
}) {
  const name = useId();
  const labelId = `${name}label`;
  return (
    <div role="radiogroup" aria-labelledby={labelId} className={`${styles.group} ${props.className ?? ""}`}>
      <span id={labelId} className={props.labelHidden ? "onlyForScreenReaders" : field.label}>
        {props.label}
      </span>
      {props.options.map((option) => (
        <label key={option.id} className={styles.row}>
          <input
            type="radio"
            name={name}
            className={styles.mark}
            checked={option.id === props.value}
            disabled={props.isDisabled ?? false}
            onChange={() => props.onChange(option.id)}
          />
          <span className={styles.words}>
            {option.label}
            {option.hint && <span className={styles.hint}>{option.hint}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}
