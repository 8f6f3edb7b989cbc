import { expect, type Page } from "@playwright/test";
import type { CheckProgress } from "../../shared/domain/check.ts";
import { AppError } from "../../shared/errors.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { expectAccessible, type Steward, takePicture, test } from "./fixtures.ts";
import { MappingPage } from "./mapping-page.ts";
import { officeName, openOffice } from "./office.ts";
import { SyncPage } from "./sync-page.ts";
import { createSyncWorld } from "./sync-world.ts";

test.skip(!hasChromium, whyNot);

const connection = officeName;
const panel = (page: Page) => page.getByRole("region", { name: "Check without sending" });
const checkButton = (page: Page) => panel(page).getByRole("button", { name: "Check without sending" });

/** An invented district in which three things are wrong, and the server's values are known. */
async function openCheckable(steward: Steward) {
  const faults = "unmapped-descriptor=1,too-long=1,missing-parent=1";
  const office = await openOffice(steward, { district: { students: 8, faults } });
  await office.client.call("descriptors.pull", { connection });
  return office;
}

test("what would be refused is found before sending, mended in part, found again, shown in a preview, and gone once sent; by keyboard alone", async ({
  page,
  steward,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const office = await openCheckable(steward);
  try {
    await office.core.open();
    const sync = new SyncPage(page);
    await sync.open(office.id);
    await expect(panel(page)).toContainText("what it would refuse is found in seconds");
    const before = office.practice.counts().dataRequests;
    await sync.press(checkButton(page));
    await expect(panel(page)).toContainText(/[\d,]+ records were checked; 3 things would be refused/);
    await expect(checkButton(page)).toBeFocused();
    expect(office.practice.counts().dataRequests, "nothing was asked of the server").toBe(before);
    await panel(page).scrollIntoViewIfNeeded();
    await takePicture(page, "check-result");

    await panel(page).getByRole("link", { name: "See what was found" }).press("Enter");
    await expect(page.getByRole("heading", { name: "Causes", level: 1 })).toBeVisible();
    await expect(page.getByText("Nothing is refused or held. 3 were found before sending.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Found before sending 3" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    const list = page.getByRole("listbox", { name: "Causes" });
    await expect(list.getByRole("option")).toHaveCount(3);
    const code = list.getByRole("option").filter({ hasText: "is not mapped" });
    await expect(code).toContainText("found before sending");
    await list.focus();
    await page.keyboard.press("Home");
    while ((await code.getAttribute("aria-selected")) !== "true") await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const detail = page.getByRole("article");
    await expect(detail).toContainText("found before sending");
    await expect(detail).toContainText("You, with a mapping");
    await expect(detail).toContainText(/jsonl line \d+/);
    await expect(page.getByRole("button", { name: "Found before sending 3" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await takePicture(page, "check-cause");
    await expectAccessible(page);
    await detail.getByRole("button", { name: /^Value for/ }).press("Enter");
    // The list of causes has options, too: only the server's values can be walked to.
    const mapping = new MappingPage(page);
    await expect(mapping.options.first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(mapping.picker).toHaveCount(0);
    await detail.getByRole("button", { name: "Save the mapping" }).press("Enter");
    await expect(detail).toContainText("Since then mappings changed: check again");
    await page.setViewportSize({ width: 640, height: 400 });
    expect(await sync.cutOff()).toEqual([]);
    await takePicture(page, "check-cause-zoomed");

    await detail.getByRole("link", { name: "Check again or send, on Sync" }).press("Enter");
    await sync.press(checkButton(page));
    await expect(panel(page)).toContainText("2 things would be refused");
    expect(await sync.cutOff()).toEqual([]);
    await panel(page).scrollIntoViewIfNeeded();
    await takePicture(page, "check-zoomed");
    await page.setViewportSize({ width: 1280, height: 800 });

    await sync.press(sync.button("This selection…"));
    await expect(sync.preview).toContainText(/\d of these would be refused/);
    const why = sync.preview.getByText("See why");
    await why.press("Enter");
    await expect(sync.preview).toContainText("is too long or too short");
    await why.scrollIntoViewIfNeeded();
    await takePicture(page, "check-preview");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await sync.press(sync.button("All changes"));
    await expect(panel(page)).toContainText("Since then records were sent: check again", { timeout: 30_000 });
    await expect(panel(page)).toContainText("Nothing of what was found is left.");
    await page
      .getByRole("navigation", { name: "Pages" })
      .getByRole("link", { name: "Causes" })
      .press("Enter");
    await expect(page.getByRole("listbox", { name: "Causes" }).getByRole("option")).toHaveCount(2);
    await expect(page.getByText("found before sending")).toHaveCount(0);
    expect(office.core.bugs()).toEqual([]);
  } finally {
    await steward.close();
    await office.close();
  }
});

test("a check says how far it is, also after the page was opened anew, is cancelled, and tells why it cannot be", async ({
  page,
  steward,
}) => {
  const progress: CheckProgress = {
    connection: "c-state",
    of: "check",
    phase: "checking",
    linesRead: 100_000,
    checked: 41_250,
    planned: 100_000,
  };
  const told = { running: undefined as CheckProgress | undefined };
  let check = Promise.withResolvers<{ checked: number; problems: [] }>();
  const go = (next: CheckProgress) => {
    told.running = next.phase === "ended" ? undefined : next;
    world.core.emit({ name: "check.progress", data: next });
  };
  const world = createSyncWorld({
    more: {
      "check.last": () => (told.running ? { running: told.running } : {}),
      "check.run": () => {
        check = Promise.withResolvers();
        go({ ...progress, phase: "reading", linesRead: 12_000, checked: 0, planned: 0 });
        return check.promise;
      },
      "sources.cancel": () => {
        go({ ...progress, phase: "ended" });
        check.reject(new AppError("cancelled", "The reading was ended."));
        return undefined;
      },
    },
  });
  await steward.open(world);
  const sync = new SyncPage(page);
  await sync.open("c-state");
  await sync.press(checkButton(page));
  await expect(panel(page)).toContainText("Reading your files: 12,000 lines so far. Nothing is sent.");
  go(progress);
  await expect(panel(page)).toContainText("41,250 of 100,000 records checked. Nothing is sent.");
  await expect(checkButton(page)).toHaveAttribute("aria-disabled", "true");
  await takePicture(page, "check-running");
  await page.reload();
  await sync.open("c-state");
  await expect(panel(page)).toContainText("41,250 of 100,000 records checked");
  go({ ...progress, phase: "ended" });
  await expect(panel(page)).not.toContainText("records checked");
  await sync.press(checkButton(page));
  await sync.press(panel(page).getByRole("button", { name: /^Cancel this check/ }));
  await expect(panel(page)).toContainText("The check was cancelled.");
  expect(world.inputsOf("sources.cancel")).toEqual([{ connection: "c-state", of: "check" }]);
  await sync.press(checkButton(page));
  go({ ...progress, phase: "ended" });
  check.reject(new AppError("not-found", "This connection has no source folder yet."));
  await expect(panel(page).getByRole("alert")).toContainText("no source folder yet");
});
