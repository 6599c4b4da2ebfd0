// WCAG 2.2, 2.5.8: everything one presses is at least 24 by 24 CSS pixels, or so far from its neighbours that a circle of 24 pixels on each touches none of the others. Links inside a sentence are excepted.
import type { Page } from "playwright-core";

/** What is too small and too near to something else, in words. What stands outside the window counts as well: it scrolls into it. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const LEAST = 24;
    const TARGETS =
      "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=menuitem], [role=option], [role=switch], [role=tab], [tabindex='0']";
    type Target = { element: Element; box: DOMRect; middle: { x: number; y: number } };
    const isSeen = (element: Element) => element.checkVisibility({ opacityProperty: false, visibilityProperty: true });
    /** what one presses for it: a label is part of its control */
    const pressed = (element: Element): DOMRect => {
      const own = element.getBoundingClientRect();
      const label = element.closest("label") ?? (element.id ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`) : null);
      return label && /^(INPUT)$/.test(element.tagName) && /radio|checkbox/.test(element.getAttribute("type") ?? "")
        ? label.getBoundingClientRect()
        : own;
    };
    const found: Target[] = [...document.querySelectorAll(TARGETS)].flatMap((element) => {
      // only for those who tab; seen when it has the focus
      if (!isSeen(element) || element.matches(":disabled") || element.closest("[inert], [aria-hidden=true]")) return [];
      const box = pressed(element);
      if (box.width <= 1 || box.height <= 1) return [];
      return [{ element, box, middle: { x: box.left + box.width / 2, y: box.top + box.height / 2 } }];
    });
    const isSmall = ({ box }: Target) => box.width < LEAST - 0.5 || box.height < LEAST - 0.5;
    const inSentence = ({ element }: Target) => {
      if (element.tagName !== "A" || getComputedStyle(element).display !== "inline") return false;
      return (element.parentElement?.textContent ?? "").trim() !== (element.textContent ?? "").trim();
    };
    const distance = (box: DOMRect, { x, y }: { x: number; y: number }) =>
      Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    return found
      .filter((target) => isSmall(target) && !inSentence(target))
      .flatMap((target) => {
        const near = found.find(
          (other) =>
            other.element !== target.element &&
            !other.element.contains(target.element) &&
            !target.element.contains(other.element) &&
            (isSmall(other)
              ? Math.hypot(other.middle.x - target.middle.x, other.middle.y - target.middle.y) < LEAST
              : distance(other.box, target.middle) < LEAST / 2),
        );
        const name = (element: Element) =>
          (element.getAttribute("aria-label") ?? element.textContent ?? "").replaceAll(/\s+/g, " ").trim().slice(0, 40);
        return near
          ? [
              `“${name(target.element)}” (${target.element.tagName.toLowerCase()}) is ${Math.round(target.box.width)} by ${Math.round(target.box.height)} and too near to “${name(near.element)}”`,
            ]
          : [];
      });
  });
