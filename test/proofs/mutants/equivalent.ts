// Turned round, and nobody could ever tell: automatic mutants that are no bugs, each with the reason. They are left out of the count.

export type Equivalent = { file: string /** the line as it was turned round */; line: string; why: string };

export const EQUIVALENT: Equivalent[] = [
  {
    file: "shared/session/view/mine.ts",
    line: ".sort(([a], [b]) => (a >= b ? -1 : 1))",
    why: "two sheets are brought into one order to be compared; which order it is does not matter, and no key comes twice",
  },
];
