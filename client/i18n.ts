// The texts: one catalogue per area in texts/<language>/<area>.json, fetched when a page of that area is first shown.
import i18n from "i18next";
import { initReactI18next } from "react-i18next";
import house from "./texts/en/house.json" with { type: "json" };

const catalogues = import.meta.glob<{ default: Record<string, unknown> }>("./texts/*/*.json");

const onDemand = {
  type: "backend" as const,
  init: () => undefined,
  read: (language: string, area: string, done: (fault: Error | null, texts: Record<string, unknown> | null) => void) => {
    const load = catalogues[`./texts/${language}/${area}.json`];
    if (!load) return done(new Error(`no texts for ${language}/${area}`), null);
    load().then(
      (loaded) => done(null, loaded.default),
      (fault: unknown) => done(fault instanceof Error ? fault : new Error(String(fault)), null),
    );
  },
};

export const ready = i18n
  .use(onDemand)
  .use(initReactI18next)
  .init({
    lng: "en",
    fallbackLng: "en",
    ns: ["house"],
    defaultNS: "house",
    resources: { en: { house } },
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
    returnNull: false,
  });

export default i18n;
