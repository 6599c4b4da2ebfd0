// Two tabs of one browser, both without a server for a while: what was typed last stands, whichever comes back first.
import { afterEach, expect, test } from "vitest";
import { createDraftStore, type DraftStore } from "../../client/stores/draftStore.ts";
import type { Connection } from "../../client/connection/connection.ts";
import type { DraftEntry } from "../../shared/session/shapes.ts";
import { slice, startCall, startServer, type TestServer, until } from "./harness.ts";

let server: TestServer;
afterEach(() => server?.stop());

/** What the tabs of one browser share. */
const storage = () => {
  const kept = new Map<string, string>();
  return {
    names: () => [...kept.keys()],
    /** what is not delivered yet */ waiting: () => [...kept.values()].filter((text) => !Number(text)),
    get: (name: string) => kept.get(name) ?? null,
    keep: (name: string, text: string) => void kept.set(name, text),
    drop: (name: string) => void kept.delete(name),
  };
};
const typed = (reason: string): DraftEntry => ({ value: null, reason, unsure: false, evidence: [] });

type Tab = { connection: Connection; drafts: DraftStore; shows: () => string | undefined };
const PAUSE = { first: { min: 10, max: 20 }, later: { min: 1_500, max: 1_500 } };

/** Which of the two comes back first, and whether the one typed in last was closed before it had delivered. */
const lastTypedStands = async (back: "early" | "late", left: "open" | "closed" = "open"): Promise<void> => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  const criterionId = slice(admin, "scorecard").criteria[0]!.criterionId;
  const kept = storage();
  const open = async (reconnectMs: { min: number; max: number }): Promise<Tab> => {
    const connection = server.connect(admin, sessionId, { reconnectMs });
    await until(() => connection.slices().mine, "the tab");
    const drafts = createDraftStore(connection, kept);
    const arrived = () => drafts.mineArrived(connection.slices().mine ?? null);
    arrived();
    connection.onChange(arrived);
    const shows = () => {
      const overlay = drafts.state.getState().overlays["c1"]?.[criterionId];
      return (overlay ? overlay.entry : connection.slices().mine?.sheets["c1"]?.draft[criterionId])?.reason;
    };
    return { connection, drafts, shows };
  };
  const [early, late] = [await open(back === "early" ? PAUSE.first : PAUSE.later), await open(back === "late" ? PAUSE.first : PAUSE.later)];
  await server.restart(async () => {
    await until(() => [early, late].every(({ connection }) => connection.status().state === "reconnecting"), "both offline");
    void early.drafts.save("c1", criterionId, typed("first"));
    void late.drafts.save("c1", criterionId, typed("last"));
    if (left === "closed") late.connection.close();
  });
  const tabs = left === "closed" ? [early] : [early, late];
  await until(
    () => tabs.every(({ connection }) => connection.status().state === "live" && connection.status().waiting === 0),
    "all delivered",
  );
  const witness = server.connect(admin, sessionId);
  await until(() => witness.slices().mine, "another device");
  expect(witness.slices().mine!.sheets["c1"]?.draft[criterionId]?.reason).toBe("last");
  await until(() => tabs.every(({ shows }) => shows() === "last"), "both screens show it");
  expect(kept.waiting()).toEqual([]);
};

test("two tabs offline, the one typed in first comes back first: it sends what was typed last", () => lastTypedStands("early"));
test("two tabs offline, the one typed in last comes back first: the other sends nothing old after it", () => lastTypedStands("late"));
test("two tabs offline, the one typed in last is closed: the other sends what was typed there", () => lastTypedStands("early", "closed"));
