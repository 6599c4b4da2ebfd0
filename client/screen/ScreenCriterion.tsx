// The criterion in discussion on the wall: definition, dots with initials, who speaks, the quote that is on the table; or the re-vote's count.
import { useTranslation } from "react-i18next";
import type { Criterion } from "../../shared/scorecard/scorecard.ts";
import type { Focus } from "../../shared/session/shapes.ts";
import type { DiscussionView, ReasonView } from "../../shared/session/view/slices.ts";
import { afterNextTime } from "../../shared/texts/nextTime.ts";
import { DotScale } from "../plots/DotScale.tsx";
import { movementText, MovementScale } from "../plots/MovementScale.tsx";
import { valueText } from "../plots/valueText.ts";
import { Anchors } from "../session/discussion/Anchors.tsx";
import { discussionDots } from "../session/discussion/discussionDots.ts";
import { reasonGroups } from "../session/discussion/reasonGroups.ts";
import { speakingLine } from "../session/discussion/speakingLine.ts";
import { revoteMoves } from "../session/discussion/revoteMoves.ts";
import { useEverybody, useInitials } from "../session/discussion/useInitials.ts";
import { useShortNames } from "../session/discussion/useShortNames.ts";
import { useNames } from "../session/people/useNames.ts";
import { useSlice } from "../stores/sessionStore.ts";
import { formatList } from "../ui/locale.ts";
import styles from "./SharedScreen.module.css";
import { useLayoutThatFits } from "./useLayoutThatFits.ts";

const NEXT_NAMES = 3;
/** of those who have the turn together, side by side */
const REASONS = 3;
/** The first: everything in full. With each step longer words are cut shorter, until the page holds them; badges of one score are pressed together before words are small. */
const LAYOUTS = [
  { room: 4, pressed: false },
  { room: 3, pressed: false },
  { room: 3, pressed: true },
  { room: 2, pressed: true },
  { room: 1, pressed: true },
] as const;

export function ScreenCriterion({ focus }: { focus: Extract<Focus, { kind: "criterion" }> }) {
  const { t } = useTranslation("screen");
  const { t: td } = useTranslation("discussion");
  const { conversationId, criterionId } = focus;
  const { nameOf } = useNames();
  const { shortOf } = useShortNames();
  const initials = useInitials();
  const people = useEverybody();
  const criterion = useSlice("scorecard")?.criteria.find((each) => each.criterionId === criterionId);
  const results = useSlice("results")?.[conversationId];
  const view = useSlice("discussion")?.[conversationId]?.[criterionId] ?? null;
  const note = useSlice("notes")?.find((each) => each.criterionId === criterionId && each.current);
  const turn = view?.speaking?.order.map((each) => each.state).join(" ") ?? "";
  const state = `${view?.revotes.at(-1)?.status} ${turn} ${view?.settled !== null} ${view?.reasons.length}`;
  const { ref, layout } = useLayoutThatFits(LAYOUTS, `${conversationId} ${criterionId} ${state}`);
  if (!criterion) return null;
  if (focus.readAloud)
    return (
      <div className={styles.aloud}>
        <h1 className={styles.sentence}>{criterion.name}</h1>
        <p className={styles.definitionAloud}>{criterion.definition}</p>
        <ul className={styles.anchorsAloud}>
          {Object.entries(criterion.anchors).map(([level, words]) => (
            <li key={level}>
              <strong>{valueText(td, criterion.scale, Number(level))}</strong> {words}
            </li>
          ))}
        </ul>
      </div>
    );
  const row = results?.rows.find((each) => each.criterionId === criterionId) ?? null;
  const vote = view?.revotes.at(-1);
  const dots = discussionDots(view, row, null, nameOf);
  const minds = (view?.minds ?? []).map(({ seatId, value }) => ({ value, name: seatId === null ? null : nameOf(seatId) }));
  const values = [...dots, ...minds].map(({ value }) => value);
  const withNA = criterion.allowNA || values.includes("NA") || view?.baseline?.value === "NA" || view?.settled?.value === "NA";
  const moves =
    vote?.status === "revealed" && vote.movement.length > 0
      ? revoteMoves(view ?? { entries: [] }, vote).map(({ seatId, from, to }) => ({
          from,
          to,
          name: seatId === null ? null : shortOf(seatId),
          initials: seatId === null ? null : initials(nameOf(seatId)),
        }))
      : null;
  return (
    <div ref={ref} className={styles.block} data-room={layout.room}>
      <div>
        <h1 className={styles.criterionName}>{criterion.name}</h1>
        <p className={styles.definition}>{criterion.definition}</p>
      </div>
      {vote?.status === "open" ? (
        <>
          <p className={styles.vote} role="status">
            <span className={styles.clock}>{t("criterion.voted", { in: vote.in, of: vote.of })}</span>
            <span className={styles.soft}>{t("criterion.revoteHidden")}</span>
          </p>
          <div className={styles.scale}>
            <DotScale criterion={criterion} dots={[]} size="wallStage" keepNA={criterion.allowNA} />
            <div className={styles.anchors}>
              <Anchors criterion={criterion} contested={[]} withNA={criterion.allowNA} />
            </div>
          </div>
        </>
      ) : moves && !view?.settled ? (
        <div>
          <MovementScale criterion={criterion} moves={moves} size="wallStage" />
          <p className={styles.moves}>{movementText(td, criterion, moves)}</p>
        </div>
      ) : (
        <div className={styles.scale}>
          <DotScale
            criterion={criterion}
            dots={dots}
            size={layout.pressed ? "wallStageLow" : "wallStage"}
            keepNA={withNA}
            baseline={view?.baseline?.value ?? row?.baseline ?? null}
            calibrated={view?.settled?.value ?? null}
            minds={minds}
            among={people}
          />
          <div className={styles.anchors}>
            <Anchors criterion={criterion} contested={view?.contested ?? []} withNA={withNA} />
          </div>
        </div>
      )}
      {view?.settled ? (
        <div className={styles.large}>
          <strong className={styles.action_}>
            {t(view.settled.how === "provisional" ? "criterion.provisional" : "criterion.settled", {
              value: valueText(td, criterion.scale, view.settled.value),
            })}
          </strong>
          {view.settled.note && <p className={styles.said}>{t("criterion.note", { note: afterNextTime(view.settled.note) })}</p>}
        </div>
      ) : view?.parked ? (
        <p className={styles.large}>{t("criterion.parked")}</p>
      ) : (
        view && vote?.status !== "open" && <Speaking criterion={criterion} view={view} nameOf={shortOf} withReason={!moves} />
      )}
      {vote?.status === "cancelled" && !view?.settled && <p className={styles.soft}>{td("revote.cancelled", { round: vote.round })}</p>}
      {note && !view?.settled && (
        <p className={`${styles.soft} ${styles.lastTime}`}>{t("criterion.lastTime", { note: afterNextTime(note.text) })}</p>
      )}
    </div>
  );
}

