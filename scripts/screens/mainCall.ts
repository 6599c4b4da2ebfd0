// The call of the hour, from joining to the report: six people, a call of forty minutes and an e-mail thread. Each moment is photographed as it comes.
import type { Page } from "playwright-core";
import { entered, openDevice, type Person, reveal, send, slice, until } from "../../test/server/harness.ts";
import { CAST, CRITERIA, EMPATHY, sheetOf } from "./cast.ts";
import { mainConversations } from "./material.ts";
import { type Call, handIn, openCall, seatOf, type Stage, words } from "./stage.ts";

const FIRST = "call";
const SECOND = "thread";
const empathy = CRITERIA[EMPATHY]!;
const place = { conversationId: FIRST, criterionId: empathy };
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const castSheet = (explained: boolean) => (person: number) => sheetOf(CAST[person]!, explained);
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Last week: one note for next time, and three actions of which one is late by now. */
async function lastWeek(stage: Stage): Promise<string> {
  const call = await openCall(stage, CAST.length, mainConversations().slice(1), { name: "Week 46" });
  const [dana] = call.people as [Person];
  const at = { conversationId: SECOND, criterionId: empathy };
  await handIn(call.people, SECOND, castSheet(false));
  await until(() => slice(dana, "progress")[0]?.in === CAST.length, "everybody in");
  await reveal(dana, SECOND);
  await send(dana, { type: "OpenCriterion", ...at, readAloud: false });
  const note = "score 3 when the situation is named once and nothing follows from it";
  await send(dana, { type: "SettleCriterion", ...at, value: 3, how: "agreed", until: null, note, cause: "wordingUnclear", feedback: null });
  const owner = (index: number): string => stage.team[index]!.personId;
  const actions: [string, string | null, string | null][] = [
    ["Write down when we promise a time, and who may", owner(1), day(-3)],
    ["Ask the field desk what “no access” means in their records", owner(3), day(4)],
    ["Collect three e-mails that begin badly and end well", null, null],
  ];
  for (const [index, [text, ownerPersonId, dueOn]] of actions.entries())
    await send(dana, {
      type: "AddAction",
      actionId: `before-${index}`,
      text,
      ownerPersonId,
      dueOn,
      criterionId: null,
      conversationId: null,
    });
  await send(dana, { type: "CloseSession" });
  call.leave();
  return call.sessionId;
}

export async function photographMainCall(stage: Stage): Promise<void> {
  const previousSessionId = await lastWeek(stage);
  const { camera, plumb } = stage;
  const call = await openCall(stage, CAST.length, mainConversations(), { name: "Week 47", previousSessionId });
  const everybody = call.people;
  const [dana, tom] = everybody as [Person, Person];
  const shared = (view: string, text: RegExp) => camera.take(view, null, call.wall, { sees: words(text), wall: true });
  const focus = (kind: "arrival" | "actions" | "review" | "closing") => send(dana, { type: "MoveFocus", focus: { kind } });

  // coming in
  await camera.take("join-letters", null, "/join", { sees: words(/six letters/i) });
  await camera.take("join-name", null, stage.teamLink, { sees: words("Who is coming in?") });
  await camera.take("arrival-facilitator", dana, call.path, { sees: words(/^6 (people )?here/) });
  await camera.take("arrival-reviewer", tom, call.path, { sees: words(/^6 (people )?here/) });
  await shared("arrival-shared", /^6 (people )?here/);
  await send(dana, { type: "SetDoor", open: false });
  const priya = openDevice(() => plumb.url);
  await entered(priya, { token: stage.teamLink.split("#")[1], name: "Priya", experience: "settled" });
  await camera.take("door-newcomer", priya, call.path, { sees: words(/at the door/) });
  const knock = await until(() => slice(dana, "door").knocks[0], "the knock");
  await camera.take("door-facilitator", dana, call.path, { sees: (page) => page.getByText(/Priya is at the door/) });
  await send(dana, { type: "AdmitKnock", knockId: knock.knockId, role: "observer" });

  await focus("actions");
  await camera.take("actions-facilitator", dana, call.path, { sees: words(/promise a time/) });
  await camera.take("actions-reviewer", tom, call.path, { sees: words(/promise a time/) });
  await shared("actions-shared", /promise a time/);

  await silentReview(stage, call, priya);

  await reveal(dana, FIRST);
  await camera.take("results-facilitator", dana, call.path, { sees: words(/agree/) });
  await camera.take("results-reviewer", tom, call.path, { sees: words(/agree/) });
  await camera.take("results-observer", priya, call.path, { sees: words(/agree/) });
  await shared("results-shared", /agree/);

  await discussion(stage, call, priya);

  // the end of the hour
  await reveal(dana, SECOND);
  await settleTheRest(dana);
  const agreed = [
    ["Put the two examples of a named situation into the guide", tom.personId, day(7)],
    ["Ask billing what becomes of a cancelled charge", stage.team[4]!.personId, day(4)],
    ["Show this call to the newcomers", null, null],
  ] as const;
  for (const [index, [text, ownerPersonId, dueOn]] of agreed.entries())
    await send(dana, { type: "AddAction", actionId: `now-${index}`, text, ownerPersonId, dueOn, criterionId: null, conversationId: null });
  await focus("closing");
  await camera.take("close-facilitator", dana, call.path, { sees: words(/two examples/) });
  await camera.take("close-reviewer", tom, call.path, { sees: words(/two examples/) });
  await shared("close-shared", /two examples/);
  await send(dana, { type: "CloseSession" });
  await camera.take("report-closed", dana, call.path, { sees: words(/The report is ready/) });
  await camera.take("report-facilitator", dana, `${call.path}/report`, { sees: (page) => button(page, /Markdown/) });
  await shared("report-shared", /Thank you/);
  call.leave();
}

