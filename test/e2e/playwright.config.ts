import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import { chromium, hasChromium, whyNot } from "./chromium.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
if (!hasChromium) console.log(`Skipped: ${whyNot}`);

export default defineConfig({
  testDir: fileURLToPath(new URL(".", import.meta.url)),
  testMatch: "*.spec.ts",
  testIgnore: "window.spec.ts",
  outputDir: `${root}test-results/e2e`,
  globalSetup: fileURLToPath(new URL("build-pages.ts", import.meta.url)),
  // A slow machine must not turn them red.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  // What passes at the second go only is printed as flaky, for somebody to mend; what is broken fails twice.
  retries: 1,
  fullyParallel: true,
  workers: 2,
  reporter: "list",
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    timezoneId: "UTC",
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: chromium,
      args: ["--disable-quic", "--disable-gpu", "--disable-software-rasterizer"],
    },
    screenshot: "only-on-failure",
  },
});
