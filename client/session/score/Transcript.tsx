// The transcript as reading matter. A press pins a line (on a phone a long one), a selection pins a quote. Five thousand lines stay quick: blocks off screen are not laid out, and only the block that changed is drawn again.
import { memo, type PointerEvent as ReactPointerEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Line } from "../../../shared/session/shapes.ts";
import { Icon } from "../../ui/Icon.tsx";
import { evidenceOfQuote, type Pinned } from "./evidence.ts";
import { momentAt } from "./sheet.ts";
import styles from "./Transcript.module.css";

const BLOCK = 60;
const LONG_PRESS_MS = 480;
const MOVED_PX = 8;
const ROW_PX = 40;

type BlockProps = {
  lines: Line[];
  first: number;
  /** index within the whole transcript, or -1: not in this block */ current: number;
  /** pinned lines of this block, joined, so that an equal set is an equal prop */ pinned: string;
  timed: boolean;
  pinLabel: string;
};

const Block = memo(function Block({ lines, first, current, pinned, timed, pinLabel }: BlockProps) {
  const marked = new Set(pinned === "" ? [] : pinned.split(" ").map(Number));
  return (
    <ol className={styles.block} start={first + 1} style={{ containIntrinsicBlockSize: `auto ${lines.length * ROW_PX}px` }}>
      {lines.map((line, offset) => {
        const index = first + offset;
        const sameSpeaker = offset > 0 && lines[offset - 1]?.speaker === line.speaker;
        return (
          <li
            key={index}
            data-line={index}
            className={styles.line}
            data-pinned={marked.has(index) || undefined}
            aria-current={current === index ? "true" : undefined}
          >
            {timed && <span className={styles.at}>{line.at === null ? "" : momentAt(line.at)}</span>}
            <span className={styles.speaker} data-same={sameSpeaker || undefined}>
              {line.speaker}
            </span>
            <span className={styles.text}>
              {line.text}
              {marked.has(index) && (
                <span className={styles.pinMark}>
                  <Icon name="pin" size={14} />
                  <span className="onlyForScreenReaders">{pinLabel}</span>
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
});

const lineAt = (target: EventTarget | null): number | null => {
  const found = target instanceof Element ? target.closest<HTMLElement>("[data-line]") : null;
  return found ? Number(found.dataset["line"]) : null;
};

/** The words selected inside one line, or null. */
function selectedQuote(root: HTMLElement): { index: number; words: string } | null {
  const selection = window.getSelection();
  const words = selection?.toString().trim() ?? "";
  if (!selection || selection.isCollapsed || words === "" || !root.contains(selection.anchorNode)) return null;
  const anchor = selection.anchorNode instanceof Element ? selection.anchorNode : selection.anchorNode?.parentElement;
  const index = lineAt(anchor ?? null);
  return index === null ? null : { index, words };
}

export function Transcript(props: {
  lines: Line[];
  current: number | null;
  pinned: number[];
  onCurrent: (index: number) => void;
  onPin: ((index: number) => void) | undefined;
  onQuote: ((evidence: Pinned) => void) | undefined;
  criterionName: string;
}) {
  const { t } = useTranslation("score");
  const { lines, current, pinned, onCurrent, onPin } = props;
  const root = useRef<HTMLElement>(null);
  const press = useRef<{ index: number; x: number; y: number; timer: ReturnType<typeof setTimeout> | null; done: boolean } | null>(null);
  const [quote, setQuote] = useState<{ index: number; words: string } | null>(null);
  const blocks = useMemo(
    () =>
      Array.from({ length: Math.ceil(lines.length / BLOCK) }, (_, n) => ({
        first: n * BLOCK,
        lines: lines.slice(n * BLOCK, (n + 1) * BLOCK),
      })),
    [lines],
  );
  const timed = useMemo(() => lines.some((line) => line.at !== null), [lines]);

  const shown = useRef(current);
  useEffect(() => {
    if (current === null || current === shown.current) return;
    shown.current = current;
    root.current?.querySelector(`[data-line="${current}"]`)?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const letGo = useCallback(() => {
    if (press.current?.timer) clearTimeout(press.current.timer);
    press.current = null;
  }, []);
  useEffect(() => letGo, [letGo]);
  const onPointerDown = (event: ReactPointerEvent) => {
    const index = lineAt(event.target);
    setQuote(null);
    if (index === null || event.button !== 0) return;
    const started = { index, x: event.clientX, y: event.clientY, timer: null as ReturnType<typeof setTimeout> | null, done: false };
    if (event.pointerType !== "mouse" && onPin)
      started.timer = setTimeout(() => {
        started.done = true;
        navigator.vibrate?.(10);
        onPin(index);
      }, LONG_PRESS_MS);
    press.current = started;
  };
  const onPointerMove = (event: ReactPointerEvent) => {
    const started = press.current;
    if (started && Math.hypot(event.clientX - started.x, event.clientY - started.y) > MOVED_PX) letGo();
  };
  const onPointerUp = (event: ReactPointerEvent) => {
    const started = press.current;
    letGo();
    const selected = root.current ? selectedQuote(root.current) : null;
    if (selected && props.onQuote) return setQuote(selected);
    if (!started || started.done || lineAt(event.target) !== started.index) return;
    onCurrent(started.index);
    if (event.pointerType === "mouse") onPin?.(started.index);
  };
  const pinQuote = () => {
    const line = quote && lines[quote.index];
    if (line) props.onQuote?.(evidenceOfQuote(quote.index, line, quote.words));
    window.getSelection()?.removeAllRanges();
    setQuote(null);
  };

  return (
    <div className={styles.wrap}>
      <section
        ref={root}
        className={styles.transcript}
        data-timed={timed || undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label={t("transcript.label")}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={letGo}
        onContextMenu={(event) => {
          if (press.current?.timer || press.current?.done) event.preventDefault();
        }}
      >
        {blocks.map((block) => {
          const ownPins = pinned.filter((index) => index >= block.first && index < block.first + BLOCK).join(" ");
          return (
            <Block
              key={block.first}
              lines={block.lines}
              first={block.first}
              current={current !== null && current >= block.first && current < block.first + BLOCK ? current : -1}
              pinned={ownPins}
              timed={timed}
              // only where there is a pin to name: another criterion must not draw every block again
              pinLabel={ownPins === "" ? "" : t("transcript.pinnedTo", { criterion: props.criterionName })}
            />
          );
        })}
      </section>
      {quote && (
        <div className={styles.quote}>
          <button type="button" className={styles.quoteButton} onClick={pinQuote}>
            <Icon name="pin" size={16} />
            {t("transcript.pinQuote", { criterion: props.criterionName })}
          </button>
        </div>
      )}
    </div>
  );
}
