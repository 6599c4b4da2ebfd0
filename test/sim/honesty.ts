// INV-10 with every frame: what somebody holds is the view of some prefix of the log, whole, and never of an earlier one than they held before.
import { audienceKey, audienceOf, type Viewer } from "../../shared/session/audience.ts";
import type { ViewFrame } from "../../shared/protocol/socket.ts";
import type { SessionState } from "../../shared/session/state.ts";
import type { SliceName, Slices } from "../../shared/session/view/slices.ts";
import type { ViewContext } from "../../shared/session/viewContext.ts";
import { mineFor, type SharedSliceName, sharedSlices, sliceFor, waitingFor } from "../../shared/session/viewFor.ts";
import type { LiveSession } from "../../server/live/sessions.ts";

/** Who looks, and what their node knows besides the log: names, what other sessions left behind, drafts. */
export type Looking = { viewer: Viewer; session: LiveSession };
export type Honesty = {
  /** A node begins: what it will know of the log is at least what is stored now. */ nodeStarts: (node: string) => void;
  /** `who`: the same over reconnecting and reloading; `line`: one connection. */
  sent: (who: string, line: string, node: string, looking: Looking | null, frame: ViewFrame) => void;
  /** A frame has reached the page: `slices` is what it shows now. */
  shown: (who: string, line: string, frame: ViewFrame, slices: Partial<Slices>) => void;
};

/** Where in the log a frame stands, and what else it can be the view of. */
type Placed = { at: number; what: string; isView: (index: number) => boolean };
type Kept = Map<SliceName, string>;
const isShared = (name: SliceName): name is SharedSliceName => name !== "mine" && name !== "waiting";

export function createHonesty(options: {
  /** The log folded up to each of its events; the first is after one event. */ prefixes: () => readonly SessionState[];
  violation: (what: string) => void;
}): Honesty {
  const { prefixes, violation } = options;
  /** what each connection holds of what all of an audience see */ const held = new Map<string, Kept>();
  /** what each connection's frames come to as they arrive */ const arrived = new Map<string, Map<string, unknown>>();
  const underWay = new Map<string, { shared: Placed | null; own: Placed | null }[]>();
  /** No node forgets: the least that each can know by now. */ const known = new Map<string, number>();
  const shared = new Map<string, number>();
  const own = new Map<string, number>();
  /** one text for one value, as nodes keep it until it changes */ const texts = new WeakMap<object, string>();
  const views = new WeakMap<ViewContext, Map<string, string | null>>();

  const textOf = (value: object): string => {
    const text = texts.get(value) ?? JSON.stringify(value);
    texts.set(value, text);
    return text;
  };
  /** What they would see of this slice at that prefix; null: nothing. */
  const viewAt = (index: number, viewer: Viewer, name: SharedSliceName, context: ViewContext): string | null => {
    const state = prefixes()[index]!;
    const audience = audienceOf(state, viewer);
    const cache = views.get(context) ?? new Map<string, string | null>();
    views.set(context, cache);
    const key = `${index} ${name} ${audienceKey(audience)}`;
    const cached = cache.get(key);
    if (cached !== undefined) return cached;
    const value = sliceFor(state, audience, name, context);
    const text = value === null ? null : JSON.stringify(value);
    cache.set(key, text);
    return text;
  };
  /** The first prefix from there on of which it is the view; null: of none. */
  const firstFrom = (from: number, isView: (index: number) => boolean): number | null => {
    for (let index = from; index < prefixes().length; index++) if (isView(index)) return index;
    return null;
  };
  /** The first prefix it can be the view of, by what its node knows of the log; null: of none. */
  const placed = (who: string, node: string, what: string, isView: (index: number) => boolean): Placed | null => {
    const at = firstFrom(known.get(node) ?? 0, isView);
    if (at === null)
      violation(
        `INV-10 ${who} was sent what ${firstFrom(0, isView) === null ? "nobody could see at any moment" : "was so before"}: ${what}`,
      );
    else known.set(node, at);
    return at === null ? null : { at, what, isView };
  };
  /** Never before what they had. */
  const goesOn = (who: string, seen: Map<string, number>, { at, what, isView }: Placed): void => {
    const before = seen.get(who) ?? 0;
    const now = at < before ? firstFrom(before, isView) : at;
    if (now === null) violation(`INV-10 ${who} was taken back to what was so before: ${what}`);
    else seen.set(who, now);
  };

  const placeShared = (who: string, node: string, { viewer, session }: Looking, frame: ViewFrame, kept: Kept): Placed | null => {
    const { context } = session;
    const changed = (Object.keys(frame.slices) as SliceName[]).filter(isShared);
    if (changed.length === 0 && frame.now === undefined) return null;
    // what has just come first: where it is not the view, it shows there
    const names = new Set([...changed, ...[...kept.keys()].filter(isShared)]);
    return placed(who, node, changed.join(), (index) => {
      const isSame = (name: SharedSliceName): boolean => viewAt(index, viewer, name, context) === (kept.get(name) ?? null);
      return [...names].every(isSame) && sharedSlices(audienceOf(prefixes()[index]!, viewer).kind).every(isSame);
    });
  };
  /** Somebody's own comes in a frame of its own, right behind or when they typed. */
  const placeOwn = (who: string, node: string, { viewer, session }: Looking, frame: ViewFrame): Placed | null => {
    const { mine, waiting } = frame.slices;
    const owned = mine ?? waiting;
    if (!owned) return null;
    const text = textOf(owned);
    const { context } = session;
    const drafts = viewer.kind === "seat" ? session.drafts.of(viewer.seatId) : {};
    return placed(who, node, mine ? "mine" : "waiting", (index) => {
      const state = prefixes()[index]!;
      if (viewer.kind === "seat") return JSON.stringify(mineFor(state, viewer.seatId, drafts, context)) === text;
      return viewer.kind === "door" && JSON.stringify(waitingFor(state, viewer.knockId, context)) === text;
    });
  };

  return {
    shown: (who, line, frame, slices) => {
      const all = (frame.now === undefined && arrived.get(line)) || new Map<string, unknown>();
      arrived.set(line, all);
      for (const [name, value] of Object.entries(frame.slices)) {
        if (value === null || value === undefined) all.delete(name);
        else all.set(name, value);
      }
      const there = Object.entries(slices);
      if (there.length !== all.size || there.some(([name, value]) => all.get(name) !== value))
        violation(`INV-10 ${who} shows something else than it was sent`);
      // Frames of one connection arrive in order, and those that were sent on one that broke do not arrive.
      const stands = underWay.get(line)?.shift();
      if (stands?.shared) goesOn(who, shared, stands.shared);
      if (stands?.own) goesOn(who, own, stands.own);
    },
    nodeStarts: (node) => void known.set(node, Math.max(0, prefixes().length - 1)),
    sent: (who, line, node, looking, frame) => {
      if (!looking) {
        violation(`INV-10 ${who} was sent something, and nobody knows who they are`);
        return;
      }
      const names = Object.keys(frame.slices) as SliceName[];
      const kept: Kept = frame.now === undefined ? (held.get(line) ?? new Map()) : new Map();
      held.set(line, kept);
      for (const name of names) {
        const value = frame.slices[name];
        if (value === null || value === undefined) kept.delete(name);
        else kept.set(name, textOf(value));
      }
      const stands = { shared: placeShared(who, node, looking, frame, new Map(kept)), own: placeOwn(who, node, looking, frame) };
      underWay.set(line, [...(underWay.get(line) ?? []), stands]);
    },
  };
}
