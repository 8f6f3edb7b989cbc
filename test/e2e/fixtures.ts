import { fileURLToPath } from "node:url";
import { test as base, expect, type Page } from "@playwright/test";
import { serveOnLoopback } from "../../electron/loopback/server.ts";
import type { Transport } from "../../shared/rpc.ts";
import { findingsOfAxe } from "./axe.ts";
import { pagesFolder } from "./build-pages.ts";
import { host } from "./host.ts";
import { OverviewPage } from "./overview-page.ts";
import {
  type CoreOptions,
  type RunningCore,
  startOnLoopback,
  startServing,
  startWindow,
} from "./running-core.ts";

export interface Steward {
  /** Serves this core on the loopback host and opens its page, until the first one is there: it leaves the focus alone. */
  open(core: Transport): Promise<OverviewPage>;
  /** The core itself, over the host of this run. Its page is that of what it opens. */
  startCore(options: CoreOptions): Promise<RunningCore>;
  /** Ends the host under the page. */
  close(): Promise<void>;
  /** What the page did that it may not, so far. */
  readonly wrongs: string[];
}

/** Every test has its own host, and fails when the page did something that its policy forbids, or threw. */
const inBrowser = base.extend<{ steward: Steward }>({
  steward: async ({ page }, use) => {
    const closes: (() => Promise<void>)[] = [];
    const wrongs = watchForWrongs(page);
    const close = async () => {
      for (const each of closes.splice(0)) await each();
    };
    await use({
      open: async (core) => {
        const host = await serveOnLoopback(core, { rendererFolder: pagesFolder });
        closes.push(host.close);
        await page.goto(host.url);
        await page.getByRole("heading", { level: 1 }).first().waitFor();
        return new OverviewPage(page);
      },
      startCore: async (options) => {
        const core = await (host === "serve" ? startServing(page, options) : startOnLoopback(page, options));
        closes.push(core.close);
        return core;
      },
      close,
      wrongs,
    });
    await close();
    expect(wrongs).toEqual([]);
  },
});

/** The same over Electron, which brings its page: there is no other. */
const inWindow = base.extend<{ steward: Steward }>({
  steward: async ({ playwright: _ }, use) => {
    const closes: (() => Promise<void>)[] = [];
    const wrongs: string[] = [];
    const close = async () => {
      for (const each of closes.splice(0)) await each();
    };
    await use({
      open: () =>
        Promise.reject(new Error("The window has a core of its own: this spec is one for the browser.")),
      startCore: async (options) => {
        const core = await startWindow(options);
        closes.push(core.close);
        watchForWrongs(core.page, wrongs);
        return core;
      },
      close,
      wrongs,
    });
    await close();
    expect(wrongs).toEqual([]);
  },
});

export const test = host === "window" ? inWindow : inBrowser;

function watchForWrongs(page: Page, wrongs: string[] = []) {
  page.on("pageerror", (error) => wrongs.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    // A host that a test ended is no wrong of the page.
    if (message.type() === "error" && !text.includes("net::ERR_")) wrongs.push(text);
    if (text.startsWith("policy violated: ")) wrongs.push(text);
  });
  void page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      console.log(`policy violated: ${violatedDirective} ${blockedURI}`);
    });
  });
  return wrongs;
}

/**
 * No finding of axe: all rules in light, and in dark those about colours, for nothing else differs. `hasColours`: false where
 * the system's own are forced, of which axe knows nothing.
 */
export async function expectAccessible(page: Page, { hasColours = true } = {}) {
  for (const colorScheme of hasColours ? (["light", "dark"] as const) : (["light"] as const)) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const found = await findingsOfAxe(page, { onlyColours: colorScheme === "dark" });
    expect(found.map((finding) => `${colorScheme} ${finding}`)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** For a person to look at, where one asks for it: STEWARD_PICTURES=1. Each costs more than most steps of a test. */
export async function takePicture(page: Page, name: string) {
  if (process.env.STEWARD_PICTURES !== "1") return;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const path = fileURLToPath(
      new URL(`../../test-results/screenshots/${name}-${colorScheme}.png`, import.meta.url),
    );
    await page.screenshot({ path, animations: "disabled" });
  }
  await page.emulateMedia({ colorScheme: "light" });
}
