// What the reveal shows: one sentence, the rows that differ, the rest in one line. Looking deeper stays behind Details.
import { type CSSProperties, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan, useSend, useServerNow } from "../../stores/sessionStore.ts";
import { Hint } from "../../hints/Hint.tsx";
import { useUi } from "../../stores/uiStore.ts";
import { useNarrowWindow } from "../../plots/useNarrowWindow.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { CURTAIN_MS } from "../reveal/moment.ts";
import { useBehindCurtain } from "../reveal/useBehindCurtain.ts";
import { Agreeing } from "./Agreeing.tsx";
import { Details } from "./Details.tsx";
import { Headline } from "./Headline.tsx";
import { LateScores } from "./LateScores.tsx";
import { ResultRow } from "./ResultRow.tsx";
import styles from "./Results.module.css";
import { ordered, type RowOrder } from "./rowOrder.ts";
import { listKeepsNA, tallestStack } from "./rowDots.ts";
import { headline } from "./sentences.ts";
import { useResults } from "./useResults.ts";

/** Only whoever is here at the reveal sees the dots arrive. */
const ARRIVING_MS = 4_000;
const FIRST_ROWS = 3;

export default function Results() {
  const { t } = useTranslation("results");
  const shown = useResults();
  const send = useSend();
  const conducts = useCan("OpenCriterion");
  const { look, follow } = useUi();
  const now = useServerNow(60_000);
  const [order, setOrder] = useState<RowOrder>("agenda");
  const [all, setAll] = useState(false);
  const narrow = useNarrowWindow();
  const results = shown?.results;
  const conversationId = results?.conversationId ?? "";
  const arriving = useRef({ of: "", fresh: false, after: 0 });
  if (results && arriving.current.of !== conversationId) {
    const since = now - results.revealedAt;
    arriving.current = { of: conversationId, fresh: since < ARRIVING_MS, after: Math.min(CURTAIN_MS, Math.max(0, CURTAIN_MS - since)) };
  }
  const { fresh, after } = arriving.current;
  const list = useRef<HTMLUListElement>(null);
  // the dots come in as the curtain opens, not behind it
  useBehindCurtain(list, fresh ? conversationId : null);
  const sentence = shown ? headline(t, shown.results, shown.scorecard.criteria) : "";
  const said = useRef("");
  useEffect(() => {
    if (!fresh || sentence === "" || said.current === conversationId) return;
    said.current = conversationId;
    announce(t("announceRevealed", { headline: sentence }), "assertive");
  }, [fresh, sentence, conversationId, t]);
  if (!shown || !results) return <p className={styles.none}>{t("hiddenYet")}</p>;

  const { session, scorecard, criterionOf, ownOn } = shown;
  const mayOpen = conducts && session.status === "open";
  const open = (criterionId: string) => {
    if (!mayOpen) return look({ kind: "criterion", conversationId, criterionId, readAloud: false });
    follow();
    void send({ type: "OpenCriterion", conversationId, criterionId, readAloud: false });
  };
  const apart = ordered(
    results.rows.filter((row) => row.toDiscuss),
    order,
    scorecard,
  );
  // they come in as they stand on the scorecard, and go from there to where they are discussed; in a narrow window those that can be seen, and the rest unmoved
  const moving = narrow ? apart.slice(0, FIRST_ROWS) : apart;
  const before = ordered(moving, "scorecard", scorecard);
  const arrivesFrom = (row: (typeof apart)[number], place: number): number | null => {
    if (!fresh) return null;
    return place < moving.length ? before.indexOf(row) - place : null;
  };
  const tallest = tallestStack(apart);
  // who only watched has no ringed dot to be told of
  const scored = apart.some((row) => ownOn(row.criterionId) !== null);
  const hint = conducts ? "resultsLead" : session.options.names === "whenOpened" ? "results" : "resultsNamed";
  const keepNA = listKeepsNA(scorecard.criteria, results.rows);
  return (
    <div className={styles.results}>
      {results.setAside && (
        <Notice tone="apart" icon="warning">
          {t("setAside.notice")}
          {results.setAside.reason !== "" && <> {t("setAside.reason", { reason: results.setAside.reason })}</>}
        </Notice>
      )}
      <Headline results={results} criteria={scorecard.criteria} />
      {session.status === "open" && apart.length > 0 && (conducts ? !results.orderedByHand : scored) && (
        <Hint key={hint} id={hint} learnt={results.rows.some(({ discussed }) => discussed)} />
      )}
      <div>
        {apart.length > 0 && (
          <ul
            ref={list}
            className={styles.rows}
            data-all={all || undefined}
            aria-label={t("rows")}
            style={fresh ? ({ "--curtain": `${after}ms` } as CSSProperties) : undefined}
          >
            {apart.map((row, place) => {
              const criterion = criterionOf(row.criterionId);
              return (
                criterion && (
                  <ResultRow
                    key={row.criterionId}
                    row={row}
                    criterion={criterion}
                    own={ownOn(row.criterionId)}
                    arrivesFrom={arrivesFrom(row, place)}
                    keepNA={keepNA}
                    tallest={tallest}
                    conducts={mayOpen}
                    onOpen={() => open(row.criterionId)}
                  />
                )
              );
            })}
          </ul>
        )}
        {apart.length > FIRST_ROWS && (
          <Button variant="text" className={styles.more!} onPress={() => setAll(!all)} aria-expanded={all}>
            {all ? t("fewerRows") : t("moreRows", { count: apart.length - FIRST_ROWS })}
          </Button>
        )}
        <Agreeing
          results={results}
          rows={results.rows.filter((row) => !row.toDiscuss)}
          criterionOf={criterionOf}
          ownOn={ownOn}
          conducts={mayOpen}
          keepNA={keepNA}
          onOpen={open}
        />
      </div>
      {results.late.length > 0 && <LateScores results={results} scorecard={scorecard} />}
      <Details shown={shown} apart={apart} order={order} onOrder={setOrder} />
    </div>
  );
}
