import { existsSync } from "node:fs";

/** The browser of the system, or the one that CHROMIUM names: nothing is downloaded. */
export const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const hasChromium = existsSync(chromium);
export const whyNot = `There is no browser at ${chromium}. Set CHROMIUM to one, and this runs.`;
