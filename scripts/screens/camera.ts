// Takes one screen at every width: a device of its own for each picture, so that nothing is left from the one before.
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { person } from "../../test/browser/harness.ts";
import type { Device } from "../../test/server/harness.ts";
import { type Shot, SHOTS, shotFile, VIEWS } from "./list.ts";

export type Camera = {
  /** `from`: whose device; null: one that nobody knows */
  take: (view: string, from: Device | null, address: string, steps: Steps) => Promise<void>;
  /** a page on somebody's device, for what has to be watched while it happens */ open: (
    from: Device | null,
    shot: Shot,
    wall?: boolean,
  ) => Promise<Page>;
  save: (view: string, shot: Shot) => string;
  shots: readonly Shot[];
  /** what was not seen where it should have been */ missed: string[];
};
export type Steps = {
  /** is there when the screen is complete */ sees: (page: Page) => ReturnType<Page["getByText"]>;
  /** what its person does before the picture */ act?: (page: Page) => Promise<void>;
  wall?: boolean;
};

export async function asDevice(context: BrowserContext, device: Device, url: string): Promise<void> {
  const cookies = device
    .cookie()
    .split("; ")
    .filter((pair) => pair.includes("="))
    .map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
    });
  await context.addCookies(cookies);
}

export function openCamera(browser: Browser, url: string, out: string, wanted: { themes: string[]; only: string[] }): Camera {
  const shots = SHOTS.filter((shot) => wanted.themes.includes(shot.dark ? "dark" : "light"));
  const missed: string[] = [];
  const save = (view: string, shot: Shot): string => {
    if (!VIEWS.some(({ id }) => id === view)) throw new Error(`${view} is not in the list`);
    return join(out, shotFile(view, shot));
  };
  const open = async (from: Device | null, shot: Shot, wall = false): Promise<Page> => {
    const { context, page } = await person(browser, "camera", shot);
    if (from) await asDevice(context, from, url);
    // the shared screen comes dark by itself
    if (wall && shot.dark) await context.addInitScript(() => localStorage.setItem("plumb.theme", "light"));
    page.setDefaultTimeout(10_000);
    return page;
  };
  return {
    shots,
    missed,
    save,
    open,
    take: async (view, from, address, { sees, act, wall = false }) => {
      if (wanted.only.length > 0 && !wanted.only.some((one) => view.startsWith(one))) return;
      for (const shot of shots) {
        const page = await open(from, shot, wall);
        try {
          await page.goto(address.startsWith("http") ? address : `${url}${address}`);
          await sees(page).first().waitFor();
          await page.waitForLoadState("networkidle"); // what is fetched when it is needed
          await act?.(page);
          await page.waitForLoadState("networkidle");
        } catch (error) {
          missed.push(`${view} at ${shot.name}: ${String(error).split("\n")[0]}`);
        }
        await page.screenshot({ path: save(view, shot), animations: "disabled", caret: "hide" });
        await page.context().close();
      }
      console.log(view);
    },
  };
}
