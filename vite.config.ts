// Builds the browser's part into dist/client, and with --ssr the server into dist/server.
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/**
 * What the server starts beside itself, as further entries of its build: the thread that writes, and the process of the simulated reviewers, whole,
 * since what that one needs of node_modules is the browser's.
 */
const beside: Plugin = {
  name: "entries-beside",
  buildStart() {
    this.emitFile({ type: "chunk", id: "server/store/sqlite/writer.ts", fileName: "writer.js" });
    this.emitFile({ type: "chunk", id: "client/practice/process.ts", fileName: "practice.js" });
  },
};
const PRACTICE_NEEDS = [
  /^socket\.io-client/,
  /^engine\.io-client/,
  /^socket\.io-parser/,
  /^engine\.io-parser/,
  /^@socket\.io\//,
  /^xmlhttprequest-ssl/,
  /^(ws|debug|ms)$/,
];

/** Small and on the first page anyway: whoever adds one looks at what that page then loads (test/architecture/firstRoute). */
const SMALL =
  /\/(client\/(basePath|newId)|client\/ui\/(locale|announce|onDemand|formatDate|useFirstProblem|Icon)|shared\/(limits|scorecard\/scales))\.tsx?$/;

export default defineConfig(({ isSsrBuild }) => ({
  root: isSsrBuild ? "." : "client",
  // relative, so that one build serves under any path: the server writes the path into the page
  base: "./",
  plugins: isSsrBuild ? [beside] : [react(), { ...optimizeLocales.vite({ locales: ["en-US", "es-ES"] }), enforce: "pre" as const }],
  ...(isSsrBuild ? { ssr: { noExternal: PRACTICE_NEEDS } } : {}),
  build: isSsrBuild
    ? { outDir: "dist/server", target: "node24", emptyOutDir: true, rollupOptions: { output: { chunkFileNames: "[name]-[hash].js" } } }
    : {
        outDir: "../dist/client",
        emptyOutDir: true,
        target: "es2022",
        sourcemap: false,
        // a browser that does not fetch ahead fetches a little later; the stand-in would weigh on everybody
        modulePreload: { polyfill: false },
        rolldownOptions: {
          output: {
            // together they weigh a kilobyte less than each in a file of its own
            codeSplitting: { groups: [{ name: "common", test: SMALL, includeDependenciesRecursively: false }] },
          },
        },
      },
}));
