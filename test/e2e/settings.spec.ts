import { expect } from "@playwright/test";
import type { NoticeSettings } from "../../shared/domain/notices.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld } from "./connection-world.ts";
import { ConnectionsPage } from "./connections-page.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";

test.skip(!hasChromium, whyNot);

test("when notifications are shown is set by keyboard alone, and said: what a quiet hour does, and that a browser shows none", async ({
  page,
  steward,
}) => {
  let saved: NoticeSettings = {
    shown: true,
    quiet: { on: true, from: "18:00", to: "07:00", days: [0, 6] },
  };
  const world = createConnectionWorld(undefined, {
    "notices.show": () => saved,
    "notices.set": (wanted: NoticeSettings) => {
      saved = wanted;
      return saved;
    },
  });
  await page.clock.setFixedTime(new Date(2026, 10, 24, 20));
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await page
    .getByRole("navigation", { name: "Pages" })
    .getByRole("link", { name: "Settings" })
    .press("Enter");
  await expect(pages.heading("Settings")).toBeFocused();
  await expect(page.getByText("This page is open in a browser, which shows none of them")).toBeVisible();
  await expect(page.getByText("what comes until Wednesday 7:00 AM is shown together then")).toBeVisible();
  await takePicture(page, "settings");
  await expectAccessible(page);

  const save = pages.button("Save");
  await expect(save).toHaveAttribute("aria-disabled", "true");
  await page.getByLabel("From", { exact: true }).fill("21:00");
  await expect(page.getByText("Now is no quiet hour")).toBeVisible();
  await pages.press(page.getByRole("checkbox", { name: "Saturday" }), "Space");
  await pages.press(page.getByRole("checkbox", { name: "Friday" }), "Space");
  await pages.press(save);
  await expect(page.getByText("Saved")).toBeVisible();
  expect(saved.quiet).toEqual({ on: true, from: "21:00", to: "07:00", days: [0, 5] });
  await page.getByLabel("To", { exact: true }).fill("");
  await expect(page.getByText("A time of day, such as 18:00.")).toBeVisible();
  await expect(save).toHaveAttribute("aria-disabled", "true");
  await pages.press(page.getByRole("checkbox", { name: "Show notifications" }), "Space");
  await expect(page.getByRole("group", { name: "Quiet hours" })).toBeHidden();

  await page.setViewportSize({ width: 640, height: 400 });
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "Saturday" })).not.toBeChecked();
  const width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(width[0]).toBeLessThanOrEqual(width[1] ?? 0);
  await takePicture(page, "settings-zoomed");
});
