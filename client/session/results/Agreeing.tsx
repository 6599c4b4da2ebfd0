// What agrees, folded into one line: accepted as it is where every answer was the same, asked for in one tap where answers are a step apart.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Criterion, Value } from "../../../shared/scorecard/scorecard.ts";
import type { ConversationResults, ResultRow as Row } from "../../../shared/session/view/slices.ts";
import { valueText } from "../../plots/valueText.ts";
import { useStore } from "zustand";
import { useCan, useSend, useSessionStore } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { formatList } from "../../ui/locale.ts";
import { nextStep } from "../call/nextStep.ts";
import styles from "./Agreeing.module.css";
import { ResultRow } from "./ResultRow.tsx";
import { tallestStack } from "./rowDots.ts";
import { capitalised, nearlyText, numberWord, scoredText } from "./sentences.ts";

type Props = {
  results: ConversationResults;
  rows: readonly Row[];
  criterionOf: (criterionId: string) => Criterion | undefined;
  ownOn: (criterionId: string) => Value | null;
  conducts: boolean;
  /** the same place for N/A as in the rows above */ keepNA: boolean;
  onOpen: (criterionId: string) => void;
};

export function Agreeing({ results, rows, criterionOf, ownOn, conducts, keepNA, onOpen }: Props) {
  const { t } = useTranslation("results");
  const send = useSend();
  const mayAccept = useCan("AcceptIdentical");
  const maySettle = useCan("SettleCriterion");
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const slices = useStore(useSessionStore().state, (state) => state.slices);
  const leftOpen = useUi((ui) => ui.leftOpen);
  if (rows.length === 0) return null;
  const name = (row: Row) => criterionOf(row.criterionId)?.name ?? "";
  // who left it blank did not agree: fewer did than it may seem
  const nameAndScored = (row: Row) => {
    const scored = scoredText(t, row);
    return scored === null ? name(row) : t("agree.withScored", { name: name(row), scored });
  };
  const agreeing = rows.filter((row) => row.comparable);
  const incomparable = rows.filter((row) => !row.comparable);
  const step = nextStep(slices, leftOpen);
  const askedInBar = step?.kind === "nearly" && step.conversationId === results.conversationId;
  // asked one by one in the bar, they are not asked here a second time
  const nearly = askedInBar ? [] : agreeing.filter((row) => row.nearly && !row.settled && !row.parked);
  const count = results.identicalUnsettled;
  const { conversationId } = results;
  const tallest = tallestStack(rows);

  const accept = async () => {
    setBusy(true);
    const answer = await send({ type: "AcceptIdentical", conversationId });
    setBusy(false);
    if (answer.ok) announce(t("agree.accepted", { count }));
  };
  return (
    <div className={styles.agreeing}>
      <div className={styles.line}>
        <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          <span className={styles.chevron} data-open={open || undefined}>
            <Icon name="right" size={14} />
          </span>
          <span className={styles.names}>
            {agreeing.length > 0 && (
              <span className={styles.list}>
                {t("agree.line", {
                  count: agreeing.length,
                  number: capitalised(numberWord(t, agreeing.length)),
                  nearly: nearlyText(t, agreeing.filter((row) => row.nearly).length, agreeing.length),
                  names: agreeing.map(nameAndScored).join(", "),
                })}
              </span>
            )}{" "}
            {incomparable.length > 0 && (
              <span className={styles.list}>{t("agree.notComparable", { names: incomparable.map(name).join(", ") })}</span>
            )}
          </span>
        </button>
        {mayAccept && count > 0 && (
          <Button variant="text" isPending={busy} onPress={() => void accept()}>
            {t("agree.accept", { count })}
          </Button>
        )}
      </div>
      {maySettle && nearly.length > 0 && (
        <ul className={styles.nearly} aria-label={t("agree.nearly")}>
          {nearly.map((row) => (
            <NearlyIdentical key={row.criterionId} conversationId={conversationId} row={row} criterion={criterionOf(row.criterionId)} />
          ))}
        </ul>
      )}
      {open && (
        <ul>
          {rows.map((row) => {
            const criterion = criterionOf(row.criterionId);
            return (
              criterion && (
                <ResultRow
                  key={row.criterionId}
                  row={row}
                  criterion={criterion}
                  own={ownOn(row.criterionId)}
                  arrivesFrom={null}
                  keepNA={keepNA}
                  tallest={tallest}
                  quiet
                  conducts={conducts}
                  onOpen={() => onOpen(row.criterionId)}
                />
              )
            );
          })}
        </ul>
      )}
    </div>
  );
}

/** "Resolution: 4 or 5?" with a tap for each. */
function NearlyIdentical({ conversationId, row, criterion }: { conversationId: string; row: Row; criterion: Criterion | undefined }) {
  const { t } = useTranslation("results");
  const { t: td } = useTranslation("discussion");
  const send = useSend();
  const [busy, setBusy] = useState(false);
  if (!criterion) return null;
  const choices = row.nearly ?? [];
  const words = choices.map((value) => valueText(td, criterion.scale, value));
  const settle = async (value: number) => {
    setBusy(true);
    const { criterionId } = row;
    await send({
      type: "SettleCriterion",
      conversationId,
      criterionId,
      value,
      how: "agreed",
      until: null,
      note: null,
      cause: null,
      feedback: null,
    });
    setBusy(false);
  };
  return (
    <li className={styles.question}>
      <span>{t("agree.nearlyQuestion", { name: criterion.name, values: formatList(words, "disjunction") })}</span>
      <span className={styles.choices}>
        {choices.map((value, index) => (
          <Button
            key={value}
            size="small"
            isDisabled={busy}
            aria-label={t("agree.settleAt", { name: criterion.name, value: words[index] })}
            onPress={() => void settle(value)}
          >
            {words[index]}
          </Button>
        ))}
      </span>
    </li>
  );
}
