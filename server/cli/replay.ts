// What a store adds up to: every log folded as the server folds it, in one digest. Two stores of one digest show everybody the same.
import { createHash } from "node:crypto";
import type { SessionEvent } from "../../shared/session/events.ts";
import { evolve } from "../../shared/session/evolve.ts";
import type { SessionState } from "../../shared/session/state.ts";
import type { WorkspaceEvent } from "../../shared/workspace/events.ts";
import { evolveWorkspace } from "../../shared/workspace/evolve.ts";
import type { WorkspaceState } from "../../shared/workspace/shapes.ts";
import type { CopySource } from "../store/copy.ts";
import { putTextsBack } from "../store/sqlite/textCodec.ts";

/** stream → digest of its state */
export const replay = async (source: CopySource): Promise<Map<string, string>> => {
  const states = new Map<string, string>();
  for await (const copied of source()) {
    if (copied.kind !== "stream") continue;
    const texts = new Map(copied.texts.map(({ version, n, text }) => [`${version}.${n}`, text]));
    let session: SessionState | null = null;
    let workspace: WorkspaceState | null = null;
    const others: unknown[] = [];
    for (const { version, json } of copied.events) {
      const event = putTextsBack(json, (n) => texts.get(`${version}.${n}`) ?? null);
      if (copied.stream === "workspace") workspace = evolveWorkspace(workspace, event as WorkspaceEvent);
      else if (copied.stream.startsWith("session:")) session = evolve(session, event as SessionEvent);
      else others.push(event);
    }
    states.set(
      copied.stream,
      createHash("sha256")
        .update(JSON.stringify([session, workspace, others]))
        .digest("base64url"),
    );
  }
  return states;
};
