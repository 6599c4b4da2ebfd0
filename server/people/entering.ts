// How somebody comes in: by a link or six letters, known or not, into this week's session or to its door.
import { doorOpen } from "../../shared/session/door.ts";
import { facilitatorOf } from "../../shared/session/find.ts";
import type { Rejection } from "../../shared/session/rejection.ts";
import type { Experience } from "../../shared/session/shapes.ts";
import type { EnterAnswer } from "../../shared/protocol/http.ts";
import type { Member } from "../../shared/workspace/shapes.ts";
import type { Ids } from "../live/ports.ts";
import { type Brief, currentOf, type SessionIndex } from "../live/sessionIndex.ts";
import type { LiveSession, Sessions } from "../live/sessions.ts";
import { StoreError } from "../store/storeErrors.ts";
import type { Team } from "../team.ts";
import type { Directory } from "./directory.ts";
import type { Joining } from "./joining.ts";
import type { Link, Links } from "./links.ts";
import { sessionRoleOf, takeSeat, wayIn } from "./seats.ts";
import { codeFromTyped } from "./sessionCode.ts";

export type Entering = {
  enter: (asked: Asked, devicePersonId: string | null) => Promise<Entered | { refusal: Rejection }>;
  /** Seats a known person, or takes them to the door; false: nothing here for them. */
  comeIn: (session: LiveSession, personId: string) => Promise<boolean>;
};
export type Asked = { token?: string; code?: string; name?: string; experience?: Experience; watches?: boolean; teamName?: string };
/** `bind`: from now on this device belongs to that person. */
export type Entered = { answer: EnterAnswer; bind: string | null };

const INVALID: { refusal: Rejection } = { refusal: { code: "LINK_INVALID" } };

