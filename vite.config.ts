// Builds the browser's part into dist/client, and with --ssr the server into dist/server.
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig(({ isSsrBuild }) => ({
  root: isSsrBuild ? "." : "client",
  base: "/",
  plugins: isSsrBuild ? [] : [react(), { ...optimizeLocales.vite({ locales: ["en-US", "es-ES"] }), enforce: "pre" as const }],
  build: isSsrBuild
    ? { outDir: "dist/server", target: "node24", emptyOutDir: true, rollupOptions: { output: { chunkFileNames: "[name]-[hash].js" } } }
    : { outDir: "../dist/client", emptyOutDir: true, target: "es2022", sourcemap: false },
}));
