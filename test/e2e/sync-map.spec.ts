import { expect } from "@playwright/test";
import { hasChromium, whyNot } from "./chromium.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { MapPage } from "./map-page.ts";
import { createSyncWorld } from "./sync-world.ts";
import { wholeStandard } from "./whole-standard.ts";

test.skip(!hasChromium, whyNot);

test("the map says what waits for what, and is walked, opened and left by keys alone", async ({
  page,
  steward,
}) => {
  await steward.open(createSyncWorld());
  const sync = new MapPage(page);
  await sync.open("c-state");
  await page.getByRole("tab", { name: "List" }).press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Map" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/sync\/c-state\/map$/);
  await expect(sync.node("students")).toHaveAccessibleName(
    "students: 2,996 accepted, 4 waiting; waits for nothing; 3 resources wait for it",
  );
  await expect(sync.node("sections")).toHaveAccessibleName(
    "sections: 1,180 accepted, 140 blocked; waits for 2 resources; 1 resource waits for it",
  );
  await expect(sync.node("staffLeaves")).toHaveAccessibleName(/not sent by your choice/);
  // What the files hold nothing of is not among them, until it is asked for.
  await expect(sync.node("programs")).toHaveCount(0);
  await expect(page.getByRole("list", { name: "How the resources stand" })).toContainText(
    "1 with refused records",
  );
  await sync.map.scrollIntoViewIfNeeded();
  await takePicture(page, "sync-map");

  await sync.node("schools").focus();
  await page.keyboard.press("ArrowRight");
  await expect(sync.node("courses")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(sync.node("sections")).toBeFocused();
  await page.keyboard.press("End");
  await expect(sync.node("staffLeaves")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(sync.node("schools")).toBeFocused();
  await takePicture(page, "sync-map-focus");
  await page.keyboard.press("Enter");
  await expect(sync.detail.getByRole("heading", { name: "schools" })).toBeFocused();
  await expect(page).toHaveURL(/map\/resource=/);
  await expect(sync.detail).toContainText("Cause: A school was refused");
  await expect(sync.detail.getByRole("list", { name: "Waits for it" })).toContainText("courses");
  await expect(sync.detail).toContainText("Nothing: it goes out first.");
  await takePicture(page, "sync-map-detail");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(sync.detail).toHaveCount(0);
  await expect(sync.node("schools")).toBeFocused();

  await page.keyboard.press("Enter");
  await sync.detail.getByRole("button", { name: "courses" }).press("Enter");
  await expect(sync.detail.getByRole("heading", { name: "courses" })).toBeFocused();
  await sync.detail.getByRole("button", { name: "In the list" }).press("Enter");
  await expect(sync.resource("courses")).toBeVisible();
  await expect(sync.resource("grades")).toHaveCount(0);
  await page.goBack();
  await expect(sync.detail.getByRole("heading", { name: "courses" })).toBeVisible();
  await sync.detail.getByRole("link", { name: "Its records" }).press("Enter");
  await expect(page).toHaveURL(/#\/records\/c-state\/resource=/);
});

test("the map counts along while a push runs", async ({ page, steward }) => {
  const world = createSyncWorld();
  await steward.open(world);
  const sync = new MapPage(page);
  await sync.openMap("c-state");
  await sync.press(sync.button("All changes"));
  await expect(page.getByText("State 2026-27: Sending has started.", { exact: true })).toBeVisible();
  world.core.advance(250);
  await expect(sync.node("grades")).toHaveAccessibleName(/^grades: being sent, 250 of 1,000/);
  await expect(sync.node("grades")).toContainText("250 of 1,000");
  world.core.advance(600);
  await expect(sync.node("grades")).toContainText("600 of 1,000");
  await expect(sync.node("schools")).toContainText("1 refused");
  world.core.finish();
  await expect(sync.node("grades")).toContainText("27,000 accepted");
});

test("all resources of a server are shown whole or large, moved by mouse, wheel and keys, and not cut off", async ({
  page,
  steward,
}) => {
  const { resources, lines } = wholeStandard();
  await steward.open(createSyncWorld({ resources, lines }));
  const sync = new MapPage(page);
  await sync.openMap("c-state");
  await page.getByRole("switch", { name: "All resources of the server" }).press("Space");
  await expect(sync.map.getByRole("button")).toHaveCount(resources.length);
  await takePicture(page, "sync-map-all");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Readable size" }).click();
  const scale = (await sync.scale.textContent()) ?? "";
  await page.getByRole("button", { name: "Zoom in" }).click();
  await expect(sync.scale).not.toHaveText(scale);
  await sync.node("students").focus();
  await page.keyboard.press("-");
  await expect(sync.scale).toHaveText(scale);
  const at = await sync.scrolled();
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(sync.scrolled.bind(sync)).not.toEqual(at);
  await page.keyboard.press("0");
  await expect(sync.scale).not.toHaveText(scale);

  await page.getByRole("button", { name: "Readable size" }).click();
  await sync.node("schools").hover();
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -400);
  await page.keyboard.up("Control");
  await expect
    .poll(async () => Number.parseInt((await sync.scale.textContent()) ?? "", 10))
    .toBeGreaterThan(100);
  // Taken hold of and moved: nothing is opened by it.
  const before = await sync.scrolled();
  await page.mouse.down();
  await page.mouse.move(500, 300, { steps: 4 });
  await page.mouse.up();
  await expect.poll(sync.scrolled.bind(sync)).not.toEqual(before);
  await expect(sync.detail).toHaveCount(0);

  await page.setViewportSize({ width: 640, height: 400 });
  await sync.node("students").press("Enter");
  await expect(sync.detail).toBeVisible();
  expect(await sync.cutOff()).toEqual([]);
  await takePicture(page, "sync-map-zoomed");
  await page.emulateMedia({ forcedColors: "active" });
  await page.setViewportSize({ width: 1280, height: 800 });
  await takePicture(page, "sync-map-forced");
});
