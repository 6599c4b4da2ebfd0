// A criterion in discussion: its words biggest, the contested levels marked, everybody's answers, who speaks, and what they said.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DotScale } from "../../plots/DotScale.tsx";
import { useNarrowWindow } from "../../plots/useNarrowWindow.ts";
import { Hint } from "../../hints/Hint.tsx";
import { useCan, useMine, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { badgeText, spreadText } from "../results/sentences.ts";
import { Anchors } from "./Anchors.tsx";
import styles from "./Criterion.module.css";
import { LastTime } from "./LastTime.tsx";
import { Outcome } from "./Outcome.tsx";
import { ReadAloud } from "./ReadAloud.tsx";
import { ConversationRead, ReadButton } from "./ReadConversation.tsx";
import { Reasons } from "./Reasons.tsx";
import { Revote, useRevoteSaid } from "./Revote.tsx";
import { Objections, Said } from "./Said.tsx";
import { SettleBar } from "./SettleBar.tsx";
import { SpeakingOrder } from "./SpeakingOrder.tsx";
import { type ShownCriterion, useCriterion } from "./useCriterion.ts";
import { useEverybody } from "./useInitials.ts";

export default function Criterion() {
  const { t } = useTranslation("discussion");
  const shown = useCriterion();
  if (!shown) return <p className={styles.none}>{t("place.hidden")}</p>;
  if (shown.readAloud && shown.live) return <ReadAloud shown={shown} />;
  return (
    <div className={styles.withFoot}>
      <div className={styles.talk}>
        <InDiscussion shown={shown} />
      </div>
      <div className={styles.foot}>
        <SettleBar />
      </div>
    </div>
  );
}

function InDiscussion({ shown }: { shown: ShownCriterion }) {
  const { t } = useTranslation("discussion");
  const { criterion, view, row, dots } = shown;
  const look = useUi((ui) => ui.look);
  useRevoteSaid(shown);
  const [whole, setWhole] = useState(false);
  const rank = shown.toDiscuss.indexOf(shown.criterionId) + 1;
  const minds = (view?.minds ?? []).map(({ seatId, value }) => ({ value, name: shown.nameOf(seatId) }));
  const values = [...dots, ...minds].map(({ value }) => value);
  const withNA = criterion.allowNA || values.includes("NA") || view?.baseline?.value === "NA" || view?.settled?.value === "NA";
  const voting = view?.revotes.at(-1)?.status === "open";
  const open = !view?.settled && !view?.parked;
  // what people answered last comes first: the re-vote, open or revealed, then the blind scores it started from
  const revoted = voting || (open && (view?.revotes.some(({ status }) => status === "revealed") ?? false));
  const people = useEverybody();
  const narrow = useNarrowWindow();
  const [reading, setReading] = useState(false);
  const { conversationId } = shown;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <p className={styles.place}>
          <span>{rank > 0 ? t("place.toDiscuss", { rank, of: shown.toDiscuss.length }) : t("place.agrees")}</span>
          <span>{shown.section}</span>
          {criterion.autoFail && <span>{t(criterion.scale === "binary" ? "place.autoFailNo" : "place.autoFail")}</span>}
          {shown.live && (
            <button
              type="button"
              className={styles.look}
              title={t("place.onlyYou")}
              onClick={() => look({ kind: "results", conversationId })}
            >
              {t("place.look")}
            </button>
          )}
          {!narrow && <ReadButton conversationId={conversationId} onRead={() => setReading(true)} />}
        </p>
        <h1 className={styles.name}>{criterion.name}</h1>
        <div className={styles.meaning} data-open={whole || undefined}>
          <p className={styles.definition}>{criterion.definition}</p>
          <button type="button" className={styles.expand} aria-expanded={whole} onClick={() => setWhole(!whole)}>
            <span className="onlyForScreenReaders">{t("place.wholeDefinition")}</span>
            <Icon name={whole ? "up" : "down"} size={16} />
          </button>
        </div>
        <LastTime shown={shown} />
        <ConversationRead conversationId={conversationId} isOpen={reading} onOpenChange={setReading} />
      </header>
      {open && shown.live && !voting && <DiscussionHint shown={shown} />}
      {!view && <Notice>{t("place.notOpened")}</Notice>}
      {open && <Objections shown={shown} />}
      {revoted && <Revote shown={shown} />}
      <div className={styles.scale}>
        {revoted && <p className={styles.blind}>{t("revote.before")}</p>}
        <RowLine shown={shown} onRead={() => setReading(true)} />
        <DotScale
          criterion={criterion}
          dots={dots}
          size="stage"
          keepNA={withNA}
          baseline={view ? (view.baseline?.value ?? null) : (row?.baseline ?? null)}
          calibrated={view?.settled?.value ?? row?.settled?.value ?? null}
          minds={minds}
          among={people}
        />
        {!voting && <Anchors criterion={criterion} contested={view?.contested ?? row?.values ?? []} withNA={withNA} />}
      </div>
      {open && <Split shown={shown} />}
      <Outcome shown={shown} />
      {!revoted && <Revote shown={shown} />}
      <SpeakingOrder shown={shown} />
      <Reasons shown={shown} />
      <Said shown={shown} />
      {!open && <Objections shown={shown} />}
      {!shown.live && (
        <div>
          <Button size="small" onPress={() => look({ kind: "results", conversationId })}>
            {t("place.results")}
          </Button>
        </div>
      )}
    </div>
  );
}

function DiscussionHint({ shown }: { shown: ShownCriterion }) {
  const mine = useMine();
  const conducts = useCan("SettleCriterion");
  const results = useSlice("results")?.[shown.conversationId];
  if (!mine || !shown.view) return null;
  if (conducts) return <Hint id="discussLead" learnt={(results?.calibrated.settled ?? 0) > 0} />;
  const spoke = shown.view.speaking?.order.some(({ seatId, state }) => seatId === mine.seatId && state === "spoke") ?? false;
  return mine.scores ? <Hint id="discuss" learnt={spoke} /> : null;
}

/** "scores 2 to 5" and the one badge, as on the results. */
function RowLine({ shown, onRead }: { shown: ShownCriterion; onRead: () => void }) {
  const { t } = useTranslation("results");
  const narrow = useNarrowWindow();
  if (!shown.row) return null;
  const badge = badgeText(t, shown.row);
  return (
    <p className={styles.spread}>
      <span>{spreadText(t, shown.criterion, shown.row)}</span>
      {badge && <Badge tone="apart">{badge}</Badge>}
      {/* a narrow head has room for name and definition alone */}
      {narrow && <ReadButton conversationId={shown.conversationId} onRead={onRead} />}
    </p>
  );
}

/** What has to be settled before the score: does it apply; and what an auto-fail split means for the total. */
function Split({ shown }: { shown: ShownCriterion }) {
  const { t } = useTranslation("discussion");
  const totals = useSlice("results")?.[shown.conversationId]?.totals ?? [];
  if (shown.row?.badge === "naSplit") return <Notice tone="apart">{t("applies")}</Notice>;
  if (shown.row?.badge !== "autoFailSplit") return null;
  const raws = totals.flatMap(({ raw }) => (raw === null ? [] : [Math.round(raw)]));
  if (raws.length === 0) return null;
  const low = Math.min(...raws);
  const high = Math.max(...raws);
  return <Notice tone="apart">{t("autoFailIf", { low: 0, high: low === high ? high : `${low}–${high}` })}</Notice>;
}
