// "Move to …": takes everybody's screen to another part of the call.
import { useTranslation } from "react-i18next";
import type { SessionCommand } from "../../../shared/session/commands.ts";
import { useSend, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import styles from "./Dialogs.module.css";

type Place = Extract<SessionCommand, { type: "MoveFocus" }>["focus"];

export function MoveDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation("call");
  const send = useSend();
  const session = useSlice("session");
  const conversations = useSlice("conversations");
  const actions = useSlice("actions");
  const places: { id: string; label: string; focus: Place }[] = [
    { id: "arrival", label: t("move.arrival"), focus: { kind: "arrival" } },
    ...((actions?.fromBefore.length ?? 0) > 0 ? [{ id: "actions", label: t("move.actions"), focus: { kind: "actions" } as const }] : []),
    { id: "review", label: t("move.review"), focus: { kind: "review" } },
    ...(conversations ?? [])
      .filter((each) => each.status === "revealed" || each.status === "setAside")
      .map(({ conversationId, title }) => ({
        id: conversationId,
        label: t("move.results", { title }),
        focus: { kind: "results" as const, conversationId },
      })),
    { id: "closing", label: t("move.closing"), focus: { kind: "closing" } },
  ];
  const isNow = (place: Place) =>
    session?.focus.kind === place.kind &&
    (place.kind !== "results" || (session.focus.kind === "results" && session.focus.conversationId === place.conversationId));
  const move = async (focus: Place) => {
    onOpenChange(false);
    useUi.getState().follow();
    await send({ type: "MoveFocus", focus });
  };
  return (
    <Dialog title={t("move.title")} isOpen={isOpen} onOpenChange={onOpenChange}>
      <p className={styles.lead}>{t("move.lead")}</p>
      <ul className={styles.rows}>
        {places.map(({ id, label, focus }) => (
          <li key={id} className={styles.row}>
            <span className={styles.who}>{label}</span>
            {isNow(focus) ? (
              <span className={styles.soft}>{t("move.here")}</span>
            ) : (
              <Button size="small" onPress={() => void move(focus)} aria-label={t("move.goTo", { place: label })}>
                {t("move.go")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
