// /api/practice — a call with simulated reviewers, for whoever wants to rehearse; or the same people in the empty seats of a sample session.
import { Router } from "express";
import { practiceSchema, practiceSpeedSchema, type PracticeState } from "../../shared/protocol/http.ts";
import { isConductor } from "../../shared/session/find.ts";
import { seatOfPerson } from "../live/viewers.ts";
import { createSessionMaker } from "../people/newSession.ts";
import { sampleWanted } from "../people/sampleSession.ts";
import { type Asker, leads, mustBeMember } from "./asker.ts";
import type { Parts } from "./parts.ts";
import { bodyOf, HttpRefusal } from "./respond.ts";

export function practiceRoutes({ team, directory, live, clock, ids, practices }: Parts): Router {
  const router = Router();
  const make = createSessionMaker({ team, directory, sessions: live.sessions, index: live.index, ids });

  /** A sample or practice session that the asker conducts. Any other looks as if it did not exist. */
  const mustConduct = async (sessionId: string, asker: Asker): Promise<{ closed: boolean }> => {
    const session = await live.sessions.load(sessionId);
    const seat = session && seatOfPerson(session.state(), directory, asker.personId);
    if (!session || !seat || !(session.state().sample || session.state().practice)) throw new HttpRefusal({ code: "NOT_FOUND" });
    if (!isConductor(seat)) throw new HttpRefusal({ code: "NOT_ALLOWED" });
    return { closed: session.state().closed !== null };
  };

  const made = async (asker: Asker): Promise<string> => {
    if (!leads(asker)) throw new HttpRefusal({ code: "NOT_ALLOWED" });
    const answer = await make(sampleWanted("practice", { team, clock, ids }), asker.personId);
    if ("refusal" in answer) throw new HttpRefusal(answer.refusal);
    return answer.sessionId;
  };

  router.post("/", async (request, response) => {
    const asker = mustBeMember(request, team, directory);
    const { speed, fillSessionId } = bodyOf(practiceSchema, request.body);
    if (fillSessionId !== undefined && (await mustConduct(fillSessionId, asker)).closed)
      throw new HttpRefusal({ code: "SESSION_CLOSED", field: "fillSessionId" });
    if (!(await practices.hasRoomFor(asker.personId))) throw new HttpRefusal({ code: "BUSY" });
    const sessionId = fillSessionId ?? (await made(asker));
    await practices.start(sessionId, asker.personId, speed);
    response.json({ ok: true, sessionId });
  });

  router.get("/:sessionId", async (request, response) => {
    const asker = mustBeMember(request, team, directory);
    await mustConduct(request.params.sessionId, asker);
    response.json({ ok: true, speed: await practices.speedIn(request.params.sessionId) } satisfies PracticeState);
  });

  router.put("/:sessionId", async (request, response) => {
    const asker = mustBeMember(request, team, directory);
    const { speed } = bodyOf(practiceSpeedSchema, request.body);
    await mustConduct(request.params.sessionId, asker);
    await practices.setSpeed(request.params.sessionId, speed);
    response.json({ ok: true });
  });

  /** The simulated people leave; the session stays until somebody deletes it. */
  router.delete("/:sessionId", async (request, response) => {
    const asker = mustBeMember(request, team, directory);
    await mustConduct(request.params.sessionId, asker);
    await practices.end(request.params.sessionId);
    response.json({ ok: true });
  });
  return router;
}
