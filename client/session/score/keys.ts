// Scoring by keyboard: which key asks for what. One key scores most criteria, so twenty of them take little more than twenty keys. Pure.
import type { Criterion, Value } from "../../../shared/scorecard/scorecard.ts";

export type SheetKey =
  | { does: "score"; value: Value }
  /** percent: a digit typed before Enter */
  | { does: "digit"; digit: string }
  | { does: "commitPercent" }
  | { does: "erase" }
  | { does: "next" }
  | { does: "previous" }
  | { does: "reason" }
  | { does: "unsure" }
  | { does: "pin" }
  | { does: "lineDown" }
  | { does: "lineUp" }
  | { does: "submit" }
  | { does: "nextConversation" }
  | { does: "previousConversation" };

export type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

function scoreKey(criterion: Criterion, key: string): SheetKey | null {
  if (key === "a") return criterion.allowNA ? { does: "score", value: "NA" } : null;
  if (criterion.scale === "binary") {
    if (key === "y" || key === "1") return { does: "score", value: 1 };
    if (key === "n" || key === "0") return { does: "score", value: 0 };
    return null;
  }
  if (!/^\d$/.test(key)) return null;
  if (criterion.scale === "percent") return { does: "digit", digit: key };
  const high = Number(criterion.scale[0]);
  const value = Number(key);
  return value >= 1 && value <= high ? { does: "score", value } : null;
}

const PLAIN: Record<string, SheetKey> = {
  j: { does: "next" },
  ArrowRight: { does: "next" },
  k: { does: "previous" },
  ArrowLeft: { does: "previous" },
  r: { does: "reason" },
  u: { does: "unsure" },
  p: { does: "pin" },
  ArrowDown: { does: "lineDown" },
  ArrowUp: { does: "lineUp" },
  Backspace: { does: "erase" },
  Delete: { does: "erase" },
  "]": { does: "nextConversation" },
  "[": { does: "previousConversation" },
};

/** Null: not one of ours, leave it to the browser. `typing`: the keys go into a text field; only sending works from there. */
export function sheetKey(pressed: Pressed, criterion: Criterion | null, typing: boolean): SheetKey | null {
  const { key } = pressed;
  if (key === "Enter" && (pressed.ctrlKey || pressed.metaKey)) return { does: "submit" };
  if (typing || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  const lower = key.length === 1 ? key.toLowerCase() : key;
  const scored = criterion ? scoreKey(criterion, lower) : null;
  if (scored) return scored;
  if (key === "Enter" && criterion?.scale === "percent") return { does: "commitPercent" };
  return PLAIN[lower] ?? null;
}
