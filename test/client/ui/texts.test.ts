// Plain words: sentences of at most 20 words, no exclamation marks, no emoji, plurals complete.
import { expect, test } from "vitest";

const catalogues = import.meta.glob<{ default: Record<string, unknown> }>("../../../client/texts/en/*.json", { eager: true });

const flat = (texts: unknown, path: string): [string, string][] =>
  typeof texts === "string"
    ? [[path, texts]]
    : Object.entries(texts as Record<string, unknown>).flatMap(([key, inner]) => flat(inner, path === "" ? key : `${path}.${key}`));

const areas = Object.entries(catalogues).map(
  ([file, { default: texts }]) => [/(\w+)\.json$/.exec(file)?.[1] ?? file, flat(texts, "")] as const,
);

test.each(areas)("%s: no sentence over 20 words", (_area, texts) => {
  const long = texts
    .filter(([path]) => path !== "example")
    .flatMap(([path, text]) => text.split(/(?<=[.?:])\s+/).map((sentence) => [path, sentence] as const))
    .filter(([, sentence]) => sentence.split(/\s+/).filter(Boolean).length > 20);
  expect(long).toEqual([]);
});

test.each(areas)("%s: no exclamation marks, no emoji", (_area, texts) => {
  expect(texts.filter(([, text]) => /!|\p{Extended_Pictographic}/u.test(text))).toEqual([]);
});

test.each(areas)("%s: a plural has both of its forms", (_area, texts) => {
  const paths = new Set(texts.map(([path]) => path));
  const half = [...paths].filter((path) => {
    const other = path.replace(/_one$/, "_other").replace(path.endsWith("_other") ? /_other$/ : /$^/, "_one");
    return /_(one|other)$/.test(path) && !paths.has(other);
  });
  expect(half).toEqual([]);
});
