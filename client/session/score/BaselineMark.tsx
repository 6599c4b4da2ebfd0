// Marks one's own (or, for conductors, an expert's) scores as the Baseline, in words. Possible only before the reveal.
import { useTranslation } from "react-i18next";
import { useCan, useMine, useSend, useSlice } from "../../stores/sessionStore.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Menu, type MenuEntry } from "../../ui/Menu.tsx";

const MAY_AUTHOR: ReadonlySet<string> = new Set(["facilitator", "lead"]);

export function BaselineMark({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation("score");
  const send = useSend();
  const may = useCan("MarkBaseline");
  const mine = useMine();
  const roster = useSlice("roster");
  const progress = useSlice("progress");
  const own = mine?.sheets[conversationId]?.isBaseline ?? false;
  const isSet = progress?.find((each) => each.conversationId === conversationId)?.baselineSet ?? false;
  if (!mine || !may) return own ? <Badge tone="calm">{t("baseline.own")}</Badge> : null;
  const mark = (seatId: string | null) => void send({ type: "MarkBaseline", conversationId, seatId });
  const experts = (roster?.seats ?? []).filter((seat) => seat.scores && MAY_AUTHOR.has(seat.role) && seat.seatId !== mine.seatId);
  const items: MenuEntry[] = [
    ...(own ? [] : [{ id: "own", label: t("baseline.markOwn"), description: t("baseline.hint"), onAction: () => mark(mine.seatId) }]),
    ...experts.map((seat) => ({ id: seat.seatId, label: t("baseline.markOf", { name: seat.name }), onAction: () => mark(seat.seatId) })),
    ...(own || isSet ? [{ id: "none", label: t("baseline.remove"), onAction: () => mark(null) }] : []),
  ];
  return <Menu label={own ? t("baseline.own") : isSet ? t("baseline.set") : t("baseline.label")} size="small" items={items} />;
}
