import { expect } from "@playwright/test";
import { hasChromium, whyNot } from "./chromium.ts";
import { takePicture, test } from "./fixtures.ts";
import { SyncPage } from "./sync-page.ts";
import { createSyncWorld, somePreview } from "./sync-world.ts";

test.skip(!hasChromium, whyNot);

test("a selection is previewed before it can be started, and exactly what was shown is sent", async ({
  page,
  steward,
}) => {
  const looked = Promise.withResolvers<void>();
  const world = createSyncWorld({
    more: {
      "push.preview": async ({ read }: { read: boolean }) => {
        if (read) await looked.promise;
        return read ? somePreview() : { ...somePreview(), planned: 1000 };
      },
    },
  });
  await steward.open(world);
  const sync = new SyncPage(page);
  await sync.open("c-state");
  await sync.press(sync.button("This selection…"));
  await expect(sync.dialog).toBeVisible();
  await sync.dialog.getByLabel("First day").fill("2026-11-21");
  await sync.dialog.getByLabel("Last day").fill("2026-11-21");
  await expect(sync.preview).toContainText("1,000");
  await expect(sync.preview).toContainText("By what was read last.");
  await expect(sync.send("Send 1,000 records")).toHaveAttribute("aria-disabled", "true");
  await sync.send("Send 1,000 records").click({ force: true });
  expect(world.inputsOf("push.start")).toEqual([]);

  looked.resolve();
  await expect(sync.preview).toContainText("Your files were looked at just now.");
  await expect(sync.preview).toContainText(
    "1,212 records leave this computer, 412 kB, and go to State 2026-27",
  );
  await expect(sync.preview).toContainText("Records about days on 2026-11-21");
  expect(await sync.cutOff()).toEqual([]);
  await takePicture(page, "resync");
  await sync.press(sync.send("Send 1,212 records"));
  await expect(sync.dialog).toBeHidden();
  await expect(sync.button("This selection…")).toBeFocused();
  expect(world.inputsOf("push.start")).toEqual([
    { connection: "c-state", dateFrom: "2026-11-21", dateTo: "2026-11-21" },
  ]);
});

test("a wrong field is told in a sentence, and nothing is previewed or started by it", async ({
  page,
  steward,
}) => {
  const world = createSyncWorld();
  await steward.open(world);
  const sync = new SyncPage(page);
  await sync.open("c-state");
  await sync.button("This selection…").click();
  await expect(sync.send(/^Send 1,212/)).toHaveAttribute("aria-disabled", "false");
  await sync.dialog.getByLabel("School", { exact: true }).fill("Lincoln");
  await expect(sync.dialog).toContainText('"Lincoln" is none.');
  await expect(sync.preview).toContainText("Mend the marked field first.");
  await expect(sync.send("Send")).toHaveAttribute("aria-disabled", "true");
});

test("everything again, a resource, a cause and a record open the same choice, filled in", async ({
  page,
  steward,
}) => {
  const world = createSyncWorld();
  await steward.open(world);
  const sync = new SyncPage(page);
  const expectAsked = async (wish: object) => {
    await expect(sync.send(/^Send 1,212/)).toHaveAttribute("aria-disabled", "false");
    const asked = world.inputsOf("push.preview").filter((input) => (input as { read: boolean }).read);
    expect(asked.at(-1)).toEqual({ connection: "c-state", read: true, ...wish });
    await sync.dialog.getByRole("button", { name: "Leave it" }).press("Enter");
    await expect(sync.dialog).toBeHidden();
  };
  await sync.open("c-state");
  await sync.button("Everything again…").press("Enter");
  await expectAsked({ force: true });
  await sync.button("Resync grades…").press("Enter");
  await expectAsked({ resources: ["/ed-fi/grades"] });

  await sync.go("/overview/c-state");
  const cause = 'Attendance code "LATE-MEDEXC" is not mapped';
  await page.getByRole("link", { name: cause }).press("Enter");
  await sync.button("Send these again…").press("Enter");
  await expect(sync.dialog).toContainText(`Records of the cause: ${cause}`);
  await takePicture(page, "resync-cause");
  await expectAsked({ causes: ["cause-attendance"] });
});
