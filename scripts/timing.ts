// `node scripts/timing.ts [pairs]`: whether the time of an answer tells a secret, over real sockets. Two secret classes in pairs, which of the two first by chance; the median of the differences and its
// bootstrap interval (95 %, 2,000 resamples), because times of one machine depend on each other. Measures and judges nothing but its control: a server that takes 1 ms longer for one class has to be seen.
import { dice } from "../test/proofs/real/dice.ts";
import type { Launch } from "../test/proofs/real/launch.ts";
import { newSession, teamOn } from "../test/proofs/real/people.ts";
import { openSeat, type SeatSocket } from "../test/proofs/real/seatSocket.ts";
import { serverProcess } from "../test/proofs/real/serverProcess.ts";
import type { SentSheet } from "../shared/session/commands.ts";

const PAIRS = Number(process.argv[2] ?? 500);
const RESAMPLES = 2_000;
const LIMITS = { socket: 1e9, person: 1e9 };

/** Milliseconds, positive where the second class took longer. */
type Seen = { medianMs: number; differenceMs: number; from: number; to: number };
type Times = { first: number[]; second: number[] };

const median = (sorted: Float64Array): number => {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
const medianOf = (values: readonly number[]): number => median(Float64Array.from(values).sort());
const rounded = (ms: number): number => Math.round(ms * 1_000) / 1_000;

/** Percentile bootstrap of the median of paired differences (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13). */
function seenIn({ first, second }: Times): Seen {
  const differences = second.map((ms, index) => ms - first[index]!);
  const chance = dice(1);
  const medians = Float64Array.from({ length: RESAMPLES }, () =>
    median(Float64Array.from(differences, () => chance.pick(differences)).sort()),
  ).sort();
  const at = (share: number): number => rounded(medians[Math.floor(share * (RESAMPLES - 1))]!);
  return {
    medianMs: rounded(medianOf([...first, ...second])),
    differenceMs: rounded(medianOf(differences)),
    from: at(0.025),
    to: at(0.975),
  };
}

/** What Tom's act costs Tom, and what it costs Nia, who does something in the same moment. */
async function measure(pairs: number, seed: number, launch: Launch = {}): Promise<Record<string, { author: Seen; others: Seen }>> {
  const server = await serverProcess({ ...launch, limits: LIMITS });
  try {
    const { admin, people } = await teamOn(server, [{ name: "Tom" }, { name: "Nia" }]);
    const sessionId = await newSession(admin, { personIds: people.map(({ personId }) => personId) });
    const [tom, nia] = (await Promise.all(people.map((one) => openSeat(server.url, sessionId, { cookie: one.cookie() })))) as [
      SeatSocket,
      SeatSocket,
    ];
    const { criteria } = tom.slices().scorecard!;
    const steps = { binary: [0, 1], "3pt": [1, 3], "4pt": [1, 4], "5pt": [1, 5], percent: [10, 90] } as const;
    const sheet = (step: 0 | 1, reason: string): SentSheet =>
      Object.fromEntries(
        criteria.map(({ criterionId, scale }) => [criterionId, { value: steps[scale][step], reason, unsure: false, evidence: [] }]),
      );
    const handIn = async (sent: SentSheet): Promise<number> => {
      const began = performance.now();
      const answer = await tom.command({ type: "SubmitReview", conversationId: "c1", sheet: sent });
      if (!answer.ok) throw new Error(answer.code);
      return performance.now() - began;
    };
    const criterionId = criteria[0]!.criterionId;
    let typed = 0;
    const types = async (): Promise<number> => {
      typed += 1;
      const entry = { value: null, reason: `typed ${typed % 10}`, unsure: false, evidence: [] };
      const began = performance.now();
      await nia.ask("draft", { id: `d${typed}`, tab: "t", conversationId: "c1", criterionId, entry });
      return performance.now() - began;
    };
    // the same length every time, and never the one before
    let turn = 0;
    const another = (): string => {
      turn += 1;
      return `reason ${turn % 10}`;
    };
    const chance = dice(seed);
    const compare = async (first: () => SentSheet, second: () => SentSheet): Promise<{ author: Seen; others: Seen }> => {
      const [author, others]: [Times, Times] = [
        { first: [], second: [] },
        { first: [], second: [] },
      ];
      const warm = Math.ceil(pairs / 10);
      for (let pair = -warm; pair < pairs; pair++) {
        const order = chance.chance(0.5) ? (["first", "second"] as const) : (["second", "first"] as const);
        for (const which of order) {
          // both begin from the same state: a sheet that was just handed in anew
          await handIn(sheet(0, another()));
          const sent = which === "first" ? first() : second();
          const [own, hers] = await Promise.all([handIn(sent), types()]);
          if (pair < 0) continue;
          author[which].push(own);
          others[which].push(hers);
        }
      }
      return { author: seenIn(author), others: seenIn(others) };
    };
    return {
      "low scores, high scores": await compare(
        () => sheet(0, another()),
        () => sheet(1, another()),
      ),
      "the same again, something else": await compare(
        () => sheet(0, `reason ${turn % 10}`),
        () => sheet(0, another()),
      ),
    };
  } finally {
    await server.remove();
  }
}

const real = await measure(PAIRS, 1);
const slower = await measure(Math.min(PAIRS, 200), 2, {
  edits: [
    {
      file: "server/live/acts.ts",
      find: "const { id, command: given } = parsed.data;",
      put: 'const { id, command: given } = parsed.data; if (given.type === "SubmitReview" && /"value":(0|10),/.test(JSON.stringify(given))) { const until = performance.now() + 1; while (performance.now() < until); }',
    },
  ],
});
const control = slower["low scores, high scores"]!;
const fired = control.author.to < 0 && control.others.to < 0;
console.log(JSON.stringify({ pairs: PAIRS, ...real, control: { what: "1 ms longer for low scores", ...control, fired } }));
process.exitCode = fired ? 0 : 1;
