// Screen A: the conversation on the left, the current criterion on the right, the foot with what is saved. Whole by keyboard, by mouse, by thumb.
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Value } from "../../../shared/scorecard/scorecard.ts";
import { Hint } from "../../hints/Hint.tsx";
import { useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { announce } from "../../ui/announce.ts";
import { CriterionList } from "./CriterionList.tsx";
import { CriterionPanel } from "./CriterionPanel.tsx";
import { evidenceOfLine, toggled } from "./evidence.ts";
import { Foot } from "./Foot.tsx";
import type { SheetKey } from "./keys.ts";
import { Material } from "./Material.tsx";
import styles from "./ScoreSheet.module.css";
import { allows, nextBlank, scoreOf, stepFrom } from "./sheet.ts";
import { SubmittedCard } from "./SubmittedCard.tsx";
import { useKeysOn } from "./keysOn.ts";
import { useScoreWords } from "./useScoreWords.ts";
import { type SheetMode, useSheet } from "./useSheet.ts";
import { useSheetKeys } from "./useSheetKeys.ts";

const NO_LINES: never[] = [];

export function ScoreSheet({ conversationId, mode }: { conversationId: string; mode: SheetMode }) {
  const { t } = useTranslation("score");
  const conversations = useSlice("conversations");
  const conversation = conversations?.find((each) => each.conversationId === conversationId);
  const own = useSheet(conversationId, mode);
  const { criteria, entries } = own;
  const words = useScoreWords();
  const keysOn = useKeysOn((state) => state.on);
  const { ownScoresShown, showOwnScores, openSheet } = useUi();
  const [criterionId, setCriterionId] = useState(
    () => criteria.find((each) => scoreOf(own.entries, each.criterionId) === null)?.criterionId ?? criteria[0]?.criterionId ?? "",
  );
  const [line, setLine] = useState<number | null>(null);
  const [reasonOpen, setReasonOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [listOpen, setListOpen] = useState(false);
  const [handedIn, setHandedIn] = useState(false);
  const panel = useRef<HTMLElement>(null);
  const criterion = criteria.find((each) => each.criterionId === criterionId) ?? null;
  const entry = entries[criterionId];
  const masked = mode === "blind" && own.submitted && !own.changedSinceSubmit && !ownScoresShown;
  const transcript = conversation?.transcript ?? NO_LINES;

  const goTo = useCallback((next: string) => {
    setCriterionId(next);
    setReasonOpen(false);
    setListOpen(false);
    setTyped("");
    // a scale button that was pressed stands for the next criterion now, a line of the list is gone from it: the focus goes to the criterion
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && panel.current?.parentElement?.contains(focused)) panel.current.focus({ preventScroll: true });
  }, []);

  const score = (value: Value) => {
    if (!criterion || !allows(criterion, value)) return;
    void own.change(criterion.criterionId, { value });
    const next = nextBlank(criteria, own.entriesNow(), criterion.criterionId);
    const nextName = criteria.find((each) => each.criterionId === next)?.name ?? "";
    announce(
      t(next === criterion.criterionId ? "said.scored" : "said.scoredNext", {
        criterion: criterion.name,
        score: words.short(criterion, value),
        next: nextName,
      }),
    );
    if (next === criterion.criterionId) setTyped("");
    else goTo(next);
  };
  const commit = (text: string) => {
    if (text.trim() === "" || !criterion) return;
    const value = Number(text);
    if (allows(criterion, value)) score(value);
    else announce(t("said.outOfRange"), "assertive");
  };
  const pin = (index: number) => {
    const found = transcript[index];
    if (!criterion || !found) return;
    const evidence = entry?.evidence ?? [];
    const next = toggled(evidence, evidenceOfLine(index, found));
    if (next === evidence) return announce(t("evidence.full"));
    setLine(index);
    void own.change(criterion.criterionId, { evidence: next });
    announce(
      t(next.length > evidence.length ? "said.pinned" : "said.unpinned", {
        line: words.line(transcript, index),
        criterion: criterion.name,
      }),
    );
  };
  const otherConversation = (by: 1 | -1) => {
    const open = (conversations ?? []).filter((each) => each.status === "hidden");
    const index = open.findIndex((each) => each.conversationId === conversationId);
    const next = open[index + by];
    if (next && mode === "blind") openSheet(next.conversationId);
  };
  const moveLine = (by: 1 | -1) => {
    if (transcript.length > 0)
      setLine((now) => Math.min(transcript.length - 1, Math.max(0, now === null ? (by > 0 ? 0 : transcript.length - 1) : now + by)));
  };

  const submit = async () => {
    const answer = await own.submit();
    if (answer.ok) {
      announce(t("said.submitted"));
      setHandedIn(true);
      useUi.getState().showOwnScores(false);
    }
  };
  const onKey = (key: SheetKey) => {
    switch (key.does) {
      case "score":
        return masked ? undefined : score(key.value);
      case "digit":
        return masked ? undefined : setTyped((before) => (before + key.digit).slice(0, 3));
      case "erase":
        if (masked || !criterion) return;
        return typed === "" ? void own.change(criterion.criterionId, { value: null }) : setTyped(typed.slice(0, -1));
      case "commitPercent":
        return masked ? undefined : commit(typed);
      case "next":
        return goTo(stepFrom(criteria, criterionId, 1));
      case "previous":
        return goTo(stepFrom(criteria, criterionId, -1));
      case "reason":
        return masked ? undefined : setReasonOpen(true);
      case "unsure":
        return masked ? undefined : void own.change(criterionId, { unsure: !(own.entriesNow()[criterionId]?.unsure ?? false) });
      case "pin":
        return masked || line === null ? undefined : pin(line);
      case "lineDown":
        return moveLine(1);
      case "lineUp":
        return moveLine(-1);
      case "submit":
        return void submit();
      case "nextConversation":
        return otherConversation(1);
      case "previousConversation":
        return otherConversation(-1);
      default:
        return key satisfies never;
    }
  };
  useSheetKeys(keysOn, criterion, onKey);
  // after a submission elsewhere (a second tab) the cover comes back by itself
  useEffect(() => {
    if (masked) setReasonOpen(false);
  }, [masked]);

  if (!conversation || !criterion) return <p className={styles.nothing}>{t("noConversation")}</p>;
  const pinned = (entry?.evidence ?? []).flatMap((each) => (each.line === null ? [] : [each.line]));
  return (
    <div className={styles.sheet} data-mode={mode}>
      <Material
        conversation={conversation}
        current={line}
        pinned={masked ? NO_LINES : pinned}
        onCurrent={setLine}
        onPin={masked ? undefined : pin}
        onQuote={masked ? undefined : (evidence) => void own.change(criterionId, { evidence: toggled(entry?.evidence ?? [], evidence) })}
        criterionName={criterion.name}
        hint={masked ? null : <Hint id="score" learnt={Object.values(entries).some(({ value }) => value !== null)} />}
      />
      <section data-foot="" className={styles.side} aria-label={t("sheet")}>
        {mode === "late" && <p className={styles.late}>{t("lateSheet")}</p>}
        <div className={styles.scroll}>
          {masked ? (
            <SubmittedCard own={own} onShow={() => showOwnScores(true)} />
          ) : (
            <CriterionPanel
              ref={panel}
              criterion={criterion}
              entry={entry}
              position={criteria.indexOf(criterion) + 1}
              of={criteria.length}
              typed={typed}
              onTyped={setTyped}
              onCommit={commit}
              onScore={score}
              onChange={(part) => void own.change(criterion.criterionId, part)}
              reasonOpen={reasonOpen}
              onReason={setReasonOpen}
              line={line}
              onPinLine={() => line !== null && pin(line)}
              transcript={transcript}
              conversationId={conversationId}
              onList={() => setListOpen((open) => !open)}
              listOpen={listOpen}
            />
          )}
          <CriterionList
            criteria={criteria}
            entries={entries}
            current={masked ? null : criterionId}
            masked={masked}
            open={listOpen}
            onChoose={goTo}
          />
        </div>
        <Foot own={own} mode={mode} masked={masked} conversationId={conversationId} handedIn={handedIn} onSubmit={() => void submit()} />
      </section>
    </div>
  );
}
