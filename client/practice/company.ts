// The five simulated reviewers: who they are and how they tend to behave. Their names are plainly names; that they are simulated is said on the screen.
import type { Experience } from "../../shared/session/shapes.ts";
import type { Habit } from "./habits.ts";

export type Persona = {
  /** stays the same for ever: seats are found again by it */ id: string;
  name: string;
  experience: Experience;
  firstTime: boolean;
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

export const COMPANY: readonly Persona[] = [
  {
    id: "nina",
    name: "Nina",
    experience: "new",
    firstTime: true,
    habit: "newcomer",
    early: false,
    tempo: 1.1,
    writes: 0.9,
    moves: 0.5,
    yields: 0.25,
    objects: 0.35,
    takes: 0.5,
  },
  {
    id: "felix",
    name: "Felix",
    experience: "settled",
    firstTime: false,
    habit: "erratic",
    early: false,
    tempo: 0.85,
    writes: 0.5,
    moves: 0.8,
    yields: 0.5,
    objects: 0.1,
    takes: 0.3,
  },
  {
    id: "omar",
    name: "Omar",
    experience: "settled",
    firstTime: false,
    habit: "lenient",
    early: true,
    tempo: 1,
    writes: 0.65,
    moves: 0.6,
    yields: 0.3,
    objects: 0.15,
    takes: 0.7,
  },
  {
    id: "grace",
    name: "Grace",
    experience: "long",
    firstTime: false,
    habit: "missesEvidence",
    early: true,
    tempo: 0.8,
    writes: 0.45,
    moves: 0.9,
    yields: 0.45,
    objects: 0.1,
    takes: 0.4,
  },
  {
    id: "ruth",
    name: "Ruth",
    experience: "long",
    firstTime: false,
    habit: "severe",
    early: false,
    tempo: 1.2,
    writes: 0.8,
    moves: 0.3,
    yields: 0.12,
    objects: 0.6,
    takes: 0.2,
  },
];

export const personaOf = (id: string): Persona | null => COMPANY.find((persona) => persona.id === id) ?? null;
