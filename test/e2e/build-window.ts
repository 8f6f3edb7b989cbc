import { bundle, isBundleStale } from "../../build/bundle.ts";
import { hasHost, whyNot } from "./host.ts";

/** What Electron starts is dist/, as it will be packed. */
// biome-ignore lint/style/noDefaultExport: Playwright calls the default export of its setup.
export default async function buildWindow() {
  if (!hasHost) console.log(`Skipped: ${whyNot}`);
  else if (isBundleStale()) await bundle();
}
