// What a person did and the server has not answered: commands one after the other in the order they were given, drafts the latest per criterion.
import type { Answer } from "../../shared/protocol/socket.ts";
import { type Attempt, deliver } from "./delivery.ts";
import { type Keep, keepWaiting, type Waiting, type WaitingCommand, type WaitingDraft } from "./waiting.ts";
import type { Ground } from "./wire.ts";

/** between two writes of one criterion, so that typing is not one write a letter */
const DRAFT_PAUSE_MS = 250;
/** So many drafts are under way at once: after an hour offline hundreds wait, and whoever sends them all in one second is not heard for a while. */
const DRAFTS_AT_ONCE = 40;

/** Whether this is still what was typed last on this device, in whichever tab. Left out: nobody else knows of it. */
export type IsLatest = () => boolean;
type Lane = {
  draft: WaitingDraft;
  isLatest: IsLatest | undefined;
  running: boolean;
  waiters: ((answer: Answer) => void)[];
  lastSentAt: number;
};

export const isOthers = (answer: Answer): boolean => !answer.ok && answer.code === "OTHER_PERSON";

export type Outbox = {
  command: (entry: WaitingCommand) => Promise<Answer>;
  draft: (draft: WaitingDraft, isLatest?: IsLatest) => Promise<Answer>;
  /** What was somebody else's when it was last tried; it is theirs now to whom it is given. */ othersLeft: () => Waiting;
};

export function createOutbox(options: {
  tab: string;
  attempt: Attempt;
  live: () => Promise<boolean>;
  storage: Keep | undefined;
  ground: Ground;
  /** `kept`: a reload finds them again */ onWaiting: (count: number, kept: boolean) => void;
  /** the answer to whatever is still waiting when the connection is closed for good */ closed: () => Answer;
}): Outbox {
  const commands: WaitingCommand[] = [];
  /** of somebody who used this tab before, for when they are back: nobody else can send it */
  let others: Waiting = { commands: [], drafts: [] };
  const lanes = new Map<string, Lane>();
  const { steady, after, random } = options.ground;
  const wait = (ms: number): Promise<void> => new Promise((done) => void after(ms, done));
  const ways = { attempt: options.attempt, live: options.live, wait, random };

  const keep = (): void => {
    const running = [...lanes.values()].filter((lane) => lane.running);
    // whoever knows whether it is the latest keeps it, where a reload and all tabs find it
    const drafts = running.filter((lane) => !lane.isLatest).map((lane) => lane.draft);
    const kept = keepWaiting(options.storage, {
      commands: [...others.commands, ...commands],
      drafts: [...others.drafts, ...drafts],
    });
    options.onWaiting(commands.length + running.length, kept);
  };

  let tail: Promise<unknown> = Promise.resolve();
  const command: Outbox["command"] = (entry) => {
    commands.push(entry);
    keep();
    const answered = tail.then(async () => {
      const answer = await deliver({ ...ways, event: "command", message: () => entry });
      // closed for good: it stays in storage, and a page opened later sends it again
      if (answer === "closed") return options.closed();
      commands.splice(commands.indexOf(entry), 1);
      if (isOthers(answer)) others.commands.push(entry);
      keep();
      return answer;
    });
    tail = answered;
    return answered;
  };

  const run = async (lane: Lane, before: Promise<void> | undefined): Promise<void> => {
    lane.running = true;
    keep();
    await before;
    for (;;) {
      const sinceLast = steady() - lane.lastSentAt;
      if (sinceLast < DRAFT_PAUSE_MS) await wait(DRAFT_PAUSE_MS - sinceLast);
      let sent = lane.draft;
      const message = () => {
        sent = lane.draft;
        return lane.isLatest?.() === false ? null : { ...sent, tab: options.tab };
      };
      const answer = await deliver({ ...ways, event: "draft", message });
      lane.lastSentAt = steady();
      // a write that a newer one replaced meanwhile is answered by the newer one
      if (answer !== "closed" && sent !== lane.draft) continue;
      if (answer !== "closed" && isOthers(answer) && !lane.isLatest) others.drafts.push(sent);
      for (const waiter of lane.waiters.splice(0)) waiter(answer === "closed" ? options.closed() : answer);
      if (answer !== "closed") {
        lane.running = false;
        keep();
      }
      return;
    }
  };
  let started = 0;
  const turns: Promise<void>[] = [];
  const draft: Outbox["draft"] = (latest, isLatest) => {
    const key = `${latest.personId} ${latest.conversationId} ${latest.criterionId}`;
    const lane = lanes.get(key) ?? { draft: latest, isLatest, running: false, waiters: [], lastSentAt: Number.NEGATIVE_INFINITY };
    lanes.set(key, lane);
    lane.draft = latest;
    lane.isLatest = isLatest;
    return new Promise((done) => {
      lane.waiters.push(done);
      if (lane.running) return keep();
      const turn = started++ % DRAFTS_AT_ONCE;
      turns[turn] = run(lane, turns[turn]);
    });
  };

  const othersLeft: Outbox["othersLeft"] = () => {
    const left = others;
    others = { commands: [], drafts: [] };
    return left;
  };
  return { command, draft, othersLeft };
}
