// The program a proof runs as a server of its own: Plumb from the sources, with what a proof may set that no operator can.
import { registerHooks } from "node:module";
import type { LIVE_LIMITS } from "../../../server/live/limits.ts";
import type { EventStore } from "../../../server/store/eventStore.ts";

export type Launch = {
  /** instead of those of server/live/limits.ts */ limits?: Partial<Record<keyof typeof LIVE_LIMITS, number>>;
  /** a deliberate bug: no command is remembered by its id */ forgetsCommandIds?: boolean;
  /** a deliberate bug: what is stored is stored in memory alone */ keepsNothing?: boolean;
  /** deliberate bugs: other words in the source, for a control; a find that is not there is an error */
  edits?: { file: string; find: string; put: string }[];
};

const forgetful = (store: EventStore): EventStore => {
  let count = 0;
  return {
    ...store,
    findCommand: async () => null,
    append: (stream, version, batch) => {
      count += 1;
      return store.append(
        stream,
        version,
        batch.map((record, index) => ({ ...record, commandId: `${record.commandId.slice(0, 40)}-${count}-${index}` })),
      );
    },
  };
};

export const edited = (edits: NonNullable<Launch["edits"]>): void => {
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      const mine = edits.filter(({ file }) => url.endsWith(file));
      if (mine.length === 0) return loaded;
      let source = String(loaded.source);
      for (const { file, find, put } of mine) {
        if (!source.includes(find)) throw new Error(`${file} does not hold ${find}`);
        source = source.replaceAll(find, put);
      }
      return { ...loaded, source };
    },
  });
};

const main = async (): Promise<void> => {
  const launch = JSON.parse(process.env.PLUMB_PROOF_LAUNCH ?? "{}") as Launch;
  edited(launch.edits ?? []);
  const [{ readConfig }, limits, { serve }, { openStore }] = await Promise.all([
    import("../../../server/config.ts"),
    import("../../../server/live/limits.ts"),
    import("../../../server/serve.ts"),
    import("../../../server/store/open.ts"),
  ]);
  Object.assign(limits.LIVE_LIMITS, launch.limits ?? {});
  const open: typeof openStore = async (...given) => {
    if (launch.keepsNothing) return (await import("../../../server/store/memory.ts")).memoryStore();
    const store = await openStore(...given);
    return launch.forgetsCommandIds ? forgetful(store) : store;
  };
  const running = await serve(readConfig(process.env).config, { openStore: open });
  process.on("SIGUSR2", () => {
    (globalThis as { gc?: () => void }).gc?.();
    (globalThis as { gc?: () => void }).gc?.();
    console.log(`MEMORY ${JSON.stringify(process.memoryUsage())}`);
  });
  process.once("SIGTERM", () => {
    running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  console.log("PROOF SERVER READY");
};
if (process.env.PLUMB_PROOF_LAUNCH !== undefined) await main();