function Speaking(props: { criterion: Criterion; view: DiscussionView; nameOf: (seatId: string) => string; withReason: boolean }) {
  const { criterion, view, nameOf, withReason } = props;
  const { t } = useTranslation("screen");
  const { t: td } = useTranslation("discussion");
  const { speaking } = view;
  const line = speaking ? speakingLine(speaking) : null;
  const inOrder = line !== null && !speaking?.everyone && line.now.length > 0;
  const reasons = !withReason || speaking?.everyone || !speaking ? [] : reasonGroups(view).current.slice(0, REASONS);
  const listOf = (seatIds: readonly string[]) => formatList(seatIds.map(nameOf));
  return (
    <>
      {(inOrder || speaking?.everyone) && (
        <div className={styles.speaks}>
          {inOrder ? (
            <p className={styles.large}>
              <span className={styles.soft}>{td("speaking.label")}:</span> <strong>{listOf(line.now)}</strong>
              {line.now.length > 1 && (
                <span className={styles.soft}> {td(line.first ? "speaking.togetherFirst" : "speaking.togetherNow")}</span>
              )}
              {line.after.length > 0 && (
                <span className={styles.soft}>
                  {", "}
                  {t("criterion.then", { names: line.after.slice(0, NEXT_NAMES).map(nameOf).join(", ") })}
                </span>
              )}
            </p>
          ) : (
            <p className={styles.large}>
              {t("criterion.open")}{" "}
              {view.notHeard.length > 0 && (
                <span className={styles.soft}>{t("criterion.notHeard", { names: view.notHeard.map(nameOf).join(", ") })}</span>
              )}
            </p>
          )}
          {line && line.spoke.length > 0 && (
            <span className={styles.soft}>{td("speaking.haveSpoken", { count: line.spoke.length, names: listOf(line.spoke) })}</span>
          )}
          {line && line.passed.length > 0 && (
            <span className={styles.soft}>{td("speaking.havePassed", { count: line.passed.length, names: listOf(line.passed) })}</span>
          )}
        </div>
      )}
      {reasons.length > 0 && (
        <div className={styles.reasons} data-several={reasons.length > 1 || undefined}>
          {reasons.map((reason) => (
            <Said key={`${reason.seatId} ${reason.text}`} criterion={criterion} reason={reason} named={view.named} nameOf={nameOf} />
          ))}
        </div>
      )}
    </>
  );
}

function Said(props: { criterion: Criterion; reason: ReasonView; named: boolean; nameOf: (seatId: string) => string }) {
  const { criterion, reason, named, nameOf } = props;
  const { t } = useTranslation("screen");
  const { t: td } = useTranslation("discussion");
  const quote = reason.evidence.find((each) => each.quote !== null)?.quote ?? null;
  // their name and score, where names are shown
  const by =
    named && reason.seatId !== null
      ? reason.value === null
        ? nameOf(reason.seatId)
        : td("reasons.by", { name: nameOf(reason.seatId), value: valueText(td, criterion.scale, reason.value) })
      : null;
  return (
    <blockquote className={styles.said}>
      {by && <strong className={styles.by}>{by}</strong>}
      {reason.text !== "" && <span className={styles.saidText}>{reason.text}</span>}
      {quote && <span className={`${styles.soft} ${styles.quote}`}>{t("criterion.quote", { quote })}</span>}
    </blockquote>
  );
}
