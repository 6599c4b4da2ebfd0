// Reads the repository's source files and what each imports, for the tests that keep its shape.
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

export type Import = {
  /** as written: a package, "node:x", or a path from the repository's root for relative ones */ target: string;
  relative: boolean;
  /** gone at run time */ typeOnly: boolean;
};
export type Source = { path: string; text: string; imports: Import[] };

const FOLDERS = ["shared", "server", "client", "test", "scripts"];

/** Strings stay, comments go: an import in a comment is no import, and "//" inside a string is no comment. */
export const withoutComments = (text: string): string =>
  text.replaceAll(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_, string: string | undefined) => string ?? "",
  );

const STATEMENT = /^\s*(import|export)\s+(type\s+)?(?:([^"';]*?)\s+from\s+)?["']([^"']+)["']/gm;
const DYNAMIC = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** `import { type A, type B }` is type-only as well, one name at a time. */
const namesOnlyTypes = (clause: string | undefined): boolean => {
  const names = clause?.match(/^\{([\s\S]*)\}$/)?.[1];
  if (names === undefined) return false;
  const list = names
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  return list.length > 0 && list.every((name) => name.startsWith("type "));
};

export const importsOf = (path: string, text: string): Import[] => {
  const code = withoutComments(text);
  const make = (specifier: string, typeOnly: boolean): Import => {
    const relative = specifier.startsWith(".");
    return { target: relative ? normalize(join(dirname(path), specifier)) : specifier, relative, typeOnly };
  };
  return [
    ...[...code.matchAll(STATEMENT)].map(([, , type, clause, specifier]) => make(specifier!, type !== undefined || namesOnlyTypes(clause))),
    ...[...code.matchAll(DYNAMIC)].map(([, specifier]) => make(specifier!, false)),
  ];
};

export const sourceOf = (path: string, text: string): Source => ({ path, text, imports: importsOf(path, text) });

export const sources = (folders: string[] = FOLDERS): Source[] =>
  folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`))
    .sort()
    .map((path) => sourceOf(path, readFileSync(path, "utf8")));
