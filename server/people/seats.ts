// Who gets which seat: what a person's place in the team makes them in a session, and who walks straight in.
import type { Of } from "../../shared/session/commands.ts";
import type { SessionRole, WorkspaceRole } from "../../shared/session/shapes.ts";
import type { SessionState } from "../../shared/session/state.ts";
import type { Member } from "../../shared/workspace/shapes.ts";
import { seatOfPerson, type WhoIs } from "../live/viewers.ts";

/** Nobody picks lead for themselves: it comes from the team. */
export const sessionRoleOf = (role: WorkspaceRole): SessionRole => (role === "reviewer" || role === "guest" ? "reviewer" : "lead");

export function takeSeat(options: {
  seatId: string;
  member: Member;
  role: SessionRole;
  scores: boolean;
  firstTime: boolean;
}): Of<"TakeSeat"> {
  const { seatId, member, role, scores, firstTime } = options;
  return {
    type: "TakeSeat",
    seatId,
    personId: member.personId,
    role,
    workspaceRole: member.role,
    experience: member.experience,
    site: member.site,
    scores,
    firstTime,
  };
}

export type Way =
  /** has a place there already */
  | "in"
  /** known to the team: gets a seat without asking */
  | "straight"
  /** asks at the door */
  | "knock"
  /** there is nothing here for this person */
  | "none";

/** How this person comes into this session. `member` is null for guests. */
export function wayIn(state: SessionState, directory: WhoIs, personId: string, member: Member | null, alwaysAsk: boolean): Way {
  if (seatOfPerson(state, directory, personId)) return "in";
  if (state.closed) return "none";
  const same = (other: string) => directory.resolve(other) === directory.resolve(personId);
  if (state.knocks.some((knock) => same(knock.personId) && !knock.turnedAway)) return "in";
  // Removed from this session: only somebody inside can let them back.
  const wasRemoved = state.seats.some((seat) => seat.removed && same(seat.personId));
  if (!member || alwaysAsk || wasRemoved) return "knock";
  return "straight";
}
