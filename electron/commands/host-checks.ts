import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import type { Check } from "../../shared/contract.ts";

const browsers = ["xdg-open", "google-chrome", "chromium", "chromium-browser", "firefox"];

/** What a host can show its pages with. Steward works without either, on the command line. */
export const checkHost = (): Check[] => [checkElectron(), checkBrowser()];

/** The binary is downloaded at its first start, not with the package. */
function checkElectron(): Check {
  const name = "Electron";
  if (process.versions.electron) return { name, ok: true, found: process.versions.electron };
  const binary = electronBinary();
  if (binary) return { name, ok: true, found: binary };
  const advice =
    "The window needs it; it is fetched when Electron first starts. 'steward serve' shows the same pages in a browser.";
  return { name, ok: false, optional: true, found: "no binary", advice };
}

function electronBinary(): string | undefined {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve("electron/package.json"));
    const path = join(folder, "dist", readFileSync(join(folder, "path.txt"), "utf8"));
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function checkBrowser(): Check {
  const name = "browser";
  // Windows and macOS always have one.
  if (process.platform !== "linux") return { name, ok: true, found: "the default browser" };
  const folders = (process.env.PATH ?? "").split(delimiter);
  const program = browsers.find((each) => folders.some((folder) => existsSync(join(folder, each))));
  if (program) return { name, ok: true, found: program };
  const advice = "'steward serve --no-open' says the address to open by hand.";
  return { name, ok: false, optional: true, found: "none found", advice };
}
