// A disk that runs full under a server: acts are told "later", reading and coming back go on, and with room again writing goes on without a restart.
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { connect } from "../../../client/connection/connection.ts";
import type { Trouble } from "../../../shared/protocol/socket.ts";
import { mine, until } from "../../server/harness.ts";
import { openCall, teamOn } from "../children/call.ts";
import { startChild } from "../children/child.ts";
import { keepBusy } from "../power/busy.ts";

export type Full = { laters: number; reads: number; acknowledged: number; failures: string[] } | { absent: string };

const SMALL = "2m";
const LARGE = "64m";
const LOOK = fileURLToPath(new URL("../power/look.ts", import.meta.url));

const mayMount = (): boolean => spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", tmpdir()]).status === 0;

export async function fullDisk(): Promise<Full> {
  if (!mayMount()) return { absent: "mounting is not allowed here" };
  const found = { laters: 0, reads: 0, acknowledged: 0, failures: [] as string[] };
  const fail = (line: string): void => void found.failures.push(`a full disk: ${line}`);
  const mount = mkdtempSync(join(tmpdir(), "plumb-full-"));
  const wrap = ["unshare", "-m", "sh", "-c", `mount -t tmpfs -o size=${SMALL} tmpfs "$0" && exec "$@"`, mount];
  const child = await startChild({ env: { DATA_DIR: mount }, wrap });
  let close = (): void => {};
  try {
    const team = await teamOn(child);
    const call = await openCall(child.url, team);
    close = call.close;
    const busy = keepBusy(call);
    const [admin] = call.people;
    const act = (id: string) =>
      admin!.ask("POST", `/api/sessions/${call.sessionId}/commands`, {
        id,
        command: {
          type: "AddAction",
          actionId: id,
          text: "x".repeat(500),
          ownerPersonId: null,
          dueOn: null,
          criterionId: null,
          conversationId: null,
        },
      });
    let refused = "";
    for (let number = 0; refused === ""; number++) {
      const { status, body, text } = await act(`full-${number}`);
      if (body.ok === true) continue;
      if (body.code === "TOO_FAST") {
        await new Promise((done) => setTimeout(done, 50));
        continue;
      }
      if (status !== 503 || body.code !== "STORAGE" || body.retry !== "later") fail(`an act was answered ${status} ${text.slice(0, 200)}`);
      refused = `full-${number}`;
      if (number > 5_000) return { ...found, failures: ["the disk never ran full"] };
    }
    found.laters += 1;
    // Everything that only reads works, for those who are there and for those who come.
    for (const path of ["/healthz", "/readyz", "/api/me", "/api/sessions", `/api/sessions/${call.sessionId}/report?format=json`]) {
      const { status, text } = await admin!.ask("GET", path);
      if (status !== 200) fail(`GET ${path} was answered ${status} ${text.slice(0, 200)}`);
      else found.reads += 1;
    }
    if (call.people.some(({ connection }) => connection.status().state !== "live")) fail("somebody lost the connection");
    // [F-6] Whoever comes only now, who has never been in this call on this device, sees it whole.
    const anew = connect({ url: child.url, sessionId: call.sessionId, cookie: team[1]!.cookie(), reconnectMs: { min: 10, max: 40 } });
    const sees = await until(() => anew.status().state === "live" && anew.slices().mine, "a new connection while the disk is full").catch(
      () => null,
    );
    if (!sees) fail(`whoever connects anew is ${anew.status().state} (${anew.status().bye?.code ?? "told nothing"})`);
    else if (anew.slices().conversations?.length !== 2 || sees.seatId !== mine(call.people[1]!).seatId)
      fail("whoever connects anew does not see the session");
    else found.reads += 1;
    anew.close();
    // [F-6] Everybody there is told, also those who save nothing now.
    const everybody = call.people.map(({ connection }) => connection);
    const allAre = (trouble: Trouble | null): Promise<boolean> =>
      until(() => everybody.every((one) => (one.status().trouble ?? null) === trouble), `everybody told ${trouble}`, 30_000).then(
        () => true,
        () => false,
      );
    if (!(await allAre("full"))) fail("not everybody was told that nothing can be saved");
    const again = await act(refused);
    if (again.body.ok === true) fail("there was room although the disk was full");
    else found.laters += 1;

    await promisify(execFile)("nsenter", ["-t", String(child.pid()), "-m", "mount", "-o", `remount,size=${LARGE}`, mount]);
    const retried = await until(async () => {
      const answer = await act(refused);
      return answer.body.ok === true ? answer : null;
    }, "the same act to be stored with room again");
    if (retried.status !== 200) fail(`with room again: ${retried.text.slice(0, 200)}`);
    if (!(await allAre(null))) fail("with room again somebody is still told that nothing can be saved");
    busy.stop();
    await until(() => call.underWay() === 0, "everybody answered", 60_000);
    const acknowledged = [...busy.acknowledged(), `${call.acts[0]!.seatId} ${refused}`];
    found.acknowledged = acknowledged.length;
    // Read by another process that sees the same disk.
    await child.disarm();
    const { stdout } = await promisify(execFile)(
      "nsenter",
      ["-t", String(child.pid()), "-m", process.execPath, LOOK, join(mount, "plumb.sqlite"), "beside"],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    const look = JSON.parse(stdout) as { broken: string[]; commands: string[] };
    const there = new Set(look.commands);
    if (there.size !== look.commands.length) fail("something happened twice");
    for (const line of look.broken) fail(line);
    for (const id of busy.acknowledged()) if (!there.has(id)) fail(`${id} was acknowledged and is lost`);
    if (look.commands.filter((id) => id.endsWith(` ${refused}`)).length !== 1) fail(`${refused} is not there once`);
  } catch (error) {
    fail(`${error instanceof Error ? error.message : String(error)}\n${child.said()}`);
  } finally {
    close();
    await child.kill();
    rmSync(mount, { recursive: true, force: true });
  }
  return found;
}
