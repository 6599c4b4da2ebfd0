// The reviewer's foot of a criterion: Spoke, change my mind, object, and a reason in writing for those who would rather type.
import { useTranslation } from "react-i18next";
import { useNarrowWindow } from "../../plots/useNarrowWindow.ts";
import { useCan, useSend } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { openAct } from "./acts.ts";
import { OwnVote } from "./OwnVote.tsx";
import styles from "./SettleBar.module.css";
import { useBarKeys } from "./useBarKeys.ts";
import type { ShownCriterion } from "./useCriterion.ts";

export function ReviewerBar({ shown }: { shown: ShownCriterion }) {
  const { t } = useTranslation("discussion");
  const send = useSend();
  const maySpeak = useCan("MarkSpoke");
  const mayChange = useCan("ChangeMind");
  const mayObject = useCan("Object");
  const mayWrite = useCan("WriteReason");
  const { conversationId, criterionId, mine, view } = shown;
  const over = view?.settled != null || view?.parked != null;
  // a vote is silent and hidden: nobody has the turn, and nobody says in sight of all where they stand now
  const voting = !over && view?.revotes.at(-1)?.status === "open";
  // on a phone the vote is the bar's first thing: there the thumb is
  const voteHere = useNarrowWindow() && voting;
  const ownState = view?.speaking?.order.find((each) => each.seatId === mine.seatId)?.state;
  const inDiscussion = maySpeak && mine.scores && view?.named === true && !over && !voting;
  const heard = ownState === "spoke" || (ownState === undefined && view !== null && !view.notHeard.includes(mine.seatId));
  const spoke = () => void send({ type: "MarkSpoke", conversationId, criterionId, seatId: mine.seatId });
  useBarKeys({ s: inDiscussion && !heard ? spoke : null });
  if (mine.role === "observer")
    return (
      <div data-foot="" className={`${styles.bar} ${styles.own}`}>
        <p className={styles.watching}>{t("bar.watching")}</p>
      </div>
    );
  if (!maySpeak && !mayChange && !mayObject) return null;
  return (
    <section data-foot="" className={`${styles.bar} ${styles.own}`} aria-label={t("bar.reviewerLabel")}>
      {voteHere && (
        <div className={styles.vote}>
          <OwnVote shown={shown} />
        </div>
      )}
      {voting && <p className={styles.silent}>{t("revote.silence")}</p>}
      {inDiscussion && (
        <>
          <Button variant={ownState === "turn" ? "filled" : "quiet"} size="large" isDisabled={heard} onPress={spoke}>
            {heard ? t("bar.spoken") : t("bar.spoke")}
          </Button>
          {ownState === "turn" && (
            <Button
              variant="text"
              size="large"
              onPress={() => void send({ type: "Pass", conversationId, criterionId, seatId: mine.seatId })}
            >
              {t("speaking.pass")}
            </Button>
          )}
        </>
      )}
      {mayChange && mine.scores && !over && !voting && (
        <Button variant="text" size="large" onPress={() => openAct("mind", shown)}>
          {t("minds.change")}
        </Button>
      )}
      {mayObject && (
        <Button variant="text" size="large" onPress={() => openAct("object", shown)}>
          {t("objections.act")}
        </Button>
      )}
      {mayWrite && mine.scores && !over && (
        <Button variant="text" size="large" className={styles.write!} onPress={() => openAct("reason", shown)}>
          {t("held.write")}
        </Button>
      )}
    </section>
  );
}
