// A code that no test demands is a promise that nobody checks: every one of the closed list stands in a test file.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REJECTION_CODES, type RejectionCode } from "../../../shared/session/rejection.ts";

const root = join(import.meta.dirname, "../..");
const tests = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.test\.tsx?$/.test(file) && !import.meta.filename.endsWith(file))
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n");

/** Demanded elsewhere than in a test file, and where. */
const ELSEWHERE: Partial<Record<RejectionCode, string>> = {};

test.each(REJECTION_CODES)("%s is demanded by a test", (code) => {
  const demanded = new RegExp(`["'\`\\\\]${code}["'\`\\\\]`).test(tests);
  if (code in ELSEWHERE) expect([ELSEWHERE[code], demanded]).toEqual([expect.stringMatching(/\w/), false]);
  else expect(demanded).toBe(true);
});

test("a code that only has a sentence, and that nothing answers, is noticed", () => {
  const product = ["shared", "server", "client"]
    .flatMap((folder) =>
      readdirSync(join(root, "..", folder), { recursive: true, encoding: "utf8" }).map((file) => join(root, "..", folder, file)),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/rejection\.ts$|refusals(\.\w+)?\.ts$/.test(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  expect(REJECTION_CODES.filter((code) => !product.includes(`"${code}"`))).toEqual([]);
});
