// The commands of a log, each once for each place where it has effects: one that stands there twice was done twice.
import type { StoredEvent } from "../../../server/store/eventStore.ts";

export const commandsOf = (events: StoredEvent[]): string[] =>
  events.map(({ actor, commandId }) => `${actor} ${commandId}`).filter((command, index, all) => command !== all[index - 1]);
