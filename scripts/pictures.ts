// Takes the README's pictures from the running product, so that they never show what is not there: `npm run build && node scripts/pictures.ts`.
import { mkdirSync } from "node:fs";
import { connect } from "../client/connection/connection.ts";
import { sampleConversations } from "../shared/sample/sample.ts";
import { framesOf, writeGif } from "./animation.ts";
import { CAST, CRITERIA, EMPATHY, sheetOf } from "./screens/cast.ts";
import { openBrowser, startPlumb } from "../test/browser/harness.ts";
import { type Person, openDevice, personIdOf, reveal, send, slice, until } from "../test/server/harness.ts";

const FOLDER = new URL("../docs/pictures/", import.meta.url).pathname;

mkdirSync(FOLDER, { recursive: true });
const plumb = await startPlumb();
const browser = await openBrowser();
try {
  const admin = openDevice(() => plumb.url);
  const setup = { token: plumb.setupLink.split("#")[1], name: "Dana", teamName: "Parcel support", experience: "long" };
  await admin.ask("POST", "/api/enter", setup);
  const devices = [{ ...admin, name: "Dana", personId: await personIdOf(admin) }];
  for (const { name, experience } of CAST.slice(1)) {
    const added = await admin.ask("POST", "/api/team/people", { name, role: "reviewer", experience, site: null });
    const personId = String(added.body.personId);
    const link = await admin.ask("POST", "/api/links", { kind: "personal", personId });
    const device = openDevice(() => plumb.url);
    await device.ask("POST", "/api/enter", { token: String(link.body.url).split("#")[1] });
    devices.push({ ...device, name, personId });
  }
  const { body: defaults } = await admin.ask("GET", "/api/sessions/new");
  const ids = ["conversation-1", "conversation-2"];
  const made = await admin.ask("POST", "/api/sessions", {
    scorecardId: defaults.scorecardId,
    conversations: sampleConversations(() => ids.shift() ?? "conversation-x"),
  });
  const sessionId = String(made.body.sessionId);
  const everybody = devices.map(
    (device): Person => ({ ...device, connection: connect({ url: plumb.url, sessionId, cookie: device.cookie() }) }),
  );
  for (const person of everybody) await until(() => person.connection.slices().mine, person.name);
  const [dana, tom] = everybody as [Person, Person];
  const first = slice(dana, "conversations")[0]?.conversationId ?? "";

  const look = async (who: Person, width: number, height: number, theme: "light" | "dark" = "light") => {
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: 1.5,
      colorScheme: theme,
      locale: "en-GB",
      timezoneId: "Europe/Madrid",
    });
    const [name = "", value = ""] =
      who
        .cookie()
        .split("; ")
        .find((one) => one.includes("plumb"))
        ?.split("=") ?? [];
    await context.addCookies([{ name, value, url: plumb.url }]);
    return context.newPage();
  };
  const take = (page: Awaited<ReturnType<typeof look>>, name: string) =>
    page.screenshot({ path: `${FOLDER}${name}.png`, animations: "disabled" });

  // a reviewer in the middle of scoring
  const tomsSheet = sheetOf(CAST[1]!);
  for (const criterionId of CRITERIA.slice(0, 4)) {
    const entry = tomsSheet[criterionId]!;
    await tom.connection.saveDraft(first, criterionId, entry);
  }
  const score = await look(tom, 1280, 760);
  await score.goto(`${plumb.url}/s/${sessionId}`);
  await score
    .getByRole("button", { name: /^(?!People).*scor/i })
    .first()
    .click();
  await score.getByText("4 of 9").first().waitFor();
  await score.keyboard.press("k");
  await score.keyboard.press("k");
  await score.keyboard.press("k");
  await take(score, "score");

  const [danaPage, phone] = [await look(dana, 1280, 760), await look(tom, 400, 760, "dark")];
  await Promise.all([danaPage, phone].map((page) => page.goto(`${plumb.url}/s/${sessionId}`)));
  for (const { conversationId } of slice(dana, "conversations")) {
    for (const [index, person] of everybody.entries()) {
      const sheet = sheetOf(CAST[index]!, conversationId === first);
      for (const [criterionId, entry] of Object.entries(sheet)) await person.connection.saveDraft(conversationId, criterionId, entry);
      await send(person, { type: "SubmitReview", conversationId, sheet });
    }
  }
  await until(() => slice(dana, "progress")[0]?.in === CAST.length, "everybody in");
  const watcher = await look(everybody.at(-1) ?? dana, 960, 560);
  await watcher.goto(`${plumb.url}/s/${sessionId}`);
  await send(dana, { type: "MoveFocus", focus: { kind: "review" } });
  await watcher.getByText("Submitted").first().waitFor();
  const motion = await framesOf(watcher, async () => {
    await watcher.waitForTimeout(600);
    await reveal(dana, first);
    await watcher.getByText(/agree/).first().waitFor();
    await watcher.waitForTimeout(2_000);
  });
  writeGif(`${FOLDER}reveal.gif`, motion, 3_000);
  await watcher.context().close();
  await danaPage.getByText(/agree/).first().waitFor();
  await danaPage.waitForTimeout(1_500); // the reveal's own motion, before a still picture
  await take(danaPage, "results");

  await send(dana, { type: "OpenCriterion", conversationId: first, criterionId: CRITERIA[EMPATHY]!, readAloud: false });
  await danaPage.getByRole("heading", { name: "Empathy" }).waitFor();
  await danaPage.waitForTimeout(800);
  await take(danaPage, "criterion");
  await phone.getByText("Empathy").first().waitFor();
  await phone.waitForTimeout(800);
  await take(phone, "phone");

  const screenLink = await admin.ask("POST", "/api/links", { kind: "screen", sessionId });
  const screen = await (await browser.newContext({ viewport: { width: 1280, height: 720 }, colorScheme: "dark" })).newPage();
  await send(dana, { type: "MoveFocus", focus: { kind: "results", conversationId: first } });
  await screen.goto(String(screenLink.body.url));
  await screen.getByText(/agree/).first().waitFor();
  await screen.waitForTimeout(1_500);
  await screen.screenshot({ path: `${FOLDER}shared-screen.png` });
  for (const { connection } of everybody) connection.close();
  console.log(`Pictures are in docs/pictures.`);
} finally {
  await browser.close();
  await plumb.stop();
}
