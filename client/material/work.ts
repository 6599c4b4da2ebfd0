// What is done with a pasted text, by the page itself or by its worker.
import { redactCards } from "../../shared/material/cards.ts";
import { splitConversations } from "../../shared/material/paste.ts";
import { parseTranscript } from "../../shared/material/transcript.ts";

export const WORK = { read: parseTranscript, split: splitConversations, redact: redactCards };
export type Kind = keyof typeof WORK;
export type Job = { kind: Kind; text: string };
export type Result<What extends Kind> = ReturnType<(typeof WORK)[What]>;
export type Done = { ok: true; result: Result<Kind> } | { ok: false };

/** Longer ones could hold up the page for as long as somebody notices. */
const LONG = 50_000;
export const isLong = (text: string): boolean => text.length > LONG;
