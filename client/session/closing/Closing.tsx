// The end of the call: what is left open is said first, actions get their owners, then it is closed — gaps and all, if need be.
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useCan, useSessionStore } from "../../stores/sessionStore.ts";
import { ActionsList } from "./ActionsList.tsx";
import { AfterClose } from "./AfterClose.tsx";
import styles from "./Closing.module.css";
import { closingStatement, leftOpen, notSettledCount } from "./leftOpen.ts";
import { Notes } from "./Notes.tsx";
import { OpenItems } from "./OpenItems.tsx";
import { Proposals } from "./Proposals.tsx";
import { Totals } from "./Totals.tsx";

export default function Closing() {
  const { t } = useTranslation("closing");
  const slices = useStore(useSessionStore().state, (state) => state.slices);
  const conducts = useCan("CloseSession");
  const { session } = slices;
  if (!session) return null;
  const open = leftOpen(slices);
  if (session.status === "closed")
    return (
      <div className={styles.page}>
        <AfterClose session={session} open={open} />
      </div>
    );
  const gaps = notSettledCount(open) + open.parked.length + open.hidden.length + open.unowned > 0;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.statement}>{closingStatement(t, open, Object.keys(slices.results ?? {}).length > 0)}</h1>
        {conducts ? gaps && <p className={styles.quiet}>{t("canClose")}</p> : <p className={styles.quiet}>{t("waitClose")}</p>}
      </header>
      <ActionsList closed={false} />
      <Notes />
      <OpenItems open={open} closed={false} />
      <Totals />
      <Proposals />
    </div>
  );
}
