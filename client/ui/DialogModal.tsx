// The open dialog itself. Focus goes in, stays, and returns to where it was; React Aria sees to that.
import { useTranslation } from "react-i18next";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { Button } from "./Button.tsx";
import type { DialogProps } from "./Dialog.tsx";
import styles from "./Dialog.module.css";
import { Icon } from "./Icon.tsx";

export function DialogModal({
  title,
  isOpen,
  onOpenChange,
  children,
  actions,
  size = "normal",
  dismissable = true,
  role = "dialog",
}: DialogProps) {
  const { t } = useTranslation("house");
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={dismissable}
      isKeyboardDismissDisabled={!dismissable}
      className={styles.veil}
    >
      <Modal className={`${styles.modal} ${size === "wide" ? styles.wide : ""}`}>
        <AriaDialog role={role} className={styles.dialog}>
          <header className={styles.head}>
            <Heading slot="title" className={styles.title}>
              {title}
            </Heading>
            {dismissable && (
              <Button variant="text" size="small" aria-label={t("close")} onPress={() => onOpenChange(false)}>
                <Icon name="close" />
              </Button>
            )}
          </header>
          <div className={styles.body}>{children}</div>
          {actions && <footer className={styles.actions}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
