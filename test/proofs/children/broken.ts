// Stores with a deliberate bug each, which the proofs have to notice: one answers before it stores, one stores what was decided on an older log.
import type { EventStore } from "../../../server/store/eventStore.ts";

/** How long it makes people believe something that is not so. */
const BELIEVED_MS = 30;

export const answersEarly = (store: EventStore): EventStore => {
  const broken: EventStore = { ...store };
  let tail: Promise<unknown> = Promise.resolve();
  broken.append = async (stream, expectedVersion, batch) => {
    const events = batch.reduce((count, command) => count + command.events.length, 0);
    const wait = new Promise((done) => setTimeout(done, BELIEVED_MS));
    tail = tail.then(() => wait).then(() => store.append(stream, expectedVersion, batch));
    return { outcome: "appended", version: expectedVersion + events };
  };
  // It is at least of one mind with itself.
  broken.read = (...given) => tail.then(() => store.read(...given));
  broken.findCommand = (...given) => tail.then(() => store.findCommand(...given));
  return broken;
};

/** A conflict is pushed through instead of decided again: what two nodes decided at once is stored twice. */
export const appendsAnyway = (store: EventStore): EventStore => {
  const broken: EventStore = { ...store };
  broken.append = async (stream, expectedVersion, batch) => {
    const result = await store.append(stream, expectedVersion, batch);
    return result.outcome === "conflict" ? store.append(stream, result.version, batch) : result;
  };
  return broken;
};
