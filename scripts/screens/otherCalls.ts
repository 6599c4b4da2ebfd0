// Beside the hour: the moment of the reveal, results of a large and of a small team, and what stands where names stay hidden.
import { writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { addPeople, conversation, openDevice, type Person, reveal, send, slice, until } from "../../test/server/harness.ts";
import { framesOf } from "../animation.ts";
import { CAST, sheetOf } from "./cast.ts";
import type { Shot } from "./list.ts";
import { mainConversations, large, type Played, small } from "./material.ts";
import { handIn, openCall, type Stage, words } from "./stage.ts";

const TITLES = ["Three days without a line", "Charged twice", "The lamp for Saturday", "Seats booked apart", "A parcel in the depot"];

/** The browser's own frames of a moment that is over in less than a second: one conversation is revealed for every width. */
export async function photographReveal(stage: Stage): Promise<void> {
  const { camera } = stage;
  const conversations = camera.shots.map((_, index) => conversation(`c${index}`, TITLES[index]));
  const call = await openCall(stage, CAST.length, conversations, { name: "Week 47" });
  const [dana, tom] = call.people as [Person, Person];
  for (const { conversationId } of conversations) await handIn(call.people, conversationId, (person) => sheetOf(CAST[person]!, false));
  for (const [index, shot] of camera.shots.entries()) {
    await send(dana, { type: "MoveFocus", focus: { kind: "review" } });
    const [facilitator, reviewer, room] = await Promise.all([
      camera.open(dana, shot),
      camera.open(tom, shot),
      camera.open(null, shot, true),
    ]);
    await Promise.all([facilitator, reviewer].map((page) => page.goto(`${stage.plumb.url}${call.path}`)));
    await room.goto(call.wall);
    const hold = facilitator.getByRole("button", { name: "Hold to reveal" });
    await Promise.all([
      hold.waitFor(),
      words(/Submitted/)(reviewer)
        .first()
        .waitFor(),
      words(/Everybody (scores|is in)|handed in/)(room)
        .first()
        .waitFor(),
    ]);
    // what comes at the reveal is fetched while people wait for it
    await reviewer.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => /Results-[^/]*css/.test(name)));
    await oneReveal(stage, shot, { facilitator, reviewer, room });
    await until(() => slice(dana, "results")[`c${index}`], "the results");
    await Promise.all([facilitator, reviewer, room].map((page) => page.context().close()));
  }
  call.leave();
  console.log("reveal");
}

