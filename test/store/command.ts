// A small accepted command for the store's tests, told apart by its id and fields.
import type { CommandRecord, StoredEvent } from "../../server/store/eventStore.ts";

export const command = (commandId: string, events: Record<string, unknown>[] = [{}], actor = "ana"): CommandRecord => ({
  commandId,
  actor,
  fingerprint: `fingerprint of ${commandId}`,
  events: events.map((event, index) => ({ type: "Happened", at: index, ...event })) as StoredEvent["event"][],
});
