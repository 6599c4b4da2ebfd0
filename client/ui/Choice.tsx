// One of a few, each with its own words in full: radio buttons as calm rows.
import { Label } from "react-aria-components/Label";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
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
  return (
    <RadioGroup
      value={props.value}
      isDisabled={props.isDisabled ?? false}
      onChange={(chosen) => {
        const option = props.options.find((candidate) => candidate.id === chosen);
        if (option) props.onChange(option.id);
      }}
      className={`${styles.group} ${props.className ?? ""}`}
    >
      <Label className={props.labelHidden ? "onlyForScreenReaders" : field.label}>{props.label}</Label>
      {props.options.map((option) => (
        <Radio key={option.id} value={option.id} className={styles.row}>
          <span className={styles.mark} aria-hidden="true" />
          <span className={styles.words}>
            {option.label}
            {option.hint && <span className={styles.hint}>{option.hint}</span>}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
