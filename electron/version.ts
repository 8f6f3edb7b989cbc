import { readFileSync } from "node:fs";

/** Of this Steward. Found from the sources and from the bundle: both lie one folder below package.json. */
export function stewardVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  );
  return manifest.version;
}
