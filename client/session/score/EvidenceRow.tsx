// Evidence of one criterion: pins the current line, or a typed moment where there is no transcript; what is pinned can be taken away.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { Line } from "../../../shared/session/shapes.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import styles from "./CriterionPanel.module.css";
import { evidenceOfMoment, type Pinned, toggled } from "./evidence.ts";
import { momentOf } from "./sheet.ts";
import { useScoreWords } from "./useScoreWords.ts";

const byTouch = (): boolean => window.matchMedia("(pointer: coarse)").matches;

function MomentField({ onMoment, onDone }: { onMoment: (at: string) => void; onDone: () => void }) {
  const { t } = useTranslation("score");
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const pin = () => {
    const at = momentOf(text);
    if (text.trim() === "") return onDone();
    if (!at) return setWrong(true);
    onMoment(at);
    onDone();
  };
  return (
    <span className={styles.moment}>
      <label>
        <span className="onlyForScreenReaders">{t("evidence.moment")}</span>
        <input
          // biome-ignore lint/a11y/noAutofocus: it opens because its person has just asked for it
          autoFocus
          className={styles.momentInput}
          placeholder={t("evidence.momentShape")}
          inputMode="text"
          autoComplete="off"
          value={text}
          aria-invalid={wrong}
          onChange={(event) => {
            setText(event.target.value);
            setWrong(false);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
              event.preventDefault();
              pin();
            } else if (event.key === "Escape") onDone();
          }}
        />
      </label>
      <Button variant="text" size="small" onPress={pin}>
        {t("evidence.pin")}
      </Button>
      {wrong && (
        <span role="alert" className={styles.wrong}>
          {t("evidence.wrong")}
        </span>
      )}
    </span>
  );
}

export function EvidenceRow(props: {
  evidence: Pinned[];
  line: number | null;
  transcript: Line[];
  onPinLine: () => void;
  onChange: (evidence: Pinned[]) => void;
}) {
  const { t } = useTranslation("score");
  const words = useScoreWords();
  const [typing, setTyping] = useState(false);
  const { evidence, line, transcript } = props;
  const hasTranscript = transcript.length > 0;
  const isPinned = line !== null && evidence.some((each) => each.line === line);
  const full = evidence.length >= LIMITS.evidence;
  return (
    <>
      {hasTranscript && line !== null && !isPinned && !full && (
        <Button variant="text" size="small" onPress={props.onPinLine}>
          {t("evidence.pinLine", { line: words.line(transcript, line) })}
        </Button>
      )}
      {hasTranscript && line === null && evidence.length === 0 && (
        <span className={styles.soft}>{t(byTouch() ? "evidence.howTouch" : "evidence.how")}</span>
      )}
      {!hasTranscript && !typing && !full && (
        <Button variant="text" size="small" onPress={() => setTyping(true)}>
          {t("evidence.pinMoment")}
        </Button>
      )}
      {typing && <MomentField onMoment={(at) => props.onChange(toggled(evidence, evidenceOfMoment(at)))} onDone={() => setTyping(false)} />}
      {evidence.map((each) => {
        const place = each.line === null ? (each.at ?? "") : words.line(transcript, each.line);
        return (
          <span key={`${each.line} ${each.at}`} className={styles.pin} title={each.quote ?? undefined}>
            <Icon name="pin" size={14} />
            {t("evidence.pinned", { place })}
            <button
              type="button"
              className={styles.unpin}
              aria-label={t("evidence.remove", { place })}
              onClick={() => props.onChange(evidence.filter((other) => other !== each))}
            >
              <Icon name="close" size={12} />
            </button>
          </span>
        );
      })}
    </>
  );
}
