// One person in the list; for conductors with role, experience, whether they score, and what can be done about a seat.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Experience, SessionRole } from "../../../shared/session/shapes.ts";
import type { SeatView } from "../../../shared/session/view/slices.ts";
import { useCan, useMine, useSend, useSlice } from "../../stores/sessionStore.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Menu, type MenuEntry } from "../../ui/Menu.tsx";
import { Select } from "../../ui/Select.tsx";
import styles from "./People.module.css";
import { RenameDialog } from "./RenameDialog.tsx";

const ROLES: readonly SessionRole[] = ["lead", "reviewer", "observer"];
const EXPERIENCES: readonly Experience[] = ["new", "settled", "long"];

function useSeatMenu(seat: SeatView, onRename: () => void): MenuEntry[] {
  const { t } = useTranslation("people");
  const send = useSend();
  const mine = useMine();
  const seats = useSlice("roster")?.seats ?? [];
  const progress = useSlice("progress") ?? [];
  const may = {
    change: useCan("ChangeSeat"),
    absent: useCan("MarkAbsent"),
    nudge: useCan("Nudge"),
    remove: useCan("RemoveSeat"),
    back: useCan("GiveSeatBack"),
    over: useCan("HandOver"),
    deputies: useCan("NameDeputies"),
  };
  const { seatId, name } = seat;
  const isAbsent = progress.some((each) => each.names?.absent.includes(seatId));
  const isMissing = progress.some((each) => each.names?.missing.includes(seatId));
  const deputies = seats.filter((each) => each.deputy).map((each) => each.seatId);
  const items: MenuEntry[] = [];
  const add = (id: string, when: boolean, onAction: () => void, extra: Partial<MenuEntry> = {}) => {
    if (when) items.push({ id, label: t(`seat.${id}`, { name }), onAction, ...extra });
  };
  add("nudge", may.nudge && isMissing && seat.present && seatId !== mine?.seatId, () => void send({ type: "Nudge", seatId }));
  add("absent", may.absent && isMissing, () => void send({ type: "MarkAbsent", seatId }));
  add("expected", may.absent && isAbsent, () => void send({ type: "MarkExpected", seatId }));
  add(
    seat.scores ? "stopsScoring" : "scores",
    may.change && seat.role !== "observer",
    () => void send({ type: "ChangeSeat", seatId, scores: !seat.scores }),
  );
  add("rename", may.change && seatId !== mine?.seatId, onRename);
  add("handOver", may.over && seat.role !== "facilitator" && seat.role !== "observer", () => void send({ type: "HandOver", seatId }));
  add(
    seat.deputy ? "noDeputy" : "deputy",
    may.deputies && seat.role === "reviewer",
    () => void send({ type: "NameDeputies", seatIds: seat.deputy ? deputies.filter((each) => each !== seatId) : [...deputies, seatId] }),
  );
  // somebody came back as a stranger: this stranger is the one whose seat stands empty
  if (may.back && seat.present)
    for (const lost of seats.filter((each) => !each.present && each.seatId !== seatId && each.role !== "facilitator").slice(0, 5))
      items.push({
        id: `same ${lost.seatId}`,
        label: t("seat.same", { name: lost.name }),
        description: t("seat.sameHint", { name: lost.name }),
        onAction: () => void send({ type: "GiveSeatBack", seatId: lost.seatId, strangerSeatId: seatId, knockId: null }),
      });
  add("remove", may.remove && seat.role !== "facilitator" && seatId !== mine?.seatId, () => void send({ type: "RemoveSeat", seatId }), {
    tone: "apart",
  });
  return items;
}

export function PersonRow({ seat }: { seat: SeatView }) {
  const { t } = useTranslation("people");
  const send = useSend();
  const mine = useMine();
  const mayChange = useCan("ChangeSeat");
  const progress = useSlice("progress") ?? [];
  const [renaming, setRenaming] = useState(false);
  const items = useSeatMenu(seat, () => setRenaming(true));
  const isAbsent = progress.some((each) => each.names?.absent.includes(seat.seatId));
  const { seatId, name, role } = seat;
  return (
    <li className={styles.row}>
      <span className={styles.presence} data-present={seat.present || undefined} aria-hidden="true" />
      <span className={styles.who}>
        <span>
          {name}
          {seatId === mine?.seatId && <span className={styles.soft}> {t("you")}</span>}
        </span>
        <span className={styles.soft}>
          {[t(seat.present ? "here" : "away"), seat.label, seat.site, seat.guest ? t("guest") : null, seat.scores ? null : t("scoresNot")]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </span>
      {seat.firstTime && <Badge>{t("firstTime")}</Badge>}
      {seat.deputy && <Badge>{t("isDeputy")}</Badge>}
      {isAbsent && <Badge>{t("isAbsent")}</Badge>}
      {mayChange && role !== "facilitator" ? (
        <Select
          label={t("seat.role", { name })}
          labelHidden
          value={role}
          onChange={(next) => void send({ type: "ChangeSeat", seatId, role: next })}
          options={ROLES.map((id) => ({ id, label: t(`role.${id}`) }))}
          className={styles.select}
        />
      ) : (
        <span className={styles.soft}>{t(`role.${role}`)}</span>
      )}
      {/* who only watches was not asked */}
      {mayChange && seat.experience && role !== "observer" && (
        <Select
          label={t("seat.experience", { name })}
          labelHidden
          value={seat.experience}
          onChange={(experience) => void send({ type: "ChangeSeat", seatId, experience })}
          options={EXPERIENCES.map((id) => ({ id, label: t(`experience.${id}`) }))}
          className={styles.select}
        />
      )}
      {items.length > 0 && <Menu label={t("seat.more", { name })} icon="more" size="small" items={items} />}
      {mayChange && <RenameDialog seat={seat} isOpen={renaming} onOpenChange={setRenaming} />}
    </li>
  );
}
