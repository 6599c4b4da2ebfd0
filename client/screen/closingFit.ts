// What gives way on the wall's last page, in order, where it would be cut: first explanations, then notes and totals, the actions last. Pure.

export type ClosingLayout = {
  /** so many rows of each; of what is left out the number is said */ actions: number;
  notes: number;
  conversations: number;
  /** what calibration variance is, in words; and its figure */ hint: boolean;
  variance: boolean;
  /** rows of one line each */ low: boolean;
};
type Rows = "actions" | "notes" | "conversations";

/** more a room does not read at once */
const MOST = { actions: 8, notes: 6, conversations: 6 } as const;
/** down to so many, one by one */
const GIVES_WAY: readonly (readonly [Rows, number] | "variance")[] = [
  ["notes", 3],
  ["conversations", 3],
  ["notes", 2],
  ["actions", 5],
  ["conversations", 1],
  "variance",
  ["notes", 1],
  ["actions", 1],
];

/** The fullest first; one of each kind stays to the last. */
export function closingLayouts(there: Record<Rows, number>): ClosingLayout[] {
  const full: ClosingLayout = {
    actions: Math.min(MOST.actions, there.actions),
    notes: Math.min(MOST.notes, there.notes),
    conversations: Math.min(MOST.conversations, there.conversations),
    hint: true,
    variance: true,
    low: false,
  };
  const layouts = [full, { ...full, hint: false }, { ...full, hint: false, low: true }];
  for (const step of GIVES_WAY) {
    if (step === "variance") {
      layouts.push({ ...layouts.at(-1)!, variance: false });
      continue;
    }
    const [kind, down] = step;
    for (let last = layouts.at(-1)!; last[kind] > down; last = layouts.at(-1)!) layouts.push({ ...last, [kind]: last[kind] - 1 });
  }
  return layouts;
}
