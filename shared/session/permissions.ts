// Who may do what now. `decide` asks here before anything else, and a person's view lists the answers, so that the browser repeats no rule.
import type { SessionCommandType } from "./commands.ts";

/** A client shows a control if and only if its permission is in `mine.can`. Object-level checks (whose turn, which phase of a conversation) stay with `decide`. */
export type Permission = SessionCommandType;
