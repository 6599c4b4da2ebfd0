// The team link, its QR code, and a whole invitation to paste into a calendar or a chat.
import { useTranslation } from "react-i18next";
import type { SessionListItem } from "../../../shared/protocol/http.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { formatDay, formatDayTime, formatTime } from "../../ui/formatDate.ts";
import { QrCode } from "../../ui/QrCode.tsx";
import styles from "./Home.module.css";

export function InviteDialog(props: {
  teamLink: string;
  /** null: the team as such, no session yet */
  session: SessionListItem | null;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { t } = useTranslation("home");
  const { session, teamLink } = props;
  const invite = session?.invite ?? null;
  const words = session
    ? [
        session.name,
        t("inviteDialog.text.when", {
          day: formatDay(session.startsAt, session.timeZone),
          time: formatTime(session.startsAt, session.timeZone),
          zone: session.timeZone,
        }),
        t("inviteDialog.text.link", { link: teamLink }),
        ...(invite ? [t("inviteDialog.text.code", { code: invite.code, address: `${new URL(teamLink).origin}/join` })] : []),
        ...(invite?.dueAt ? [t("inviteDialog.text.due", { due: formatDayTime(invite.dueAt, session.timeZone) })] : []),
        ...(invite && invite.titles.length > 0 ? [t("inviteDialog.text.conversations", { titles: invite.titles.join("; ") })] : []),
        t("inviteDialog.text.blind"),
      ].join("\n")
    : null;
  return (
    <Dialog title={t("inviteDialog.title")} isOpen={props.isOpen} onOpenChange={props.onOpenChange}>
      <p>{t("inviteDialog.lead")}</p>
      <div className={styles.share}>
        <QrCode value={teamLink} size={132} label={t("inviteDialog.qr")} />
        <div className={styles.shareWords}>
          <p className={styles.link}>{teamLink}</p>
          <CopyButton what={teamLink} variant={words ? "quiet" : "filled"}>
            {t("inviteDialog.copyLink")}
          </CopyButton>
        </div>
      </div>
      {session && invite ? (
        <p>
          {t("inviteDialog.letters")} <strong className={styles.letters}>{invite.code}</strong>
        </p>
      ) : (
        <p className={styles.soft}>{t("inviteDialog.lettersLater")}</p>
      )}
      {words && (
        <>
          <pre className={styles.invitation}>{words}</pre>
          <div>
            <CopyButton what={words} variant="filled">
              {t("inviteDialog.copyInvite")}
            </CopyButton>
          </div>
        </>
      )}
    </Dialog>
  );
}
