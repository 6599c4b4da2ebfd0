// Experience by dragging: the facilitator moves people between the bands with the pointer and with the keyboard; what the others are sent says nothing of it.
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { conversation } from "../server/harness.ts";
import { addMembers, arrivedText, makeSession, makeTeam, member, onKnownDevice, type Player, received } from "./callWays.ts";
import { axe, inBothThemes, openBrowser, overflowsSideways, type Plumb, startPlumb, waitFor } from "./harness.ts";
import { button, nobodyHasFaults, sees, seesNoLonger } from "./ways.ts";

let plumb: Plumb;
let browser: Browser;
let fay: Player;
let tom: Player;
beforeAll(async () => {
  [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
  const admin = await makeTeam(plumb);
  const [knownTom] = await addMembers(plumb, admin, [member("Tom", "new"), member("Lena", "settled")]);
  const sessionId = await makeSession(admin, [conversation("c1")]);
  fay = await onKnownDevice(browser, plumb, admin);
  tom = await onKnownDevice(browser, plumb, knownTom!);
  for (const { page } of [fay, tom]) {
    await page.goto(`${plumb.url}/s/${sessionId}`);
    await sees(button(page, /^People/));
  }
  await waitFor(() => received(fay).roster?.seats.some(({ name, present }) => name === "Tom" && present), "Tom at the table");
});
afterAll(async () => {
  await browser?.close();
  await plumb?.stop();
});

const dialog = (): Locator => fay.page.getByRole("dialog");
const band = (name: string): Locator => dialog().getByRole("grid", { name: `${name}: people` });
const isIn = (name: string, inBand: string): Promise<void> => sees(band(inBand).getByRole("row", { name }));
const experienceOf = (name: string): string | null | undefined =>
  received(fay).roster?.seats.find((seat) => seat.name === name)?.experience;

test("dragged with the pointer from one band to another", async () => {
  await button(fay.page, /^People/).click();
  await button(dialog(), "By experience").click();
  await isIn("Tom", "Under 6 months");
  await band("Under 6 months").getByRole("row", { name: "Tom" }).dragTo(band("Longer than 2 years"));
  await isIn("Tom", "Longer than 2 years");
  await waitFor(() => experienceOf("Tom") === "long", "the server's word");
});

test("moved with the keyboard, by what a screen reader says", async () => {
  const { page } = fay;
  await dialog().getByRole("button", { name: "Move Tom to another band" }).focus();
  await page.keyboard.press("Enter");
  const target = page.getByRole("button", { name: "Drop on 6 to 24 months: people" });
  await waitFor(async () => {
    if (await target.evaluate((element) => element === document.activeElement)) return true;
    await page.keyboard.press("Tab");
    return false;
  }, "the band to have the focus");
  await page.keyboard.press("Enter");
  await isIn("Tom", "6 to 24 months");
  await waitFor(() => experienceOf("Tom") === "settled", "the server's word");
  await sees(page.getByText("Tom is now under “6 to 24 months”."));
});

test("the list beside the name stays the quick way", async () => {
  await dialog().getByLabel("Experience of Tom").selectOption({ label: "under 6 months" });
  await isIn("Tom", "Under 6 months");
});

test("the bands are usable for everybody, on a narrow window too", async () => {
  await inBothThemes(fay.page, async () => expect(await axe(fay.page)).toEqual([]));
  await fay.page.setViewportSize({ width: 400, height: 800 });
  expect(await overflowsSideways(fay.page)).toBe(false);
});

test("Tom sees no bands, and nothing that reached his browser says where anybody is", async () => {
  await fay.page.keyboard.press("Escape");
  await seesNoLonger(dialog());
  await button(tom.page, /^People/).click();
  await sees(tom.page.getByRole("dialog").getByText("Fay"));
  expect(await button(tom.page, "By experience").count()).toBe(0);
  const seats = received(tom).roster!.seats;
  expect(seats.map(({ experience }) => experience)).toEqual(seats.map(() => null));
  // his own he may read
  expect(arrivedText(tom).replaceAll(/"mine":\{.*?"firstTime"/g, "")).not.toMatch(/"experience":"/);
  nobodyHasFaults([fay, tom]);
});
