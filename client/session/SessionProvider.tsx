// Puts one session around its screens: opens the connection (or takes a given one), keeps what is unanswered on this device, closes it again.
import { type ReactNode, useEffect, useState } from "react";
import { BASE_PATH } from "../basePath.ts";
import { connect, type Connection } from "../connection/connection.ts";
import { newId } from "../newId.ts";
import { answerInOwnWords, inOwnLanguage } from "../refusals.ts";
import { createSessionStore, type KeptStorage, SessionContext, type SessionStore } from "../stores/sessionStore.ts";
import { asksBeforeLeaving } from "./asksBeforeLeaving.ts";
import { useUi } from "../stores/uiStore.ts";
import { notify } from "../ui/notices.ts";

/** A place in the browser's storage. Throws where there is none (private windows, blocked storage). */
const keptUnder = (key: string, place: () => Storage): KeptStorage => ({
  load: () => place().getItem(key),
  save: (value) => (value === null ? place().removeItem(key) : place().setItem(key, value)),
});

function open(sessionId: string, screenToken: string | undefined): SessionStore {
  const connection = connect({
    url: window.location.origin + BASE_PATH,
    sessionId,
    newId,
    ...(screenToken
      ? { screenToken }
      : {
          // of this tab alone: another tab must not empty it, and another person at this device must not send it
          storage: keptUnder(`plumb.acts.${sessionId}`, () => sessionStorage),
          onLeftover: (answer) => {
            const said = answerInOwnWords(answer);
            if (!said.ok) notify({ text: said.message, tone: "apart" });
          },
        }),
  });
  return createSessionStore(inOwnLanguage(connection), screenToken ? null : keptUnder(`plumb.drafts.${sessionId}`, () => localStorage));
}

type Props = { children: ReactNode } & ({ connection: Connection } | { sessionId: string; screenToken?: string });

export function SessionProvider(props: Props) {
  const given = "connection" in props ? props.connection : null;
  const sessionId = "connection" in props ? "" : props.sessionId;
  const screenToken = "connection" in props ? undefined : props.screenToken;
  const [store, setStore] = useState<SessionStore | null>(() => (given ? createSessionStore(given) : null));
  useEffect(() => {
    if (given) return;
    const opened = open(sessionId, screenToken);
    setStore(opened);
    const asksNoMore = asksBeforeLeaving(opened.connection);
    return () => {
      asksNoMore();
      opened.dispose();
      opened.connection.close();
      useUi.getState().reset();
    };
  }, [given, sessionId, screenToken]);
  if (!store) return null;
  return <SessionContext value={store}>{props.children}</SessionContext>;
}
