// One session for every moment of the table, each brought there over the wire by the people who take part.
import { until } from "../../server/harness.ts";
import type { SentSheet, SessionCommand } from "../../../shared/session/commands.ts";
import { type Known, newSession, type Team, teamOn } from "../real/people.ts";
import { accepted, openSeat, type SeatSocket } from "../real/seatSocket.ts";
import type { ServerProcess } from "../real/serverProcess.ts";
import { MOMENTS, type Moment, type PersonName } from "./table.ts";

export type Cast = Record<PersonName, Known> & { removed: Known; outOfTheTeam: Known; guestOfAnother: Known; screenOfAnother: string };
/** What the commands are about, by id. */
export type Place = {
  sessionId: string;
  moment: Moment;
  seats: Record<PersonName | "removed", string>;
  /** those that may be answered N/A */ criteria: [string, string, string, ...string[]];
  /** all of them */ scorecard: string[];
  knockId: string;
  door: Known;
  screenToken: string;
  elsewhere: { conversationId: string; seatId: string; actionId: string };
};

export const MEMBERS = [
  { name: "Lea", role: "lead", experience: "long" },
  { name: "Tom", experience: "new" },
  { name: "Ina", experience: "settled" },
  { name: "Quinn", experience: "settled" },
  { name: "Oda", experience: "settled" },
  { name: "Max", role: "manager", experience: "long" },
  { name: "Remy", experience: "settled" },
  { name: "Otto", experience: "settled" },
] as const;

export const sheetFor = (criteria: readonly string[], apart: boolean): SentSheet =>
  Object.fromEntries(
    criteria.map((criterionId, index) => [
      criterionId,
      { value: index === 2 || apart ? 1 : "NA", reason: "", unsure: false, evidence: [] },
    ]),
  );

async function assemble(server: ServerProcess): Promise<{ team: Team; cast: Cast; elsewhere: Place["elsewhere"] }> {
  const team = await teamOn(server, [...MEMBERS]);
  const [lead, reviewer, late, quiet, observer, manager, removed, outOfTheTeam] = team.people as [
    Known,
    Known,
    Known,
    Known,
    Known,
    Known,
    Known,
    Known,
  ];
  const other = await newSession(team.admin, { personIds: [], conversations: [oneConversation("x1")] });
  const ada = await openSeat(server.url, other, { cookie: team.admin.cookie() });
  await accepted(ada.command({ type: "SetDoor", open: true }));
  await accepted(ada.command(addAction("ax", null)));
  const gus = team.device();
  await gus.ask("POST", "/api/enter", { code: ada.slices().session!.code, name: "Gus" });
  const { url } = (await team.admin.ask("POST", "/api/links", { kind: "screen", sessionId: other })).body;
  const elsewhere = { conversationId: "x1", seatId: ada.slices().mine!.seatId, actionId: "ax" };
  ada.close();
  const cast: Cast = {
    facilitator: team.admin,
    lead,
    reviewer,
    late,
    quiet,
    observer,
    manager,
    removed,
    outOfTheTeam,
    guestOfAnother: { ...gus, name: "Gus", personId: "" },
    screenOfAnother: String(url).split("#")[1]!,
  };
  return { team, cast, elsewhere };
}

const oneConversation = (conversationId: string) => ({
  conversationId,
  title: `Call ${conversationId}`,
  channel: "phone" as const,
  link: null,
  agent: null,
  why: null,
  transcript: [{ at: 0, speaker: "Agent", text: "Good morning." }],
});
const addAction = (actionId: string, ownerPersonId: string | null): SessionCommand => ({
  type: "AddAction",
  actionId,
  text: "Reword it",
  ownerPersonId,
  dueOn: null,
  criterionId: null,
  conversationId: null,
});

