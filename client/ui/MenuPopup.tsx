// The open list of a menu. Arrow keys, type-ahead, Escape and the way back to the button come with React Aria.
import type { RefObject } from "react";
import { Menu as AriaMenu, MenuItem } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Icon } from "./Icon.tsx";
import type { MenuEntry } from "./Menu.tsx";
import styles from "./Menu.module.css";

export function MenuPopup(props: {
  label: string;
  items: MenuEntry[];
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  triggerRef: RefObject<HTMLButtonElement | null>;
}) {
  const chooses = props.items.some((item) => item.chosen !== undefined);
  return (
    <Popover
      className={styles.popover}
      placement="bottom end"
      triggerRef={props.triggerRef}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
    >
      <AriaMenu
        className={styles.menu}
        aria-label={props.label}
        autoFocus="first"
        onClose={() => props.onOpenChange(false)}
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
  );
}
