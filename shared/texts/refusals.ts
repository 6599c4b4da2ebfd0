// One sentence or two for every refusal: why, and what to do. {{name}} is filled from the refusal's params; nothing here knows anybody's scores.
import type { RejectionCode } from "../session/rejection.ts";

/** What a browser says by itself, without a server: it need not load the others for it. */
export const TOO_LARGE = "This is too large to send. Shorten it or send it in parts.";
export const BUSY = "The server has a lot to do right now. It is sent again by itself.";
export const SCATTERED =
  "WebSockets are blocked here, and each request reaches another server. Ask the person who runs Plumb for sticky sessions.";
/** SCORE_RANGE as earlier versions kept it, without the ends of the scale. */
export const OFF_SCALE = "A score on {{criterion}} is not on its scale. Choose one of the values shown.";
/** INTERNAL as earlier versions kept it, with nothing to quote. */
export const WENT_WRONG = "Something went wrong on the server, and nothing was changed. Try again, and tell the person who runs it.";
/** NOT_ALLOWED to whoever lost the facilitator's role, and would be allowed with it. */
export const ROLE_PASSED = "{{name}} is the facilitator now, so your role no longer allows this. Ask them, or a lead of this session.";

export const REFUSALS: Record<RejectionCode, string> = {
  // who you are and what there is
  WRONG_ADDRESS: "This page was opened at an address that Plumb does not know as its own. Open Plumb's own link, or set PUBLIC_URL.",
  NOT_ALLOWED: "Your role does not allow this. Ask the facilitator or a lead of this session.",
  NOT_SEATED: "You have no seat in this session. Join it with its code or link first.",
  SEAT_UNKNOWN: "This person is not in the session any more. Choose somebody who is on the list.",
  KNOCK_UNKNOWN: "Nobody of that name waits at the door any more. They were let in or have left.",
  CONVERSATION_UNKNOWN: "This conversation is not part of the session. Choose one from the list.",
  CRITERION_UNKNOWN: "This criterion is not on the session's scorecard. Choose one from the scorecard.",
  ACTION_UNKNOWN: "This action is no longer on the list. Add it again if it is still needed.",
  PERSON_UNKNOWN: "This person has no seat in the session. Choose somebody from the list, or nobody.",
  // the session's moment
  SESSION_EXISTS: "This session exists already. Open it from the list of sessions.",
  SESSION_CLOSED: "The session is closed, so nothing can be changed. The facilitator or a lead can reopen it.",
  SESSION_NOT_CLOSED: "The session is open already. You can simply go on.",
  ALREADY_REVEALED: "Scores are revealed already, so this can no longer be changed. What people have seen stays as it is.",
  NOT_REVEALED: "The scores of this conversation are still hidden. Reveal them first.",
  SET_ASIDE: "This reveal was set aside and counts in no figure. You can watch the discussion instead.",
  WITHDRAWN: "This conversation was withdrawn from the session. Choose another one.",
  NOT_OPENED: "This criterion has not been opened for discussion. The facilitator or a lead can open it.",
  MATERIAL_IN_USE: "Somebody has scored this transcript, so its lines stay. Withdraw the conversation and add it anew instead.",
  // the reveal
  ROLL_CHANGED: "Somebody is missing now who was not before. Look at who is in, then wait for them or mark them absent.",
  SOMEBODY_MISSING: "Not everybody is in: {{missing}} still missing. Wait for them, or mark them absent by name.",
  NOBODY_IN: "Nobody has handed in anything, so there is nothing to reveal. Wait for the first to submit.",
  // scores
  SCORE_RANGE: "A score on {{criterion}} is a whole number from {{low}} to {{high}}. Choose one of the values shown.",
  NA_NOT_ALLOWED: "{{criterion}} cannot be answered with N/A. Choose one of the values shown.",
  EMPTY_SHEET: "There is no score on this sheet yet. Score at least one criterion, then submit.",
  NOT_SCORING: "This seat does not score here. The facilitator or a lead can change that in the list of people.",
  // {{at}} is a time of day: said by the server in UTC, read on a page in the reader's own zone
  ROUND_REVEALED:
    "The scores were revealed at {{at}}, before yours arrived, so yours were not counted. Say it in the discussion or in a re-vote.",
  LATE_NOT_OFFERED: "Late scores are only taken from people who have not seen the results. You can say yours in the discussion.",
  CHOOSE_FIRST: "You have not seen the scores of this conversation. Choose to watch, or submit your own scores first.",
  BASELINE_NOT_ALLOWED: "A baseline comes from somebody who leads and scores. Choose a lead, a manager or the facilitator.",
  // discussion
  NO_SPEAKING_ORDER: "There is no speaking order here, so everybody may speak. Simply go on.",
  REVOTE_NOT_OPEN: "No re-vote is open on this criterion. The facilitator or a lead can open one.",
  REVOTE_OPEN: "A re-vote is already open on this criterion. Reveal it or set it aside first.",
  STALE_ROUND: "Your vote was for another round and was not counted. Vote again in the round that is open now.",
  NOTHING_IDENTICAL: "There is nothing left to accept: no open criterion has the same answer from everybody.",
  ORDER_MISMATCH: "The list has changed in the meantime, so this order does not fit. Look at the new list and order it again.",
  // people
  TAKE_OVER_TOO_EARLY: "The facilitator is here, so nobody can take over. They can hand over themselves.",
  NOTHING_TO_TAKE_BACK: "There is nothing to take back: the facilitator's role was not taken from you. Ask the facilitator to hand over.",
  LAST_FACILITATOR: "A session has exactly one facilitator. Hand over to somebody else instead.",
  ALREADY_SEATED: "You have a seat in this session already. Open it on this device as yourself.",
  NAME_TAKEN: "Somebody of this name is already here. Add a letter or a last name.",
  // words and sizes
  BAD_REQUEST: "This could not be understood, and nothing was changed. Reload the page and try again.",
  UNKNOWN_FIELD: "This holds something Plumb does not know: {{field}}. Reload the page and try again.",
  TOO_LONG: "This is too long: {{count}} of {{limit}} characters. Shorten it and send it again.",
  TOO_MANY: "That is more than fits: the limit is {{limit}}. Remove something first.",
  TOO_LARGE,
  DUE_IN_PAST: "The due time lies in the past. Choose a later one.",
  TIMER_NOT_RUNNING: "No timer is running. Start one first.",
  DATE_INVALID: "This date, time or time zone does not exist. Choose another one.",
  // the wire
  UNKNOWN_EVENT: "Plumb does not know this message. Reload the page and try again.",
  ID_REUSED: "This was sent before with other content, so it was not taken. Try it once more.",
  BUSY,
  STORAGE: "The server cannot save anything at the moment. Nothing is lost; it is sent again by itself.",
  LOG_DAMAGED: "Part of what was stored here is missing or damaged, so nothing more is saved here. Tell the person who runs the server.",
  INTERNAL: "Something went wrong on the server, and nothing was changed. Try again, or tell the person who runs it and quote {{ref}}.",
  OTHER_PERSON:
    "Somebody else has come in with this browser since. What you had not sent is kept in this tab, and goes out when you are back in it.",
  SIGN_IN: "Plumb does not know this browser. Open your team link or personal link, then try again.",
  REMOVED: "You were removed from this session. Ask the facilitator if that was a mistake.",
  UPGRADE_REQUIRED: "This page is older than the server. Reload it; what you have not sent is kept.",
  SERVER_OLDER: "This page is newer than the server. Ask the person who runs it to update it.",
  TOO_MANY_CONNECTIONS: "Too many tabs or devices are connected. Close some and try again.",
  SCATTERED,
  SLOW: "This device's network could not keep up, so the connection was ended. It comes back by itself, and nothing is lost.",
  RESTARTING: "The server is being restarted. This page comes back by itself, and nothing is lost.",
  TOO_FAST: "That was too fast. Wait a moment and try again.",
  NOT_FOUND: "There is nothing here, or it is not yours to see. Check the address or ask for a new link.",
  LINK_INVALID: "This link does not work any more. Ask for a new one.",
  // workspace and scorecards
  SCORECARD_UNKNOWN: "This scorecard does not exist. Choose one from the list.",
  SCORECARD_INVALID: "The scorecard has faults that must be put right first. They are listed beside it.",
  VERSION_CONFLICT: "Somebody else saved this in the meantime. Look at their version, then save yours again.",
  LAST_ADMIN: "A team needs at least one admin. Make somebody else admin first.",
  // forgetting somebody
  UNKNOWN_SUBJECT: "Nobody here has that name or id. Nothing was erased.",
  NAME_DIFFERS: "This is not the name. Type it exactly as it stands there.",
  NOT_ONESELF: "Nobody erases themselves. Ask another manager or admin to do it.",
  NOT_ALL_ERASED:
    "Erased, except in a session whose record is damaged. Tell the person who runs the server: plumb verify names the session.",
  ERASED: "Your name and what you wrote were erased from Plumb. Ask a manager of the team if that was a mistake.",
};

/** The sentence of a refusal with its params filled in. A missing param leaves its word out rather than braces. */
export const refusalText = (code: RejectionCode, params: Record<string, string | number> = {}): string =>
  REFUSALS[code].replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(params[name] ?? "…"));
