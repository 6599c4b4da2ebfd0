// Whether two places of the call are the same; reading aloud is the same place as talking about it.
import type { Focus } from "../../../shared/session/shapes.ts";

export const samePlace = (a: Focus, b: Focus): boolean =>
  a.kind === b.kind &&
  ("conversationId" in a ? a.conversationId : null) === ("conversationId" in b ? b.conversationId : null) &&
  ("criterionId" in a ? a.criterionId : null) === ("criterionId" in b ? b.criterionId : null);
