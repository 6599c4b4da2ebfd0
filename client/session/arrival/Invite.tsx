// How the others get in: QR code, six letters, link. Big enough to hold a phone at.
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { onDemand } from "../../ui/onDemand.tsx";
import styles from "./Arrival.module.css";

const QrCode = onDemand(() => import("../../ui/QrCode.tsx").then((module) => module.QrCode));
const QR_SIZE = 168;

export function Invite() {
  const { t } = useTranslation("people");
  const session = useSlice("session");
  if (!session || session.status === "closed") return null;
  const host = URL.canParse(session.joinUrl) ? new URL(session.joinUrl).host : "";
  return (
    <aside className={styles.invite} aria-label={t("invite.label")}>
      <div className={styles.qr} style={{ minBlockSize: QR_SIZE, minInlineSize: QR_SIZE }}>
        <QrCode value={session.joinUrl} size={QR_SIZE} label={t("invite.qr")} />
      </div>
      <p className={styles.code}>{session.code}</p>
      <p className={styles.soft}>{t("invite.code", { host })}</p>
      <CopyButton what={session.joinUrl} size="small">
        {t("invite.copy")}
      </CopyButton>
    </aside>
  );
}
