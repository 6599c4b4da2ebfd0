// What can be wrong with a screen as it stands, in words: axe in every theme, sideways overflow, what zoom cuts off, what forced colours wipe out, targets too small to press, focus nobody sees.
import { join } from "node:path";
import type { Page } from "playwright-core";
import { axe, inBothThemes, overflowsSideways } from "./harness.ts";
import { smallTargets } from "./targets.ts";

/** 320 by 256 is a laptop's 1280 by 1024 at 400 % zoom. */
const WIDTHS = [320, 400, 768, 1280, 1440] as const;
const AXE_WIDTHS: readonly number[] = [400, 1280, 1440];
const heightFor = (width: number): number => (width === 320 ? 256 : width < 500 ? 800 : 860);

const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Controls outside the window, controls whose words do not fit into them, and controls that cannot be brought into sight. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const layer = document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') ?? document.body;
    const wide = document.documentElement.clientWidth;
    const cut: string[] = [];
    for (const one of layer.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, [role=radio]")) {
      const box = one.getBoundingClientRect();
      const style = getComputedStyle(one);
      if (box.width <= 1 || box.height <= 1 || style.visibility === "hidden" || style.clipPath !== "none") continue;
      const name = `${one.tagName.toLowerCase()} “${(one.getAttribute("aria-label") ?? one.innerText ?? "").slice(0, 40)}”`;
      // a table of figures may scroll inside its own frame
      let frame: HTMLElement | null = one.parentElement;
      while (frame && !(/auto|scroll/.test(getComputedStyle(frame).overflowX) && frame.scrollWidth > frame.clientWidth + 1))
        frame = frame.parentElement;
      if (!frame && (box.left < -1 || box.right > wide + 1))
        cut.push(`${name} is outside: ${Math.round(box.left)} to ${Math.round(box.right)} of ${wide}`);
      if (
        one.matches("a, button") &&
        one.scrollWidth > one.clientWidth + 2 &&
        style.overflowX !== "visible" &&
        style.textOverflow !== "ellipsis"
      )
        cut.push(`${name} is cut`);
      // whatever stands still, a control can be brought out from under it
      one.scrollIntoView({ block: "center", inline: "nearest" });
      const now = one.getBoundingClientRect();
      const hit = document.elementFromPoint(now.left + now.width / 2, now.top + Math.min(now.height, innerHeight) / 2);
      const label = one.closest("label");
      if (hit === null || !(one.contains(hit) || hit.contains(one) || label?.contains(hit) || hit.closest("[data-messages]")))
        cut.push(`${name} cannot be brought into sight: ${hit ? `under ${hit.tagName.toLowerCase()}.${hit.className}` : "outside"}`);
    }
    for (const each of document.querySelectorAll("main, [role=dialog], [role=alertdialog], html")) each.scrollTo(0, 0);
    return cut;
  });

