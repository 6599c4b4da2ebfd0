// Every HTTP route, with what it takes and gives. A test compares the list with the routes the server really has.
import type * as z from "zod";
import {
  addPersonSchema,
  changePersonSchema,
  changeTeamSchema,
  createSessionSchema,
  enterSchema,
  erasePersonSchema,
  followUpSchema,
  linkSchema,
  practiceSchema,
  practiceSpeedSchema,
  saveScorecardSchema,
} from "../../shared/protocol/http.ts";
import { commandMessageSchema } from "../../shared/protocol/socket.ts";

export type Route = { route: string; does: string; body?: z.ZodType | string; gives: string };

export const ROUTES: Route[] = [
  {
    route: "POST /api/enter",
    does: "A link's token, or six letters; a name once it is asked for. Sets the device's cookie.",
    body: enterSchema,
    gives: "EnterAnswer",
  },
  { route: "GET /api/me", does: "Who this device belongs to.", gives: "Me" },
  { route: "PUT /api/me", does: "One's own name.", body: "{ name: string ≤ 80 }", gives: "{ ok }" },
  { route: "GET /api/sessions", does: "The team's sessions, newest first.", gives: "SessionList" },
  { route: "GET /api/sessions/new", does: "What a new session starts with; `?from=ID` for next week's.", gives: "SessionDefaults" },
  { route: "POST /api/sessions", does: "Creates a session.", body: createSessionSchema, gives: "{ ok, sessionId }" },
  { route: "POST /api/sessions/sample", does: "The sample session, for the asker.", gives: "{ ok, sessionId }" },
  { route: "DELETE /api/sessions/:sessionId", does: "Forgets a sample or practice session.", gives: "{ ok }" },
  {
    route: "POST /api/sessions/:sessionId/commands",
    does: "One command that is too large for a socket frame. Same ids, same answers.",
    body: commandMessageSchema,
    gives: "Answer",
  },
  {
    route: "PUT /api/sessions/:sessionId/seats/:seatId/name",
    does: "Corrects a name: one's own, or anybody's for conductors.",
    body: "{ name: string ≤ 80 }",
    gives: "{ ok }",
  },
  {
    route: "GET /api/sessions/:sessionId/report",
    does: "The report; `?format=…`, `?lang=es` for its words, `?download=1`, `?named=1` (conductors and leads: with individual blind scores).",
    gives: "ReportAnswer or a file",
  },
  { route: "GET /api/sessions/:sessionId/calendar.ics", does: "The session for a calendar.", gives: "text/calendar" },
  { route: "GET /api/team", does: "People, settings, the team link.", gives: "Team" },
  { route: "PUT /api/team/settings", does: "Name of the team and defaults.", body: changeTeamSchema, gives: "{ ok }" },
  {
    route: "POST /api/team/link",
    does: "A new team link; the old one ends, also for whoever still waits at a door by it.",
    gives: "{ ok, teamLink }",
  },
  { route: "POST /api/team/people", does: "Adds somebody.", body: addPersonSchema, gives: "{ ok, personId }" },
  { route: "PUT /api/team/people/:personId", does: "Changes somebody.", body: changePersonSchema, gives: "{ ok }" },
  { route: "DELETE /api/team/people/:personId", does: "Removes somebody; their sockets close.", gives: "{ ok }" },
  {
    route: "POST /api/team/people/:personId/erase",
    does: "Forgets somebody for good: name, texts, drafts, links, devices. Scores stay. A second time has no effect.",
    body: erasePersonSchema,
    gives: "EraseAnswer",
  },
  { route: "GET /api/scorecards", does: "The team's scorecards and the starters.", gives: "ScorecardList" },
  { route: "GET /api/scorecards/:scorecardId", does: "One scorecard, newest version.", gives: "{ ok, scorecard }" },
  { route: "POST /api/scorecards/starter", does: "Copies a starter.", body: "{ scorecardId: id }", gives: "{ ok, scorecardId }" },
  {
    route: "PUT /api/scorecards/:scorecardId",
    does: "Saves the next version; `version` is the one it was edited from.",
    body: saveScorecardSchema,
    gives: "{ ok, scorecardId, version }",
  },
  { route: "DELETE /api/scorecards/:scorecardId", does: "Retires a scorecard; its versions stay.", gives: "{ ok }" },
  { route: "POST /api/scorecards/:scorecardId/restore", does: "Brings a retired one back.", gives: "{ ok }" },
  {
    route: "POST /api/actions/:sessionId/:actionId",
    does: "What became of an action after its call.",
    body: followUpSchema,
    gives: "{ ok }",
  },
  {
    route: "POST /api/links",
    does: "A personal link, one for another device, or the shared screen's.",
    body: linkSchema,
    gives: "{ ok, url }",
  },
  {
    route: "POST /api/practice",
    does: "A practice call with five simulated reviewers, who come by ordinary links; or they fill the seats of a sample session.",
    body: practiceSchema,
    gives: "{ ok, sessionId }",
  },
  {
    route: "GET /api/practice/:sessionId",
    does: "How fast the simulated reviewers are; null when none are there.",
    gives: "PracticeState",
  },
  { route: "PUT /api/practice/:sessionId", does: "Makes them faster or slower.", body: practiceSpeedSchema, gives: "{ ok }" },
  { route: "DELETE /api/practice/:sessionId", does: "They leave; the session stays.", gives: "{ ok }" },
  { route: "GET /healthz", does: "The process runs.", gives: "{ ok }" },
  { route: "GET /readyz", does: "The store can be read.", gives: "{ ok }" },
  { route: "GET /metrics", does: "Counts for Prometheus, with `METRICS_TOKEN` as bearer token; nowhere without one.", gives: "text/plain" },
];
