// /api/team — people, settings and the team link.
import { Router } from "express";
import {
  addPersonSchema,
  changePersonSchema,
  changeTeamSchema,
  erasePersonSchema,
  type EraseAnswer,
  type Team as TeamAnswer,
} from "../../shared/protocol/http.ts";
import { asRead } from "../people/directory.ts";
import { isDamaged } from "../store/storeErrors.ts";
import { manages, mustBeKnown, mustBeMember } from "./asker.ts";
import type { Parts } from "./parts.ts";
import { accepted, bodyOf, HttpRefusal } from "./respond.ts";

export function teamRoutes({ team, directory, links, ids, clock, live, forgetting, baseUrl }: Parts): Router {
  const router = Router();
  const linkOf = (token: string): string => `${baseUrl()}/enter#${token}`;

  /** Who has left, and guests: their names and words are here until somebody erases them. The simulated people of practice calls are nobody. */
  const former = async (): Promise<TeamAnswer["former"]> => {
    const toys = new Set((await live.index.all()).flatMap(({ sessionId, sample, practice }) => (sample || practice ? [sessionId] : [])));
    return directory
      .people()
      .filter(({ personId, guestOf }) => team.memberOf(personId) === null && !(guestOf !== null && toys.has(guestOf)))
      .map(({ personId, name, kind }) => ({ personId, name, guest: kind === "guest" }))
      .sort((a, b) => a.name.localeCompare(b.name));
  };

  router.get("/", async (request, response) => {
    const asker = mustBeMember(request, team, directory);
    const { name, settings, members } = team.state();
    response.json({
      ok: true,
      name,
      settings,
      members: members
        .filter(({ removed }) => !removed)
        .map((member) => ({
          ...member,
          name: directory.nameOf(member.personId),
          experience: manages(asker) || member.personId === asker.personId ? member.experience : null,
        })),
      former: manages(asker) ? await former() : [],
      teamLink: linkOf(await links.teamToken()),
      may: { manage: manages(asker) },
    } satisfies TeamAnswer);
  });

  router.put("/settings", async (request, response) => {
    const asker = mustBeMember(request, team, directory);
    const { name, settings } = bodyOf(changeTeamSchema, request.body);
    if (name !== undefined) accepted(await team.asPerson(asker.personId, { type: "RenameWorkspace", name }));
    if (settings !== undefined) accepted(await team.asPerson(asker.personId, { type: "ChangeSettings", change: settings }));
    response.json({ ok: true });
  });

  router.post("/link", async (request, response) => {
    const asker = mustBeMember(request, team, directory);
    if (!manages(asker)) throw new HttpRefusal({ code: "NOT_ALLOWED" });
    const teamLink = linkOf(await links.renewTeamToken());
    live.linkReplaced();
    response.json({ ok: true, teamLink });
  });

  router.post("/people", async (request, response) => {
    const asker = mustBeMember(request, team, directory);
    if (!manages(asker)) throw new HttpRefusal({ code: "NOT_ALLOWED" });
    const { name, role, experience, site } = bodyOf(addPersonSchema, request.body);
    if (directory.isNameTaken(name)) throw new HttpRefusal({ code: "NAME_TAKEN", field: "name" });
    const personId = ids.id();
    // Nobody without a name may be in the team, so the directory comes first; a name alone grants nothing.
    await directory.addPerson({ personId, name, kind: "member", guestOf: null, createdAt: clock.now() });
    const outcome = await team.asPerson(asker.personId, { type: "AddMember", personId, role, experience, site });
    // Nor may a name stay behind that nobody bears, and that nobody else could be given.
    if (outcome.outcome !== "ok") live.afterwards(() => directory.erasePerson(personId));
    accepted(outcome);
    response.json({ ok: true, personId });
  });

  /** Managers correct anybody; everybody corrects their own name, and says how long they have scored here. */
  router.put("/people/:personId", async (request, response) => {
    const asker = mustBeKnown(request, team, directory);
    const { name, ...sent } = bodyOf(changePersonSchema, request.body);
    const personId = directory.resolve(request.params.personId);
    const self = personId === asker.personId;
    if (!self && !manages(asker)) throw new HttpRefusal({ code: asker.role === "guest" ? "NOT_FOUND" : "NOT_ALLOWED" });
    if (team.roleOf(personId) === null) throw new HttpRefusal({ code: "PERSON_UNKNOWN" });
    const sessionId = directory.personOf(personId)?.guestOf ?? null;
    if (name !== undefined && directory.isNameTaken(name, { sessionId, except: personId }))
      throw new HttpRefusal({ code: "NAME_TAKEN", field: "name" });
    if (Object.keys(sent).length > 0) {
      const command = { type: "ChangeMember", personId, change: sent } as const;
      const onlyOwnExperience = self && team.memberOf(personId) !== null && sent.role === undefined && sent.site === undefined;
      accepted(await (onlyOwnExperience ? team.asServer(command) : team.asPerson(asker.personId, command)));
    }
    if (name !== undefined && name !== directory.nameOf(personId)) {
      await directory.renamePerson(personId, name);
      await live.namesChanged();
    }
    response.json({ ok: true });
  });

  /** Out of the team: signed out everywhere, links taken back. What they scored stays. */
  router.delete("/people/:personId", async (request, response) => {
    const asker = mustBeMember(request, team, directory);
    const personId = directory.resolve(request.params.personId);
    accepted(await team.asPerson(asker.personId, { type: "RemoveMember", personId }));
    await links.revokeOf(personId);
    response.json({ ok: true });
  });

  /** Forgets somebody for good, whoever they were here. Their scores stay; nothing that says whose they are. */
  router.post("/people/:personId/erase", async (request, response) => {
    const asker = mustBeMember(request, team, directory);
    if (!manages(asker)) throw new HttpRefusal({ code: "NOT_ALLOWED" });
    const { name } = bodyOf(erasePersonSchema, request.body);
    const person = directory.personOf(request.params.personId);
    if (!person) throw new HttpRefusal({ code: "UNKNOWN_SUBJECT" });
    if (!person.erased && asRead(name) !== asRead(person.name)) throw new HttpRefusal({ code: "NAME_DIFFERS", field: "name" });
    accepted(await team.asPerson(asker.personId, { type: "EraseMember", personId: person.personId }));
    const effect = await forgetting.forget(person.personId).catch((error: unknown) => {
      throw isDamaged(error) ? new HttpRefusal({ code: "NOT_ALL_ERASED" }) : error;
    });
    response.json({ ok: true, effect } satisfies EraseAnswer);
  });
  return router;
}