export function createEntering(options: {
  team: Team;
  directory: Directory;
  joining: Joining;
  links: Links;
  sessions: Sessions;
  index: SessionIndex;
  ids: Ids;
  now: () => number;
  /** their seat is somebody's who will be known as the same person in a moment */ isBecoming: (
    sessionId: string,
    personId: string,
  ) => boolean;
}): Entering {
  const { team, directory, joining, links, sessions, index, ids } = options;

  const hasSeatElsewhere = async (personId: string, sessionId: string): Promise<boolean> =>
    (await index.all()).some(
      (brief) =>
        brief.sessionId !== sessionId &&
        !brief.sample &&
        !brief.practice &&
        brief.seats.some((seat) => directory.resolve(seat.personId) === directory.resolve(personId)),
    );

  const comeIn: Entering["comeIn"] = async (session, personId) => {
    const member = team.memberOf(personId);
    const guest = directory.personOf(personId)?.guestOf === session.sessionId;
    if (!member && !guest) return false;
    const way = wayIn(session.state(), directory, personId, member, team.state().settings.alwaysAskAtDoor);
    if (way === "in") return true;
    // Two seats of one person would be two voices.
    if (options.isBecoming(session.sessionId, personId)) throw new StoreError("STORE_BUSY", "Who has their seat could not be stored yet.");
    if (way === "none") return false;
    const firstTime = !(await hasSeatElsewhere(personId, session.sessionId));
    // A server that ended between making a session and seating its maker left the chair empty.
    const made = directory.resolve(session.state().creatorPersonId) === directory.resolve(personId);
    const role = (member: Member) => (made && !facilitatorOf(session.state()) ? "facilitator" : sessionRoleOf(member.role));
    const outcome = await sessions.asServer(
      session.sessionId,
      way === "straight" && member
        ? takeSeat({ seatId: ids.id(), member, role: role(member), scores: true, firstTime })
        : { type: "Knock", knockId: ids.id(), personId, seatId: ids.id(), experience: member?.experience ?? "settled", firstTime },
    );
    // Nobody is turned away, or taken for a stranger, because the store could not write just now.
    if (outcome.outcome === "later") throw new StoreError("STORE_BUSY", "The seat could not be stored now.");
    // Two tabs at once: the other one took the seat.
    return outcome.outcome === "ok" || (outcome.outcome === "rejected" && outcome.rejection.code === "ALREADY_SEATED");
  };

  /** Into a session by the team link, a code, or a personal link. `joins`: by the team link, which makes one part of the team. */
  const intoSession = async (
    brief: Brief,
    asked: Asked,
    personId: string | null,
    joins = false,
  ): Promise<Entered | { refusal: Rejection }> => {
    const session = await sessions.load(brief.sessionId);
    if (!session) return INVALID;
    const next: EnterAnswer = { ok: true, next: "session", sessionId: brief.sessionId };
    if (personId !== null && (await comeIn(session, personId))) return { answer: next, bind: null };
    if (session.state().closed) return INVALID;
    const sessionName = session.state().name;
    if (!asked.name) return { answer: { ok: true, next: "name", for: "door", team: team.state().name, sessionName }, bind: null };
    const guest = await directory.addPerson({
      personId: ids.id(),
      // Never taken for somebody of the same name: "Ana (2)" until the facilitator says it is the same Ana.
      name: directory.freeName(asked.name, { sessionId: brief.sessionId }),
      kind: "guest",
      guestOf: brief.sessionId,
      ...(joins ? { joinedIn: brief.sessionId } : {}),
      createdAt: options.now(),
    });
    // who only watches is this session's guest, by whatever link
    if (joins && !asked.watches && doorOpen(session.state())) {
      await joining.join(guest.personId, asked.experience ?? "settled");
      if (await comeIn(session, guest.personId)) return { answer: next, bind: guest.personId };
    }
    const outcome = await sessions.asServer(brief.sessionId, {
      type: "Knock",
      knockId: ids.id(),
      personId: guest.personId,
      seatId: ids.id(),
      experience: asked.experience ?? "settled",
      firstTime: true,
      ...(asked.watches ? { watches: true } : {}),
    });
    if (outcome.outcome === "rejected") return { refusal: outcome.rejection };
    if (outcome.outcome === "later") return { refusal: { code: outcome.code } };
    return { answer: next, bind: guest.personId };
  };

  const intoCurrent = async (asked: Asked, personId: string | null, joins = false): Promise<Entered | { refusal: Rejection }> => {
    const current = currentOf(await index.all(), options.now());
    return current ? intoSession(current, asked, personId, joins) : { answer: { ok: true, next: "home" }, bind: null };
  };

  /** The one-time link of the terminal: makes whoever opens it an admin, and the team if there is none yet. */
  const setUp = async (token: string, asked: Asked, personId: string | null): Promise<Entered | { refusal: Rejection }> => {
    const { created, name: teamName } = team.state();
    const member = team.memberOf(personId);
    if (!member && !asked.name)
      return { answer: { ok: true, next: "name", for: "setup", team: created ? teamName : null, sessionName: null }, bind: null };
    if (!(await links.use(token))) return INVALID;
    if (member) {
      await team.asServer({ type: "ChangeMember", personId: member.personId, change: { role: "admin" } });
      return { answer: { ok: true, next: "home" }, bind: null };
    }
    const name = directory.freeName(asked.name ?? "");
    const person = await directory.addPerson({ personId: ids.id(), name, kind: "member", guestOf: null, createdAt: options.now() });
    const experience = asked.experience ?? "long";
    const outcome = await team.asServer(
      created
        ? { type: "AddMember", personId: person.personId, role: "admin", experience, site: null }
        : { type: "CreateWorkspace", name: asked.teamName ?? `${name}'s team`, adminPersonId: person.personId, experience },
    );
    if (outcome.outcome === "rejected") return { refusal: outcome.rejection };
    if (outcome.outcome === "later") return { refusal: { code: outcome.code } };
    return { answer: { ok: true, next: "home" }, bind: person.personId };
  };

  const byLink = async (link: Link, token: string, asked: Asked, personId: string | null): Promise<Entered | { refusal: Rejection }> => {
    switch (link.kind) {
      case "setup":
        return setUp(token, asked, personId);
      case "screen":
        return link.sessionId
          ? { answer: { ok: true, next: "screen", sessionId: link.sessionId, screenToken: token }, bind: null }
          : INVALID;
      case "team":
        return intoCurrent(asked, personId, true);
      case "personal":
      case "device": {
        const person = link.personId === null ? null : directory.resolve(link.personId);
        if (person === null || team.roleOf(person) === null || !(await links.use(token))) return INVALID;
        const guestOf = team.memberOf(person) ? null : directory.personOf(person)?.guestOf;
        const entered = guestOf ? await intoGuestSession(guestOf, person) : await intoCurrent({}, person);
        // Nothing open, or nothing to be said: whoever opened the link is that person all the same.
        if ("refusal" in entered || entered.answer.next === "name") return { answer: { ok: true, next: "home" }, bind: person };
        return { ...entered, bind: person };
      }
      default:
        return link.kind satisfies never;
    }
  };
  const intoGuestSession = async (sessionId: string, personId: string): Promise<Entered | { refusal: Rejection }> => {
    const brief = await index.get(sessionId);
    return brief ? intoSession(brief, {}, personId) : INVALID;
  };

  return {
    comeIn,
    enter: async (asked, devicePersonId) => {
      // A device of somebody who left the team is a stranger's.
      const personId = devicePersonId !== null && team.roleOf(devicePersonId) !== null ? directory.resolve(devicePersonId) : null;
      if (asked.token !== undefined) {
        const link = await links.find(asked.token);
        return link ? byLink(link, asked.token, asked, personId) : INVALID;
      }
      const code = codeFromTyped(asked.code ?? "");
      const brief = code ? (await index.all()).find((one) => one.code === code && one.status === "open") : null;
      return brief ? intoSession(brief, asked, personId) : INVALID;
    },
  };
}
