// The people of the session: who is here and in what role. Conductors change roles and experience here, and see to lost seats.
import { useTranslation } from "react-i18next";
import { useCan, useSend, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { LanguageMenu } from "../../ui/LanguageMenu.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { Knocks } from "../door/Knocks.tsx";
import styles from "./People.module.css";
import { PersonRow } from "./PersonRow.tsx";
import { RoleLine } from "./RoleLine.tsx";
import { SeatBands } from "./SeatBands.tsx";

export function PeoplePanel() {
  const { t } = useTranslation("people");
  const { peopleOpen, openPeople } = useUi();
  const send = useSend();
  const session = useSlice("session");
  const seats = useSlice("roster")?.seats ?? [];
  const progress = useSlice("progress") ?? [];
  const mayDoor = useCan("SetDoor");
  const mayChange = useCan("ChangeSeat");
  const admits = useCan("AdmitKnock");
  if (!session) return null;
  const here = seats.filter((seat) => seat.present);
  const counts = progress.map((each) => t("panel.count", { in: each.in, of: each.expected }));
  return (
    <Dialog title={t("panel.title", { here: here.length, of: seats.length })} isOpen={peopleOpen} onOpenChange={openPeople} size="wide">
      {counts.length > 0 && (
        <p className={styles.soft}>{t(counts.length === 1 ? "panel.in" : "panel.each", { counts: counts.join(", ") })}</p>
      )}
      {admits && <Knocks />}
      <ul className={styles.rows}>
        {seats.map((seat) => (
          <PersonRow key={seat.seatId} seat={seat} />
        ))}
      </ul>
      {mayChange && session.status === "open" && <SeatBands />}
      {mayDoor && session.status === "open" && (
        <Switch isSelected={session.doorOpen} onChange={(open) => void send({ type: "SetDoor", open })} hint={t("door.hint")}>
          {t(session.doorOpen ? "door.open" : "door.closed")}
        </Switch>
      )}
      {session.status === "open" && (
        <p className={styles.inviteLine}>
          <span className={styles.soft}>{t("panel.invite", { code: session.code })}</span>
          <CopyButton what={session.joinUrl} size="small">
            {t("invite.copy")}
          </CopyButton>
        </p>
      )}
      <RoleLine />
      <div>
        <LanguageMenu named />
      </div>
    </Dialog>
  );
}
