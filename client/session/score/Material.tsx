// What is scored: title, where it is, why this one, and the transcript; without a transcript the way to the recording is the main thing.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationSlice } from "../../../shared/session/view/slices.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import type { Pinned } from "./evidence.ts";
import styles from "./Material.module.css";
import { Transcript } from "./Transcript.tsx";

export function Material(props: {
  conversation: ConversationSlice;
  current: number | null;
  pinned: number[];
  onCurrent: (index: number) => void;
  onPin: ((index: number) => void) | undefined;
  onQuote: ((evidence: Pinned) => void) | undefined;
  criterionName: string;
  hint?: ReactNode;
}) {
  const { t } = useTranslation(["score", "house"]);
  const { conversation } = props;
  const has = conversation.transcript.length > 0;
  const channel = t(`house:channel.${conversation.channel}`);
  return (
    <article className={styles.material} aria-label={conversation.title} data-empty={!has || undefined}>
      <header className={styles.head}>
        <h1 className={styles.title}>{conversation.title}</h1>
        <p className={styles.about}>
          {conversation.agent ? t("material.agent", { channel, agent: conversation.agent }) : channel}
          {conversation.why && <> · {t("material.why", { why: conversation.why })}</>}
          {conversation.link && has && (
            <>
              {" · "}
              <a href={conversation.link} target="_blank" rel="noreferrer">
                {t("material.open")}
              </a>
            </>
          )}
        </p>
        {props.hint}
      </header>
      {has ? (
        <Transcript
          key={conversation.conversationId}
          lines={conversation.transcript}
          current={props.current}
          pinned={props.pinned}
          onCurrent={props.onCurrent}
          onPin={props.onPin}
          onQuote={props.onQuote}
          criterionName={props.criterionName}
        />
      ) : (
        <div className={styles.elsewhere}>
          <p className={styles.words}>{t(conversation.link ? "material.elsewhere" : "material.none")}</p>
          {conversation.link && (
            <p>
              <ButtonLink href={conversation.link} external variant="quiet" size="large">
                <Icon name="external" />
                {t("material.open")}
              </ButtonLink>
            </p>
          )}
          <p className={styles.soft}>{t("material.moments")}</p>
        </div>
      )}
    </article>
  );
}
