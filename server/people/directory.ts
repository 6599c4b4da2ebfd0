// Who stands behind an opaque person id. Names live here and not in the log, so that they can be corrected and erased.
import type { Instant, PersonId, SessionId } from "../../shared/ids.ts";
import type { EventStore } from "../store/eventStore.ts";
import { isLater } from "../store/storeErrors.ts";
import { oneAtATime } from "./oneAtATime.ts";

export type Person = {
  personId: PersonId;
  name: string;
  /** a guest exists in one session only */ kind: "member" | "guest";
  guestOf: SessionId | null;
  /** came by the team's own link, into this session */ joinedIn?: SessionId;
  createdAt: Instant;
  erased: boolean;
  /** turned out to be this person: whoever knows the old id means the new one */ mergedInto: PersonId | null;
};

export type NewPerson = Pick<Person, "personId" | "name" | "kind" | "guestOf" | "joinedIn" | "createdAt">;

export type Directory = {
  /** The person an id means today; null if it was never known. */
  personOf(personId: PersonId): Person | null;
  /** The id a device's or link's person id means today, after seats were given back. */
  resolve(personId: PersonId): PersonId;
  /** "Former colleague" once erased, and for an id nobody knows. */
  nameOf(personId: PersonId): string;
  /** Everybody who is not erased and not merged into somebody else. */
  people(): Person[];
  addPerson(person: NewPerson): Promise<Person>;
  /** False if the person is unknown or erased. */
  renamePerson(personId: PersonId, name: string): Promise<boolean>;
  /** A guest who joins the team keeps their id, and with it their seats. */
  makeMember(personId: PersonId): Promise<boolean>;
  /** Back to being a guest of that session, and of nothing else. */
  makeGuest(personId: PersonId, sessionId: SessionId): Promise<boolean>;
  /** "This is the same Ana": every device and link of `from` becomes `to`'s. False if either is unknown or they are the same. */
  mergePerson(from: PersonId, to: PersonId): Promise<boolean>;
  isErased(personId: PersonId): boolean;
  /** Forgets the name for good. The id stays in the logs and means nobody any more. */
  erasePerson(personId: PersonId): Promise<void>;
  /** Would be mistaken for somebody in the team, or for a guest of that session. */
  isNameTaken(name: string, where?: { sessionId?: SessionId | null; except?: PersonId | null }): boolean;
  /** Another node changed who somebody is. */
  onChanged(listener: () => void): void;
  /** Resolves when what other nodes are known to have stored is read; rejects when it cannot be read now. */
  caughtUp(): Promise<void>;
  /** The name, or "Ana (2)" when there is an Ana already. */
  freeName(name: string, where?: { sessionId?: SessionId | null; except?: PersonId | null }): string;
};

export const FORMER_COLLEAGUE = "Former colleague";
const TABLE = "people";

/** Names that look the same are the same: case, accents written in two ways, and spaces do not tell people apart. */
export const asRead = (name: string): string => name.normalize("NFKC").replaceAll(/\s+/g, " ").trim().toLocaleLowerCase("en");

export const openDirectory = async (store: EventStore): Promise<Directory> => {
  const known = new Map((await store.list(TABLE)).map(({ key, value }) => [key, value as Person]));
  const inTurn = oneAtATime();
  const listeners: (() => void)[] = [];

  /** what was told of last could not be read */
  let behind = false;
  const readAgain = async (key: string | null): Promise<void> => {
    // After one that could not be read nobody knows which others are older here.
    const all = key === null || behind;
    const read = await (all ? store.list(TABLE) : store.get(TABLE, key).then((value) => [{ key, value }])).catch((error: unknown) => {
      behind ||= isLater(error);
      throw error;
    });
    behind = false;
    for (const { key: personId, value } of read) if (value !== null) known.set(personId, value as Person);
    for (const listener of listeners) listener();
  };
  // What cannot be read now is told of again.
  store.onRecord((table, key) => (table === TABLE ? inTurn(() => readAgain(key)) : undefined));

  const resolve = (personId: PersonId): PersonId => {
    const next = known.get(personId)?.mergedInto;
    return next ? resolve(next) : personId;
  };
  const personOf = (personId: PersonId): Person | null => known.get(resolve(personId)) ?? null;

  // The store first: what is shown must be what a restart finds.
  const keep = async (person: Person): Promise<void> => {
    await store.put(TABLE, person.personId, person);
    known.set(person.personId, person);
  };

  /** From what is stored, not from what is known here: another node may have changed them, or forgotten them for good, in the meantime. */
  const alter = async (personId: PersonId, changes: Partial<Person>): Promise<boolean> => {
    for (;;) {
      const stored = (await store.get(TABLE, personId)) as Person | null;
      if (!stored) return false;
      const altered: Person = stored.erased ? stored : { ...stored, ...changes };
      if (altered !== stored && !(await store.swap(TABLE, personId, stored, altered))) continue;
      known.set(personId, altered);
      return altered !== stored;
    }
  };

  /** Changes the person an id means today; false if there is none to change. */
  const change = (personId: PersonId, changes: Partial<Person>): Promise<boolean> =>
    inTurn(async () => {
      const person = personOf(personId);
      return person !== null && !person.erased && (await alter(person.personId, changes));
    });

  const people = () => [...known.values()].filter((person) => !person.erased && person.mergedInto === null);

  const isNameTaken: Directory["isNameTaken"] = (name, where = {}) =>
    people().some(
      (person) =>
        person.personId !== where.except &&
        (person.kind === "member" || person.guestOf === (where.sessionId ?? null)) &&
        asRead(person.name) === asRead(name),
    );

  return {
    personOf,
    resolve,
    nameOf: (personId) => {
      const person = personOf(personId);
      return person && !person.erased ? person.name : FORMER_COLLEAGUE;
    },
    people,
    isErased: (personId) => personOf(personId)?.erased ?? false,
    addPerson: (person) =>
      inTurn(async () => {
        const added: Person = { ...person, erased: false, mergedInto: null };
        await keep(added);
        return added;
      }),
    renamePerson: (personId, name) => change(personId, { name }),
    makeMember: (personId) => change(personId, { kind: "member", guestOf: null }),
    makeGuest: (personId, sessionId) => change(personId, { kind: "guest", guestOf: sessionId }),
    mergePerson: (from, to) =>
      inTurn(async () => {
        // Somebody whom only another node has met yet.
        if (!personOf(from) || !personOf(to)) await readAgain(null);
        const stranger = personOf(from);
        const person = personOf(to);
        if (!stranger || !person || person.erased || stranger.personId === person.personId) return false;
        return alter(stranger.personId, { mergedInto: person.personId });
      }),
    erasePerson: (personId) =>
      inTurn(async () => {
        const person = personOf(personId);
        if (!person) return;
        // Whoever was merged into them bore the same person's name.
        const same = [...known.values()].filter((other) => resolve(other.personId) === person.personId);
        for (const one of same) await alter(one.personId, { name: "", erased: true });
      }),
    onChanged: (listener) => void listeners.push(listener),
    caughtUp: () => inTurn(async () => void (behind && (await readAgain(null)))),
    isNameTaken,
    freeName: (name, where) => {
      if (!isNameTaken(name, where)) return name;
      for (let number = 2; ; number += 1) {
        const numbered = `${name} (${number})`;
        if (!isNameTaken(numbered, where)) return numbered;
      }
    },
  };
};
