// The page that is safe to share: a connection of its own, nothing hidden in it, nothing to click. It follows the call by itself.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Focus } from "../../shared/session/shapes.ts";
import { SessionProvider } from "../session/SessionProvider.tsx";
import { useConnectionStatus, useSlice } from "../stores/sessionStore.ts";
import { applyTheme, storedTheme } from "../ui/theme.ts";
import { ScreenRevealMoment } from "../session/reveal/RevealMoment.tsx";
import { useTitle } from "../ui/useTitle.ts";
import { ScreenActions } from "./ScreenActions.tsx";
import { ScreenArrival } from "./ScreenArrival.tsx";
import { ScreenClosing } from "./ScreenClosing.tsx";
import { ScreenCriterion } from "./ScreenCriterion.tsx";
import { ScreenOutcome } from "./ScreenOutcome.tsx";
import { ScreenResults } from "./ScreenResults.tsx";
import { ScreenReview } from "./ScreenReview.tsx";
import styles from "./SharedScreen.module.css";
import { useFit } from "./useFit.ts";

/** Dark unless this browser's person has chosen light: a bright wall tires a room. */
function useWallTheme() {
  useEffect(() => {
    const chosen = storedTheme();
    applyTheme(chosen === "system" ? "dark" : chosen);
    return () => applyTheme(storedTheme());
  }, []);
}

/** The words of what comes later are here before it comes: at the reveal nobody looks at an empty wall. */
function usePrefetch() {
  const { i18n } = useTranslation();
  useEffect(() => void i18n.loadNamespaces(["results", "discussion", "closing"]), [i18n]);
}

function Place({ focus, closed }: { focus: Focus; closed: boolean }) {
  if (closed) return <ScreenClosing />;
  switch (focus.kind) {
    case "arrival":
      return <ScreenArrival />;
    case "actions":
      return <ScreenActions />;
    case "review":
      return <ScreenReview />;
    case "results":
      return <ScreenResults key={focus.conversationId} conversationId={focus.conversationId} />;
    case "criterion":
      return <ScreenCriterion key={`${focus.conversationId}|${focus.criterionId}`} focus={focus} />;
    case "closing":
      return <ScreenClosing />;
    default:
      return focus satisfies never;
  }
}

function Where({ focus }: { focus: Focus }) {
  const { t } = useTranslation("screen");
  const conversations = (useSlice("conversations") ?? []).filter((each) => each.status !== "withdrawn");
  const index = "conversationId" in focus ? conversations.findIndex((each) => each.conversationId === focus.conversationId) : -1;
  const conversation = conversations[index];
  if (!conversation) return null;
  return (
    <span>
      {conversations.length > 1 && <>{t("conversation", { number: index + 1, of: conversations.length })} · </>}
      {conversation.title}
    </span>
  );
}

/** Everything inside the provider; tests give it a connection of their own. */
export function ScreenPlaces() {
  const { t } = useTranslation("screen");
  const session = useSlice("session");
  const scorecard = useSlice("scorecard");
  const status = useConnectionStatus();
  const style = useFit();
  useWallTheme();
  usePrefetch();
  useTitle(session ? `${session.name} · ${t("title")}` : t("title"));
  const trouble = status.trouble ? t(status.trouble) : null;
  const line = status.state === "closed" ? (status.bye?.message ?? t("ended")) : status.state === "reconnecting" ? t("down") : trouble;
  return (
    <div className={styles.wall}>
      <div className={styles.stage} style={style}>
        <header className={styles.header}>
          {line === null ? (
            <>
              <strong>{session?.name}</strong>
              {session && <Where focus={session.focus} />}
            </>
          ) : (
            <span role="status" className={styles.line}>
              {line}
            </span>
          )}
        </header>
        <main id="main" tabIndex={-1} className={styles.main}>
          <ScreenRevealMoment />
          {session && scorecard ? (
            <Place focus={session.focus} closed={session.status === "closed"} />
          ) : (
            status.state !== "closed" && <p className={styles.soft}>{t("connecting")}</p>
          )}
        </main>
        {session?.status === "open" && scorecard && <ScreenOutcome focus={session.focus} />}
      </div>
    </div>
  );
}

export default function SharedScreen({ sessionId, token }: { sessionId: string; token: string }) {
  return (
    <SessionProvider sessionId={sessionId} screenToken={token}>
      <ScreenPlaces />
    </SessionProvider>
  );
}
