// What can be wrong with the shared screen as a room sees it, in words: measured in a stream of 1280 by 720, which is also what five metres leave of a projector.
import type { Page } from "playwright-core";
import { waitFor } from "./harness.ts";

const STREAM = { width: 1280, height: 720 } as const;
type Window = { width: number; height: number };
/** CSS pixels of 720 lines (of more lines so many more); a dot needs less than a letter, a dot with a figure or initials in it more than they. */
const LEAST = { words: 24, dot: 18, line: 1 } as const;

const found = (page: Page, { height }: Window): Promise<string[]> =>
  page.evaluate(
    (least) => {
      const wrong: string[] = [];
      const stage = document.querySelector<HTMLElement>("main")?.parentElement;
      const drawn = stage?.style.transform ? stage.getBoundingClientRect() : null;
      if (drawn && (Math.abs(drawn.width - innerWidth) > 2 || Math.abs(drawn.height - innerHeight) > 2))
        return ["it is drawn for another window"];
      const scale = stage ? stage.getBoundingClientRect().width / stage.offsetWidth : 1;
      const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      let words = 0;
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        const text = node.textContent?.trim() ?? "";
        const holder = node.parentElement;
        if (text === "" || !holder || holder.closest("script, style, title, .onlyForScreenReaders")) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        if (box.width < 1 || getComputedStyle(holder).visibility === "hidden") continue;
        words += 1;
        const size = Number.parseFloat(getComputedStyle(holder).fontSize) * scale;
        if (size < least.words - 0.01) wrong.push(`“${text.slice(0, 40)}” is ${size.toFixed(1)} px`);
        // words that end in dots on purpose end where their box does
        let clamped: Element | null = holder;
        const endsInDots = (one: Element) => {
          const { webkitLineClamp, textOverflow } = getComputedStyle(one);
          return webkitLineClamp !== "none" || textOverflow === "ellipsis";
        };
        while (clamped && !endsInDots(clamped)) clamped = clamped.parentElement;
        const last = clamped ? clamped.getBoundingClientRect() : box;
        if (last.right > innerWidth + 1 || last.left < -1 || last.bottom > innerHeight + 1 || last.top < -1)
          wrong.push(`“${text.slice(0, 40)}” runs out of the picture`);
      }
      if (words === 0) wrong.push("there are no words");
      const main = document.querySelector("main");
      if (main && main.scrollHeight > main.clientHeight + 1) wrong.push(`the page is cut: ${main.scrollHeight} of ${main.clientHeight}`);
      // a box that hides what does not fit into it, and does not say so with dots
      for (const one of document.body.querySelectorAll<HTMLElement>("*")) {
        if (one === main || one.closest("svg, .onlyForScreenReaders")) continue;
        const { overflowX, overflowY, webkitLineClamp, textOverflow } = getComputedStyle(one);
        const hides = (overflow: string) => overflow !== "visible";
        if (webkitLineClamp !== "none" || textOverflow === "ellipsis") continue;
        const down = hides(overflowY) && one.scrollHeight > one.clientHeight + 1;
        const across = hides(overflowX) && one.scrollWidth > one.clientWidth + 1;
        if (down || across)
          wrong.push(
            `“${one.innerText.trim().slice(0, 20)}” is cut ${down ? `below: ${one.scrollHeight} of ${one.clientHeight}` : `beside: ${one.scrollWidth} of ${one.clientWidth}`}`,
          );
      }
      for (const dot of document.querySelectorAll("svg[role=img] g > circle")) {
        const across = dot.getBoundingClientRect().width;
        const inside = dot.parentElement?.querySelector("text");
        const letter = inside ? Number.parseFloat(getComputedStyle(inside).fontSize) * scale : 0;
        if (across < Math.max(least.dot, letter * 1.4))
          wrong.push(`a dot${inside ? ` with ${inside.textContent}` : ""} is ${across.toFixed(1)} px across`);
      }
      for (const line of document.querySelectorAll<SVGLineElement>("svg[role=img] line"))
        if (Number.parseFloat(getComputedStyle(line).strokeWidth) * scale < least.line) wrong.push("a line of a scale is a hair");
      return [...new Set(wrong)];
    },
    {
      words: (LEAST.words * height) / STREAM.height,
      dot: (LEAST.dot * height) / STREAM.height,
      line: (LEAST.line * height) / STREAM.height,
    },
  );

/** Everything a room could not read. What is too small is drawn smaller still until it fits, so the page is given time to settle. */
export async function wrongOnTheWall(page: Page, stream: Window = STREAM): Promise<string[]> {
  const before = page.viewportSize();
  await page.setViewportSize(stream);
  let wrong: string[] = [];
  let same = 0;
  await waitFor(async () => {
    const now = await found(page, stream);
    same = now.join() === wrong.join() ? same + 1 : 0;
    wrong = now;
    return same >= 2 && !/another window/.test(now.join());
  }, "the shared screen to stand still");
  if (before) await page.setViewportSize(before);
  return wrong;
}
