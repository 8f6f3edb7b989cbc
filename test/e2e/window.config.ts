import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import browser from "./playwright.config.ts";

/** The journeys that the browser host is tested with, over Steward's window; and what only a window can show. */

// Before a spec reads it, in this process and in those that run the specs.
process.env.STEWARD_HOST ??= "window";
const { host } = await import("./host.ts");

const journeys = ["story", "sync-story", "mapping-story", "changes-story"];

export default defineConfig({
  ...browser,
  testMatch: [...journeys, ...(host === "window" ? ["window"] : [])].map((name) => `${name}.spec.ts`),
  testIgnore: [],
  outputDir: fileURLToPath(new URL("../../test-results/window", import.meta.url)),
  globalSetup: fileURLToPath(new URL("build-window.ts", import.meta.url)),
  // One window after the other: they share a screen, and its focus.
  workers: 1,
});
