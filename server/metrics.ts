// What a node did, as numbers for Prometheus: counts only. No session, person, score or text is in a name, a label or a value.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "@prometheus-io/client";
import type { Answer } from "../shared/protocol/socket.ts";
import type { RejectionCode } from "../shared/session/rejection.ts";
import type { SessionEventType } from "../shared/session/events.ts";
import type { CommandRecord, EventStore } from "./store/eventStore.ts";

/** Acts that others must not notice: how often somebody drafts, submits again or votes shows in no series at all. What goes wrong with them does. */
const SCORING: ReadonlySet<string> = new Set(["draft", "SubmitReview", "SubmitLateReview", "CastRevote", "WriteReason"]);
const WENT_WRONG: ReadonlySet<RejectionCode> = new Set<RejectionCode>(["STORAGE", "BUSY", "INTERNAL", "LOG_DAMAGED"]);
/** What those acts store. A write of nothing else is not counted either, nor is one that only remembers a refusal. */
const HIDDEN: ReadonlySet<string> = new Set<SessionEventType>(["ReviewSubmitted", "LateReviewSubmitted", "RevoteCast", "ReasonWritten"]);
const seenOf = (batch: readonly CommandRecord[]): number =>
  batch.reduce((sum, { events }) => sum + events.filter(({ type }) => !HIDDEN.has(type)).length, 0);

/** Looked at when somebody asks. */
export type Now = {
  /** `connections` with those not let in yet */ sockets: { connections: number; seat: number; screen: number; door: number };
  /** sessions somebody looks at */ sessions: number;
  malformed: number;
  unknownEvents: number;
};

export type Metrics = {
  answered: (act: string, answer: Answer) => void;
  /** not let in by socket */ notLetIn: (code: RejectionCode) => void;
  /** cut off for not reading */ slow: () => void;
  foreignOrigin: () => void;
  responded: (status: number, refusal: RejectionCode | null) => void;
  /** The same store, with its writes counted. */ watched: <Store extends EventStore>(store: Store) => Store;
  text: () => Promise<string>;
  contentType: string;
};

export function openMetrics(options: { now: () => Now; ready: () => Promise<boolean> /** of the process too */; whole: boolean }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.whole) collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `plumb_${name}_total`, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[], look: (of: Gauge<Label>) => void | Promise<void>) =>
    new Gauge({
      name: `plumb_${name}`,
      help,
      labelNames,
      registers,
      collect() {
        return look(this);
      },
    });

  const acts = counter("acts", "Acts answered, by outcome. Of scoring, which is hidden from others, only what the server could not do.", [
    "act",
    "outcome",
  ]);
  const notLetIn = counter("sockets_refused", "Connections that were not let in, by refusal.", ["code"]);
  const slow = counter("slow_sockets", "Connections ended for not reading what they were sent.", []);
  const origins = counter("foreign_origins", "Requests from other web pages, refused.", []);
  const responses = counter("http_responses", "Answers of the HTTP API, by status.", ["status"]);
  const refusals = counter("http_refusals", "Refusals of the HTTP API, by code.", ["code"]);
  const appended = counter("appended_events", "Events stored durably, but for those of scoring.", []);
  const appends = counter(
    "appends",
    "Writes to a log: appended, conflict (somebody else was first) or failed. Writes of scoring alone count when they fail.",
    ["outcome"],
  );
  const seconds = new Histogram({
    name: "plumb_append_seconds",
    help: "How long an append took until it was durable, but for those of scoring alone.",
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers,
  });
  gauge("connections", "Open connections, those not let in yet included.", [], (of) => of.set(options.now().sockets.connections));
  gauge("sockets", "Sockets in a session, by what they are.", ["kind"], (of) => {
    const { connections: _all, ...kinds } = options.now().sockets;
    for (const [kind, count] of Object.entries(kinds)) of.set({ kind }, count);
  });
  gauge("sessions_live", "Sessions somebody looks at.", [], (of) => of.set(options.now().sessions));
  gauge("malformed_messages", "Messages that no client of ours sends, since the start.", [], (of) => of.set(options.now().malformed));
  gauge("unknown_messages", "Messages of an unknown kind, since the start.", [], (of) => of.set(options.now().unknownEvents));
  gauge("store_ready", "1 while the store can be read.", [], async (of) => of.set((await options.ready()) ? 1 : 0));

  return {
    answered: (act, answer) => {
      if (!SCORING.has(act)) acts.inc({ act, outcome: answer.ok ? "ok" : answer.code });
      else if (!answer.ok && WENT_WRONG.has(answer.code)) acts.inc({ act: "scoring", outcome: answer.code });
    },
    notLetIn: (code) => notLetIn.inc({ code }),
    slow: () => slow.inc(),
    foreignOrigin: () => origins.inc(),
    responded: (status, refusal) => {
      responses.inc({ status: String(status) });
      if (refusal) refusals.inc({ code: refusal });
    },
    watched: (store) => ({
      ...store,
      append: async (stream, expectedVersion, batch) => {
        const seen = seenOf(batch);
        const end = seen > 0 ? seconds.startTimer() : null;
        try {
          const result = await store.append(stream, expectedVersion, batch);
          if (seen > 0) appends.inc({ outcome: result.outcome });
          if (seen > 0 && result.outcome === "appended") appended.inc(seen);
          return result;
        } catch (error) {
          appends.inc({ outcome: "failed" });
          throw error;
        } finally {
          end?.();
        }
      },
    }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
