// One hidden vote. Blind scores, late scores, re-votes and the baseline are all ballots: entries stay hidden until it is revealed.
import type { SeatId } from "../ids.ts";

export type Ballot<Entry> = {
  /** cancelled: closed without a reveal; its entries stay hidden for ever */
  status: "open" | "revealed" | "cancelled";
  /** The last entry of each seat; a later one of the same seat replaces it while the ballot is open. */
  entries: Record<SeatId, Entry>;
};

export const openBallot = <Entry>(): Ballot<Entry> => ({ status: "open", entries: {} });

/** The ballot with this seat's entry in it. Casting on a ballot that is not open is a programming error. */
export function cast<Entry>(ballot: Ballot<Entry>, seatId: SeatId, entry: Entry): Ballot<Entry> {
  if (ballot.status !== "open") throw new Error(`ballot is ${ballot.status}`);
  return { ...ballot, entries: { ...ballot.entries, [seatId]: entry } };
}

export const revealBallot = <Entry>(ballot: Ballot<Entry>): Ballot<Entry> => ({ ...ballot, status: "revealed" });
export const cancelBallot = <Entry>(ballot: Ballot<Entry>): Ballot<Entry> => ({ ...ballot, status: "cancelled" });

/** What others may read of a ballot: nothing until it has been revealed. */
export const openEntries = <Entry>(ballot: Ballot<Entry>): Record<SeatId, Entry> => (ballot.status === "revealed" ? ballot.entries : {});
