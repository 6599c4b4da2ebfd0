// The results on the wall: the sentence, and the rows that differ as far as they fit. Nobody's dot is ringed here.
import { type CSSProperties, useRef } from "react";
import { useTranslation } from "react-i18next";
import { DotScale } from "../plots/DotScale.tsx";
import { useBehindCurtain } from "../session/reveal/useBehindCurtain.ts";
import { ordered } from "../session/results/rowOrder.ts";
import { listKeepsNA, rowDots, tallestStack } from "../session/results/rowDots.ts";
import {
  autoFailText,
  badgeText,
  blanksText,
  calibratedText,
  headline,
  scoredText,
  settledText,
  spreadText,
  stateText,
  totalsText,
} from "../session/results/sentences.ts";
import { useServerNow, useSlice } from "../stores/sessionStore.ts";
import { valueText } from "../plots/valueText.ts";
import styles from "./SharedScreen.module.css";
import { resultsLayouts } from "./resultsFit.ts";
import { useLayoutThatFits } from "./useLayoutThatFits.ts";

/** a sentence of more letters is set smaller, so that rows stand below it */
const LONG = 64;
const ARRIVING_MS = 4_000;

export function ScreenResults({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation("screen");
  const { t: tr } = useTranslation("results");
  const { t: td } = useTranslation("discussion");
  const results = useSlice("results")?.[conversationId];
  const scorecard = useSlice("scorecard");
  const now = useServerNow(60_000);
  const sentence = results && scorecard ? headline(tr, results, scorecard.criteria) : "";
  const apart = (results?.rows ?? []).filter((row) => row.toDiscuss);
  const { ref, layout } = useLayoutThatFits(resultsLayouts(apart.length), `${conversationId} ${sentence} ${results?.calibrated.settled}`);
  const fresh = useRef<boolean | null>(null);
  const list = useRef<HTMLUListElement>(null);
  if (results) fresh.current ??= now - results.revealedAt < ARRIVING_MS;
  const arriving = fresh.current === true;
  useBehindCurtain(list, arriving ? conversationId : null);
  if (!results || !scorecard) return null;
  const { criteria } = scorecard;
  // as on everybody's own screen: from their places on the scorecard to where they are discussed
  const shown = apart.slice(0, layout.rows);
  const before = ordered(shown, "scorecard", scorecard);
  const criterionOf = (id: string) => criteria.find((each) => each.criterionId === id);
  const more = apart.slice(layout.rows);
  const tallest = tallestStack(shown);
  const fails = autoFailText(tr, results.totals);
  const blanks = blanksText(tr, results);
  const calibrated = calibratedText(tr, results.calibrated);
  const keepNA = listKeepsNA(criteria, results.rows);
  return (
    <div ref={ref} className={styles.block} data-low={layout.low || undefined} data-brief={layout.brief || undefined}>
      <h1 className={styles.sentence} data-long={sentence.length > LONG || undefined}>
        {sentence.split(/(?<=\.) /u).map((part) => (
          <span key={part}>{part} </span>
        ))}
      </h1>
      <p className={styles.totals}>
        {results.setAside && <strong className={styles.apart}>{t("results.setAside")}</strong>}
        <span>{totalsText(tr, results.totals)}</span>
        {blanks && <span className={styles.soft}>{blanks}</span>}
        <span className={styles.soft}>{tr("reviews", { count: results.reviews })}</span>
        {calibrated && <strong className={results.calibrated.total ? styles.action_ : ""}>{calibrated}</strong>}
        {calibrated && <span className={styles.soft}>{settledText(tr, results.calibrated)}</span>}
        {layout.low && shown.some(({ baseline }) => baseline !== null) && (
          <span className={styles.soft}>
            <svg className={styles.baselineSign} viewBox="0 0 16 12" aria-hidden="true">
              <path d="M8 1L15 11L1 11Z" />
            </svg>{" "}
            {td("plot.baseline")}
          </span>
        )}
      </p>
      {fails && (
        <p>
          <strong className={styles.apart}>{fails}</strong>{" "}
          {!layout.brief && <span className={styles.soft}>{tr("totals.autoFailMeans")}</span>}
        </p>
      )}
      <ul ref={list} className={styles.rows}>
        {shown.map((row, place) => {
          const criterion = criterionOf(row.criterionId);
          if (!criterion) return null;
          const badge = badgeText(tr, row);
          const scored = scoredText(tr, row);
          const state = stateText(tr, row, (value) => valueText(td, criterion.scale, value));
          return (
            <li
              key={row.criterionId}
              className={styles.row}
              data-arriving={arriving || undefined}
              style={arriving ? ({ "--from": before.indexOf(row) - place } as CSSProperties) : undefined}
            >
              <span className={styles.rowName}>{criterion.name}</span>
              <DotScale
                criterion={criterion}
                dots={rowDots(row, null)}
                size={layout.low ? "wallLow" : "wall"}
                keepNA={keepNA}
                baseline={row.baseline}
                calibrated={row.settled?.value ?? null}
                tallest={tallest}
                arriving={arriving}
              />
              <span className={styles.rowWords}>
                <span className={styles.spread}>
                  <span>{spreadText(tr, criterion, row)}</span>
                  {scored && <span className={styles.soft}>{scored}</span>}
                </span>
                {state ? <span className={styles.action_}>{state}</span> : badge && <span className={styles.apart}>{badge}</span>}
              </span>
            </li>
          );
        })}
      </ul>
      {more.length > 0 && (
        <p className={styles.more}>
          {t("results.more", { count: more.length, names: more.map((row) => criterionOf(row.criterionId)?.name).join(", ") })}
        </p>
      )}
    </div>
  );
}
