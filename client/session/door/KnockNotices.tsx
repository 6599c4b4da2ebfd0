// Who waits at the door, for conductors: let in to score or to watch, give them the seat they lost, or turn them away.
import { useTranslation } from "react-i18next";
import { useCan, useSend, useSlice } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Menu, type MenuEntry } from "../../ui/Menu.tsx";
import { Notice } from "../../ui/Notice.tsx";

export function KnockNotices() {
  const { t } = useTranslation("people");
  const send = useSend();
  const door = useSlice("door");
  const roster = useSlice("roster");
  const givesBack = useCan("GiveSeatBack");
  const away = (roster?.seats ?? []).filter((seat) => !seat.present);
  return (door?.knocks ?? []).map(({ knockId, name, watches }) => {
    const sameName = away.filter((seat) => seat.name.trim().toLowerCase() === name.trim().toLowerCase());
    const others = away.filter((seat) => !sameName.includes(seat));
    const admit = (observes: boolean) => void send({ type: "AdmitKnock", knockId, role: observes ? "observer" : "reviewer" });
    const items: MenuEntry[] = [
      { id: "other", label: t(watches ? "knock.reviewer" : "knock.observer"), onAction: () => admit(!watches) },
      ...(givesBack
        ? [...sameName, ...others].slice(0, 6).map((seat) => ({
            id: seat.seatId,
            label: t("knock.same", { name: seat.name }),
            description: t("knock.sameHint"),
            onAction: () => void send({ type: "GiveSeatBack", seatId: seat.seatId, strangerSeatId: null, knockId }),
          }))
        : []),
      { id: "away", label: t("knock.turnAway"), tone: "apart", onAction: () => void send({ type: "TurnAwayKnock", knockId }) },
    ];
    return (
      <Notice
        key={knockId}
        icon="hand"
        role="status"
        action={
          <>
            <Button size="small" onPress={() => admit(watches)}>
              {t(watches ? "knock.observer" : "knock.admit")}
            </Button>
            <Menu label={t("knock.more", { name })} icon="more" size="small" items={items} />
          </>
        }
      >
        {t(watches ? "knock.watches" : "knock.waits", { name })}
      </Notice>
    );
  });
}
