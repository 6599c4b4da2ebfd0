// The same call twice, with the same seed and different secrets: what everybody else is sent has to be the same bytes at the same moments, until the secret opens.
import { turnCame } from "../../shared/session/speakingOrder.ts";
import type { SessionState } from "../../shared/session/state.ts";
import { nextAct, scoreOf, sheetOf } from "./acts.ts";
import { type Dice, dice } from "./dice.ts";
import { without } from "./forbidden.ts";
import { CODE } from "./founding.ts";
import type { Page, Person } from "./people.ts";
import { drawFaults, NO_FAULTS } from "./secrecyFaults.ts";
import { createWorld, type World, type WorldOptions } from "./world.ts";

/** "values": what is handed in (INV-1). "edits": how often and when somebody hands in again (INV-2). "held": what a later band writes before its turn (INV-13). */
export type SecretKind = "values" | "edits" | "held";
export const CLASSES = [
  "junior",
  "senior",
  "facilitator",
  "deputy",
  "observer",
  "lead",
  "admittedLate",
  "notAdmitted",
  "unauthenticated",
  "screen",
] as const;
export type ViewerClass = (typeof CLASSES)[number];

const PEOPLE: WorldOptions["people"] = [
  { name: "facilitator", experience: "long", workspaceRole: "admin", role: "facilitator" },
  { name: "lead", experience: "long", workspaceRole: "lead", role: "lead" },
  { name: "junior", experience: "new", workspaceRole: "reviewer", role: "reviewer" },
  { name: "senior", experience: "long", workspaceRole: "reviewer", role: "reviewer" },
  { name: "deputy", experience: "settled", workspaceRole: "reviewer", role: "reviewer" },
  { name: "observer", experience: "long", workspaceRole: "reviewer", role: "observer" },
  { name: "xNew", experience: "settled", workspaceRole: "reviewer", role: "reviewer" },
  { name: "xLong", experience: "long", workspaceRole: "reviewer", role: "reviewer" },
  { name: "admittedLate", experience: "settled", workspaceRole: "guest", role: null },
  { name: "notAdmitted", experience: "new", workspaceRole: "guest", role: null },
];
const AUTHORS = ["xNew", "xLong"] as const;
const SLOTS = 8;
const SLOT_MS = 700;
/** so soon after the hidden act that what it left behind could still be felt, and not so soon that one waits for the other in the queue */
const CLOSE_MS = 95;

type Sent = { at: number; what: string };
export type Scripted = { transcripts: Map<string, Sent[]>; opens: number; violations: string[] };
export type PairResult = {
  kind: SecretKind /** differs once it is open: the secrets were really different */;
  counted: boolean;
  leaks: string[];
  classes: number;
};

export const kindOf = (seed: number): SecretKind => (["values", "values", "values", "edits", "held"] as const)[seed % 5]!;

export async function runPair(seed: number, sabotageNet?: WorldOptions["sabotageNet"]): Promise<PairResult> {
  const kind = kindOf(seed);
  const a = await runOnce(seed, kind, "a", sabotageNet);
  const b = await runOnce(seed, kind, "b", sabotageNet);
  const leaks = [...a.violations, ...b.violations];
  if (a.opens !== b.opens) leaks.push(`it opens at ${a.opens} and at ${b.opens}`);
  let counted = false;
  for (const name of CLASSES) {
    const [one, other] = [a.transcripts.get(name) ?? [], b.transcripts.get(name) ?? []];
    const [early, otherEarly] = [one.filter(({ at }) => at < a.opens), other.filter(({ at }) => at < b.opens)];
    for (let index = 0; index < Math.max(early.length, otherEarly.length); index++) {
      const [is, ought] = [early[index], otherEarly[index]];
      if (is?.at === ought?.at && is?.what === ought?.what) continue;
      leaks.push(`${name} at ${is?.at.toFixed(1)} and ${ought?.at.toFixed(1)}: ${apart(is?.what ?? "nothing", ought?.what ?? "nothing")}`);
      break;
    }
    const [late, otherLate] = [one, other].map((sent) =>
      sent
        .filter(({ at }) => at >= a.opens)
        .map(({ what }) => what)
        .join(),
    );
    if (late !== otherLate) counted = true;
  }
  return { kind, counted, leaks, classes: CLASSES.length };
}

const apart = (a: string, b: string): string => {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return `…${a.slice(Math.max(0, at - 50), at + 50)}… and …${b.slice(Math.max(0, at - 50), at + 50)}…`;
};

const runOnce = (seed: number, kind: SecretKind, variant: "a" | "b", sabotageNet: WorldOptions["sabotageNet"]): Promise<Scripted> => {
  const uses: string[] = [];
  return without(
    (what) => uses.push(what),
    async () => {
      const scripted = await script(`secrecy ${seed}`, kind, variant, sabotageNet);
      return { ...scripted, violations: [...scripted.violations, ...uses] };
    },
  );
};