/** Where a ground or a line told something apart before, forced colours must still show it by ground, edge or outline. */
async function wipedOut(page: Page): Promise<string[]> {
  const grounds = () =>
    page.evaluate(() => {
      const clear = (colour: string) => /^(rgba\(.*, 0(\.[0-4]\d*)?\)|transparent)$/.test(colour);
      const ground = (one: Element | null): string => {
        for (let at = one; at; at = at.parentElement) {
          const { backgroundColor } = getComputedStyle(at);
          if (!clear(backgroundColor)) return backgroundColor;
        }
        return "rgb(255, 255, 255)";
      };
      const told: Element[] = [];
      for (const one of document.body.querySelectorAll<HTMLElement>("*")) {
        const box = one.getBoundingClientRect();
        if (one.closest("svg") || box.width < 3 || box.height < 1.5 || one.matches(":hover")) continue;
        const { backgroundColor, visibility } = getComputedStyle(one);
        if (visibility !== "hidden" && !clear(backgroundColor) && backgroundColor !== ground(one.parentElement)) told.push(one);
      }
      Object.assign(globalThis, { told });
      return told.length;
    });
  await grounds();
  const gone: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, forcedColors: "active" });
    await drawn(page);
    gone.push(
      ...(await page.evaluate(() => {
        const clear = (colour: string) => /^(rgba\(.*, 0(\.[0-4]\d*)?\)|transparent)$/.test(colour);
        const ground = (one: Element | null): string => {
          for (let at = one; at; at = at.parentElement) {
            const { backgroundColor } = getComputedStyle(at);
            if (!clear(backgroundColor)) return backgroundColor;
          }
          return "rgb(255, 255, 255)";
        };
        const lost: string[] = [];
        const { told } = globalThis as unknown as { told: HTMLElement[] };
        for (const one of told) {
          if (!one.isConnected) continue;
          const style = getComputedStyle(one);
          const around = ground(one.parentElement);
          const edges = (["Top", "Right", "Bottom", "Left"] as const).some((side) => {
            const edge = [style[`border${side}Style`], style[`border${side}Width`], style[`border${side}Color`]];
            return edge[0] !== "none" && Number.parseFloat(edge[1] ?? "0") > 0 && edge[2] !== around && !clear(edge[2] ?? "");
          });
          const outlined = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0 && style.outlineColor !== around;
          // covers everything, or holds everything: nothing is told by it
          const whole = one.getBoundingClientRect().width >= innerWidth - 1 && one.getBoundingClientRect().height >= innerHeight - 1;
          if (style.backgroundColor === around && !edges && !outlined && !whole)
            lost.push(`the ground of ${one.tagName.toLowerCase()}.${one.className} “${one.innerText?.slice(0, 30)}”`);
        }
        for (const shape of document.querySelectorAll<SVGElement>("svg :is(circle, path, line, rect, text)")) {
          const box = shape.getBoundingClientRect();
          if (box.width < 0.5 && box.height < 0.5) continue;
          const { fill, stroke } = getComputedStyle(shape);
          const paints = [fill, stroke].filter((colour) => colour !== "none" && !clear(colour));
          // initials stand on their dot, a code on a ground of its own
          const beneath = shape.matches("text") ? shape.previousElementSibling : shape.parentElement?.querySelector(":scope > rect");
          if (paints.length === 0 || beneath === shape) continue;
          // beside a dot they stand on the page
          const [at, dot] = [box.top + box.height / 2, beneath?.getBoundingClientRect()];
          const under = dot && at > dot.top && at < dot.bottom ? beneath : null;
          const around = under?.matches("circle, rect") ? getComputedStyle(under).fill : ground(shape.closest("svg"));
          const seen = paints.some((colour) => colour !== around);
          if (!seen) lost.push(`a ${shape.tagName} of “${shape.closest("svg")?.getAttribute("aria-label")?.slice(0, 40) ?? "a picture"}”`);
        }
        return lost;
      })),
    );
  }
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
  await drawn(page);
  return [...new Set(gone)];
}

