// What every photographed call stands on: a running product, a team in it, and people who are there without a screen.
import type { Page } from "playwright-core";
import { connect } from "../../client/connection/connection.ts";
import { general } from "../../shared/scorecard/starters/general.ts";
import type { CreateSession } from "../../shared/protocol/http.ts";
import type { Conversation, SentSheet } from "../../shared/session/commands.ts";
import type { Plumb } from "../../test/browser/harness.ts";
import {
  addPeople,
  createSession,
  type Device,
  openDevice,
  type Person,
  personIdOf,
  send,
  slice,
  until,
} from "../../test/server/harness.ts";
import type { Camera } from "./camera.ts";
import { CAST } from "./cast.ts";

export type Known = Device & { name: string; personId: string };
export type Stage = { plumb: Plumb; camera: Camera /** Dana, who facilitates, first */; team: Known[]; teamLink: string };
export type Call = { sessionId: string; path: string; wall: string; people: Person[]; leave: () => void };

/** In the page's own main part. */
export const words = (text: RegExp | string) => (page: Page) => page.getByRole("main").getByText(text).filter({ visible: true });

export async function openStage(plumb: Plumb, camera: Camera): Promise<Stage> {
  const admin = openDevice(() => plumb.url);
  const setup = { token: plumb.setupLink.split("#")[1], name: CAST[0]!.name, teamName: "Parcel support", experience: "long" };
  await admin.ask("POST", "/api/enter", setup);
  const dana = { ...admin, name: CAST[0]!.name, personId: await personIdOf(admin) };
  const members = CAST.slice(1).map(({ name, experience }) => ({ name, experience }));
  const others = await addPeople({ device: () => openDevice(() => plumb.url) }, admin, members);
  const { teamLink } = (await admin.ask("GET", "/api/team")).body;
  return { plumb, camera, team: [dana, ...others], teamLink: String(teamLink) };
}

/** A session of the first `size` of the team, everybody connected, and its shared screen. */
export async function openCall(
  stage: Stage,
  size: number,
  conversations: Conversation[],
  more: Partial<CreateSession> = {},
): Promise<Call> {
  const team = stage.team.slice(0, size);
  const [dana] = team as [Known];
  const personIds = team.map(({ personId }) => personId);
  const sessionId = await createSession(dana, { scorecardId: general.scorecardId, conversations, personIds, ...more });
  const people = team.map(
    (one): Person => ({
      ...one,
      connection: connect({ url: stage.plumb.url, sessionId, cookie: one.cookie() }),
    }),
  );
  for (const { name, connection } of people) await until(() => connection.slices().mine, `${name} in the session`);
  const screen = await dana.ask("POST", "/api/links", { kind: "screen", sessionId });
  return {
    sessionId,
    path: `/s/${sessionId}`,
    wall: String(screen.body.url),
    people,
    leave: () => {
      for (const { connection } of people) connection.close();
    },
  };
}

/** Everybody scores and hands in, one after the other. */
export async function handIn(people: readonly Person[], conversationId: string, sheetOf: (person: number) => SentSheet): Promise<void> {
  for (const [index, person] of people.entries()) {
    const sheet = sheetOf(index);
    await Promise.all(Object.entries(sheet).map(([criterionId, entry]) => person.connection.saveDraft(conversationId, criterionId, entry)));
    await send(person, { type: "SubmitReview", conversationId, sheet });
  }
}

export const seatOf = (call: Call, name: string): string =>
  slice(call.people[0]!, "roster").seats.find((seat) => seat.name === name)?.seatId ?? "";
