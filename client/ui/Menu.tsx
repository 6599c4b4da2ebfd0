// A button that opens a short list of things to do. Arrow keys, type-ahead and Escape come with React Aria.
import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Button, type ButtonSize, type ButtonVariant } from "./Button.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import styles from "./Menu.module.css";

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
  const chooses = props.items.some((item) => item.chosen !== undefined);
  return (
    <MenuTrigger>
      <Button
        variant={props.variant ?? "text"}
        size={props.size ?? "normal"}
        className={props.className ?? ""}
        {...(props.trigger || props.icon ? { "aria-label": props.label } : {})}
      >
        {props.trigger ?? (props.icon ? <Icon name={props.icon} /> : props.label)}
        {!props.icon && <Icon name="down" size={14} />}
      </Button>
      <Popover className={styles.popover} placement="bottom end">
        <AriaMenu
          className={styles.menu}
          aria-label={props.label}
          onAction={(key) => props.items.find((item) => item.id === key)?.onAction()}
          disabledKeys={props.items.filter((item) => item.disabled).map((item) => item.id)}
          {...(chooses
            ? { selectionMode: "single" as const, selectedKeys: props.items.filter((item) => item.chosen).map((item) => item.id) }
            : {})}
        >
          {props.items.map((item) => (
            <MenuItem
              key={item.id}
              id={item.id}
              textValue={item.label}
              className={`${styles.item} ${item.tone === "apart" ? styles.apart : ""}`}
            >
              {chooses && <span className={styles.mark}>{item.chosen && <Icon name="check" size={16} />}</span>}
              <span className={styles.words}>
                {item.label}
                {item.description && <span className={styles.description}>{item.description}</span>}
              </span>
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
