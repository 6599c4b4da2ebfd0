// People who have a keyboard and nothing else. Every control is reached by keys, what has the focus is looked at on the way, and what a screen reader would say is written down.
import type { Browser, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { type Look, person, type Someone, waitFor } from "./harness.ts";

/** What the page told: a mouse or a finger was used; something was said in a live region; the focus fell off the page. */
type Told = { what: "pointer" | "heard" | "lost"; words: string };
export type Hands = Someone & { told: Told[] };

/** Runs in the page, before anything else of it. */
function watchTheHands(): void {
  const tell = (what: Told["what"], words: string) =>
    void (window as unknown as { plumbTell: (told: Told) => void }).plumbTell({ what, words });
  // a press of Enter makes a click, but never a trusted pointerdown
  for (const kind of ["pointerdown", "mousedown", "touchstart"])
    addEventListener(
      kind,
      (event) => event.isTrusted && tell("pointer", `${kind} on ${(event.target as Element).outerHTML.slice(0, 80)}`),
      true,
    );
  const REGION = "[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], [role=log]";
  let known = new WeakSet<Element>();
  const heard = (node: Node | null) => {
    const element = node instanceof Element ? node : (node?.parentElement ?? null);
    // a region that comes with its words already in it is not read out, unless it comes into another; an alert is
    let region = element?.closest(REGION);
    while (region && !known.has(region) && region.getAttribute("role") !== "alert") region = region.parentElement?.closest(REGION);
    if (!region) return;
    const words = (node?.textContent ?? "").replaceAll(/\s+/g, " ").trim();
    if (words !== "") tell("heard", words);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") heard(change.target);
      for (const added of change.addedNodes) {
        heard(added);
        if (added instanceof Element) for (const alert of added.querySelectorAll("[role=alert]")) heard(alert);
      }
    }
    for (const region of document.querySelectorAll(REGION)) known.add(region);
  }).observe(document, { subtree: true, childList: true, characterData: true });
  // something had the focus, and for thirty pictures in a row nothing has it: it fell to the body
  let had: string | null = null;
  let pictures = 0;
  const look = () => {
    const now = document.activeElement;
    if (now !== null && now !== document.body) {
      had = now.outerHTML.slice(0, 160);
      pictures = 0;
    } else if (had !== null && document.hasFocus()) {
      pictures += 1;
      if (pictures > 30) {
        tell("lost", had);
        had = null;
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  known = new WeakSet();
}

export async function hands(browser: Browser, name: string, look?: Look): Promise<Hands> {
  const one = await person(browser, name, look);
  const told: Told[] = [];
  await one.context.exposeBinding("plumbTell", (_, each: Told) => void told.push(each));
  await one.context.addInitScript(watchTheHands);
  return { ...one, told };
}

const toldOf = (people: readonly Hands[], what: Told["what"]): string[] =>
  people.flatMap(({ name, told }) => told.filter((each) => each.what === what).map(({ words }) => `${name}: ${words}`));

export function nobodyTouchedAMouse(people: readonly Hands[]): void {
  expect(toldOf(people, "pointer")).toEqual([]);
}
export function nobodyLostTheirPlace(people: readonly Hands[]): void {
  expect(toldOf(people, "lost")).toEqual([]);
}

/** A screen reader has said it, since the person last listened or ever. */
export const hears = (one: Hands, words: RegExp): Promise<unknown> =>
  waitFor(() => one.told.some((each) => each.what === "heard" && words.test(each.words)), `${one.name} to be told ${words}`).catch(
    (error) => {
      const all = one.told.filter(({ what }) => what === "heard").map((each) => each.words);
      throw new Error(`${String(error)}; told so far: ${all.slice(-12).join(" | ")}`);
    },
  );

/** What has the focus, in words; wrong: why nobody could see that it has it. */
type Place = { what: string; wrong: string | null; landing: boolean };

export const placeOn = (page: Page): Promise<Place> =>
  page.evaluate(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || focused === document.body)
      return { what: "nothing", wrong: "nothing has the focus", landing: false };
    const role = focused.getAttribute("role") ?? focused.tagName.toLowerCase();
    const words = (focused.getAttribute("aria-label") ?? focused.innerText ?? "").replaceAll(/\s+/g, " ").slice(0, 60);
    const what = `${role} “${words}” ${focused.id}`;
    // a place to start reading from, not a control
    const landing =
      focused.getAttribute("tabindex") === "-1" &&
      !/^(BUTTON|A|INPUT|SELECT|TEXTAREA)$/.test(focused.tagName) &&
      !/menuitem|option|row|radio/.test(role);
    if (landing) return { what, wrong: null, landing };
    const label = focused.closest("label");
    const box = label ?? focused;
    const rings = [focused, box, focused.closest("li, [role=row]"), ...(label?.querySelectorAll("*") ?? [])].some((each) => {
      if (!each) return false;
      const style = getComputedStyle(each);
      if (style.outlineStyle === "auto") return true;
      return (
        style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2 && !/rgba\(.*, 0\)|transparent/.test(style.outlineColor)
      );
    });
    const siblings = [...(focused.parentElement?.children ?? [])].filter((each) => each !== focused);
    const stained =
      /menuitem|option/.test(role) &&
      siblings.every((each) => getComputedStyle(each).backgroundColor !== getComputedStyle(focused).backgroundColor);
    if (!rings && !stained) return { what, wrong: "has no visible ring", landing };
    const area = [...box.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
    if (!area) return { what, wrong: "is not drawn", landing };
    const left = Math.max(area.left, 0);
    const right = Math.min(area.right, innerWidth);
    const top = Math.max(area.top, 0);
    const bottom = Math.min(area.bottom, innerHeight);
    if (right - left < Math.min(area.width, 12) || bottom - top < Math.min(area.height, 12))
      return { what, wrong: "is outside the window", landing };
    // WCAG 2.2, 2.4.11: not entirely hidden by what stands above it
    const spots = [0.5, 0.15, 0.85].flatMap((x) =>
      [0.5, 0.15, 0.85].map((y) => document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y)),
    );
    const seen = spots.some(
      (spot) =>
        spot !== null &&
        (box.contains(spot) || (spot.contains(box) && spot !== document.body && !spot.contains(document.querySelector("main")))),
    );
    return { what, wrong: seen ? null : `is covered by ${spots[0]?.outerHTML.slice(0, 120)}`, landing };
  });

