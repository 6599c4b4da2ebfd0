// What a page in the pseudo-language gives away: texts that stand in the code, and boxes whose text does not fit.
import type { Page } from "playwright-core";

/** What people, the team, the scorecard and the conversations say: it reaches the page over HTTP and sockets, and is never translated. */
export function ownWords(page: Page): string[] {
  const said: string[] = [];
  const gather = (value: unknown): void => {
    if (typeof value === "string") said.push(value.replaceAll(/\s+/g, " ").trim());
    else if (value !== null && typeof value === "object") Object.values(value).forEach(gather);
  };
  const gatherJson = (text: string) => {
    try {
      gather(JSON.parse(text));
    } catch {
      // no JSON: nothing a person has said
    }
  };
  page.on("response", (response) => {
    if (new URL(response.url()).pathname.startsWith("/api/"))
      response
        .text()
        .then(gatherJson)
        .catch(() => undefined);
  });
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => gatherJson(String(payload).replace(/^\d+(?=[[{])/, ""))));
  return said;
}

/** By Intl, not by catalogues: days, months, "and", "tomorrow"; the product's name and the languages' own names. */
const WITHOUT_CATALOGUE =
  /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*\b|\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b|\b(and|or|today|tomorrow|yesterday|in|days?|ago|am|pm)\b|\bPlumb\b|\bEnglish\b|\bEspañol\b/giu;

const TIME_ZONE = /\b(Europe|Africa|America|Asia|Atlantic|Australia|Indian|Pacific|Antarctica|Arctic)\/\S+|\bUTC\b/g;

type Found = { place: string; text: string };

/** Everything that can be read or heard on the page, with the place it stands in. */
const spokenOn = (page: Page): Promise<Found[]> =>
  page.evaluate(() => {
    const found: { place: string; text: string }[] = [];
    const placeOf = (element: Element) => `${element.tagName.toLowerCase()}.${String(element.getAttribute("class") ?? "").split(" ")[0]}`;
    const shown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) && !element.closest("script, style, noscript");
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement;
      if (element && shown(element) && node.textContent?.trim()) found.push({ place: placeOf(element), text: node.textContent });
    }
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]")) {
      if (!shown(element)) continue;
      for (const name of ["aria-label", "placeholder", "title", "alt"]) {
        const text = element.getAttribute(name);
        if (text?.trim()) found.push({ place: `${placeOf(element)}[${name}]`, text });
      }
    }
    found.push({ place: "title", text: document.title });
    return found;
  });

/** Texts that are neither from a catalogue nor anybody's own words. */
export async function hardCoded(page: Page, own: readonly string[]): Promise<string[]> {
  const known = own.join("\n");
  const isOwn = (piece: string) => known.includes(piece);
  return (await spokenOn(page)).flatMap(({ place, text }) => {
    let rest = text.replaceAll(/\s+/g, " ").replaceAll(TIME_ZONE, "").trim();
    for (let before = ""; before !== rest; ) {
      before = rest;
      rest = rest.replaceAll(/⟦[^⟦⟧]*⟧/g, "|");
    }
    // one sentence may run over several nodes
    rest = rest.replace(/⟦[^⟦⟧]*$/, "").replace(/^[^⟦⟧]*⟧/, "");
    const left = rest
      .split(/[|·,;:()“”–+/]+/)
      .map((piece) => piece.trim())
      .filter((piece) => /\p{L}/u.test(piece) && !isOwn(piece) && !isOwn(piece.replace(/\.$/, "")))
      .map((piece) => piece.replaceAll(WITHOUT_CATALOGUE, "").trim())
      .filter((piece) => /\p{L}{2}/u.test(piece) && !isOwn(piece));
    // the kit's own hidden way out of a popover
    return left.length === 0 || text === "Dismiss" ? [] : [`${place}: ${text}`];
  });
}

/** Boxes whose text is wider than they are. */
export const clipped = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>("body *")) {
      if (!(element instanceof HTMLElement)) continue;
      const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.includes("⟦"));
      if (!own || !element.checkVisibility({ visibilityProperty: true })) continue;
      const style = getComputedStyle(element);
      // below the one line its box shows
      const line = element.parentElement;
      if (
        line &&
        getComputedStyle(line).overflow === "hidden" &&
        element.getBoundingClientRect().top >= line.getBoundingClientRect().bottom - 1
      )
        continue;
      if (style.display === "inline" || element.clientWidth <= 1) continue;
      if (element.scrollWidth > element.clientWidth + 1)
        found.push(
          `${element.tagName.toLowerCase()}.${element.className}: ${element.scrollWidth} > ${element.clientWidth}: ${element.textContent?.slice(0, 60)}`,
        );
    }
    return found;
  });

/** Words at the ends of a scale that lie on it instead of beside it. */
export const onTheScales = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const scales = [...document.querySelectorAll("svg[role=img]")].filter((svg) => svg.getBoundingClientRect().width > 0);
    const wrong = scales.length === 0 ? ["there is no scale"] : [];
    for (const svg of scales) {
      const [line, ...ticks] = [...svg.querySelectorAll("line")].map((each) => each.getBoundingClientRect());
      if (!line) continue;
      for (const text of svg.querySelectorAll("text")) {
        const box = text.getBoundingClientRect();
        const level = Math.abs((box.top + box.bottom) / 2 - line.top) < 5;
        if (level && [line, ...ticks].some((other) => box.left < other.right - 1 && box.right > other.left + 1))
          wrong.push(`“${text.textContent}” of ${svg.getAttribute("aria-label")?.slice(0, 30)}`);
      }
    }
    return wrong;
  });
