// A connection without a server: tests put slices in, look at what was sent, and decide when (and how) it is answered.
import type { Connection, ConnectionStatus } from "../../../client/connection/connection.ts";
import type { Answer } from "../../../shared/protocol/socket.ts";
import type { SessionCommand } from "../../../shared/session/commands.ts";
import type { DraftEntry } from "../../../shared/session/shapes.ts";
import type { Slices } from "../../../shared/session/view/slices.ts";

export type SentDraft = { conversationId: string; criterionId: string; entry: DraftEntry | null };
export type FakeConnection = Connection & {
  sent: SessionCommand[];
  drafts: SentDraft[];
  /** of each of them that asked for it */ stillLatest: () => boolean[];
  /** replaces these slices, as a frame from the server does */ show: (slices: Partial<Slices>) => void;
  setStatus: (status: Partial<ConnectionStatus>) => void;
  /** every later command is answered like this */ answer: (with_: (command: SessionCommand) => Answer) => void;
  /** drafts are no longer acknowledged until released */ holdDrafts: () => void;
  releaseDrafts: (answer?: Answer) => void;
  setNow: (now: number) => void;
};

export function fakeConnection(initial: Partial<Slices>, now = Date.UTC(2026, 10, 20, 14, 5)): FakeConnection {
  let slices = initial;
  let status: ConnectionStatus = { state: "live", waiting: 0, since: now, bye: null };
  let clock = now;
  let answering: (command: SessionCommand) => Answer = () => ({ ok: true });
  let held: ((answer: Answer) => void)[] | null = null;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const sent: SessionCommand[] = [];
  const drafts: SentDraft[] = [];
  const asks: (() => boolean)[] = [];
  return {
    stillLatest: () => asks.map((isLatest) => isLatest()),
    sent,
    drafts,
    slices: () => slices,
    status: () => status,
    serverNow: () => clock,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: async (command) => {
      sent.push(command);
      return answering(command);
    },
    saveDraft: (conversationId, criterionId, entry, isLatest) => {
      if (isLatest) asks.push(isLatest);
      drafts.push({ conversationId, criterionId, entry });
      if (!held) return Promise.resolve({ ok: true });
      const queue = held;
      return new Promise((resolve) => queue.push(resolve));
    },
    close: () => listeners.clear(),
    show: (changed) => {
      slices = { ...slices, ...changed };
      tell();
    },
    setStatus: (changed) => {
      status = { ...status, ...changed };
      tell();
    },
    answer: (with_) => {
      answering = with_;
    },
    holdDrafts: () => {
      held = [];
    },
    releaseDrafts: (answer = { ok: true }) => {
      const queue = held ?? [];
      held = null;
      for (const resolve of queue) resolve(answer);
    },
    setNow: (now_) => {
      clock = now_;
      tell();
    },
  };
}
