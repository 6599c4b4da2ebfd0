// docs/reliability.md names every proof there is, with what it promises and the figure of its last run.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { reliabilityDocs } from "../scripts/reliabilityDocs.ts";

test("the page is up to date (node scripts/reliabilityDocs.ts writes it)", async () => {
  expect(readFileSync(new URL("../docs/reliability.md", import.meta.url), "utf8")).toBe(await reliabilityDocs());
});
