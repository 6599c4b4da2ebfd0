// Forgetting for good: what a person wrote and their name, or a session's material. Numbers, order and the chain of hashes stay as they are.
import type { PersonId, SessionId } from "../../shared/ids.ts";
import type { SessionEvent } from "../../shared/session/events.ts";
import type { EventStore, StreamName } from "../store/eventStore.ts";
import { damageOf, isDamaged, type StoreError } from "../store/storeErrors.ts";
import type { Person } from "../people/directory.ts";
import type { Subject } from "./ledger.ts";

/** What was there to forget; all zero: nothing was left. */
export type Erased = {
  names: number;
  texts: number;
  drafts: number;
  signIns: number;
  /** the sessions that cannot be read, and may still hold what was theirs; null: there are none */ damage: StoreError | null;
};

const NOTHING: Erased = { names: 0, texts: 0, drafts: 0, signIns: 0, damage: null };
const streamOf = (sessionId: SessionId): StreamName => `session:${sessionId}`;

export const peopleOf = async (store: EventStore): Promise<Person[]> => (await store.list("people")).map(({ value }) => value as Person);

/** The person and everybody who turned out to be them. */
const sameAs = (people: Person[], personId: PersonId): Set<PersonId> => {
  const today = (id: PersonId): PersonId => {
    const next = people.find((person) => person.personId === id)?.mergedInto;
    return next ? today(next) : id;
  };
  const meant = today(personId);
  return new Set([meant, ...people.map((person) => person.personId).filter((id) => today(id) === meant)]);
};

/** Whose seat wrote it. What the team recorded together (calibrated scores, notes, feedback, actions) is nobody's own. */
const authorOf = (event: SessionEvent): string | null => {
  switch (event.type) {
    case "ReviewSubmitted":
    case "LateReviewSubmitted":
    case "ReasonWritten":
    case "Objected":
      return event.seatId;
    case "ProposalMade":
      return event.proposal.bySeat;
    default:
      return null;
  }
};

/** How many texts an event holds that are still there, at places that `which` picks. */
const textsLeft = (value: unknown, which: (path: string) => boolean, path = ""): number => {
  if (typeof value !== "object" || value === null) return 0;
  const inner = value as Record<string, unknown>;
  if (typeof inner.text === "string" && Object.keys(inner).length === 1) return which(path) ? 1 : 0;
  const speaks = typeof inner.speaker === "string" && inner.speaker !== "" && which(`${path}.speaker`) ? 1 : 0;
  return Object.entries(inner).reduce((sum, [key, item]) => sum + textsLeft(item, which, path === "" ? key : `${path}.${key}`), speaks);
};

/** What they wrote in one session, and their drafts in it. */
const eraseIn = async (store: EventStore, stream: StreamName, ids: ReadonlySet<PersonId>): Promise<Pick<Erased, "texts" | "drafts">> => {
  const seats = new Set<string>();
  const theirs: { version: number; left: number }[] = [];
  for (const { version, event: stored } of await store.read(stream, 0)) {
    const event = stored as unknown as SessionEvent;
    if (event.type === "SeatTaken" && ids.has(event.personId)) seats.add(event.seatId);
    if (event.type === "SeatGivenBack" && ids.has(event.strangerPersonId)) seats.add(event.seatId);
    const author = authorOf(event);
    const left = author !== null && seats.has(author) ? textsLeft(event, () => true) : 0;
    if (left > 0) theirs.push({ version, left });
  }
  if (seats.size === 0) return { texts: 0, drafts: 0 };
  // All at once, so that they may share a transaction.
  await Promise.all(theirs.map(({ version }) => store.eraseTexts(stream, version)));
  const drafts = (await store.drafts(stream.slice("session:".length))).filter(({ key }) => seats.has(key.seatId));
  for (const { key } of drafts) await store.saveDraft(key, null);
  return { texts: theirs.reduce((sum, { left }) => sum + left, 0), drafts: drafts.length };
};

/** Between two sessions others get their turn. */
type Turn = () => Promise<void>;

const erasePerson = async (store: EventStore, personId: PersonId, turn: Turn): Promise<Erased> => {
  const people = await peopleOf(store);
  const ids = sameAs(people, personId);
  const erased = { ...NOTHING };
  const damaged: StoreError[] = [];
  for (const stream of await store.streams("session:")) {
    try {
      const { texts, drafts } = await eraseIn(store, stream, ids);
      erased.texts += texts;
      erased.drafts += drafts;
    } catch (error) {
      // One damaged log must not keep all the others; that it is there is said in the end.
      if (!isDamaged(error)) throw error;
      damaged.push(error);
    }
    await turn();
  }
  for (const { key, value } of await store.list("httpSessions")) {
    if (!ids.has((value as { data?: { personId?: string } }).data?.personId ?? "")) continue;
    await store.remove("httpSessions", key);
    erased.signIns += 1;
  }
  for (const { key, value } of await store.list("links")) {
    const link = value as { personId: PersonId | null; revokedAt: number | null };
    if (link.personId !== null && ids.has(link.personId)) await store.remove("links", key);
  }
  // Last: as long as the name is there, somebody who looks finds whom the erasure that was cut off meant.
  for (const person of people.filter((one) => ids.has(one.personId) && (!one.erased || one.name !== ""))) {
    await store.put("people", person.personId, { ...person, name: "", erased: true });
    erased.names += 1;
  }
  return { ...erased, damage: damageOf(damaged) };
};

/** The transcript, who speaks in it, the scored agent, why it was picked; and what was quoted from it. The title stays: it is how the report names the call. */
const ofMaterial = (path: string): boolean => /(^|\.)(transcript\.\d+\.(text|speaker)|agent|why)$/.test(path);
const quoted = (path: string): boolean => /\.evidence\.\d+\.quote$|^evidence\.\d+\.quote$/.test(path);

const eraseMaterial = async (store: EventStore, sessionId: SessionId): Promise<Erased> => {
  const erased = { ...NOTHING };
  const stream = streamOf(sessionId);
  for (const { version, event } of await store.read(stream, 0)) {
    const which = event.type === "ConversationAdded" || event.type === "ConversationChanged" ? ofMaterial : quoted;
    const left = textsLeft(event, which);
    if (left === 0) continue;
    await store.eraseTexts(stream, version, which);
    erased.texts += left;
  }
  for (const { key, entry } of await store.drafts(sessionId)) {
    const draft = entry as { evidence?: { quote: string | null }[] };
    if (!draft.evidence?.some(({ quote }) => quote)) continue;
    await store.saveDraft(key, { ...draft, evidence: draft.evidence.map((one) => ({ ...one, quote: null })) });
    erased.drafts += 1;
  }
  return erased;
};

/** May be done again, and after being cut off must be: it finds what is left. Of a person it forgets what it can reach, and answers what it could not. */
export const erase = (store: EventStore, subject: Subject, turn: Turn = async () => {}): Promise<Erased> =>
  subject.kind === "person" ? erasePerson(store, subject.id, turn) : eraseMaterial(store, subject.id);

export const isNothing = ({ names, texts, drafts, signIns }: Erased): boolean => names + texts + drafts + signIns === 0;
