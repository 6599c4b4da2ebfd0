// Every screen in a language a third longer than English, and in one that runs right to left: no text stands in the code, nothing is cut off, nothing sticks out. And Spanish, as somebody in Madrid sees it.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Conversation, SessionCommand } from "../../shared/session/commands.ts";
import {
  addMembers,
  criterionId,
  does,
  makeSession,
  makeTeam,
  member,
  onKnownDevice,
  type Player,
  submits,
  tellOnFailure,
  withHands,
} from "./callWays.ts";
import { openBrowser, overflowsSideways, person, type Plumb, type Someone, startPlumb, waitFor } from "./harness.ts";
import { accented } from "../../client/texts/pseudo.ts";
import { clipped, hardCoded, onTheScales, ownWords } from "./languageWays.ts";
import { nobodyHasFaults, stepByStep } from "./ways.ts";

const WIDTHS = [1280, 400];
const CONVERSATIONS: Conversation[] = [
  {
    conversationId: "c1",
    title: "Parcel in the depot",
    channel: "phone",
    link: null,
    agent: "Robin",
    why: "Opinions differed",
    transcript: [
      { at: 0, speaker: "Agent", text: "Good morning, Northgate Parcels." },
      { at: 6, speaker: "Customer", text: "My parcel has been in your depot since Monday." },
      { at: 86, speaker: "Agent", text: "With the first van, yes." },
    ],
  },
  {
    conversationId: "c2",
    title: "Charged twice",
    channel: "chat",
    link: null,
    agent: null,
    why: null,
    transcript: [{ at: null, speaker: "Customer", text: "I was charged twice." }],
  },
];
/** in the pseudo-language: people, move, screen, conversation, options, aside */
const DIALOGS = new RegExp(
  ["People and", "Move the", "shared screen", "conversation", "Options", "aside"].map((words) => accented(words)).join("|"),
);
type Reader = Someone & { own: string[] };

