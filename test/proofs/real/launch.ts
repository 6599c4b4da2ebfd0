// The program a proof runs as a server of its own: Plumb from the sources, with what a proof may set that no operator can.
import { readConfig } from "../../../server/config.ts";
import { LIVE_LIMITS } from "../../../server/live/limits.ts";
import { serve } from "../../../server/serve.ts";
import type { EventStore } from "../../../server/store/eventStore.ts";
import { openStore } from "../../../server/store/open.ts";

export type Launch = {
  /** instead of those of server/live/limits.ts */ limits?: Partial<Record<keyof typeof LIVE_LIMITS, number>>;
  /** a deliberate bug: no command is remembered by its id */ forgetsCommandIds?: boolean;
};

const forgetful = (store: EventStore): EventStore => {
  let count = 0;
  const wrapped: EventStore = Object.create(store);
  wrapped.findCommand = async () => null;
  wrapped.append = (stream, version, batch) => {
    count += 1;
    return store.append(
      stream,
      version,
      batch.map((record, index) => ({ ...record, commandId: `${record.commandId.slice(0, 40)}-${count}-${index}` })),
    );
  };
  return wrapped;
};

const main = async (): Promise<void> => {
  const launch = JSON.parse(process.env.PLUMB_PROOF_LAUNCH ?? "{}") as Launch;
  Object.assign(LIVE_LIMITS, launch.limits ?? {});
  const running = await serve(readConfig(process.env).config, {
    openStore: async (...given) => (launch.forgetsCommandIds ? forgetful(await openStore(...given)) : openStore(...given)),
  });
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
