// The layers hold: who imports whom, what shared code reaches for, what a browser loads, and what files are called.
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { breaches, circle, impurities, loadedFrom } from "./rules.ts";
import { importsOf, sourceOf, sources, withoutComments } from "./sources.ts";

const files = sources();

describe("the tests of the shape can fail", () => {
  test("all of the source is looked at", () => {
    for (const folder of ["shared", "server", "client"]) {
      const own = files.filter((file) => file.path.startsWith(`${folder}/`));
      expect(own.length).toBeGreaterThan(10);
      expect(own.flatMap((file) => file.imports).length).toBeGreaterThan(20);
    }
  });

  test("imports are found however they are written", () => {
    const text = `// import "not-this"
import "./side.css";
import type { A } from "../shared/a.ts";
import { type B, type C } from "./b.ts";
import d, { type E } from "./d.ts";
import {
  f,
} from 'f';
export { g } from "./g.ts";
export type { H } from "./h.ts";
const i = () => import("./i.ts");
const url = "https://example.com"; import j from "j";`;
    expect(importsOf("client/x.ts", text).map(({ target, typeOnly }) => `${target}${typeOnly ? " (type)" : ""}`)).toEqual([
      "client/side.css",
      "shared/a.ts (type)",
      "client/b.ts (type)",
      "client/d.ts",
      "f",
      "client/g.ts",
      "client/h.ts (type)",
      "client/i.ts",
    ]);
  });

  test.each([
    ["shared/a.ts", `import { x } from "../server/x.ts"`],
    ["shared/a.ts", `import { x } from "node:crypto"`],
    ["shared/a.ts", `import { x } from "react"`],
    ["server/a.ts", `import { x } from "../client/x.ts"`],
    ["server/a.ts", `import { x } from "node:sqlite"`],
    ["server/http/a.ts", `import { x } from "socket.io"`],
    ["client/a.ts", `import type { x } from "../server/x.ts"`],
    ["client/a.ts", `import type { x } from "../shared/session/state.ts"`],
    ["client/a.ts", `import type { x } from "../shared/session/events.ts"`],
    ["client/a.ts", `import { x } from "../shared/session/decide/reveal.ts"`],
    ["client/a.ts", `import { x } from "../shared/session/evolve.ts"`],
    ["client/a.ts", `import { x } from "../shared/session/view/results.ts"`],
    ["client/session/a.ts", `import { x } from "socket.io-client"`],
  ])("%s may not say %s", (path, text) => {
    expect(breaches([sourceOf(path, text)])).not.toEqual([]);
  });

  test.each([
    ["client/a.ts", `import type { x } from "../shared/session/view/slices.ts"`],
    ["client/connection/socketIo.ts", `import { x } from "socket.io-client"`],
    ["server/store/sqlite/a.ts", `import { x } from "node:sqlite"`],
    ["shared/a.ts", `import * as z from "zod"`],
  ])("%s may say %s", (path, text) => {
    expect(breaches([sourceOf(path, text)])).toEqual([]);
  });

  test("a circle is found, and a circle of types is none", () => {
    const ring = (word: string) => [sourceOf("a.ts", `${word} { b } from "./b.ts"`), sourceOf("b.ts", `import { a } from "./a.ts"`)];
    expect(circle(ring("import"))).toEqual(["a.ts", "b.ts", "a.ts"]);
    expect(circle(ring("import type"))).toBeNull();
  });

  test("a clock is found in code and not in a comment", () => {
    expect(impurities(withoutComments("const now = Date.now(); // not Math.random()"))).toEqual(["Date.now"]);
    expect(impurities("new Date(at).getTime() + new Date()")).toEqual(["new Date()"]);
  });
});

describe("layers", () => {
  test("nobody imports what is not theirs", () => {
    expect(breaches(files)).toEqual([]);
  });

  test("nothing imports in a circle", () => {
    expect(circle(files)).toBeNull();
  });

  test("shared code has no clock, no chance, no machine and no browser", () => {
    const found = files
      .filter((file) => file.path.startsWith("shared/"))
      .flatMap((file) => impurities(withoutComments(file.text)).map((what) => `${file.path}: ${what}`));
    expect(found).toEqual([]);
  });

  test("the browser never loads the full schema library nor anything that knows a session's hidden state", () => {
    const loaded = loadedFrom(files, (path) => path.startsWith("client/"));
    const wrong = [...loaded]
      .filter(
        ([what]) =>
          what === "zod" || /^shared\/session\/(state|events|decide|evolve|ballot|audience)/.test(what) || what.startsWith("server/"),
      )
      .map(([, trail]) => trail.join(" → "));
    expect(wrong).toEqual([]);
  });

  test("every relative import names a file with its ending", () => {
    const endings = /\.(ts|tsx|json|css|svg|woff2)(\?\w+)?$/;
    const without = files.flatMap(({ path, imports }) =>
      imports.filter((one) => one.relative && !endings.test(one.target)).map((one) => `${path}: ${one.target}`),
    );
    expect(without).toEqual([]);
  });
});

describe("files", () => {
  const all = [...files.map((file) => file.path), ...globSync("{bin,client}/**/*.{js,css}"), ...globSync("*.ts")];

  test("begin with a comment that says what lives there", () => {
    const silent = all.filter((path) => {
      const [first, second] = readFileSync(path, "utf8").split("\n");
      const head = first?.startsWith("#!") ? second : first;
      return !/^(\/\/|\/\*) ?\S/.test(head ?? "");
    });
    expect(silent).toEqual([]);
  });

  test("are named after what they hold", () => {
    const vague = /^(utils?|helpers?|common|types|index|misc|shared|lib)\.[a-z.]+$/i;
    expect(all.map((path) => [path, basename(path)] as const).filter(([, name]) => vague.test(name))).toEqual([]);
  });
});
