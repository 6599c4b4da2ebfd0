// POST /api/links — a personal link, "continue on another device", or a session's shared screen.
import { Router } from "express";
import { linkSchema } from "../../shared/protocol/http.ts";
import { isConductor } from "../../shared/session/find.ts";
import { seatOfPerson } from "../live/viewers.ts";
import { leads, manages, mustBeKnown } from "./asker.ts";
import type { Parts } from "./parts.ts";
import { bodyOf, HttpRefusal } from "./respond.ts";

export function linkRoutes({ team, directory, links, live, baseUrl }: Parts): Router {
  const router = Router();
  router.post("/", async (request, response) => {
    const asker = mustBeKnown(request, team, directory);
    const asked = bodyOf(linkSchema, request.body);
    if (asked.kind === "screen") {
      const session = await live.sessions.load(asked.sessionId);
      const seat = session && seatOfPerson(session.state(), directory, asker.personId);
      if (!session || (!seat && !leads(asker))) throw new HttpRefusal({ code: "NOT_FOUND" });
      if (seat && !isConductor(seat) && !leads(asker)) throw new HttpRefusal({ code: "NOT_ALLOWED" });
      response.json({ ok: true, url: `${baseUrl()}/screen/${asked.sessionId}#${await links.screenToken(asked.sessionId)}` });
      return;
    }
    const personId = asked.kind === "device" ? asker.personId : directory.resolve(asked.personId);
    if (personId !== asker.personId && !manages(asker)) throw new HttpRefusal({ code: "NOT_ALLOWED" });
    const role = team.roleOf(personId);
    if (role === null) throw new HttpRefusal({ code: "PERSON_UNKNOWN" });
    // Whoever opens a personal link is that person: a manager must not become an admin that way.
    if (role === "admin" && personId !== asker.personId && asker.role !== "admin") throw new HttpRefusal({ code: "NOT_ALLOWED" });
    response.json({ ok: true, url: `${baseUrl()}/enter#${await links.mint(asked.kind, { personId })}` });
  });
  return router;
}
