// A small request that would unpack to a gigabyte: refused before it is unpacked, and nobody else notices.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants, gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { openCall, teamOn } from "../proofs/children/call.ts";
import { startChild } from "../proofs/children/child.ts";

const MIB = 1024 * 1024;
/** how much more memory all of them together may take; unpacked, one of them takes ten times that */
const FLAT = 100 * MIB;

/** gzip files one after the other are one gzip file */
const gzipped = (mib: number): Buffer => Buffer.concat(Array.from({ length: mib }, () => gzipSync(Buffer.alloc(MIB))));
const brotlied = (mib: number): Buffer =>
  brotliCompressSync(Buffer.alloc(mib * MIB), { params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 24 } });

/** The most memory that a process ever had. */
const peakOf = (pid: number): number => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;

test("[T-10] a packed gigabyte of nothing is refused early, with flat memory, and others are served meanwhile", async () => {
  expect(gunzipSync(gzipped(3)).length).toBe(3 * MIB);
  const bombs = [
    ["gzip", gzipped(1024)],
    ["br", brotlied(256)],
  ] as const;
  for (const [, bomb] of bombs) expect(bomb.length).toBeLessThan(2 * MIB);

  const dataDir = mkdtempSync(join(tmpdir(), "plumb-bombs-"));
  const child = await startChild({ env: { DATA_DIR: dataDir } });
  try {
    const call = await openCall(child.url, await teamOn(child));
    const [admin, lea] = call.people;
    const before = peakOf(child.pid());
    for (const path of ["/api/enter", "/api/sessions", `/api/sessions/${call.sessionId}/commands`])
      for (const [encoding, bomb] of bombs) {
        const answered = fetch(`${child.url}${path}`, {
          method: "POST",
          headers: { "content-type": "application/json", "content-encoding": encoding, origin: child.url, cookie: admin!.cookie() },
          body: new Uint8Array(bomb),
        });
        expect(await lea!.send({ type: "StartTimer", minutes: 5 })).toEqual({ ok: true });
        const response = await answered;
        expect([path, encoding, response.status]).toEqual([path, encoding, 413]);
        expect(await response.json()).toMatchObject({ ok: false, code: "TOO_LARGE", retry: "never" });
      }
    expect(peakOf(child.pid()) - before).toBeLessThan(FLAT);
    expect(call.people.every(({ connection }) => connection.status().state === "live")).toBe(true);
    call.close();
  } finally {
    await child.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 60_000);
