import { existsSync } from "node:fs";

/** The shell draws no window around the page, which takes as long as the page itself. */
const shell = "/usr/bin/chromium-headless-shell";
const installed = existsSync(shell) ? shell : "/usr/bin/chromium";

/** The browser of the system, or the one that CHROMIUM names: nothing is downloaded. */
export const chromium = process.env.CHROMIUM ?? installed;
export const hasChromium = existsSync(chromium);
export const whyNot = `There is no browser at ${chromium}. Set CHROMIUM to one, and this runs.`;
