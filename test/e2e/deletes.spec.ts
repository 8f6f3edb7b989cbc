import { expect } from "@playwright/test";
import { hasChromium, whyNot } from "./chromium.ts";
import { plan } from "./delete-world.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { SyncPage } from "./sync-page.ts";
import { createSyncWorld, line, somePreview } from "./sync-world.ts";

test.skip(!hasChromium, whyNot);

test("what has left the files is shown first, and so much is deleted only when its number was typed: by keyboard alone", async ({
  page,
  steward,
}) => {
  const world = createSyncWorld({
    lines: [
      line("sections", "schedule", { sent: 1210, gone: 1190 }),
      line("cohorts", "people", { gone: 10 }),
    ],
    more: {
      "push.preview": () => ({ ...somePreview(), planned: 30, deletes: plan }),
      "deletes.list": () => [
        {
          id: "7",
          resource: "/ed-fi/sections",
          state: "gone",
          label: "ALG-1 at 255901001",
          source: { file: "sections.jsonl", line: 12 },
        },
      ],
    },
  });
  await steward.open(world);
  const sync = new SyncPage(page);
  await sync.open("c-state");
  await expect(
    page.getByText("1,200 records that the server has are no longer in your files."),
  ).toBeVisible();
  await sync.press(sync.button("See what would be deleted…"));
  await expect(sync.dialog).toContainText(
    "First 30 records are sent. Then 1,200 records are deleted on State",
  );
  await expect(sync.dialog).toContainText("27 grades belong to 2026; this folder is about 2027.");
  await sync.press(sync.dialog.getByRole("button", { name: "Records: sections" }));
  await expect(sync.dialog).toContainText("ALG-1 at 255901001");
  const remove = sync.dialog.getByRole("button", { name: "Delete 1,200 records" });
  await expect(remove).toHaveAttribute("aria-disabled", "true");
  await sync.press(remove);
  expect(world.inputsOf("push.start")).toEqual([]);
  await takePicture(page, "deletes");
  await expectAccessible(page);
  await sync.type(sync.dialog.getByRole("textbox"), "1200");
  await expect(remove).toHaveAttribute("aria-disabled", "false");
  await sync.press(remove);
  await expect(sync.dialog).toBeHidden();
  expect(world.inputsOf("push.start")).toEqual([
    { connection: "c-state", deletes: "confirm", confirmDeletes: 1200 },
  ]);
});

test("a folder is declared a complete list of some resources, for some schools", async ({
  page,
  steward,
}) => {
  const world = createSyncWorld({
    more: {
      "sources.complete": () => ({ id: "s-1", folder: "D:\\", format: "jsonl", files: 0, records: 0 }),
    },
  });
  await steward.open(world);
  const pages = new SyncPage(page);
  await pages.go("/connections/c-state");
  await page.getByRole("button", { name: /^Complete lists of / }).press("Enter");
  await pages.dialog.getByRole("combobox", { name: "Resources" }).press("Enter");
  expect(world.inputsOf("sources.complete")).toEqual([]);
  await pages.dialog.getByRole("combobox", { name: "Resources" }).press("ArrowDown");
  await page.getByRole("option", { name: "sections" }).click();
  await expect(pages.dialog).toContainText("sections");
  await pages.dialog.getByRole("textbox", { name: "Only of these schools" }).fill("255901001, 255901002");
  await takePicture(page, "complete-lists");
  await expectAccessible(page);
  await pages.dialog.getByRole("button", { name: "Save" }).press("Enter");
  await expect(pages.dialog).toBeHidden();
  expect(world.inputsOf("sources.complete")).toMatchObject([
    { complete: [{ resources: ["/ed-fi/sections"], schools: ["255901001", "255901002"] }] },
  ]);
});
