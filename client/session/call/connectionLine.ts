// The calm line about the connection: "Reconnecting, nothing is lost, 2 changes waiting", then "Reconnected, 6 of 9 saved" for a few seconds; that the network was too slow; and what is wrong with the server's disk.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useConnectionStatus, useSessionStore } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { scoredCount } from "../score/sheet.ts";
import { sheetConversation } from "../score/sheetConversation.ts";

const GRACE_MS = 1_200;
const RECONNECTED_MS = 5_000;
const BEAT_MS = 2_000;
/** timers that stood still for so long: the device slept, and whoever wakes it wants to know that everything is there */
const SLEPT_MS = 10_000;

const justWoke = (beat: { at: number; wokeAt: number }, now: number): boolean =>
  Math.abs(now - beat.at) >= SLEPT_MS || Math.abs(now - beat.wokeAt) < SLEPT_MS;

export type ConnectionLine = { tone: "down" | "back"; text: string };

export function useConnectionLine(): ConnectionLine | null {
  const { t } = useTranslation("call");
  const status = useConnectionStatus();
  const store = useSessionStore();
  const overlays = useStore(store.drafts.state, (state) => state.overlays);
  const slices = useStore(store.state, (state) => state.slices);
  const scoringId = useUi((ui) => ui.scoringId);
  const [phase, setPhase] = useState<"live" | "down" | "back">("live");
  const phaseNow = useRef(phase);
  phaseNow.current = phase;
  const beat = useRef({ at: Date.now(), wokeAt: Number.NEGATIVE_INFINITY });
  useEffect(() => {
    if (status.state !== "live") return;
    beat.current.at = Date.now();
    const timer = setInterval(() => {
      const now = Date.now();
      // the socket of a device that slept is found dead only a moment later
      if (Math.abs(now - beat.current.at) >= SLEPT_MS) beat.current.wokeAt = now;
      beat.current.at = now;
    }, BEAT_MS);
    return () => clearInterval(timer);
  }, [status.state]);
  useEffect(() => {
    if (status.state === "live") {
      // cut off for being slow: said, however short the break was
      if (phaseNow.current === "down" || status.slow) setPhase("back");
      return;
    }
    // a hiccup shorter than a breath is nobody's business
    const timer = setTimeout(() => setPhase("down"), status.waiting > 0 || justWoke(beat.current, Date.now()) ? 0 : GRACE_MS);
    return () => clearTimeout(timer);
  }, [status.state, status.waiting, status.slow]);
  // its own clock: scoring on meanwhile must not keep the line for ever
  useEffect(() => {
    if (phase !== "back") return;
    const timer = setTimeout(() => setPhase("live"), RECONNECTED_MS);
    return () => clearTimeout(timer);
  }, [phase]);

  /** what waits is lost by a reload where the browser keeps nothing */
  const down = (text: string): ConnectionLine => ({ tone: "down", text: status.unkept ? `${text}. ${t("connection.unkept")}` : text });
  if (phase === "down") {
    if (status.bye?.code === "SLOW") return down(t("connection.downSlow"));
    const pending = Object.values(overlays)
      .flatMap((each) => Object.values(each))
      .filter((each) => each.state === "saving").length;
    return down(t("connection.down", { count: Math.max(status.waiting, pending) }));
  }
  const { trouble } = status;
  if (trouble) {
    const text = t(`connection.${trouble}`, { count: status.waiting });
    return trouble === "damaged" ? { tone: "down", text } : down(text);
  }
  if (phase === "live") return null;
  if (status.slow) return { tone: "back", text: t("connection.backSlow") };
  const conversationId = sheetConversation(slices, scoringId, false);
  const criteria = slices.scorecard?.criteria ?? [];
  const saved = scoredCount(criteria, slices.mine?.sheets[conversationId ?? ""]?.draft ?? {});
  const fromHere = Object.values(overlays[conversationId ?? ""] ?? {}).filter(
    (each) => each.state === "saved" && each.entry?.value !== null,
  ).length;
  const count = Math.max(saved, fromHere);
  const scoring =
    slices.mine?.scores && slices.conversations?.some((each) => each.conversationId === conversationId && each.status === "hidden");
  return {
    tone: "back",
    text: scoring && count > 0 ? t("connection.backSaved", { saved: count, of: criteria.length }) : t("connection.back"),
  };
}
