// How to get in, and who is here already.
import { useTranslation } from "react-i18next";
import { useSlice } from "../stores/sessionStore.ts";
import { QrCode } from "../ui/QrCode.tsx";
import styles from "./SharedScreen.module.css";
import { useRowsThatFit } from "./useRowsThatFit.ts";

const NAMES = 18;

export function ScreenArrival() {
  const { t } = useTranslation("screen");
  const session = useSlice("session");
  const here = (useSlice("roster")?.seats ?? []).filter((seat) => seat.present);
  const { ref, rows } = useRowsThatFit(NAMES, here.map(({ name }) => name).join());
  if (!session) return null;
  const host = URL.canParse(session.joinUrl) ? new URL(session.joinUrl).host : "";
  return (
    <div ref={ref} className={styles.arrival}>
      <div className={styles.block}>
        <h1 className={styles.sentence}>{t("purpose")}</h1>
        <p className={styles.soft}>{t("here", { count: here.length })}</p>
        <ul className={styles.names}>
          {here.slice(0, rows).map((seat) => (
            <li key={seat.seatId}>{seat.name}</li>
          ))}
          {here.length > rows && <li className={styles.soft}>+{here.length - rows}</li>}
        </ul>
      </div>
      <div className={styles.door}>
        <div className={styles.qr}>
          <QrCode value={session.joinUrl} size={300} label={t("qr")} />
        </div>
        <p className={styles.code}>{session.code}</p>
        {host && <p className={styles.soft}>{t("joinAt", { host })}</p>}
      </div>
    </div>
  );
}
