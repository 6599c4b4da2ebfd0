// Deliberately broken parts for a simulated world: what the checkers have to find, or they are not believed.
import type { EventStore } from "../../server/store/eventStore.ts";
import type { ViewFrame } from "../../shared/protocol/socket.ts";
import type { Sheet } from "../../shared/session/shapes.ts";
import type { SessionState } from "../../shared/session/state.ts";
import { SESSION } from "./founding.ts";
import type { WorldOptions } from "./world.ts";

type Net = NonNullable<WorldOptions["sabotageNet"]>;

/** Says "stored" at once and stores afterwards. */
export const acksTooEarly = (store: EventStore): EventStore => ({
  ...store,
  append: async (stream, expected, batch) => {
    store.append(stream, expected, batch).catch(() => {});
    return { outcome: "appended", version: expected + batch.flatMap(({ events }) => events).length };
  },
});

/** Remembers no command, so that the same one has its effect again. */
export const forgetsCommands = (store: EventStore): EventStore => ({
  ...store,
  findCommand: async () => null,
  append: (stream, expected, batch) =>
    store.append(
      stream,
      expected,
      batch.map((command, index) => ({
        ...command,
        commandId: `${command.commandId}${command.actor === "server" ? "" : `-${expected}-${index}`}`,
      })),
    ),
});

/** Tells nobody what other nodes have stored. */
export const deaf = (store: EventStore): EventStore => ({ ...store, onMoved: () => {}, caughtUp: async () => {} });

/** The first half of what a reveal shows, then all of it. */
export const revealsInTwoFrames: Net = (_node, show) => (ids, frame) => {
  const { results } = frame.slices;
  if (results) {
    const halves = Object.entries(results).map(([id, each]) => [
      id,
      { ...each, rows: each.rows.map((row) => ({ ...row, values: row.values.slice(1) })) },
    ]);
    show(ids, { slices: { results: Object.fromEntries(halves) } });
  }
  show(ids, frame);
};

/** After some frames, a page's first one again: all as it was when it came. */
export const goesBack: Net = (_node, show) => {
  const first = new Map<string, { frame: ViewFrame; since: number }>();
  return (ids, frame) => {
    show(ids, frame);
    for (const id of ids) {
      const kept = first.get(id) ?? { frame, since: 0 };
      first.set(id, kept);
      kept.since += 1;
      if (kept.since % 20 === 0) show([id], kept.frame);
    }
  };
};

/** What has come with something else stays behind: part of what is shown is of now, part of before. */
export const leavesPartBehind: Net = (_node, show) => (ids, frame) => {
  const { roster, progress, ...others } = frame.slices;
  show(ids, roster && progress && frame.now === undefined ? { ...frame, slices: { ...others, progress } } : frame);
};

const hiddenOf = (state: SessionState | undefined): number[] =>
  (state?.conversations ?? [])
    .filter(({ reveal }) => reveal === null)
    .flatMap(({ blind }) => Object.values(blind.entries))
    .flatMap((sheet) => Object.values(sheet))
    .map(({ value }) => (value === "NA" ? 7 : value));

type Peek = Parameters<Net>[0];
const stateOf = (node: Peek): SessionState | undefined => node()?.live.sessions.peek(SESSION)?.state();
const withExtra = (frame: ViewFrame, extra: number): ViewFrame => ({ ...frame, extra }) as ViewFrame;
const withReasons = (frame: ViewFrame, extra: string[]): ViewFrame => ({ ...frame, extra }) as ViewFrame;

/** Adds to every frame how many digits the hidden scores have together. */
export const tellsTheirLength: Net = (node, show) => (ids, frame) => show(ids, withExtra(frame, hiddenOf(stateOf(node)).join("").length));

/** Adds to every frame how many this node has sent: somebody who hands in again gets one of their own, and the others' next number jumps. */
export const countsFrames: Net = (_node, show) => {
  let count = 0;
  return (ids, frame) => {
    count += 1;
    show(ids, withExtra(frame, count));
  };
};

/** Adds to every frame how many reasons have been written, those included whose turn has not come. */
export const countsReasons: Net = (node, show) => (ids, frame) => {
  const discussions = (stateOf(node)?.conversations ?? []).flatMap((each) => Object.values(each.discussions));
  show(ids, withExtra(frame, discussions.flatMap(({ reasons }) => reasons).length));
};

const reasonsIn = (sheets: Record<string, Sheet>, criteria?: readonly string[]): string[] =>
  Object.values(sheets)
    .flatMap((sheet) => Object.entries(sheet))
    .filter(([criterionId]) => !criteria || criteria.includes(criterionId))
    .map(([, { reason }]) => reason?.text ?? "");

/** Adds to every frame the reasons of what is not revealed. */
export const tellsHiddenReasons: Net = (node, show) => (ids, frame) => {
  const hidden = (stateOf(node)?.conversations ?? []).filter(({ reveal }) => reveal === null);
  show(
    ids,
    withReasons(
      frame,
      hidden.flatMap(({ blind }) => reasonsIn(blind.entries)),
    ),
  );
};

/** Adds to every frame all reasons on what is being discussed, those included whose turn has not come. */
export const tellsHeldReasons: Net = (node, show) => (ids, frame) => {
  const revealed = (stateOf(node)?.conversations ?? []).filter(({ reveal }) => reveal !== null);
  const reasons = revealed.flatMap(({ blind, discussions }) => [
    ...reasonsIn(blind.entries, Object.keys(discussions)),
    ...Object.values(discussions).flatMap((each) => each.reasons.map(({ text }) => text.text)),
  ]);
  show(ids, withReasons(frame, reasons));
};

/** Breaks nothing until a seat has been given back: two ids are one person then. */
export const onceGivenBack =
  (broken: Net): Net =>
  (node, show) => {
    const breaks = broken(node, show);
    const isBack = (): boolean => (stateOf(node)?.seats ?? []).some(({ personId }) => node()?.directory.resolve(personId) !== personId);
    return (ids, frame) => (isBack() ? breaks(ids, frame) : show(ids, frame));
  };

// Taken before a run forbids it.
const realChance = Math.random;
export const throwsRealDice: Net = (_node, show) => (ids, frame) => show(ids, withExtra(frame, realChance()));
export const readsTheClock: Net = (_node, show) => (ids, frame) => show(ids, withExtra(frame, Date.now()));
