// Asks the server over HTTP. Every answer is the route's own or a refusal with a sentence; a lost network is a refusal too, never an exception.
import { TOO_LARGE } from "../shared/texts/refusals.ts";
import { BASE_PATH } from "./basePath.ts";
import i18n from "./i18n.ts";
import { answerInOwnWords } from "./refusals.ts";

export type Refusal = {
  ok: false;
  code: string;
  message: string;
  field?: string;
  retry?: boolean;
  params?: Record<string, string | number>;
};
export type Answered<Good extends { ok: true }> = Good | Refusal;
export type Done = { ok: true };

const isAnswer = (value: unknown): value is { ok: boolean } =>
  typeof value === "object" && value !== null && "ok" in value && typeof value.ok === "boolean";

const refusal = (code: string, message: string): Refusal => ({ ok: false, code, message });

const lost = (): Refusal => refusal("NETWORK", i18n.t("house:network"));

/** An answer that is not Plumb's own: a proxy's page, for what is larger than it lets through or for a server that is just starting again. */
const notPlumbs = (status: number): Refusal => {
  if (status === 413) return answerInOwnWords(refusal("TOO_LARGE", TOO_LARGE));
  return status >= 502 && status <= 504 ? lost() : refusal("INTERNAL", i18n.t("house:unexpected"));
};

const read = async <Good extends { ok: true }>(response: Response): Promise<Answered<Good>> => {
  const answer: unknown = await response.json().catch(() => null);
  return isAnswer(answer) ? answerInOwnWords(answer as Answered<Good>) : notPlumbs(response.status);
};

/** `path` without the leading /api. The shape of a good answer is the route's promise (shared/protocol/http.ts). */
export async function ask<Good extends { ok: true }>(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
): Promise<Answered<Good>> {
  let response: Response;
  try {
    response = await fetch(`${BASE_PATH}/api${path}`, {
      method,
      credentials: "same-origin",
      headers: { accept: "application/json", ...(method === "GET" ? {} : { "content-type": "application/json" }) },
      ...(method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }),
    });
  } catch {
    return lost();
  }
  return read<Good>(response);
}

/** A body that is not JSON: a report as text. */
export async function askText(path: string): Promise<{ ok: true; text: string } | Refusal> {
  try {
    const response = await fetch(`${BASE_PATH}/api${path}`, { credentials: "same-origin" });
    return response.ok ? { ok: true, text: await response.text() } : await read<never>(response);
  } catch {
    return lost();
  }
}
