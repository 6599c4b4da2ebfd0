// Finding and installing the programs that tests need, with a pretended system.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ensurePrograms, findProgram, ProgramMissing, type Program } from "../../scripts/fromSystem.ts";

const PROGRAM: Program = {
  name: "Plumb's test program",
  variable: "PLUMB_TEST_PROGRAM",
  commands: ["plumb-first", "plumb-second"],
  package: "plumb-program",
};

let bin: string;
const executable = (name: string, script = "exit 0") => {
  const path = join(bin, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
};
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), "plumb-bin-"));
  vi.stubEnv("PATH", bin);
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(bin, { recursive: true, force: true });
});

test("the variable wins, then PATH in the order of the commands", () => {
  expect(findProgram(PROGRAM)).toBeNull();
  const second = executable("plumb-second");
  expect(findProgram(PROGRAM)).toBe(second);
  const first = executable("plumb-first");
  expect(findProgram(PROGRAM)).toBe(first);
  vi.stubEnv("PLUMB_TEST_PROGRAM", second);
  expect(findProgram(PROGRAM)).toBe(second);
});

test("a variable that names nothing is told, not passed over", () => {
  executable("plumb-first");
  vi.stubEnv("PLUMB_TEST_PROGRAM", join(bin, "gone"));
  expect(() => ensurePrograms([PROGRAM])).toThrow(ProgramMissing);
});

test("without apt-get there is one clear sentence", () => {
  expect(() => ensurePrograms([PROGRAM])).toThrow(
    "The tests need Plumb's test program, and there is no apt-get to install with: install it, or say where with PLUMB_TEST_PROGRAM=/path.",
  );
});

test("what is missing is installed by apt-get after an update, and then found", () => {
  vi.stubEnv("PATH", `${bin}:/usr/bin:/bin`);
  executable("sudo", 'shift\nexec "$@"');
  executable("apt-get", `echo "$DEBIAN_FRONTEND $*" >> ${bin}/log\ncase "$*" in *install*) cp ${bin}/apt-get ${bin}/plumb-second;; esac`);
  expect(ensurePrograms([PROGRAM], join(bin, "policy"))).toEqual([join(bin, "plumb-second")]);
  expect(readFileSync(join(bin, "log"), "utf8")).toBe(
    "noninteractive update -qq\nnoninteractive install -y -qq --no-install-recommends plumb-program\n",
  );
});

describe("the services of what is installed are not started", () => {
  const install = (policy: string, ending = "") => {
    vi.stubEnv("PATH", `${bin}:/usr/bin:/bin`);
    executable("sudo", 'shift\nexec "$@"');
    // what Debian's packages ask before they start anything
    executable(
      "apt-get",
      `case "$*" in *install*) ${policy}; echo $? > ${bin}/asked; cp ${bin}/apt-get ${bin}/plumb-second; ${ending};; esac`,
    );
  };

  test("while apt-get installs, the answer to starting services is no; afterwards there is no answer again", () => {
    const policy = join(bin, "policy");
    install(policy);
    ensurePrograms([PROGRAM], policy);
    expect(readFileSync(join(bin, "asked"), "utf8")).toBe("101\n");
    expect(existsSync(policy)).toBe(false);
  });

  test("also where the installation fails", () => {
    const policy = join(bin, "policy");
    install(policy, "exit 100");
    expect(() => ensurePrograms([PROGRAM], policy)).toThrow(ProgramMissing);
    expect(existsSync(policy)).toBe(false);
  });

  test("an answer that the machine has is left as it is", () => {
    const policy = executable("policy", "exit 104");
    install(policy);
    ensurePrograms([PROGRAM], policy);
    expect(readFileSync(join(bin, "asked"), "utf8")).toBe("104\n");
    expect(existsSync(policy)).toBe(true);
  });
});

test("an installation that fails is one clear sentence too", () => {
  vi.stubEnv("PATH", `${bin}:/usr/bin:/bin`);
  executable("sudo", 'shift\nexec "$@"');
  executable("apt-get", "exit 100");
  expect(() => ensurePrograms([PROGRAM], join(bin, "policy"))).toThrow(/apt-get could not install it/);
});
