// Refusals as they are read: in the reader's language, a moment by the reader's own clock, and by name who has the facilitator's role now.
import { afterEach, expect, test } from "vitest";
import i18n from "../../client/i18n.ts";
import { answerInOwnWords } from "../../client/refusals.ts";
import { locale } from "../../client/ui/locale.ts";
import { sentence } from "../../server/live/answers.ts";
import type { RejectionCode } from "../../shared/session/rejection.ts";

afterEach(async () => {
  await i18n.changeLanguage("en");
});
const read = (code: RejectionCode, message: string, params?: Record<string, string | number>): string => {
  const answer = answerInOwnWords({ ok: false, code, message, retry: "never", ...(params ? { params } : {}) } as const);
  return answer.ok ? "" : answer.message;
};
const at = Date.UTC(2026, 10, 22, 14, 3, 11);
/** as this device's clock shows it */
const own = (): string => new Intl.DateTimeFormat(locale(), { timeStyle: "medium" }).format(at);

test("[B-25] what came after the reveal says when that was, by the reader's clock and in their language", async () => {
  const said = sentence("ROUND_REVEALED", { at });
  expect(said).toContain("revealed at 14:03:11 UTC, before");
  expect(read("ROUND_REVEALED", said, { at })).toBe(
    `The scores were revealed at ${own()}, before yours arrived, so yours were not counted. Say it in the discussion or in a re-vote.`,
  );
  await i18n.changeLanguage("es");
  expect(read("ROUND_REVEALED", said, { at })).toBe(
    `Las puntuaciones se revelaron a las ${own()}, antes de llegar las tuyas, que no cuentan. Dilo en el debate o en una nueva votación.`,
  );
});

test("[B-16] whoever lost the facilitator's role reads who has it; everybody else what they always read", async () => {
  expect(read("NOT_ALLOWED", "Ben is the facilitator now.", { name: "Ben" })).toBe("Ben is the facilitator now.");
  await i18n.changeLanguage("es");
  expect(read("NOT_ALLOWED", "Ben is the facilitator now.", { name: "Ben" })).toContain("Ahora facilita Ben");
  expect(read("NOT_ALLOWED", "Your role does not allow this.")).toMatch(/^Tu papel no lo permite/);
});

test("[B-20] a score off its scale reads the scale's ends in Spanish too", async () => {
  await i18n.changeLanguage("es");
  expect(read("SCORE_RANGE", "", { criterion: "Empatía", low: 1, high: 5 })).toContain("Empatía es un número entero de 1 a 5.");
});

test("[F-12] what went wrong on the server is quoted by its letters, in the reader's language", async () => {
  const said = sentence("INTERNAL", { ref: "KWXPRA" });
  expect(said).toContain("tell the person who runs it and quote KWXPRA.");
  expect(read("INTERNAL", said, { ref: "KWXPRA" })).toBe(said);
  await i18n.changeLanguage("es");
  expect(read("INTERNAL", said, { ref: "KWXPRA" })).toMatch(/^Algo falló en el servidor .* y cita KWXPRA\.$/);
});

test("a refusal that an earlier version kept, and that says less, has no gap in its sentence", async () => {
  const off = sentence("SCORE_RANGE", { criterion: "Empathy" });
  const revealed = sentence("ROUND_REVEALED");
  expect(off).toBe("A score on Empathy is not on its scale. Choose one of the values shown.");
  expect(revealed).toContain("revealed at an earlier moment, before yours arrived");
  const wrong = sentence("INTERNAL");
  expect(wrong).toBe("Something went wrong on the server, and nothing was changed. Try again, and tell the person who runs it.");
  for (const language of ["en", "es"]) {
    await i18n.changeLanguage(language);
    expect(read("INTERNAL", wrong)).toBe(wrong);
    expect(read("SCORE_RANGE", off, { criterion: "Empathy" })).toBe(off);
    expect(read("ROUND_REVEALED", revealed)).toBe(revealed);
  }
});
