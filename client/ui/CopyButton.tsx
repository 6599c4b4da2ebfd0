// Copies and says so, in its own words and to screen readers. What to copy may come from the server at the press.
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { announce } from "./announce.ts";
import { Button, type ButtonSize, type ButtonVariant } from "./Button.tsx";
import { type Copied, copyToClipboard } from "./copy.ts";
import { Icon } from "./Icon.tsx";
import { notify } from "./notices.ts";

export function CopyButton(props: {
  /** null: there was nothing to copy, and somebody else has said why */
  what: string | Copied | (() => Promise<string | Copied | null>);
  children: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
  "aria-label"?: string;
}) {
  const { t } = useTranslation("house");
  const [state, setState] = useState<"ready" | "busy" | "copied">("ready");
  useEffect(() => {
    if (state !== "copied") return;
    const timer = setTimeout(() => setState("ready"), 2_500);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    setState("busy");
    const found = typeof props.what === "function" ? await props.what() : props.what;
    if (found === null) return setState("ready");
    const done = await copyToClipboard(typeof found === "string" ? { text: found } : found);
    setState(done ? "copied" : "ready");
    if (done) announce(t("copied"));
    else notify({ text: t("copyRefused"), tone: "apart" });
  };
  return (
    <Button
      variant={props.variant ?? "quiet"}
      size={props.size ?? "normal"}
      className={props.className ?? ""}
      aria-label={props["aria-label"]}
      isPending={state === "busy"}
      onPress={() => void copy()}
    >
      <Icon name={state === "copied" ? "check" : "copy"} size={16} />
      {state === "copied" ? t("copied") : props.children}
    </Button>
  );
}
