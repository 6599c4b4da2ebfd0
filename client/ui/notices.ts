// Passing messages ("toasts"): anything may notify; Notices.tsx shows and reads them out.
export type NoticeTone = "calm" | "apart";
export type PassingNotice = { id: number; text: string; tone: NoticeTone; action?: { label: string; onAction: () => void } };

let shown: readonly PassingNotice[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

const change = (next: readonly PassingNotice[]) => {
  shown = next;
  for (const listener of listeners) listener();
};

/** Shows one message. The same words already on screen are not shown twice. Calm ones leave by themselves, apart ones stay until dismissed. */
export function notify(notice: { text: string; tone?: NoticeTone; action?: PassingNotice["action"] }): number {
  const id = nextId++;
  const others = shown.filter((other) => other.text !== notice.text);
  change(
    [...others, { id, text: notice.text, tone: notice.tone ?? "calm", ...(notice.action ? { action: notice.action } : {}) }].slice(-4),
  );
  return id;
}

export const dismissNotice = (id: number): void => change(shown.filter((notice) => notice.id !== id));
/** On another page there is nothing left to undo. */
export const dismissOffers = (): void => change(shown.filter((notice) => !notice.action));
export const dismissAllNotices = (): void => change([]);

export const noticesStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): readonly PassingNotice[] => shown,
};
