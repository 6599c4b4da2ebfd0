// A labelled text field, one line or many. A problem stands under it in words and what was typed stays.
import { type InputHTMLAttributes, type KeyboardEventHandler, type Ref, useId } from "react";
import styles from "./field.module.css";

type Native = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  "autoComplete" | "inputMode" | "list" | "max" | "maxLength" | "min" | "name" | "placeholder" | "spellCheck" | "step" | "type"
>;

export type TextFieldProps = Native & {
  label: string;
  value?: string;
  onChange?: (value: string) => void;
  onBlur?: () => void;
  onFocus?: () => void;
  onKeyDown?: KeyboardEventHandler<HTMLElement>;
  /** the label is read, not seen */
  labelHidden?: boolean;
  hint?: string | undefined;
  problem?: string | null | undefined;
  multiline?: boolean;
  rows?: number;
  autoFocus?: boolean;
  isDisabled?: boolean;
  /** typeset as what people say */
  reading?: boolean;
  className?: string;
  inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>;
};

export function TextField(props: TextFieldProps) {
  const { label, labelHidden, hint, problem, multiline, rows, reading, className, inputRef, isDisabled, onChange, type, list, ...rest } =
    props;
  const id = useId();
  const said = problem || hint;
  const shared = {
    ...rest,
    id,
    disabled: isDisabled,
    className: `${styles.control} ${reading ? styles.reading : ""}`,
    "aria-describedby": said ? `${id}said` : undefined,
    "aria-invalid": problem ? true : undefined,
  };
  return (
    <div className={`${styles.field} ${className ?? ""}`}>
      <label htmlFor={id} className={labelHidden ? "onlyForScreenReaders" : styles.label}>
        {label}
      </label>
      {multiline ? (
        <textarea {...shared} ref={inputRef} rows={rows ?? 3} onChange={(event) => onChange?.(event.target.value)} />
      ) : (
        <input {...shared} ref={inputRef} type={type ?? "text"} list={list} onChange={(event) => onChange?.(event.target.value)} />
      )}
      {said && (
        <span id={`${id}said`} className={problem ? styles.problem : styles.hint}>
          {said}
        </span>
      )}
    </div>
  );
}
