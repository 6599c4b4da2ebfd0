// The form of a new session. What is typed is kept in the tab until the server has it, through reloads and refusals.
import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { SessionDefaults } from "../../../shared/protocol/http.ts";
import type { Channel } from "../../../shared/session/shapes.ts";
import { ask, type Refusal } from "../../api.ts";
import { newId } from "../../newId.ts";
import { Hint } from "../../hints/Hint.tsx";
import { useReadTexts } from "../../material/texts.ts";
import { Button } from "../../ui/Button.tsx";
import { More } from "../../ui/More.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { useStoredDraft } from "../useStoredDraft.ts";
import { ConversationsField } from "./ConversationsField.tsx";
import styles from "./Create.module.css";
import { type Draft, emptyDraft, isBlank, isDraft, isLink, readyToSend, whenOf } from "./draft.ts";
import { FromLastTime } from "./FromLastTime.tsx";
import { readConversations } from "./readPaste.ts";
import { ScorecardChoice } from "./ScorecardChoice.tsx";
import { SessionOptions } from "./SessionOptions.tsx";
import { summaryLine } from "./summaryLine.ts";

export function CreateForm({ defaults, from }: { defaults: SessionDefaults; from: string | null }) {
  const { t } = useTranslation(["create", "house"]);
  const [, navigate] = useLocation();
  const [first] = useState(() => emptyDraft(newId()));
  const [stored, store] = useStoredDraft(`plumb.create.${from ?? "new"}`, isDraft);
  const draft = stored ?? first;
  // files are read while one types: every change starts from the latest, not from what the closure saw
  const latest = useRef(draft);
  latest.current = draft;
  const change = (edit: (draft: Draft) => Partial<Draft>) => {
    latest.current = { ...latest.current, ...edit(latest.current) };
    store(latest.current);
  };
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const defaultTitle = useCallback(
    (channel: Channel, number: number) => t("defaultTitle", { channel: t(`house:channel.${channel}`), number }),
    [t],
  );
  const shownConversations = useDeferredValue(draft.conversations);
  const carried = (draft.carry ?? defaults.leftovers.map((leftover) => leftover.conversationId)).length;
  const { version, again } = useReadTexts(shownConversations.map(({ text }) => text));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says that another text has been read
  const readings = useMemo(
    () => readConversations(shownConversations, defaultTitle, carried),
    [shownConversations, defaultTitle, carried, version],
  );
  const when = whenOf(draft, defaults);
  const filled = draft.conversations.filter((conversation) => !isBlank(conversation));
  const count = filled.length + carried;
  const problem =
    count === 0
      ? t("noneYet")
      : filled.some((conversation) => !isLink(conversation.link))
        ? t("linkWrong")
        : readings.some((reading) => reading.stops.length > 0)
          ? t("stopped")
          : readings.some((reading) => reading.unread === "failed")
            ? t("unread")
            : tried && readings.some((reading) => reading.unread === "reading")
              ? t("stillReading")
              : null;
  const people = draft.people?.length ?? defaults.people.filter((person) => person.chosen).length;

  const start = async () => {
    setTried(true);
    setRefusal(null);
    if (problem !== null || busy) return;
    const sent = readConversations(latest.current.conversations, defaultTitle, carried).filter((reading) => !isBlank(reading.conversation));
    if (sent.some((reading) => reading.unread)) return;
    setBusy(true);
    const answer = await ask<{ ok: true; sessionId: string }>("POST", "/sessions", readyToSend(latest.current, defaults, sent));
    setBusy(false);
    if (!answer.ok) return setRefusal(answer);
    store(null);
    navigate(`/s/${answer.sessionId}`);
  };

  return (
    <form
      className={styles.form}
      noValidate
      // Enter in a title is not a decision to start: the button is
      onSubmit={(event) => event.preventDefault()}
    >
      <FromLastTime defaults={defaults} carry={draft.carry} onCarry={(carry) => change(() => ({ carry }))} />
      <ConversationsField
        conversations={draft.conversations}
        readings={readings}
        carried={carried}
        showProblems={tried}
        change={change}
        onReadAgain={again}
      />
      <ScorecardChoice
        defaults={defaults}
        value={draft.scorecardId ?? defaults.scorecardId}
        onChange={(scorecardId) => change(() => ({ scorecardId }))}
      />
      <More label={t("more")} summary={summaryLine(draft, defaults, when, t)} className={styles.more}>
        <SessionOptions draft={draft} defaults={defaults} when={when} change={change} />
      </More>
      {problem === null && <Hint id="paste" learnt={busy} />}
      <div data-foot="" className={styles.foot}>
        <div className={styles.footWords} role="status">
          {refusal ? (
            <Notice tone="apart">{refusal.message}</Notice>
          ) : tried && problem ? (
            <span className={styles.problem}>{problem}</span>
          ) : (
            <>
              {count > 4 && <p>{t("many", { count, minutes: count * 20 })}</p>}
              {people > 8 && <p>{t("manyPeople", { count: people })}</p>}
              <p>{t("startHint")}</p>
            </>
          )}
        </div>
        <Button variant="filled" size="large" isPending={busy} className={styles.start} onPress={() => void start()}>
          {busy ? t("starting") : t("start")}
        </Button>
      </div>
    </form>
  );
}
