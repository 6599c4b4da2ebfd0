// The first line of a dialog: which criterion it is about, and that it stays so when the call has moved on.
import { useTranslation } from "react-i18next";
import type { ShownCriterion } from "./useCriterion.ts";

export function OnCriterion({ shown }: { shown: ShownCriterion }) {
  const { t } = useTranslation("discussion");
  return (
    <>
      <p>
        <strong>{shown.criterion.name}</strong>
      </p>
      {!shown.live && <p role="status">{t("place.movedOn")}</p>}
    </>
  );
}
