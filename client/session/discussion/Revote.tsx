// A second hidden vote: while it is open one's own vote and a count of who voted; after its reveal what came out, and who moved from where.
import type { TFunction } from "i18next";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { RevoteView } from "../../../shared/session/view/slices.ts";
import { movementText, MovementScale } from "../../plots/MovementScale.tsx";
import { useNarrowWindow } from "../../plots/useNarrowWindow.ts";
import { announce } from "../../ui/announce.ts";
import { More } from "../../ui/More.tsx";
import { spreadText } from "../results/sentences.ts";
import { OwnVote } from "./OwnVote.tsx";
import { RevealRevote } from "./RevealRevote.tsx";
import styles from "./Revote.module.css";
import { didNotVote, revoteMoves } from "./revoteMoves.ts";
import type { ShownCriterion } from "./useCriterion.ts";
import { useInitials } from "./useInitials.ts";
import { useShortNames } from "./useShortNames.ts";

type Open = Extract<RevoteView, { status: "open" }>;
type Revealed = Extract<RevoteView, { status: "revealed" }>;

/** Told by the page, which stays while the re-vote takes another place on it. */
export function useRevoteSaid(shown: ShownCriterion) {
  const { t } = useTranslation("discussion");
  const { name, criterionId } = shown.criterion;
  const last = shown.view?.revotes.at(-1);
  const status = last ? `${last.status} ${last.round}` : "none";
  const before = useRef({ criterionId, status });
  useEffect(() => {
    const was = before.current;
    before.current = { criterionId, status };
    if (was.criterionId !== criterionId || was.status === status) return;
    if (status.startsWith("open")) announce(t("revote.announceOpen", { name }));
    if (status.startsWith("revealed")) announce(t("revote.announceRevealed"));
  }, [criterionId, status, name, t]);
}

export function Revote({ shown }: { shown: ShownCriterion }) {
  const { t } = useTranslation("discussion");
  const rounds = shown.view?.revotes ?? [];
  const last = rounds.at(-1);
  if (!last) return null;
  const revealed = rounds.filter((round): round is Revealed => round.status === "revealed");
  const [latest, ...older] = revealed.reverse();
  return (
    <section className={styles.revote} aria-label={t("revote.open")}>
      {last.status === "open" && <Ballot shown={shown} round={last} />}
      {last.status === "cancelled" && <p className={styles.quiet}>{t("revote.cancelled", { round: last.round })}</p>}
      {latest && <Movement shown={shown} round={latest} />}
      {older.length > 0 && (
        <More label={t("reasons.more", { count: older.length })}>
          {older.map((round) => (
            <Movement key={round.round} shown={shown} round={round} />
          ))}
        </More>
      )}
    </section>
  );
}

function Ballot({ shown, round }: { shown: ShownCriterion; round: Open }) {
  const { t } = useTranslation("discussion");
  // on a phone one votes, and reveals, with the thumb: in the bar
  const inBar = useNarrowWindow() && shown.live;
  return (
    <div className={styles.ballot}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t("revote.round", { round: round.round })}</h2>
        <span className={styles.quiet}>{t("revote.explain")}</span>
        <strong className={styles.count}>{t("revote.voted", { in: round.in, of: round.of })}</strong>
      </div>
      {!inBar && <OwnVote shown={shown} />}
      {!inBar && <RevealRevote shown={shown} />}
    </div>
  );
}

function Movement({ shown, round }: { shown: ShownCriterion; round: Revealed }) {
  const { t } = useTranslation("discussion");
  const { t: tr } = useTranslation("results");
  const { shortOf } = useShortNames();
  const people = useInitials();
  const { criterion, view } = shown;
  const all = revoteMoves(view ?? { entries: [] }, round);
  const moves = all.map(({ seatId, from, to }) => ({
    from,
    to,
    name: seatId === null ? null : shortOf(seatId),
    initials: seatId === null ? null : people(shown.nameOf(seatId) ?? ""),
  }));
  const voted = round.values.length + round.naCount;
  return (
    <div className={styles.movement}>
      <h2 className={styles.title}>{voted === 0 ? t("revote.round", { round: round.round }) : t("movement.title")}</h2>
      {voted === 0 ? (
        <p className={styles.quiet}>{t("movement.nobody")}</p>
      ) : (
        <>
          <p className={styles.outcome}>{t("revote.result", { round: round.round, spread: spread(tr, shown, round, didNotVote(all)) })}</p>
          <MovementScale criterion={criterion} moves={moves} size="stage" />
          <p className={styles.words}>{movementText(t, criterion, moves)}</p>
        </>
      )}
    </div>
  );
}

/** "5 yes, 1 no", as the results say it; N/A beside scores is said too. */
function spread(t: TFunction<"results">, { criterion, row }: ShownCriterion, { values, naCount }: Revealed, silent: number): string {
  if (!row) return "";
  return spreadText(t, criterion, { ...row, values, naCount, missingCount: silent, badge: null });
}
