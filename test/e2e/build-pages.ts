import { fileURLToPath } from "node:url";
import { build } from "vite";

const cache = (name: string) =>
  fileURLToPath(new URL(`../../node_modules/.cache/steward/${name}`, import.meta.url));

/** The pages under test are built into a folder of their own: never stale, and no running build is disturbed. */
export const pagesFolder = cache("e2e-pages");
/** Those that pictures are taken of: tests may run meanwhile. */
export const picturesFolder = cache("picture-pages");

// biome-ignore lint/style/noDefaultExport: Playwright calls the default export of its setup.
export default () => buildPages(pagesFolder);

export async function buildPages(outDir: string): Promise<void> {
  const configFile = fileURLToPath(new URL("../../build/vite.config.ts", import.meta.url));
  await build({ configFile, logLevel: "warn", build: { outDir, emptyOutDir: true, manifest: true } });
}
