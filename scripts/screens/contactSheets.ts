// Lays the pictures of one screen side by side, the state before above the state after, and saves each as one small file.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { SHOTS, shotFile, type View, VIEWS } from "./list.ts";

export const FOLDER = new URL("../../docs/pictures/before-after/", import.meta.url).pathname;
const SCALE = 0.45;
const QUALITY = 36;

const pictureOf = (folder: string, view: View, index: number): string => {
  const shot = SHOTS[index]!;
  const file = join(folder, shotFile(view.id, shot));
  const size = `width="${shot.width * SCALE}" height="${shot.height * SCALE}"`;
  if (!existsSync(file)) return `<span class="none" style="width:${shot.width * SCALE}px">not there</span>`;
  return `<img ${size} src="data:image/png;base64,${readFileSync(file).toString("base64")}" alt="">`;
};

const page = (view: View, before: string, after: string): string => `<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; padding: 14px; background: #d8d4ca; font: 500 15px system-ui, sans-serif; color: #211e19; inline-size: max-content }
  section { display: grid; grid-template-columns: repeat(${SHOTS.length}, max-content); gap: 6px 12px; align-items: start; margin-block-start: 12px }
  h1, h2 { margin: 0; font-size: 17px } h2 { grid-column: 1 / -1 } small { color: #4d483e; font-size: 13px } img { display: block }
</style><h1>${view.who}: ${view.moment}</h1>${(
  [
    ["before", before],
    ["after", after],
  ] as const
)
  .map(
    ([name, folder]) =>
      `<section><h2>${name}</h2>${SHOTS.map(
        (shot, index) => `<div><small>${shot.width}${shot.dark ? ", the other theme" : ""}</small>${pictureOf(folder, view, index)}</div>`,
      ).join("")}</section>`,
  )
  .join("")}`;

/** Kilobytes of all of them together. */
export async function layOut(browser: Browser, before: string, after: string, only: string[]): Promise<number> {
  mkdirSync(FOLDER, { recursive: true });
  const tab = await (await browser.newContext({ viewport: { width: 2_400, height: 1_200 } })).newPage();
  const devtools = await tab.context().newCDPSession(tab);
  let bytes = 0;
  for (const view of VIEWS) {
    const file = join(FOLDER, `${view.id}.webp`);
    if (only.length === 0 || only.some((one) => view.id.startsWith(one))) {
      await tab.setContent(page(view, before, after), { waitUntil: "load" });
      const { width, height } = await tab.evaluate(() => ({
        width: document.body.offsetWidth,
        height: Math.ceil(document.documentElement.getBoundingClientRect().height),
      }));
      const clip = { x: 0, y: 0, width, height, scale: 1 };
      const { data } = await devtools.send("Page.captureScreenshot", {
        format: "webp",
        quality: QUALITY,
        clip,
        captureBeyondViewport: true,
      });
      writeFileSync(file, Buffer.from(data, "base64"));
    }
    if (existsSync(file)) bytes += statSync(file).size;
  }
  await tab.context().close();
  return Math.round(bytes / 1_000);
}
