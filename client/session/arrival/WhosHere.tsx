// Who is here, away or missing. Conductors also see first-timers and who is in.
import { useTranslation } from "react-i18next";
import type { SeatView } from "../../../shared/session/view/slices.ts";
import { useMine, useSlice } from "../../stores/sessionStore.ts";
import { Badge } from "../../ui/Badge.tsx";
import styles from "./Arrival.module.css";

function Person({ seat, isIn }: { seat: SeatView; isIn: boolean | null }) {
  const { t } = useTranslation("people");
  const mine = useMine();
  const details = [seat.role === "reviewer" ? null : t(`role.${seat.role}`), seat.label, seat.site, seat.guest ? t("guest") : null].filter(
    Boolean,
  );
  return (
    <li className={styles.person} data-present={seat.present || undefined}>
      <span className={styles.presence} aria-hidden="true" />
      <span className={styles.personWords}>
        <span className={styles.personName}>
          {seat.name}
          {seat.seatId === mine?.seatId && <span className={styles.soft}> {t("you")}</span>}
        </span>
        {details.length > 0 && <span className={styles.soft}>{details.join(" · ")}</span>}
        {seat.firstTime && <Badge>{t("firstTime")}</Badge>}
        <span className="onlyForScreenReaders">{t(seat.present ? "here" : "away")}</span>
      </span>
      {isIn !== null && <span className={styles.inMark}>{t(isIn ? "isIn" : "notIn")}</span>}
    </li>
  );
}

export function WhosHere() {
  const { t } = useTranslation("people");
  const seats = useSlice("roster")?.seats ?? [];
  const progress = useSlice("progress") ?? [];
  const here = seats.filter((seat) => seat.present);
  const away = seats.filter((seat) => !seat.present);
  const named = progress.filter((each) => each.names !== null);
  const isIn = (seat: SeatView): boolean | null =>
    named.length === 0 || !seat.scores
      ? null
      : named.every((each) => each.names?.in.includes(seat.seatId) || !each.names?.missing.includes(seat.seatId));
  return (
    <section className={styles.who} aria-label={t("arrival.who")}>
      <h2 className={styles.heading}>{t("arrival.here", { count: here.length })}</h2>
      <ul className={styles.people}>
        {here.map((seat) => (
          <Person key={seat.seatId} seat={seat} isIn={isIn(seat)} />
        ))}
      </ul>
      {away.length > 0 && (
        <>
          <h2 className={styles.heading}>{t("arrival.away", { count: away.length })}</h2>
          <ul className={styles.people}>
            {away.map((seat) => (
              <Person key={seat.seatId} seat={seat} isIn={isIn(seat)} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