/** Everything but one criterion, which is parked: its dispute is the scorecard's, not the call's. */
async function settleTheRest(dana: Person): Promise<void> {
  for (const conversationId of [FIRST, SECOND]) {
    await send(dana, { type: "AcceptIdentical", conversationId });
    const { rows } = await until(() => {
      const results = slice(dana, "results")[conversationId];
      return results?.identicalUnsettled === 0 && results;
    }, "what is identical to be accepted");
    for (const { criterionId, values, settled } of rows) {
      if (settled) continue;
      await send(dana, { type: "OpenCriterion", conversationId, criterionId, readAloud: false });
      if (conversationId === SECOND && criterionId === CRITERIA[7]) {
        await send(dana, { type: "ParkCriterion", conversationId, criterionId, ownerPersonId: dana.personId });
        continue;
      }
      const value = values[Math.floor(values.length / 2)] ?? "NA";
      await send(dana, {
        type: "SettleCriterion",
        conversationId,
        criterionId,
        value,
        how: "agreed",
        until: null,
        note: null,
        cause: null,
        feedback: null,
      });
    }
  }
}

async function silentReview(stage: Stage, call: Call, priya: Parameters<Stage["camera"]["take"]>[1]): Promise<void> {
  const { camera } = stage;
  const everybody = call.people;
  const [dana, tom, aisha, nadia, lena] = everybody as [Person, Person, Person, Person, Person];
  const joao = everybody.at(-1)!;
  await send(dana, { type: "StartTimer", minutes: 15 });
  await send(dana, { type: "MoveFocus", focus: { kind: "review" } });
  for (const one of [dana, tom])
    for (const criterionId of CRITERIA.slice(0, 4))
      await one.connection.saveDraft(FIRST, criterionId, sheetOf(CAST[everybody.indexOf(one)]!)[criterionId]!);
  for (const one of [aisha, nadia])
    await send(one, { type: "SubmitReview", conversationId: FIRST, sheet: sheetOf(CAST[everybody.indexOf(one)]!) });
  // back from the first blank criterion to Empathy, with its reason and its line
  const toEmpathy = async (page: Page): Promise<void> => {
    for (let back = 0; back < 3; back++) await page.keyboard.press("k");
    await page.getByRole("heading", { name: "Empathy" }).first().waitFor();
  };
  await camera.take("sheet-reviewer", tom, call.path, { sees: words(/4 of 9/), act: toEmpathy });
  await camera.take("sheet-facilitator", dana, call.path, { sees: words(/4 of 9/) });
  await camera.take("sheet-observer", priya, call.path, { sees: words(/score|silence/i) });
  await camera.take("sheet-shared", null, call.wall, { sees: words(/Everybody (scores|is in)|handed in/), wall: true });

  for (const conversationId of [FIRST, SECOND])
    await handIn([dana, tom, aisha, nadia, lena], conversationId, castSheet(conversationId === FIRST));
  await camera.take("waiting-reviewer", tom, call.path, { sees: words(/Submitted/) });
  await camera.take("waiting-facilitator", dana, call.path, { sees: (page) => button(page, /not in yet/) });
  for (const conversationId of [FIRST, SECOND]) await handIn([joao], conversationId, () => sheetOf(CAST.at(-1)!, conversationId === FIRST));
  await until(() => slice(dana, "progress").every((one) => one.in === CAST.length), "everybody in");
  await camera.take("waiting-ready", dana, call.path, { sees: (page) => button(page, /Hold to reveal/) });
  await camera.take("waiting-shared", null, call.wall, { sees: words(/Everybody (scores|is in)|handed in/), wall: true });
}

