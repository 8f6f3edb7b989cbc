import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The pages under test are built into a folder of their own: never stale, and no running build is disturbed. */
export const pagesFolder = fileURLToPath(
  new URL("../../node_modules/.cache/steward/e2e-pages", import.meta.url),
);

// biome-ignore lint/style/noDefaultExport: Playwright calls the default export of its setup.
export default async function buildPages() {
  const configFile = fileURLToPath(new URL("../../build/vite.config.ts", import.meta.url));
  await build({ configFile, logLevel: "warn", build: { outDir: pagesFolder, emptyOutDir: true } });
}
