// What has to be so once everything has healed: one truth on every node and page, nothing lost that somebody did, everybody where they are.
import { viewerOf as viewerIn } from "../../server/live/viewers.ts";
import { audienceOf, type Viewer } from "../../shared/session/audience.ts";
import type { SessionEvent } from "../../shared/session/events.ts";
import { evolve } from "../../shared/session/evolve.ts";
import type { DraftEntry } from "../../shared/session/shapes.ts";
import type { SessionState } from "../../shared/session/state.ts";
import type { ViewContext } from "../../shared/session/viewContext.ts";
import { mineFor, sharedSlices, sliceFor, waitingFor } from "../../shared/session/viewFor.ts";
import type { Parts } from "./node.ts";
import type { Page } from "./people.ts";
import { SESSION } from "./founding.ts";
import type { World } from "./world.ts";

/** Everybody's slices are the view of the whole log, nothing that somebody did is lost, and everybody is where they are. */
export async function settled(world: World): Promise<void> {
  const { violations } = world;
  const wrong = (what: string): void => void violations.push(`after healing: ${what}`);
  const parts: Parts = await world.witness();
  const state = world.disk
    .read(`session:${SESSION}`, 0)
    .reduce<SessionState | null>((before, { event }) => evolve(before, event as unknown as SessionEvent), null)!;
  if (JSON.stringify(state) !== JSON.stringify(world.checks.truth()))
    wrong("INV-7 the log folds to another state than its events did one by one");
  const known = parts.live.sessions.peek(SESSION);
  if (!known || JSON.stringify(known.state()) !== JSON.stringify(state)) wrong("INV-7 a fresh node reads another state");
  for (const node of world.nodes) {
    const here = node.parts()?.live.sessions.peek(SESSION);
    if (!node.parts()) wrong(`${node.name} is down`);
    if (here && JSON.stringify(here.state()) !== JSON.stringify(state)) wrong(`INV-7 ${node.name} holds another state than the log`);
  }
  const context = known!.context;
  const drafts = draftsIn(world);
  for (const [id, viewer] of world.checks.lostSince()) wrong(`INV-4 ${viewer} was told ok for ${id}, and it is not stored any more`);
  for (const page of world.pages) {
    const status = page.connection.status();
    const viewer: Viewer | null = page.person ? viewerIn(state, parts.directory, page.person.personId ?? "nobody") : { kind: "screen" };
    if (status.state === "closed") {
      const who = (personId: string) => parts.directory.resolve(personId);
      const person = page.person?.personId;
      // somebody let in again, or at the door again, by another page of theirs; whoever's seat was given back is two ids and one person
      const wasRemoved = person != null && state.seats.some(({ removed, personId }) => removed && who(personId) === who(person));
      if (viewer && !world.turnedAway.has(page.whose.label) && !(status.bye?.code === "REMOVED" && wasRemoved))
        wrong(`${page.label} was closed with ${status.bye?.code}, and has a place`);
      for (const one of page.issued.values())
        if (!one.answered && !page.storage.value?.includes(one.id)) wrong(`INV-24 ${one.id} of ${page.label} is lost`);
      continue;
    }
    if (status.trouble) wrong(`${page.label} is told of trouble that is over (${status.trouble})`);
    if (status.state !== "live") {
      wrong(`INV-9 ${page.label} is ${status.state}`);
      continue;
    }
    if (!viewer) {
      wrong(`INV-14 ${page.label} is connected, and has no place`);
      continue;
    }
    for (const one of page.issued.values())
      if (!one.answered) wrong(`INV-24 ${one.command?.type} ${one.id} of ${page.label} was never answered`);
    if (status.waiting > 0) wrong(`INV-24 ${page.label} still waits for ${status.waiting}`);
    const other = apart(page, viewer, state, context, drafts);
    if (other) wrong(`INV-9 ${page.label} has another ${other}`);
    if (viewer.kind === "seat" && !state.seats.find(({ seatId }) => seatId === viewer.seatId)?.present)
      wrong(`${page.label} is connected and counts as away`);
  }
  for (const seat of state.seats) {
    if (seat.removed || !seat.present) continue;
    const here = world.pages.some(
      (page) =>
        page.person?.personId &&
        page.connection.status().state === "live" &&
        parts.directory.resolve(page.person.personId) === parts.directory.resolve(seat.personId),
    );
    if (!here) wrong(`${seat.seatId} has no page and counts as present`);
  }
}

export type AllDrafts = Record<string, Record<string, Record<string, DraftEntry>>>;
/** All drafts that are stored, by seat, conversation and criterion. */
export function draftsIn(world: World): AllDrafts {
  const drafts: AllDrafts = {};
  for (const { key, entry } of world.disk.drafts(SESSION)) {
    const seat = drafts[key.seatId] ?? {};
    const sheet = seat[key.conversationId] ?? {};
    sheet[key.criterionId] = entry as DraftEntry;
    drafts[key.seatId] = { ...seat, [key.conversationId]: sheet };
  }
  return drafts;
}
/** What a page shows otherwise than it is; null: nothing. */
export function apart(page: Page, viewer: Viewer, state: SessionState, context: ViewContext, drafts: AllDrafts): string | null {
  const audience = audienceOf(state, viewer);
  const expected: Record<string, unknown> = {};
  for (const name of sharedSlices(audience.kind)) expected[name] = sliceFor(state, audience, name, context);
  if (viewer.kind === "seat") expected.mine = mineFor(state, viewer.seatId, drafts[viewer.seatId] ?? {}, context);
  if (viewer.kind === "door") expected.waiting = waitingFor(state, viewer.knockId, context);
  const seen = page.connection.slices() as Record<string, unknown>;
  for (const name of new Set([...Object.keys(expected), ...Object.keys(seen)])) {
    const [is, ought] = [sorted(seen[name]), sorted(expected[name] ?? undefined)];
    if (is !== ought) return `${name}: ${difference(is, ought)}`;
  }
  return null;
}
/** Drafts come in the order they were typed or read: the order of keys says nothing. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? "nothing";
const difference = (is: string, ought: string): string => {
  let at = 0;
  while (at < is.length && is[at] === ought[at]) at += 1;
  const from = Math.max(0, at - 60);
  return `…${is.slice(from, at + 60)}… instead of …${ought.slice(from, at + 60)}…`;
};
