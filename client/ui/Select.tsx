// A labelled choice of one. The platform's own control: best on a phone, full keyboard, no weight on the first route.
import { useId } from "react";
import styles from "./field.module.css";

export type SelectOption<Id extends string> = { id: Id; label: string; group?: string; disabled?: boolean };

export function Select<Id extends string>(props: {
  label: string;
  labelHidden?: boolean;
  value: Id;
  onChange: (id: Id) => void;
  options: readonly SelectOption<Id>[];
  hint?: string;
  isDisabled?: boolean;
  className?: string;
}) {
  const id = useId();
  const groups = [...new Set(props.options.map((option) => option.group ?? ""))];
  const list = (group: string) =>
    props.options
      .filter((option) => (option.group ?? "") === group)
      .map((option) => (
        <option key={option.id} value={option.id} disabled={option.disabled}>
          {option.label}
        </option>
      ));
  return (
    <div className={`${styles.field} ${props.className ?? ""}`}>
      <label htmlFor={id} className={props.labelHidden ? "onlyForScreenReaders" : styles.label}>
        {props.label}
      </label>
      <select
        id={id}
        className={styles.control}
        value={props.value}
        disabled={props.isDisabled}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          const chosen = props.options.find((option) => option.id === event.target.value);
          if (chosen) props.onChange(chosen.id);
        }}
      >
        {groups.map((group) =>
          group === "" ? (
            list(group)
          ) : (
            <optgroup key={group} label={group}>
              {list(group)}
            </optgroup>
          ),
        )}
      </select>
      {props.hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {props.hint}
        </p>
      )}
    </div>
  );
}
