// /api/sessions/:id/… — what concerns one session beside its socket: large commands, names, the report, the calendar.
import { json, Router } from "express";
import ical, { ICalCalendarMethod } from "ical-generator";
import type { ReportAnswer } from "../../shared/protocol/http.ts";
import { audienceOf, type Audience } from "../../shared/session/audience.ts";
import { heldSeat, isConductor } from "../../shared/session/find.ts";
import { reportOf } from "../../shared/session/report.ts";
import type { Seat } from "../../shared/session/state.ts";
import { later } from "../live/answers.ts";
import { limit } from "../live/limits.ts";
import type { LiveSession } from "../live/sessions.ts";
import { seatOfPerson } from "../live/viewers.ts";
import { type Asker, leads, mustBeKnown } from "./asker.ts";
import { nameSchema } from "./me.ts";
import type { Parts } from "./parts.ts";
import { REPORT_FORMATS, reportWordsIn } from "./reportFormats.ts";
import { bodyOf, HttpRefusal, statusOf } from "./respond.ts";

const COMMAND_LIMIT = "2mb";

export function oneSessionRoutes(parts: Parts): Router {
  const { team, directory, live, links, log, baseUrl } = parts;
  const router = Router();
  const commandLimit = limit(30, 1);

  /** The session and the asker's place in it. Somebody who may not know of it gets what an unknown id gets. */
  const placeOf = async (sessionId: string, asker: Asker): Promise<{ session: LiveSession; seat: Seat | null }> => {
    const session = await live.sessions.load(sessionId);
    const seat = session && seatOfPerson(session.state(), directory, asker.personId);
    // Their own seat in a moment: refused, what they did would be given up.
    if (!seat && live.isBecoming(sessionId, asker.personId)) throw new HttpRefusal({ code: "STORAGE" });
    if (!session || (!seat && !leads(asker))) throw new HttpRefusal({ code: "NOT_FOUND" });
    return { session, seat };
  };

  /** What is too large for a frame of the socket: a transcript, a sheet full of reasons. The same ids, the same answers. */
  router.post("/:sessionId/commands", json({ limit: COMMAND_LIMIT }), async (request, response) => {
    const asker = mustBeKnown(request, team, directory);
    const notTheirs = live.acts.notTheirs(request.params.sessionId, asker.personId, request.body);
    if (notTheirs?.ok === false) throw new HttpRefusal({ code: notTheirs.code });
    const { session, seat } = await placeOf(request.params.sessionId, asker);
    if (!seat) throw new HttpRefusal({ code: "NOT_SEATED" });
    const tooEarly = await commandLimit.take(asker.personId);
    const answer = tooEarly === null ? await live.acts.command(session.sessionId, seat.seatId, request.body) : later("TOO_FAST", tooEarly);
    response.locals.act = true;
    response.status(answer.ok ? 200 : statusOf(answer.code)).json(answer);
  });

  router.put("/:sessionId/seats/:seatId/name", async (request, response) => {
    const asker = mustBeKnown(request, team, directory);
    const { session, seat } = await placeOf(request.params.sessionId, asker);
    const { name } = bodyOf(nameSchema, request.body);
    const target = heldSeat(session.state(), request.params.seatId);
    if (!target) throw new HttpRefusal({ code: "SEAT_UNKNOWN" });
    const own = target.seatId === seat?.seatId;
    if (!own && !(seat && isConductor(seat))) throw new HttpRefusal({ code: "NOT_ALLOWED" });
    const personId = directory.resolve(target.personId);
    if (directory.isNameTaken(name, { sessionId: session.sessionId, except: personId }))
      throw new HttpRefusal({ code: "NAME_TAKEN", field: "name" });
    await directory.renamePerson(personId, name);
    await live.namesChanged();
    response.json({ ok: true });
  });

  /** Whose eyes the report is made for. Somebody of the team without a seat reads it once the session is closed and nobody can score any more. */
  const readerOf = (session: LiveSession, seat: Seat | null): Audience => {
    if (seat) return audienceOf(session.state(), { kind: "seat", seatId: seat.seatId });
    if (!session.state().closed) throw new HttpRefusal({ code: "NOT_FOUND" });
    return { kind: "room", closedTo: [] };
  };

  router.get("/:sessionId/report", async (request, response) => {
    const asker = mustBeKnown(request, team, directory);
    const { session, seat } = await placeOf(request.params.sessionId, asker);
    const asked = typeof request.query.format === "string" ? request.query.format : "json";
    const format = Object.hasOwn(REPORT_FORMATS, asked) ? REPORT_FORMATS[asked as keyof typeof REPORT_FORMATS] : null;
    if (!format) throw new HttpRefusal({ code: "BAD_REQUEST", field: "format" });
    const named = request.query.named === "1";
    const may = { named: leads(asker) || (seat !== null && isConductor(seat)), create: leads(asker) };
    if (named && !may.named) throw new HttpRefusal({ code: "NOT_ALLOWED" });
    const seal = session.state().closed ? await live.sessions.seal(session.sessionId) : null;
    const made = reportOf(session.state(), readerOf(session, seat), session.context, { named });
    // Of an open session it would tell that somebody did something just now; it may have been reopened meanwhile.
    const report = seal !== null && session.state().closed ? { ...made, seal } : made;
    log.info({ sessionId: session.sessionId, personId: asker.personId, named, format: asked }, "report read");
    const download = request.query.download === "1";
    if (asked === "json" && !download) return void response.json({ ok: true, report, may } satisfies ReportAnswer);
    if (download) response.attachment(`plumb-report-${new Date(session.state().startsAt).toISOString().slice(0, 10)}.${format.extension}`);
    response.type(format.type).send(format.write(report, reportWordsIn(request.query.lang)));
  });

  router.get("/:sessionId/calendar.ics", async (request, response) => {
    const asker = mustBeKnown(request, team, directory);
    const { session } = await placeOf(request.params.sessionId, asker);
    const { name, startsAt, lengthMinutes, timeZone, sessionId } = session.state();
    const url = `${baseUrl()}/enter#${await links.teamToken()}`;
    const calendar = ical({ name, prodId: "//plumb//calibration//EN", method: ICalCalendarMethod.PUBLISH });
    calendar.createEvent({
      id: sessionId,
      start: new Date(startsAt),
      end: new Date(startsAt + lengthMinutes * 60_000),
      summary: name,
      description: `Calibration call of ${team.state().name}. Score ahead or join here: ${url}`,
      location: url,
      url,
      timezone: null,
      x: { "X-PLUMB-TIME-ZONE": timeZone },
    });
    response.attachment("calibration.ics").type("text/calendar; charset=utf-8").send(calendar.toString());
  });
  return router;
}
