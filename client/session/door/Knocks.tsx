// The place of those who wait at the door. Only conductors have it, so its code comes with them: nobody else loads it before the first score.
import { onDemand } from "../../ui/onDemand.tsx";

export const Knocks = onDemand(() => import("./KnockNotices.tsx").then((module) => module.KnockNotices));
