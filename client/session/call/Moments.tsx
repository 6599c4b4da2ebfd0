// What lasts for a moment over the screen of the call: the curtain of a reveal, and the line that says what was settled. It comes after the score sheet.
import { Suspense } from "react";
import { useSlice } from "../../stores/sessionStore.ts";
import { OutcomeLine } from "../outcome/OutcomeLine.tsx";
import { RevealMoment } from "../reveal/RevealMoment.tsx";

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
    </>
  );
}
