// One line: who explains now, who comes then. Spoke and Pass for oneself; for conductors also for others, Next, and open to everyone.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DiscussionView } from "../../../shared/session/view/slices.ts";
import { valueText } from "../../plots/valueText.ts";
import { useCan, useSend } from "../../stores/sessionStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { speakingLine } from "./speakingLine.ts";
import styles from "./SpeakingOrder.module.css";
import type { ShownCriterion } from "./useCriterion.ts";
import { useShortNames } from "./useShortNames.ts";

/** names written out in the line; the others are counted */
const NAMED = 4;

export function SpeakingOrder({ shown }: { shown: ShownCriterion }) {
  const { view } = shown;
  if (!view?.named || view.settled || view.parked) return null;
  // everybody votes now, nobody speaks
  if (view.revotes.at(-1)?.status === "open") return null;
  if (view.speaking && !view.speaking.everyone) return <InOrder shown={shown} view={view} speaking={view.speaking} />;
  return <OpenFloor shown={shown} view={view} />;
}

function InOrder(props: { shown: ShownCriterion; view: DiscussionView; speaking: NonNullable<DiscussionView["speaking"]> }) {
  const { shown, view, speaking } = props;
  const { conversationId, criterionId, mine, live } = shown;
  const { t } = useTranslation("discussion");
  const { shortOf: nameOf, listOf } = useShortNames();
  const send = useSend();
  const conducts = useCan("NextTurn") && live;
  const [open, setOpen] = useState(false);
  const line = speakingLine(speaking);
  const own = line.now === mine.seatId;
  const then = line.after.slice(0, NAMED);
  const more = line.after.length - then.length;
  const place = { conversationId, criterionId };
  const turn = line.now
    ? [nameOf(line.now), then.length > 0 && t("speaking.then", { names: then.map(nameOf).join(", ") })].filter(Boolean).join(", ")
    : view.notHeard.length === 0 && t("speaking.everyoneHeard");
  useEffect(() => {
    // the one whose turn it is is told so in words of their own
    if (turn && !own) announce(`${t("speaking.label")}: ${turn}`);
  }, [turn, own, t]);
  const ownTurn = speaking.order.some((each) => each.seatId === mine.seatId && each.state === "turn");
  return (
    <section className={styles.speaking} aria-label={t("speaking.label")}>
      <div className={styles.line}>
        <span className={styles.label}>{t("speaking.label")}</span>
        {line.now ? (
          <p className={styles.names}>
            <strong className={styles.now}>{own ? t("speaking.youNow") : nameOf(line.now)}</strong>{" "}
            {then.length > 0 && (
              <span className={styles.then}>
                {more > 0
                  ? t("speaking.thenMore", { count: more, names: then.map(nameOf).join(", ") })
                  : t("speaking.then", { names: then.map(nameOf).join(", ") })}
              </span>
            )}
          </p>
        ) : (
          <p className={styles.then}>
            {view.notHeard.length > 0 ? t("speaking.notHeard", { names: listOf(view.notHeard) }) : t("speaking.everyoneHeard")}
          </p>
        )}
        {conducts && (
          <span className={styles.acts}>
            {line.now && (
              <>
                <Button
                  size="small"
                  className={styles.spoke!}
                  onPress={() => void send({ type: "MarkSpoke", ...place, seatId: line.now ?? "" })}
                >
                  {own ? t("speaking.youSpoke") : t("speaking.spoke", { name: nameOf(line.now) })}
                </Button>
                <Button
                  variant="text"
                  size="small"
                  aria-label={t("speaking.passFor", { name: nameOf(line.now) })}
                  onPress={() => void send({ type: "Pass", ...place, seatId: line.now ?? "" })}
                >
                  {t("speaking.pass")}
                </Button>
              </>
            )}
            {speaking.bandsLeft && (
              <Button variant="text" size="small" onPress={() => void send({ type: "NextTurn", ...place })}>
                {t("speaking.next")}
              </Button>
            )}
            <Button variant="text" size="small" onPress={() => void send({ type: "OpenToEveryone", ...place })}>
              {t("speaking.openToEveryone")}
            </Button>
            <Button variant="text" size="small" aria-label={t("speaking.everybody")} aria-expanded={open} onPress={() => setOpen(!open)}>
              <Icon name={open ? "up" : "down"} size={14} />
            </Button>
          </span>
        )}
      </div>
      {ownTurn && live && (
        <p className={styles.yourTurn} role="status">
          {shown.own === null
            ? t("speaking.yourTurnNoScore")
            : t("speaking.yourTurn", { value: valueText(t, shown.criterion.scale, shown.own) })}
        </p>
      )}
      {open && conducts && (
        <ol className={styles.list}>
          {speaking.order.map((each) => (
            <li key={each.seatId} className={styles.person} data-state={each.state}>
              <span className={styles.personName}>{nameOf(each.seatId)}</span>
              <span className={styles.personState}>{t(`speaking.state.${each.state}`)}</span>
              {each.state !== "spoke" && (
                <Button
                  variant="text"
                  size="small"
                  aria-label={t("speaking.markSpokeFor", { name: nameOf(each.seatId) })}
                  onPress={() => void send({ type: "MarkSpoke", ...place, seatId: each.seatId })}
                >
                  {t("speaking.markSpoke")}
                </Button>
              )}
              {(each.state === "turn" || each.state === "waiting") && (
                <Button
                  variant="text"
                  size="small"
                  aria-label={t("speaking.markPassFor", { name: nameOf(each.seatId) })}
                  onPress={() => void send({ type: "Pass", ...place, seatId: each.seatId })}
                >
                  {t("speaking.pass")}
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** No order (any more): whoever has not been heard is named, gently. */
function OpenFloor({ shown, view }: { shown: ShownCriterion; view: DiscussionView }) {
  const { t } = useTranslation("discussion");
  const { shortOf: nameOf } = useShortNames();
  const send = useSend();
  const conducts = useCan("NextTurn") && shown.live;
  const { conversationId, criterionId } = shown;
  return (
    <section className={styles.speaking} aria-label={t("speaking.label")}>
      <div className={styles.line}>
        <span className={styles.label}>{t("speaking.open")}</span>
        {view.notHeard.length === 0 ? (
          <p className={styles.then}>{t("speaking.everyoneHeard")}</p>
        ) : conducts ? (
          <div className={styles.names}>
            <span className={styles.then}>{t("speaking.notHeard", { names: "" }).replace(/[\s.]+$/u, "")}</span>
            {view.notHeard.map((seatId) => (
              <Button
                key={seatId}
                size="small"
                aria-label={t("speaking.markSpokeFor", { name: nameOf(seatId) })}
                onPress={() => void send({ type: "MarkSpoke", conversationId, criterionId, seatId })}
              >
                {nameOf(seatId)} <Icon name="check" size={14} />
              </Button>
            ))}
          </div>
        ) : (
          <p className={styles.then}>{t("speaking.notHeard", { names: view.notHeard.map(nameOf).join(", ") })}</p>
        )}
      </div>
    </section>
  );
}
