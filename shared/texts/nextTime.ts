// A note for next time without the words every note begins with: whoever prints it says them, once.

const STARTS = /^\s*(?:next time|la próxima vez)\s*[,:]\s*/iu;

/** "Next time, score 3 when …" and "score 3 when …" are the same note, in whatever language it was begun. */
export const afterNextTime = (note: string): string => note.replace(STARTS, "").trim();
