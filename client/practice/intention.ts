// What one simulated reviewer wants to do next, from what they may see and nothing else. Pure: the same view, the same intention.
import type { SessionCommand } from "../../shared/session/commands.ts";
import type { DraftEntry } from "../../shared/session/shapes.ts";
import type { MineSlice, Slices } from "../../shared/session/view/slices.ts";
import type { Persona } from "./company.ts";
import { discussing } from "./discussing.ts";
import { following } from "./following.ts";
import type { Pause } from "./pace.ts";
import { scoring } from "./scoring.ts";
import type { Scored } from "./sheet.ts";

export type Act =
  | { kind: "draft"; conversationId: string; criterionId: string; entry: DraftEntry }
  | { kind: "command"; command: SessionCommand }
  /** nothing anybody sees: they read, or make up their mind */
  | { kind: "nothing" }
  | { kind: "leave" };
/** `key` names the intention for good: while it stays the same the pause runs on, and once done it is never done again. */
export type Intention = { key: string; pause: Pause; words?: number /** somebody waits for them */; hurry?: boolean; act: Act };

export type Reviewer = {
  persona: Persona;
  seed: number;
  /** their sheet for a conversation, once its material is there */ sheet: (conversationId: string) => Record<string, Scored>;
};
export type Seen = Partial<Slices> & { mine: MineSlice; session: Slices["session"] };
export type Part = { seen: Seen; self: Reviewer; done: ReadonlySet<string> };

export function intention(slices: Partial<Slices>, self: Reviewer, done: ReadonlySet<string>): Intention | null {
  const { mine, session } = slices;
  if (!mine || !session) return null;
  if (session.status === "closed") return { key: "leave", pause: "leave", act: { kind: "leave" } };
  const part: Part = { seen: { ...slices, mine, session }, self, done };
  return discussing(part) ?? scoring(part) ?? following(part);
}
