// `plumb serve`: starts the server and ends it in good order when the system asks.
import type { CliContext } from "./context.ts";
import { assertAllowed } from "./redisAccess.ts";

/** Longer than a good close takes, shorter than process managers wait before they kill. */
const DEADLINE_MS = 5_000;

export const serveCommand = async ({ config: set }: CliContext, flags: { unsafeRedis?: boolean } = {}): Promise<void> => {
  const config = { ...set, unsafeRedis: set.unsafeRedis || flags.unsafeRedis === true };
  await assertAllowed(config, (line) => process.stderr.write(`Warning: ${line}\n`));
  // Loaded only here: the short commands need neither HTTP nor sockets.
  const { serve } = await import("../serve.ts");
  const running = await serve(config);
  let ending = false;
  const end = () => {
    // A second signal means "now".
    if (ending) process.exit(1);
    ending = true;
    setTimeout(() => process.exit(1), DEADLINE_MS).unref();
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
};