/** Something has the focus, has a ring, stands in the window and under nothing else. */
export async function seesTheFocus(one: Hands): Promise<Place> {
  let place: Place = { what: "", wrong: "", landing: false };
  await waitFor(
    async () => {
      place = await placeOn(one.page);
      return place.wrong === null;
    },
    "the focus to be seen",
    10_000,
  ).catch(() => {
    throw new Error(`${one.name}'s focus: ${place.what} ${place.wrong}`);
  });
  return place;
}

type Way = "here" | "ahead" | "back" | "gone";
const wayTo = (target: Locator): Promise<Way> =>
  target
    .first()
    .evaluate(
      (element): Way => {
        const focused = document.activeElement;
        if (!focused || focused === document.body) return "ahead";
        if (focused === element) return "here";
        return focused.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? "back" : "ahead";
      },
      undefined,
      { timeout: 5_000 },
    )
    .catch((): Way => "gone");

/** Tab or Shift+Tab to a control, and never more often than `within`; every stop on the way can be seen. */
export async function tabTo(one: Hands, target: Locator, within = 40): Promise<void> {
  const { page } = one;
  await target.first().waitFor({ state: "attached" });
  const stops: string[] = [];
  for (let tabs = 0; ; tabs++) {
    const way = await wayTo(target);
    if (way === "here") break;
    if (way === "gone" || tabs >= within)
      throw new Error(`${one.name} did not reach ${String(target)} with ${tabs} tabs, over: ${stops.join(" → ")}`);
    await page.keyboard.press(way === "back" ? "Shift+Tab" : "Tab");
    stops.push((await seesTheFocus(one)).what);
  }
  await seesTheFocus(one);
}

const named = (name: string | RegExp) => ({ name, exact: typeof name === "string" });
type Where = Page | Locator;

/** Goes to a button and presses Enter (or Space) on it. */
export async function press(one: Hands, name: string | RegExp, where: Where = one.page, key: "Enter" | " " = "Enter"): Promise<void> {
  await tabTo(one, where.getByRole("button", named(name)));
  await one.page.keyboard.press(key);
}

export async function followLink(one: Hands, name: string | RegExp, where: Where = one.page): Promise<void> {
  await tabTo(one, where.getByRole("link", named(name)).first());
  await one.page.keyboard.press("Enter");
}

export async function write(one: Hands, label: string | RegExp, text: string, where: Where = one.page): Promise<void> {
  await tabTo(one, where.getByRole("textbox", named(label)));
  await one.page.keyboard.press("Control+a");
  await one.page.keyboard.type(text);
}

