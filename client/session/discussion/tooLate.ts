// What comes too late (a laptop that slept) is said with what it was for; where a reason may still be written, a vote can be put into words and words can be taken up again.
import type { Answer } from "../../../shared/protocol/socket.ts";
import type { SessionCommand } from "../../../shared/session/commands.ts";
import type { Connection } from "../../connection/connection.ts";
import i18n from "../../i18n.ts";
import { valueText } from "../../plots/valueText.ts";
import { notify } from "../../ui/notices.ts";
import { type OwnAct, openAct } from "./acts.ts";

type Refused = Extract<Answer, { ok: false }>;
const OVER = ["STALE_ROUND", "REVOTE_NOT_OPEN"];

export async function sayTooLate(connection: Connection, command: SessionCommand, { code, message }: Refused): Promise<void> {
  const { scorecard, mine, discussion } = connection.slices();
  const vote = command.type === "CastRevote" && OVER.includes(code) ? command : null;
  const said = command.type === "WriteReason" || command.type === "Object" ? command : null;
  const about = vote ?? said;
  const criterion = scorecard?.criteria.find(({ criterionId }) => criterionId === about?.criterionId);
  if (!about || !criterion) return void notify({ text: message, tone: "apart" });
  await i18n.loadNamespaces("discussion");
  const t = i18n.getFixedT(null, "discussion");
  const tell = (text: string, label: string, act: OwnAct, words: string): void => {
    const mayWrite = mine?.can.includes("WriteReason");
    notify({ text, tone: "apart", ...(mayWrite ? { action: { label, onAction: () => openAct(act, about, words) } } : {}) });
  };
  if (said) {
    const text = `${message} ${t("place.writtenFor", { name: criterion.name, text: said.text })}`;
    return tell(text, t("place.showWords"), said.type === "Object" ? "object" : "reason", said.text);
  }
  if (!vote) return;
  const words = { name: criterion.name, round: vote.round, value: valueText(t, criterion.scale, vote.value) };
  const another = discussion?.[vote.conversationId]?.[vote.criterionId]?.revotes.at(-1)?.status === "open";
  tell(t(another ? "revote.lateAgain" : "revote.late", words), t("revote.lateWrite"), "reason", t("revote.lateWords", words));
}
