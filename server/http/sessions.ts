// /api/sessions — the list, making one, what a new one starts with, and deleting a sample.
import { json, Router } from "express";
import * as z from "zod";
import { createSessionSchema, type SessionDefaults, type SessionList, type SessionListItem } from "../../shared/protocol/http.ts";
import { STARTERS } from "../../shared/scorecard/starters/starters.ts";
import { type Brief, currentOf } from "../live/sessionIndex.ts";
import { createSessionMaker, defaultOptions, type Wanted } from "../people/newSession.ts";
import { sampleWanted, serverZone } from "../people/sampleSession.ts";
import { type Asker, leads, mustBeKnown, mustBeMember } from "./asker.ts";
import { nextQuarter, sameTimeNextWeek, sessionName } from "./nextWeek.ts";
import type { Parts } from "./parts.ts";
import { bodyOf, HttpRefusal } from "./respond.ts";

const CREATE_LIMIT = "8mb";

export function sessionRoutes(parts: Parts): Router {
  const { team, directory, live, clock, ids } = parts;
  const router = Router();
  const make = createSessionMaker({ team, directory, sessions: live.sessions, index: live.index, ids });

  const seatOf = (brief: Brief, asker: Asker) =>
    brief.seats.find((seat) => !seat.removed && directory.resolve(seat.personId) === asker.personId) ?? null;

  const itemOf = (brief: Brief, asker: Asker, current: Brief | null): SessionListItem => {
    const seat = seatOf(brief, asker);
    // While a session is open somebody without a seat may still get one and score: the totals are not for them yet.
    const range = seat ? seat.range : brief.status === "closed" ? brief.range : null;
    const { sessionId, name, status, startsAt, timeZone, sample, practice, conversations, revealed, people, scorecardName } = brief;
    return {
      sessionId,
      name,
      status,
      startsAt,
      timeZone,
      sample,
      practice,
      conversations,
      revealed,
      people,
      range,
      openActions: live.contexts.actionsOf([brief]).filter((action) => action.status === "open").length,
      current: brief === current,
      seated: seat !== null,
      facilitator: brief.facilitatorPersonId && directory.nameOf(brief.facilitatorPersonId),
      scorecardName,
      scoreNow: seat?.scoreNow ?? false,
      invite: seat || leads(asker) ? { code: brief.code, dueAt: brief.dueAt, titles: brief.titles } : null,
    };
  };

  router.get("/", async (request, response) => {
    const asker = mustBeKnown(request, team, directory);
    const all = await live.index.all();
    const guestOf = asker.role === "guest" ? directory.personOf(asker.personId)?.guestOf : null;
    // Samples and practice calls are everybody's own toy: not for the others' lists.
    const visible = all.filter((brief) =>
      asker.role === "guest"
        ? brief.sessionId === guestOf && seatOf(brief, asker) !== null
        : (!brief.sample && !brief.practice) || seatOf(brief, asker) !== null,
    );
    const current = currentOf(all, clock.now());
    response.json({
      ok: true,
      sessions: visible.sort((a, b) => b.startsAt - a.startsAt).map((brief) => itemOf(brief, asker, current)),
      may: { create: leads(asker) },
    } satisfies SessionList);
  });

  const latestReal = (all: Brief[]): Brief | null =>
    all.filter(({ sample, practice }) => !sample && !practice).sort((a, b) => b.startsAt - a.startsAt || b.createdAt - a.createdAt)[0] ??
    null;

  const defaultsFrom = (all: Brief[], previous: Brief | null): Omit<SessionDefaults, "ok" | "openActions"> => {
    const last = previous ?? latestReal(all);
    const own = Object.values(team.state().scorecards).filter(({ retired }) => !retired);
    const offered = [
      ...own.flatMap(({ versions }) => versions.slice(-1)).map((scorecard) => ({ scorecard, starter: false })),
      ...STARTERS.filter(({ scorecardId }) => !team.state().scorecards[scorecardId]).map((scorecard) => ({ scorecard, starter: true })),
    ];
    const timeZone = last?.timeZone ?? serverZone();
    const startsAt = previous ? sameTimeNextWeek(previous.startsAt, timeZone, clock.now()) : nextQuarter(clock.now());
    const usual = offered.find(({ scorecard }) => scorecard.scorecardId === last?.scorecardId) ?? offered[0];
    const cameBefore = previous
      ? new Set(previous.seats.filter(({ removed }) => !removed).map(({ personId }) => directory.resolve(personId)))
      : null;
    return {
      name: sessionName(team.state().name, startsAt, timeZone),
      startsAt,
      timeZone,
      lengthMinutes: previous?.lengthMinutes ?? team.state().settings.lengthMinutes,
      options: previous?.options ?? defaultOptions(team),
      scorecardId: usual?.scorecard.scorecardId ?? "",
      scorecards: offered.map(({ scorecard, starter }) => ({
        scorecardId: scorecard.scorecardId,
        name: scorecard.name,
        version: scorecard.version,
        criteria: scorecard.criteria.length,
        starter,
      })),
      people: team
        .state()
        .members.filter(({ removed }) => !removed)
        .map(({ personId, role }) => ({ personId, name: directory.nameOf(personId), role, chosen: cameBefore?.has(personId) ?? true })),
      previousSessionId: previous?.sessionId ?? null,
      leftovers: previous?.hidden ?? [],
    };
  };

  const mustLead = (asker: Asker): Asker => {
    if (!leads(asker)) throw new HttpRefusal({ code: "NOT_ALLOWED" });
    return asker;
  };
  const previousOf = async (sessionId: string | null | undefined): Promise<Brief | null> => {
    if (!sessionId) return null;
    const brief = await live.index.get(sessionId);
    if (!brief || brief.sample || brief.practice) throw new HttpRefusal({ code: "NOT_FOUND" });
    return brief;
  };

  router.get("/new", async (request, response) => {
    mustLead(mustBeMember(request, team, directory));
    const all = await live.index.all();
    const from = typeof request.query.from === "string" ? request.query.from : null;
    const real = all.filter(({ sample, practice }) => !sample && !practice);
    response.json({
      ok: true,
      ...defaultsFrom(all, await previousOf(from)),
      openActions: live.contexts.actionsOf(real).filter(({ status }) => status === "open"),
    } satisfies SessionDefaults);
  });

  const sessionMade = async (wanted: Wanted, asker: Asker): Promise<string> => {
    const made = await make(wanted, asker.personId);
    if ("refusal" in made) throw new HttpRefusal(made.refusal);
    return made.sessionId;
  };

  router.post("/", json({ limit: CREATE_LIMIT }), async (request, response) => {
    const asker = mustLead(mustBeMember(request, team, directory));
    const sent = bodyOf(createSessionSchema, request.body);
    const defaults = defaultsFrom(await live.index.all(), await previousOf(sent.previousSessionId));
    const startsAt = sent.startsAt ?? defaults.startsAt;
    const timeZone = sent.timeZone || defaults.timeZone;
    const unknown = sent.personIds?.find((personId) => team.memberOf(personId) === null);
    if (unknown !== undefined) throw new HttpRefusal({ code: "PERSON_UNKNOWN", field: "personIds" });
    const sessionId = await sessionMade(
      {
        ...sent,
        name: sent.name || sessionName(team.state().name, startsAt, timeZone),
        startsAt,
        timeZone,
        lengthMinutes: sent.lengthMinutes ?? defaults.lengthMinutes,
        options: { ...defaults.options, ...sent.options },
        personIds: sent.personIds ?? defaults.people.filter(({ chosen }) => chosen).map(({ personId }) => personId),
        sample: false,
        practice: false,
      },
      asker,
    );
    response.json({ ok: true, sessionId });
  });

  router.post("/sample", async (request, response) => {
    const asker = mustBeMember(request, team, directory);
    bodyOf(z.strictObject({}), request.body);
    const sessionId = await sessionMade(sampleWanted("sample", { team, clock, ids }), asker);
    response.json({ ok: true, sessionId });
  });

  /** Only what stands outside all figures can be deleted; the record of a real call stays. */
  router.delete("/:sessionId", async (request, response) => {
    const asker = mustBeMember(request, team, directory);
    const { sessionId } = request.params;
    const brief = await live.index.get(sessionId);
    if (!brief || (!seatOf(brief, asker) && !leads(asker))) throw new HttpRefusal({ code: "NOT_FOUND" });
    if (!brief.sample && !brief.practice) throw new HttpRefusal({ code: "NOT_ALLOWED" });
    for (const viewing of [...live.sockets.broadcast.viewings(sessionId)]) live.sockets.dismiss(viewing, "NOT_FOUND");
    await parts.links.revokeScreen(sessionId);
    await live.sessions.forget(sessionId);
    await parts.practices.discard(sessionId);
    live.index.forget(sessionId);
    response.json({ ok: true });
  });
  return router;
}
