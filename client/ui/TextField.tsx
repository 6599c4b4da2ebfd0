// A labelled text field, one line or many. A problem stands under it in words and what was typed stays.
import type { Ref } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextArea } from "react-aria-components/TextArea";
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from "react-aria-components/TextField";
import styles from "./field.module.css";

export type TextFieldProps = Omit<AriaTextFieldProps, "className" | "style" | "children"> & {
  label: string;
  /** the label is read, not seen */
  labelHidden?: boolean;
  hint?: string;
  problem?: string | null;
  multiline?: boolean;
  rows?: number;
  placeholder?: string;
  /** typeset as what people say */
  reading?: boolean;
  className?: string;
  inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>;
  min?: number | string;
  max?: number | string;
  step?: number;
  /** suggestions, by the id of a datalist */
  list?: string;
};

export function TextField(props: TextFieldProps) {
  const { label, labelHidden, hint, problem, multiline, rows, placeholder, reading, className, inputRef, min, max, step, list, ...rest } =
    props;
  const control = `${styles.control} ${reading ? styles.reading : ""}`;
  return (
    <AriaTextField {...rest} validationBehavior="aria" isInvalid={Boolean(problem)} className={`${styles.field} ${className ?? ""}`}>
      <Label className={labelHidden ? "onlyForScreenReaders" : styles.label}>{label}</Label>
      {multiline ? (
        <TextArea ref={inputRef} rows={rows ?? 3} placeholder={placeholder} className={control} />
      ) : (
        <Input ref={inputRef} placeholder={placeholder} className={control} min={min} max={max} step={step} list={list} />
      )}
      {hint && !problem && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.problem}>{problem}</FieldError>
    </AriaTextField>
  );
}
