// Names by seat, for sentences: "Tom, Aisha and Lena".
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { formatList } from "../../ui/locale.ts";

export function useNames(): { nameOf: (seatId: string) => string; listOf: (seatIds: string[]) => string } {
  const { t } = useTranslation("people");
  const roster = useSlice("roster");
  return useMemo(() => {
    const names = new Map((roster?.seats ?? []).map((seat) => [seat.seatId, seat.name]));
    const nameOf = (seatId: string): string => names.get(seatId) ?? t("somebody");
    return { nameOf, listOf: (seatIds) => formatList(seatIds.map(nameOf)) };
  }, [roster, t]);
}
