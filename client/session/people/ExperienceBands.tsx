// Experience as three bands with people in them: dragged from one to another with the pointer or the keyboard. Only for those who may see experience at all.
import { useTranslation } from "react-i18next";
import { Button as AriaButton } from "react-aria-components/Button";
import { GridList, GridListItem } from "react-aria-components/GridList";
import { useDragAndDrop } from "react-aria-components/useDragAndDrop";
import type { Experience } from "../../../shared/session/shapes.ts";
import { announce } from "../../ui/announce.ts";
import { Icon } from "../../ui/Icon.tsx";
import styles from "./ExperienceBands.module.css";

export type Banded = { id: string; name: string; experience: Experience };
/** true: it was taken */
export type MoveTo = (id: string, experience: Experience) => Promise<boolean>;

const EXPERIENCES: readonly Experience[] = ["new", "settled", "long"];
const PERSON = "application/x-plumb-person";

export function ExperienceBands({ people, onMove }: { people: readonly Banded[]; onMove: MoveTo }) {
  return (
    <div className={styles.bands}>
      {EXPERIENCES.map((experience) => (
        <Band key={experience} experience={experience} people={people} onMove={onMove} />
      ))}
    </div>
  );
}

function Band({ experience, people, onMove }: { experience: Experience; people: readonly Banded[]; onMove: MoveTo }) {
  const { t } = useTranslation("people");
  const label = t(`experience.${experience}Long`);
  const members = people.filter((person) => person.experience === experience);
  const nameOf = (id: string): string => people.find((person) => person.id === id)?.name ?? "";
  const take = async (id: string): Promise<void> => {
    const person = people.find((each) => each.id === id);
    if (!person || person.experience === experience) return;
    if (await onMove(id, experience)) announce(t("bands.moved", { name: person.name, band: label }));
  };
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [PERSON]: String(key), "text/plain": nameOf(String(key)) })),
    acceptedDragTypes: [PERSON],
    getDropOperation: () => "move",
    onRootDrop: ({ items }) => {
      for (const item of items) if (item.kind === "text") void item.getText(PERSON).then(take);
    },
  });
  return (
    <div className={styles.band}>
      <p className={styles.label} aria-hidden="true">
        {label}
      </p>
      <GridList
        aria-label={t("bands.band", { band: label })}
        className={styles.list!}
        dragAndDropHooks={dragAndDropHooks}
        renderEmptyState={() => <span className={styles.empty}>{t("bands.nobody")}</span>}
      >
        {members.map(({ id, name }) => (
          <GridListItem key={id} id={id} textValue={name} className={styles.person!}>
            <AriaButton slot="drag" className={styles.handle!} aria-label={t("bands.drag", { name })}>
              <Icon name="list" size={16} />
            </AriaButton>
            <span>{name}</span>
          </GridListItem>
        ))}
      </GridList>
    </div>
  );
}
