// The large call's people and what holds at every step of it: two conversations, eight people, a shared screen, and reasons that wait for their turn.
import type { Browser } from "playwright-core";
import { wrongOnTheWall } from "../wallAudit.ts";
import { afterAll, beforeAll, expect } from "vitest";
import type { Conversation } from "../../../shared/session/commands.ts";
import {
  addMembers,
  type Arrived,
  arrivedText,
  criterionId,
  makeSession,
  makeTeam,
  member,
  onKnownDevice,
  type Player,
  received,
  tellOnFailure,
} from "../callWays.ts";
import { openBrowser, type Plumb, type Someone, startPlumb } from "../harness.ts";
import { button, everybody, everythingOn, sees, stepByStep } from "../ways.ts";

export const FIRST = "c1";
export const SECOND = "c2";
export const SAID = "My parcel has been in your depot since Monday";
export const AGENT = "Dana Whitfield";
export type Seen = Someone & { arrived: Arrived[] };

const conversations: Conversation[] = [
  {
    conversationId: FIRST,
    title: "Parcel in the depot",
    channel: "phone",
    link: null,
    agent: AGENT,
    why: "Opinions differed in the team room",
    transcript: [
      { at: 0, speaker: "Agent", text: "Good morning, Northgate Parcels. What can I do for you?" },
      { at: 6, speaker: "Customer", text: `${SAID}, and the birthday is tomorrow.` },
      { at: 14, speaker: "Agent", text: "I am sorry to hear that. May I have the parcel number?" },
      { at: 86, speaker: "Agent", text: "With the first van, yes. That will not be a problem." },
    ],
  },
  {
    conversationId: SECOND,
    title: "Charged twice",
    channel: "chat",
    link: null,
    agent: AGENT,
    why: null,
    transcript: [
      { at: null, speaker: "Customer", text: "I was charged twice for the March invoice" },
      { at: null, speaker: "Agent", text: "The second one is a retry. I will send it back today." },
    ],
  },
];

/** Typed with the blind score; nobody else may have it before its author's turn. */
export const REASON = {
  Aisha: "Only a stock phrase about Monday",
  Tom: "Names it once and moves on",
  Ben: "The birthday shapes what is offered",
  Omar: "Calm enough for the customer to agree",
  Carla: "Exactly what we ask of people",
  Lena: "The reference says it in own words",
};

export type Cast = {
  plumb: Plumb;
  browser: Browser;
  sessionId: string;
  /** facilitates, does not score */ fay: Player;
  /** lead, gives the Baseline */ lena: Player;
  aisha: Player;
  tom: Player;
  ben: Player;
  carla: Player;
  /** on a phone */ omar: Player;
  /** observes */ ines: Seen;
  /** the shared screen */ wall: Seen;
  reviewers: Player[];
  /** everybody with a seat */ room: Seen[];
  all: Seen[];
};
export type LargeCall = ReturnType<typeof largeCall>;

/** Registers what starts and ends the call, and that its steps stand on each other. Ines and the wall come in at the first step. */
export function largeCall() {
  const cast = { all: [] as Seen[] } as Cast;

  beforeAll(async () => {
    [cast.plumb, cast.browser] = await Promise.all([startPlumb(), openBrowser()]);
    const { plumb, browser } = cast;
    const admin = await makeTeam(plumb);
    const members = await addMembers(plumb, admin, [
      member("Lena", "long", "lead"),
      member("Aisha", "new"),
      member("Tom", "new"),
      member("Ben", "settled"),
      member("Carla", "long"),
      member("Omar", "settled"),
    ]);
    cast.sessionId = await makeSession(admin, conversations, { options: { facilitatorScores: false } });
    const players = await Promise.all(
      [admin, ...members].map((known) => onKnownDevice(browser, plumb, known, { width: known.name === "Omar" ? 400 : 1280 })),
    );
    const [fay, lena, aisha, tom, ben, carla, omar] = players as [Player, Player, Player, Player, Player, Player, Player];
    Object.assign(cast, {
      fay,
      lena,
      aisha,
      tom,
      ben,
      carla,
      omar,
      reviewers: [aisha, tom, ben, carla, omar],
      room: players,
      all: players,
    });
  });
  afterAll(async () => {
    await cast.browser?.close();
    await cast.plumb?.stop();
  });
  stepByStep();
  tellOnFailure(() => cast.all);

  /** The page that is safe to share: nothing to press, no transcript, no agent. And a room can read it. */
  const wallIsSafe = async () => {
    expect(await wrongOnTheWall(cast.wall.page)).toEqual([]);
    expect(await cast.wall.page.locator("button, a, input, textarea, select, [tabindex='0']").count()).toBe(0);
    for (const hidden of [SAID, AGENT]) {
      expect(await everythingOn(cast.wall.page)).not.toContain(hidden);
      expect(arrivedText(cast.wall)).not.toContain(hidden);
    }
  };
  /** The observer sees, and has nothing that acts on the call. */
  const observerOnlySees = async () => {
    for (const region of ["Facilitator's bar", "Your part", "Calibrated score", "Your scores"])
      expect(await cast.ines.page.getByRole("region", { name: region }).count(), region).toBe(0);
    for (const act of [/^Spoke$/, /^Object$/, /^Change my mind$/, /^Open a re-vote$/, /^Take over$/])
      expect(await cast.ines.page.getByRole("button", { name: act }).count(), String(act)).toBe(0);
  };
  const names = (people: readonly Someone[]) => people.map(({ name }) => name);
  const fromMenu = async (one: Someone, entry: string) => {
    await button(one.page, "More").first().click();
    await one.page.getByRole("menuitem", { name: entry, exact: true }).click();
  };
  const criterionOpen = (name: string, people: readonly Someone[] = cast.all) =>
    everybody(people, ({ page }) => sees(page.getByRole("heading", { level: 1, name, exact: true })));
  const speaking = (one: Someone) => one.page.getByRole("region", { name: "Speaking order" });
  const turns = (one: { arrived: Arrived[] }, criterion: Parameters<typeof criterionId>[0]) => {
    const { discussion, roster } = received(one);
    const nameOf = (seatId: string) => roster?.seats.find((seat) => seat.seatId === seatId)?.name ?? "";
    const order = discussion?.[FIRST]?.[criterionId(criterion)]?.speaking?.order ?? [];
    return order.map(({ seatId, state }) => `${nameOf(seatId)} ${state}`);
  };
  const has = (one: Someone, words: string) => sees(one.page.getByText(words).first());

  return { cast, wallIsSafe, observerOnlySees, names, fromMenu, criterionOpen, speaking, turns, has };
}
