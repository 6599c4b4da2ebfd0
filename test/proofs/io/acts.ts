// The acts of the small program that stores: small ones and some of several pages.
import type { CommandRecord } from "../../../server/store/eventStore.ts";

export const STREAM = "session:io";

export const actOf = (number: number): CommandRecord => ({
  commandId: `c${number}`,
  actor: "ana",
  fingerprint: `f${number}`,
  events: [{ type: "Happened", at: number, number, reason: { text: `reason ${number} `.repeat(number % 7 === 0 ? 900 : 1) } }],
});
