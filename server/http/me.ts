// /api/me — who this device belongs to, and one's own name.
import { Router } from "express";
import * as z from "zod";
import { LIMITS } from "../../shared/limits.ts";
import type { Me } from "../../shared/protocol/http.ts";
import type { Experience } from "../../shared/session/shapes.ts";
import { seatOfPerson } from "../live/viewers.ts";
import { askerOf, leads, mustBeKnown } from "./asker.ts";
import type { Parts } from "./parts.ts";
import { bodyOf, HttpRefusal } from "./respond.ts";

export const nameSchema = z.strictObject({ name: z.string().trim().min(1).max(LIMITS.name) });

export function meRoutes({ team, directory, live }: Parts): Router {
  const router = Router();

  const experienceOf = async (personId: string): Promise<Experience> => {
    const member = team.memberOf(personId);
    if (member) return member.experience;
    const guestOf = directory.personOf(personId)?.guestOf;
    const session = guestOf ? await live.sessions.load(guestOf) : null;
    return (session && seatOfPerson(session.state(), directory, personId)?.experience) ?? "settled";
  };

  router.get("/", async (request, response) => {
    const asker = askerOf(request, team, directory);
    const { created, name } = team.state();
    response.json({
      ok: true,
      person: asker && {
        personId: asker.personId,
        name: directory.nameOf(asker.personId),
        role: asker.role,
        experience: await experienceOf(asker.personId),
      },
      // the team's name is for those who belong to it
      team: asker && created ? name : null,
      needsSetup: !created,
      may: { create: asker !== null && leads(asker) },
    } satisfies Me);
  });

  router.put("/", async (request, response) => {
    const asker = mustBeKnown(request, team, directory);
    const { name } = bodyOf(nameSchema, request.body);
    const sessionId = directory.personOf(asker.personId)?.guestOf ?? null;
    if (directory.isNameTaken(name, { sessionId, except: asker.personId })) throw new HttpRefusal({ code: "NAME_TAKEN", field: "name" });
    await directory.renamePerson(asker.personId, name);
    await live.namesChanged();
    response.json({ ok: true });
  });
  return router;
}
