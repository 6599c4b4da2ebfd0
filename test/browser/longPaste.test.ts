// The longest conversation that is taken, pasted under the server's own security headers and a path: a worker reads it, and whoever pasted it goes on meanwhile.
import type { Browser, Locator, Page, Worker } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "../../shared/limits.ts";
import { openBrowser, type Plumb, startPlumb, waitFor } from "./harness.ts";
import { button, heading, link, nobodyHasFaults, type Person, sees, seesNoLonger, setUpTeam, somebody } from "./ways.ts";

/** As many characters as are taken, `said` in every turn. */
const longest = (said: string): string => {
  let text = "";
  for (let turn = 0; text.length < LIMITS.transcript; turn++) text += `${turn % 2 === 0 ? "Agent" : "Customer"}: ${said}, turn ${turn}.\n`;
  return text.slice(0, LIMITS.transcript);
};

let plumb: Plumb;
let browser: Browser;
let dana: Person;
beforeAll(async () => {
  [plumb, browser] = await Promise.all([startPlumb({ BASE_PATH: "/plumb" }), openBrowser()]);
  dana = await somebody(browser, "Dana");
  await setUpTeam(dana, plumb);
});
afterAll(async () => {
  await browser?.close();
  await plumb?.stop();
});

/** With the keys of a person: what a test types in for somebody line by line takes Chromium longer than the page may. */
async function paste(box: Locator, text: string): Promise<void> {
  await box.page().evaluate((words) => navigator.clipboard.writeText(words), text);
  await box.focus();
  await box.press("Control+A");
  await box.press("Delete");
  await box.press("Control+V");
}

const openNew = async (page: Page): Promise<void> => {
  await page.goto(`${plumb.url}/plumb/`);
  await link(page, "New session").click();
  await sees(heading(page, "New session"));
};

test("[F-44] what is typed while the longest conversation is read stands; a second paste ends the reading of the first; Start sends what was read", async () => {
  const { page } = dana;
  const workers: Worker[] = [];
  page.on("worker", (worker) => workers.push(worker));
  let letGo = (): void => undefined;
  const released = new Promise<void>((done) => {
    letGo = done;
  });
  let held = 0;
  await dana.context.route(/\/plumb\/assets\/worker-[\w-]+\.js$/, async (route) => {
    held += 1;
    await released;
    await route.continue();
  });
  await openNew(page);
  const block = page.getByRole("article", { name: "Conversation 1" });
  const box = block.getByLabel("Paste the conversation");
  await paste(box, longest("The parcel is lost"));
  await waitFor(() => held === 1, "the worker's script to be asked for");
  await sees(block.getByText("Reading the text. You can go on meanwhile."));
  await block.getByLabel("Title").pressSequentially("The parcel");
  await button(page, "Start").click();
  await sees(page.getByText("A conversation is still being read. Start in a moment."));
  expect(await block.getByLabel("Title").inputValue()).toBe("The parcel");
  // the same length, other words
  await paste(box, longest("The parcel is here"));
  await waitFor(() => held === 2, "another worker for the second text");
  await block.getByLabel("Title").press("End");
  await block.getByLabel("Title").pressSequentially(", found");
  letGo();
  await sees(button(block, "Edit the text"));
  await sees(block.getByText("The parcel is here, turn 0."));
  await seesNoLonger(block.getByText("Reading the text."));
  // whoever had gone on was not interrupted
  expect(await block.getByLabel("Title").inputValue()).toBe("The parcel, found");
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
  expect(workers.length).toBeGreaterThan(0);
  expect(new URL(workers[0]!.url()).pathname).toMatch(/^\/plumb\/assets\/worker-/);
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/plumb/api/sessions"));
  await button(page, "Start").click();
  const body = (await sent).postDataJSON() as { conversations: { title: string; transcript: { text: string }[] }[] };
  expect(body.conversations.map(({ title, transcript }) => [title, transcript.length, transcript[0]?.text])).toEqual([
    ["The parcel, found", LIMITS.transcriptLines, "The parcel is here, turn 0."],
  ]);
  await page.waitForURL(/\/s\/[^/]+$/);
  nobodyHasFaults([dana]);
  await dana.context.unroute(/\/plumb\/assets\/worker-[\w-]+\.js$/);
});

test("[F-44] where the worker may not be loaded the page reads the text itself", async () => {
  const { page } = dana;
  await dana.context.route(/\/plumb\/assets\/worker-[\w-]+\.js$/, (route) => route.abort());
  await openNew(page);
  const block = page.getByRole("article", { name: "Conversation 1" });
  await paste(block.getByLabel("Paste the conversation"), longest("The parcel is lost"));
  await sees(block.getByText("The parcel is lost, turn 0."));
});
