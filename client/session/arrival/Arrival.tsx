// Arrival: who is here, how the others get in, what this hour is for — and scoring, which is open already.
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { MineSlice } from "../../../shared/session/view/slices.ts";
import { Hint } from "../../hints/Hint.tsx";
import { useMine, useSessionStore, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { Button } from "../../ui/Button.tsx";
import { formatDayTime } from "../../ui/formatDate.ts";
import { onDemand } from "../../ui/onDemand.tsx";
import { RoleLine } from "../people/RoleLine.tsx";
import { sheetConversation } from "../score/sheetConversation.ts";
import { scoredCount } from "../score/sheet.ts";
import styles from "./Arrival.module.css";
import { WhosHere } from "./WhosHere.tsx";

/** Its place stands beside the rest; whoever scores does not wait for it. */
const Invite = onDemand(() => import("./Invite.tsx").then((module) => module.Invite));

function ScoreNow() {
  const { t } = useTranslation("people");
  const slices = useStore(useSessionStore().state, (state) => state.slices);
  const mine = useMine();
  const { look, openSheet } = useUi();
  const hidden = (slices.conversations ?? []).filter((each) => each.status === "hidden");
  if (!mine?.scores || hidden.length === 0) return null;
  const criteria = slices.scorecard?.criteria ?? [];
  const conducts = mine.can.includes("MoveFocus");
  const open = hidden.filter(
    (each) => !mine.sheets[each.conversationId]?.submitted || mine.sheets[each.conversationId]?.changedSinceSubmit,
  );
  const begun = hidden.some((each) => scoredCount(criteria, mine.sheets[each.conversationId]?.draft ?? {}) > 0);
  const go = () => {
    const next = sheetConversation(slices, open[0]?.conversationId ?? null, false);
    if (next) openSheet(next);
    look({ kind: "review" });
  };
  return (
    <div className={styles.scoreNow}>
      <Button variant={conducts || open.length === 0 ? "quiet" : "filled"} size="large" onPress={go}>
        {t(open.length === 0 ? "arrival.scored" : begun ? "arrival.scoreOn" : conducts ? "arrival.scoreAlone" : "arrival.score")}
      </Button>
      <p className={styles.soft}>
        {t(open.length === 0 ? "arrival.scoredHint" : conducts ? "arrival.scoreAloneHint" : "arrival.scoreHint", { count: open.length })}
      </p>
    </div>
  );
}

function ArrivalHint({ mine, conversations }: { mine: MineSlice; conversations: number }) {
  if (mine.can.includes("MoveFocus")) return <Hint id="bar" />;
  const begun = Object.values(mine.sheets).some(({ draft, submitted }) => submitted !== null || Object.keys(draft).length > 0);
  return mine.scores && conversations > 0 ? <Hint id="arrive" learnt={begun} /> : null;
}

/** What somebody has to know who is here for the first time depends on what they are here for. */
const firstTimer = ({ scores, can }: MineSlice) => (!scores ? "firstWatching" : can.includes("MoveFocus") ? "firstLeading" : "firstTime");

export function Arrival() {
  const { t } = useTranslation("people");
  const session = useSlice("session");
  const conversations = (useSlice("conversations") ?? []).filter((each) => each.status !== "withdrawn");
  const mine = useMine();
  if (!session || !mine) return null;
  return (
    <div className={styles.arrival}>
      <div className={styles.main}>
        <p className={styles.soft}>{t("arrival.when", { team: session.team, time: formatDayTime(session.startsAt, session.timeZone) })}</p>
        <h1 className={styles.statement}>{t("arrival.purpose")}</h1>
        <p className={styles.lead}>{t("arrival.how", { count: conversations.length })}</p>
        {session.dueAt !== null && (
          <p className={styles.soft}>{t("arrival.due", { time: formatDayTime(session.dueAt, session.timeZone) })}</p>
        )}
        {mine.firstTime && <Hint id="firstTime" words={t(`arrival.${firstTimer(mine)}`)} />}
        {session.status === "open" && <ArrivalHint mine={mine} conversations={conversations.length} />}
        <ScoreNow />
        <WhosHere />
        <RoleLine />
      </div>
      <Invite />
    </div>
  );
}
