// Given events, when a command, then events or a refusal: the domain's tests read as its specification.
import { expect } from "vitest";
import type { Command } from "../../../shared/session/commands.ts";
import { decide } from "../../../shared/session/decide.ts";
import type { Decided, SessionEvent } from "../../../shared/session/events.ts";
import { conversationOf, seatOf } from "../../../shared/session/find.ts";
import type { RejectionCode } from "../../../shared/session/rejection.ts";
import { rollOf } from "../../../shared/session/roll.ts";
import type { ConversationState, Seat, SessionState } from "../../../shared/session/state.ts";
import { fold, stamped, T0 } from "./sessions.ts";

/** Who acts: a seat, or the server itself. */
export type By = string;
export const SERVER = "(server)";

const contextOf = (by: By, at: number, seed: number) => ({
  actor: by === SERVER ? ({ kind: "server" } as const) : ({ kind: "seat", seatId: by } as const),
  at,
  seed,
});

export class Story {
  readonly events: SessionEvent[];
  constructor(events: SessionEvent[]) {
    this.events = events;
  }

  /** The time of whatever comes next. */
  get now(): number {
    return (this.events.at(-1)?.at ?? T0) + 1000;
  }

  get state(): SessionState {
    return fold(this.events);
  }

  conversation(conversationId = "c1"): ConversationState {
    const conversation = conversationOf(this.state, conversationId);
    if (!conversation) throw new Error(`no conversation ${conversationId}`);
    return conversation;
  }

  seat(seatId: string): Seat {
    const seat = seatOf(this.state, seatId);
    if (!seat) throw new Error(`no seat ${seatId}`);
    return seat;
  }

  /** And then these facts. */
  and(...events: Decided[]): Story {
    return new Story([...this.events, ...stamped(events, this.now)]);
  }

  /** And then somebody did this, and it was accepted. */
  did(by: By, ...commands: Command[]): Story {
    return commands.reduce<Story>((story, command) => {
      const decided = story.when(command, by).decision;
      if ("rejected" in decided) throw new Error(`${by} ${command.type}: refused with ${decided.rejected.code}`);
      return new Story([...story.events, ...decided.map((event) => ({ ...event, at: story.now }))]);
    }, this);
  }

  when(command: Command, by: By, { at = this.now, seed = 1 }: { at?: number; seed?: number } = {}): Outcome {
    const state = this.events.length === 0 ? null : this.state;
    return new Outcome(this, decide(state, command, contextOf(by, at, seed)), at);
  }
}

class Outcome {
  readonly story: Story;
  readonly decision: ReturnType<typeof decide>;
  private readonly at: number;
  constructor(story: Story, decision: ReturnType<typeof decide>, at: number) {
    this.story = story;
    this.decision = decision;
    this.at = at;
  }

  /** Exactly these events; each may be written in part. */
  records(...events: Partial<Decided>[]): Story {
    expect(this.decision).not.toHaveProperty("rejected");
    const decided = this.decision as Decided[];
    expect(decided.map(({ type }) => type)).toEqual(events.map(({ type }) => type));
    expect(decided).toMatchObject(events);
    return this.accepted();
  }

  /** Accepted, and nothing recorded. */
  recordsNothing(): void {
    expect(this.decision).toEqual([]);
  }

  accepted(): Story {
    if ("rejected" in this.decision) throw new Error(`refused with ${this.decision.rejected.code}`);
    const happened = this.decision.map((event) => ({ ...event, at: this.at }));

    return new Story([...this.story.events, ...happened]);
  }

  refused(code: RejectionCode): void {
    expect(this.decision).toMatchObject({ rejected: { code } });
  }
}

export const given = (...events: (Decided | SessionEvent)[]): Story => new Story(stamped(events));
export const nothing = new Story([]);

/** Reveal as pressed by somebody who sees the present roll. */
export const reveal = (story: Story, conversationId = "c1"): Command => ({
  type: "RevealScores",
  conversationId,
  roll: rollOf(story.state, story.conversation(conversationId)),
});
