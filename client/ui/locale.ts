// The reader's locale for dates, numbers and lists, and those two written by it.
import i18n from "i18next";
import { directionOf, isPseudo } from "../language.ts";

/** One's own regional habits (day before month) where the language is the same. */
export function locale(): string {
  const chosen = i18n.language || "en";
  const own = typeof navigator === "undefined" ? undefined : navigator.languages?.find((tag) => tag.toLowerCase().startsWith(chosen));
  return own ?? (chosen === "en" || chosen.startsWith("x") ? "en-GB" : chosen);
}

/** The interface's own English is British; other languages follow the reader's region. */
const sentenceLocale = (): string => (locale().startsWith("en") ? "en-GB" : locale());

/** "Tom, Aisha and Lena"; with "disjunction": "4 or 5" */
export const formatList = (parts: readonly string[], type: "conjunction" | "disjunction" = "conjunction"): string =>
  new Intl.ListFormat(sentenceLocale(), { type }).format(parts);

/** "4.2", "4,2": so many decimals, no more and no fewer */
export const formatNumber = (value: number, decimals: number): string =>
  new Intl.NumberFormat(sentenceLocale(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);

/** What the component kit goes by for arrow keys, placements and its own few words. */
export const kitLocale = (language: string): string => (isPseudo(language) ? (directionOf(language) === "rtl" ? "ar" : "en-GB") : locale());
