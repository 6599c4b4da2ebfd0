// G-browser: somebody scores in real Chromium while their page is reloaded, closed, opened twice, put to sleep and cut off, and the server is killed, at moments that chance picks (F-28, F-31, F-32).
// Needs a build (dist/), as the browser tests do.
import type { Browser } from "playwright-core";
import { connect } from "../../client/connection/connection.ts";
import { openBrowser, type Plumb, startPlumb, waitFor } from "../browser/harness.ts";
import { addPeople, conversation, createSession, openDevice } from "../server/harness.ts";
import { type Scorer, startScoring } from "./people/scorer.ts";
import type { Proof, Size } from "./proof.ts";
import { type Dice, dice } from "./real/dice.ts";

const EPISODES: Record<Size, number> = { push: 20, release: 200 };
/** people at once, each on a server of their own */
const AT_ONCE = 3;
/** scores given in one episode */
const SCORES = 12;
/** of so many scores one is followed by a misfortune */
const ONE_IN = 3;
/** a server is killed in one episode of so many */
const CRASHES = 5;

type Misfortune = Exclude<keyof Scorer, "score" | "settle" | "close" | "forget">;
const MISFORTUNES: Misfortune[] = ["reload", "secondTab", "otherTab", "closeAndReturn", "offline", "online", "sleep", "wake"];

type Room = { plumb: Plumb; begin: (chance: Dice) => Promise<Scorer> };

/** A server with a facilitator and one reviewer, who begins to score a conversation nobody has scored before. */
const openRoom = async (browser: Browser): Promise<Room> => {
  const plumb = await startPlumb();
  const device = () => openDevice(() => plumb.url);
  const admin = device();
  const set = await admin.ask("POST", "/api/enter", {
    token: plumb.setupLink.split("#")[1],
    name: "Fay",
    teamName: "Northgate Support",
    experience: "long",
  });
  if (set.status !== 200) throw new Error(`set-up: ${set.text}`);
  const [ana] = await addPeople({ device }, admin, [{ name: "Ana" }]);
  return {
    plumb,
    begin: async (chance) => {
      const sessionId = await createSession(admin, { conversations: [conversation("c1")], personIds: [ana!.personId] });
      const hands = connect({ url: plumb.url, sessionId, cookie: admin.cookie(), reconnectMs: { min: 20, max: 100 } });
      await waitFor(() => hands.slices().mine, "the facilitator in the session");
      const moved = await hands.send({ type: "MoveFocus", focus: { kind: "review" } });
      hands.close();
      if (!moved.ok) throw new Error(moved.message);
      return startScoring(browser, plumb, ana!, { sessionId, conversationId: "c1" }, chance);
    },
  };
};

/** How often each misfortune befell them, and what they lost by it. */
const play = async ({ plumb, begin }: Room, episode: number, seed: number): Promise<{ hits: string[]; failures: string[] }> => {
  const chance = dice(seed);
  const scorer = await begin(chance);
  const crashAt = episode % CRASHES === 0 ? chance.int(SCORES) : -1;
  const hits: string[] = [];
  let asleep = false;
  for (let given = 0; given < SCORES; given++) {
    // Nobody types on a laptop that sleeps.
    if (!asleep) await scorer.score();
    if (given === crashAt) {
      await plumb.crash();
      hits.push("crash");
    }
    if (chance.int(ONE_IN) > 0 && !asleep) continue;
    const misfortune: Misfortune = asleep ? "wake" : chance.pick(MISFORTUNES);
    asleep = misfortune === "sleep";
    await scorer[misfortune]();
    hits.push(misfortune);
  }
  const failures = await scorer.settle(`--seed ${seed}`);
  await scorer.close();
  return { hits, failures };
};

/** Scores typed offline, and the browser keeps nothing: it must be noticed. Answers how many were found missing. */
const forgets = async ({ begin }: Room, seed: number): Promise<number> => {
  const scorer = await begin(dice(seed));
  await scorer.score();
  await scorer.offline();
  await scorer.score();
  await scorer.score();
  await scorer.forget();
  await scorer.closeAndReturn();
  const missing = await scorer.settle("a browser that forgets", 3_000);
  await scorer.close();
  return missing.length;
};

export const proof: Proof = {
  goal: "G-browser",
  promise: "Whatever happens to somebody's tabs, laptop and network while they score, no score is lost and no screen shows an old one.",
  run: async (size, seed) => {
    const browser = await openBrowser();
    const rooms = await Promise.all(Array.from({ length: AT_ONCE }, () => openRoom(browser)));
    const failures: string[] = [];
    const counted: Record<string, number> = {};
    let n = 0;
    let next = 0;
    let playing = 0;
    // An episode in which chance brought no misfortune is replaced by another, a quarter more at the most.
    const most = Math.ceil(EPISODES[size] * 1.25);
    try {
      const live = async (room: Room): Promise<void> => {
        while (n + playing < EPISODES[size] && next < most) {
          playing += 1;
          const episode = next++;
          const played = await play(room, episode, seed + episode);
          failures.push(...played.failures);
          for (const hit of played.hits) counted[hit] = (counted[hit] ?? 0) + 1;
          playing -= 1;
          if (played.hits.length > 0) n += 1;
        }
      };
      await Promise.all(rooms.map(live));
      if (n < EPISODES[size]) failures.push(`only ${n} of ${EPISODES[size]} episodes were hit by anything`);
      const missing = await forgets(rooms[0]!, seed);
      return {
        n,
        failures,
        control: { what: `a browser that forgets what was typed offline: ${missing} scores found missing`, fired: missing > 0 },
        seedFrom: seed,
        seedTo: seed + next - 1,
        counted,
      };
    } finally {
      await browser.close();
      for (const { plumb } of rooms) await plumb.stop();
    }
  },
};
