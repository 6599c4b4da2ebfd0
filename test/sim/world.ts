// A simulated world: nodes over one store and one network, a team with a session, people with pages, and everything they do written into one hash.
import { createHash } from "node:crypto";
import type { EventStore } from "../../server/store/eventStore.ts";
import type { Bye, ViewFrame } from "../../shared/protocol/socket.ts";
import type { Options } from "../../shared/session/shapes.ts";
import { LIVE_LIMITS } from "../../server/live/limits.ts";
import { LIMITS } from "../../shared/limits.ts";
import { type Checks, createChecks } from "./checks.ts";
import type { Dice } from "./dice.ts";
import { type BrokenDisk, createDisk, type Disk } from "./disk.ts";
import { createNode, nodeClock, openParts, type Parts, type SimNode, simIds } from "./node.ts";
import { openPage, type Page, type Person } from "./people.ts";
import { found, SESSION } from "./founding.ts";
import { createHonesty, type Looking } from "./honesty.ts";
import type { Machine, Power } from "./power.ts";
import { createScheduler, owner, type Scheduler } from "./scheduler.ts";
import { createSeatRegistry } from "./seats.ts";
import { createBus, simStore, type StoreFaults } from "./store.ts";
import { createWires, type NetFaults, type Tap, type Wires } from "./wires.ts";

export type WorldOptions = {
  seed: string;
  nodes: number;
  people: Omit<Person, "personId" | "pages" | "skew">[];
  options?: Partial<Options>;
  netFaults: NetFaults;
  storeFaults: (node: string, crash: (why: string) => void, now: () => number, power: Power) => StoreFaults;
  /** left out: the power never fails, and every sync is at once */ power?: (machine: Machine) => Power;
  endsAtCalls?: Parameters<typeof createNode>[1]["endsAtCalls"];
  /** the disk breaks its promises, for the control */ brokenDisk?: BrokenDisk;
  heard?: Parameters<typeof openPage>[0]["heard"];
  tap?: Partial<Tap>;
  /** a store that breaks its promises, for the control */ sabotageStore?: (store: EventStore, disk: Disk) => EventStore;
  /** a node that says too much, for the control */ sabotageNet?: (
    node: () => Parts | null,
    show: (ids: string[], frame: ViewFrame) => void,
  ) => (ids: string[], frame: ViewFrame) => void;
  /** nobody asks for its hash or its words */ untraced?: boolean;
  /** looks with every frame whether it is the view of a prefix */ honest?: boolean;
  say?: (line: string) => void;
};

export type World = {
  seed: string;
  scheduler: Scheduler;
  disk: Disk;
  nodes: SimNode[];
  wires: Wires;
  checks: Checks;
  people: Person[];
  pages: Page[];
  violations: string[];
  trace: (line: string) => void;
  hash: () => string;
  /** frames that one connection was handed and had not read */ mostUnread: () => number;
  /** by the label of a page's incarnation: the name of who looks */ viewerOf: (label: string) => string;
  open: (person: Person | null, label: string, screenToken?: string) => Page;
  /** another node's view of what is stored, started for this and for nobody's use */ witness: () => Promise<Parts>;
  facilitator: () => Person;
  /** pages that came while the session was closed, and had no place in it */ turnedAway: ReadonlySet<string>;
};

const quiet: StoreFaults = { of: () => "none", hint: () => 1, crash: () => {} };

