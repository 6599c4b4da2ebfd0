// The texts: one catalogue per language and area in texts/<language>/<area>.json, fetched when a page of that area is first shown.
import i18n from "i18next";
import { initReactI18next } from "react-i18next";
import { directionOf, isPseudo, keepLanguage, startLanguage } from "./language.ts";
import house from "./texts/en/house.json" with { type: "json" };

type Texts = Record<string, unknown>;
const catalogues = import.meta.glob<{ default: Texts }>("./texts/*/*.json");
/** The server's refusals in the languages it does not speak itself; English comes with each answer. */
const refusals = import.meta.glob<{ ALL: Texts }>("../shared/texts/refusals.*.ts");

async function textsOf(language: string, area: string): Promise<Texts> {
  const spoken = isPseudo(language) ? "en" : language;
  if (area === "refusals") {
    const load = refusals[`../shared/texts/refusals.${spoken}.ts`];
    return load ? (await load()).ALL : {};
  }
  // a language without this area yet shows it in English
  const load = catalogues[`./texts/${spoken}/${area}.json`] ?? catalogues[`./texts/en/${area}.json`];
  if (!load) throw new Error(`no texts for ${language}/${area}`);
  const { default: texts } = await load();
  return isPseudo(language) ? (await import("./texts/pseudo.ts")).pseudoTexts(texts) : texts;
}

const onDemand = {
  type: "backend" as const,
  init: () => undefined,
  read: (language: string, area: string, done: (fault: Error | null, texts: Texts | null) => void) => {
    textsOf(language, area).then(
      (texts) => done(null, texts),
      (fault: unknown) => done(fault instanceof Error ? fault : new Error(String(fault)), null),
    );
  },
};

i18n.on("languageChanged", (language: string) => {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
});

export const ready = i18n
  .use(onDemand)
  .use(initReactI18next)
  .init({
    lng: startLanguage(),
    // every language has every text (a test sees to it): nobody loads a second catalogue beside their own
    fallbackLng: false,
    ns: ["house", "refusals"],
    defaultNS: "house",
    resources: { en: { house, refusals: {} } },
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
    returnNull: false,
  });

export function chooseLanguage(language: string): void {
  keepLanguage(language);
  void i18n.changeLanguage(language);
}

export default i18n;
