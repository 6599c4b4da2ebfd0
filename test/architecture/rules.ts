// Who may import whom. Each rule says of one file which of its imports it may not have, and why.
import type { Import, Source } from "./sources.ts";

const inside = (path: string, ...folders: string[]) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
const isPackage = (target: string, name: string) => target === name || target.startsWith(`${name}/`);

type Rule = { says: string; forbids: (path: string, found: Import) => boolean };

/** What the browser must not even name: the whole truth of a session, from which views are cut. */
const NOT_FOR_BROWSERS =
  /^shared\/(session\/(state|events|ballot|audience|agenda|speakingOrder|summary|viewContext)\.ts|(session|workspace)\/(decide|evolve|view)[^/]*\.ts|(session|workspace)\/(decide|evolve)\/|session\/view\/(?!slices\.ts))/;

/** Files that only say where a package may be known. */
const KNOWN_ONLY_IN: [name: string, folders: RegExp][] = [
  ["node:sqlite", /^server\/store\/sqlite/],
  ["redis", /^server\/(store\/redis|live\/presence)/],
  ["socket.io", /^server\/live\/socketIo\.ts$/],
  ["socket.io-client", /^client\/connection\/socketIo\.ts$/],
];

export const RULES: Rule[] = [
  {
    says: "shared/ imports only shared/ and zod",
    forbids: (path, { target, relative }) => inside(path, "shared") && (relative ? !inside(target, "shared") : !isPackage(target, "zod")),
  },
  {
    says: "server/ imports nothing of ours but server/ and shared/",
    forbids: (path, { target, relative }) => inside(path, "server") && relative && !inside(target, "server", "shared"),
  },
  {
    says: "client/ imports nothing of ours but client/ and shared/",
    forbids: (path, { target, relative }) => inside(path, "client") && relative && !inside(target, "client", "shared"),
  },
  {
    says: "client/ never names state, events, decide, evolve or the functions that cut views",
    forbids: (path, { target, relative }) => inside(path, "client") && relative && NOT_FOR_BROWSERS.test(target),
  },
  {
    says: "client/ and shared/ know nothing of Node",
    forbids: (path, { target }) => inside(path, "client", "shared") && target.startsWith("node:"),
  },
  ...KNOWN_ONLY_IN.map(
    ([name, folders]): Rule => ({
      says: `only ${folders.source} knows ${name}`,
      forbids: (path, { target }) => inside(path, "server", "client", "shared") && isPackage(target, name) && !folders.test(path),
    }),
  ),
];

/** "server/a.ts imports x: the rule", for every breach. */
export const breaches = (files: Source[]): string[] =>
  files.flatMap(({ path, imports }) =>
    imports.flatMap((found) =>
      RULES.filter((rule) => rule.forbids(path, found)).map((rule) => `${path} imports ${found.target}: ${rule.says}`),
    ),
  );

/** The first circle found among imports that exist at run time, as a path; null if there is none. */
export const circle = (files: Source[]): string[] | null => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): string[] | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const found of byPath.get(path)?.imports ?? []) {
      if (!found.relative || found.typeOnly) continue;
      const ring = visit(found.target, [...trail, path]);
      if (ring) return ring;
    }
    done.add(path);
    return null;
  };
  for (const { path } of files) {
    const ring = visit(path, []);
    if (ring) return ring;
  }
  return null;
};

/** Everything that is loaded with the files `from`, at run time: paths and packages, each with how it was reached. */
export const loadedFrom = (files: Source[], from: (path: string) => boolean): Map<string, string[]> => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Map<string, string[]>(files.filter((file) => from(file.path)).map((file) => [file.path, [file.path]]));
  for (const [path, trail] of reached) {
    for (const found of byPath.get(path)?.imports ?? []) {
      if (!found.typeOnly && !reached.has(found.target)) reached.set(found.target, [...trail, found.target]);
    }
  }
  return reached;
};

/** What shared code may not reach for: clocks, chance, the machine and the browser. */
const IMPURE =
  /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(\)|\bMath\.random\b|\bprocess\.|\bcrypto\b|\bwindow\b\.|\bdocument\.(?:body|cookie|create|documentElement|getElement|head|query|addEventListener)|\b(local|session)Storage\b|\bperformance\.|\bset(Timeout|Interval|Immediate)\b|\bfetch\(|\bglobalThis\b|\bconsole\./g;

export const impurities = (code: string): string[] => [...code.matchAll(IMPURE)].map(([found]) => found);
