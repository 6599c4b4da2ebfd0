// Builds the browser's part into dist/client, and with --ssr the server into dist/server.
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** The process of the simulated reviewers: a second entry of the server's build, whole, since what it needs of node_modules is the browser's. */
const practice: Plugin = {
  name: "practice-entry",
  buildStart() {
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

export default defineConfig(({ isSsrBuild }) => ({
  root: isSsrBuild ? "." : "client",
  base: "/",
  plugins: isSsrBuild ? [practice] : [react(), { ...optimizeLocales.vite({ locales: ["en-US", "es-ES"] }), enforce: "pre" as const }],
  ...(isSsrBuild ? { ssr: { noExternal: PRACTICE_NEEDS } } : {}),
  build: isSsrBuild
    ? { outDir: "dist/server", target: "node24", emptyOutDir: true, rollupOptions: { output: { chunkFileNames: "[name]-[hash].js" } } }
    : { outDir: "../dist/client", emptyOutDir: true, target: "es2022", sourcemap: false },
}));
