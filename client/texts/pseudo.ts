// A language nobody speaks, made from English: accented, a third longer, in brackets. What is shown without them stands in the code; what is cut off cannot grow.
const ACCENTED: Record<string, string> = Object.fromEntries(
  [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((letter, index) => [
    letter,
    [..."åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ"][index] ?? letter,
  ]),
);
const FILLER = "łöŕéɱ îþšûɱ ðöļöŕ šîţ åɱéţ çöñšéçţéţûŕ åðîþîšçîñĝ éļîţ šéð ðö éîûšɱöð ţéɱþöŕ";
const LONGER = 0.35;
/** cells, read by a machine and not by people: an example that is put into a field */
const isCells = (text: string): boolean => text.includes("\t");

export const accented = (text: string): string => text.replace(/[a-zA-Z]/gu, (letter) => ACCENTED[letter] ?? letter);

export function pseudo(text: string): string {
  if (text === "") return "";
  const parts = text.split(/(\{\{[^}]*\}\})/u);
  const written = parts.map((part) => (part.startsWith("{{") ? part : accented(part)));
  const words = parts.filter((part) => !part.startsWith("{{")).join("");
  const filler = FILLER.repeat(Math.ceil((words.length * LONGER) / FILLER.length)).slice(0, Math.ceil(words.length * LONGER));
  return `⟦${written.join("")} ${filler.trim()}⟧`;
}

export const pseudoTexts = (texts: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(texts).map(([key, inner]) => {
      if (typeof inner === "string") return [key, isCells(inner) ? inner : pseudo(inner)];
      return [key, pseudoTexts(inner as Record<string, unknown>)];
    }),
  );
