// One simulated reviewer at work: looks at what they are shown, pauses as long as a person would, does the one thing they want to do, looks again.
import type { Speed } from "../../shared/practice/job.ts";
import type { Connection } from "../connection/connection.ts";
import type { Clock } from "./clock.ts";
import type { Persona } from "./company.ts";
import { type Act, type Intention, intention, type Reviewer } from "./intention.ts";
import { pauseMs } from "./pace.ts";
import { type Scored, sheetOf } from "./sheet.ts";

/** Somebody waits for them: they stop polishing. */
const HURRY = 0.35;

export type TakingPart = { /** the speed has changed */ reconsider: () => void; leave: () => void };

export function takePart(options: {
  persona: Persona;
  seed: number;
  connection: Connection;
  clock: Clock;
  speed: () => Speed;
  /** closed, removed, or the session is over */ onLeft: () => void;
}): TakingPart {
  const { persona, seed, connection, clock } = options;
  const done = new Set<string>();
  const sheets = new Map<string, Record<string, Scored>>();
  let pending: { key: string; speed: Speed; stop: () => void } | null = null;
  let acting = false;
  let left = false;

  const self: Reviewer = {
    persona,
    seed,
    sheet: (conversationId) => {
      const { conversations, scorecard } = connection.slices();
      const material = conversations?.find((each) => each.conversationId === conversationId);
      if (!material || !scorecard) return {};
      // a transcript that was corrected before anybody scored it is read again
      const key = `${conversationId}:${material.transcript.length}`;
      const known = sheets.get(key) ?? sheetOf(persona, scorecard, material, seed);
      sheets.set(key, known);
      return known;
    },
  };

  const leave = (): void => {
    if (left) return;
    left = true;
    pending?.stop();
    stop();
    connection.close();
    options.onLeft();
  };

  const act = async (wanted: Act): Promise<void> => {
    if (wanted.kind === "leave") leave();
    if (wanted.kind === "draft") await connection.saveDraft(wanted.conversationId, wanted.criterionId, wanted.entry);
    // a refusal (too late, not any more) is an answer like any other: they go on with what is to be done next
    if (wanted.kind === "command") await connection.send(wanted.command);
  };

  const due = async (wanted: Intention): Promise<void> => {
    pending = null;
    acting = true;
    done.add(wanted.key);
    await act(wanted.act).catch(() => undefined);
    acting = false;
    look();
  };

  const look = (): void => {
    if (left || acting) return;
    const { state } = connection.status();
    if (state === "closed") leave();
    if (state !== "live") return;
    const wanted = intention(connection.slices(), self, done);
    const speed = options.speed();
    if (pending && pending.key === wanted?.key && pending.speed === speed) return;
    pending?.stop();
    pending = null;
    if (!wanted) return;
    const { key, pause, words } = wanted;
    const tempo = persona.tempo * (wanted.hurry ? HURRY : 1);
    const ms = pauseMs(pause, { speed, tempo, seed, key: `${persona.id}:${key}`, ...(words === undefined ? {} : { words }) });
    pending = { key, speed, stop: clock.after(ms, () => void due(wanted)) };
  };

  const stop = connection.onChange(look);
  look();
  return { reconsider: look, leave };
}
