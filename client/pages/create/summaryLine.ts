// The defaults in one readable line: "Weekly calibration, week 48 · today 14:00 Europe/Madrid · 60 min · everybody".
import type { TFunction } from "i18next";
import type { SessionDefaults } from "../../../shared/protocol/http.ts";
import { formatDay, formatDaysFrom, formatDayTime, formatTime } from "../../ui/formatDate.ts";
import type { Draft, When } from "./draft.ts";

export function summaryLine(draft: Draft, defaults: SessionDefaults, when: When, t: TFunction<["create", "house"]>): string {
  const away = Math.abs(when.startsAt - Date.now());
  const day = away < 2 * 86_400_000 ? formatDaysFrom(Date.now(), when.startsAt, when.timeZone) : formatDay(when.startsAt, when.timeZone);
  const people = draft.people ?? defaults.people.filter((person) => person.chosen).map((person) => person.personId);
  const names = defaults.people.filter((person) => people.includes(person.personId)).map((person) => person.name);
  return [
    draft.name ?? defaults.name,
    `${day} ${formatTime(when.startsAt, when.timeZone)} ${when.timeZone.replaceAll("_", " ")}`,
    t("line.minutes", { count: when.lengthMinutes }),
    names.length === defaults.people.length ? t("line.everybody") : names.join(", "),
    ...(when.dueAt === null ? [] : [t("line.due", { due: formatDayTime(when.dueAt, when.timeZone) })]),
  ].join(" · ");
}
