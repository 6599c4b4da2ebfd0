// Payment card numbers and security codes in pasted conversations: found before anything is stored, and taken out on request. One pass, no backtracking.

/** Digits with at most one space, dot or hyphen between them. */
const DIGIT_RUN = /\d(?:[ .\-\u00A0]?\d){12,}/gu;
/** A security code is only three or four digits, so it counts only right after its name. */
const SECURITY_CODE = /\b(?:cvv2?|cvc2?|security code|card verification(?: code| value)?)\b[^\d\n]{0,20}\b\d{3,4}\b/giu;

export type CardFinding = { /** 1-based */ line: number; code: "cardNumber" | "securityCode" };

/** The check digit of ISO/IEC 7812 (Luhn). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    let digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    if (place % 2 === 1) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return sum % 10 === 0;
}

/** 13 to 19 digits that begin as cards of banks and shops do (2 to 6) and pass the check. Runs of one digit pass it too and are placeholders. */
const isCard = (digits: string) =>
  digits.length >= 13 && digits.length <= 19 && /^[2-6]/u.test(digits) && digits !== digits[0]?.repeat(digits.length) && passesLuhn(digits);

/** Where card numbers stand, as [from, to). Only whole groups of digits make a card, so that "4111 1111 1111 1111 12" (then "/29") is still one. */
function cardsIn(text: string): [number, number][] {
  const found: [number, number][] = [];
  for (const run of text.matchAll(DIGIT_RUN)) {
    const groups = [...run[0].matchAll(/\d+/gu)].map((group) => ({ from: run.index + group.index, digits: group[0] }));
    for (let first = 0; first < groups.length; first++) {
      let digits = "";
      for (let last = first; last < groups.length && digits.length < 19; last++) {
        const group = groups[last]!;
        digits += group.digits;
        if (!isCard(digits)) continue;
        found.push([groups[first]!.from, group.from + group.digits.length]);
        first = last;
        break;
      }
    }
  }
  return found;
}

export const containsCardNumber = (text: string): boolean => cardsIn(text).length > 0;

/** The lines of a text that seem to hold a card number or a security code. */
export function looksLikeCard(text: string): CardFinding[] {
  return text.split(/\r\n|\r|\n/u).flatMap((words, index) => {
    const line = index + 1;
    const findings: CardFinding[] = [];
    if (containsCardNumber(words)) findings.push({ line, code: "cardNumber" });
    if (words.search(SECURITY_CODE) !== -1) findings.push({ line, code: "securityCode" });
    return findings;
  });
}

/** The text with the digits of card numbers (but the last four) and of security codes replaced by "•". Everything else stays as it was. */
export function redactCards(text: string): string {
  const units = text.split("");
  for (const [from, to] of cardsIn(text)) {
    const places: number[] = [];
    for (let at = from; at < to; at++) if (/\d/u.test(units[at] ?? "")) places.push(at);
    for (const place of places.slice(0, -4)) units[place] = "•";
  }
  return units.join("").replace(SECURITY_CODE, (words) => words.replace(/\d(?=\d*$)/gu, "•"));
}
