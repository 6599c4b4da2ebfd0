// Who has left, and guests, for managers: their names stay until somebody erases them. Behind "More", because most weeks nobody needs it.
import { useTranslation } from "react-i18next";
import type { Team } from "../../../shared/protocol/http.ts";
import { Menu } from "../../ui/Menu.tsx";
import { More } from "../../ui/More.tsx";
import styles from "./Team.module.css";

type Former = Team["former"][number];

export function FormerPeople({ people, onErase }: { people: readonly Former[]; onErase: (person: Former) => void }) {
  const { t } = useTranslation("team");
  if (people.length === 0) return null;
  return (
    <More label={t("former.title")}>
      <p className={styles.soft}>{t("former.lead")}</p>
      <ul className={styles.people} aria-label={t("former.title")}>
        {people.map((person) => (
          <li key={person.personId} className={styles.person}>
            <span className={styles.name}>{person.name}</span>
            <span className={styles.fact}>{t(person.guest ? "former.guest" : "former.left")}</span>
            <span className={styles.menu}>
              <Menu
                label={t("moreFor", { name: person.name })}
                icon="more"
                size="small"
                items={[{ id: "erase", label: t("erase.menu"), onAction: () => onErase(person) }]}
              />
            </span>
          </li>
        ))}
      </ul>
    </More>
  );
}
