import { expect, type Page } from "@playwright/test";
import { hasChromium, whyNot } from "./chromium.ts";
import { test } from "./fixtures.ts";
import { office } from "./scenes/office.ts";

test.skip(!hasChromium, whyNot);

const stops = 40;

/** What the focus is on, and whether any part of it can be seen; undefined at the end of the page. */
const lookAtFocus = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return undefined;
    const { left, top, width, height } = element.getBoundingClientRect();
    const isSeen = [0.1, 0.5, 0.9].some((across) =>
      [0.1, 0.5, 0.9].some((down) => {
        const there = document.elementFromPoint(left + width * across, top + height * down);
        return there !== null && (element.contains(there) || there.contains(element));
      }),
    );
    return { isSeen, what: element.outerHTML.slice(0, 160) };
  });

/** What stays in sight while the page moves must not lie over what the keyboard is at: WCAG 2.2, 2.4.11. */
for (const [name, size] of [
  ["at 200 percent zoom", { width: 640, height: 400 }],
  ["in a small window", { width: 1280, height: 600 }],
] as const)
  test(`what has the focus is never hidden behind what stays in sight, ${name}`, async ({
    page,
    steward,
  }) => {
    await page.setViewportSize(size);
    await steward.open(office());
    for (const place of ["/", "/sync/c-state", "/records/c-state", "/connections/c-state/profile"]) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, place);
      await page.reload();
      await page.locator("main h1").waitFor();
      for (let stop = 0; stop < stops; stop += 1) {
        await page.keyboard.press("Tab");
        const focus = await lookAtFocus(page);
        if (focus === undefined) break;
        expect(focus, `stop ${stop + 1} of ${place}`).toMatchObject({ isSeen: true });
      }
    }
  });
