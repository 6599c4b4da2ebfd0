// The five simulated reviewers as everybody may know them. How they behave is theirs (client/practice/company.ts).
import type { Experience } from "../session/shapes.ts";

export type Guest = {
  /** stays the same for ever: seats are found again by it */ persona: string;
  name: string;
  experience: Experience;
  firstTime: boolean;
};

export const GUESTS = [
  { persona: "nina", name: "Nina", experience: "new", firstTime: true },
  { persona: "felix", name: "Felix", experience: "settled", firstTime: false },
  { persona: "omar", name: "Omar", experience: "settled", firstTime: false },
  { persona: "grace", name: "Grace", experience: "long", firstTime: false },
  { persona: "ruth", name: "Ruth", experience: "long", firstTime: false },
] as const satisfies readonly Guest[];
export type PersonaId = (typeof GUESTS)[number]["persona"];
