// The frame around every screen of the call: one header line, the screen, and for conductors the bar at the bottom.
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Focus } from "../../../shared/session/shapes.ts";
import { useCan, useShownFocus, useSlice } from "../../stores/sessionStore.ts";
import { lookingAfter, useUi } from "../../stores/uiStore.ts";
import { announce } from "../../ui/announce.ts";
import { onDemand } from "../../ui/onDemand.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { isRevealMoment } from "../reveal/moment.ts";
import styles from "./Frame.module.css";
import { Header } from "./Header.tsx";
import { Passing } from "./Passing.tsx";
import { useExpectation, useExpectedWords } from "./useExpectation.ts";

/** What reviewers who score never need: it comes for conductors at once, for the others when they ask for it. */
export const ConductorBar = onDemand(() => import("./ConductorBar.tsx").then((module) => module.ConductorBar));
export const PeoplePanel = onDemand(() => import("../people/PeoplePanel.tsx").then((module) => module.PeoplePanel));

/** Nobody scores with it, and everybody has it long before there is something to reveal. */
export const Moments = onDemand(() => import("./Moments.tsx").then((module) => module.Moments));

/** The call has moved: whoever looks around stays there, except that a reveal brings everybody back. */
function useFollowing(focus: Focus | undefined) {
  const before = useRef(focus);
  useEffect(() => {
    const was = before.current;
    before.current = focus;
    if (!focus || !was || focus === was) return;
    const { lookingAt } = useUi.getState();
    const elsewhere = !("conversationId" in was && "conversationId" in focus && was.conversationId === focus.conversationId);
    if (lookingAfter(lookingAt, was, focus, focus.kind === "results" && elsewhere) === null) useUi.getState().follow();
  }, [focus]);
}

/** Another one of these is another screen: whoever was in the one before starts at its beginning. */
const screenOf = (shown: Focus, closed: boolean): string =>
  [shown.kind, "conversationId" in shown && shown.conversationId, "criterionId" in shown && shown.criterionId, closed && "closed"]
    .filter(Boolean)
    .join(" ");

export function Frame({ children }: { children: ReactNode }) {
  const session = useSlice("session");
  const shown = useShownFocus();
  const expected = useExpectation();
  const moves = useCan("MoveFocus");
  const reopens = useCan("ReopenSession");
  const peopleOpen = useUi((ui) => ui.peopleOpen);
  const [people, setPeople] = useState(peopleOpen);
  if (peopleOpen && !people) setPeople(true);
  useFollowing(session?.focus);
  const { title, line } = useExpectedWords(expected);
  useTitle(session ? `${title} · ${session.name}` : title);
  // the tab's words name the criterion, the header's need not
  const words = shown.kind === "criterion" ? title : line;
  const screen = screenOf(shown, session?.status === "closed");
  const said = useRef("");
  useEffect(() => {
    // a place of its own is announced once, not each score that is left
    const key = `${screen} ${expected.key}`;
    // at a reveal the one sentence of the results says it all, until a criterion is opened
    if (said.current !== "" && said.current !== key && (shown.kind === "criterion" || !isRevealMoment())) announce(words);
    said.current = key;
  }, [screen, expected.key, words, shown.kind]);
  return (
    <div className={styles.frame}>
      <Header />
      <Passing />
      <main id="main" tabIndex={-1} className={styles.main} data-place={shown.kind} data-screen={screen}>
        {/* before the screen: what comes in behind the curtain asks when it opens */}
        <Moments />
        {children}
      </main>
      {(moves || reopens) && <ConductorBar />}
      {people && <PeoplePanel />}
    </div>
  );
}
