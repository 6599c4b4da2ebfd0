// Who asks, from the device's cookie: the person as they are today, or nobody.
import type { Request } from "express";
import type { WorkspaceRole } from "../../shared/session/shapes.ts";
import { devicePerson } from "../people/httpSession.ts";
import type { Directory } from "../people/directory.ts";
import type { Team } from "../team.ts";
import { HttpRefusal } from "./respond.ts";

export type Asker = { personId: string; role: WorkspaceRole };

export function askerOf(request: Request, team: Team, directory: Directory): Asker | null {
  const bound = devicePerson(request);
  const role = team.roleOf(bound);
  return bound !== null && role !== null ? { personId: directory.resolve(bound), role } : null;
}

export function mustBeKnown(request: Request, team: Team, directory: Directory): Asker {
  const asker = askerOf(request, team, directory);
  if (!asker) throw new HttpRefusal({ code: "SIGN_IN" });
  return asker;
}

/** Somebody of the team. To a guest, what is the team's looks like what does not exist. */
export function mustBeMember(request: Request, team: Team, directory: Directory): Asker {
  const asker = mustBeKnown(request, team, directory);
  if (asker.role === "guest") throw new HttpRefusal({ code: "NOT_FOUND" });
  return asker;
}

export const leads = ({ role }: Asker): boolean => role === "admin" || role === "manager" || role === "lead";
export const manages = ({ role }: Asker): boolean => role === "admin" || role === "manager";

/** Binds this device to a person, under a new session id so that nobody can have planted the old one. */
export const bindDevice = (request: Request, personId: string): Promise<void> =>
  new Promise((done, fail) => {
    request.session.regenerate((error: unknown) => {
      if (error) return fail(error);
      request.session.personId = personId;
      request.session.save((failed: unknown) => (failed ? fail(failed) : done()));
    });
  });
