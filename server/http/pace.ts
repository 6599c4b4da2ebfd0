// How often one person, or an address that nobody is known at, may ask over HTTP. Counted for all nodes together; honest pages never meet it.
import type { RequestHandler } from "express";
import type { SharedLimit } from "../live/limits.ts";
import { devicePerson } from "../people/httpSession.ts";
import { HttpRefusal } from "./respond.ts";

const SECONDS = 10;
export type Pace = { person: number; address: number };
/** Requests in ten seconds. A person as by socket; a whole office may share one address. */
export const PACE: Pace = { person: 1_600, address: 10_000 };

export function pace(limit: SharedLimit, most: Pace = PACE): RequestHandler {
  const perPerson = limit("asks", most.person, SECONDS);
  const perAddress = limit("askers", most.address, SECONDS);
  return async (request, response, next) => {
    const person = devicePerson(request);
    const tooEarly = await (person === null ? perAddress.take(request.ip ?? "unknown") : perPerson.take(person));
    if (tooEarly === null) return next();
    response.setHeader("Retry-After", String(Math.ceil(tooEarly / 1_000)));
    throw new HttpRefusal({ code: "TOO_FAST" });
  };
}
