// The program a child is (child.ts starts it): Plumb from the sources as `plumb serve` runs it, with failpoints armed by its parent and, for controls, a deliberate bug.
import { join } from "node:path";
import { readConfig } from "../../../server/config.ts";
import type { Net, OpenNet } from "../../../server/live/net.ts";
import { serve } from "../../../server/serve.ts";
import type { EventStore } from "../../../server/store/eventStore.ts";
import { openStore } from "../../../server/store/open.ts";
import { sqliteStore } from "../../../server/store/sqlite.ts";
import { answersEarly, appendsAnyway } from "./broken.ts";
import type { FromChild, ToChild } from "./child.ts";
import { arm, disarm, failpointOf, newArmed } from "./failpoints.ts";
import type { Given } from "./writerEntry.ts";

const armed = newArmed();
const failpoint = failpointOf(armed);
const say = (message: FromChild): void => void process.send?.(message);

/** Between deciding and storing, whichever store it is. */
const withFailpoints = (store: EventStore, isRedis: boolean): EventStore => {
  const append: EventStore["append"] = async (stream, version, batch) => {
    failpoint("after-decide");
    const stored = store.append(stream, version, batch);
    if (!isRedis) return stored;
    // SQLite has these two in its writer. Of Redis: handed over and not answered yet; answered and nobody told.
    setImmediate(() => failpoint("after-append"));
    const result = await stored;
    failpoint("after-commit");
    return result;
  };
  return { ...store, append };
};

/** Frames go to one connection at a time, and each answer is noticed, so that a process can end between two of them. */
const netWithFailpoints =
  (open: OpenNet): OpenNet =>
  (ears) => {
    const net = open({
      ...ears,
      heard: (line, event, args, answer) =>
        ears.heard(
          line,
          event,
          args,
          answer &&
            ((given) => {
              answer(given);
              if (event === "command" || event === "draft") failpoint("after-ack");
            }),
        ),
    });
    const wrapped: Net = {
      ...net,
      show: (lineIds, frame) => {
        for (const lineId of lineIds) {
          net.show([lineId], frame);
          // The first frame of a connection goes to nobody else.
          if (frame.now === undefined) failpoint("mid-broadcast");
        }
      },
    };
    return wrapped;
  };

process.on("message", (message: ToChild) => {
  if ("arm" in message) arm(armed, message.arm, message.hits);
  else disarm(armed);
  say({ done: message.id });
});
process.on("disconnect", () => process.exit(0));

const breaks = process.env.PLUMB_PROOF_BREAK ?? "";
const BUGS: Record<string, (store: EventStore) => EventStore> = { answersEarly, appendsAnyway };
const { config } = readConfig(process.env);
const running = await serve(config, {
  print: (text) => say({ printed: text }),
  net: netWithFailpoints,
  openStore: async (given, onFatal, warn) => {
    const store = given.redisUrl
      ? await openStore(given, onFatal, warn)
      : sqliteStore({
          file: join(given.dataDir, "plumb.sqlite"),
          onFatal,
          writer: { url: new URL("writerEntry.ts", import.meta.url), given: { armed, breaks } satisfies Given },
        });
    return withFailpoints(BUGS[breaks]?.(store) ?? store, given.redisUrl !== null);
  },
});
process.once("SIGTERM", () => void running.close().then(() => process.exit(0)));
say({ ready: running.url });
