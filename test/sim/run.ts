// One simulated call from a seed: faults on while people do what people do, then everything heals, and everybody has to see the same truth in bounded time.
import { PROTOCOL_VERSION } from "../../shared/protocol/version.ts";
import { nextAct } from "./acts.ts";
import { createAgreement } from "./agreement.ts";
import { type Dice, dice } from "./dice.ts";
import { drawMix, type FaultKind, netFaults, portCrashes, storeFaults } from "./faults.ts";
import { without } from "./forbidden.ts";
import type { Person } from "./people.ts";
import { createPower } from "./power.ts";
import { WORLD } from "./scheduler.ts";
import { settled } from "./settled.ts";
import { cause } from "./trouble.ts";
import { CODE, SESSION } from "./founding.ts";
import { createWorld, type World, type WorldOptions } from "./world.ts";

export type SimOptions = {
  seed: number;
  /** how many things people do while faults are on */ ops?: number;
  nodes?: number;
  /** false: what INV-10 asks is not looked at, for controls that it would end too early */ honest?: boolean;
  sabotageStore?: WorldOptions["sabotageStore"];
  brokenDisk?: WorldOptions["brokenDisk"];
  sabotageNet?: WorldOptions["sabotageNet"];
  say?: (line: string) => void;
};
export type SimResult = {
  seed: number;
  violations: string[];
  hash: string;
  steps: number;
  ops: number;
  coverage: Map<string, number>;
  faults: Map<FaultKind, number>;
  /** virtual milliseconds for which somebody connected was shown something else than was so, once the faults had ended */ agreedMs: number;
  /** frames that waited for one connection at most */ mostUnread: number;
};

const TEAM: WorldOptions["people"] = [
  { name: "fay", experience: "long", workspaceRole: "admin", role: "facilitator" },
  { name: "lea", experience: "long", workspaceRole: "lead", role: null },
  { name: "tom", experience: "new", workspaceRole: "reviewer", role: null },
  { name: "nia", experience: "new", workspaceRole: "reviewer", role: null },
  { name: "sol", experience: "settled", workspaceRole: "reviewer", role: null },
  { name: "oda", experience: "long", workspaceRole: "reviewer", role: "observer" },
  { name: "gus", experience: "settled", workspaceRole: "guest", role: null },
];
/** Within so much virtual time everybody has to be back: the longest pause of a client, its retry, and the grace before somebody is away. Whoever is back has to show what is so much sooner (agreement.ts). */
const CONVERGE_MS = 90_000;
const FAULTY_MS = 20 * 60_000;

export const runSim = (options: SimOptions): Promise<SimResult> => {
  const uses: string[] = [];
  return without(
    (what) => uses.push(what),
    async () => {
      const result = await run(options);
      return { ...result, violations: [...result.violations, ...uses.map((what) => `${what} was used inside the run`)] };
    },
  );
};

