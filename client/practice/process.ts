// The entry of the process that simulated reviewers live in. The server starts it, tells it what to do over the channel between them, and it ends when the channel does.
import type { FromPractice, ToPractice } from "../../shared/practice/job.ts";
import { realClock, stretched } from "./clock.ts";
import { type Playing, play } from "./play.ts";

let playing: Playing | null = null;

process.on("message", (message: ToPractice) => {
  if ("speed" in message) {
    playing?.setSpeed(message.speed);
    return;
  }
  playing = play(message.play, {
    clock: stretched(realClock, message.pauses),
    wall: realClock,
    onEnded: (ended) => {
      // what was said must be out before the process is gone
      process.send?.({ ended } satisfies FromPractice, undefined, undefined, () => process.exit(0));
    },
  });
});
// The server is gone, however it went: nobody practises with nobody.
process.on("disconnect", () => process.exit(0));
