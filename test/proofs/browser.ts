// G-browser: somebody scores in real Chromium while their page is reloaded, closed, opened twice, put to sleep and cut off, and the server is killed, at moments that chance picks (F-28, F-31, F-32).
// Needs a build (dist/), as the browser tests do.
import { connect } from "../../client/connection/connection.ts";
import { openBrowser, startPlumb, waitFor } from "../browser/harness.ts";
import { addPeople, conversation, createSession, openDevice, personIdOf } from "../server/harness.ts";
import { type Scorer, startScoring } from "./people/scorer.ts";
import type { Proof, Size } from "./proof.ts";
import { type Dice, dice } from "./real/dice.ts";

const EPISODES: Record<Size, number> = { push: 20, release: 200 };
/** scores given in one episode */
const SCORES = 12;
/** of so many scores one is followed by a misfortune */
const ONE_IN = 3;
/** a server is killed in one episode of so many */
const CRASHES = 5;

type Misfortune = Exclude<keyof Scorer, "score" | "settle" | "close" | "forget">;
const MISFORTUNES: Misfortune[] = ["reload", "secondTab", "otherTab", "closeAndReturn", "offline", "online", "sleep", "wake"];

export const proof: Proof = {
  goal: "G-browser",
  promise: "Whatever happens to somebody's tabs, laptop and network while they score, no score is lost and no screen shows an old one.",
  run: async (size, seed) => {
    const [plumb, browser] = await Promise.all([startPlumb(), openBrowser()]);
    const failures: string[] = [];
    const counted: Record<string, number> = { crash: 0 };
    let n = 0;
    try {
      const admin = openDevice(() => plumb.url);
      const set = await admin.ask("POST", "/api/enter", {
        token: plumb.setupLink.split("#")[1],
        name: "Fay",
        teamName: "Northgate Support",
        experience: "long",
      });
      if (set.status !== 200) throw new Error(`set-up: ${set.text}`);
      await personIdOf(admin);
      const [ana] = await addPeople({ device: () => openDevice(() => plumb.url) }, admin, [{ name: "Ana" }]);

      const begin = async (chance: Dice) => {
        const sessionId = await createSession(admin, { conversations: [conversation("c1")], personIds: [ana!.personId] });
        const hands = connect({ url: plumb.url, sessionId, cookie: admin.cookie(), reconnectMs: { min: 20, max: 100 } });
        await waitFor(() => hands.slices().mine, "the facilitator in the session");
        const moved = await hands.send({ type: "MoveFocus", focus: { kind: "review" } });
        hands.close();
        if (!moved.ok) throw new Error(moved.message);
        return startScoring(browser, plumb, ana!, { sessionId, conversationId: "c1" }, chance);
      };

      for (let episode = 0; episode < EPISODES[size]; episode++) {
        const chance = dice(seed + episode);
        const name = `--seed ${seed + episode}`;
        const scorer = await begin(chance);
        const crashAt = episode % CRASHES === 0 ? chance.int(SCORES) : -1;
        let hits = 0;
        let asleep = false;
        for (let given = 0; given < SCORES; given++) {
          // Nobody types on a laptop that sleeps.
          if (!asleep) await scorer.score();
          if (given === crashAt) {
            await plumb.crash();
            counted.crash! += 1;
            hits += 1;
          }
          if (chance.int(ONE_IN) > 0 && !asleep) continue;
          const misfortune: Misfortune = asleep ? "wake" : chance.pick(MISFORTUNES);
          asleep = misfortune === "sleep";
          await scorer[misfortune]();
          counted[misfortune] = (counted[misfortune] ?? 0) + 1;
          hits += 1;
        }
        failures.push(...(await scorer.settle(name)));
        await scorer.close();
        if (hits > 0) n += 1;
      }

      const forgetful = await begin(dice(seed));
      await forgetful.score();
      await forgetful.offline();
      await forgetful.score();
      await forgetful.score();
      await forgetful.forget();
      await forgetful.closeAndReturn();
      const noticed = (await forgetful.settle("a browser that forgets", 3_000)).length;
      await forgetful.close();
      return {
        n,
        failures,
        control: { what: `a browser that forgets what was typed offline: ${noticed} scores found missing`, fired: noticed > 0 },
        seedFrom: seed,
        seedTo: seed + EPISODES[size] - 1,
        counted,
      };
    } finally {
      await browser.close();
      await plumb.stop();
    }
  },
};
