// A second hidden vote: big buttons while it is open, only a count of who voted, and the movement from the blind scores after its reveal.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Value } from "../../../shared/scorecard/scorecard.ts";
import type { RevoteView } from "../../../shared/session/view/slices.ts";
import { movementText, MovementScale } from "../../plots/MovementScale.tsx";
import { valueText } from "../../plots/valueText.ts";
import { useCan, useSend } from "../../stores/sessionStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { More } from "../../ui/More.tsx";
import styles from "./Revote.module.css";
import { ScaleChoice } from "./ScaleChoice.tsx";
import type { ShownCriterion } from "./useCriterion.ts";
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
      {latest && <Movement shown={shown} round={latest} numbered={rounds.length > 1} />}
      {older.length > 0 && (
        <More label={t("reasons.more", { count: older.length })}>
          {older.map((round) => (
            <Movement key={round.round} shown={shown} round={round} numbered />
          ))}
        </More>
      )}
    </section>
  );
}

function Ballot({ shown, round }: { shown: ShownCriterion; round: Open }) {
  const { t } = useTranslation("discussion");
  const { conversationId, criterionId, criterion, mine, live } = shown;
  const send = useSend();
  const mayVote = useCan("CastRevote") && mine.scores && mine.sheets[conversationId]?.isBaseline !== true;
  const conducts = useCan("RevealRevote") && live;
  const cast = mine.revotes.find(
    (each) => each.conversationId === conversationId && each.criterionId === criterionId && each.round === round.round,
  );
  const [choosing, setChoosing] = useState<Value | null>(null);
  const place = { conversationId, criterionId, round: round.round };
  const vote = async (value: Value | null) => {
    if (value === null) return;
    setChoosing(value);
    const answer = await send({ type: "CastRevote", ...place, value });
    if (!answer.ok) setChoosing(null);
  };
  const chosen = choosing ?? cast?.value ?? null;
  return (
    <div className={styles.ballot}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t("revote.round", { round: round.round })}</h2>
        <span className={styles.quiet}>{t("revote.explain")}</span>
        <strong className={styles.count}>{t("revote.voted", { in: round.in, of: round.of })}</strong>
      </div>
      {mayVote && (
        <>
          <ScaleChoice
            criterion={criterion}
            label={t("revote.yours")}
            labelHidden
            value={chosen}
            onChange={(value) => void vote(value)}
            anchors
          />
          {cast && <p className={styles.quiet}>{t("revote.yourVote", { value: valueText(t, criterion.scale, cast.value) })}</p>}
        </>
      )}
      {conducts && (
        <div className={styles.acts}>
          <Button
            variant={round.in > 0 && round.in >= round.of ? "filled" : "quiet"}
            onPress={() => void send({ type: "RevealRevote", ...place })}
            isDisabled={round.in === 0}
          >
            {t("revote.reveal")}
          </Button>
          <Button variant="text" onPress={() => void send({ type: "CancelRevote", ...place })}>
            {t("revote.cancel")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Movement({ shown, round, numbered }: { shown: ShownCriterion; round: Revealed; numbered: boolean }) {
  const { t } = useTranslation("discussion");
  const { shortOf } = useShortNames();
  const moves = round.movement.map(({ seatId, from, to }) => ({ from, to, name: seatId === null ? null : shortOf(seatId) }));
  return (
    <div className={styles.movement}>
      <h2 className={styles.title}>{numbered ? t("revote.round", { round: round.round }) : t("movement.title")}</h2>
      {moves.length === 0 ? (
        <p className={styles.quiet}>{t("movement.nobody")}</p>
      ) : (
        <>
          <MovementScale criterion={shown.criterion} moves={moves} size="stage" />
          <p className={styles.words}>{movementText(t, shown.criterion, moves)}</p>
        </>
      )}
    </div>
  );
}
