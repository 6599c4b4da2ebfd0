// Who may own an action: everybody with a seat, or nobody yet.
import { useTranslation } from "react-i18next";
import type { SelectOption } from "../../ui/Select.tsx";
import { useSlice } from "../../stores/sessionStore.ts";

export function useOwners(): SelectOption<string>[] {
  const { t } = useTranslation("closing");
  const seats = useSlice("roster")?.seats ?? [];
  return [{ id: "", label: t("actions.nobody") }, ...seats.map(({ personId, name }) => ({ id: personId, label: name }))];
}
