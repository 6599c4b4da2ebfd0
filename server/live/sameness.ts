// "This is the same Ana": from the moment a stranger's seat is given back until the stranger and Ana are stored as one person, which waits while the store is away.
import type { PersonId, SessionId } from "../../shared/ids.ts";
import type { Directory } from "../people/directory.ts";
import type { Joining } from "../people/joining.ts";
import { isLater } from "../store/storeErrors.ts";
import type { CaughtUp } from "./caughtUp.ts";
import type { UntilDone } from "./untilDone.ts";

export type Sameness = {
  /** The stranger's seat in this session is the person's now. Told at each load of the session again. */
  givenBack: (sessionId: SessionId, stranger: PersonId, person: PersonId) => void;
  /** Somebody else still has this person's seat there by name: whoever comes as this person now waits, or would get a second seat. */
  isBecoming: (sessionId: SessionId, personId: PersonId) => boolean;
  /** two ids of one person */ areOne: (one: PersonId, other: PersonId) => boolean;
  /** Why what says that it is `whose` is not taken from this person; null: it is theirs. */
  notTheirs: (sessionId: SessionId, whose: PersonId, personId: PersonId | null) => NotTheirs | null;
};
/** STORAGE: two are about to become one. */
export type NotTheirs = "OTHER_PERSON" | "STORAGE";

export function createSameness(options: {
  directory: Directory;
  joining: Joining;
  caughtUp: CaughtUp;
  untilDone: UntilDone;
  /** they are one for everybody here, and out of the team as a stranger */ merged: () => Promise<void>;
}): Sameness {
  const { directory, joining, caughtUp } = options;
  /** by the session and the pair */
  const becoming = new Map<string, { sessionId: SessionId; person: PersonId }>();
  const areOne = (one: PersonId, other: PersonId): boolean => directory.resolve(one) === directory.resolve(other);

  const becomeOne = async (key: string, stranger: PersonId, person: PersonId): Promise<void> => {
    try {
      // The stranger may have joined the team on another node, and not be known here yet.
      await caughtUp(null);
      await directory.mergePerson(stranger, person);
      becoming.delete(key);
    } catch (error) {
      if (!isLater(error)) becoming.delete(key);
      throw error;
    }
    await joining.sameAs(stranger);
    await options.merged();
  };

  const isBecoming: Sameness["isBecoming"] = (sessionId, personId) =>
    [...becoming.values()].some((pair) => pair.sessionId === sessionId && areOne(pair.person, personId));

  return {
    givenBack: (sessionId, stranger, person) => {
      const key = `${sessionId} ${stranger} ${person}`;
      if (!areOne(stranger, person)) becoming.set(key, { sessionId, person });
      options.untilDone.start(() => becomeOne(key, stranger, person));
    },
    isBecoming,
    areOne,
    notTheirs: (sessionId, whose, personId) => {
      if (personId !== null && areOne(whose, personId)) return null;
      return [whose, personId ?? whose].some((one) => isBecoming(sessionId, one)) ? "STORAGE" : "OTHER_PERSON";
    },
  };
}