/** Everything wrong with the page as it stands. Its window and its colours are as they were afterwards. SHOTS names a folder for pictures. */
export async function wrongOn(page: Page, screen: string): Promise<string[]> {
  const wrong: string[] = [];
  const before = page.viewportSize();
  const shot = async (words: string | number) => {
    if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${screen.replaceAll(" ", "-")}-${words}.png`) });
  };
  // a toast or a reveal's curtain comes and goes; the screen is what stays
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: heightFor(width) });
    await drawn(page);
    if (await overflowsSideways(page)) wrong.push(`${screen} sticks out sideways at ${width}`);
    for (const target of await smallTargets(page)) wrong.push(`${screen} at ${width}: ${target}`);
    if (width === 320) for (const cut of await cutOff(page)) wrong.push(`${screen} at 400 % zoom: ${cut}`);
    await shot(width);
    if (!AXE_WIDTHS.includes(width)) continue;
    await inBothThemes(page, async (theme) => {
      for (const fault of await axe(page)) wrong.push(`${screen} at ${width}, ${theme}: ${fault}`);
      if (theme === "dark" && width === 1280) await shot("dark");
    });
    if (width === 1440) continue;
    await page.emulateMedia({ contrast: "more" });
    await inBothThemes(page, async (theme) => {
      for (const fault of await axe(page)) wrong.push(`${screen} at ${width}, ${theme}, high contrast: ${fault}`);
      if (width === 1280) await shot(`contrast-${theme}`);
    });
    await page.emulateMedia({ contrast: "no-preference" });
    for (const gone of await wipedOut(page)) wrong.push(`${screen} at ${width} in forced colours: ${gone}`);
  }
  if (before) await page.setViewportSize(before);
  return wrong;
}

/** Every control of the page, focused by keyboard one after the other: each shows a ring that differs from what is around it, in every theme. */
export async function focusUnseen(page: Page, screen: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const media of [
    { colorScheme: "light" },
    { colorScheme: "dark" },
    { contrast: "more" },
    { forcedColors: "active" },
    { forcedColors: "active", colorScheme: "dark" },
  ] as const) {
    await page.emulateMedia({ colorScheme: "light", contrast: "no-preference", forcedColors: "none", reducedMotion: "reduce", ...media });
    const unseen = await page.evaluate(() => {
      const clear = (colour: string) => /^(rgba\(.*, 0(\.[0-4]\d*)?\)|transparent)$/.test(colour);
      const ground = (one: Element | null): string => {
        for (let at = one; at; at = at.parentElement) {
          const { backgroundColor } = getComputedStyle(at);
          if (!clear(backgroundColor)) return backgroundColor;
        }
        return "rgb(255, 255, 255)";
      };
      const before = document.activeElement;
      const layer = document.querySelector('[role="dialog"], [role="menu"]') ?? document.body;
      const missing: string[] = [];
      let looked = 0;
      for (const one of layer.querySelectorAll<HTMLElement>("a[href], button:not(:disabled), input, select, textarea")) {
        if (one.tabIndex < 0 || one.getBoundingClientRect().width === 0) continue;
        one.focus({ preventScroll: true, focusVisible: true } as FocusOptions);
        if (document.activeElement !== one) continue;
        looked += 1;
        // a ring may stand around what a small or hidden control belongs to
        const rings = [one, one.parentElement, one.closest("label"), one.parentElement?.parentElement].some((each) => {
          if (!each) return false;
          const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(each);
          return (
            outlineStyle !== "none" &&
            Number.parseFloat(outlineWidth) >= 2 &&
            !clear(outlineColor) &&
            outlineColor !== ground(each.parentElement)
          );
        });
        const inLabel = one.closest("label");
        const drawnBeside =
          inLabel &&
          [...inLabel.querySelectorAll("*")].some(
            (each) => getComputedStyle(each).outlineStyle !== "none" && Number.parseFloat(getComputedStyle(each).outlineWidth) >= 2,
          );
        if (!rings && !drawnBeside)
          missing.push(`${one.tagName.toLowerCase()} “${(one.getAttribute("aria-label") ?? one.innerText ?? "").slice(0, 40)}”`);
      }
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
      return looked === 0 ? ["nothing can be focused"] : missing;
    });
    for (const one of unseen) wrong.push(`${screen}, ${JSON.stringify(media)}: no ring around ${one}`);
  }
  await page.emulateMedia({ colorScheme: "light", contrast: "no-preference", forcedColors: "none" });
  return wrong;
}

/** On paper, whatever the theme: black on white, nothing to press, nothing wider than an A4 page between its margins. */
export async function wrongInPrint(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 672, height: 1000 });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await drawn(page);
  const wrong = await page.evaluate(() => {
    const found: string[] = [];
    const { backgroundColor, color } = getComputedStyle(document.body);
    if (backgroundColor !== "rgb(255, 255, 255)" || color !== "rgb(0, 0, 0)") found.push(`print: ${color} on ${backgroundColor}`);
    if (document.documentElement.scrollWidth > innerWidth + 1) found.push("print: wider than the page");
    for (const one of document.querySelectorAll<HTMLElement>("button, nav, header a, select, input"))
      if (one.getBoundingClientRect().height > 0) found.push(`print: shows ${one.tagName.toLowerCase()} “${one.innerText.slice(0, 30)}”`);
    for (const head of document.querySelectorAll("thead"))
      if (getComputedStyle(head).display !== "table-header-group") found.push("print: heads do not come again");
    return found;
  });
  const paper = await page.pdf({ format: "A4" });
  if (!paper.subarray(0, 5).equals(Buffer.from("%PDF-"))) wrong.push("print: no PDF");
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
  if (before) await page.setViewportSize(before);
  return wrong;
}
