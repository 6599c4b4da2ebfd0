// One run: starts the product, plays the calls, takes the pictures, ends what it started.
import { openBrowser, startPlumb } from "../../test/browser/harness.ts";
import { openCamera } from "./camera.ts";
import { VIEWS } from "./list.ts";
import { photographMainCall } from "./mainCall.ts";
import { photographReveal, photographSizes } from "./otherCalls.ts";
import { openStage } from "./stage.ts";

/** What was not seen where it should have been. */
export async function takeAll(out: string, wanted: { themes: string[]; only: string[] }): Promise<string[]> {
  const plumb = await startPlumb();
  const browser = await openBrowser();
  const camera = openCamera(browser, plumb.url, out, wanted);
  const asked = (mine: (screen: string) => boolean): boolean =>
    VIEWS.some(({ id }) => mine(id) && (wanted.only.length === 0 || wanted.only.some((one) => id.startsWith(one))));
  const ofReveal = (id: string): boolean => id.startsWith("reveal");
  const ofSizes = (id: string): boolean => /^(names|results-\dx)/.test(id);
  try {
    const stage = await openStage(plumb, camera);
    if (asked(ofReveal)) await photographReveal(stage);
    if (asked(ofSizes)) await photographSizes(stage);
    if (asked((id) => !ofReveal(id) && !ofSizes(id))) await photographMainCall(stage);
    return camera.missed;
  } finally {
    await browser.close();
    await plumb.stop();
  }
}
