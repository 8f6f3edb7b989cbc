import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Browser, chromium as engine, type Page } from "@playwright/test";
import { serveOnLoopback } from "../../electron/loopback/server.ts";
import { buildPages, picturesFolder } from "./build-pages.ts";
import { chromium, hasChromium, whyNot } from "./chromium.ts";
import { everyStage, showScene, surprises } from "./scenes/every-stage.ts";
import { openPracticeDistrict } from "./scenes/practice-district.ts";
import type { Stage } from "./scenes/scene.ts";

/**
 * Pictures of every page, dialog and face, for people to look at: `npm run pictures -- --only sync --of laptop,dark`.
 * They are no test: nothing is compared. `--readme` takes the two of README instead, of a district that was really sent.
 */

/** `scale`: pixels of the picture to one of the page; at 200 % zoom half of the page finds room. */
const windows = {
  laptop: { width: 1280, height: 800, scale: 1, colorScheme: "light" },
  desk: { width: 1920, height: 1080, scale: 1, colorScheme: "light" },
  zoomed: { width: 640, height: 400, scale: 2, colorScheme: "light" },
  dark: { width: 1280, height: 800, scale: 1, colorScheme: "dark" },
} as const;
/** Small enough to be kept with the project. */
const readmeWindow = { width: 1200, height: 720, scale: 1, colorScheme: "light" } as const;
type Window = keyof typeof windows;

/** What the invented days are looked back at from. */
const now = new Date("2026-11-22T07:41:00Z");

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    of: { type: "string", default: Object.keys(windows).join(",") },
    readme: { type: "boolean", default: false },
  },
});
const wanted = Object.keys(windows).filter((name): name is Window => values.of.split(",").includes(name));
const isWanted = (name: string) =>
  values.only.length === 0 || values.only.some((part) => name.includes(part));
const readmeFolder = fileURLToPath(new URL("../../build/pictures", import.meta.url));
const folder = fileURLToPath(new URL("../../test-results/pictures", import.meta.url));

async function takeAll() {
  await buildPages(picturesFolder);
  const browser = await engine.launch({
    ...(chromium !== undefined && { executablePath: chromium }),
    args: ["--disable-quic", "--disable-gpu", "--disable-software-rasterizer", "--font-render-hinting=none"],
  });
  try {
    await (values.readme ? takeForReadme(browser) : takeScenes(browser));
  } finally {
    await browser.close();
  }
  console.log(`Pictures are in ${values.readme ? readmeFolder : folder}`);
}

async function takeScenes(browser: Browser) {
  for (const window of wanted) {
    if (values.only.length === 0) rmSync(join(folder, window), { recursive: true, force: true });
    for (const stage of everyStage)
      for (const one of await takeStage(browser, stage, window)) {
        console.log(`Not as meant: ${one}`);
        process.exitCode = 1;
      }
  }
}

/** Overview, and the causes with the first of them. */
async function takeForReadme(browser: Browser) {
  const district = await openPracticeDistrict();
  const host = await serveOnLoopback(district.core, { rendererFolder: picturesFolder });
  const page = await openWindow(browser, "readme");
  try {
    await page.goto(host.url);
    await page.getByRole("table", { name: /^Needs you/ }).waitFor();
    await page.waitForTimeout(1000);
    await takePicture(page, join(readmeFolder, "overview.png"));
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Causes" }).click();
    await page.getByRole("option").first().click();
    await page.getByRole("article").getByRole("listitem").first().waitFor();
    await page.waitForTimeout(1000);
    await takePicture(page, join(readmeFolder, "causes.png"));
  } finally {
    await page.close();
    await host.close();
    await district.close();
  }
}

function openWindow(browser: Browser, window: Window | "readme"): Promise<Page> {
  const { width, height, scale, colorScheme } = window === "readme" ? readmeWindow : windows[window];
  return browser.newPage({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme,
    reducedMotion: "reduce",
    locale: "en-US",
    timezoneId: "UTC",
  });
}

/** Gives the scenes that never came, or show a surprise. */
async function takeStage(
  browser: Browser,
  { name, world, media, scenes }: Stage,
  window: Window,
): Promise<string[]> {
  const chosen = scenes.filter((scene) => isWanted(scene.name));
  if (chosen.length === 0) return [];
  const transport = world();
  const host = await serveOnLoopback(transport, { rendererFolder: picturesFolder });
  const page = await openWindow(browser, window);
  const missed: string[] = [];
  try {
    page.setDefaultTimeout(10_000);
    await page.clock.setFixedTime(now);
    await page.emulateMedia(media ?? {});
    await page.goto(host.url);
    mkdirSync(join(folder, window), { recursive: true });
    for (const scene of chosen) {
      try {
        await showScene(page, transport, scene);
      } catch (error) {
        missed.push(`${window}/${scene.name} of "${name}": ${(error as Error).message.split("\n")[0]}`);
      }
      // What comes a moment after the rest belongs into the picture, too.
      await page.waitForTimeout(400);
      if ((await surprises(page).count()) > 0)
        missed.push(`${window}/${scene.name}: something went wrong in it`);
      await takePicture(page, join(folder, window, `${scene.name}.png`));
    }
  } finally {
    await page.close();
    await host.close();
  }
  return missed;
}

const takePicture = (page: Page, path: string) => page.screenshot({ path, animations: "disabled" });

if (hasChromium) await takeAll();
else console.log(`Skipped: ${whyNot}`);
