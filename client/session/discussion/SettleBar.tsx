// The foot of a criterion in discussion. Conductors tap the calibrated score, write "Next time: …" and go on; reviewers have their own part.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import { valueText } from "../../plots/valueText.ts";
import { useNarrowWindow } from "../../plots/useNarrowWindow.ts";
import { useCan, useSend, useSlice } from "../../stores/sessionStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { openAct } from "./acts.ts";
import { OwnVote, useOwnVote } from "./OwnVote.tsx";
import { useStoredDraft } from "../../pages/useStoredDraft.ts";
import { PromptLine } from "../prompts/PromptLine.tsx";
import { sheetKey } from "../score/keys.ts";
import { RevealRevote } from "./RevealRevote.tsx";
import { ReviewerBar } from "./ReviewerBar.tsx";
import { ScaleChoice } from "./ScaleChoice.tsx";
import styles from "./SettleBar.module.css";
import { SettleMore } from "./SettleMore.tsx";
import {
  goOnCommand,
  isKeptSettling,
  nextCriterion,
  noteOf,
  recordOf,
  restored,
  sameSettling,
  settleCommand,
  type Settling,
  settlingFrom,
} from "./settlement.ts";
import { type BarKeys, useBarKeys } from "./useBarKeys.ts";
import { type ShownCriterion, useCriterion } from "./useCriterion.ts";

const VALUE_KEYS = [..."0123456789yna"];

/** Nothing here while looking around, or while everybody reads aloud: no control that moves others. */
export function SettleBar() {
  const shown = useCriterion();
  const conducts = useCan("SettleCriterion");
  if (!shown?.live || shown.readAloud) return null;
  if (!conducts) return <ReviewerBar shown={shown} />;
  // what was typed belongs to one criterion: another one starts empty
  return <Settle key={`${shown.conversationId}|${shown.criterionId}`} shown={shown} />;
}

