import { expect, type Page } from "@playwright/test";
import { hasChromium, whyNot } from "./chromium.ts";
import { expectAccessible, test } from "./fixtures.ts";
import { everyStage, showScene, surprises } from "./scenes/every-stage.ts";

test.skip(!hasChromium, whyNot);

/** Something has the focus, and where a dialog is open, something in it. */
const hasFocus = (page: Page) =>
  page.evaluate(() => {
    const over = document.querySelector("[role=dialog]");
    const { activeElement } = document;
    if (over) return over.contains(activeElement);
    return activeElement !== null && activeElement !== document.body;
  });

const isSideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** Scenes that one test looks at. */
const atOnce = 8;
const parts = everyStage.flatMap(({ name, world, media, scenes }) =>
  scenes.flatMap((first, at) =>
    at % atOnce === 0
      ? [{ name: `${name}, from ${first.name} on`, world, media, scenes: scenes.slice(at, at + atOnce) }]
      : [],
  ),
);

for (const { name, world, media, scenes } of parts)
  test(`axe finds nothing, nothing is cut off and no focus is lost: ${name}`, async ({ page, steward }) => {
    const transport = world();
    await page.emulateMedia(media ?? {});
    await steward.open(transport);
    for (const scene of scenes)
      await test.step(scene.name, async () => {
        await showScene(page, transport, scene);
        await expectAccessible(page, { hasColours: media?.forcedColors === undefined });
        await expect(surprises(page), "the world lacks an answer").toHaveCount(0);
        expect(await isSideways(page), "one has to scroll sideways").toBe(false);
        const over = page.getByRole("dialog").or(page.getByRole("menu"));
        if (!(await over.isVisible())) return;
        await expect.poll(() => hasFocus(page), "the focus is in what lies over the page").toBe(true);
        await page.keyboard.press("Escape");
        await expect(over).toBeHidden();
        await expect.poll(() => hasFocus(page), "the focus is back on the page").toBe(true);
      });
  });
