// One node's store with somebody who writes through it and keeps what a person would keep: which commands were answered, and which are still to be asked again.
import { type RedisStore, redisStore } from "../../../server/store/redis.ts";
import { isDamaged, isLater } from "../../../server/store/storeErrors.ts";
import { command } from "../../store/command.ts";

export type Writer = {
  store: RedisStore;
  /** answered as stored, in the order of the answers */ acked: string[];
  /** asked at least once */ begun: () => number;
  /** refused because the log is damaged */ damaged: () => boolean;
  /** under way and not answered */ open: () => number;
  /** Stops asking; what is under way is asked until it is answered. */ finish: () => Promise<void>;
  /** neither stored nor told to come again: a defect */ faults: string[];
};

const BREATH_MS = 10;

export type WriterOptions = {
  url: string;
  stream: string;
  /** first part of its commands' ids */ name: string;
  unsafe?: boolean;
  warnings?: string[];
};

export const openWriter = async ({ url, stream, name, unsafe = false, warnings = [] }: WriterOptions): Promise<Writer> => {
  const store = await redisStore({ url, unsafe, warn: (line) => void warnings.push(line) });
  const acked: string[] = [];
  const faults: string[] = [];
  let begun = 0;
  let open = 0;
  let damaged = false;
  let stopping = false;

  /** The same id until it is answered: from the new head after a conflict, later when told so. */
  const insist = async (id: string): Promise<boolean> => {
    let expected = 0;
    for (;;) {
      try {
        const known = await store.findCommand(stream, name, id);
        if (known) return true;
        const result = await store.append(stream, expected, [command(id, [{}], name)]);
        if (result.outcome === "appended") return true;
        expected = result.version;
        if (expected === 0) await new Promise((next) => setTimeout(next, BREATH_MS));
      } catch (error) {
        if (isDamaged(error)) {
          damaged = true;
          return false;
        }
        if (!isLater(error)) throw error;
        await new Promise((next) => setTimeout(next, BREATH_MS));
      }
    }
  };

  const writing = (async () => {
    for (let n = 1; !stopping && !damaged; n++) {
      begun = n;
      open = 1;
      if (await insist(`${name}-${n}`)) acked.push(`${name}-${n}`);
      open = 0;
    }
  })().catch((error: unknown) => void faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`));

  return {
    store,
    acked,
    begun: () => begun,
    damaged: () => damaged,
    open: () => open,
    faults,
    finish: async () => {
      stopping = true;
      await writing;
    },
  };
};

/** The command ids of a stream's log as a second client reads them. */
export const idsIn = (entries: [string, string[]][]): string[] => entries.map(([, fields]) => fields[fields.indexOf("c") + 1] ?? "");

/** What was answered as stored and is not there, and what is there twice. */
export const lossesOf = (acked: Iterable<string>, stored: string[]): string[] => {
  const there = new Set(stored);
  const lost = [...acked].filter((id) => !there.has(id)).map((id) => `${id} was answered as stored and is not there`);
  const twice = stored.length - there.size;
  return twice > 0 ? [...lost, `${twice} commands are there twice`] : lost;
};
