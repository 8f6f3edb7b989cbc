import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";

const root = fileURLToPath(new URL("../../", import.meta.url));
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const hasChromium = existsSync(chromium);
if (!hasChromium) {
  console.log(`Skipped: there is no browser at ${chromium}. Set CHROMIUM to one, and these tests run.`);
}

export default defineConfig({
  testDir: fileURLToPath(new URL(".", import.meta.url)),
  testMatch: hasChromium ? "*.spec.ts" : "no-browser-here",
  outputDir: `${root}test-results/e2e`,
  globalSetup: fileURLToPath(new URL("build-pages.ts", import.meta.url)),
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  reporter: "list",
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    timezoneId: "UTC",
    launchOptions: { executablePath: chromium, args: ["--disable-quic"] },
    screenshot: "only-on-failure",
  },
});
