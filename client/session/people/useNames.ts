// Names by seat, for sentences: "Tom, Aisha and Lena".
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";

export function useNames(): { nameOf: (seatId: string) => string; listOf: (seatIds: string[]) => string } {
  const { i18n, t } = useTranslation("people");
  const roster = useSlice("roster");
  return useMemo(() => {
    const names = new Map((roster?.seats ?? []).map((seat) => [seat.seatId, seat.name]));
    const nameOf = (seatId: string): string => names.get(seatId) ?? t("somebody");
    const list = new Intl.ListFormat(i18n.language || "en", { style: "long", type: "conjunction" });
    return { nameOf, listOf: (seatIds) => list.format(seatIds.map(nameOf)) };
  }, [roster, i18n.language, t]);
}