async function discussion(stage: Stage, call: Call, priya: Parameters<Stage["camera"]["take"]>[1]): Promise<void> {
  const { camera } = stage;
  const everybody = call.people;
  const [dana, tom] = everybody as [Person, Person];
  const title = (page: Page) => page.getByRole("heading", { level: 1, name: "Empathy" });
  const wall = (view: string, text: RegExp) => camera.take(view, null, call.wall, { sees: words(text), wall: true });
  await send(dana, { type: "OpenCriterion", ...place, readAloud: false });
  const order = await until(() => slice(dana, "discussion")[FIRST]?.[empathy]?.speaking?.order, "the speaking order");
  const turn = order.find(({ state }) => state === "turn")?.seatId ?? "";
  // one of the newest has spoken, the other has the turn
  await send(dana, { type: "MarkSpoke", ...place, seatId: turn });
  const next = await until(
    () => slice(dana, "discussion")[FIRST]?.[empathy]?.speaking?.order.find(({ state }) => state === "turn")?.seatId,
    "the next turn",
  );
  const speaker = everybody.find(({ name }) => seatOf(call, name) === next) ?? tom;
  await camera.take("criterion-facilitator", dana, call.path, { sees: title });
  await camera.take("criterion-reviewer", speaker, call.path, { sees: title });
  await camera.take("criterion-observer", priya, call.path, { sees: title });
  await wall("criterion-shared", /^Empathy$/);

  await send(dana, { type: "OpenToEveryone", ...place });
  await send(dana, { type: "OpenRevote", ...place });
  const voices = [3, 3, 3, 4, 4, 3];
  for (const index of [2, 3, 4]) await send(everybody[index]!, { type: "CastRevote", ...place, round: 1, value: voices[index]! });
  await camera.take("revote-reviewer", tom, call.path, { sees: words(/Hidden until it is revealed/) });
  await camera.take("revote-facilitator", dana, call.path, { sees: words(/Hidden until it is revealed/) });
  await wall("revote-shared", /^Re-vote/);
  for (const index of [0, 1, 5]) await send(everybody[index]!, { type: "CastRevote", ...place, round: 1, value: voices[index]! });
  await send(dana, { type: "RevealRevote", ...place, round: 1 });
  await camera.take("revote-revealed", tom, call.path, { sees: title });
  await wall("revote-revealed-shared", /^Empathy$/);

  const note = "score 3 when it is named after the record was read out";
  const settle = async (page: Page): Promise<void> => {
    const foot = page.getByRole("region", { name: "Calibrated score" });
    await foot.locator("label", { hasText: /^3$/ }).click();
    await foot.getByRole("textbox", { name: "Next time" }).click();
    await page.keyboard.insertText(note);
  };
  await camera.take("settling-facilitator", dana, call.path, { sees: title, act: settle });
  await camera.take("settling-more", dana, call.path, {
    sees: title,
    act: async (page) => {
      await settle(page);
      await button(page, "More").last().click();
      await page.getByText(/park/i).first().waitFor();
    },
  });
  await send(dana, { type: "SettleCriterion", ...place, value: 3, how: "agreed", until: null, note, cause: null, feedback: null });
  await camera.take("settling-reviewer", tom, call.path, { sees: words(/read out/) });
  await wall("settling-shared", /read out/);
}
