// One session as this browser knows it: the slices of its connection in a store, and the hooks every screen of the call reads them with.
import { createContext, useCallback, useContext, useEffect, useState } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Answer } from "../../shared/protocol/socket.ts";
import type { SessionCommand } from "../../shared/session/commands.ts";
import type { Permission } from "../../shared/session/permissions.ts";
import type { MineSlice, SliceName, Slices } from "../../shared/session/view/slices.ts";
import type { DraftEntry, Focus } from "../../shared/session/shapes.ts";
import type { Connection, ConnectionStatus } from "../connection/connection.ts";
import { notify } from "../ui/notices.ts";
import { createDraftStore, type DraftStore, type KeptDrafts } from "./draftStore.ts";
import { useUi } from "./uiStore.ts";

export type SessionState = { slices: Partial<Slices>; status: ConnectionStatus };
/** Shows a refusal. `command`: one that may have come too late, to be shown with what it was for. */
export type Tell = (answer: Answer, command?: SessionCommand) => void;
export const tellPlainly: Tell = (answer) => {
  if (!answer.ok) notify({ text: answer.message, tone: "apart" });
};
export type SessionStore = {
  connection: Connection;
  state: StoreApi<SessionState>;
  drafts: DraftStore;
  tell: Tell;
  /** stops listening; the connection itself belongs to whoever opened it */ dispose: () => void;
};

/** What survives a reload on this device; null where there is none. */
export type KeptStorage = { load(): string | null; save(value: string | null): void };

/** After a reconnect one's own slice comes a frame later than the rest: until then the last one stands, so that no screen is torn down. */
function withOwn(connection: Connection, before: Partial<Slices>): Partial<Slices> {
  const slices = connection.slices();
  const keeps = before.mine && slices.session && !slices.mine && !slices.waiting && connection.status().state !== "closed";
  return keeps ? { ...slices, mine: before.mine } : slices;
}

export function createSessionStore(connection: Connection, kept: KeptDrafts | null = null, tell = tellPlainly): SessionStore {
  const state = createStore<SessionState>(() => ({ slices: connection.slices(), status: connection.status() }));
  const drafts = createDraftStore(connection, kept);
  const stop = connection.onChange(() => {
    state.setState((before) => ({ slices: withOwn(connection, before.slices), status: connection.status() }));
    drafts.mineArrived(connection.slices().mine ?? null);
  });
  drafts.mineArrived(connection.slices().mine ?? null);
  return { connection, state, drafts, tell, dispose: stop };
}

export const SessionContext = createContext<SessionStore | null>(null);

export function useSessionStore(): SessionStore {
  const store = useContext(SessionContext);
  if (!store) throw new Error("no SessionProvider");
  return store;
}

/** A slice, or null: not here yet, or not for this person. */
export function useSlice<Name extends SliceName>(name: Name): Slices[Name] | null {
  return useStore(useSessionStore().state, (state) => (state.slices[name] as Slices[Name] | undefined | null) ?? null);
}

export const useMine = (): MineSlice | null => useSlice("mine");

export const useCan = (permission: Permission): boolean => useMine()?.can.includes(permission) ?? false;

export const useConnectionStatus = (): ConnectionStatus => useStore(useSessionStore().state, (state) => state.status);

/** Sends a command. A refusal is shown as a notice, unless `quiet`: then the caller shows it where it belongs. */
export function useSend(): (command: SessionCommand, options?: { quiet?: boolean }) => Promise<Answer> {
  const { connection, tell } = useSessionStore();
  return useCallback(
    async (command, options) => {
      const answer = await connection.send(command);
      // the server's last word is what the page itself says then
      if (!options?.quiet && !(connection.status().state === "closed" && connection.status().bye))
        tell(answer, command.type === "CastRevote" ? command : undefined);
      return answer;
    },
    [connection, tell],
  );
}

/** Keeps one answer of one's own sheet: shown at once, said to be saved only when the server has it. */
export function useSaveDraft(): (conversationId: string, criterionId: string, entry: DraftEntry | null) => Promise<Answer> {
  return useSessionStore().drafts.save;
}

/** The server's clock, again every `everyMs`. */
export function useServerNow(everyMs: number): number {
  const { connection } = useSessionStore();
  const [now, setNow] = useState(() => connection.serverNow());
  useEffect(() => {
    setNow(connection.serverNow());
    const timer = setInterval(() => setNow(connection.serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [connection, everyMs]);
  return now;
}

const ARRIVAL: Focus = { kind: "arrival" };

/** What this person's screen shows: the call's focus, or what they look at meanwhile. */
export function useShownFocus(): Focus {
  const session = useSlice("session");
  const lookingAt = useUi((ui) => ui.lookingAt);
  return lookingAt ?? session?.focus ?? ARRIVAL;
}
