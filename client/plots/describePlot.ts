// The same facts as the dots, in one sentence for people who do not see them.
import type { TFunction } from "i18next";
import { SCALES } from "../../shared/scorecard/scales.ts";
import type { Criterion, Value } from "../../shared/scorecard/scorecard.ts";
import { formatList } from "../ui/locale.ts";
import { valueText } from "./valueText.ts";

export type Described = { value: Value; name?: string | null };
export type PlotFacts = {
  criterion: Pick<Criterion, "name" | "scale">;
  dots: readonly Described[];
  own?: Value | null;
  baseline?: Value | null;
  calibrated?: Value | null;
  minds?: readonly Described[];
};

const rank = (value: Value): number => (value === "NA" ? Number.POSITIVE_INFINITY : value);

const times = (t: TFunction<"discussion">, count: number): string =>
  count === 1 ? t("plot.once") : count === 2 ? t("plot.twice") : t("plot.times", { count });

/** "Empathy, 1 to 5. 2: Tom. 3: Aisha and Dana. N/A: twice. Your answer: 3. Baseline: 4." Names only where the dots carry them. */
export function describePlot(t: TFunction<"discussion">, facts: PlotFacts): string {
  const { criterion, dots } = facts;
  const { low, high } = SCALES[criterion.scale];
  const by = new Map<Value, Described[]>();
  for (const dot of dots) by.set(dot.value, [...(by.get(dot.value) ?? []), dot]);
  const answers = [...by.entries()]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([value, group]) => {
      const names = group.flatMap(({ name }) => name ?? []);
      const who = names.length === group.length ? formatList(names) : times(t, group.length);
      return t("plot.answer", { value: valueText(t, criterion.scale, value), who });
    });
  const text = (value: Value) => valueText(t, criterion.scale, value);
  return [
    criterion.scale === "binary"
      ? t("plot.criterionBinary", { name: criterion.name })
      : t("plot.criterion", { name: criterion.name, low, high }),
    ...(answers.length > 0 ? answers : [t("plot.nobody")]),
    ...(facts.own !== null && facts.own !== undefined ? [t("plot.own", { value: text(facts.own) })] : []),
    ...(facts.baseline !== null && facts.baseline !== undefined ? [t("plot.baselineAt", { value: text(facts.baseline) })] : []),
    ...(facts.calibrated !== null && facts.calibrated !== undefined ? [t("plot.calibratedAt", { value: text(facts.calibrated) })] : []),
    ...(facts.minds ?? []).map(({ name, value }) =>
      name ? t("plot.mind", { name, value: text(value) }) : t("plot.mindSomebody", { value: text(value) }),
    ),
  ].join(" ");
}
