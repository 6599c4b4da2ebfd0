// One's own vote in an open re-vote. Covered once it is in, as the blind scores are: somebody may share this screen.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Value } from "../../../shared/scorecard/scorecard.ts";
import { valueText } from "../../plots/valueText.ts";
import { useCan, useSend } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./Revote.module.css";
import { ScaleChoice } from "./ScaleChoice.tsx";
import type { ShownCriterion } from "./useCriterion.ts";

/** Null: no re-vote is open, or this person has no vote in it. */
export function useOwnVote(shown: ShownCriterion): { round: number; cast: Value | null } | null {
  const { conversationId, criterionId, mine, view } = shown;
  const may = useCan("CastRevote") && mine.scores && mine.sheets[conversationId]?.isBaseline !== true;
  const last = view?.revotes.at(-1);
  if (!may || last?.status !== "open") return null;
  const own = mine.revotes.find(
    (each) => each.conversationId === conversationId && each.criterionId === criterionId && each.round === last.round,
  );
  return { round: last.round, cast: own?.value ?? null };
}

export function OwnVote({ shown }: { shown: ShownCriterion }) {
  const own = useOwnVote(shown);
  if (!own) return null;
  return <Vote key={`${shown.conversationId}|${shown.criterionId}|${own.round}`} shown={shown} round={own.round} cast={own.cast} />;
}

function Vote({ shown, round, cast }: { shown: ShownCriterion; round: number; cast: Value | null }) {
  const { t } = useTranslation("discussion");
  const { conversationId, criterionId, criterion } = shown;
  const send = useSend();
  const [chosen, setChosen] = useState<{ value: Value; before: Value | null; answered: boolean } | null>(null);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const show = useRef<HTMLButtonElement>(null);
  const covered = cast !== null && !open && chosen === null;
  const hadFocus = useRef(false);
  const byKeys = useRef(false);
  // what was chosen stands until the view has it too: an answer may come before the frame
  useEffect(() => {
    if (chosen?.answered && (cast === chosen.value || cast !== chosen.before)) setChosen(null);
  }, [chosen, cast]);
  // whoever had the focus in the vote has it where it is covered
  useEffect(() => {
    if (!covered) return;
    if (hadFocus.current) show.current?.focus({ preventScroll: true });
    hadFocus.current = false;
  }, [covered]);
  const vote = async (value: Value | null) => {
    if (value === null) return;
    setChosen({ value, before: cast, answered: false });
    const answer = await send({ type: "CastRevote", conversationId, criterionId, round, value });
    if (!answer.ok) return setChosen(null);
    const inside = box.current?.contains(document.activeElement) ?? false;
    // with the arrow keys one passes over levels: it is covered when one goes on
    setOpen(byKeys.current && inside);
    hadFocus.current = inside;
    setChosen((now) => (now?.value === value ? { ...now, answered: true } : now));
  };
  const cover = () => {
    hadFocus.current = true;
    setOpen(false);
  };
  if (covered)
    return (
      <div className={styles.vote} data-covered>
        <span className={styles.quiet}>{t("revote.covered")}</span>
        <Button ref={show} size="small" onPress={() => setOpen(true)}>
          {t("revote.showVote")}
        </Button>
      </div>
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a layout of its own
    <div
      ref={box}
      role="group"
      aria-label={t("revote.open")}
      className={styles.vote}
      onKeyDownCapture={() => {
        byKeys.current = true;
      }}
      onPointerDownCapture={() => {
        byKeys.current = false;
      }}
      onBlur={({ relatedTarget }) => {
        if (byKeys.current && cast !== null && relatedTarget !== null && !box.current?.contains(relatedTarget)) setOpen(false);
      }}
    >
      <ScaleChoice
        criterion={criterion}
        label={t("revote.yours")}
        value={chosen?.value ?? cast}
        onChange={(value) => void vote(value)}
        anchors
      />
      {cast !== null && (
        <p className={styles.quiet}>
          {t("revote.yourVote", { value: valueText(t, criterion.scale, cast) })}{" "}
          <Button size="small" variant="text" onPress={cover}>
            {t("revote.cover")}
          </Button>
        </p>
      )}
    </div>
  );
}
