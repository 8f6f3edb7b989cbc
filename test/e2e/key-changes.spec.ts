import { expect } from "@playwright/test";
import { AppError } from "../../shared/errors.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { takePicture, test } from "./fixtures.ts";
import { found } from "./key-change-world.ts";
import { SyncPage } from "./sync-page.ts";
import { createSyncWorld } from "./sync-world.ts";

test.skip(!hasChromium, whyNot);

test("records under other keys are made anew once their plan was seen and confirmed: by keyboard alone", async ({
  page,
  steward,
}) => {
  const world = createSyncWorld({ more: { "keychanges.list": () => found } });
  await steward.open(world);
  const sync = new SyncPage(page);
  await sync.open("c-state");
  const part = page.getByRole("region", { name: "Keys that changed" });
  await expect(part).toContainText("1 record gets its new key on the server by itself");
  await expect(part).toContainText("Nothing of this happens before you confirm it.");
  expect((await part.boundingBox())?.height).toBeLessThan(120);
  await takePicture(page, "key-changes-part");
  await sync.press(sync.button("See the plan…"));
  const steps = sync.dialog.getByRole("table", { name: "What is done, in this order" });
  await expect(steps.getByRole("rowheader")).toHaveText([
    "1. Send the new ones",
    "2. Send what refers to them, with the new key",
    /^3\. Remove what refers to old ones/,
    "4. Remove the old ones",
    "5. Remove the old ones",
  ]);
  const records = sync.dialog.getByRole("region", { name: "Records whose keys changed" });
  await expect(records.getByRole("row").nth(1)).toContainText(
    /invented key 1.*invented key 2.*held until confirmed/,
  );
  await expect(records).toContainText("The first 2 of 3 records");
  const confirm = sync.dialog.getByRole("button", { name: "Confirm and send" });
  await expect(confirm).toHaveAttribute("aria-disabled", "false");
  await expect(sync.dialog).toContainText("The push sends all that has changed, 1,212 records with these");
  expect(await sync.cutOff()).toEqual([]);
  await takePicture(page, "key-changes");
  expect(world.inputsOf("push.start")).toEqual([]);
  await sync.press(confirm);
  await expect(sync.dialog).toBeHidden();
  expect(world.inputsOf("push.start")).toEqual([
    { connection: "c-state", keyChanges: "confirm", confirmKeyChanges: 2 },
  ]);
});

test("a plan is not confirmed before the files were looked at; what fails is said and tried again", async ({
  page,
  steward,
}) => {
  let isBroken = true;
  const looked = Promise.withResolvers<void>();
  const world = createSyncWorld({
    more: {
      "keychanges.list": ({ limit }: { limit: number }) => {
        if (isBroken && limit === 0) throw new AppError("storage", "The disk is full.");
        return found;
      },
      "push.preview": async ({ read }: { read: boolean }) => {
        if (read) await looked.promise;
        return { planned: 7, unchanged: 0, rejected: 0, resources: [] };
      },
    },
  });
  await steward.open(world);
  const sync = new SyncPage(page);
  await sync.open("c-state");
  await expect(page.getByRole("alert")).toContainText("The disk is full.");
  isBroken = false;
  await sync.press(sync.button("Try again"));
  await sync.press(sync.button("See the plan…"));
  const confirm = sync.dialog.getByRole("button", { name: "Confirm and send" });
  await expect(sync.dialog).toContainText("Your files are being looked at");
  await expect(confirm).toHaveAttribute("aria-disabled", "true");
  await sync.press(confirm);
  expect(world.inputsOf("push.start")).toEqual([]);
  looked.resolve();
  await expect(confirm).toHaveAttribute("aria-disabled", "false");
  await page.keyboard.press("Escape");
  await expect(sync.button("See the plan…")).toBeFocused();
});
