// What a session leaves open, gathered from its slices: not settled, parked, provisional, still hidden, unowned; and what was objected to. Pure.
import type { TFunction } from "i18next";
import type { Slices } from "../../../shared/session/view/slices.ts";
import { formatList } from "../../ui/locale.ts";

export type Item = { conversationId: string; conversation: string; criterionId: string; criterion: string };
export type LeftOpen = {
  notSettled: Item[];
  parked: (Item & { ownerPersonId: string | null })[];
  provisional: (Item & { until: string | null })[];
  hidden: { conversationId: string; title: string }[];
  identical: { conversationId: string; title: string; count: number }[];
  unowned: number;
  /** of one criterion; they stand, whatever was settled */ objections: (Item & { count: number })[];
};

export function leftOpen(slices: Partial<Slices>): LeftOpen {
  const conversations = (slices.conversations ?? []).filter(({ status }) => status !== "withdrawn");
  const title = (id: string) => conversations.find((each) => each.conversationId === id)?.title ?? "";
  const name = (id: string) => slices.scorecard?.criteria.find((each) => each.criterionId === id)?.name ?? "";
  const item = (conversationId: string, criterionId: string): Item => ({
    conversationId,
    conversation: title(conversationId),
    criterionId,
    criterion: name(criterionId),
  });
  const results = Object.values(slices.results ?? {});
  const apart = (slices.closing?.notDiscussed ?? []).flatMap(({ conversationId, criterionIds }) =>
    criterionIds.map((criterionId) => item(conversationId, criterionId)),
  );
  const listed = new Set(apart.map(({ conversationId, criterionId }) => `${conversationId} ${criterionId}`));
  // "4, 4, 5" agrees, and still nobody has said which it is; identical ones have a line and a button of their own
  const unsaid = results.flatMap(({ conversationId, setAside, rows }) =>
    setAside
      ? []
      : rows
          .filter((row) => !row.settled && !row.parked && !row.identical && !listed.has(`${conversationId} ${row.criterionId}`))
          .map((row) => item(conversationId, row.criterionId)),
  );
  return {
    notSettled: [...apart, ...unsaid],
    parked: results.flatMap(({ conversationId, rows }) =>
      rows.flatMap((row) =>
        row.parked && !row.settled ? [{ ...item(conversationId, row.criterionId), ownerPersonId: row.parked.ownerPersonId }] : [],
      ),
    ),
    provisional: results.flatMap(({ conversationId, rows }) =>
      rows.flatMap((row) =>
        row.settled?.how === "provisional" ? [{ ...item(conversationId, row.criterionId), until: row.settled.until }] : [],
      ),
    ),
    hidden: (slices.closing?.unrevealed ?? []).map((conversationId) => ({ conversationId, title: title(conversationId) })),
    identical: results.flatMap(({ conversationId, identicalUnsettled: count }) =>
      count > 0 ? [{ conversationId, title: title(conversationId), count }] : [],
    ),
    unowned: slices.closing?.unownedActions ?? 0,
    objections: conversations.flatMap(({ conversationId }) =>
      Object.values(slices.discussion?.[conversationId] ?? {}).flatMap(({ criterionId, objections }) =>
        objections.length > 0 ? [{ ...item(conversationId, criterionId), count: objections.length }] : [],
      ),
    ),
  };
}

const word = (t: TFunction<"closing">, value: number): string => (value <= 12 ? t(`number.${value}`) : String(value));

/** Every criterion without a calibrated score, also those that all scored the same. */
export const notSettledCount = ({ notSettled, identical }: LeftOpen): number =>
  identical.reduce((sum, { count }) => sum + count, notSettled.length);

export const objectionCount = ({ objections }: LeftOpen): number => objections.reduce((sum, { count }) => sum + count, 0);

/** "Left open: two criteria, one parked and one action without an owner." */
export function closingStatement(t: TFunction<"closing">, open: LeftOpen, anythingRevealed: boolean): string {
  const part = (key: "notDiscussed" | "parked" | "hidden" | "unowned", count: number): string[] =>
    count === 0 ? [] : [t(`gap.${key}`, { count, number: word(t, count) })];
  const gaps = [
    ...part("notDiscussed", notSettledCount(open)),
    ...part("parked", open.parked.length),
    ...part("hidden", open.hidden.length),
    ...part("unowned", open.unowned),
  ];
  if (gaps.length > 0) return t("statement.gaps", { gaps: formatList(gaps) });
  if (!anythingRevealed) return t("statement.nothingRevealed");
  const count = objectionCount(open);
  return count > 0 ? t("statement.objected", { count, number: word(t, count) }) : t("statement.complete");
}
