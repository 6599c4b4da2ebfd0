// Card numbers are found before anything is stored; other long numbers are left alone.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { containsCardNumber, looksLikeCard, passesLuhn, redactCards } from "../../../shared/material/cards.ts";

// Published test numbers of the card schemes.
const CARDS = [
  "4111111111111111",
  "5555555555554444",
  "378282246310005",
  "6011111111111117",
  "30569309025904",
  "4222222222222",
  "6304000000000000",
];

describe("found", () => {
  test.each(CARDS)("%s", (number) => expect(containsCardNumber(`it is ${number}, yes`)).toBe(true));
  test.each(["4111 1111 1111 1111", "4111-1111-1111-1111", "4111.1111.1111.1111", "4111 1111 1111 1111 12/29", "12 4111 1111 1111 1111"])(
    "%s",
    (number) => expect(containsCardNumber(number)).toBe(true),
  );
  test("with its line, and security codes beside their name", () => {
    expect(looksLikeCard("Agent: card?\nCustomer: 4111111111111111\nCustomer: CVV: 123\nCustomer: the security code is 9876")).toEqual([
      { line: 2, code: "cardNumber" },
      { line: 3, code: "securityCode" },
      { line: 4, code: "securityCode" },
    ]);
  });
});

describe("left alone", () => {
  test.each([
    "4111111111111112",
    "0000000000000000",
    "order 20418",
    "0044 7700 900142",
    "1234567890123",
    "41111111111111111111111111",
    "2025-11-03 09:12",
    "my code is 123",
  ])("%s", (words) => expect(looksLikeCard(words)).toEqual([]));
});

test("redaction keeps the last four and everything else", () => {
  expect(redactCards("é 4111 1111 1111 1111 🙂 ok, CVV 123, order 20418")).toBe("é •••• •••• •••• 1111 🙂 ok, CVV •••, order 20418");
});

test("what has been redacted is found no more; what holds no card is not touched", () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...CARDS), fc.string(), (before, card, after) => {
      const words = `${before} ${card} ${after}`;
      expect(looksLikeCard(redactCards(words)).filter((finding) => finding.code === "cardNumber")).toEqual([]);
      if (looksLikeCard(before).length === 0) expect(redactCards(before)).toBe(before);
    }),
  );
});

test("the check digit catches every single wrong digit", () => {
  fc.assert(
    fc.property(fc.constantFrom(...CARDS), fc.nat(), fc.integer({ min: 1, max: 9 }), (card, place, step) => {
      const at = place % card.length;
      const wrong = card.slice(0, at) + ((Number(card[at]) + step) % 10) + card.slice(at + 1);
      expect([passesLuhn(card), passesLuhn(wrong)]).toEqual([true, false]);
    }),
  );
});
