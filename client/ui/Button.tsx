// The one button: filled (one a screen), quiet (a line around it), text (a green word). Also as a link that looks the same.
import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import { Link } from "wouter";
import { BASE_PATH } from "../basePath.ts";
import styles from "./Button.module.css";

export type ButtonVariant = "filled" | "quiet" | "text";
export type ButtonSize = "small" | "normal" | "large";
export type ButtonProps = Omit<AriaButtonProps, "className" | "style"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
};

export const buttonClass = (variant: ButtonVariant = "quiet", size: ButtonSize = "normal", extra = ""): string =>
  [styles.button, styles[variant], styles[size], extra].filter(Boolean).join(" ");

/** `isPending` keeps the focus and ignores presses; the words beside it say what is going on (React Aria's own would announce a label that is gone by then). */
export function Button({ variant = "quiet", size = "normal", className, isPending = false, ...rest }: ButtonProps) {
  const pending = isPending ? { onPress: undefined, "aria-disabled": true } : {};
  return <AriaButton {...rest} {...pending} className={buttonClass(variant, size, className)} />;
}

/** An in-app link with the look of a button; `href` to the outside or a download goes through `external`. */
export function ButtonLink(props: {
  href: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  external?: boolean;
  download?: boolean | string;
  className?: string;
  children: ReactNode;
}) {
  const className = buttonClass(props.variant, props.size, props.className);
  if (props.external || props.download !== undefined)
    return (
      <a
        href={props.href.startsWith("/") ? BASE_PATH + props.href : props.href}
        download={props.download}
        className={className}
        {...(props.external ? { target: "_blank", rel: "noreferrer" } : {})}
      >
        {props.children}
      </a>
    );
  return (
    <Link href={props.href} className={className}>
      {props.children}
    </Link>
  );
}
