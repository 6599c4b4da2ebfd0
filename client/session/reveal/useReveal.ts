// Sends the reveal with the roll its presser saw. When somebody has become missing meanwhile, the refusal names them and nothing has opened.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationId } from "../../../shared/ids.ts";
import type { Roll } from "../../../shared/session/shapes.ts";
import { useSend, useSessionStore } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { formatList } from "../../ui/locale.ts";
import { notify } from "../../ui/notices.ts";

export function useReveal(): (conversationId: ConversationId, roll: Roll) => Promise<void> {
  const { t } = useTranslation("call");
  const { state } = useSessionStore();
  const send = useSend();
  return useCallback(
    async (conversationId, roll) => {
      useUi.getState().follow();
      const answer = await send({ type: "RevealScores", conversationId, roll }, { quiet: true });
      if (answer.ok) return;
      const { progress, roster } = state.getState().slices;
      const missing = progress?.find((each) => each.conversationId === conversationId)?.names?.missing ?? [];
      const names = missing.map((seatId) => roster?.seats.find((seat) => seat.seatId === seatId)?.name ?? "");
      const list = formatList(names);
      notify({
        text: answer.code === "ROLL_CHANGED" && names.length > 0 ? t("reveal.rollChanged", { names: list }) : answer.message,
        tone: "apart",
      });
    },
    [send, state, t],
  );
}
