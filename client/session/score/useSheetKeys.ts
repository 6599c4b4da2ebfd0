// Listens for the sheet's keys on the whole page, except while somebody types, a dialog is open, or the keys are switched off.
import { useEffect, useRef } from "react";
import type { Criterion } from "../../../shared/scorecard/scorecard.ts";
import { type SheetKey, sheetKey } from "./keys.ts";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
const inOverlay = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("[role=dialog],[role=alertdialog],[role=menu],[role=listbox]") !== null;
const isControl = (target: EventTarget | null): boolean => target instanceof Element && target.closest("button,a") !== null;

export function useSheetKeys(enabled: boolean, criterion: Criterion | null, onKey: (key: SheetKey) => void): void {
  const latest = useRef({ criterion, onKey });
  latest.current = { criterion, onKey };
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || inOverlay(event.target) || document.querySelector("[role=dialog],[role=alertdialog]")) return;
      const asked = sheetKey(event, latest.current.criterion, isTyping(event.target));
      if (!asked) return;
      // Enter on a focused button presses that button
      if (asked.does === "commitPercent" && isControl(event.target)) return;
      event.preventDefault();
      latest.current.onKey(asked);
    };
    // before a focused button takes the Enter of Ctrl+Enter for its own
    const onCapture = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      onKeyDown(event);
      if (event.defaultPrevented) event.stopPropagation();
    };
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("keydown", onCapture, true);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("keydown", onCapture, true);
    };
  }, [enabled]);
}