async function script(seed: string, kind: SecretKind, variant: "a" | "b", sabotageNet: WorldOptions["sabotageNet"]): Promise<Scripted> {
  const draw = dice(`${seed} script`);
  const secret = dice(`${seed} secret ${variant}`);
  const transcripts = new Map<string, Sent[]>();
  let opens = Number.POSITIVE_INFINITY;
  const isOpen = (state: SessionState | null): boolean => {
    const conversation = state?.conversations.find(({ conversationId }) => conversationId === (kind === "held" ? "c1" : "c2"));
    if (!state || !conversation?.reveal) return false;
    return kind !== "held" || turnCame(state, conversation, "empathy", "s-xLong");
  };
  const note = (label: string, what: string): void => {
    const name = world?.viewerOf(label) ?? label.split(".")[0]!;
    if (opens === Number.POSITIVE_INFINITY && isOpen(world?.checks.truth() ?? null)) opens = world!.scheduler.now();
    const sent = transcripts.get(name) ?? [];
    transcripts.set(name, sent);
    sent.push({ at: world?.scheduler.now() ?? 0, what });
  };
  const faults = kind === "values" ? drawFaults(draw) : NO_FAULTS;
  const noFault = { of: () => "none" as const, crash: () => {} };
  let world: World | null = null;
  world = await createWorld({
    seed,
    untraced: true,
    nodes: draw.chance(0.5) ? 2 : 1,
    people: PEOPLE,
    options: {
      names: draw.pick(
        kind === "held" ? (["atReveal", "whenOpened"] as const) : (["atReveal", "whenOpened", "whenSettled", "never"] as const),
      ),
      speakingOrder: kind === "held" ? "newestFirst" : draw.pick(["newestFirst", "open"] as const),
      showProgressNames: draw.chance(0.4),
    },
    netFaults: { message: () => "none", slowness: () => 0 },
    // every second hint at random, by the moment, so that both runs lose the same
    storeFaults: (node, _crash, now) => ({
      ...noFault,
      hint: () => (faults.lostHints && Math.floor(now() / SLOT_MS) % 3 === node.charCodeAt(1) % 3 ? null : 1),
    }),
    tap: {
      frame: (page, _node, _frame, json) => note(page, json),
      answer: (page, _node, event, message, answer) =>
        event === "clock" || note(page, `${event} ${JSON.stringify(message)} ${JSON.stringify(answer)}`),
      bye: (page, bye) => note(page, `bye ${JSON.stringify(bye)}`),
    },
    sabotageNet,
  });
  const { scheduler, people } = world;
  const { pass } = scheduler;
  const person = (name: string): Person => people.find((one) => one.name === name)!;
  const page = (name: string): Page => person(name).pages[0]!;

  // --- everybody comes; c1 is scored and revealed, the same in both runs
  const token = await screenToken(world);
  if (token) world.open(null, "screen", token);
  world.open(null, "unauthenticated");
  for (const one of people) if (one.personId) world.open(one, one.name);
  await pass(400);
  const fay = page("facilitator");
  fay.act({ type: "SetDoor", open: false });
  fay.act({ type: "NameDeputies", seatIds: ["s-deputy"] });
  for (const one of people) {
    const seen = one.pages[0]?.connection.slices();
    if (seen?.mine?.scores)
      one.pages[0]!.act({ type: "SubmitReview", conversationId: "c1", sheet: sheetOf(seen, one.name, "c1", draw.fork(one.name)) });
  }
  await pass(300);
  const roll = fay.connection.slices().progress?.find(({ conversationId }) => conversationId === "c1")?.names;
  if (roll) fay.act({ type: "RevealScores", conversationId: "c1", roll });
  await pass(200);
  if (kind === "held" || draw.chance(0.7))
    fay.act({ type: "OpenCriterion", conversationId: "c1", criterionId: "empathy", readAloud: false });
  for (const name of ["admittedLate", "notAdmitted"]) await knocks(world, person(name), name);
  await pass(200);
  const waiting = fay.connection.slices().door?.knocks.find(({ name }) => name === "admittedLate");
  if (waiting) fay.act({ type: "AdmitKnock", knockId: waiting.knockId, role: "reviewer" });
  await pass(300);

  // --- hidden things, and between them what everybody may see
  // That somebody has handed in is no secret. Where only edits are, both have, before anything is hidden.
  const first = new Map<string, number>(AUTHORS.map((name) => [name, kind === "edits" ? 0 : draw.int(SLOTS - 3)]));
  const close = world.nodes.length === 1 && draw.chance(0.5);
  for (let slot = 0; slot < SLOTS; slot++) {
    // What was typed while offline comes before what is handed in afterwards, so how much of it waits moves the author's own visible act: the same in both runs.
    for (const name of AUTHORS)
      hidden(kind, page(name), slot - first.get(name)!, secret, faults === NO_FAULTS ? secret : draw.fork(`typed ${slot} ${name}`));
    await pass(close ? CLOSE_MS : SLOT_MS / 2);
    const visible = draw.fork(`visible ${slot}`);
    seen(
      world,
      kind,
      page(visible.pick(["facilitator", "facilitator", "lead", "junior", "senior", "deputy", "observer", "admittedLate"])),
      visible,
    );
    faults.at(world, slot, draw);
    await pass(close ? SLOT_MS - CLOSE_MS : SLOT_MS / 2);
  }
  if (faults !== NO_FAULTS) await pass(16_000);

  // --- and then it opens
  const conductor = world.facilitator().pages[0]!;
  if (kind === "held") conductor.act({ type: "OpenToEveryone", conversationId: "c1", criterionId: "empathy" });
  else {
    const names = conductor.connection.slices().progress?.find(({ conversationId }) => conversationId === "c2")?.names;
    for (const seatId of names?.missing ?? []) conductor.act({ type: "MarkAbsent", seatId });
    await pass(600);
    const now = conductor.connection.slices().progress?.find(({ conversationId }) => conversationId === "c2")?.names;
    if (now) conductor.act({ type: "RevealScores", conversationId: "c2", roll: now });
  }
  await pass(400);
  return { transcripts, opens, violations: world.violations };
}

