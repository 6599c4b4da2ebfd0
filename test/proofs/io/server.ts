// The same with a whole server and people in a call: at the k-th fsync it ends without an answer, and whoever had none gets theirs after the restart.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqliteStore } from "../../../server/store/sqlite.ts";
import { until } from "../../server/harness.ts";
import { openCall, teamOn } from "../children/call.ts";
import { startChild } from "../children/child.ts";
import { breachesOf } from "../children/held.ts";
import { keepBusy } from "../power/busy.ts";
import { hits, isData, under } from "./injected.ts";

export type Served = { fired: number; unanswered: number; failures: string[] };

export async function failUnderServer(calls: number[]): Promise<Served> {
  const served: Served = { fired: 0, unanswered: 0, failures: [] };
  const dataDir = mkdtempSync(join(tmpdir(), "plumb-io-"));
  const child = await startChild({ env: { DATA_DIR: dataDir } });
  let close = (): void => {};
  try {
    const call = await openCall(child.url, await teamOn(child));
    const busy = keepBusy(call);
    close = call.close;
    for (const at of calls) {
      await child.kill();
      const log = join(dataDir, `strace-${at}`);
      const fail = (line: string): void => void served.failures.push(`fsync EIO at call ${at} under a server: ${line}`);
      const started = await child.start(under("fsync EIO", at, log)).then(
        () => true,
        () => false,
      );
      await until(() => hits(log).length > 0, "the call that fails", 60_000);
      const hit = hits(log).filter(isData).length;
      if (hit === 0) {
        // A folder's fsync, which SQLite does without.
        await child.leave();
        continue;
      }
      const { code } = await child.gone();
      served.fired += hit;
      // Refused at its start, or ended in the middle: what was under way then has no answer yet.
      if (started) served.unanswered += call.underWay();
      if (started && call.underWay() === 0) fail("everybody was answered although the disk had failed");
      if (code === 0 || code === null) fail(`the process ended with ${code}`);
    }
    await child.start();
    busy.stop();
    await until(() => call.underWay() === 0, "all answered after the restart", 60_000);
    await call.allLive();
    const store = sqliteStore({
      file: join(dataDir, "plumb.sqlite"),
      besideServer: true,
      onFatal: (error) => {
        throw error;
      },
    });
    served.failures.push(...(await breachesOf(call, store)));
    await store.close();
  } catch (error) {
    served.failures.push(`a server whose disk fails: ${error instanceof Error ? error.message : String(error)}\n${child.said()}`);
  } finally {
    close();
    await child.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
  return served;
}
