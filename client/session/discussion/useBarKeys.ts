// Single keys of the discussion's foot. Silent while somebody types, while a dialog or menu is open, and with Ctrl, Alt or Meta.
import { useEffect, useRef } from "react";

export type BarKeys = Record<string, (() => void) | null>;

/** Whether a key press means the page, not a field in it. Radio buttons count as the page for letters and digits. */
export function meansPage(event: Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey" | "isComposing" | "target">): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (document.querySelector("[role=dialog], [role=alertdialog], [role=menu]")) return false;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return true;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return false;
  return !(target instanceof HTMLInputElement) || target.type === "radio" || target.type === "checkbox";
}

export function useBarKeys(keys: BarKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act || event.repeat || event.defaultPrevented || !meansPage(event)) return;
      // Enter on a button presses that button
      if (event.key === "Enter" && event.target instanceof HTMLElement && event.target.closest("button, a, summary")) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
