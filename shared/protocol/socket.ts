// What goes over the socket. Client → server: "command" and "draft", each acknowledged with an Answer. Server → client: "view" (slices), "trouble" and "bye".
import * as z from "zod";
import { draftEntrySchema, sessionCommandSchema } from "../session/commands.ts";
import type { RejectionCode } from "../session/rejection.ts";
import type { Slices } from "../session/view/slices.ts";

export { OLDEST_PROTOCOL, PROTOCOL_VERSION } from "./version.ts";

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/**
 * `io(url, { auth })`. Who it is comes from the cookie; a shared screen has no cookie and shows its token. `personId`: whose page it has been so far. Should the
 * cookie be somebody else's by now, it is refused with OTHER_PERSON.
 */
export const handshakeSchema = z.strictObject({
  protocol: z.int(),
  sessionId: id,
  personId: id.optional(),
  screenToken: z.string().max(128).optional(),
});

/** `personId`, here and below: who did it, where that is known. From somebody else it is refused with OTHER_PERSON, so that nobody does by mistake what another person did on the same device. */
export const commandMessageSchema = z.strictObject({ id, personId: id.optional(), command: sessionCommandSchema });
/** entry null clears the criterion. `tab` lets the other tabs of the same seat take the change without echoing it to its author. */
export const draftMessageSchema = z.strictObject({
  id,
  personId: id.optional(),
  tab: id,
  conversationId: id,
  criterionId: id,
  entry: draftEntrySchema.nullable(),
});

export type Handshake = z.infer<typeof handshakeSchema>;
export type CommandMessage = z.infer<typeof commandMessageSchema>;
export type DraftMessage = z.infer<typeof draftMessageSchema>;

/** The four answers; the fourth is silence: unknown, send the same id again. */
export type Answer =
  | { ok: true }
  /** no effect, ever */
  | { ok: false; code: RejectionCode; message: string; retry: "never"; field?: string; params?: Record<string, string | number> }
  /** nothing stored; the same id may come again */
  | { ok: false; code: RejectionCode; message: string; retry: "later"; afterMs?: number };

/** One frame: the slices that changed, each whole. `null` as a slice: not for you (any more). `now` only on the first frame of a socket, `after` too: why the one before was ended, which its client may never have read. */
export type ViewFrame = { slices: Partial<Slices>; now?: number; after?: "SLOW" };
/** Last words before the server closes a socket. */
export type Bye = { code: RejectionCode; message: string };

/** What everybody in a session is told of the server's store: it cannot be reached, so what is seen may be old and nothing can be saved for now; it is full, so that nothing can be saved for now; or the session is damaged, and only read from now on. */
export type Trouble = "storage" | "full" | "damaged";

export type ClientToServer = {
  command: (message: CommandMessage, answer: (answer: Answer) => void) => void;
  draft: (message: DraftMessage, answer: (answer: Answer) => void) => void;
  /** asks the server's clock: answered with milliseconds since 1970 */
  clock: (answer: (now: number) => void) => void;
};
export type ServerToClient = {
  view: (frame: ViewFrame) => void;
  bye: (bye: Bye) => void;
  /** null: over */ trouble: (trouble: Trouble | null) => void;
};
