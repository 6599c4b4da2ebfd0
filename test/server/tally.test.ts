// The count at the end of `npm test` must not be greener than the run was.
import { expect, test } from "vitest";
import { type Report, tally } from "../../scripts/tally.ts";

const file = (status: string, ...tests: string[]): Report["testResults"][number] => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

test("counts what passed and what failed", () => {
  const report = { testResults: [file("passed", "passed", "passed", "skipped"), file("failed", "passed", "failed")] };
  expect(tally(report, false)).toEqual({ passed: 3, failed: 1 });
});

test("a file that did not load is a failure", () => {
  expect(tally({ testResults: [file("passed", "passed"), file("failed")] }, false)).toEqual({ passed: 1, failed: 1 });
});

test.each([
  ["a run that failed without a failed test", { testResults: [file("passed", "passed")] }, false, { passed: 1, failed: 1 }],
  ["a run that left no report", null, true, { passed: 0, failed: 1 }],
  ["a run without tests", { testResults: [] }, true, { passed: 0, failed: 1 }],
])("%s is a failure", (_, report, ok, expected) => {
  expect(tally(report, ok)).toEqual(expected);
});
