// What somebody reads when an answer is not Plumb's own but a proxy's page.
import { afterEach, describe, expect, test, vi } from "vitest";
import { ask, askText } from "../../client/api.ts";
import i18n from "../../client/i18n.ts";
import { TOO_LARGE } from "../../shared/texts/refusals.ts";
import { REFUSALS as SPANISH } from "../../shared/texts/refusals.es.ts";

afterEach(async () => {
  vi.unstubAllGlobals();
  await i18n.changeLanguage("en");
});

/** As nginx answers by itself. */
const proxySays = (status: number): void => {
  const page = `<html>\n<head><title>${status}</title></head>\n<body><hr><center>nginx</center></body>\n</html>`;
  vi.stubGlobal("fetch", async () => new Response(page, { status, headers: { "content-type": "text/html" } }));
};
const asked = () => Promise.all([ask("POST", "/sessions", { name: "Support" }), askText("/sessions/s1/report")]);

describe("a proxy's page instead of an answer", () => {
  test("413: this is too large, with what to do, in the reader's language", async () => {
    proxySays(413);
    for (const answer of await asked()) expect(answer).toMatchObject({ ok: false, code: "TOO_LARGE", message: TOO_LARGE });
    await i18n.changeLanguage("es");
    for (const answer of await asked()) expect(answer).toMatchObject({ ok: false, code: "TOO_LARGE", message: SPANISH.TOO_LARGE });
  });

  test.each([502, 503, 504])("%s: the server is away for a moment; nobody is told to load the page anew", async (status) => {
    proxySays(status);
    for (const answer of await asked()) expect(answer).toMatchObject({ ok: false, code: "NETWORK", message: i18n.t("house:network") });
  });

  test.each([400, 500])("%s: not understood", async (status) => {
    proxySays(status);
    for (const answer of await asked()) expect(answer).toMatchObject({ ok: false, code: "INTERNAL", message: i18n.t("house:unexpected") });
  });
});
