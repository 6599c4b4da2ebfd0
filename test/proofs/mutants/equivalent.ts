// Turned round, and nobody could ever tell: automatic mutants that are no bugs, each with the reason. They are left out of the count.

export type Equivalent = { file: string /** the line as it was turned round */; line: string; why: string };

const TABLE = "only its names are asked for: a command stands in it or does not, whatever is written beside it";

export const EQUIVALENT: Equivalent[] = [
  { file: "shared/session/decide.ts", line: 'const SERVER_COMMANDS: Record<ServerCommand["type"], false> = {', why: TABLE },
  ...["CreateSession", "TakeSeat", "Knock", "MarkAway", "MarkBack"].map((type) => ({
    file: "shared/session/decide.ts",
    line: `${type}: false,`,
    why: TABLE,
  })),
  {
    file: "shared/session/view/mine.ts",
    line: ".sort(([a], [b]) => (a >= b ? -1 : 1))",
    why: "two sheets are brought into one order to be compared; which order it is does not matter, and no key comes twice",
  },
  {
    file: "shared/session/view/mine.ts",
    line: "if (!conversation && !discussion || discussion.turn.everyone || !namesShownOn(state, conversation, criterionId)) return null;",
    why: "a criterion in focus is one that was opened: its conversation and its discussion are there, or neither",
  },
  {
    file: "shared/session/view/visible.ts",
    line: 'conversation.reveal !== null || conversation.blind.status === "revealed";',
    why: "one event sets both, and nothing unsets either",
  },
  {
    file: "shared/session/view/reasons.ts",
    line: "const compareWords = (a: string, b: string): number => (a < b ? -1 : a <= b ? 1 : 0);",
    why: "sorting moves what comes before, and that is still told; what is equal here is equal in every byte, whichever comes first",
  },
];
