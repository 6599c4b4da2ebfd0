// A button that must be held for a moment, with pointer or keyboard. Letting go, leaving, or a change of what it stands for cancels it.
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { buttonClass } from "../../ui/Button.tsx";
import styles from "./HoldButton.module.css";

export const HOLD_MS = 600;

export function HoldButton(props: {
  children: ReactNode;
  /** what the press would do, seen at its start; another meaning under the finger cancels */ meaning: string;
  onHeld: () => void;
  onCancelled?: () => void;
  hint: string;
}) {
  const { meaning, onHeld, onCancelled } = props;
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const stop = useCallback(() => {
    if (timer.current === null) return;
    clearTimeout(timer.current);
    timer.current = null;
    setHolding(false);
  }, []);
  const start = () => {
    if (timer.current !== null) return;
    setHolding(true);
    timer.current = setTimeout(() => {
      timer.current = null;
      setHolding(false);
      onHeld();
    }, HOLD_MS);
  };

  const cancelled = useRef(onCancelled);
  cancelled.current = onCancelled;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the meaning is what it waits for
  useEffect(
    () => () => {
      if (timer.current === null) return;
      stop();
      cancelled.current?.();
    },
    [meaning, stop],
  );

  const isHoldKey = (event: KeyboardEvent) => event.key === " " || event.key === "Enter";
  return (
    <button
      type="button"
      className={`${buttonClass("filled", "large")} ${styles.hold}`}
      data-holding={holding || undefined}
      aria-description={props.hint}
      onPointerDown={(event) => {
        if (event.button === 0) start();
      }}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isHoldKey(event)) return;
        event.preventDefault();
        if (!event.repeat) start();
      }}
      onKeyUp={(event) => {
        if (isHoldKey(event)) stop();
      }}
      onBlur={stop}
    >
      <span className={styles.fill} aria-hidden="true" />
      <span className={styles.words}>{props.children}</span>
    </button>
  );
}
