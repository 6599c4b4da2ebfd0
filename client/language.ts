// Which language this browser reads: asked for in the address, chosen on this device, or as the browser says. Kept on the device.
export const LANGUAGES = [
  { id: "en", name: "English" },
  { id: "es", name: "Español" },
] as const;
export type Language = (typeof LANGUAGES)[number]["id"];
/** Made from English by a function, to find texts that stand in the code and layouts that cannot grow; in no menu. */
export const PSEUDO_LANGUAGES = ["xx", "xr"] as const;

const KEY = "plumb.language";
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(["ar", "fa", "he", "ur", "xr"]);
const KNOWN: ReadonlySet<string> = new Set([...LANGUAGES.map(({ id }) => id), ...PSEUDO_LANGUAGES]);

export const isPseudo = (language: string): boolean => (PSEUDO_LANGUAGES as readonly string[]).includes(language);
export const directionOf = (language: string): "ltr" | "rtl" => (RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr");

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function keepLanguage(language: string): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // a private window: the choice lasts as long as the page
  }
}

/** `?lang=` first (a shared screen is opened with it), then the choice on this device, then the browser's own languages. */
export function startLanguage(): string {
  const asked = new URLSearchParams(window.location.search).get("lang");
  const wished = [asked, stored(), ...(navigator.languages ?? [])];
  for (const tag of wished) {
    const language = tag?.toLowerCase().split(/[-_]/u)[0] ?? "";
    if (KNOWN.has(language) && (!isPseudo(language) || tag === language)) return language;
  }
  return "en";
}
