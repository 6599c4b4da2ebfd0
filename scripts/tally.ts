// Counts a test run's report so that nothing broken counts as nothing: a file that did not load, a run that ended early, a run without tests.
export type Report = {
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

export const tally = (report: Report | null, runSucceeded: boolean): { passed: number; failed: number } => {
  const files = report?.testResults ?? [];
  const count = (status: string) => files.flatMap((file) => file.assertionResults).filter((result) => result.status === status).length;
  const passed = count("passed");
  // A file can fail with every test in it green: it did not load, or its clearing up threw.
  const brokenFiles = files.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((result) => result.status === "failed"),
  );
  const failed = count("failed") + brokenFiles.length;
  const silentlyBroken = failed === 0 && (!runSucceeded || passed === 0);
  return { passed, failed: silentlyBroken ? 1 : failed };
};