export async function createWorld(options: WorldOptions): Promise<World> {
  const { seed } = options;
  const hash = createHash("sha256");
  const violations: string[] = [];
  const trace = (line: string): void => {
    if (options.untraced) return;
    const whole = `${scheduler.now().toFixed(3)} ${line}`;
    hash.update(whole);
    options.say?.(whole);
  };
  const violation = (what: string): void => {
    if (violations.length < 20) violations.push(`${scheduler.now().toFixed(0)} ms: ${what}`);
    trace(`VIOLATION ${what}`);
  };
  const scheduler = createScheduler(seed);
  const pages: Page[] = [];
  const people: Person[] = options.people.map((one) => ({ ...one, personId: null, pages: [], skew: 0 }));
  const checks = createChecks({
    sessionId: SESSION,
    disk: () => disk,
    now: scheduler.now,
    violation,
    commandOf: (id) => {
      for (const page of pages) {
        const found = page.issued.get(id)?.command;
        if (found) return found;
      }
      return null;
    },
    personOf: (name) => people.find((one) => one.name === name)?.personId ?? null,
  });
  const disk = createDisk((appended) => {
    trace(
      `stored ${appended.stream} ${appended.version} ${appended.batch.map((one) => `${one.actor}:${one.events.map(({ type }) => type)}`)}`,
    );
    checks.appended(appended);
  }, options.brokenDisk);
  const power = options.power?.({
    disk: () => disk,
    scheduler,
    machineEnds: () => {
      for (const node of nodes) node.crash("power cut");
    },
    trace,
  }) ?? { writing: () => {}, isOff: () => false };
  const names = Array.from({ length: options.nodes }, (_, index) => `n${index}`);
  const faults = new Map(
    names.map((name) => [
      name,
      options.storeFaults(name, (why) => nodes.find((node) => node.name === name)?.crash(why), scheduler.now, power),
    ]),
  );
  const bus = createBus(seed, scheduler, (node) => faults.get(node) ?? quiet);
  const turnedAway = new Set<string>();
  let mostUnread = 0;
  const viewerOf = (label: string): string => label.split(".")[0]!;
  const honesty = options.honest ? createHonesty({ prefixes: () => checks.prefixes, violation }) : null;
  /** a page's label without how often it was loaded */ const tabOf = (label: string): string => label.replace(/\.\d+$/, "");
  const pageOf = (label: string): Page | undefined => pages.find(({ whose }) => whose.label === label);
  const lookingBy = (node: string, line: string): Looking | null => {
    const live = nodes.find(({ name }) => name === node)?.parts()?.live;
    const viewer = live?.sockets.broadcast.viewings(SESSION).find(({ id }) => id === line)?.viewer;
    const session = live?.sessions.peek(SESSION);
    return viewer && session ? { viewer, session } : null;
  };
  /** Who does not read is sent no more than so much, and then nothing. */
  const bounded = (node: string): void => {
    const live = nodes.find(({ name }) => name === node)?.parts()?.live;
    for (const { id, unread, unreadBytes } of live?.sockets.broadcast.viewings(SESSION) ?? []) {
      mostUnread = Math.max(mostUnread, unread);
      // one more: what everybody sees and what is one's own are two frames of one moment
      if (unread > LIVE_LIMITS.unreadFrames + 1 || unreadBytes > LIVE_LIMITS.unreadBytes + LIMITS.frame)
        violation(`INV-23 ${unread} frames of ${unreadBytes} characters wait for ${id}`);
    }
  };
  const tap: Tap = {
    frame: (page, node, frame, json, line) => {
      bounded(node);
      trace(`frame ${page} ${json}`);
      checks.frame(viewerOf(page), frame, json);
      honesty?.sent(tabOf(page), line, node, lookingBy(node, line), frame);
      options.tap?.frame?.(page, node, frame, json, line);
    },
    shown: (page, frame, line) => {
      const seen = pageOf(page)?.connection.slices();
      if (seen) honesty?.shown(tabOf(page), line, frame, seen);
    },
    answer: (page, node, event, message, answer) => {
      trace(`answer ${page} ${event} ${JSON.stringify(answer)}`);
      const person = people.find(({ name }) => name === viewerOf(page));
      checks.answered(page, person?.personId ?? null, event, message, answer);
      options.tap?.answer?.(page, node, event, message, answer);
    },
    bye: (page, bye: Bye) => {
      trace(`bye ${page} ${bye.code}`);
      checks.coverage.set(`bye ${bye.code}`, (checks.coverage.get(`bye ${bye.code}`) ?? 0) + 1);
      if (bye.code === "NOT_SEATED" && checks.closedLately()) turnedAway.add(page);
      options.tap?.bye?.(page, bye);
    },
  };
  const wires = createWires({ seed, scheduler, faults: options.netFaults, tap, trace });
  const seatsOf = createSeatRegistry(scheduler);
  const storeOf = (node: string, whose: Parameters<typeof simStore>[0]["whose"], storeFaults: StoreFaults): EventStore => {
    const store = simStore({ seed, node, whose, disk, bus, scheduler, faults: storeFaults, trace });
    return options.sabotageStore && node.startsWith("n") ? options.sabotageStore(store, disk) : store;
  };
  const nodes: SimNode[] = names.map((name) =>
    createNode(name, {
      seed,
      scheduler,
      storeOf: (node, whose, crash) => storeOf(node, whose, { ...faults.get(node)!, crash }),
      openNet: (node, whose, tokens) => {
        const open = wires.openNet(node, whose, tokens);
        honesty?.nodeStarts(node);
        const { sabotageNet } = options;
        if (!sabotageNet) return open;
        return (ears) => {
          const net = open(ears);
          return { ...net, show: sabotageNet(() => nodes.find((one) => one.name === node)?.parts() ?? null, net.show) };
        };
      },
      seatsOf: (_node, whose, store) => seatsOf(whose, store),
      endsAtCalls: options.endsAtCalls,
      ended: (node) => wires.nodeEnds(node, false),
      trace,
      violation,
    }),
  );

  // --- the team and the session, made as the API makes them, before anything goes wrong
  const founder = owner("founder");
  const founding = openParts({
    store: simStore({ seed, node: "founder", whose: founder, disk, bus, scheduler, faults: quiet, trace }),
    clock: nodeClock(scheduler, founder, () => 0),
    ids: simIds(`${seed} founder`),
    scheduler,
    whose: founder,
    openNet: () => ({ show: () => {}, tell: () => {}, count: () => 0, close: async () => {} }),
    seats: { hold: () => {}, release: () => {}, heldElsewhere: async () => true, onNodeGone: () => {} },
    onFatal: (error) => violation(`founding: ${String(error)}`),
    onFault: (error) => violation(`founding: ${String(error)}`),
  }).then((parts) => found(parts, people, options.options ?? {}));
  let founded = false;
  void founding.then(
    () => {
      founded = true;
    },
    (error: unknown) => {
      founded = true;
      violation(`founding: ${error instanceof Error ? error.stack : String(error)}`);
    },
  );
  await scheduler.until(() => founded, 10_000);
  founder.alive = false;
  for (const node of nodes) node.start();
  await scheduler.until(() => nodes.every((node) => node.parts() !== null), 10_000);

  const choose = (draw: Dice): string => draw.pick(names);
  const open: World["open"] = (person, label, screenToken) => {
    const begin = (kept?: Parameters<typeof openPage>[0]["kept"]): Page => {
      const page = openPage({
        seed,
        label,
        person,
        auth: wires.authOf(SESSION, screenToken),
        scheduler,
        wires,
        choose,
        kept,
        heard: (from, event, message, answer) => {
          if (event === "command" && !answer.ok && answer.retry === "never" && answer.code !== "ID_REUSED")
            checks.refused(message?.id ?? "");
          options.heard?.(from, event, message, answer);
        },
        onReload: (old, loads) => {
          trace(`reload ${label}`);
          const at = pages.indexOf(old);
          const next = begin({ storage: old.storage, issued: old.issued, loads });
          pages.splice(at, 1, next);
          if (person) person.pages = person.pages.map((one) => (one === old ? next : one));
        },
      });
      return page;
    };
    const page = begin();
    pages.push(page);
    person?.pages.push(page);
    return page;
  };
  let witnesses = 0;
  return {
    seed,
    scheduler,
    disk,
    nodes,
    wires,
    checks,
    people,
    pages,
    violations,
    trace,
    mostUnread: () => mostUnread,
    hash: () => hash.copy().digest("hex").slice(0, 32),
    viewerOf,
    open,
    witness: async () => {
      witnesses += 1;
      const whose = owner(`witness${witnesses}`);
      let opened: Parts | null = null;
      const store = simStore({ seed, node: whose.label, whose, disk, bus, scheduler, faults: quiet, trace });
      openParts({
        store,
        clock: nodeClock(scheduler, whose, () => 0),
        ids: simIds(`${seed} ${whose.label}`),
        scheduler,
        whose,
        openNet: () => ({ show: () => {}, tell: () => {}, count: () => 0, close: async () => {} }),
        seats: { hold: () => {}, release: () => {}, heldElsewhere: async () => true, onNodeGone: () => {} },
        onFatal: (error) => violation(`witness: ${String(error)}`),
        onFault: (error) => violation(`witness: ${String(error)}`),
      }).then(
        async (parts) => {
          await parts.live.sessions.load(SESSION);
          opened = parts;
        },
        (error: unknown) => violation(`witness: ${error instanceof Error ? error.stack : String(error)}`),
      );
      await scheduler.until(() => opened !== null, 5_000);
      whose.alive = false;
      if (!opened) throw new Error("the witness did not start");
      return opened;
    },
    turnedAway,
    facilitator: () => {
      const seat = checks.truth()?.seats.find(({ role, removed }) => role === "facilitator" && !removed);
      return people.find(({ personId }) => personId === seat?.personId) ?? people[0]!;
    },
  };
}
