// A second server on one file, in a namespace of its own as a container gives it: there the first one's process number means nothing.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { folder } from "./sqliteInFolder.ts";

const inNamespace = (args: string[]) =>
  spawnSync("unshare", ["--user", "--map-root-user", "--pid", "--fork", "--kill-child", "--mount-proc", ...args], {
    encoding: "utf8",
    timeout: 15_000,
    killSignal: "SIGKILL",
  });

test("[F-11] a second server in another namespace is refused, and told what the first one calls itself", async ({ skip }) => {
  const probe = inNamespace(["true"]);
  // Said aloud, and not counted as held.
  skip(probe.status !== 0, `this machine makes no namespaces: ${probe.error?.message ?? probe.stderr}`);
  const place = folder();
  try {
    const first = place.open();
    const second = inNamespace([process.execPath, "test/store/appendUntilKilled.ts", place.file]);
    expect(second.stderr).toContain(`${place.file} is in use by another Plumb server (process ${process.pid})`);
    expect(second.stdout).toBe("");
    expect(second.status).toBe(1);
    await first.close();
    // the control: the same program starts there once nobody has the file
    expect(inNamespace(["timeout", "3", process.execPath, "test/store/appendUntilKilled.ts", place.file]).stdout).toContain("a 1\n");
  } finally {
    await place.end();
  }
});
