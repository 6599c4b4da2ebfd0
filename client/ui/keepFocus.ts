// Nobody falls off the page: when what has the focus goes away under a person (a button that has done its work, a screen that everybody leaves),
// the focus goes to what stands nearest to it, else to the beginning of what is there now. Its code comes after the first picture.
import { liftMessages } from "./liftMessages.ts";

const CONTROLS = "a[href], button:not(:disabled), select:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex='0']";
/** focused by nobody's wish, these would open a phone's keyboard */
const TYPED_INTO = "textarea, input:not([type=radio], [type=checkbox], [type=button])";
const OVERLAY = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";
const NEIGHBOURS = 12;
const REMEMBERED = 40;

type Held = {
  element: HTMLElement;
  ancestors: Element[];
  before: Element[];
  after: Element[];
  inMain: boolean;
  inOverlay: boolean;
  screen: string;
};

const main = (): HTMLElement | null => document.getElementById("main");
const screen = (): string => `${window.location.pathname} ${main()?.getAttribute("data-screen") ?? ""}`;
const isUsable = (element: Element): boolean =>
  element.isConnected &&
  !element.matches(":disabled") &&
  element.getClientRects().length > 0 &&
  element.closest("[inert], [aria-hidden=true]") === null;
const nobodyHasIt = (): boolean => {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || !isUsable(activeElement);
};

function hold(element: HTMLElement): Held {
  const ancestors: Element[] = [];
  for (let each = element.parentElement; each !== null; each = each.parentElement) ancestors.push(each);
  const controls = [...document.querySelectorAll(CONTROLS)];
  const before = controls.filter(
    (each) => each.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING && !each.contains(element),
  );
  const after = controls.filter((each) => each.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING);
  return {
    element,
    ancestors,
    before: before.reverse().slice(0, NEIGHBOURS),
    after: after.filter((each) => !element.contains(each)).slice(0, NEIGHBOURS),
    inMain: main()?.contains(element) ?? false,
    inOverlay: element.closest(OVERLAY) !== null,
    screen: screen(),
  };
}

/** What took the place of the lost one inside `group`; else its next neighbour there, else the one before. */
function nearest(lost: Held, group: Element): HTMLElement | null {
  const before = lost.before.find((each) => each.isConnected);
  const after = lost.after.find((each) => each.isConnected);
  const known = new Set([...lost.before, ...lost.after, lost.element]);
  const here = [...group.querySelectorAll<HTMLElement>(CONTROLS)].filter((each) => isUsable(each) && !each.matches(TYPED_INTO));
  const isBetween = (each: Element) =>
    !known.has(each) &&
    (!before || (before.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0) &&
    (!after || (after.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING) !== 0);
  const isHere = (each: Element): each is HTMLElement => here.includes(each as HTMLElement);
  return here.find(isBetween) ?? lost.after.find(isHere) ?? lost.before.find(isHere) ?? null;
}

function landing(lost: Held, earlier: readonly HTMLElement[]): HTMLElement | null {
  const start = main();
  const dialog = [...document.querySelectorAll<HTMLElement>(OVERLAY)].findLast((each) => !lost.inOverlay || !each.contains(lost.element));
  const sameScreen = !lost.inMain || lost.screen === screen();
  if (sameScreen)
    for (const group of lost.ancestors) {
      if (!group.isConnected) continue;
      if (group === document.body || (start && group.contains(start))) break;
      const found = nearest(lost, group);
      if (found) return found;
    }
  // what was closed, or passed by, stood beside what one was doing
  if (lost.inOverlay || (!lost.inMain && lost.screen === screen())) return earlier.findLast((each) => isUsable(each)) ?? dialog ?? start;
  return dialog ?? start;
}

/** A passing message never stands on what has the focus: it goes to the top of the window as long as it would. */
function clearTheWay(): void {
  const messages = document.querySelector("[data-messages]");
  const focused = document.activeElement;
  if (!messages) return;
  messages.removeAttribute("data-messages-above");
  if (!focused || focused === document.body || messages.contains(focused) || messages.getClientRects().length === 0) return;
  const one = focused.getBoundingClientRect();
  if (one.height > window.innerHeight / 2) return;
  const other = messages.getBoundingClientRect();
  const apart = one.bottom < other.top || one.top > other.bottom || one.right < other.left || one.left > other.right;
  if (!apart) messages.setAttribute("data-messages-above", "");
}

export function keepFocus(): () => void {
  const stopLifting = liftMessages();
  let held: Held | null = null;
  const earlier: HTMLElement[] = [];
  let asked = false;
  let keyDown: string | null = null;
  let swallowed: string | null = null;
  /** what got the focus from here, until somebody does something */
  let given: HTMLElement | null = null;
  /** a dialog that has the focus since another over it began to close: what led to that one may still be out of reach */
  let lower: { dialog: HTMLElement; from: HTMLElement } | null = null;
  const ledUp = (dialog: HTMLElement): HTMLElement | undefined =>
    earlier.findLast((each) => each !== dialog && dialog.contains(each) && isUsable(each));

  const look = () => {
    asked = false;
    clearTheWay();
    if (lower && document.activeElement === lower.dialog && !lower.from.isConnected) {
      const back = ledUp(lower.dialog);
      if (back) return back.focus();
    }
    if (held === null || !nobodyHasIt()) return;
    // there, and without the focus: it was left on purpose, or hidden for a moment because more of it had to come
    if (isUsable(held.element)) {
      if (held.element === given) given.focus({ preventScroll: true });
      else held = null;
      return;
    }
    const place = landing(held, earlier);
    // the next page is still on its way: it will be looked for again when it comes
    if (!place) return;
    // a key that is still held down meant the control before
    swallowed = keyDown;
    given = place;
    place.focus({ preventScroll: place === main() });
  };
  const ask = () => {
    if (asked || held === null) return;
    asked = true;
    // after dialogs and menus have given back the focus themselves
    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(look)));
  };
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    // a dialog over a dialog has closed: not to the beginning of the lower one, but to what led to the upper
    const from = target.matches(OVERLAY) && held?.inOverlay && !target.contains(held.element) ? held.element : null;
    const back = from && !from.isConnected ? ledUp(target) : undefined;
    if (back) return back.focus();
    lower = from && { dialog: target, from };
    if (held) earlier.push(held.element);
    if (earlier.length > REMEMBERED) earlier.shift();
    held = hold(target);
    clearTheWay();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.repeat) {
      given = null;
      keyDown = event.code;
      swallowed = null;
    } else if (event.code === swallowed) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };
  const onKeyUp = (event: KeyboardEvent) => {
    if (event.code === keyDown) keyDown = null;
    if (event.code === swallowed) swallowed = null;
  };
  const onPointerDown = () => {
    given = null;
  };
  const changes = new MutationObserver(ask);
  changes.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["disabled", "hidden", "inert", "aria-hidden", "data-screen"],
  });
  document.addEventListener("focusin", onFocusIn);
  document.addEventListener("focusout", ask);
  document.addEventListener("keydown", onKeyDown, true);
  document.addEventListener("keyup", onKeyUp, true);
  document.addEventListener("pointerdown", onPointerDown, true);
  if (document.activeElement instanceof HTMLElement && document.activeElement !== document.body) held = hold(document.activeElement);
  return () => {
    stopLifting();
    changes.disconnect();
    document.removeEventListener("focusin", onFocusIn);
    document.removeEventListener("focusout", ask);
    document.removeEventListener("keydown", onKeyDown, true);
    document.removeEventListener("keyup", onKeyUp, true);
    document.removeEventListener("pointerdown", onPointerDown, true);
  };
}
