// A hint's place on a page: what it says and how it is kept arrive after the page, since nobody waits for a hint.
import { onDemand } from "../ui/onDemand.tsx";

export const Hint = onDemand(() => import("./HintLine.tsx").then((module) => module.HintLine));
