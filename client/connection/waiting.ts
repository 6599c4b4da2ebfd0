// Acts that the server has not answered yet, kept where a reload finds them again.
import type { SessionCommand } from "../../shared/session/commands.ts";
import type { DraftEntry } from "../../shared/session/shapes.ts";

/** `personId`: who did it, where that was known */
export type WaitingCommand = { id: string; personId?: string; command: SessionCommand };
export type WaitingDraft = { id: string; personId?: string; conversationId: string; criterionId: string; entry: DraftEntry | null };
export type Waiting = { commands: WaitingCommand[]; drafts: WaitingDraft[] };
export type Keep = { load(): string | null; save(value: string | null): void };

/** What an earlier page could not deliver. Anything unreadable counts as nothing. */
export function loadWaiting(storage: Keep | undefined): Waiting {
  try {
    const kept: unknown = JSON.parse(storage?.load() ?? "null");
    if (typeof kept !== "object" || kept === null) return { commands: [], drafts: [] };
    const { commands, drafts } = kept as Partial<Waiting>;
    return { commands: Array.isArray(commands) ? commands : [], drafts: Array.isArray(drafts) ? drafts : [] };
  } catch {
    return { commands: [], drafts: [] };
  }
}

/** Storage that is full or switched off must not stop the work. False: a reload loses what was not acknowledged. */
export function keepWaiting(storage: Keep | undefined, waiting: Waiting): boolean {
  const waits = waiting.commands.length + waiting.drafts.length > 0;
  try {
    storage?.save(waits ? JSON.stringify(waiting) : null);
    return true;
  } catch {
    return !waits;
  }
}
