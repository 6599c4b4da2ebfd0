// A disk that takes two seconds for each fsync: nothing is acknowledged early, reading goes on meanwhile, and a flood is told to come again.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer } from "../../../shared/protocol/socket.ts";
import { newSession } from "../real/people.ts";
import { openSeat } from "../real/seatSocket.ts";
import { openCall, teamOn } from "../children/call.ts";
import { startChild } from "../children/child.ts";
import { under } from "./injected.ts";

export type Slow = { acts: number; readsMeanwhile: number; busy: number; failures: string[] };

const DELAY_MS = 2_000;
/** Where one thread did everything, one would be answered before it stands still, and the next after. */
const READS = 5;
/** one socket may say so much in a second */
const FLOOD = 60;

export async function slowDisk(): Promise<Slow> {
  const slow: Slow = { acts: 0, readsMeanwhile: 0, busy: 0, failures: [] };
  const fail = (line: string): void => void slow.failures.push(`a slow disk: ${line}`);
  const dataDir = mkdtempSync(join(tmpdir(), "plumb-slow-"));
  const child = await startChild({ env: { DATA_DIR: dataDir } });
  let close = (): void => {};
  try {
    const team = await teamOn(child);
    const call = await openCall(child.url, team);
    close = call.close;
    const elsewhere = await newSession(team[0]!);
    await child.end();
    await child.start(under("slow fsync", "all", join(dataDir, "strace.log")));
    await call.allLive();
    const action = (number: number) =>
      ({
        type: "AddAction",
        actionId: `slow-${number}`,
        text: "something",
        ownerPersonId: null,
        dueOn: null,
        criterionId: null,
        conversationId: null,
      }) as const;

    // Nobody is told before the disk has it; everybody can read meanwhile.
    const began = performance.now();
    let answered = 0;
    const acts = call.people.map(async (person, index) => {
      const answer = await person.send(action(index));
      answered += 1;
      slow.acts += 1;
      if (!answer.ok) fail(`an act was refused with ${answer.code}`);
      const waited = performance.now() - began;
      if (waited < DELAY_MS * 0.95) fail(`an act was acknowledged after ${Math.round(waited)} ms, before the disk had it`);
    });
    while (answered === 0) {
      const { status } = await team[1]!.ask("GET", `/api/sessions/${call.sessionId}/report?format=json`);
      if (status !== 200) fail(`reading was answered ${status}`);
      if (answered === 0) slow.readsMeanwhile += 1;
      await new Promise((done) => setTimeout(done, 20));
    }
    if (slow.readsMeanwhile < READS) fail(`only ${slow.readsMeanwhile} reads were answered while the disk was waited for`);
    await Promise.all(acts);
    if (call.people.some(({ connection }) => connection.status().state !== "live")) fail("somebody lost the connection");

    // A flood: what does not fit into the queue is told so at once, the rest is stored; another session is not held up by it.
    const seats = await Promise.all(team.slice(1, 4).map((person) => openSeat(child.url, call.sessionId, { cookie: person.cookie() })));
    let number = 100;
    const flood: Promise<Answer>[] = seats.flatMap((seat) =>
      Array.from({ length: FLOOD }, () => {
        number += 1;
        return seat.ask("command", { id: `flood-${number}`, command: action(number) }) as Promise<Answer>;
      }),
    );
    const other = team[0]!.ask("POST", `/api/sessions/${elsewhere}/commands`, { id: "elsewhere", command: action(1) });
    const answers = await Promise.all(flood);
    for (const answer of answers) {
      if (answer.ok) slow.acts += 1;
      else if (answer.code === "BUSY" && answer.retry === "later") slow.busy += 1;
      else fail(`in a flood an act was answered ${answer.code}`);
    }
    if (slow.busy === 0) fail("a flood of acts was never told to come again");
    if ((await other).body.ok !== true) fail(`another session was held up: ${(await other).text}`);
    for (const seat of seats) seat.close();
  } catch (error) {
    fail(`${error instanceof Error ? error.message : String(error)}\n${child.said()}`);
  } finally {
    close();
    await child.leave();
    rmSync(dataDir, { recursive: true, force: true });
  }
  return slow;
}
