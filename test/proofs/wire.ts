// G-wire: INV-1, INV-2 and INV-13 over real sockets and HTTP: pairs of runs that differ only in what one person scored, or wrote before their turn. Ten kinds of viewer, exports, /metrics and the log at info. Push 20 pairs, release 500. Times are the run's own and so the same.
import { spawn } from "node:child_process";
import type { Outcome, Proof } from "./proof.ts";
import { runCall, VIEWERS } from "./wire/call.ts";
import { CHANNELS, type Channel, compared, difference } from "./wire/difference.ts";
import { LEAKS } from "./wire/leaking.ts";

const PAIRS = { push: 20, release: 500 } as const;

/** The same pair on a server that leaks by this way: what it said of the difference. */
const leaking = (channel: Channel, seed: number): Promise<string> =>
  new Promise((done) => {
    const program = new URL("./wire/leaking.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, [program, channel, String(seed), String(seed * 2 + 1), String(seed * 2 + 2)], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [said, wrong] = ["", ""];
    child.stdout.on("data", (chunk) => {
      said += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      wrong += String(chunk);
    });
    child.once("close", (code) => done(/DIFFERENCE (.*)/.exec(said)?.[1] ?? `ended with ${code}: ${wrong.slice(0, 2_000)}`));
  });

export const proof: Proof = {
  goal: "G-wire",
  promise:
    "Before the reveal nobody's bytes depend on what somebody else scored, nor on how often they handed it in; nor on what they wrote, before their turn.",
  run: async (size, seed): Promise<Outcome> => {
    const failures: string[] = [];
    let n = 0;
    const characters: Record<Channel, number> = { socket: 0, http: 0, export: 0, metrics: 0, log: 0 };
    let pair = 0;
    // A pair that does not differ once it is open proves nothing, and another is run.
    for (; n < PAIRS[size] && pair < 2 * PAIRS[size]; pair++) {
      const which = seed + pair;
      // one in three differs in how often the author hands in, too; one in what the author writes alone, until everybody may read it
      const [again, held] = [pair % 3 === 1 ? 1 : 0, pair % 3 === 2];
      const one = await runCall(which, { values: which * 2 + 1, again: 0, held });
      const other = await runCall(which, { values: which * 2 + 2, again, held });
      const found = difference(one, other, "before");
      if (found) failures.push(`seed ${which}: ${found}`);
      if (!difference(one, other, "after")) continue;
      n += 1;
      for (const [channel, length] of Object.entries(compared(one))) characters[channel as Channel] += length;
      if (failures.length > 5) break;
    }
    if (n < PAIRS[size] && failures.length === 0) failures.push("most pairs did not differ after they were opened");
    for (const channel of CHANNELS) if (characters[channel] === 0) failures.push(`nothing came by ${channel}, so nothing was compared`);
    const missed: string[] = [];
    for (const channel of CHANNELS) {
      const seen = await leaking(channel, seed);
      if (!seen.startsWith(`${channel}, `)) missed.push(`${LEAKS[channel].what} (${seen.slice(0, 2_000)})`);
    }
    return {
      n,
      failures,
      control: {
        what: missed.length === 0 ? CHANNELS.map((channel) => LEAKS[channel].what).join("; ") : `not found: ${missed.join("; ")}`,
        fired: missed.length === 0,
      },
      seedFrom: seed,
      seedTo: seed + pair - 1,
      counted: { viewers: VIEWERS.length, ...characters },
    };
  },
};
