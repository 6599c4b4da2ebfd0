// The calibration gap of a whole session: each conversation with a calibrated total counts once, set-aside ones do not. Pure.
import type { ConversationResults } from "../../../shared/session/view/slices.ts";

export type SessionGap = { points: number; conversations: number; autoFailMismatches: number };

export function sessionGap(all: readonly ConversationResults[]): SessionGap | null {
  const gaps = all.flatMap(({ gap, setAside }) => (gap && !setAside ? [gap] : []));
  if (gaps.length === 0) return null;
  return {
    points: gaps.reduce((sum, { final }) => sum + final, 0) / gaps.length,
    conversations: gaps.length,
    autoFailMismatches: gaps.reduce((sum, each) => sum + each.autoFailMismatches, 0),
  };
}