/** A whole text by the keys of paste. */
export async function pasteHere(one: Hands, text: string): Promise<void> {
  await one.page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await one.page.keyboard.press("Control+v");
}

/** One of several: Tab to the group, then arrows (Space where none is chosen yet). */
export async function pick(one: Hands, group: string | RegExp, option: string | RegExp, where: Where = one.page): Promise<void> {
  const radios = where.getByRole("radiogroup", named(group)).getByRole("radio");
  const wanted = where.getByRole("radiogroup", named(group)).getByRole("radio", named(option));
  const checked = radios.and(one.page.locator(":checked"));
  await tabTo(one, (await checked.count()) > 0 ? checked : radios);
  for (let arrows = 0; ; arrows++) {
    if ((await wayTo(wanted)) === "here") break;
    if (arrows > 12) throw new Error(`${one.name} found no ${String(option)} in ${String(group)}`);
    await one.page.keyboard.press("ArrowRight");
    await seesTheFocus(one);
  }
  if (!(await wanted.isChecked())) await one.page.keyboard.press(" ");
  await waitFor(() => wanted.isChecked(), `${String(option)} to be chosen`);
}

/** From a list of one line: up or down to the entry. */
export async function pickFromList(one: Hands, label: string | RegExp, option: string, where: Where = one.page): Promise<void> {
  const list = where.getByRole("combobox", named(label)).first();
  await tabTo(one, list);
  const now = () =>
    list.evaluate((element, words) => {
      const { options, selectedIndex } = element as HTMLSelectElement;
      return { at: selectedIndex, wanted: [...options].findIndex((each) => each.textContent === words) };
    }, option);
  for (;;) {
    const { at, wanted } = await now();
    if (wanted < 0) throw new Error(`${one.name} found no ${option} in ${String(label)}`);
    if (at === wanted) return;
    await one.page.keyboard.press(at < wanted ? "ArrowDown" : "ArrowUp");
    await waitFor(async () => (await now()).at !== at, `another entry of ${String(label)}`);
  }
}

/** Opens a menu, goes down to the entry, takes it. */
export async function fromMenu(one: Hands, menu: string | RegExp, entry: string | RegExp, where: Where = one.page): Promise<void> {
  const { page } = one;
  await press(one, menu, where);
  const wanted = page.getByRole("menuitem", named(entry)).or(page.getByRole("menuitemradio", named(entry)));
  await wanted.waitFor();
  for (let arrows = 0; (await wayTo(wanted)) !== "here"; arrows++) {
    if (arrows > 15) throw new Error(`${one.name} found no ${String(entry)} in ${String(menu)}`);
    await page.keyboard.press("ArrowDown");
  }
  await seesTheFocus(one);
  await page.keyboard.press("Enter");
  await wanted.waitFor({ state: "hidden" });
}

/** The control that has the focus is this one. */
export async function isOn(one: Hands, target: Locator, why: string): Promise<void> {
  await waitFor(async () => (await wayTo(target)) === "here", `${one.name} to be at ${String(target)}: ${why}`, 10_000).catch(
    async (error) => {
      throw new Error(`${String(error)}; the focus is on ${(await placeOn(one.page)).what}`);
    },
  );
  await seesTheFocus(one);
}

/** Opens something, looks that the focus is inside it, closes it with Escape, looks that the focus is back at what opened it. */
export async function opensAndReturns(
  one: Hands,
  opener: Locator,
  inside: Locator,
  meanwhile: () => Promise<void> = async () => {},
): Promise<void> {
  const { page } = one;
  await tabTo(one, opener);
  await page.keyboard.press("Enter");
  await isInside(one, inside);
  await meanwhile();
  await page.keyboard.press("Escape");
  await inside.waitFor({ state: "hidden" });
  await isOn(one, opener, "back where it was opened");
}

export async function isInside(one: Hands, place: Locator): Promise<void> {
  await place.waitFor();
  await waitFor(
    () => place.evaluate((element) => element.contains(document.activeElement)),
    `${one.name}'s focus inside ${String(place)}`,
    10_000,
  );
}

/** The focus is somewhere on the page, and not at its very beginning any more: it came along when the screen changed. */
export async function cameAlong(one: Hands): Promise<void> {
  await waitFor(
    () => one.page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body),
    `${one.name}'s focus to come along`,
    10_000,
  );
  await seesTheFocus(one);
}
