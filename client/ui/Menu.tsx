// A button that opens a short list of things to do. The list's code comes on demand; the button is there at once.
import { type ReactNode, useRef, useState } from "react";
import { Button, type ButtonSize, type ButtonVariant } from "./Button.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import { onDemand } from "./onDemand.tsx";

export const MenuPopup = onDemand(() => import("./MenuPopup.tsx").then((module) => module.MenuPopup));

export type MenuEntry = {
  id: string;
  label: string;
  /** one quiet line under the label */
  description?: string;
  onAction: () => void;
  tone?: "apart";
  /** shown with a mark: this one is chosen */
  chosen?: boolean;
  disabled?: boolean;
};

export function Menu(props: {
  /** the button's words; its accessible name where `trigger` shows something else */
  label: string;
  trigger?: ReactNode;
  icon?: IconName;
  items: MenuEntry[];
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
}) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        variant={props.variant ?? "text"}
        size={props.size ?? "normal"}
        className={props.className ?? ""}
        aria-haspopup="menu"
        aria-expanded={open}
        onPress={() => setOpen(true)}
        onHoverStart={() => void MenuPopup.preload()}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setOpen(true);
          else event.continuePropagation();
        }}
        {...(props.trigger || props.icon ? { "aria-label": props.label } : {})}
      >
        {props.trigger ?? (props.icon ? <Icon name={props.icon} /> : props.label)}
        {!props.icon && <Icon name="down" size={14} />}
      </Button>
      {open && <MenuPopup label={props.label} items={props.items} isOpen={open} onOpenChange={setOpen} triggerRef={button} />}
    </>
  );
}
