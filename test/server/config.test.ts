// Settings: everything has a default, every fault is told at once, and what is documented is what is read.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ConfigError, configTable, envExample, publicUrl, readConfig } from "../../server/config.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "plumb-config-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const read = (env: Record<string, string>) => readConfig({ DATA_DIR: dir, ...env });
const faultsOf = (env: Record<string, string>): string[] => {
  try {
    read(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

describe("defaults", () => {
  test("with nothing set, the server listens on 3000 for everybody and trusts no proxy", () => {
    const { config, warnings } = read({});
    expect(config).toMatchObject({
      port: 3000,
      host: "0.0.0.0",
      publicUrl: null,
      dataDir: dir,
      trustProxy: 0,
      logLevel: "info",
      awayAfter: 30,
    });
    expect(warnings).toEqual([]);
  });

  test("a variable set to nothing counts as unset", () => {
    expect(read({ PORT: "", PUBLIC_URL: " ", SESSION_SECRET: "" }).config).toMatchObject({ port: 3000, publicUrl: null });
  });
});

describe("[B-64] names that Plumb does not know", () => {
  const warned = (env: Record<string, string>, inFile: string[] = []) => readConfig({ DATA_DIR: dir, ...env }, inFile).warnings;

  test("change nothing", () => {
    expect(faultsOf({ PLUMB_SOMETHING: "x", PORTS: "abc" })).toEqual([]);
    expect(read({ REDIS_ULR: "redis://:secret@10.0.0.5" }).config.redisUrl).toBeNull();
  });

  test("are warned of in one line when they stand in .env, with what was probably meant and without what they are set to", () => {
    const [line, ...more] = warned({ REDIS_ULR: "redis://:secret@10.0.0.5", COLOUR: "blue" }, ["PORT", "REDIS_ULR", "COLOUR"]);
    expect(more).toEqual([]);
    expect(line).toContain("does nothing: REDIS_ULR (meant: REDIS_URL?), COLOUR. See");
    expect(line).not.toMatch(/secret|blue|\n/);
  });

  test.each([
    ["REDIS_ULR", "REDIS_URL"],
    ["REDIS_UR", "REDIS_URL"],
    ["PUBLIC_URLS", "PUBLIC_URL"],
    ["TRUST-PROXY", null],
    ["TRUST_PROXI", "TRUST_PROXY"],
    ["redis_url", "REDIS_URL"],
    ["SESSION_SECRET_FLIE", "SESSION_SECRET_FILE"],
    ["PUBLIC_URL_FILE", null],
    ["COLOUR", null],
    ["HOME", null],
    ["PATH", null],
  ])("in the environment, which is others' too, %s is taken for %s", (name, meant) => {
    expect(warned({ [name]: "x" })).toEqual(meant === null ? [] : [expect.stringContaining(`${name} (meant: ${meant}?)`)]);
  });

  test("what is known, what is others' and what is no name at all is passed over", () => {
    expect(warned({}, ["PORT", "SESSION_SECRET_FILE", "NODE_ENV", "TZ", "PLUMB_HOST", "REDIS_PASSWORD", "a+piece/of a secret"])).toEqual(
      [],
    );
    expect(warned(process.env as Record<string, string>)).toEqual([]);
  });

  test("are told beside the faults", () => {
    expect(faultsOf({ PORT: "abc", HOSTS: "127.0.0.1" })).toEqual([
      expect.stringMatching(/^PORT: /),
      expect.stringContaining("HOSTS (meant: HOST?)"),
    ]);
  });
});

describe("the session secret", () => {
  test("is made once, readable by the owner alone, and found again", () => {
    const first = read({}).config.sessionSecret ?? "";
    expect(Buffer.byteLength(first)).toBeGreaterThanOrEqual(32);
    expect(read({}).config.sessionSecret).toBe(first);
    expect(statSync(join(dir, "session-secret")).mode & 0o777).toBe(0o600);
  });

  test("may come from the environment or from a file, but not from both", () => {
    const secret = "s".repeat(32);
    const file = join(dir, "secret.txt");
    writeFileSync(file, `${secret}\n`);
    expect(read({ SESSION_SECRET: secret }).config.sessionSecret).toBe(secret);
    expect(read({ SESSION_SECRET_FILE: file }).config.sessionSecret).toBe(secret);
    expect(faultsOf({ SESSION_SECRET: secret, SESSION_SECRET_FILE: file })).toEqual([expect.stringMatching(/either .* or .*not both/)]);
    expect(faultsOf({ SESSION_SECRET_FILE: join(dir, "none") })).toEqual([expect.stringMatching(/cannot read/)]);
  });

  test("shorter than 32 bytes is refused without repeating it, also when kept in the data directory", () => {
    const [fault] = faultsOf({ SESSION_SECRET: "hunter2" });
    expect(fault).toMatch(/at least 32 bytes/);
    expect(fault).not.toContain("hunter2");
    writeFileSync(join(dir, "session-secret"), "short");
    expect(faultsOf({})).toEqual([expect.stringMatching(/fewer than 32 bytes/)]);
  });
});

describe("faults", () => {
  test("[B-64] are all told at once", () => {
    const faults = faultsOf({
      PORT: "abc",
      PUBLIC_URL: "http://plumb.example.com",
      LOG_LEVEL: "loud",
      TRUST_PROXY: "yes",
      AWAY_AFTER: "soon",
      SESSION_SECRET: "x",
    });
    expect(faults.map((fault) => fault.split(":")[0])).toEqual([
      "PORT",
      "PUBLIC_URL",
      "TRUST_PROXY",
      "LOG_LEVEL",
      "AWAY_AFTER",
      "SESSION_SECRET",
    ]);
  });

  test.each(["-1", "65536", "80a", "3.5", "0x50"])("PORT=%s is refused", (port) => {
    expect(faultsOf({ PORT: port })).toHaveLength(1);
  });

  test.each([
    "plumb.example.com",
    "ftp://plumb.example.com",
    "https://plumb.example.com/app",
    "https://a:b@plumb.example.com",
    "http://8.8.8.8",
    "http://plumb.example.com",
  ])("PUBLIC_URL=%s is refused", (url) => {
    expect(faultsOf({ PUBLIC_URL: url })).toHaveLength(1);
  });

  test("a data directory that cannot be written is a fault, not a crash", () => {
    const file = join(dir, "file");
    writeFileSync(file, "");
    expect(faultsOf({ DATA_DIR: join(file, "data") })).toEqual([expect.stringMatching(/^DATA_DIR: cannot write/)]);
  });
});

describe("the public address", () => {
  test.each([
    "http://localhost:3000",
    "http://192.168.1.20:3000",
    "http://10.0.0.5",
    "http://[::1]:3000",
    "http://plumb.local",
    "http://plumb",
  ])("%s is accepted without a certificate, with a warning", (url) => {
    const { config, warnings } = read({ PUBLIC_URL: url });
    expect(config.publicUrl).toBe(url);
    expect(warnings).toEqual([expect.stringMatching(/not https/)]);
  });

  test("https warns only when no proxy is trusted, because Plumb itself speaks no TLS", () => {
    expect(read({ PUBLIC_URL: "https://plumb.example.com" }).warnings).toEqual([expect.stringMatching(/TRUST_PROXY=1/)]);
    expect(read({ PUBLIC_URL: "https://plumb.example.com", TRUST_PROXY: "1" }).warnings).toEqual([]);
    expect(read({ PUBLIC_URL: "https://plumb.example.com/", TRUST_PROXY: "1" }).config.publicUrl).toBe("https://plumb.example.com");
  });

  const address = (settings: Partial<Parameters<typeof publicUrl>[0]>, network: string | null = "192.168.1.20") =>
    publicUrl({ publicUrl: null, basePath: "", host: "0.0.0.0", port: 3000, ...settings }, () => network);

  test("is PUBLIC_URL, else the machine's network address, and localhost only where there is nothing else", () => {
    expect(address({ publicUrl: "https://plumb.example.com" })).toBe("https://plumb.example.com");
    expect(address({})).toBe("http://192.168.1.20:3000");
    expect(address({ host: "10.1.2.3" })).toBe("http://10.1.2.3:3000");
    expect(address({ host: "fd00::7" })).toBe("http://[fd00::7]:3000");
    expect(address({}, null)).toBe("http://localhost:3000");
    expect(address({ host: "127.0.0.1" })).toBe("http://localhost:3000");
  });
});

describe("a path of its own", () => {
  test("stands behind the public address, however it is written", () => {
    expect(read({}).config.basePath).toBe("");
    expect(read({ BASE_PATH: "/" }).config.basePath).toBe("");
    for (const written of ["/plumb", "/plumb/"]) {
      const { config } = read({ BASE_PATH: written, PUBLIC_URL: "https://tools.example.com", TRUST_PROXY: "1" });
      expect(config.basePath).toBe("/plumb");
      expect(publicUrl(config)).toBe("https://tools.example.com/plumb");
    }
    expect(publicUrl(read({ BASE_PATH: "/a/b-c" }).config, () => "10.0.0.7")).toBe("http://10.0.0.7:3000/a/b-c");
  });

  test.each(["plumb", "//evil.example.com", "/pl umb", "/plumb?x", "/plümb", '/"><script>', "https://tools.example.com/plumb"])(
    "BASE_PATH=%s is refused",
    (path) => {
      expect(faultsOf({ BASE_PATH: path })).toHaveLength(1);
    },
  );
});

describe("Redis", () => {
  test("is not used unless it is named, and then keeps the secret of all nodes", () => {
    expect(read({}).config).toMatchObject({ redisUrl: null, unsafeRedis: false });
    const { config } = read({ REDIS_URL: "redis://:secret@10.0.0.5:6379", PLUMB_UNSAFE_REDIS: "yes" });
    expect(config).toMatchObject({ redisUrl: "redis://:secret@10.0.0.5:6379", unsafeRedis: true, sessionSecret: null });
  });

  test("a wrong address is refused without being shown: it may hold a password", () => {
    const faults = faultsOf({ REDIS_URL: "http://:secret@10.0.0.5", PLUMB_UNSAFE_REDIS: "maybe" });
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain("secret");
  });
});

describe("the addresses of a Redis Cluster", () => {
  test.each([
    ["several with a comma between them", "redis://:secret@10.0.0.5:6379,redis://10.0.0.6:6379, redis://10.0.0.7"],
    ["each with the same password", "rediss://plumb:secret@a:7000,rediss://plumb:secret@b:7000"],
    ["one, with a comma in its password", "redis://:sec,ret@10.0.0.5:6379"],
    ["one with a database", "redis://10.0.0.5:6379/3"],
  ])("taken: %s", (_what, address) => {
    expect(read({ REDIS_URL: address }).config.redisUrl).toBe(address);
  });

  test.each([
    ["one without redis:// in front", "redis://:secret@10.0.0.5:6379,10.0.0.6:6379", "each with redis:// in front"],
    ["nothing after the comma", "redis://:secret@10.0.0.5:6379,redis://", "each with redis:// in front"],
    ["some by TLS", "redis://:secret@10.0.0.5,rediss://10.0.0.6", "all by rediss://"],
    ["other passwords", "redis://:secret@10.0.0.5,redis://:other@10.0.0.6", "the same user and password"],
    ["a database", "redis://:secret@10.0.0.5/1,redis://10.0.0.6/1", "only database 0"],
  ])("refused, and not shown: %s", (_what, address, why) => {
    const faults = faultsOf({ REDIS_URL: address });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^REDIS_URL: must /);
    expect(faults[0]).toContain(why);
    expect(faults[0]).not.toContain("secret");
  });
});

describe("what is documented is what is read", () => {
  test(".env.example is the one that `node scripts/envExample.ts` writes", () => {
    expect(readFileSync(".env.example", "utf8")).toBe(envExample());
  });

  test("the README holds the table of settings", () => {
    expect(readFileSync("README.md", "utf8")).toContain(configTable());
  });

  test("the example, taken as it is, changes nothing", () => {
    const set = envExample()
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(set).toEqual([]);
    for (const name of ["PORT", "HOST", "PUBLIC_URL", "DATA_DIR", "TRUST_PROXY", "LOG_LEVEL", "AWAY_AFTER", "SESSION_SECRET"]) {
      expect(envExample()).toContain(`\n#${name}=`);
      expect(configTable()).toContain(`| \`${name}\` |`);
    }
  });
});