describe("every screen in a longer language and right to left", () => {
  let plumb: Plumb;
  let browser: Browser;
  let fay: Player & Reader;
  let tom: Player & Reader;
  let stranger: Reader;
  let screen: Reader;
  let sessionId = "";
  const all: Someone[] = [];

  const reads = async <One extends Someone>(one: One, language: string | null): Promise<One & { own: string[] }> => {
    if (language) await one.context.addInitScript((kept) => localStorage.setItem("plumb.language", kept), language);
    const reader = { ...one, own: ownWords(one.page) };
    all.push(reader);
    return reader;
  };

  const wrong: Record<"hardCoded" | "clipped" | "sideways", Set<string>> = {
    hardCoded: new Set(),
    clipped: new Set(),
    sideways: new Set(),
  };
  /** Looks at both widths; what is wrong is told at the end, for all screens at once. */
  const looksRight = async (one: Reader, what: string) => {
    for (const width of WIDTHS) {
      await one.page.setViewportSize({ width, height: width < 500 ? 800 : 860 });
      await one.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      for (const each of await hardCoded(one.page, [...one.own, ...extraOwn])) wrong.hardCoded.add(`${what}: ${each}`);
      for (const each of await clipped(one.page)) wrong.clipped.add(`${what} at ${width}: ${each}`);
      if (await overflowsSideways(one.page)) wrong.sideways.add(`${what} at ${width}: ${await widest(one)}`);
    }
    await one.page.setViewportSize({ width: 1280, height: 860 });
  };
  const extraOwn = ["Northgate Support", "127.0.0.1"];
  const widest = (one: Reader) =>
    one.page.evaluate(() => {
      const edge = document.documentElement.clientWidth;
      return [...document.querySelectorAll<HTMLElement>("body *")]
        .filter((each) => {
          const box = each.getBoundingClientRect();
          return box.width > 0 && (box.right > edge + 1 || box.left < -1) && each.checkVisibility();
        })
        .slice(0, 6)
        .map((each) => `${each.tagName}.${each.className}`)
        .join(" < ");
    });

  const goesTo = async (one: Reader, path: string, lookFor = "main h1") => {
    await one.page.goto(path.startsWith("http") ? path : `${plumb.url}${path}`);
    await one.page.locator(lookFor).first().waitFor();
    await one.page.waitForLoadState("networkidle");
  };
  const callIsAt = (one: Reader, place: string) => one.page.locator(`main[data-place="${place}"]`).waitFor();
  const conducts = (...commands: SessionCommand[]) => does(plumb, fay, sessionId, ...commands);

  beforeAll(async () => {
    [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
    stranger = await reads(await person(browser, "Nobody"), "xx");
  });
  afterAll(async () => {
    await browser.close();
    await plumb.stop();
  });
  tellOnFailure(() => all);
  stepByStep();

  test("set-up, the door of a browser nobody knows, and six letters", async () => {
    await goesTo(stranger, plumb.setupLink);
    await looksRight(stranger, "set-up");
    await goesTo(stranger, "/");
    await looksRight(stranger, "outside");
    await goesTo(stranger, "/join");
    await looksRight(stranger, "join");
  });

  test("the team's pages: sessions, a new one, scorecards, the team", async () => {
    const admin = await makeTeam(plumb);
    const [known] = await addMembers(plumb, admin, [member("Tom", "new"), member("Lena", "long")]);
    fay = await reads(await onKnownDevice(browser, plumb, admin), "xx");
    const others = await addMembers(plumb, admin, [member("Aisha", "settled", "lead")]);
    expect(others.length).toBe(1);
    if (!known) throw new Error("nobody was added");
    tom = await reads(await onKnownDevice(browser, plumb, known), "xr");
    for (const path of [
      "/",
      "/new",
      "/scorecards",
      "/scorecards/starter-general",
      "/scorecards/new",
      "/scorecards/paste",
      "/team",
      "/nowhere",
    ]) {
      await goesTo(fay, path);
      await looksRight(fay, path);
    }
  });

  test("arrival and the people", async () => {
    sessionId = await makeSession(fay.device, CONVERSATIONS);
    await goesTo(fay, `/s/${sessionId}`);
    await goesTo(tom, `/s/${sessionId}`);
    await callIsAt(fay, "arrival");
    await looksRight(fay, "arrival, facilitator");
    await looksRight(tom, "arrival, reviewer, right to left");
    await fay.page.locator("header button").filter({ hasText: "⟦" }).first().click();
    await fay.page.getByRole("dialog").waitFor();
    await looksRight(fay, "people");
    await fay.page.keyboard.press("Escape");
    const { url } = (await fay.device.ask("POST", "/api/links", { kind: "screen", sessionId })).body;
    screen = await reads(await person(browser, "screen", { width: 1280 }), null);
    await goesTo(screen, String(url).replace("#", "?lang=xx#"), "main");
    await waitFor(async () => (await screen.page.locator("main").innerText()).includes("⟦"), "the shared screen");
    await looksRight(screen, "shared screen, arrival");
  });

  test("the score sheet", async () => {
    await conducts({ type: "MoveFocus", focus: { kind: "review" } }, { type: "StartTimer", minutes: 15 });
    await callIsAt(fay, "review");
    await callIsAt(tom, "review");
    await looksRight(fay, "sheet, facilitator");
    await looksRight(tom, "sheet, reviewer, right to left");
    await looksRight(screen, "shared screen, review");
    await submits(plumb, tom, sessionId, "c1", "y 2 4 y 4 3 3 a y", { empathy: "A stock phrase" });
    await submits(plumb, fay, sessionId, "c1", "y 5 4 n 4 3 3 a y");
    await looksRight(tom, "submitted, right to left");
  });

  test("the reveal and its results", async () => {
    await withHands(plumb, fay, sessionId, async (hands) => {
      const absent = (hands.slices().roster?.seats ?? []).filter(({ name }) => !["Fay", "Tom"].includes(name));
      for (const { seatId } of absent) await hands.send({ type: "MarkAbsent", seatId });
      const names = await waitFor(() => {
        const now = hands.slices().progress?.find(({ conversationId }) => conversationId === "c1")?.names;
        return now && now.missing.length === 0 ? now : null;
      }, "everybody in or absent");
      const revealed = await hands.send({ type: "RevealScores", conversationId: "c1", roll: names });
      expect(revealed).toEqual({ ok: true });
    });
    await callIsAt(fay, "results");
    await callIsAt(tom, "results");
    await looksRight(fay, "results, facilitator");
    await looksRight(tom, "results, reviewer, right to left");
    for (const one of [fay, tom, screen]) expect(await onTheScales(one.page), one.name).toEqual([]);
    await looksRight(screen, "shared screen, results");
    const shut = fay.page.locator("main button[aria-expanded=false]:not([aria-haspopup])");
    while ((await shut.count()) > 0) await shut.first().click();
    await looksRight(fay, "results, all open");
  });

  test("every dialog of the conductor's menu", async () => {
    const menu = fay.page.getByRole("region").locator("button[aria-haspopup=menu]");
    const opened = fay.page.getByRole("menu");
    await menu.first().click();
    const count = await opened.getByRole("menuitem").count();
    expect(count).toBeGreaterThan(5);
    await looksRight(fay, "conductor's menu");
    await fay.page.keyboard.press("Escape");
    for (let index = 0; index < count; index++) {
      await menu.first().click();
      const entry = opened.getByRole("menuitem").nth(index);
      // only what opens a dialog: the rest acts at once
      if (!DIALOGS.test((await entry.textContent()) ?? "")) {
        await fay.page.keyboard.press("Escape");
        continue;
      }
      await entry.click();
      const dialog = fay.page.getByRole("dialog");
      await dialog.waitFor();
      await looksRight(fay, `dialog ${index} of the conductor's menu`);
      await fay.page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
    }
  });

  test("a criterion in discussion; its scale runs from left to right in every language", async () => {
    await conducts({ type: "OpenCriterion", conversationId: "c1", criterionId: criterionId("empathy"), readAloud: false });
    await callIsAt(fay, "criterion");
    await callIsAt(tom, "criterion");
    await looksRight(fay, "criterion, facilitator");
    await looksRight(tom, "criterion, reviewer, right to left");
    await looksRight(screen, "shared screen, criterion");
    const levels = await tom.page
      .locator("main svg[role=img] text")
      .evaluateAll((texts) => texts.map((each) => ({ level: each.textContent ?? "", left: each.getBoundingClientRect().left })));
    const leftOf = (level: string) => levels.find((each) => each.level === level)?.left ?? Number.NaN;
    expect(leftOf("1")).toBeLessThan(leftOf("5"));
    await conducts({ type: "OpenRevote", conversationId: "c1", criterionId: criterionId("empathy") });
    for (const { page } of [fay, tom]) await page.getByRole("radio").first().waitFor({ state: "attached" });
    await looksRight(fay, "re-vote, facilitator");
    await looksRight(tom, "re-vote, right to left");
    const votes = tom.page.getByRole("radio");
    const placeOf = async (value: string) =>
      (await tom.page.locator("label").filter({ has: votes }).filter({ hasText: value }).first().boundingBox())?.x ?? Number.NaN;
    expect(await placeOf("1")).toBeLessThan(await placeOf("5"));
    await votes.first().focus();
    await tom.page.keyboard.press("ArrowRight");
    expect(await votes.nth(1).isChecked()).toBe(true);
  });

  test("right to left, the layout is mirrored", async () => {
    expect(await tom.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(["xr", "rtl"]);
    await goesTo(tom, "/");
    const [name, menu] = await Promise.all([
      tom.page.locator("header a").first().boundingBox(),
      tom.page.locator("header button").last().boundingBox(),
    ]);
    expect(name?.x).toBeGreaterThan(menu?.x ?? Number.POSITIVE_INFINITY);
    await looksRight(tom, "sessions, right to left");
  });

  test("actions, close and the report", async () => {
    await conducts(
      { type: "CancelRevote", conversationId: "c1", criterionId: criterionId("empathy"), round: 1 },
      {
        type: "SettleCriterion",
        conversationId: "c1",
        criterionId: criterionId("empathy"),
        value: 4,
        how: "provisional",
        until: "2099-01-08",
        note: "Score 4 when the cause is named",
        cause: "wordingUnclear",
        feedback: null,
      },
      { type: "ParkCriterion", conversationId: "c1", criterionId: criterionId("identity"), ownerPersonId: null },
      {
        type: "AddAction",
        actionId: "a1",
        text: "Reword Empathy",
        ownerPersonId: null,
        dueOn: "2099-01-08",
        criterionId: null,
        conversationId: null,
      },
      { type: "MoveFocus", focus: { kind: "closing" } },
    );
    await callIsAt(fay, "closing");
    await looksRight(fay, "closing, facilitator");
    await goesTo(tom, `/s/${sessionId}`);
    await callIsAt(tom, "closing");
    await looksRight(tom, "closing, right to left");
    await looksRight(screen, "shared screen, closing");
    await conducts({ type: "CloseSession" });
    await goesTo(fay, `/s/${sessionId}/report`);
    await looksRight(fay, "report");
    await goesTo(tom, `/s/${sessionId}/report`);
    await looksRight(tom, "report, right to left");
    await goesTo(fay, "/new?from=".concat(sessionId));
    await looksRight(fay, "next week's session");
  });

  test("no text stood in the code, nothing was cut off, nothing stuck out sideways", () => {
    const said = Object.fromEntries(Object.entries(wrong).map(([kind, found]) => [kind, [...found]]));
    expect(said).toEqual({ hardCoded: [], clipped: [], sideways: [] });
  });

  test("Spanish, by the browser's own languages; changed in the top bar and kept", async () => {
    const [ana] = await addMembers(plumb, fay.device, [member("Ana", "settled", "lead")]);
    if (!ana) throw new Error("nobody was added");
    const context = await browser.newContext({ locale: "es-ES", timezoneId: "Europe/Madrid", viewport: { width: 1280, height: 860 } });
    const cookies = ana.cookie().split("; ");
    await context.addCookies(
      cookies.map((pair) => ({ name: pair.slice(0, pair.indexOf("=")), value: pair.slice(pair.indexOf("=") + 1), url: plumb.url })),
    );
    const page = await context.newPage();
    await page.goto(plumb.url);
    await page.getByRole("link", { name: "Sesiones", exact: true }).waitFor();
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(["es", "ltr"]);
    await page.goto(`${plumb.url}/s/${sessionId}/report`);
    await page.getByRole("heading", { name: "Acciones", exact: true }).waitFor();
    const answer = await page.evaluate(async (id) => (await fetch(`/api/sessions/${id}/report?format=markdown&lang=es`)).text(), sessionId);
    expect(answer).toContain("Puntuaciones finales calibradas");
    expect(answer).toContain("8 de enero de 2099");
    await page.goto(`${plumb.url}/join`);
    await page.getByLabel("Seis letras").fill("ZZZZZZ");
    await page.getByRole("button", { name: "Entrar", exact: true }).click();
    await page.getByText("Ninguna sesión abierta tiene estas letras.").waitFor();
    await page.getByRole("button", { name: "Idioma" }).click();
    await page.getByRole("menuitemradio", { name: "English" }).click();
    await page.getByLabel("Six letters").waitFor();
    await page.reload();
    await page.getByLabel("Six letters").waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    await context.close();
  });

  test("nobody's page threw or complained", () => nobodyHasFaults(all));
});
