// The session's conversations for its conductors: what is there, withdraw one, add one by pasting it.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { ParsedTranscript } from "../../../shared/material/transcript.ts";
import { readText, useReadTexts } from "../../material/texts.ts";
import { newId } from "../../newId.ts";
import { CHANNELS } from "./channels.ts";
import type { Channel } from "../../../shared/session/shapes.ts";
import { useCan, useSend, useSlice } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { More } from "../../ui/More.tsx";
import { Select } from "../../ui/Select.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Dialogs.module.css";

const BLANK = { title: "", channel: "phone" as Channel, link: "", agent: "", why: "", pasted: "" };
const NOTHING = { lines: [], warnings: [] } satisfies Pick<ParsedTranscript, "lines" | "warnings">;

function AddConversation({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(["call", "paste", "house"]);
  const send = useSend();
  const [form, setForm] = useState(BLANK);
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const set = (part: Partial<typeof BLANK>) => setForm((before) => ({ ...before, ...part }));
  const { again } = useReadTexts([form.pasted]);
  const read = readText(form.pasted);
  const { lines, warnings } = typeof read === "string" ? NOTHING : read;
  const stop = form.pasted.trim() === "" ? undefined : warnings.find((each) => each.stops);
  const link = form.link.trim();
  const untitled = form.title.trim() === "";
  const problem =
    link !== "" && !/^https?:\/\//.test(link)
      ? t("conversations.linkShape")
      : stop
        ? t(`paste:transcript.${stop.code}`, stop.params)
        : typeof read === "string"
          ? t(`conversations.${read === "failed" ? "unread" : "reading"}`)
          : null;
  const save = async () => {
    setTried(true);
    setRefusal(null);
    if (read === "failed") again(form.pasted);
    if (untitled || problem !== null) return;
    const answer = await send({
      type: "AddConversation",
      conversation: {
        conversationId: newId(),
        title: form.title.trim(),
        channel: form.channel,
        link: link === "" ? null : link,
        agent: form.agent.trim() || null,
        why: form.why.trim() || null,
        transcript: lines.map(({ at, speaker, text }) => ({ at, speaker, text })),
      },
    });
    if (!answer.ok) return setRefusal(answer.message);
    setForm(BLANK);
    setTried(false);
    onDone();
  };
  // beside the button that was pressed, for as long as it is so
  const said = refusal ?? (tried ? problem : null);
  return (
    <div className={styles.form}>
      <TextField
        label={t("conversations.title")}
        value={form.title}
        onChange={(title) => set({ title })}
        maxLength={LIMITS.title}
        problem={tried && untitled ? t("conversations.titleNeeded") : null}
      />
      <Select
        label={t("conversations.channel")}
        value={form.channel}
        onChange={(channel) => set({ channel })}
        options={CHANNELS.map((id) => ({ id, label: t(`house:channel.${id}`) }))}
      />
      <TextField
        label={t("conversations.text")}
        hint={
          form.pasted === ""
            ? t("conversations.textHint")
            : typeof read === "string"
              ? t(`conversations.${read === "failed" ? "unread" : "reading"}`)
              : t("conversations.lines", { count: lines.length })
        }
        value={form.pasted}
        onChange={(pasted) => set({ pasted })}
        maxLength={LIMITS.transcript}
        multiline
        rows={5}
        reading
      />
      <More label={t("conversations.more")}>
        <div className={styles.form}>
          <TextField
            label={t("conversations.link")}
            type="url"
            value={form.link}
            onChange={(value) => set({ link: value })}
            maxLength={LIMITS.url}
          />
          <TextField label={t("conversations.agent")} value={form.agent} onChange={(agent) => set({ agent })} maxLength={LIMITS.name} />
          <TextField label={t("conversations.why")} value={form.why} onChange={(why) => set({ why })} maxLength={LIMITS.note} />
        </div>
      </More>
      {said !== null && (
        <Notice tone={read === "reading" ? "calm" : "apart"} role="alert">
          {said}
        </Notice>
      )}
      <div className={styles.buttons}>
        <Button variant="filled" onPress={() => void save()}>
          {t("conversations.add")}
        </Button>
      </div>
    </div>
  );
}

export function ConversationsDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation(["call", "house"]);
  const send = useSend();
  const conversations = useSlice("conversations") ?? [];
  const mayWithdraw = useCan("WithdrawConversation");
  const [sure, setSure] = useState<string | null>(null);
  return (
    <Dialog title={t("conversations.heading")} isOpen={isOpen} onOpenChange={onOpenChange} size="wide">
      {conversations.length > 0 && (
        <ul className={styles.rows}>
          {conversations.map(({ conversationId, title, channel, status }) => (
            <li key={conversationId} className={styles.row} data-gone={status === "withdrawn" || undefined}>
              <span className={styles.who}>
                {title}
                <span className={styles.soft}>
                  {t(`house:channel.${channel}`)} · {t(`conversations.status_${status}`)}
                </span>
              </span>
              {mayWithdraw && status !== "withdrawn" && (
                <Button
                  size="small"
                  variant="text"
                  onPress={() => {
                    if (sure === conversationId) void send({ type: "WithdrawConversation", conversationId });
                    setSure(sure === conversationId ? null : conversationId);
                  }}
                >
                  {t(sure === conversationId ? "conversations.sure" : "conversations.withdraw")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {conversations.length > 3 && <p className={styles.soft}>{t("conversations.many")}</p>}
      <More label={t("conversations.addOne")} defaultOpen={conversations.length === 0}>
        <AddConversation onDone={() => undefined} />
      </More>
    </Dialog>
  );
}
