import { expect } from "@playwright/test";
import { defaultWorld } from "../hosts/fake-world.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld } from "./connection-world.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { MappingPage } from "./mapping-page.ts";
import { mappingAnswers, smallWorld } from "./mapping-world.ts";
import { SyncPage } from "./sync-page.ts";
import { createSyncWorld, someFirstSync } from "./sync-world.ts";

test.skip(!hasChromium, whyNot);

test("a new connection sends by stages: nothing sends everything, and a good stage leads to the next", async ({
  page,
  steward,
}) => {
  const run = { id: "run-9", connection: "c-state", state: "running", startedAt: "2026-11-22T07:30:00Z" };
  const world = createSyncWorld({
    more: {
      "firstSync.show": () => someFirstSync("go"),
      "firstSync.go": () => someFirstSync("go"),
      "firstSync.run": () => run,
      "firstSync.pilot": () => run,
    },
  });
  await steward.open(world);
  const sync = new SyncPage(page);
  await sync.open("c-state");
  const stages = page.getByRole("list").filter({ hasText: "Foundation" });
  await expect(stages.getByRole("listitem")).toHaveText([/done/, /go on\?/, /later/, /passed over/, /later/]);
  await expect(page.getByText("Schedule: go on.")).toBeVisible();
  await expect(sync.button("All changes")).toHaveCount(0);
  await expect(sync.button("Everything again…")).toHaveCount(0);
  expect(await sync.cutOff()).toEqual([]);
  await takePicture(page, "first-sync");
  await sync.press(sync.button("Go on: send People, 3,000 records"));
  await expect.poll(() => world.inputsOf("firstSync.run")).toEqual([{ connection: "c-state" }]);
  expect(world.inputsOf("firstSync.go")).toEqual([{ connection: "c-state", stage: "schedule" }]);
});

test("a stage that is not good says what to mend first; it is sent again, or left behind on purpose", async ({
  page,
  steward,
}) => {
  const world = createSyncWorld({ more: { "firstSync.show": () => someFirstSync("stop") } });
  await steward.open(world);
  const sync = new SyncPage(page);
  await sync.open("c-state");
  await expect(page.getByText("Schedule: do not go on yet.")).toBeVisible();
  await expect(page.getByText("(12 records, 4,100 behind it)")).toBeVisible();
  await expect(sync.button("Go on: send People, 3,000 records, all the same")).toBeVisible();
  await expect(sync.button("Send Schedule again")).toBeVisible();
  await takePicture(page, "first-sync-stop");
  await sync.button("Send without stages…").press("Enter");
  await sync.dialog.getByRole("button", { name: "Keep the stages" }).press("Enter");
  expect(world.inputsOf("firstSync.finish")).toEqual([]);
});

test("before the first stage a pilot is sent: some records of everything, or one school", async ({
  page,
  steward,
}) => {
  const { stages, ...first } = someFirstSync("go");
  const untouched = stages.map(({ stage, resources, records }, index) => ({
    stage,
    resources,
    records,
    state: index === 0 ? ("next" as const) : ("later" as const),
  }));
  const run = { id: "run-9", connection: "c-state", state: "running", startedAt: "2026-11-22T07:30:00Z" };
  const world = createSyncWorld({
    more: {
      "firstSync.show": () => ({ ...first, next: "foundation", stages: untouched }),
      "firstSync.pilot": () => run,
    },
  });
  await page.setViewportSize({ width: 640, height: 400 });
  await steward.open(world);
  const sync = new SyncPage(page);
  await sync.open("c-state");
  await expect(sync.button("Send Foundation: 12 records")).toBeVisible();
  await page.getByText("Try it first with a few records").click();
  await page.getByRole("radio", { name: "One school" }).press("Space");
  await sync.button("Send the pilot").press("Enter");
  await expect(page.getByText("A school is named by its number")).toBeVisible();
  expect(await sync.cutOff()).toEqual([]);
  await takePicture(page, "pilot-zoomed");
  await expectAccessible(page);
  await sync.field("Number of the school").fill("255901001");
  await sync.button("Send the pilot").press("Enter");
  await expect
    .poll(() => world.inputsOf("firstSync.pilot"))
    .toEqual([{ connection: "c-state", school: "255901001" }]);
});

test("saved mappings of a new connection lead to its first sync: they are not sent all at once", async ({
  page,
  steward,
}) => {
  const statuses = defaultWorld().statuses.map((status) => ({ ...status, firstSync: true as const }));
  const world = createConnectionWorld(statuses, mappingAnswers(smallWorld()));
  await steward.open(world);
  const desk = new MappingPage(page);
  await desk.open();
  await desk.tabTo(desk.target("LATE-MEDEXC"));
  await page.keyboard.press("Enter");
  await desk.tabTo(desk.save(1));
  await page.keyboard.press("Enter");
  await expect(desk.saved).toContainText("1 mapping saved.");
  await expect(desk.saved.getByRole("button", { name: "Send now" })).toHaveCount(0);
  await expectAccessible(page);
  await desk.tabTo(desk.saved.getByRole("link", { name: "First sync" }));
  await page.keyboard.press("Enter");
  await expect(desk.heading("Sync")).toBeFocused();
  expect(world.inputsOf("push.start")).toEqual([]);
});