async function run(options: SimOptions): Promise<SimResult> {
  const seed = `sim ${options.seed}`;
  const ops = options.ops ?? 60;
  const own = dice(`${seed} people`);
  const mix = drawMix(seed);
  const away = new Map<string, number>();
  const size = 4 + own.int(TEAM.length - 3);
  const world = await createWorld({
    seed,
    nodes: options.nodes ?? 2,
    people: [...TEAM.slice(0, Math.min(size, 5)), ...TEAM.slice(5).filter(() => own.chance(0.5))],
    options: {
      names: own.pick(["atReveal", "whenOpened", "whenSettled", "never"] as const),
      speakingOrder: own.pick(["newestFirst", "newestFirst", "open"] as const),
      facilitatorScores: own.chance(0.8),
      showProgressNames: own.chance(0.3),
    },
    netFaults: netFaults(seed, mix),
    power: (machine) => createPower(mix, dice(`${seed} power`), machine),
    storeFaults: (node, crash, now, power) =>
      storeFaults(seed, node, mix, power, () => power.isOff() || (!mix.healed() && (away.get(node) ?? 0) > now()), crash),
    endsAtCalls: (node) => portCrashes(seed, node, mix),
    brokenDisk: options.brokenDisk,
    honest: options.honest ?? true,
    sabotageStore: options.sabotageStore,
    sabotageNet: options.sabotageNet,
    say: options.say,
  });
  const { scheduler, nodes, people } = world;
  const agreement = createAgreement(world);

  // --- everybody comes, some of them later
  const screenToken = await tokenOfScreen(world);
  for (const person of people) {
    const late = own.chance(0.25) ? own.between(5_000, 60_000) : own.between(0, 2_000);
    scheduler.after(WORLD, late, () => (person.workspaceRole === "guest" ? knocks(world, person, own) : world.open(person, person.name)));
  }
  if (screenToken) world.open(null, "screen", screenToken);

  // --- faults on
  let done = 0;
  const acting = own.fork("acts");
  const brisk = acting.chance(0.5);
  const act = (): void => {
    if (mix.healed()) return;
    scheduler.after(WORLD, acting.between(20, 1_200), act);
    const able = world.pages.filter((page) => page.open && page.person && page.connection.status().state !== "closed");
    if (able.length === 0) return;
    const conductor = able.filter(
      ({ connection }) => connection.slices().mine?.role === "facilitator" || connection.slices().mine?.role === "lead",
    );
    const page = conductor.length > 0 && acting.chance(0.35) ? acting.pick(conductor) : acting.pick(able);
    if (page.whose.heldUntil > scheduler.now()) return;
    const last = [...page.issued.keys()].at(-1);
    const next = nextAct(page.connection.slices(), page.person!.name, last ? { id: last } : null, acting, brisk);
    if (!next) return;
    done += 1;
    world.trace(`act ${page.label} ${JSON.stringify(next)}`);
    if (next.kind === "draft") page.draft(next.conversationId, next.criterionId, next.entry);
    else if (next.kind === "raw") page.raw(next.event, next.message);
    else {
      page.act(next.command);
      if (mix.has("doubleClick") && acting.chance(0.15)) {
        mix.fired("doubleClick");
        page.act(next.command);
      }
    }
  };
  scheduler.after(WORLD, 500, act);
  const faulty = own.fork("faults");
  const trouble = (): void => {
    if (mix.healed() || mix.doable.length === 0) return;
    scheduler.after(WORLD, faulty.between(200, 8_000), trouble);
    cause(world, mix, faulty.pick(mix.doable), faulty, away);
  };
  scheduler.after(WORLD, 1_000, trouble);
  // a supervisor starts again what has ended
  const supervise = (): void => {
    for (const node of nodes) if (!node.whose().alive) node.start();
    scheduler.after(WORLD, 1_500, supervise);
  };
  supervise();
  await scheduler.until(() => done >= ops || world.violations.length > 0, FAULTY_MS);

  // --- heal, and converge
  if (world.violations.length === 0) {
    world.trace("heal");
    mix.heal();
    for (const node of nodes) {
      node.skew(0);
      scheduler.release(node.whose());
    }
    for (const person of people) person.skew = 0;
    for (const page of world.pages) scheduler.release(page.whose);
    world.wires.heal();
    for (const page of [...world.pages]) if (page.auth.protocol !== PROTOCOL_VERSION) page.reload();
    await agreement.pass(CONVERGE_MS);
    await settled(world);
  }
  return {
    seed: options.seed,
    violations: world.violations,
    hash: world.hash(),
    steps: scheduler.steps(),
    ops: done,
    coverage: world.checks.coverage,
    faults: mix.counted,
    agreedMs: agreement.slowestMs(),
    mostUnread: world.mostUnread(),
  };
}

async function tokenOfScreen(world: World): Promise<string | null> {
  let token: string | null = null;
  const parts = world.nodes[0]!.parts();
  void parts?.links.screenToken(SESSION).then(
    (made) => {
      token = made;
    },
    () => {},
  );
  await world.scheduler.until(() => token !== null, 200);
  return token;
}

/** By the six letters, at any node, as somebody nobody knows. */
function knocks(world: World, person: Person, own: Dice): void {
  const parts = own.pick(world.nodes).parts();
  const again = (): void => void world.scheduler.after(WORLD, 3_000, () => knocks(world, person, own));
  if (!parts) {
    again();
    return;
  }
  parts.live.entering.enter({ code: CODE, name: "Gus", experience: person.experience }, null).then((entered) => {
    if (person.personId !== null) return;
    // types the letters again
    if ("refusal" in entered || entered.bind === null) {
      again();
      return;
    }
    person.personId = entered.bind;
    world.open(person, person.name);
  }, again);
}