/** What nobody else may notice. `since`: slots since this author's first submission; `where`: what picks the criterion that is typed into. */
function hidden(kind: SecretKind, page: Page, since: number, secret: Dice, where: Dice): void {
  const slices = page.connection.slices();
  const { criteria } = slices.scorecard ?? { criteria: [] };
  const submit = (): void =>
    void page.act({ type: "SubmitReview", conversationId: "c2", sheet: sheetOf(slices, page.label, "c2", secret) });
  const draft = (): void => {
    const criterion = where.pick(criteria);
    page.draft("c2", criterion.criterionId, {
      value: scoreOf(criterion, secret),
      reason: secret.word(secret.int(20)),
      unsure: secret.chance(0.5),
      evidence: [],
    });
  };
  if (criteria.length === 0) return;
  if (kind === "values") {
    if (since === 0 || since === 2) submit();
    else draft();
  } else if (kind === "edits") {
    if (since === 0) submit();
    else if (since > 0 && secret.chance(0.5)) submit();
    else if (secret.chance(0.3)) draft();
  } else if (page.label === "xLong" && secret.chance(0.5)) {
    page.act({
      type: "WriteReason",
      conversationId: "c1",
      criterionId: "empathy",
      text: `held ${secret.word(3 + secret.int(20))}`,
      evidence: [],
    });
  }
}

/** Ends the secret, or the part of somebody in it. */
const NOT_NOW: ReadonlySet<string> = new Set([
  "RevealScores",
  "CloseSession",
  "WithdrawConversation",
  "RemoveSeat",
  "GiveSeatBack",
  "ReorderConversations",
]);
const NOT_WHILE_HELD: ReadonlySet<string> = new Set([
  ...[
    "MarkSpoke",
    "Pass",
    "NextTurn",
    "OpenToEveryone",
    "SettleCriterion",
    "AcceptIdentical",
    "ParkCriterion",
    "ChangeSession",
    "SetRevealAside",
    "ChangeSeat",
    "GiveSeatBack",
  ],
]);
function seen(world: World, kind: SecretKind, page: Page | undefined, draw: Dice): void {
  if (!page?.open || !page.person) return;
  const act = nextAct(page.connection.slices(), page.person.name, null, draw);
  if (!act || act.kind === "raw") return;
  if (act.kind === "draft") {
    page.draft(act.conversationId, act.criterionId, act.entry);
    return;
  }
  // Whoever conducts acts visibly, and when their page does so is their own: an author who conducts is none of these pairs.
  const { command } = act;
  // Whoever conducts acts before everybody's eyes, and when they do is their own: in these pairs the authors only write.
  if (command.type === "HandOver" && AUTHORS.some((name) => command.seatId === `s-${name}`)) return;
  if (NOT_NOW.has(act.command.type) || (kind === "held" && NOT_WHILE_HELD.has(act.command.type))) return;
  world.trace(`seen ${page.label} ${act.command.type}`);
  page.act(act.command);
}

async function screenToken(world: World): Promise<string | null> {
  let token: string | null = null;
  void world.nodes[0]!.parts()
    ?.links.screenToken("call")
    .then((made) => {
      token = made;
    });
  await world.scheduler.until(() => token !== null, 200);
  return token;
}

async function knocks(world: World, person: Person, name: string): Promise<void> {
  let bound: string | null = null;
  void world.nodes[0]!.parts()
    ?.live.entering.enter({ code: CODE, name, experience: person.experience }, null)
    .then((entered) => {
      if (!("refusal" in entered)) bound = entered.bind;
    });
  await world.scheduler.until(() => bound !== null, 500);
  person.personId = bound;
  world.open(person, name);
}
