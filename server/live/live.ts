// The live part put together: what happens when somebody comes, leaves, is let in, removed or given their seat back.
import type { Answer } from "../../shared/protocol/socket.ts";
import type { SessionEvent } from "../../shared/session/events.ts";
import type { RejectionCode } from "../../shared/session/rejection.ts";
import type { Directory } from "../people/directory.ts";
import { createEntering, type Entering } from "../people/entering.ts";
import { createJoining } from "../people/joining.ts";
import { oneAtATime } from "../people/oneAtATime.ts";
import type { Links } from "../people/links.ts";
import type { EventStore } from "../store/eventStore.ts";
import { isDamaged } from "../store/storeErrors.ts";
import type { Team } from "../team.ts";
import { type Acts, createActs } from "./acts.ts";
import { failing, type OnFault } from "./failing.ts";
import type { Viewing } from "./broadcast.ts";
import type { Clock, Ids, Turn } from "./ports.ts";
import { type CaughtUp, createCaughtUp } from "./caughtUp.ts";
import type { Limit } from "./limits.ts";
import type { OpenNet } from "./net.ts";
import { createPresence, NO_OTHER_NODES, type Presence, type SeatsElsewhere } from "./presence.ts";
import { turnAwayByOldLink } from "./oldLink.ts";
import { createPeopleHere } from "./peopleHere.ts";
import { createKeptBriefs } from "./keptBriefs.ts";
import { createSameness, type Sameness } from "./sameness.ts";
import { createSessionIndex, type SessionIndex } from "./sessionIndex.ts";
import { createSessions, type LiveSession, type Sessions, streamOf } from "./sessions.ts";
import { type Admit, openSockets, type Sockets } from "./sockets.ts";
import { createTroubles } from "./troubles.ts";
import { createUntilDone, type UntilDone } from "./untilDone.ts";
import { createViewContexts, type ViewContexts } from "./viewContexts.ts";
import { viewerOf } from "./viewers.ts";

export type Live = {
  sessions: Sessions;
  index: SessionIndex;
  contexts: ViewContexts;
  acts: Acts;
  entering: Entering;
  sockets: Sockets;
  presence: Presence;
  caughtUp: CaughtUp;
  isBecoming: Sameness["isBecoming"];
  /** What follows from something, now, or as soon as the store can be written again. */ afterwards: UntilDone["start"];
  /** the team's link was replaced */ linkReplaced: () => void;
  /** somebody's name was changed */ namesChanged: () => Promise<void>;
  /** Whoever is forgotten for good: out of every session here. Resolves when nothing they sent is still on its way into the store. */
  shutOut: () => Promise<void>;
  close: () => Promise<void>;
};

export type LiveOptions = {
  store: EventStore;
  team: Team;
  directory: Directory;
  links: Links;
  clock: Clock;
  ids: Ids;
  turn: Turn;
  baseUrl: () => string;
  /** how long after the last socket somebody counts as away */ awayAfterMs: number;
  openNet: OpenNet;
  /** so many messages in so many seconds */ limit: (points: number, seconds: number) => Limit;
  /** the other nodes' sockets */ seatsElsewhere: SeatsElsewhere;
  /** other than usual */ most?: { connections: number; perAddress: number };
  /** for counting */ onAnswered?: (act: string, answer: Answer) => void;
  onNotLetIn?: (code: RejectionCode) => void;
  onSlow?: () => void;
  onFatal: (error: unknown) => void;
  onFault: OnFault;
  onOddity: (what: "malformed" | "unknownEvent", detail: string) => void;
};

const PEOPLE_EVENTS: ReadonlySet<SessionEvent["type"]> = new Set<SessionEvent["type"]>([
  "SeatTaken",
  "SeatRemoved",
  "SeatGivenBack",
  "Knocked",
  "KnockTurnedAway",
]);

