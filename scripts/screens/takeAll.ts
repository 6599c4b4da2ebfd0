// One run: plays the calls, each in a product of its own, takes the pictures, and ends what it started.
import { openBrowser, startPlumb } from "../../test/browser/harness.ts";
import { openCamera } from "./camera.ts";
import { VIEWS } from "./list.ts";
import { photographMainCall } from "./mainCall.ts";
import { photographReveal, photographSizes } from "./otherCalls.ts";
import { openStage } from "./stage.ts";

const ofReveal = (id: string): boolean => id.startsWith("reveal");
const ofSizes = (id: string): boolean => /^(names|results-\dx)/.test(id);
const PLAYS = [
  { mine: ofReveal, play: photographReveal },
  { mine: ofSizes, play: photographSizes },
  { mine: (id: string) => !ofReveal(id) && !ofSizes(id), play: photographMainCall },
];

/** What was not seen where it should have been. */
export async function takeAll(out: string, wanted: { themes: string[]; only: string[] }): Promise<string[]> {
  const asked = (id: string): boolean => wanted.only.length === 0 || wanted.only.some((one) => id.startsWith(one));
  const missed: string[] = [];
  const browser = await openBrowser();
  try {
    for (const { mine, play } of PLAYS) {
      if (!VIEWS.some(({ id }) => mine(id) && asked(id))) continue;
      const plumb = await startPlumb();
      try {
        const camera = openCamera(browser, plumb.url, out, wanted);
        await play(await openStage(plumb, camera));
        missed.push(...camera.missed);
      } finally {
        await plumb.stop();
      }
    }
    return missed;
  } finally {
    await browser.close();
  }
}
