// One line: who explains now (all of a band together), who comes then, who has been heard. Spoke and Pass for oneself; for conductors also for others, Next, and open to everyone.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DiscussionView } from "../../../shared/session/view/slices.ts";
import { valueText } from "../../plots/valueText.ts";
import { useCan, useSend } from "../../stores/sessionStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { formatList } from "../../ui/locale.ts";
import { ownStance } from "./ownStance.ts";
import { speakingLine } from "./speakingLine.ts";
import styles from "./SpeakingOrder.module.css";
import { useBarKeys } from "./useBarKeys.ts";
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

/** S marks who spoke. Where several could be meant it asks: it leads to the first of their buttons, and Enter or Tab chooses. */
function useSpokeKey(seatIds: readonly string[], mark: ((seatId: string) => void) | null) {
  const first = useRef<HTMLButtonElement>(null);
  const [only] = seatIds;
  useBarKeys({ s: !mark || only === undefined ? null : () => (seatIds.length === 1 ? mark(only) : first.current?.focus()) });
  return first;
}

/** Who has spoken, who has passed: said quietly beneath the line. */
function Heard({ speaking }: { speaking: NonNullable<DiscussionView["speaking"]> }) {
  const { t } = useTranslation("discussion");
  const { listOf } = useShortNames();
  const { spoke, passed } = speakingLine(speaking);
  if (spoke.length + passed.length === 0) return null;
  return (
    <p className={styles.heard}>
      <Icon name="check" size={14} />
      {spoke.length > 0 && <span>{t("speaking.haveSpoken", { count: spoke.length, names: listOf(spoke) })}</span>}
      {passed.length > 0 && <span>{t("speaking.havePassed", { count: passed.length, names: listOf(passed) })}</span>}
    </p>
  );
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
  const stance = ownStance(shown);
  const ownTurn = line.now.includes(mine.seatId);
  // oneself stands first among equals, as one says it
  const now = ownTurn ? [t("speaking.youNow"), ...line.now.filter((seatId) => seatId !== mine.seatId).map(nameOf)] : line.now.map(nameOf);
  const [only] = line.now.length === 1 ? line.now : [];
  const then = line.after.slice(0, NAMED);
  const more = line.after.length - then.length;
  const place = { conversationId, criterionId };
  const spoke = (seatId: string) => void send({ type: "MarkSpoke", ...place, seatId });
  const firstSpoke = useSpokeKey(line.now, conducts ? spoke : null);
  const together = line.now.length > 1 ? t(line.first ? "speaking.togetherFirst" : "speaking.togetherNow") : "";
  const turn =
    now.length > 0
      ? [
          [formatList(now), together].filter(Boolean).join(" "),
          then.length > 0 && t("speaking.then", { names: then.map(nameOf).join(", ") }),
        ]
          .filter(Boolean)
          .join(", ")
      : view.notHeard.length === 0 && t("speaking.everyoneHeard");
  useEffect(() => {
    // those whose turn it is are told so in words of their own
    if (turn && !ownTurn) announce(`${t("speaking.label")}: ${turn}`);
  }, [turn, ownTurn, t]);
  return (
    <section className={styles.speaking} aria-label={t("speaking.label")}>
      <div className={styles.line}>
        <p className={styles.names}>
          <span className={styles.label}>{t("speaking.label")}</span>{" "}
          {now.length > 0 ? (
            <>
              <strong className={styles.now}>{formatList(now)}</strong>
              {together !== "" && <span className={styles.then}> {together}</span>}
              {then.length > 0 && (
                <span className={styles.then}>
                  {", "}
                  {more > 0
                    ? t("speaking.thenMore", { count: more, names: then.map(nameOf).join(", ") })
                    : t("speaking.then", { names: then.map(nameOf).join(", ") })}
                </span>
              )}
            </>
          ) : (
            <span className={styles.then}>
              {view.notHeard.length > 0 ? t("speaking.notHeard", { names: listOf(view.notHeard) }) : t("speaking.everyoneHeard")}
            </span>
          )}
        </p>
        {conducts && (
          <span className={styles.acts}>
            {line.now.slice(0, NAMED).map((seatId, index) => (
              <Button
                key={seatId}
                ref={index === 0 ? firstSpoke : undefined}
                size="small"
                className={styles.spoke!}
                onPress={() => spoke(seatId)}
              >
                {seatId === mine.seatId ? t("speaking.youSpoke") : t("speaking.spoke", { name: nameOf(seatId) })}
              </Button>
            ))}
            {only !== undefined && (
              <Button
                variant="text"
                size="small"
                aria-label={t("speaking.passFor", { name: nameOf(only) })}
                onPress={() => void send({ type: "Pass", ...place, seatId: only })}
              >
                {t("speaking.pass")}
              </Button>
            )}
            {speaking.bandsLeft && (
              <Button variant="text" size="small" onPress={() => void send({ type: "NextTurn", ...place })}>
                {line.after.length === 1 ? t("speaking.nextNamed", { name: nameOf(line.after[0]!) }) : t("speaking.next")}
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
      <Heard speaking={speaking} />
      {ownTurn && live && (
        <p className={styles.yourTurn} role="status">
          {stance === null ? t("speaking.yourTurnNoScore") : t(stance.key, { value: valueText(t, shown.criterion.scale, stance.value) })}
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
  const spoke = (seatId: string) => void send({ type: "MarkSpoke", conversationId, criterionId, seatId });
  const firstSpoke = useSpokeKey(view.notHeard, conducts ? spoke : null);
  return (
    <section className={styles.speaking} aria-label={t("speaking.label")}>
      <div className={styles.line}>
        <span className={styles.label}>{t("speaking.open")}</span>
        {view.notHeard.length === 0 ? (
          <p className={styles.then}>{t("speaking.everyoneHeard")}</p>
        ) : conducts ? (
          <div className={styles.waiting}>
            <span className={styles.then}>{t("speaking.notHeard", { names: "" }).replace(/[\s.]+$/u, "")}</span>
            {view.notHeard.map((seatId, index) => (
              <Button
                key={seatId}
                ref={index === 0 ? firstSpoke : undefined}
                size="small"
                aria-label={t("speaking.markSpokeFor", { name: nameOf(seatId) })}
                onPress={() => spoke(seatId)}
              >
                {nameOf(seatId)} <Icon name="check" size={14} />
              </Button>
            ))}
          </div>
        ) : (
          <p className={styles.then}>{t("speaking.notHeard", { names: view.notHeard.map(nameOf).join(", ") })}</p>
        )}
      </div>
      {view.speaking && <Heard speaking={view.speaking} />}
    </section>
  );
}