/** Leaves the sockets of those who are present open: the caller ends the server under them, so that nobody is marked away. */
async function bringTo(server: ServerProcess, team: Team, moment: Moment, cast: Cast, elsewhere: Place["elsewhere"]): Promise<Place> {
  const { url } = server;
  const chosen = [cast.lead, cast.reviewer, cast.late, cast.quiet, cast.observer, cast.manager, cast.removed];
  const sessionId = await newSession(cast.facilitator, {
    personIds: chosen.map(({ personId }) => personId),
    conversations: [oneConversation("c1"), oneConversation("c2")],
  });
  const open = (who: Known): Promise<SeatSocket> => openSeat(url, sessionId, { cookie: who.cookie() });
  const fay = await open(cast.facilitator);
  const lea = await open(cast.lead);
  const tom = await open(cast.reviewer);
  const seatOf = ({ personId }: Known): string => fay.slices().roster!.seats.find((seat) => seat.personId === personId)!.seatId;
  await until(() => fay.slices().roster!.seats.filter(({ present }) => present).length === 3, "three people in the roster");
  const seats = {
    facilitator: seatOf(cast.facilitator),
    lead: seatOf(cast.lead),
    reviewer: seatOf(cast.reviewer),
    late: seatOf(cast.late),
    quiet: seatOf(cast.quiet),
    observer: seatOf(cast.observer),
    manager: seatOf(cast.manager),
    removed: seatOf(cast.removed),
  };
  const criteria = fay
    .slices()
    .scorecard!.criteria.filter(({ allowNA }) => allowNA)
    .map(({ criterionId }) => criterionId);
  const does = async (...commands: SessionCommand[]): Promise<void> => {
    for (const command of commands) await accepted(fay.command(command));
  };

  await does(
    { type: "SetDoor", open: false },
    { type: "ChangeSeat", seatId: seats.quiet, scores: false },
    { type: "ChangeSeat", seatId: seats.observer, role: "observer" },
    { type: "ChangeSeat", seatId: seats.manager, role: "observer" },
    { type: "RemoveSeat", seatId: seats.removed },
    { type: "MarkAbsent", seatId: seats.late },
    addAction("a-reviewer", cast.reviewer.personId),
    addAction("a-nobody", null),
    { type: "StartTimer", minutes: 90 },
  );
  const nadia = team.device();
  await nadia.ask("POST", "/api/enter", { code: fay.slices().session!.code, name: "Nadia" });
  await until(() => fay.slices().door?.knocks.length === 1, "Nadia at the door");
  for (const conversationId of ["c1", "c2"])
    for (const [seat, apart] of [
      [fay, false],
      [lea, false],
      [tom, true],
    ] as const)
      await accepted(seat.command({ type: "SubmitReview", conversationId, sheet: sheetFor(criteria, apart) }));
  const screen = (await cast.facilitator.ask("POST", "/api/links", { kind: "screen", sessionId })).body;
  const place: Place = {
    sessionId,
    moment,
    seats,
    criteria: criteria as Place["criteria"],
    scorecard: fay.slices().scorecard!.criteria.map(({ criterionId }) => criterionId),
    knockId: fay.slices().door!.knocks[0]!.knockId,
    door: { ...nadia, name: "Nadia", personId: "" },
    screenToken: String(screen.url).split("#")[1]!,
    elsewhere,
  };

  const roll = { in: [seats.facilitator, seats.lead, seats.reviewer], missing: [], absent: [seats.late] };
  const about = { conversationId: "c1", criterionId: place.criteria[0] };
  const revealed = (conversationId: string) => does({ type: "RevealScores", conversationId, roll });
  const discussed = async (): Promise<void> => {
    await revealed("c1");
    await does(
      { type: "OpenCriterion", conversationId: "c1", criterionId: place.criteria[1], readAloud: false },
      { type: "OpenCriterion", ...about, readAloud: false },
      { type: "OpenRevote", ...about },
    );
    await accepted(tom.command({ type: "CastRevote", ...about, round: 1, value: 1 }));
  };
  const away = async (seat: SeatSocket, seatId: string): Promise<void> => {
    seat.close();
    await until(() => tom.slices().roster!.seats.find((one) => one.seatId === seatId)?.present === false, "somebody away");
  };
  switch (moment) {
    case "H":
      break;
    case "R":
      await revealed("c1");
      break;
    case "D":
      await discussed();
      break;
    case "A":
      await discussed();
      await revealed("c2");
      break;
    case "L": {
      await discussed();
      const ina = await open(cast.late);
      await accepted(ina.command({ type: "ChooseLate", conversationId: "c1", choice: "score" }));
      break;
    }
    case "C":
      await discussed();
      await does({ type: "CloseSession" });
      break;
    case "W":
      await away(fay, seats.facilitator);
      break;
    case "V":
      await does({ type: "NameDeputies", seatIds: [seats.reviewer] });
      await away(lea, seats.lead);
      await away(fay, seats.facilitator);
      break;
    case "T": {
      await away(fay, seats.facilitator);
      await accepted(lea.command({ type: "TakeOver" }));
      await open(cast.facilitator);
      await until(() => tom.slices().roster!.seats.find((one) => one.seatId === seats.facilitator)?.present, "the facilitator back");
      break;
    }
    default:
      moment satisfies never;
  }
  return place;
}

export async function everyMoment(
  server: ServerProcess,
  wanted: ReadonlySet<Moment>,
): Promise<{ team: Team; cast: Cast; places: Map<Moment, Place> }> {
  const { team, cast, elsewhere } = await assemble(server);
  const places = new Map<Moment, Place>();
  for (const moment of MOMENTS.filter((one) => wanted.has(one))) places.set(moment, await bringTo(server, team, moment, cast, elsewhere));
  await cast.facilitator.ask("DELETE", `/api/team/people/${cast.outOfTheTeam.personId}`);
  return { team, cast, places };
}
