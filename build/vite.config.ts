import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const folder = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The pages. Nothing is inlined: the content security policy takes scripts, styles and images as files only. */
export default defineConfig({
  root: folder("renderer"),
  plugins: [react()],
  build: {
    outDir: folder("dist/renderer"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
