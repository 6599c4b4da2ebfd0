// Who is not in yet, by name: remind them (privately), wait, or mark them absent. As soon as nobody is missing it leaves by itself.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationId } from "../../../shared/ids.ts";
import { useCan, useMine, useSend, useSlice } from "../../stores/sessionStore.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { notify } from "../../ui/notices.ts";
import { useNames } from "../people/useNames.ts";
import { numberOf } from "./awaited.ts";
import styles from "./Dialogs.module.css";

type MissingDialogProps = {
  conversationId: ConversationId;
  /** another conversation in which nobody is missing */ ready?: ConversationId | null;
  onEarlier?: ((conversationId: ConversationId) => void) | undefined;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
};

export function MissingDialog(props: MissingDialogProps) {
  const { t } = useTranslation("call");
  const { isOpen, onOpenChange, ready, onEarlier } = props;
  const send = useSend();
  const progress = useSlice("progress");
  const roster = useSlice("roster");
  const conversations = useSlice("conversations");
  const { nameOf } = useNames();
  const mine = useMine();
  const mayMark = useCan("MarkAbsent");
  const mayNudge = useCan("Nudge");
  const own = progress?.find((each) => each.conversationId === props.conversationId);
  const missing = own?.names?.missing ?? [];
  const absent = own?.names?.absent ?? [];
  const readyTitle = conversations?.find((each) => each.conversationId === ready)?.title;
  const openEarlier = () => {
    if (ready) onEarlier?.(ready);
    onOpenChange(false);
  };
  const number = numberOf(conversations, props.conversationId);
  const title = t(number > 0 ? "missing.titleOne" : "missing.title", { count: missing.length, number });
  const where = (seatId: string) => (seatId === mine?.seatId ? "missing.you" : isHere(seatId) ? "missing.here" : "missing.away");
  const done = missing.length === 0 && absent.length === 0;
  useEffect(() => {
    if (isOpen && done) onOpenChange(false);
  }, [isOpen, done, onOpenChange]);
  const isHere = (seatId: string) => roster?.seats.find((seat) => seat.seatId === seatId)?.present ?? false;
  const away = missing.filter((seatId) => !isHere(seatId));
  const nudge = async (seatId: string) => {
    if ((await send({ type: "Nudge", seatId })).ok) notify({ text: t("missing.nudged", { name: nameOf(seatId) }) });
  };
  const markAway = async () => {
    for (const seatId of away) await send({ type: "MarkAbsent", seatId });
  };
  return (
    <Dialog
      title={missing.length > 0 ? title : t("missing.nobody")}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      actions={
        <>
          {mayMark && away.length > 1 && <Button onPress={() => void markAway()}>{t("missing.markAway", { count: away.length })}</Button>}
          <Button variant="filled" onPress={() => onOpenChange(false)}>
            {missing.length > 0 ? t("missing.wait") : t("missing.done")}
          </Button>
        </>
      }
    >
      <p className={styles.lead}>{t("missing.lead")}</p>
      {ready && onEarlier && (
        <p className={styles.lead}>
          {t("missing.allFirst")}{" "}
          <Button variant="text" size="small" onPress={openEarlier}>
            {t("missing.earlier", { title: readyTitle ?? "" })}
          </Button>
        </p>
      )}
      <ul className={styles.rows}>
        {missing.map((seatId) => (
          <li key={seatId} className={styles.row}>
            <span className={styles.who}>
              {nameOf(seatId)}
              <span className={styles.soft}>{t(where(seatId))}</span>
            </span>
            {mayNudge && isHere(seatId) && seatId !== mine?.seatId && (
              <Button
                variant="text"
                size="small"
                onPress={() => void nudge(seatId)}
                aria-label={t("missing.nudgeName", { name: nameOf(seatId) })}
              >
                {t("missing.nudge")}
              </Button>
            )}
            {mayMark && (
              <Button
                size="small"
                onPress={() => void send({ type: "MarkAbsent", seatId })}
                aria-label={t("missing.absentName", { name: nameOf(seatId) })}
              >
                {t("missing.absent")}
              </Button>
            )}
          </li>
        ))}
        {absent.map((seatId) => (
          <li key={seatId} className={styles.row}>
            <span className={styles.who}>
              {nameOf(seatId)}
              <Badge>{t("missing.isAbsent")}</Badge>
            </span>
            {mayMark && (
              <Button
                variant="text"
                size="small"
                onPress={() => void send({ type: "MarkExpected", seatId })}
                aria-label={t("missing.expectName", { name: nameOf(seatId) })}
              >
                {t("missing.expect")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
