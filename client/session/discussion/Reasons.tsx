// The speaker's reason and pinned quote at reading size; earlier ones as initials and score. Nothing is drawn for people who typed nothing.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EvidenceView, ReasonView } from "../../../shared/session/view/slices.ts";
import { valueText } from "../../plots/valueText.ts";
import { formatMoment } from "../../ui/formatDate.ts";
import { useSlice } from "../../stores/sessionStore.ts";
import { QuoteDialog } from "./QuoteDialog.tsx";
import { reasonGroups } from "./reasonGroups.ts";
import styles from "./Reasons.module.css";
import type { ShownCriterion } from "./useCriterion.ts";
import { useInitials } from "./useInitials.ts";

export function Reasons({ shown }: { shown: ShownCriterion }) {
  const { view, criterion, nameOf } = shown;
  const { t } = useTranslation("discussion");
  const [opened, setOpened] = useState<readonly string[]>([]);
  const initials = useInitials();
  const [line, setLine] = useState<number | null>(null);
  const transcript = useSlice("conversations")?.find((each) => each.conversationId === shown.conversationId)?.transcript ?? [];
  if (!view) return null;
  const { current, earlier } = reasonGroups(view);
  const keyOf = (reason: ReasonView) => `${reason.seatId}|${reason.kind}|${reason.value}|${reason.text}`;
  const value = (reason: ReasonView) => (reason.value === null ? null : valueText(t, criterion.scale, reason.value));
  const by = (reason: ReasonView) => {
    const name = reason.kind === "baseline" ? t("reasons.baseline") : nameOf(reason.seatId);
    const score = value(reason);
    if (name === null) return score === null ? t("reasons.somebody") : t("reasons.scored", { value: score });
    return score === null ? t("reasons.byNoScore", { name }) : t("reasons.by", { name, value: score });
  };
  const card = (reason: ReasonView) => (
    <figure key={keyOf(reason)} className={styles.reason}>
      {reason.text !== "" && <blockquote className={styles.text}>{reason.text}</blockquote>}
      <figcaption className={styles.by}>
        <span>{by(reason)}</span>
        {reason.kind === "late" && <span>{t("reasons.late")}</span>}
        {reason.evidence.map((evidence) => (
          <Evidence
            key={`${evidence.line}|${evidence.at}|${evidence.quote}`}
            evidence={evidence}
            transcript={transcript}
            onOpen={setLine}
          />
        ))}
      </figcaption>
    </figure>
  );
  const shownEarlier = earlier.filter((reason) => opened.includes(keyOf(reason)));
  const unsure = view.entries.filter((entry) => entry.unsure).length;
  if (current.length + earlier.length + unsure === 0) return null;
  return (
    <section className={styles.reasons} aria-label={t("reasons.label")}>
      {current.map(card)}
      {earlier.length > 0 && (
        <ul className={styles.earlier} aria-label={t("reasons.earlier")}>
          {earlier.map((reason) => {
            const key = keyOf(reason);
            const name = nameOf(reason.seatId);
            const score = value(reason) ?? "–";
            const isOpen = opened.includes(key);
            return (
              <li key={key}>
                <button
                  type="button"
                  className={styles.chip}
                  aria-expanded={isOpen}
                  onClick={() => setOpened(isOpen ? opened.filter((other) => other !== key) : [...opened, key])}
                >
                  {name && (
                    <span className={styles.initials} aria-hidden="true">
                      {initials(name)}
                    </span>
                  )}
                  <span className="onlyForScreenReaders">{name ? t("reasons.show", { name }) : t("reasons.showHidden")}</span>
                  {score}
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {shownEarlier.map(card)}
      {unsure > 0 && <p className={styles.unsure}>{t("reasons.unsure", { count: unsure })}</p>}
      <QuoteDialog conversationId={shown.conversationId} line={line} onClose={() => setLine(null)} />
    </section>
  );
}

/** A pinned line opens the transcript where it was said; a typed moment is only read. */
function Evidence(props: {
  evidence: EvidenceView;
  transcript: readonly { at: number | null; text: string }[];
  onOpen: (line: number) => void;
}) {
  const { evidence, transcript } = props;
  const { t } = useTranslation("discussion");
  const pinned = evidence.line === null ? undefined : transcript[evidence.line];
  const at = pinned?.at != null ? formatMoment(pinned.at) : evidence.at;
  const quote = evidence.quote ?? pinned?.text ?? null;
  const short = quote && quote.length > 120 ? `${quote.slice(0, 118).trimEnd()}…` : quote;
  const words = [at, short && t("reasons.quote", { quote: short })].filter(Boolean).join(" ");
  const { line } = evidence;
  if (line === null || !pinned) return <span>{words}</span>;
  return (
    <button
      type="button"
      className={styles.quote}
      title={at ? t("reasons.openQuote", { at }) : t("reasons.openQuoteNoTime")}
      onClick={() => props.onOpen(line)}
    >
      {words}
    </button>
  );
}
