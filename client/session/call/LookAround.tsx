// Looking around while the call is somewhere: own sheets, results that are open, last actions. Everybody's screen but this one stays where it is.
import { useTranslation } from "react-i18next";
import type { Focus } from "../../../shared/session/shapes.ts";
import { useMine, useSlice } from "../../stores/sessionStore.ts";
import { samePlace, useUi } from "../../stores/uiStore.ts";
import { Menu, type MenuEntry } from "../../ui/Menu.tsx";

export function LookAround() {
  const { t } = useTranslation("call");
  const session = useSlice("session");
  const conversations = useSlice("conversations");
  const results = useSlice("results");
  const actions = useSlice("actions");
  const mine = useMine();
  const { lookingAt, look, follow, openSheet } = useUi();
  if (!session || !mine) return null;
  // looking where the call is anyway is following it
  const see = (at: Focus) => (samePlace(at, session.focus) ? follow() : look(at));
  const items: MenuEntry[] = [];
  if (lookingAt) items.push({ id: "follow", label: t("look.follow"), onAction: follow });
  for (const { conversationId, title, status } of conversations ?? []) {
    if (status === "withdrawn") continue;
    if (mine.scores && mine.sheets[conversationId])
      items.push({
        id: `sheet ${conversationId}`,
        label: t(status === "hidden" ? "look.score" : "look.sheet", { title }),
        onAction: () => {
          openSheet(conversationId);
          if (session.focus.kind !== "review" || status !== "hidden") look({ kind: "review" });
          else follow();
        },
      });
    if (results?.[conversationId])
      items.push({
        id: `results ${conversationId}`,
        label: t("look.results", { title }),
        onAction: () => see({ kind: "results", conversationId }),
      });
  }
  if ((actions?.fromBefore.length ?? 0) > 0)
    items.push({ id: "actions", label: t("look.actions"), onAction: () => see({ kind: "actions" }) });
  items.push({ id: "arrival", label: t("look.arrival"), onAction: () => see({ kind: "arrival" }) });
  return <Menu label={t("look.label")} icon="list" size="small" items={items} />;
}
