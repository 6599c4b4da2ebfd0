// The conversations of a new session: a place to paste each, files dropped anywhere on it, two pasted at once split.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import { decodeText } from "../../../shared/material/decodeText.ts";
import { splitConversations } from "../../../shared/material/paste.ts";
import { inBackground } from "../../material/background.ts";
import { isLong } from "../../material/work.ts";
import { newId } from "../../newId.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { notify } from "../../ui/notices.ts";
import { ConversationBlock } from "./ConversationBlock.tsx";
import styles from "./Create.module.css";
import { type ConversationDraft, type Draft, emptyConversation, isBlank } from "./draft.ts";
import type { PasteReading } from "./readPaste.ts";

const LARGEST_FILE = 2_000_000;
const isText = (file: File): boolean => file.type.startsWith("text/") || /\.(txt|md|csv|tsv|vtt|srt|eml|log|json)$/i.test(file.name);

export function ConversationsField(props: {
  conversations: ConversationDraft[];
  readings: PasteReading[];
  carried: number;
  showProblems: boolean;
  change: (edit: (draft: Draft) => Partial<Draft>) => void;
  onReadAgain: (text: string) => void;
}) {
  const { t } = useTranslation(["create", "house"]);
  const { conversations, change } = props;
  const [wanted, setWanted] = useState<string | null>(null);
  const [dragging, setDragging] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);

  const replace = (id: string, edit: (conversation: ConversationDraft) => ConversationDraft) =>
    change((draft) => ({
      conversations: draft.conversations.map((conversation) => (conversation.conversationId === id ? edit(conversation) : conversation)),
    }));

  /** a pasted text stands in its block at once; if it holds several, the others get blocks of their own right after it */
  const splitting = useRef(new Map<string, AbortController>());
  const pasted = async (id: string, text: string) => {
    splitting.current.get(id)?.abort();
    replace(id, (conversation) => ({ ...conversation, text, guessed: null }));
    const control = new AbortController();
    splitting.current.set(id, control);
    const parts = isLong(text) ? await inBackground("split", text, control.signal).catch(() => []) : splitConversations(text);
    let found = 0;
    change((draft) => ({
      conversations: draft.conversations
        .flatMap((conversation) => {
          // what was typed or pasted over it meanwhile stands
          if (conversation.conversationId !== id || conversation.text !== text || parts.length === 0) return [conversation];
          found = parts.length;
          return parts.map((part, index) => ({
            ...(index === 0 ? conversation : emptyConversation(newId())),
            text: part.text,
            title: part.title ?? (index === 0 ? conversation.title : null),
          }));
        })
        .slice(0, LIMITS.conversations),
    }));
    if (found > 1) notify({ text: t("twoFound", { count: found }) });
  };

  const redact = async (id: string, text: string) => {
    const clean = await inBackground("redact", text).catch(() => null);
    if (clean === null) return notify({ text: t("unread"), tone: "apart" });
    replace(id, (conversation) => (conversation.text === text ? { ...conversation, text: clean } : conversation));
  };

  const addFiles = async (files: Iterable<File>) => {
    for (const file of files) {
      if (!isText(file) || file.size > LARGEST_FILE) {
        notify({ text: t("fileRefused", { name: file.name }), tone: "apart" });
        continue;
      }
      const { text, encoding, guessed } = decodeText(await file.arrayBuffer());
      const title = file.name.replace(/\.\w{1,5}$/, "").replaceAll(/[_-]+/g, " ");
      // one that could not be split is shown whole: why it cannot be read is said there
      const parts = await inBackground("split", text).catch(() => [{ title: null, text }]);
      change((draft) => {
        const blocks = parts.map((part, index) => ({
          ...emptyConversation(newId()),
          text: part.text,
          guessed: guessed ? encoding : null,
          title: part.title ?? (index === 0 ? title.slice(0, LIMITS.title) : null),
        }));
        return { conversations: [...draft.conversations.filter((other) => !isBlank(other)), ...blocks].slice(0, LIMITS.conversations) };
      });
    }
  };

  return (
    <section
      className={styles.conversations}
      aria-labelledby="conversations"
      data-dragging={dragging || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        setDragging(false);
        void addFiles([...event.dataTransfer.files]);
      }}
    >
      <div className={styles.conversationsHead}>
        <h2 id="conversations" className={styles.heading}>
          {t("conversations")}
        </h2>
        <span className={styles.soft}>{dragging ? t("drop") : t("conversationsHint")}</span>
      </div>
      {conversations.map((conversation, index) => (
        <ConversationBlock
          key={conversation.conversationId}
          number={index + 1}
          alone={conversations.length === 1}
          wanted={conversation.conversationId === wanted}
          optional={index > 0 || props.carried > 0}
          conversation={conversation}
          reading={props.readings.find((reading) => reading.conversation.conversationId === conversation.conversationId) ?? null}
          showProblems={props.showProblems}
          onPaste={(text) => void pasted(conversation.conversationId, text)}
          onRedact={() => void redact(conversation.conversationId, conversation.text)}
          onReadAgain={() => props.onReadAgain(conversation.text)}
          onChange={(edit) => replace(conversation.conversationId, (before) => ({ ...before, ...edit }))}
          onRemove={() => {
            const before = conversations;
            change((draft) => {
              const rest = draft.conversations.filter((other) => other.conversationId !== conversation.conversationId);
              return { conversations: rest.length > 0 ? rest : [emptyConversation(newId())] };
            });
            notify({
              text: t("removed", { title: conversation.title ?? t("number", { number: index + 1 }) }),
              action: { label: t("house:undo"), onAction: () => change(() => ({ conversations: before })) },
            });
          }}
        />
      ))}
      <div className={styles.addRow}>
        <Button
          isDisabled={conversations.length >= LIMITS.conversations}
          onPress={() => {
            const id = newId();
            setWanted(id);
            change((draft) => ({ conversations: [...draft.conversations, emptyConversation(id)] }));
          }}
        >
          <Icon name="plus" size={16} />
          {t("another")}
        </Button>
        <Button variant="text" onPress={() => chooser.current?.click()}>
          {t("files")}
        </Button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept="text/*,.txt,.vtt,.srt,.eml,.csv,.md"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = "";
            void addFiles(files);
          }}
        />
      </div>
    </section>
  );
}
