// One's own sheet of one conversation: what stands in it, how to change it, whether it is saved, how to hand it in.
import { useCallback, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { ConversationId, CriterionId } from "../../../shared/ids.ts";
import type { Answer } from "../../../shared/protocol/socket.ts";
import type { DraftEntry } from "../../../shared/session/shapes.ts";
import { useConnectionStatus, useSend, useSessionStore, useSlice } from "../../stores/sessionStore.ts";
import { EMPTY, type Entries, entriesOf, isEmpty, toSent } from "./sheet.ts";

export type Saving = { state: "nothing" | "saving" | "kept" | "saved" | "refused"; count: number; message: string | null };
export type SheetMode = "blind" | "late";

export function useSheet(conversationId: ConversationId, mode: SheetMode) {
  const store = useSessionStore();
  const send = useSend();
  const scorecard = useSlice("scorecard");
  const sheet = useStore(store.state, (state) => state.slices.mine?.sheets[conversationId] ?? null);
  const overlay = useStore(store.drafts.state, (state) => state.overlays[conversationId]);
  const status = useConnectionStatus();
  const [submitting, setSubmitting] = useState(false);
  const criteria = scorecard?.criteria ?? [];
  const entries = useMemo(() => entriesOf(sheet?.draft ?? {}, overlay), [sheet, overlay]);

  /** read at the moment of the key press, so that fast typing never works on an old answer */
  const entriesNow = useCallback((): Entries => {
    const own = store.state.getState().slices.mine?.sheets[conversationId];
    return entriesOf(own?.draft ?? {}, store.drafts.state.getState().overlays[conversationId]);
  }, [store, conversationId]);

  const change = useCallback(
    (criterionId: CriterionId, part: Partial<DraftEntry>): Promise<Answer> => {
      const entry = { ...(entriesNow()[criterionId] ?? EMPTY), ...part };
      return store.drafts.save(conversationId, criterionId, isEmpty(entry) ? null : entry);
    },
    [store, conversationId, entriesNow],
  );

  const submit = useCallback(async (): Promise<Answer> => {
    setSubmitting(true);
    const answer = await send({
      type: mode === "late" ? "SubmitLateReview" : "SubmitReview",
      conversationId,
      sheet: toSent(store.state.getState().slices.scorecard?.criteria ?? [], entriesNow()),
    });
    setSubmitting(false);
    return answer;
  }, [send, mode, conversationId, store, entriesNow]);

  const pending = Object.values(overlay ?? {}).filter((each) => each.state === "saving");
  const refused = Object.values(overlay ?? {}).find((each) => each.state === "refused");
  const saving: Saving = refused
    ? { state: "refused", count: 1, message: refused.message }
    : pending.length > 0
      ? { state: status.state === "live" ? "saving" : "kept", count: pending.length, message: null }
      : { state: Object.keys(entries).length > 0 ? "saved" : "nothing", count: 0, message: null };
  const changedHere = Object.entries(overlay ?? {}).some(([criterionId, each]) => {
    const before = sheet?.submitted?.[criterionId];
    return sheet?.submitted != null && JSON.stringify(each.entry?.value ?? null) !== JSON.stringify(before?.value ?? null);
  });
  return {
    criteria,
    entries,
    entriesNow,
    change,
    submit,
    submitting,
    saving,
    submitted: sheet?.submitted != null,
    submittedAt: sheet?.submittedAt ?? null,
    changedSinceSubmit: sheet?.submitted != null && (sheet.changedSinceSubmit || changedHere),
    isBaseline: sheet?.isBaseline ?? false,
  };
}
export type OwnSheet = ReturnType<typeof useSheet>;
