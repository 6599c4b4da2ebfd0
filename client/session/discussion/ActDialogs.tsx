// The dialogs of a criterion, mounted beside the screens: they stay with the criterion they were opened on, wherever the call goes meanwhile.
import { useEffect } from "react";
import { type ActPlace, closeAct, useActs } from "./acts.ts";
import { OwnPartDialogs } from "./OwnPart.tsx";
import { ParkDialog } from "./ParkDialog.tsx";
import { ProposeDialog } from "./ProposeDialog.tsx";
import { RevealRevoteDialog } from "./RevealRevote.tsx";
import { useCriterionAt } from "./useCriterion.ts";

export { sayTooLate } from "./tooLate.ts";

export function ActDialogs() {
  const place = useActs((acts) => acts.place);
  // whoever leaves the call and comes back finds the words, not the dialog
  useEffect(() => closeAct, []);
  return place && <AtPlace key={`${place.conversationId}|${place.criterionId}`} place={place} />;
}

function AtPlace({ place }: { place: ActPlace }) {
  const shown = useCriterionAt(place);
  const act = useActs((acts) => acts.act);
  if (!shown) return null;
  return (
    <>
      <OwnPartDialogs shown={shown} act={act} onClose={closeAct} />
      <ParkDialog shown={shown} isOpen={act === "park"} onClose={closeAct} />
      <ProposeDialog shown={shown} isOpen={act === "propose"} onClose={closeAct} />
      <RevealRevoteDialog shown={shown} isOpen={act === "revealRevote"} onClose={closeAct} />
    </>
  );
}
