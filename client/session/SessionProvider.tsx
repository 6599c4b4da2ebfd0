// Puts one session around its screens: opens the connection (or takes a given one), keeps what is unanswered on this device, closes it again.
import { type ReactNode, useEffect, useState } from "react";
import type { Answer } from "../../shared/protocol/socket.ts";
import type { SessionCommand } from "../../shared/session/commands.ts";
import { BASE_PATH } from "../basePath.ts";
import { connect, type Connection } from "../connection/connection.ts";
import { newId } from "../newId.ts";
import { answerInOwnWords, inOwnLanguage } from "../refusals.ts";
import type { KeptDrafts } from "../stores/draftStore.ts";
import { createSessionStore, type KeptStorage, SessionContext, type SessionStore, type Tell, tellPlainly } from "../stores/sessionStore.ts";
import { asksBeforeLeaving } from "./asksBeforeLeaving.ts";
import { useUi } from "../stores/uiStore.ts";

/** A place in this tab's storage. Throws where there is none (private windows, blocked storage). */
const keptUnder = (key: string): KeptStorage => ({
  load: () => sessionStorage.getItem(key),
  save: (value) => (value === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, value)),
});

const DRAFTS = "plumb.drafts.";
const draftsOf = (sessionId: string): KeptDrafts => {
  const start = `${DRAFTS}${sessionId}.`;
  const names = (under: string): string[] => Object.keys(localStorage).filter((key) => key.startsWith(under));
  // of other sessions' places where nothing waits nobody needs to know any more when they were typed in
  const forget = (key: string, _at: number, all: string[]): void => {
    if (!key.startsWith(start) && Number(localStorage.getItem(key)) && !all.some((other) => other.startsWith(`${key} `)))
      localStorage.removeItem(key);
  };
  try {
    names(DRAFTS).forEach(forget);
  } catch {}
  return {
    names: () => names(start).map((key) => key.slice(start.length)),
    get: (name) => localStorage.getItem(start + name),
    keep: (name, text) => localStorage.setItem(start + name, text),
    drop: (name) => localStorage.removeItem(start + name),
  };
};

/** What came too late is said with what it was for; left out: the page has no words for it. */
type Refused = Extract<Answer, { ok: false }>;
export type SayTooLate = (connection: Connection, command: SessionCommand, answer: Refused) => Promise<void>;
const tellOf =
  (connection: Connection, sayTooLate: SayTooLate | undefined): Tell =>
  (answer, command) =>
    !answer.ok && command && sayTooLate
      ? void sayTooLate(connection, command, answer).catch(() => tellPlainly(answer))
      : tellPlainly(answer);

function open(sessionId: string, screenToken: string | undefined, sayTooLate: SayTooLate | undefined): SessionStore {
  const connection: Connection = connect({
    url: window.location.origin + BASE_PATH,
    sessionId,
    newId,
    ...(screenToken
      ? { screenToken }
      : {
          // of this tab alone: another tab must not empty it, and another person at this device must not send it
          storage: keptUnder(`plumb.acts.${sessionId}`),
          onLeftover: (answer, command) => tellOf(connection, sayTooLate)(answerInOwnWords(answer), command),
        }),
  });
  return createSessionStore(inOwnLanguage(connection), screenToken ? null : draftsOf(sessionId), tellOf(connection, sayTooLate));
}

type Props = { children: ReactNode; sayTooLate?: SayTooLate } & ({ connection: Connection } | { sessionId: string; screenToken?: string });

export function SessionProvider(props: Props) {
  const { sayTooLate } = props;
  const given = "connection" in props ? props.connection : null;
  const sessionId = "connection" in props ? "" : props.sessionId;
  const screenToken = "connection" in props ? undefined : props.screenToken;
  const [store, setStore] = useState<SessionStore | null>(() =>
    given ? createSessionStore(given, null, tellOf(given, sayTooLate)) : null,
  );
  useEffect(() => {
    if (given) return;
    const opened = open(sessionId, screenToken, sayTooLate);
    setStore(opened);
    const asksNoMore = asksBeforeLeaving(opened.connection);
    return () => {
      asksNoMore();
      opened.dispose();
      opened.connection.close();
      useUi.getState().reset();
    };
  }, [given, sessionId, screenToken, sayTooLate]);
  if (!store) return null;
  return <SessionContext value={store}>{props.children}</SessionContext>;
}
