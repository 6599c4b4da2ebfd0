// Four kinds of test in one run: node (domain, store, server) and dom (components) side by side, then browser (real Chromium, whole calls), then the proofs at the size of a push.
import { availableParallelism } from "node:os";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Most tests wait rather than work: one at a time, as it would be on two cores, leaves half of them idle. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          environment: "node",
          include: ["test/{shared,server,store,architecture,faults,sim}/**/*.test.ts", "test/*.test.ts"],
          testTimeout: 30_000,
          maxWorkers,
        },
      },
      {
        plugins: [react()],
        test: {
          name: "dom",
          environment: "jsdom",
          include: ["test/client/**/*.test.{ts,tsx}"],
          setupFiles: ["test/client/setup.ts"],
          testTimeout: 15_000,
          maxWorkers,
          css: { modules: { classNameStrategy: "non-scoped" } },
        },
      },
      {
        test: {
          name: "browser",
          environment: "node",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // after the others: eight people in a browser need the machine for themselves
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "proofs",
          environment: "node",
          include: ["test/proofs/**/*.test.ts"],
          testTimeout: 600_000,
          maxConcurrency: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
