// Behind Details: minutes each, how far apart in figures, other orders, who scored what once names may be shown.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { ResultRow } from "../../../shared/session/view/slices.ts";
import { useCan, useSend, useServerNow, useSessionStore } from "../../stores/sessionStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { More } from "../../ui/More.tsx";
import { Select } from "../../ui/Select.tsx";
import { timeBudget } from "../call/timeBudget.ts";
import { AgendaOrder } from "./AgendaOrder.tsx";
import styles from "./Details.module.css";
import { MeasuresTable } from "./MeasuresTable.tsx";
import { PeopleTable } from "./PeopleTable.tsx";
import { agendaWith, ROW_ORDERS, type RowOrder } from "./rowOrder.ts";
import type { ShownResults } from "./useResults.ts";

export function Details(props: { shown: ShownResults; apart: readonly ResultRow[]; order: RowOrder; onOrder: (order: RowOrder) => void }) {
  const { shown, apart, order, onOrder } = props;
  const { results, session, scorecard } = shown;
  const { t } = useTranslation("results");
  const send = useSend();
  const [opened, setOpened] = useState(false);
  const open = session.status === "open";
  const mayReorder = useCan("ReorderAgenda") && open;
  const mayOpen = useCan("OpenCriterion") && open;
  const { conversationId } = results;
  const first = scorecard.criteria[0];
  const use = async () => {
    const answer = await send({
      type: "ReorderAgenda",
      conversationId,
      order: agendaWith(
        results.rows,
        apart.map((row) => row.criterionId),
      ),
    });
    if (!answer.ok) return;
    onOrder("agenda");
    announce(t("details.orderTaken"));
  };
  return (
    <More label={t("details.label")} summary={opened ? undefined : t(`details.summary.${namesOf(shown)}`)} onOpenChange={setOpened}>
      {opened && (
        <div className={styles.details}>
          {mayReorder && <Minutes />}
          {apart.length > 1 && (
            <div className={styles.sort}>
              <Select
                label={t("details.sort")}
                hint={t("details.sortHint")}
                value={order}
                onChange={onOrder}
                options={ROW_ORDERS.map((id) => ({ id, label: t(`details.sortBy.${id}`) }))}
              />
              {mayReorder && order !== "agenda" && (
                <Button size="small" onPress={() => void use()}>
                  {t("details.useOrder")}
                </Button>
              )}
            </div>
          )}
          {results.orderedByHand && <p className={styles.quiet}>{t("details.orderedByHand")}</p>}
          <MeasuresTable rows={results.rows} criterionOf={shown.criterionOf} />
          {mayReorder && apart.length > 1 && <AgendaOrder results={results} criterionOf={shown.criterionOf} />}
          <PeopleTable shown={shown} />
          <div className={styles.acts}>
            {mayOpen && first && (
              <Button
                size="small"
                onPress={() => void send({ type: "OpenCriterion", conversationId, criterionId: first.criterionId, readAloud: true })}
              >
                {t("details.readAloud")}
              </Button>
            )}
          </div>
        </div>
      )}
    </More>
  );
}

/** What stands under "Scores by person": all of it, what is opened so far, nothing yet, never anything. */
export function namesOf({ results, session }: Pick<ShownResults, "results" | "session">): "all" | "some" | "later" | "never" {
  const { table } = results;
  if (session.options.names === "never") return "never";
  if (!table || table.length === 0) return "later";
  const named = new Set(table.flatMap(({ values }) => Object.keys(values)));
  return results.rows.every(({ criterionId, values, naCount }) => values.length + naCount === 0 || named.has(criterionId)) ? "all" : "some";
}

/** "3 to discuss, 22 min left: 7:20 each" — for those who conduct; nobody else sees a clock. */
function Minutes() {
  const { t } = useTranslation("results");
  const slices = useStore(useSessionStore().state, (state) => state.slices);
  const budget = timeBudget(slices, useServerNow(15_000));
  if (!budget || budget.items === 0) return null;
  if (budget.minutesLeft <= 0) return <p>{t("details.overtime", { count: budget.items })}</p>;
  return budget.each && <p>{t("details.minutes", { count: budget.items, left: budget.minutesLeft, each: budget.each })}</p>;
}
