// Who is one person: whoever was given somebody's seat back is that person, on every page and under every seat of the two.
import type { SessionEvent } from "../../shared/session/events.ts";
import type { SessionState } from "../../shared/session/state.ts";

export type Persons = {
  note: (before: SessionState | null, one: SessionEvent) => void;
  /** every seat they ever had; null: none */ seatsOf: (personId: string) => ReadonlySet<string> | null;
  isOne: (personId: string | null, other: string | null) => boolean;
  haveOneHolder: (seatId: string, other: string) => boolean;
};

export function createPersons(): Persons {
  /** one set for everybody who turned out to be the same */ const seats = new Map<string, Set<string>>();
  return {
    note: (before, one) => {
      if (one.type === "SeatTaken") seats.set(one.personId, (seats.get(one.personId) ?? new Set()).add(one.seatId));
      if (one.type !== "SeatGivenBack") return;
      const owner = before?.seats.find(({ seatId }) => seatId === one.seatId)?.personId ?? "";
      const both = new Set([...(seats.get(owner) ?? []), ...(seats.get(one.strangerPersonId) ?? [])]);
      for (const [personId, theirs] of seats) if ([...theirs].some((seatId) => both.has(seatId))) seats.set(personId, both);
      seats.set(one.strangerPersonId, both);
    },
    seatsOf: (personId) => seats.get(personId) ?? null,
    isOne: (personId, other) => {
      if (personId === null || other === null) return false;
      const theirs = seats.get(personId);
      return personId === other || (theirs !== undefined && theirs === seats.get(other));
    },
    haveOneHolder: (seatId, other) => seatId === other || [...seats.values()].some((theirs) => theirs.has(seatId) && theirs.has(other)),
  };
}
