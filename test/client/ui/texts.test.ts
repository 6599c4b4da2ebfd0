// Plain words in every language: sentences of at most 20 words, no exclamation marks, no emoji, plurals complete; and each language says what English says.
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../../client/language.ts";
import { pseudo } from "../../../client/texts/pseudo.ts";

type Texts = Record<string, unknown>;
const catalogues = import.meta.glob<{ default: Texts }>("../../../client/texts/*/*.json", { eager: true });
const LONGEST = 20;

const flat = (texts: unknown, path: string): [string, string][] =>
  typeof texts === "string"
    ? [[path, texts]]
    : Object.entries(texts as Texts).flatMap(([key, inner]) => flat(inner, path === "" ? key : `${path}.${key}`));

const areas = Object.entries(catalogues).map(([file, { default: texts }]) => {
  const [, language = "", area = ""] = /(\w+)\/(\w+)\.json$/.exec(file) ?? [];
  return { language, area, texts: flat(texts, "") };
});
const named = areas.map((each) => [each.language, each.area, each.texts] as const);

const PLURAL = /_(zero|one|two|few|many|other)$/;
/** one entry for a sentence and all its plural forms */
const sentencesOf = (texts: [string, string][]): string[] => [...new Set(texts.map(([path]) => path.replace(PLURAL, "")))].sort();
const paramsOf = (text: string): string[] => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1] ?? ""))].sort();
const english = (area: string) => areas.find((each) => each.language === "en" && each.area === area)?.texts ?? [];

test.each(named)("%s/%s: no sentence over 20 words", (_language, _area, texts) => {
  const long = texts
    .filter(([path]) => path !== "example")
    .flatMap(([path, text]) => text.split(/(?<=[.?:])\s+/).map((sentence) => [path, sentence] as const))
    .filter(([, sentence]) => sentence.split(/\s+/).filter(Boolean).length > LONGEST);
  expect(long).toEqual([]);
});

test.each(named)("%s/%s: no exclamation marks, no emoji", (_language, _area, texts) => {
  expect(texts.filter(([, text]) => /[!¡]|\p{Extended_Pictographic}/u.test(text))).toEqual([]);
});

test.each(named)("%s/%s: a plural has every form its language needs", (language, _area, texts) => {
  const paths = new Set(texts.map(([path]) => path));
  const plurals = [...paths].filter((path) => /_(one|other)$/.test(path)).map((path) => path.replace(PLURAL, ""));
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const missing = [...new Set(plurals)].flatMap((path) => needed.map((form) => `${path}_${form}`).filter((form) => !paths.has(form)));
  expect(missing).toEqual([]);
});

describe.each(LANGUAGES.map(({ id }) => id).filter((id) => id !== "en"))("%s beside English", (language) => {
  test("has every area, and no other", () => {
    const areasOf = (wanted: string) => areas.filter((each) => each.language === wanted).map(({ area }) => area);
    expect(areasOf(language)).toEqual(areasOf("en"));
  });

  test.each(areas.filter((each) => each.language === language).map(({ area, texts }) => [area, texts] as const))(
    "%s: the same sentences",
    (area, texts) => {
      expect(sentencesOf(texts)).toEqual(sentencesOf(english(area)));
    },
  );

  test.each(areas.filter((each) => each.language === language).map(({ area, texts }) => [area, texts] as const))(
    "%s: the same {{params}} in each sentence",
    (area, texts) => {
      const own = new Map(texts);
      const wrong = english(area).flatMap(([path, text]) => {
        const translated = own.get(path);
        if (translated === undefined || paramsOf(translated).join() === paramsOf(text).join()) return [];
        // "one" may be said in words instead of a number, and the other way round
        const form = /_(zero|one)$/.test(path);
        const counted = (said: string) =>
          paramsOf(said)
            .filter((name) => name !== "count" && name !== "number")
            .join();
        return form && counted(translated) === counted(text) ? [] : [[path, paramsOf(text), paramsOf(translated)]];
      });
      expect(wrong).toEqual([]);
    },
  );
});

describe("the pseudo-language", () => {
  test("is a third longer, in brackets, and leaves no plain letter", () => {
    const said = pseudo("Nobody sees scores before the reveal.");
    expect(said).toMatch(/^⟦.*⟧$/);
    expect(said).not.toMatch(/[a-zA-Z]/);
    expect(said.length).toBeGreaterThan("Nobody sees scores before the reveal.".length * 1.3);
  });

  test("leaves what is filled in alone", () => expect(pseudo("{{in}} of {{of}} in")).toMatch(/\{\{in\}\}.*\{\{of\}\}/));
});
