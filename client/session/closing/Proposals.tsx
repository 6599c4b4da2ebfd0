// Proposed changes to the scorecard, with their examples. They go into the report; the session's own scorecard stays as it is.
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { useNames } from "../people/useNames.ts";
import styles from "./Closing.module.css";

export function Proposals() {
  const { t } = useTranslation("closing");
  const { nameOf } = useNames();
  const proposals = useSlice("closing")?.proposals ?? [];
  const criteria = useSlice("scorecard")?.criteria ?? [];
  if (proposals.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{t("proposals.title")}</h2>
      <ul>
        {proposals.map((proposal) => (
          <li key={proposal.proposalId} className={styles.proposal}>
            <p className={styles.quiet}>
              {t(`proposals.kind.${proposal.kind}`)}{" "}
              <strong>{criteria.find((each) => each.criterionId === proposal.criterionId)?.name}</strong> · {nameOf(proposal.bySeatId)}
            </p>
            <p className={styles.words}>{proposal.text}</p>
            {proposal.rightExample && <p className={styles.quiet}>{t("proposals.right", { text: proposal.rightExample })}</p>}
            {proposal.wrongExample && <p className={styles.quiet}>{t("proposals.wrong", { text: proposal.wrongExample })}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
