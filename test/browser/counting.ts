// What the page itself was given by hand: every trusted press of a key or a pointer, and every paste, as the browser dispatched it. Nobody keeps a tally of their own.
import type { Page } from "playwright-core";

export type Act =
  | { kind: "pointer" }
  | { kind: "paste" }
  /** `typed`: a character that went into a text field; `part`: of something that counts by itself, a chord's Control or a paste's V */
  | { kind: "key"; key: string; typed: boolean; part: boolean };

const KEPT = "test.acts";

/** Before the page is opened. Kept in the tab, so that a reload loses none. */
export async function countActs(page: Page): Promise<void> {
  await page.addInitScript((kept) => {
    const note = (act: unknown): void => {
      const acts = JSON.parse(sessionStorage.getItem(kept) ?? "[]") as unknown[];
      sessionStorage.setItem(kept, JSON.stringify([...acts, act]));
    };
    const isField = (target: EventTarget | null): boolean =>
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && /^(text|url|search|email|number)?$/.test(target.type));
    addEventListener("pointerdown", (event) => event.isTrusted && note({ kind: "pointer" }), true);
    addEventListener("paste", (event) => event.isTrusted && note({ kind: "paste" }), true);
    addEventListener(
      "keydown",
      (event) => {
        if (!event.isTrusted) return;
        const chord = event.ctrlKey || event.metaKey;
        const typed = isField(event.target) && event.key.length === 1 && !chord && !event.altKey;
        note({
          kind: "key",
          key: event.key,
          typed,
          part: /^(Control|Meta|Shift|Alt)$/.test(event.key) || (chord && /^v$/i.test(event.key)),
        });
      },
      true,
    );
  }, KEPT);
}

/** All acts since the last time this was asked. */
export async function actsOn(page: Page): Promise<Act[]> {
  return page.evaluate((kept) => {
    const acts = JSON.parse(sessionStorage.getItem(kept) ?? "[]") as Act[];
    sessionStorage.removeItem(kept);
    return acts;
  }, KEPT);
}

/** Acts: a press, a chord, a paste count one each; what is typed into a field is none. */
export const counted = (acts: readonly Act[]): number => acts.filter((act) => act.kind !== "key" || !(act.typed || act.part)).length;
/** Every key that went down, modifiers included. */
export const keys = (acts: readonly Act[]): string[] => acts.flatMap((act) => (act.kind === "key" ? [act.key] : []));
