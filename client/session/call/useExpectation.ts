// What is expected of this person now, with the answers this browser already shows counted in; and its words.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useSessionStore, useShownFocus } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { sheetConversation } from "../score/sheetConversation.ts";
import { type Expectation, expectation } from "./expectation.ts";

export function useExpectation(): Expectation {
  const store = useSessionStore();
  const slices = useStore(store.state, (state) => state.slices);
  const overlays = useStore(store.drafts.state, (state) => state.overlays);
  const focus = useShownFocus();
  const { scoringId, lookingAt } = useUi();
  const sheetOf = focus.kind === "review" ? sheetConversation(slices, scoringId, lookingAt !== null) : null;
  return useMemo(() => {
    const typed = Object.fromEntries(
      Object.entries(overlays).map(([conversationId, criteria]) => [
        conversationId,
        Object.fromEntries(Object.entries(criteria).map(([criterionId, { entry }]) => [criterionId, { value: entry?.value ?? null }])),
      ]),
    );
    return expectation(slices, focus, typed, sheetOf);
  }, [slices, overlays, focus, sheetOf]);
}

/** The header's line, what follows it where there is room, and the tab's title. */
export function useExpectedWords(expected: Expectation): { line: string; detail: string | null; title: string } {
  const { t } = useTranslation("call");
  const { key, params, detail, value: scored } = expected;
  // the words of the discussion come later than the header does
  const value = !scored
    ? undefined
    : scored.value === "NA"
      ? t("value.na")
      : scored.scale === "binary"
        ? t(scored.value === 1 ? "value.yes" : "value.no")
        : scored.value;
  const all = { ...params, value };
  return {
    line: t(`expect.${key}.line`, all),
    detail: detail ? t(`expect.${key}.detail`, all) : null,
    title: t(`expect.${key}.title`, all),
  };
}