/** When something first appears in a page, or goes away again, by the machine's clock. */
const whenSeen = (page: Page, selector: string, text: string, gone = false): Promise<number> =>
  page.evaluate(
    ([css, pattern, goes]) =>
      new Promise<number>((done) => {
        const look = (): boolean => [...document.querySelectorAll(css)].some((one) => new RegExp(pattern).test(one.textContent ?? ""));
        let was = false;
        const watch = new MutationObserver(() => {
          const is = look();
          if (goes ? is || !was : !is) {
            was ||= is;
            return;
          }
          watch.disconnect();
          done(Date.now());
        });
        watch.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    [selector, text, gone] as const,
  );

type Film = Awaited<ReturnType<typeof framesOf>>;

async function oneReveal(stage: Stage, shot: Shot, pages: { facilitator: Page; reviewer: Page; room: Page }): Promise<void> {
  const { camera } = stage;
  const { facilitator, reviewer, room } = pages;
  const hold = facilitator.getByRole("button", { name: "Hold to reveal" });
  const seen = Promise.all([
    whenSeen(reviewer, "[class*=curtain]", "."),
    whenSeen(reviewer, "[class*=curtain]", ".", true),
    whenSeen(room, "h1, p", "agree|apart"),
  ]);
  const all = [facilitator, reviewer, room];
  const begun: Promise<void>[] = [];
  let release = (): void => {};
  const over = new Promise<void>((done) => {
    release = done;
  });
  const films = all.map((page) => {
    let started = (): void => {};
    begun.push(
      new Promise<void>((done) => {
        started = done;
      }),
    );
    return framesOf(page, async () => {
      started();
      await over;
    });
  });
  await Promise.all(begun);
  await hold.hover();
  await facilitator.mouse.down();
  const pressed = Date.now();
  const [drawn, opened, shownToRoom] = await seen;
  await facilitator.mouse.up();
  await reviewer.waitForTimeout(1_500); // the whole moment on film
  release();
  const [ofFacilitator, ofReviewer, ofRoom] = await Promise.all(films);
  const keep = (view: string, frames: Film, at: number): void => {
    const drawnThen = frames.find((frame) => frame.at >= at) ?? frames.at(-1);
    if (drawnThen) writeFileSync(camera.save(view, shot), drawnThen.png);
  };
  keep("reveal-facilitator", ofFacilitator!, pressed + 300);
  keep("reveal-opening", ofReviewer!, drawn + 350);
  keep("reveal-settling", ofReviewer!, opened + 150);
  keep("reveal-shared", ofRoom!, shownToRoom + 380);
}

/** A team of eight before 25 criteria, and one of three before six: with names at once, and with names hidden. */
export async function photographSizes(stage: Stage): Promise<void> {
  const { camera } = stage;
  const [dana] = stage.team;
  const more = await addPeople({ device: () => openDevice(() => stage.plumb.url) }, dana!, [
    { name: "Ravi", experience: "settled" },
    { name: "Mei", experience: "long" },
  ]);
  const eight = { ...stage, team: [...stage.team, ...more] };
  const details = async (page: Page): Promise<void> => {
    await page.getByRole("button", { name: "Details" }).click();
    // a sentence instead of a table, where names are hidden
    const people = page.getByRole("heading", { name: "Scores by person" }).or(page.getByText(/^Names appear/));
    await people.first().evaluate((element) => element.scrollIntoView({ block: "start" }));
  };

  const big = await revealed(eight, large(), 8, "atReveal");
  await camera.take("results-8x25", dana!, big.path, { sees: words(/agree/) });
  await camera.take("results-8x25-shared", null, big.wall, { sees: words(/agree/), wall: true });
  await camera.take("names-shown-results", dana!, big.path, { sees: words(/agree/), act: details });
  big.leave();

  const hidden = await revealed(stage, small(), 3, "whenSettled");
  const title = (page: Page) => page.getByRole("heading", { level: 1, name: "Empathy" });
  await camera.take("results-3x6", dana!, hidden.path, { sees: words(/agree/) });
  await camera.take("results-3x6-shared", null, hidden.wall, { sees: words(/agree/), wall: true });
  await camera.take("names-hidden-results", dana!, hidden.path, { sees: words(/agree/), act: details });
  await send(hidden.people[0]!, { type: "OpenCriterion", conversationId: "call", criterionId: "six-2", readAloud: false });
  await camera.take("names-hidden-criterion", stage.team[1]!, hidden.path, { sees: title });
  hidden.leave();

  const named = await revealed(stage, small(), 3, "whenOpened");
  await send(named.people[0]!, { type: "OpenCriterion", conversationId: "call", criterionId: "six-2", readAloud: false });
  await camera.take("names-shown-criterion", stage.team[1]!, named.path, { sees: title });
  named.leave();
}

async function revealed(
  stage: Stage,
  { scorecard, sheetOf: sheets }: Played,
  size: number,
  names: "atReveal" | "whenOpened" | "whenSettled",
) {
  const { scorecardId } = scorecard;
  const [dana] = stage.team;
  const kept = (await dana!.ask("GET", "/api/scorecards")).body.scorecards as { scorecardId: string }[];
  if (!kept.some((one) => one.scorecardId === scorecardId)) await dana!.ask("PUT", `/api/scorecards/${scorecardId}`, { scorecard });
  const call = await openCall(stage, size, mainConversations().slice(0, 1), { name: "Week 47", scorecardId, options: { names } });
  await handIn(call.people, "call", sheets);
  const [first] = call.people as [Person];
  await until(() => slice(first, "progress")[0]?.in === size, "everybody in");
  await reveal(first, "call");
  await until(() => slice(first, "results").call, "the results");
  return call;
}
