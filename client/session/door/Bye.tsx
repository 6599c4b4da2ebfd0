// After the server's last word: why this page has ended and what one can do now.
import { useTranslation } from "react-i18next";
import type { Bye as LastWord } from "../../../shared/protocol/socket.ts";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import styles from "./Door.module.css";

export function Bye({ bye }: { bye: LastWord | null }) {
  const { t, i18n } = useTranslation("people");
  const code = bye && i18n.exists(`people:bye.${bye.code}`) ? bye.code : "other";
  const title = t(`bye.${code}`);
  useTitle(title);
  const reloads = code === "UPGRADE_REQUIRED" || code === "SERVER_OLDER" || code === "OTHER_PERSON" || code === "other";
  const joins = code === "SIGN_IN" || code === "NOT_SEATED";
  return (
    <main id="main" tabIndex={-1} className={styles.page}>
      <div className={styles.words} role="alert">
        <h1 className={styles.statement}>{title}</h1>
        {bye && <p className={styles.lead}>{bye.message}</p>}
        <p className={styles.buttons}>
          {reloads && (
            <Button variant="filled" onPress={() => window.location.reload()}>
              {t("bye.reload")}
            </Button>
          )}
          {joins && (
            <ButtonLink href="/join" variant="filled">
              {t("bye.join")}
            </ButtonLink>
          )}
          <ButtonLink href="/">{t("bye.home")}</ButtonLink>
        </p>
      </div>
    </main>
  );
}
