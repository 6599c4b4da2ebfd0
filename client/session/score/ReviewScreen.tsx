// The silent review: the own sheet of the conversation that is open, or a calm page for those who only watch.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useMine, useSessionStore, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { screenOnDemand } from "../../ui/onDemand.tsx";
import { OthersScore } from "./OthersScore.tsx";
import styles from "./ScoreSheet.module.css";
import { ScoreSheet } from "./ScoreSheet.tsx";
import { sheetConversation } from "./sheetConversation.ts";

/** nobody needs it before a reveal */
export const FrozenSheet = screenOnDemand(() => import("./FrozenSheet.tsx"));

export function ReviewScreen() {
  const { t } = useTranslation("score");
  const slices = useStore(useSessionStore().state, (state) => state.slices);
  const conversations = useSlice("conversations");
  const mine = useMine();
  const { scoringId, lookingAt, openSheet } = useUi();
  const conversationId = sheetConversation(slices, scoringId, lookingAt !== null);
  const conversation = conversations?.find((each) => each.conversationId === conversationId);
  // the sheet that is open stays open: handing in does not pull it away from under its person
  useEffect(() => {
    if (conversationId !== null && conversationId !== scoringId) openSheet(conversationId);
  }, [conversationId, scoringId, openSheet]);
  if (!mine?.scores) return <OthersScore />;
  if (!conversation) return <p className={styles.nothing}>{t("noConversation")}</p>;
  if (conversation.status === "hidden")
    return <ScoreSheet key={conversation.conversationId} conversationId={conversation.conversationId} mode="blind" />;
  return <FrozenSheet key={conversation.conversationId} conversationId={conversation.conversationId} />;
}
