// Refusals in the reader's language: found by code, filled with the refusal's own params. The server's English sentence stands where there is none.
import type { Connection } from "./connection/connection.ts";
import i18n from "./i18n.ts";
import { locale } from "./ui/locale.ts";

type Said = { code: string; message: string; params?: Record<string, string | number> };

function inOwnWords<Refused extends Said>(refused: Refused): Refused {
  const { code, params } = refused;
  const key = `refusals:${code === "NOT_ALLOWED" && params?.name ? "ROLE_PASSED" : code}`;
  const at = params?.at && new Intl.DateTimeFormat(locale(), { timeStyle: "medium" }).format(Number(params.at));
  // One that an earlier version kept says less: the server's sentence has no gap.
  const saysLess: Record<string, boolean> = { ROUND_REVEALED: !at, SCORE_RANGE: params?.low === undefined, INTERNAL: !params };
  if (saysLess[code]) return refused;
  if (i18n.exists(key)) return { ...refused, message: i18n.t(key, { ...params, at }) };
  // The server knows neither the zone nor the habits of this device.
  return at ? { ...refused, message: refused.message.replace(/\S+ UTC/, at) } : refused;
}

export const answerInOwnWords = <Answered extends { ok: true } | ({ ok: false } & Said)>(answer: Answered): Answered =>
  answer.ok ? answer : (inOwnWords(answer) as Answered);

/** The same connection; what it hands on speaks the reader's language. */
export const inOwnLanguage = (connection: Connection): Connection => ({
  ...connection,
  status: () => {
    const status = connection.status();
    return status.bye ? { ...status, bye: inOwnWords(status.bye) } : status;
  },
  send: async (command) => answerInOwnWords(await connection.send(command)),
  saveDraft: async (...draft) => answerInOwnWords(await connection.saveDraft(...draft)),
});
