// POST /api/actions/:sessionId/:actionId — what becomes of an action after the call it was agreed in.
import { Router } from "express";
import { followUpSchema } from "../../shared/protocol/http.ts";
import { leads, mustBeKnown } from "./asker.ts";
import type { Parts } from "./parts.ts";
import { accepted, bodyOf, HttpRefusal } from "./respond.ts";

export function actionRoutes({ team, directory, live }: Parts): Router {
  const router = Router();
  router.post("/:sessionId/:actionId", async (request, response) => {
    const asker = mustBeKnown(request, team, directory);
    const change = bodyOf(followUpSchema, request.body);
    const brief = await live.index.get(request.params.sessionId);
    const action = brief && live.contexts.actionsOf([brief]).find(({ actionId }) => actionId === request.params.actionId);
    const guestElsewhere = asker.role === "guest" && directory.personOf(asker.personId)?.guestOf !== brief?.sessionId;
    if (!brief || !action || guestElsewhere) throw new HttpRefusal({ code: "ACTION_UNKNOWN" });
    const ownerNow = action.ownerPersonId === null ? null : directory.resolve(action.ownerPersonId);
    // The team's roles decide; whoever runs this session may follow up what was agreed in it.
    const runs = brief.seats.some(
      (seat) =>
        !seat.removed && directory.resolve(seat.personId) === asker.personId && (seat.role === "facilitator" || seat.role === "lead"),
    );
    const { sessionId } = brief;
    const command = { type: "FollowUpAction", sessionId, actionId: action.actionId, ownerNow, change } as const;
    accepted(await (runs && !leads(asker) ? team.asServer(command) : team.asPerson(asker.personId, command)));
    response.json({ ok: true });
  });
  return router;
}