export function openLive(options: LiveOptions): Live {
  const { store, team, directory, links, clock, ids } = options;
  const kept = createKeptBriefs(store, options.turn, options.onFault);
  const index: SessionIndex = createSessionIndex({ sessions: () => sessions, kept, turn: options.turn });
  const untilDone = createUntilDone(clock, options.onFault);
  const following = oneAtATime();
  const contexts = createViewContexts({ team, directory, index, baseUrl: options.baseUrl });
  const joining = createJoining({ team, directory });
  const caughtUp = createCaughtUp({ store, team, directory });
  const sameness = createSameness({ directory, joining, caughtUp, untilDone, merged: () => peopleHere.recognise() });
  const sessions: Sessions = createSessions({
    store,
    clock,
    ids,
    contextOf: contexts.of,
    isErased: directory.isErased,
    isSame: sameness.areOne,
    inUse: (sessionId) => sockets.broadcast.viewings(sessionId).length > 0,
    givenBack: sameness.givenBack,
    onFatal: options.onFatal,
    onFault: options.onFault,
  });
  const entering = createEntering({
    team,
    directory,
    joining,
    links,
    sessions,
    index,
    ids,
    now: clock.now,
    isBecoming: sameness.isBecoming,
  });
  const presence = createPresence({
    sessions,
    clock,
    graceMs: options.awayAfterMs,
    elsewhere: options.seatsElsewhere,
    onFault: options.onFault,
  });

  /** These seats' drafts were typed elsewhere. Only their own slices: a look at everything would tell the others something sooner because somebody typed. */
  const tellOwners = (session: LiveSession, seatIds: string[]): void => {
    for (const seatId of seatIds) sockets.broadcast.ownSoon(session, seatId);
  };
  const admit: Admit = async (sessionId, personId, screenToken, whose) => {
    await caughtUp(sessionId);
    if (screenToken !== null) {
      const link = await links.find(screenToken);
      if (link?.kind !== "screen" || link.sessionId !== sessionId) return "LINK_INVALID";
      return (await sessions.loadNow(sessionId)) ? { kind: "screen" } : "NOT_FOUND";
    }
    if (personId === null || team.roleOf(personId) === null) return "SIGN_IN";
    // Whoever comes back from another node must not be shown less than they have seen there.
    const session = await sessions.loadNow(sessionId);
    // before anybody is given a seat, is shown anything in another's page, or learns whether there is such a session
    const refusal = whose === null ? null : sameness.notTheirs(sessionId, whose, personId);
    if (refusal) return refusal;
    if (!session) return "NOT_FOUND";
    const known = viewerOf(session.state(), directory, personId);
    // Whoever comes over from another node finds here what they typed there.
    if (options.seatsElsewhere !== NO_OTHER_NODES) tellOwners(session, await session.drafts.refresh());
    if (known) return known;
    // A guest's other sessions look the same as sessions that do not exist.
    if (!(await entering.comeIn(session, personId))) return team.memberOf(personId) ? "NOT_SEATED" : "NOT_FOUND";
    return viewerOf(session.state(), directory, personId) ?? "NOT_SEATED";
  };

  const acts = createActs({
    sessions,
    isErased: directory.isErased,
    notTheirs: sameness.notTheirs,
    ownChanged: (sessionId, seatId) => {
      const session = sessions.peek(sessionId);
      if (session) sockets.broadcast.ownSoon(session, seatId);
    },
    ...(options.onAnswered ? { onAnswered: options.onAnswered } : {}),
    onFatal: options.onFatal,
  });

  const join = async (viewing: Viewing): Promise<void> => {
    const session = sessions.peek(viewing.sessionId) ?? (await sessions.load(viewing.sessionId));
    const viewer =
      viewing.viewer.kind === "screen" || viewing.personId === null
        ? viewing.viewer
        : session && viewerOf(session.state(), directory, viewing.personId);
    // Their seat was given back between the handshake and now: they come again, and are known in a moment.
    if (session && !viewer && viewing.personId !== null && sameness.isBecoming(viewing.sessionId, viewing.personId))
      return sockets.dismiss(viewing, "STORAGE");
    // Removed, or the session deleted, between the handshake and now.
    if (!session || !viewer) return sockets.dismiss(viewing, "REMOVED");
    if (viewing.personId !== null && directory.isErased(viewing.personId)) return sockets.dismiss(viewing, "ERASED");
    viewing.viewer = viewer;
    sockets.broadcast.join(session, viewing);
    const trouble = troubles.of(viewing.sessionId);
    if (trouble) sockets.tell([viewing], trouble);
    if (viewer.kind === "seat") presence.opened(viewing.sessionId, viewer.seatId);
  };
  const sockets: Sockets = openSockets({
    openNet: options.openNet,
    clock,
    limit: options.limit,
    turn: options.turn,
    acts: () => acts,
    admit,
    ...(options.most ? { most: options.most } : {}),
    ...(options.onNotLetIn ? { onNotLetIn: options.onNotLetIn } : {}),
    ...(options.onSlow ? { onSlow: options.onSlow } : {}),
    joined: (viewing) => void join(viewing).catch(options.onFault),
    left: (viewing) => {
      if (viewing.greeted && viewing.viewer.kind === "seat") presence.closed(viewing.sessionId, viewing.viewer.seatId);
    },
    failed: failing(ids, options.onFault),
    onOddity: options.onOddity,
  });

  const peopleHere = createPeopleHere({ sessions, directory, presence, sockets });

  const troubles = createTroubles({
    clock,
    reach: (sessionId) => store.reach(streamOf(sessionId)),
    sessions: sockets.broadcast.sessions,
    tell: (sessionId, trouble) => sockets.tell(sockets.broadcast.viewings(sessionId), trouble),
  });

  /**
   * One after the other, also while the team cannot be written: what counts is where people are when it can, not where they were. A removal is followed by every node that
   * hears of it, because another one may be just about to let the same person into the team.
   */
  const followed = (session: LiveSession, events: readonly SessionEvent[], whose: "own" | "others"): void => {
    const seats = events.flatMap((event) => {
      if (event.type === "SeatRemoved") return [event.seatId];
      return event.type === "SeatTaken" && event.knockId !== null && whose === "own" ? [event.seatId] : [];
    });
    for (const seatId of new Set(seats)) void following(() => untilDone.finish(() => joining.follow(session.state(), seatId)));
  };

  sessions.onLoaded(presence.recheck);
  sessions.onContext((session) => sockets.broadcast.flush(session));
  sessions.onDrafts(tellOwners);
  sessions.onChanged((session, events, whose) => {
    index.touch(session.sessionId);
    if (events.some(({ type }) => PEOPLE_EVENTS.has(type))) peopleHere.recogniseIn(session);
    sockets.broadcast.changed(session, events);
    followed(session, events, whose);
    // Somebody who came back while it was being stored, here or on another node, is here.
    if (events.some(({ type }) => type === "MarkedAway")) presence.contradict(session);
    // Whoever had just left a stranger's seat was to count as away from a seat that is gone: their own is looked at instead.
    if (events.some(({ type }) => type === "SeatGivenBack")) presence.recheck(session);
    peopleHere.dismissTurnedAway(session, events);
    peopleHere.dismissRemoved(session, new Set(events.flatMap((event) => (event.type === "SeatRemoved" ? [event.seatId] : []))));
  });
  team.onChanged((events) => {
    for (const event of events) {
      if (event.type !== "MemberRemoved") continue;
      peopleHere.dismiss((personId) => directory.resolve(personId) === event.personId, event.erased ? "ERASED" : "REMOVED");
    }
    untilDone.start(sessions.refreshContexts);
  });

  /** Nobody's socket outlives its node: whoever the logs say is present has to come back, or is away. */
  const recheckPresence = async (): Promise<void> => {
    for (const brief of await index.all()) {
      if (brief.status !== "open" || !brief.somebodyPresent) continue;
      try {
        const session = await sessions.load(brief.sessionId);
        if (session) presence.recheck(session);
      } catch (error) {
        // One that is damaged says nothing about the next.
        if (!isDamaged(error)) throw error;
      }
    }
  };
  untilDone.start(recheckPresence);

  // Other nodes: what they change is in the logs and tables; here it has to be noticed.
  store.onMoved((stream, gone) => {
    if (!stream.startsWith("session:")) return;
    const sessionId = stream.slice("session:".length);
    if (gone) index.forget(sessionId);
    else index.touch(sessionId);
  });
  sessions.onGone((sessionId) => {
    for (const viewing of [...sockets.broadcast.viewings(sessionId)]) sockets.dismiss(viewing, "NOT_FOUND");
  });
  directory.onChanged(() => untilDone.start(peopleHere.recognise));
  options.seatsElsewhere.onNodeGone(() => untilDone.start(recheckPresence));

  return {
    sessions,
    index,
    contexts,
    acts,
    entering,
    sockets,
    presence,
    caughtUp,
    afterwards: untilDone.start,
    isBecoming: sameness.isBecoming,
    linkReplaced: () => untilDone.start(() => turnAwayByOldLink({ sessions, index, directory })),
    namesChanged: sessions.refreshContexts,
    shutOut: async () => {
      peopleHere.dismiss(directory.isErased, "ERASED");
      await acts.underWay();
    },
    close: async () => {
      presence.stop();
      troubles.stop();
      sessions.stop();
      await sessions.settled();
      untilDone.stop();
      await following(async () => {});
      await kept.settled();
      await sockets.close();
    },
  };
}
