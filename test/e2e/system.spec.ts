import { expect } from "@playwright/test";
import { hasChromium, whyNot } from "./chromium.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { MapPage } from "./map-page.ts";
import { SyncPage } from "./sync-page.ts";
import { createSyncWorld } from "./sync-world.ts";

test.skip(!hasChromium, whyNot);

const state = "State 2026-27";

test("Steward begins again where one was, looking as it was left, at whatever address it is served", async ({
  page,
  steward,
}) => {
  const world = createSyncWorld();
  await steward.open(world);
  const sync = new SyncPage(page);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await sync.open("c-state");
  await page.getByRole("switch", { name: "Only with something to do" }).press("Space");
  await expect
    .poll(() => world.inputsOf("page.set").at(-1))
    .toEqual({ place: "/sync/c-state/list/only=busy" });
  const height = async () => (await sync.resource("sections").boundingBox())?.height ?? 0;
  await page.getByRole("button", { name: "Look of the pages" }).press("Enter");
  await page.getByRole("menuitem", { name: "With more room" }).press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-density", "roomy");
  await takePicture(page, "sync-roomy");
  const roomy = await height();
  await page.getByRole("button", { name: "Look of the pages" }).press("Enter");
  await takePicture(page, "look-menu");
  await page.getByRole("menuitem", { name: "Dark" }).press("Enter");
  await steward.close();

  await steward.open(world);
  await expect(page).toHaveURL(/#\/sync\/c-state\/list\/only=busy$/);
  await expect(page.getByRole("switch", { name: "Only with something to do" })).toBeChecked();
  await expect(page.locator("html")).toHaveAttribute("data-density", "roomy");
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.getByRole("button", { name: "Look of the pages" }).press("Enter");
  await page.getByRole("menuitem", { name: "Close together" }).press("Enter");
  await expect.poll(height).toBeLessThanOrEqual(roomy);

  // Back leads to what was before in this browser; a page that one only opens from a link is not overruled.
  await sync.go("/settings");
  await sync.heading("Settings").waitFor();
  await page.goBack();
  await expect(page).toHaveURL(/#\/sync\/c-state\/list\/only=busy$/);
});

test("a place whose connection is gone is not gone back to", async ({ page, steward }) => {
  const world = createSyncWorld({
    more: { "page.show": () => ({ place: "/sync/c-gone", density: "dense", scheme: "auto" }) },
  });
  const overview = await steward.open(world);
  await expect(overview.page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "Overview" })).toHaveAttribute("aria-current", "page");
  await expect(page).not.toHaveURL(/c-gone/);
});

test.describe("on a German system", () => {
  test.use({ locale: "de-DE" });

  test("numbers, dates and times are the system's, and every word is English", async ({ page, steward }) => {
    await steward.open(createSyncWorld());
    const sync = new MapPage(page);
    await sync.open("c-state");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(sync.figure("studentSchoolAttendanceEvents", 5)).toHaveText("84.000");
    await expect(sync.submission(1)).toContainText("22.11.2026, 07:15");
    await sync.openMap("c-state");
    await expect(sync.node("grades")).toContainText("27.000 accepted");
  });
});

test("with more contrast, and in the system's own colours, marks and places are told apart without a colour", async ({
  page,
  steward,
}) => {
  const world = createSyncWorld();
  await steward.open(world);
  const sync = new MapPage(page);
  const pages = [
    ["overview", "/overview/c-state"],
    ["causes", "/causes/c-state"],
    ["sync", "/sync/c-state"],
    ["sync-map", "/sync/c-state/map"],
    ["settings", "/settings"],
    ["connection", "/connections/c-state/profile"],
  ] as const;
  for (const [name, place] of pages) {
    await page.emulateMedia({ contrast: "more", forcedColors: "none" });
    await sync.go(place);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
    await takePicture(page, `contrast-${name}`);
    await expectAccessible(page);
    await page.emulateMedia({ contrast: null, forcedColors: "active" });
    await takePicture(page, `forced-${name}`);
    const here = page.locator(".sidebar a[aria-current]").first();
    await expect(here).toHaveCSS("outline-style", "solid");
  }
  await sync.open("c-state");
  const refused = sync.resource("schools").locator(".piece-refused");
  await expect(refused).toHaveCSS("background-image", /repeating-linear-gradient/);
  await page.getByRole("tab", { name: "List" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Map" })).toHaveCSS("outline-style", "solid");
  await expect(
    page.getByRole("link", { name: state }).or(page.getByRole("button", { name: state })),
  ).toBeVisible();
});
