// The one header line: where the call is, what is expected of this person, time left, who is in. The state of the connection takes its place when it matters.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { Slices } from "../../../shared/session/view/slices.ts";
import { useNarrowWindow } from "../../plots/useNarrowWindow.ts";
import { useCan, useSessionStore, useShownFocus, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { formatMoment } from "../../ui/formatDate.ts";
import { onDemand } from "../../ui/onDemand.tsx";
import { sheetConversation } from "../score/sheetConversation.ts";
import { awaited, numberOf } from "./awaited.ts";
import { useConnectionLine } from "./connectionLine.ts";
import styles from "./Header.module.css";
import { LookAround } from "./LookAround.tsx";
import { TimeLeft } from "./TimeLeft.tsx";
import { useExpectation, useExpectedWords } from "./useExpectation.ts";

const ConductorMenu = onDemand(() => import("./ConductorMenu.tsx").then((module) => module.ConductorMenu));
const TimeBudgetLine = onDemand(() => import("./TimeBudgetLine.tsx").then((module) => module.TimeBudgetLine));

/** The conversation that the shown screen is about, with its number; null on screens about none. */
function useShownConversation() {
  const conversations = useSlice("conversations");
  const slices = useStore(useSessionStore().state, (state) => state.slices);
  const focus = useShownFocus();
  const { scoringId, lookingAt } = useUi();
  const id =
    "conversationId" in focus
      ? focus.conversationId
      : focus.kind === "review"
        ? sheetConversation(slices, scoringId, lookingAt !== null)
        : null;
  const live = (conversations ?? []).filter((each) => each.status !== "withdrawn");
  const index = live.findIndex((each) => each.conversationId === id);
  const conversation = live[index];
  return conversation ? { conversation, number: index + 1, of: live.length } : null;
}

function lengthOf(conversation: Slices["conversations"][number]): string | null {
  const last = conversation.transcript.at(-1)?.at;
  return typeof last === "number" && last > 0 ? formatMoment(last) : null;
}

function Place() {
  const { t } = useTranslation(["call", "house"]);
  const shown = useShownConversation();
  if (!shown) return null;
  const { conversation, number, of } = shown;
  const length = lengthOf(conversation);
  // "Conversation 3 of 3" has said it already
  const channel = conversation.channel === "other" ? null : t(`house:channel.${conversation.channel}`);
  return (
    <span className={styles.place}>
      <span className={styles.long}>{of > 1 ? t("place.long", { number, of }) : conversation.title}</span>
      <span className={styles.short}>{of > 1 ? t("place.short", { number, of }) : ""}</span>
      {(channel || length) && (
        <span className={styles.quiet}>
          {channel}
          {length && (
            <span className={styles.wide}>
              {channel && " · "}
              {length}
            </span>
          )}
        </span>
      )}
    </span>
  );
}

/** "Scores in: 5 of 6" while people score, "6 people here" otherwise. Opens the people. Counts the conversation that is waited for, and names it where another is on the screen. */
function PeopleButton() {
  const { t } = useTranslation("call");
  const roster = useSlice("roster");
  const progress = useSlice("progress");
  const session = useSlice("session");
  const shown = useShownConversation();
  const door = useSlice("door");
  const openPeople = useUi((ui) => ui.openPeople);
  const focus = useShownFocus();
  const conversations = useSlice("conversations");
  const waited = awaited({ ...(conversations && { conversations }), ...(progress && { progress }) });
  const here = roster?.seats.filter((seat) => seat.present).length ?? 0;
  const narrow = useNarrowWindow();
  // on one's own frozen sheet nobody scores any more
  const frozen = shown !== null && shown.conversation.status !== "hidden";
  const counting = waited && session?.status === "open" && focus.kind === "review" && !frozen;
  const elsewhere = waited?.conversationId !== shown?.conversation.conversationId;
  const number = waited && elsewhere ? numberOf(conversations, waited.conversationId) : 0;
  const count = { in: waited?.in ?? 0, of: waited?.expected ?? 0, number };
  const which = number > 0 ? "Of" : "";
  const text = counting ? t(`people.in${which}`, count) : t("people.here", { count: here });
  const knocking = door?.knocks.length ?? 0;
  const atTheDoor = knocking > 0 ? t("people.knocking", { count: knocking }) : null;
  // what one reads is what it is called, also by voice
  const short = t(`people.inShort${which}`, count);
  const read = narrow && counting ? short : text;
  const name = t("people.open", { text: atTheDoor === null ? read : `${read} ${atTheDoor}` });
  return (
    <Button variant="quiet" size="small" className={styles.people} onPress={() => openPeople(true)} aria-label={name}>
      <span className={styles.long}>{text}</span>
      {/* in a narrow window somebody at the door goes before the count */}
      <span className={styles.short}>
        {atTheDoor === null &&
          (counting ? (
            short
          ) : (
            <>
              <Icon name="people" size={16} /> {here}
            </>
          ))}
      </span>
      {atTheDoor !== null && <span className={styles.knock}> {atTheDoor}</span>}
    </Button>
  );
}

export function Header() {
  const { t } = useTranslation("call");
  const session = useSlice("session");
  const expected = useExpectation();
  const { line, detail } = useExpectedWords(expected);
  const connection = useConnectionLine();
  const conducts = useCan("MoveFocus");
  const focus = useShownFocus();
  const inDiscussion = focus.kind === "criterion";
  // its line comes and goes with its words in it; how many changes wait is only shown
  const said = useRef(connection);
  said.current = connection;
  const tone = connection?.tone;
  useEffect(() => {
    if (tone && said.current) announce(said.current.text);
  }, [tone]);
  if (!session) return null;
  return (
    <header className={styles.header} data-connection={connection?.tone}>
      {connection ? (
        <p className={styles.connection} role="status">
          <Icon name={connection.tone === "down" ? "clock" : "check"} size={16} />
          {connection.text}
        </p>
      ) : (
        <div className={styles.where}>
          <span className={styles.name}>{session.name}</span>
          <Place />
          <span className={styles.expected} data-urgent={expected.urgent || undefined}>
            {line}
          </span>
          {detail !== null && <span className={styles.detail}>{detail}</span>}
        </div>
      )}
      <div className={styles.end}>
        {conducts && inDiscussion && <TimeBudgetLine />}
        <TimeLeft />
        <PeopleButton />
        <LookAround />
        {conducts && inDiscussion && <ConductorMenu label={t("more.call")} />}
      </div>
    </header>
  );
}
