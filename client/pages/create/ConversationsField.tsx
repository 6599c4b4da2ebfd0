// The conversations of a new session: a place to paste each, files dropped anywhere on it, two pasted at once split.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import { decodeText } from "../../../shared/material/decodeText.ts";
import { newId } from "../../newId.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { notify } from "../../ui/notices.ts";
import { ConversationBlock } from "./ConversationBlock.tsx";
import styles from "./Create.module.css";
import { type ConversationDraft, type Draft, emptyConversation, isBlank } from "./draft.ts";
import { type PasteReading, splitPaste } from "./readPaste.ts";

const LARGEST_FILE = 2_000_000;
const isText = (file: File): boolean => file.type.startsWith("text/") || /\.(txt|md|csv|tsv|vtt|srt|eml|log|json)$/i.test(file.name);

export function ConversationsField(props: {
  conversations: ConversationDraft[];
  readings: PasteReading[];
  carried: number;
  showProblems: boolean;
  change: (edit: (draft: Draft) => Partial<Draft>) => void;
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

  /** a pasted text goes into its block; if it holds several, the others get blocks of their own right after it */
  const pasted = (id: string, text: string) => {
    const parts = splitPaste(text);
    if (parts.length > 1) notify({ text: t("twoFound", { count: parts.length }) });
    change((draft) => ({
      conversations: draft.conversations
        .flatMap((conversation) =>
          conversation.conversationId === id
            ? parts.map((part, index) => ({
                ...(index === 0 ? conversation : emptyConversation(newId())),
                text: part.text,
                guessed: null,
                title: part.title ?? (index === 0 ? conversation.title : null),
              }))
            : [conversation],
        )
        .slice(0, LIMITS.conversations),
    }));
  };

  const addFiles = async (files: Iterable<File>) => {
    for (const file of files) {
      if (!isText(file) || file.size > LARGEST_FILE) {
        notify({ text: t("fileRefused", { name: file.name }), tone: "apart" });
        continue;
      }
      const { text, encoding, guessed } = decodeText(await file.arrayBuffer());
      const title = file.name.replace(/\.\w{1,5}$/, "").replaceAll(/[_-]+/g, " ");
      change((draft) => {
        const blocks = splitPaste(text).map((part, index) => ({
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
          onPaste={(text) => pasted(conversation.conversationId, text)}
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
