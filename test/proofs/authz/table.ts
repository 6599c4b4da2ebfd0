// Reads the written tables: what every command and every route has to be answered, whoever asks.
import { readFileSync } from "node:fs";

export const PEOPLE = ["facilitator", "lead", "reviewer", "late", "quiet", "observer", "manager"] as const;
export type PersonName = (typeof PEOPLE)[number];
export const MOMENTS = ["H", "R", "D", "A", "L", "C", "W", "V", "T"] as const;
export type Moment = (typeof MOMENTS)[number];
/** who is away, and so sends nothing without coming back */
export const AWAY: Partial<Record<Moment, PersonName[]>> = { W: ["facilitator"], V: ["facilitator", "lead"] };

export type Cell = { command: string; whose: string; moment: Moment; who: PersonName; answer: string };
export type Unseated = { who: string; moment: Moment; handshake: string; answer: string | null };
export type RouteRow = { route: string; whose: string; statuses: number[] };

const rowsOf = (file: string): string[][] =>
  readFileSync(new URL(file, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => line.trim().split(/\s+/));

const SHORT: Record<string, string> = { role: "NOT_ALLOWED", score: "NOT_SCORING" };

/** `known`: every command there is, for the lines that speak of all of them. */
export function commandTable(known: readonly string[], variantsOf: (command: string) => string[]): { cells: Cell[]; unseated: Unseated[] } {
  const cells: Cell[] = [];
  const unseated: Unseated[] = [];
  const open: string[][] = [];
  for (const row of rowsOf("commands.table")) {
    const [first = "", second = "", third = "", ...rest] = row;
    if (first === "=") {
      const [handshake = "", answer = null] = rest;
      for (const moment of third) unseated.push({ who: second, moment: moment as Moment, handshake, answer });
    } else if (first === "*") open.push(row);
    else cells.push(...cellsOf(first, second, third, rest));
  }
  for (const [, , moments = "", ...answers] of open)
    for (const command of known)
      for (const moment of moments) {
        if (cells.some((cell) => cell.command === command && cell.moment === moment)) continue;
        const whose = variantsOf(command)[0];
        if (whose) cells.push(...cellsOf(command, whose, moment, answers));
      }
  return { cells, unseated };
}

function cellsOf(command: string, whose: string, moments: string, answers: string[]): Cell[] {
  if (answers.length !== PEOPLE.length) throw new Error(`${command} ${whose} ${moments}: ${answers.length} answers`);
  return [...moments].flatMap((moment) =>
    PEOPLE.flatMap((who, index) => {
      const answer = answers[index]!;
      if (answer === "." || AWAY[moment as Moment]?.includes(who)) return [];
      return [{ command, whose, moment: moment as Moment, who, answer: SHORT[answer] ?? answer }];
    }),
  );
}

export const ROUTE_PEOPLE = ["stranger", "guest", "reviewer", "lead", "manager", "admin"] as const;
export type RoutePerson = (typeof ROUTE_PEOPLE)[number];
export const routeTable = (): RouteRow[] =>
  rowsOf("routes.table").map(([method = "", path = "", whose = "", ...statuses]) => {
    if (statuses.length !== ROUTE_PEOPLE.length) throw new Error(`${method} ${path} ${whose}: ${statuses.length} statuses`);
    return { route: `${method} ${path}`, whose, statuses: statuses.map(Number) };
  });
