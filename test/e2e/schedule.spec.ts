import { expect } from "@playwright/test";
import { hasChromium, whyNot } from "./chromium.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { SyncPage } from "./sync-page.ts";
import { createSyncWorld } from "./sync-world.ts";

test.skip(!hasChromium, whyNot);

test("a schedule is set by keyboard alone: its words and its next times stand beside it before it is saved", async ({
  page,
  steward,
}) => {
  const world = createSyncWorld();
  await steward.open(world);
  const pages = new SyncPage(page);
  await pages.open("c-state");
  await expect(page.getByText("Batches are sent by hand: there is no schedule.")).toBeVisible();
  await pages.press(page.getByRole("link", { name: "Set a schedule" }));
  await expect(pages.tab("Schedule")).toHaveAttribute("aria-selected", "true");
  await pages.pressTo(page.getByRole("radio", { name: "By hand only" }), "Tab");
  for (let steps = 0; steps < 3; steps++) await page.keyboard.press("ArrowDown");
  await pages.type(pages.field("Cron pattern"), "30 6 * *");
  await expect(page.getByRole("alert")).toContainText("Write five fields.");
  await pages.type(pages.field("Cron pattern"), "30 6 * * 1-5");
  await expect(page.getByText("At 6:30 AM, Monday to Friday").first()).toBeVisible();
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("America/Chicago");
  await expect(page.getByRole("region", { name: "The next five times" })).toContainText(
    "Mon, Nov 23, 6:30 AM",
  );
  await page.getByRole("checkbox", { name: "Start nothing between two times of day" }).press("Space");
  await takePicture(page, "schedule");
  await expectAccessible(page);
  await pages.press(pages.button("Save"));
  await expect(page.getByRole("status").filter({ hasText: "Next batch" })).toBeVisible();
  expect(world.inputsOf("schedule.set")).toEqual([
    {
      connection: "c-state",
      schedule: {
        timing: { kind: "at", cron: "30 6 * * 1-5" },
        timeZone: "America/Chicago",
        quiet: { from: "07:30", to: "16:00" },
      },
    },
  ]);
});

test("a wrong field is told in a sentence and takes the focus; sending is paused from here too", async ({
  page,
  steward,
}) => {
  const world = createSyncWorld({ schedule: { timing: { kind: "every", minutes: 15 }, timeZone: "UTC" } });
  await steward.open(world);
  const pages = new SyncPage(page);
  await pages.go("/connections/c-state/schedule");
  const minutes = pages.field("Minutes from one batch to the next");
  await minutes.fill("2");
  await pages.button("Save").press("Enter");
  await expect(minutes).toBeFocused();
  await expect(page.getByText("Choose 5 to 60 minutes.")).toBeVisible();
  expect(world.inputsOf("schedule.set")).toEqual([]);
  await takePicture(page, "schedule-wrong");
  await expectAccessible(page);
  await pages.button("Pause sending").press("Enter");
  await expect(
    page.getByRole("status").filter({ hasText: "nothing is sent until it is resumed" }),
  ).toBeVisible();
  await pages.button("Resume sending").press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Next batch" })).toBeVisible();
});

test("at 200 percent zoom the schedule is not cut off sideways", async ({ page, steward }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await steward.open(
    createSyncWorld({
      schedule: { timing: { kind: "at", cron: "30 6 * * 1-5" }, timeZone: "America/Chicago" },
    }),
  );
  const pages = new SyncPage(page);
  await pages.go("/connections/c-state/schedule");
  await expect(pages.field("Cron pattern")).toBeVisible();
  expect(await pages.cutOff()).toEqual([]);
  await takePicture(page, "schedule-zoomed");
  await expectAccessible(page);
});
