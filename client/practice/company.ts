// How the five simulated reviewers tend to behave. Who they are for everybody else stands in shared/practice/guests.ts.
import { GUESTS, type PersonaId } from "../../shared/practice/guests.ts";
import type { Habit } from "./habits.ts";

type Character = {
  habit: Habit;
  /** scores ahead, before anybody asks */ early: boolean;
  /** how much slower or quicker than the others, 1 is usual */ tempo: number;
  /** how readily they type a reason, move in a re-vote, change their mind, object, take an action: 0 to 1 */
  writes: number;
  moves: number;
  yields: number;
  objects: number;
  takes: number;
};
export type Persona = Character & { id: PersonaId };

const CHARACTERS: Record<PersonaId, Character> = {
  nina: { habit: "newcomer", early: false, tempo: 1.1, writes: 0.9, moves: 0.5, yields: 0.25, objects: 0.35, takes: 0.5 },
  felix: { habit: "erratic", early: false, tempo: 0.85, writes: 0.5, moves: 0.8, yields: 0.5, objects: 0.1, takes: 0.3 },
  omar: { habit: "lenient", early: true, tempo: 1, writes: 0.65, moves: 0.6, yields: 0.3, objects: 0.15, takes: 0.7 },
  grace: { habit: "missesEvidence", early: true, tempo: 0.8, writes: 0.45, moves: 0.9, yields: 0.45, objects: 0.1, takes: 0.4 },
  ruth: { habit: "severe", early: false, tempo: 1.2, writes: 0.8, moves: 0.3, yields: 0.12, objects: 0.6, takes: 0.2 },
};

export const COMPANY: readonly Persona[] = GUESTS.map(({ persona }) => ({ id: persona, ...CHARACTERS[persona] }));
