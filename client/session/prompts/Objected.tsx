// For conductors: an objection to something the call has left already. It stays in sight above the bar until it was looked at or heard.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { create, useStore } from "zustand";
import type { Slices } from "../../../shared/session/view/slices.ts";
import { useSessionStore, useShownFocus } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { useNames } from "../people/useNames.ts";
import styles from "./PromptLine.module.css";

export type Objection = { key: string; conversationId: string; criterionId: string; seatId: string | null; text: string };

/** Everybody else's, the oldest first. */
export function objectionsOf({ discussion, mine }: Pick<Partial<Slices>, "discussion" | "mine">): Objection[] {
  return Object.values(discussion ?? {})
    .flatMap((criteria) => Object.values(criteria))
    .flatMap(({ conversationId, criterionId, objections }) => objections.map((each) => ({ ...each, conversationId, criterionId })))
    .filter(({ seatId }) => seatId === null || seatId !== mine?.seatId)
    .sort((one, other) => one.at - other.at)
    .map(({ at, ...each }) => ({ ...each, key: `${each.criterionId}|${at}|${each.seatId}` }));
}

/** Outlives the bars, which change places with every step. */
type Heard = { sessionId: string | null; keys: readonly string[] };
const useHeard = create<Heard>(() => ({ sessionId: null, keys: [] }));
const hear = (sessionId: string, keys: readonly string[]) =>
  useHeard.setState((before) => ({ sessionId, keys: before.sessionId === sessionId ? [...new Set([...before.keys, ...keys])] : keys }));

/** How many of them this conductor has neither had on screen nor marked as heard. */
export function useUnheard(slices: Partial<Slices>): number {
  const { sessionId, keys } = useHeard();
  return sessionId === slices.session?.sessionId ? objectionsOf(slices).filter(({ key }) => !keys.includes(key)).length : 0;
}

export function Objected() {
  const { t } = useTranslation("discussion");
  const slices = useStore(useSessionStore().state, (state) => state.slices);
  const focus = useShownFocus();
  const look = useUi((ui) => ui.look);
  const heard = useHeard();
  const { nameOf } = useNames();
  const sessionId = slices.session?.sessionId ?? null;
  // after the close they are in the report, and nothing is left to hear
  const all = slices.session?.status === "closed" ? [] : objectionsOf(slices);
  const here = focus.kind === "criterion" ? `${focus.conversationId}|${focus.criterionId}` : null;
  // those that were there on coming in, and those whose criterion is on screen, are no news
  const seen = all.filter((each) => heard.sessionId !== sessionId || `${each.conversationId}|${each.criterionId}` === here);
  const known = seen.map(({ key }) => key).join(" ");
  useEffect(() => {
    if (sessionId !== null) hear(sessionId, known === "" ? [] : known.split(" "));
  }, [sessionId, known]);
  const news = all.filter((each) => !seen.includes(each) && !heard.keys.includes(each.key));
  const nameOfCriterion = (id: string) => slices.scorecard?.criteria.find(({ criterionId }) => criterionId === id)?.name ?? "";
  const said = (each: Objection) =>
    t("objections.elsewhere", {
      name: each.seatId === null ? t("reasons.somebody") : nameOf(each.seatId),
      criterion: nameOfCriterion(each.criterionId),
      text: each.text,
    });
  const last = news.at(-1);
  const words = last ? said(last) : "";
  useEffect(() => {
    if (words !== "") announce(words);
  }, [words]);
  if (!last || sessionId === null) return null;
  return (
    <ul className={styles.objections} aria-label={t("objections.label")}>
      {news.map((each) => (
        <li key={each.key}>
          <span className={styles.objection}>{said(each)}</span>
          <Button
            size="small"
            variant="text"
            aria-label={t("objections.see", { criterion: nameOfCriterion(each.criterionId) })}
            onPress={() =>
              look({ kind: "criterion", conversationId: each.conversationId, criterionId: each.criterionId, readAloud: false })
            }
          >
            {t("objections.look")}
          </Button>
          <Button size="small" variant="text" onPress={() => hear(sessionId, [each.key])}>
            {t("objections.heard")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