function Settle({ shown }: { shown: ShownCriterion }) {
  const { t } = useTranslation("discussion");
  const send = useSend();
  const results = useSlice("results")?.[shown.conversationId];
  const { conversationId, criterionId, criterion, view } = shown;
  const place = { conversationId, criterionId };
  const noteStart = t("bar.noteStart");
  const settled = view?.settled ?? shown.row?.settled ?? null;
  // through a reload, and while the call is elsewhere; no longer once somebody has settled it
  const [kept, keep] = useStoredDraft(`plumb.settling.${shown.mine.seatId}.${conversationId}.${criterionId}`, isKeptSettling);
  const [settling, setSettling] = useState<Settling>(() => restored(kept, settled) ?? settlingFrom(settled, noteStart));
  const [record, setRecord] = useState(settled);
  const untouched = sameSettling(settling, settlingFrom(record, noteStart));
  // settled meanwhile by the other conductor: whoever has typed nothing sees that
  if (settled?.at !== record?.at || settled?.amended !== record?.amended) {
    setRecord(settled);
    if (untouched) setSettling(settlingFrom(settled, noteStart));
  }
  // settled or parked, and nothing changed: there is nothing to save, the step is to go on
  const over = untouched && (settled !== null || (view?.parked ?? shown.row?.parked ?? null) !== null);
  const [more, setMore] = useState(false);
  const [busy, setBusy] = useState(false);
  const note = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const percent = useRef<HTMLInputElement>(null);
  const bar = useRef<HTMLElement>(null);
  const moreButton = useRef<HTMLButtonElement>(null);
  const change = (part: Partial<Settling>) => {
    const next = { ...settling, ...part };
    setSettling(next);
    const said = noteOf(next.note, noteStart) === null ? { ...next, note: "" } : next;
    keep(sameSettling(said, settlingFrom(settled, noteStart)) ? null : { settling: said, record: recordOf(settled) });
  };
  const next = nextCriterion(results, criterionId);
  const goOn = () => send(goOnCommand(results, place));
  const leaveIt = async () => {
    if (busy) return;
    setBusy(true);
    await goOn();
    setBusy(false);
  };
  const save = async () => {
    const command = settleCommand(place, settling, noteStart);
    if (!command || busy) return;
    setBusy(true);
    const answer = await send(command);
    if (answer.ok) {
      keep(null);
      announce(t("bar.saved", { name: criterion.name, value: valueText(t, criterion.scale, command.value) }));
      await goOn();
    }
    setBusy(false);
  };
  const keys: BarKeys = {
    w: () => note.current?.focus(),
    p: () => openAct("park", place),
    Enter: over ? () => void leaveIt() : settling.value === null ? null : () => void save(),
  };
  for (const key of VALUE_KEYS) {
    // the same keys as on the sheet; a percentage is typed
    const asked = sheetKey({ key, ctrlKey: false, metaKey: false, altKey: false }, criterion, false);
    if (asked?.does === "score") keys[key] = () => change({ value: asked.value });
    else if (asked?.does === "digit")
      keys[key] = () => {
        change({ value: Number(key) });
        percent.current?.focus();
      };
  }
  useBarKeys(keys);
  const voting = !settled && view?.revotes.at(-1)?.status === "open";
  const leave = settling.value === null && settled === null;
  // on a phone one votes with the thumb; settling waits until one has
  const voteHere = useNarrowWindow() && voting;
  const ownVote = useOwnVote(shown);
  const voteFirst = voteHere && ownVote !== null && ownVote.cast === null;
  return (
    <section ref={bar} tabIndex={-1} data-foot="" className={styles.bar} aria-label={t("bar.label")}>
      <PromptLine />
      {more && (
        <SettleMore
          shown={shown}
          settling={settling}
          onChange={change}
          onLeave={leave ? () => void goOn() : null}
          onClose={() => {
            setMore(false);
            moreButton.current?.focus();
          }}
        />
      )}
      {voteHere && <OwnVote shown={shown} />}
      {voteHere && <RevealRevote shown={shown} />}
      {!voteFirst && (
        <div className={styles.row}>
          <ScaleChoice
            criterion={criterion}
            label={t("bar.score")}
            value={settling.value}
            onChange={(value) => change({ value })}
            percentRef={percent}
          />
          <div className={styles.note}>
            <TextField
              label={t("bar.note")}
              labelHidden
              reading
              inputRef={note}
              placeholder={t("bar.notePlaceholder")}
              value={settling.note}
              onChange={(typed) => change({ note: typed })}
              onFocus={() => settling.note === "" && change({ note: noteStart })}
              onBlur={() => settling.note.trim() === noteStart.trim() && change({ note: "" })}
              onKeyDown={(event) => {
                if (event.key === "Enter" && settling.value !== null && !over) void save();
                else if (event.key === "Escape") bar.current?.focus({ preventScroll: true });
              }}
              maxLength={LIMITS.note}
            />
          </div>
          <div className={styles.acts}>
            <Button ref={moreButton} variant="text" aria-expanded={more} onPress={() => setMore(!more)}>
              {more ? t("bar.less") : t("bar.more")}
            </Button>
            <Button
              // while people vote again the step is to reveal that
              variant={voting ? "quiet" : "filled"}
              size="large"
              isDisabled={settling.value === null && !over}
              isPending={busy}
              onPress={() => void (over ? leaveIt() : save())}
            >
              {over ? t(next ? "bar.next" : "bar.toResults") : t(next ? "bar.saveAndNext" : "bar.save")}
            </Button>
          </div>
        </div>
      )}
      <p className={styles.keys}>
        {t(
          voting
            ? "bar.voting"
            : over
              ? settled
                ? "bar.change"
                : "bar.changeParked"
              : settling.value === null
                ? "bar.chooseFirst"
                : criterion.scale === "binary"
                  ? "bar.keysYesNo"
                  : "bar.keys",
        )}
      </p>
    </section>
  );
}
