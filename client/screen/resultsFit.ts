// What gives way on the wall's results, in order, where the page would be cut: the height of the rows, then long words, then rows. Pure.

export type ResultsLayout = {
  rows: number /** plots without height to spare */;
  low: boolean /** without explanation, the sentence smaller */;
  brief: boolean;
};

/** more a room does not read at once */
const MOST = 6;

/** The fullest first. */
export function resultsLayouts(differ: number): ResultsLayout[] {
  const rows = Math.min(MOST, differ);
  return [
    { rows, low: false, brief: false },
    { rows, low: true, brief: false },
    ...Array.from({ length: Math.max(1, rows) }, (_, less) => ({ rows: rows - less, low: true, brief: true })),
  ];
}
