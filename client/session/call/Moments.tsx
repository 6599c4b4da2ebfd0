// What lies over the screen of the call and outlives it: the curtain of a reveal, the line that says what was settled, and what is being written on a criterion. It comes after the score sheet.
import { Suspense } from "react";
import { useSlice } from "../../stores/sessionStore.ts";
import { onDemand } from "../../ui/onDemand.tsx";
import { OutcomeLine } from "../outcome/OutcomeLine.tsx";
import { RevealMoment } from "../reveal/RevealMoment.tsx";

/** Here before the first criterion is opened. */
const ActDialogs = onDemand(() => import("../discussion/ActDialogs.tsx").then((module) => module.ActDialogs));

export function Moments() {
  // nothing is settled before something is revealed
  const revealed = Object.keys(useSlice("results") ?? {}).length > 0;
  return (
    <>
      <RevealMoment />
      {revealed && (
        <Suspense>
          <OutcomeLine />
        </Suspense>
      )}
      {revealed && (
        <Suspense>
          <ActDialogs />
        </Suspense>
      )}
    </>
  );
}
