// INV-9 as time goes on: once nothing goes wrong any more, whoever is connected shows within ten seconds what is so, also of what only happens then.
import { viewerOf as viewerIn } from "../../server/live/viewers.ts";
import type { Viewer } from "../../shared/session/audience.ts";
import type { SessionState } from "../../shared/session/state.ts";
import { SESSION } from "./founding.ts";
import type { Page } from "./people.ts";
import { type AllDrafts, apart, draftsIn } from "./settled.ts";
import type { World } from "./world.ts";

/** in virtual time */
export const AGREE_MS = 10_000;
const LOOK_MS = 250;

export type Agreement = {
  /** Lets time pass and looks. */ pass: (ms: number) => Promise<void>;
  /** so long at most somebody connected was shown something else */ slowestMs: () => number;
};

export function createAgreement(world: World): Agreement {
  const { scheduler, disk, checks, violations } = world;
  /** by a page's incarnation: since when it has shown something else than is so, over this connection */
  const since = new Map<string, { line: string; at: number }>();
  const told = new Set<string>();
  let slowest = 0;

  /** null: nothing; undefined: nobody can say, it is not connected */
  const otherOn = (page: Page, state: SessionState, drafts: AllDrafts): { line: string; what: string } | null | undefined => {
    const conn = page.conn();
    if (!conn?.open || !conn.serverOpen || !conn.line || page.connection.status().state === "closed") return undefined;
    const parts = world.nodes.find(({ name }) => name === conn.node)?.parts();
    const context = parts?.live.sessions.peek(SESSION)?.context;
    if (!parts || !context) return undefined;
    const viewer: Viewer | null = page.person ? viewerIn(state, parts.directory, page.person.personId ?? "nobody") : { kind: "screen" };
    const what = viewer ? apart(page, viewer, state, context, drafts) : "place, and has none";
    return what === null ? null : { line: conn.line.id, what };
  };
  /** what was compared last, with what it was compared to: nothing to do while both are the same */
  const same = new Map<string, { state: SessionState; slices: unknown; drafted: number }>();
  const look = (): void => {
    const state = checks.truth();
    if (!state) return;
    const drafted = disk.drafted(SESSION);
    let drafts: AllDrafts | null = null;
    for (const page of world.pages) {
      const { label } = page.whose;
      const slices = page.connection.slices();
      const before = same.get(label);
      if (before?.state === state && before.slices === slices && before.drafted === drafted) continue;
      drafts ??= draftsIn(world);
      const other = otherOn(page, state, drafts);
      if (!other) {
        since.delete(label);
        if (other === null) same.set(label, { state, slices, drafted });
        continue;
      }
      same.delete(label);
      const known = since.get(label);
      const begun = known?.line === other.line ? known : { line: other.line, at: scheduler.now() };
      since.set(label, begun);
      const ms = scheduler.now() - begun.at;
      slowest = Math.max(slowest, ms);
      if (ms <= AGREE_MS || told.has(label)) continue;
      told.add(label);
      violations.push(`INV-9 ${label} is connected, and after ${ms.toFixed(0)} ms has another ${other.what}`);
    }
  };
  return {
    pass: async (ms) => {
      for (let passed = 0; passed < ms; passed += LOOK_MS) {
        await scheduler.pass(LOOK_MS);
        look();
      }
    },
    slowestMs: () => Math.round(slowest),
  };
}
