// The call: one page that shows whatever the call is at (or what this person looks at meanwhile), inside one frame.
import { Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Focus } from "../../shared/session/shapes.ts";
import type { MineSlice } from "../../shared/session/view/slices.ts";
import { useConnectionStatus, useMine, useShownFocus, useSlice } from "../stores/sessionStore.ts";
import { announce } from "../ui/announce.ts";
import { screenOnDemand } from "../ui/onDemand.tsx";
import { Frame } from "./call/Frame.tsx";
import styles from "./call/Frame.module.css";
import { Arrival } from "./arrival/Arrival.tsx";
import { Bye } from "./door/Bye.tsx";
import { Waiting } from "./door/Waiting.tsx";
import { FrozenSheet, ReviewScreen } from "./score/ReviewScreen.tsx";
import { ScoreSheet } from "./score/ScoreSheet.tsx";
import { type SayTooLate, SessionProvider } from "./SessionProvider.tsx";

const Actions = screenOnDemand(() => import("./actions/Actions.tsx"));
const Results = screenOnDemand(() => import("./results/Results.tsx"));
const Criterion = screenOnDemand(() => import("./discussion/Criterion.tsx"));
const Closing = screenOnDemand(() => import("./closing/Closing.tsx"));
const LateChoice = screenOnDemand(() => import("./late/LateChoice.tsx"));

/** What comes later is fetched while people score: nobody waits for it at the reveal, and a network that fails then does no harm. */
function usePrefetch() {
  const { i18n } = useTranslation();
  useEffect(() => {
    const timer = setTimeout(() => {
      void i18n.loadNamespaces(["results", "discussion", "closing"]);
      for (const screen of [Actions, Results, Criterion, Closing, LateChoice, FrozenSheet]) void screen.preload();
    }, PREFETCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [i18n]);
}

const PREFETCH_AFTER_MS = 1_500;

function Screen({ focus, mine }: { focus: Focus; mine: MineSlice }) {
  switch (focus.kind) {
    case "arrival":
      return <Arrival />;
    case "actions":
      return <Actions />;
    case "review":
      return <ReviewScreen />;
    case "results":
    case "criterion": {
      const late = mine.sheets[focus.conversationId]?.late;
      if (late === "undecided") return <LateChoice key={focus.conversationId} conversationId={focus.conversationId} />;
      if (late === "scoring") return <ScoreSheet key={focus.conversationId} conversationId={focus.conversationId} mode="late" />;
      return focus.kind === "results" ? <Results /> : <Criterion />;
    }
    case "closing":
      return <Closing />;
    default:
      return focus satisfies never;
  }
}

/** Everything inside the provider; tests give it a connection of their own. */
export function CallScreens() {
  const { t } = useTranslation(["call", "people", "score"]);
  usePrefetch();
  const status = useConnectionStatus();
  const session = useSlice("session");
  const scorecard = useSlice("scorecard");
  const waiting = useSlice("waiting");
  const mine = useMine();
  const focus = useShownFocus();
  const waited = useRef(false);
  const inside = session !== undefined && mine !== null && mine !== undefined;
  useEffect(() => {
    if (waiting) waited.current = !waiting.turnedAway;
    else if (inside && waited.current) {
      waited.current = false;
      announce(t("expect.admitted.line"));
    }
  }, [waiting, inside, t]);
  if (status.state === "closed") return <Bye bye={status.bye} />;
  if (waiting) return <Waiting waiting={waiting} />;
  if (!session || !scorecard || !mine)
    return (
      <main id="main" tabIndex={-1} className={styles.opening}>
        {t("opening")}
      </main>
    );
  const following = focus === session.focus;
  return (
    <Frame>
      <Suspense fallback={<p className={styles.opening}>{t("opening")}</p>}>
        {session.status === "closed" && following ? <Closing /> : <Screen focus={focus} mine={mine} />}
      </Suspense>
    </Frame>
  );
}

export const sayTooLate: SayTooLate = (...given) => import("./discussion/ActDialogs.tsx").then((module) => module.sayTooLate(...given));

export default function Call({ sessionId }: { sessionId: string }) {
  return (
    <SessionProvider sessionId={sessionId} sayTooLate={sayTooLate}>
      <CallScreens />
    </SessionProvider>
  );
}
