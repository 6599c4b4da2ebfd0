// One conversation of a new session: paste it, see how it was read, name it. Everything else about it is under one word.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { Channel } from "../../../shared/session/shapes.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { More } from "../../ui/More.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Create.module.css";
import { type ConversationDraft, isBlank, isLink } from "./draft.ts";
import type { PasteReading } from "./readPaste.ts";
import { TranscriptPreview } from "./TranscriptPreview.tsx";

const CHANNELS: Channel[] = ["phone", "chat", "email", "social", "video", "other"];
/** this many characters at once were pasted, not typed */
const PASTED = 40;

export function ConversationBlock(props: {
  number: number;
  alone: boolean;
  optional: boolean;
  conversation: ConversationDraft;
  reading: PasteReading | null;
  showProblems: boolean;
  onPaste: (text: string) => void;
  onRedact: () => void;
  onReadAgain: () => void;
  onChange: (edit: Partial<ConversationDraft>) => void;
  onRemove: () => void;
  /** it was asked for just now: whoever did wants to paste */ wanted: boolean;
}) {
  const { t } = useTranslation(["create", "paste", "house"]);
  const { number, conversation, reading, onChange } = props;
  const [editing, setEditing] = useState(conversation.text.trim() === "");
  const [justRead, setJustRead] = useState(false);
  /** somebody asked for the text again: it gets the focus */ const [asked, setAsked] = useState(false);
  const preview = useRef<HTMLDivElement>(null);
  const parsed = reading?.parsed ?? null;
  const summary = parsed
    ? t("recognised", {
        turns: t("turns", { count: parsed.lines.length }),
        speakers: parsed.speakers.length === 0 ? t("speakersNone") : parsed.speakers.slice(0, 4).join(", "),
      })
    : "";
  // after a paste the text box gives way to what was read; focus goes there, unless somebody has gone on meanwhile, and it is said
  useEffect(() => {
    if (!justRead || !parsed) return;
    setJustRead(false);
    if (document.activeElement === document.body) preview.current?.focus();
    announce(t("read", { summary }));
  }, [justRead, parsed, summary, t]);

  const typed = (text: string) => {
    if (text.length - conversation.text.length < PASTED) {
      // in the middle of reading too: the box stays with whoever types in it
      setEditing(true);
      return onChange({ text });
    }
    props.onPaste(text);
    setEditing(false);
    setJustRead(true);
  };

  return (
    <article className={styles.conversation} aria-label={t("number", { number })}>
      <header className={styles.conversationHead}>
        <h3 className={styles.number}>{t("number", { number })}</h3>
        {!(props.alone && isBlank(conversation)) && (
          <Button variant="text" size="small" aria-label={t("removeConversation", { number })} onPress={props.onRemove}>
            <Icon name="trash" size={16} />
          </Button>
        )}
      </header>
      {editing || !parsed ? (
        <>
          <TextField
            className={styles.pasteField}
            label={t(props.optional ? "pasteMore" : "paste")}
            hint={number === 1 ? t("pasteHint") : undefined}
            multiline
            rows={number === 1 ? 7 : 4}
            reading
            spellCheck="false"
            autoFocus={asked || props.wanted || (number === 1 && conversation.text === "")}
            placeholder={number === 1 ? t("placeholder") : undefined}
            value={conversation.text}
            onChange={typed}
          />
          {parsed && (
            <div className={styles.readLine}>
              <span className={styles.soft}>{summary}</span>
              <Button size="small" onPress={() => setEditing(false)}>
                {t("doneEditing")}
              </Button>
            </div>
          )}
        </>
      ) : (
        <div ref={preview} tabIndex={-1} className={styles.preview}>
          <div className={styles.readLine}>
            <span className={styles.soft}>{summary}</span>
            <Button
              variant="text"
              size="small"
              onPress={() => {
                setAsked(true);
                setEditing(true);
              }}
            >
              {t("editText")}
            </Button>
          </div>
          <TranscriptPreview lines={parsed.lines} />
        </div>
      )}
      {reading?.unread === "reading" && (
        <p role="status" className={styles.soft}>
          {t("reading")}
        </p>
      )}
      {reading?.unread === "failed" && (
        <Notice
          tone="apart"
          icon="warning"
          role="alert"
          action={
            <Button size="small" onPress={props.onReadAgain}>
              {t("readAgain")}
            </Button>
          }
        >
          <p>{t("unread")}</p>
        </Notice>
      )}
      {reading && reading.stops.length > 0 && (
        <Notice
          tone="apart"
          icon="warning"
          role="alert"
          action={
            reading.stops.some((stop) => stop.code === "cardNumber" || stop.code === "securityCode") && (
              <Button size="small" onPress={props.onRedact}>
                {t("redact")}
              </Button>
            )
          }
        >
          {reading.stops.slice(0, 3).map((stop) => (
            <p key={`${stop.code} ${stop.line}`}>{t(`paste:transcript.${stop.code}`, stop.params)}</p>
          ))}
        </Notice>
      )}
      {parsed && conversation.guessed && <p className={styles.soft}>{t("guessed", { encoding: conversation.guessed.toUpperCase() })}</p>}
      {reading?.notes.slice(0, 3).map((note) => (
        <p key={`${note.code} ${note.line}`} className={styles.soft}>
          {t(`paste:transcript.${note.code}`, note.params)}
        </p>
      ))}
      <div className={styles.named}>
        <TextField
          label={t("titleField")}
          value={conversation.title ?? ""}
          placeholder={parsed || !isBlank(conversation) ? (reading?.title ?? "") : t("withoutText")}
          onChange={(title) => onChange({ title })}
          maxLength={LIMITS.title}
        />
        <Select
          label={t("channel")}
          value={reading?.channel ?? "phone"}
          onChange={(channel) => onChange({ channel })}
          hint={parsed?.channelUnsure && conversation.channel === null ? t("channelUnsure") : undefined}
          options={CHANNELS.map((id) => ({ id, label: t(`house:channel.${id}`) }))}
        />
      </div>
      <More label={t("details")} defaultOpen={conversation.link !== "" && conversation.text === ""}>
        <div className={styles.named}>
          <TextField
            label={t("link")}
            type="url"
            inputMode="url"
            value={conversation.link}
            onChange={(link) => onChange({ link })}
            maxLength={LIMITS.url}
            placeholder="https://"
            problem={props.showProblems && !isLink(conversation.link) ? t("linkWrong") : null}
          />
          <TextField
            label={t("agent")}
            hint={t("agentHint")}
            value={conversation.agent}
            onChange={(agent) => onChange({ agent })}
            maxLength={LIMITS.name}
            autoComplete="off"
          />
        </div>
        <TextField
          label={t("why")}
          hint={parsed && parsed.lines.length < 8 ? t("clearCut") : t("whyHint")}
          value={conversation.why}
          onChange={(why) => onChange({ why })}
          maxLength={LIMITS.note}
        />
      </More>
    </article>
  );
}
