// The order of discussion by hand, with the mouse, the keyboard or one step at a time. A change is on the record for everybody.
import { useTranslation } from "react-i18next";
import { Button as AriaButton } from "react-aria-components/Button";
import { GridList, GridListItem } from "react-aria-components/GridList";
import { useDragAndDrop } from "react-aria-components/useDragAndDrop";
import type { Criterion } from "../../../shared/scorecard/scorecard.ts";
import type { ConversationResults } from "../../../shared/session/view/slices.ts";
import { useSend } from "../../stores/sessionStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import styles from "./Details.module.css";
import { agendaWith } from "./rowOrder.ts";

/** The list with `moved` standing before or after `target`. */
export function movedTo(order: readonly string[], moved: readonly string[], target: string, side: "before" | "after"): string[] {
  const rest = order.filter((id) => !moved.includes(id));
  const at = rest.indexOf(target) + (side === "after" ? 1 : 0);
  return [...rest.slice(0, at), ...moved, ...rest.slice(at)];
}

export function AgendaOrder(props: { results: ConversationResults; criterionOf: (id: string) => Criterion | undefined }) {
  const { results, criterionOf } = props;
  const { t } = useTranslation("results");
  const send = useSend();
  const order = results.rows.filter((row) => row.toDiscuss).map((row) => row.criterionId);
  const reorder = async (next: string[]) => {
    if (next.join() === order.join()) return;
    const answer = await send({ type: "ReorderAgenda", conversationId: results.conversationId, order: agendaWith(results.rows, next) });
    if (answer.ok) announce(t("details.orderTaken"));
  };
  const step = (id: string, by: -1 | 1) => {
    const neighbour = order[order.indexOf(id) + by];
    if (neighbour) void reorder(movedTo(order, [id], neighbour, by === -1 ? "before" : "after"));
  };
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": criterionOf(String(key))?.name ?? "" })),
    onReorder: ({ keys, target }) => {
      if (target.dropPosition !== "on") void reorder(movedTo(order, [...keys].map(String), String(target.key), target.dropPosition));
    },
  });
  return (
    <section className={styles.section}>
      <h2>{t("details.order")}</h2>
      <p className={styles.caption}>{t("details.orderHint")}</p>
      <GridList aria-label={t("details.order")} className={styles.agenda!} dragAndDropHooks={dragAndDropHooks}>
        {order.map((id, index) => {
          const name = criterionOf(id)?.name ?? "";
          return (
            <GridListItem key={id} id={id} textValue={name} className={styles.item!}>
              <AriaButton slot="drag" className={styles.handle!} aria-label={t("details.dragHandle", { name })}>
                <Icon name="list" size={16} />
              </AriaButton>
              <span className={styles.itemName}>{name}</span>
              <Button
                variant="text"
                size="small"
                isDisabled={index === 0}
                aria-label={t("details.moveUp", { name })}
                onPress={() => step(id, -1)}
              >
                <Icon name="up" size={16} />
              </Button>
              <Button
                variant="text"
                size="small"
                isDisabled={index === order.length - 1}
                aria-label={t("details.moveDown", { name })}
                onPress={() => step(id, 1)}
              >
                <Icon name="down" size={16} />
              </Button>
            </GridListItem>
          );
        })}
      </GridList>
    </section>
  );
}
