// The door's switch in the bar: open while people arrive, shut after the first reveal.
import { useTranslation } from "react-i18next";
import { useCan, useSend, useSlice } from "../../stores/sessionStore.ts";
import { Switch } from "../../ui/Switch.tsx";
import styles from "./Door.module.css";

export function DoorLine() {
  const { t } = useTranslation("people");
  const session = useSlice("session");
  const send = useSend();
  const may = useCan("SetDoor");
  if (!may || session?.status !== "open" || session.focus.kind !== "arrival") return null;
  return (
    <Switch className={styles.line} isSelected={session.doorOpen} onChange={(open) => void send({ type: "SetDoor", open })}>
      {t(session.doorOpen ? "door.open" : "door.closed")}
    </Switch>
  );
}
