import { expect } from "@playwright/test";
import { AppError } from "../../shared/errors.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { SyncPage } from "./sync-page.ts";
import { createSyncWorld, manyLines, someSubmissions } from "./sync-world.ts";

test.skip(!hasChromium, whyNot);

const state = "State 2026-27";

test("each resource has its line in the order of sending: figures, what blocks it, why it is not sent", async ({
  page,
  steward,
}) => {
  await steward.open(createSyncWorld());
  const sync = new SyncPage(page);
  await page.getByRole("link", { name: "Sync" }).press("Enter");
  // Its heading takes the focus as it comes: a key that was pressed before would go to the page before it, or to the heading.
  await expect(sync.heading("Sync")).toBeFocused();
  await page.getByRole("link", { name: state }).press("Enter");
  await sync.resources.waitFor();
  await expect(sync.heading("Sync")).toBeFocused();
  await expect(sync.resources.getByRole("rowheader")).toHaveText([
    /^Foundation/,
    /^schools/,
    /^Schedule/,
    /^courses/,
    /^sections/,
    /^People/,
    /^students/,
    /^Enrolment/,
    /^studentSchoolAssociations/,
    /^Daily/,
    /^studentSchoolAttendanceEvents/,
    /^grades/,
    /^staffLeaves/,
  ]);
  await expect(sync.figure("studentSchoolAssociations", 1)).toHaveText("312");
  await expect(sync.figure("sections", 2)).toHaveText("140");
  await expect(sync.figure("schools", 3)).toHaveText("1");
  await expect(sync.figure("sections", 4)).toHaveText("60");
  await expect(sync.figure("sections", 5)).toHaveText("1,120");
  await expect(sync.resource("sections")).toContainText("Blocked by: A school was refused");
  await expect(sync.resource("sections")).toContainText("and 2 more causes");
  await expect(sync.resource("students")).toContainText("4 waiting: these go out by themselves");
  await expect(sync.resource("staffLeaves")).toContainText("Not sent: Switched off");
  await expect(sync.figure("staffLeaves", 1)).toHaveText("0");
  expect(await sync.cutOff()).toEqual([]);
  await takePicture(page, "sync");

  await page.getByRole("switch", { name: "Only with something to do" }).press("Space");
  await expect(sync.resource("grades")).toHaveCount(0);
  await expect(sync.resource("sections")).toBeVisible();
});

test("a push is followed resource by resource, and cancelled, by keyboard alone", async ({
  page,
  steward,
}) => {
  const world = createSyncWorld();
  await steward.open(world);
  const sync = new SyncPage(page);
  await sync.open("c-state");
  await sync.press(sync.button("All changes"));
  await expect(page.getByText(`${state}: Sending has started.`, { exact: true })).toBeVisible();
  world.core.advance(250, { latencyMs: 41, inFlight: 12, concurrency: 16 });
  await expect(sync.resource("grades")).toContainText("250 of 1,000");
  await expect(sync.run).toContainText("250 of 1,000 · 118/s · 5 s left");
  await expect(sync.run).toContainText("12 of 16");
  await expect(sync.run).toContainText("41 ms");
  await takePicture(page, "sync-sending");
  world.core.advance(900, { deletes: { planned: 200, done: 100 } });
  await expect(sync.run).toContainText("Deleting what has left your files: 100 of 200");
  await sync.press(sync.button(`Cancel this push to ${state}`));
  await expect(sync.run).toContainText("cancelled");
  expect(world.inputsOf("push.cancel")).toHaveLength(1);
});

test("sending is paused and resumed at once, and nothing can be started meanwhile", async ({
  page,
  steward,
}) => {
  const world = createSyncWorld();
  await steward.open(world);
  const sync = new SyncPage(page);
  await sync.open("c-state");
  await sync.press(sync.button("Pause"));
  await expect(page.getByText(/^Sending is paused\. Nothing goes to/)).toBeVisible();
  await expect(sync.button("All changes")).toHaveAttribute("aria-disabled", "true");
  await sync.button("All changes").click({ force: true });
  await sync.press(sync.button("Resume"));
  await expect(page.getByText(/^Sending is paused\./)).toBeHidden();
  await expect(sync.button("All changes")).toHaveAttribute("aria-disabled", "false");
  expect(world.inputsOf("push.start")).toEqual([]);
});

test("what was sent has its line: who started it, what came of it; what waits can be cancelled", async ({
  page,
  steward,
}) => {
  const world = createSyncWorld();
  await steward.open(world);
  const sync = new SyncPage(page);
  await sync.open("c-state");
  await expect(sync.submission(1)).toContainText("The schedule");
  await expect(sync.history).toContainText("Done, 3 refused");
  await expect(sync.history).toContainText("The server has not answered for 30 minutes.");
  const [queued] = someSubmissions(1);
  if (!queued) throw new Error("There is one.");
  const { startedAt: _, endedAt: __, ...waiting } = queued;
  world.tell({ ...waiting, id: "77", state: "accepted", request: { connection: "c-state", force: true } });
  await expect(sync.submission(1)).toContainText("Waits for its turn");
  await sync.history.scrollIntoViewIfNeeded();
  await takePicture(page, "sync-history");
  await sync.button("Cancel: Everything, also what has not changed").press("Enter");
  await expect(sync.submission(1)).toContainText("Cancelled");
  expect(world.inputsOf("submissions.cancel")).toEqual([{ submission: "77" }]);

  await sync.submission(2).getByRole("button", { name: "Details" }).press("Enter");
  await expect(sync.dialog.getByRole("table", { name: "It went in one run" })).toContainText("Done");
  await expect(sync.dialog.getByRole("table", { name: /resource by resource/ })).toContainText("997");
  await expect(sync.dialog).toContainText("A school was refused");
  await takePicture(page, "submission");
  await page.keyboard.press("Escape");
  await expect(sync.submission(2).getByRole("button", { name: "Details" })).toBeFocused();

  // A link from the journal opens one by its address, also one that is no longer kept.
  await sync.go("/sync/c-state/list/submission=3");
  await expect(sync.dialog.getByRole("table", { name: "It went in one run" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/#\/sync\/c-state$/);
  await sync.go("/sync/c-state/list/submission=9000");
  await expect(page.getByText("What was sent then is no longer kept in detail.")).toBeVisible();
});

test("ten thousand submissions and three hundred resources are drawn as they come into sight", async ({
  page,
  steward,
}) => {
  const world = createSyncWorld({ lines: manyLines(300), submissions: someSubmissions(10_000) });
  await steward.open(world);
  const sync = new SyncPage(page);
  await sync.open("c-state");
  await expect(sync.submission(1)).toBeVisible();
  expect(await sync.resources.getByRole("row").count()).toBeLessThan(60);
  expect(await sync.history.getByRole("row").count()).toBeLessThan(60);
  expect(world.inputsOf("submissions.list")).toHaveLength(1);
  await takePicture(page, "sync-huge");
  const scroller = sync.history.locator("xpath=..");
  const position = page.getByRole("row", { name: /mgarcia|schedule/ }).last();
  for (let pages = 2; pages <= 4; pages++) {
    await position.waitFor();
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect.poll(() => world.inputsOf("submissions.list").length).toBeGreaterThanOrEqual(pages);
  }
  expect(world.inputsOf("submissions.list").slice(0, 3)).toEqual([
    { connection: "c-state", limit: 100 },
    { connection: "c-state", limit: 100, before: "9901" },
    { connection: "c-state", limit: 100, before: "9801" },
  ]);
});

test("without records the page teaches; a failure is told in a sentence, and can be tried again", async ({
  page,
  steward,
}) => {
  let isBroken = true;
  await steward.open(
    createSyncWorld({
      submissions: [],
      more: {
        "sync.show": () => {
          if (isBroken) throw new AppError("storage", "The disk is full.");
          return { connection: "c-state", lines: [] };
        },
      },
    }),
  );
  const sync = new SyncPage(page);
  await sync.open("c-state");
  await expect(page.getByRole("alert")).toContainText("The disk is full.");
  isBroken = false;
  await page.getByRole("button", { name: "Try again" }).press("Enter");
  await expect(page.getByRole("heading", { name: "No records yet" })).toBeVisible();
  await expect(page.getByText("Nothing was sent yet. Each push")).toBeVisible();
  await takePicture(page, "sync-empty");
});

test("while it loads, the page shows where things will be", async ({ page, steward }) => {
  const answer = Promise.withResolvers<never>();
  await steward.open(
    createSyncWorld({
      more: { "sync.show": () => answer.promise, "submissions.list": () => answer.promise },
    }),
  );
  const sync = new SyncPage(page);
  await sync.open("c-state");
  await expect(page.getByRole("status", { name: "Loading the resources" })).toBeVisible();
  await takePicture(page, "sync-loading");
});

test("at 200 percent zoom nothing of sending is cut off sideways", async ({ page, steward }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await steward.open(createSyncWorld({ lines: manyLines(40) }));
  const sync = new SyncPage(page);
  await sync.go("/sync");
  await expect(page.getByRole("link", { name: state })).toBeVisible();
  expect(await sync.cutOff()).toEqual([]);
  await takePicture(page, "sync-choice-zoomed");
  await sync.open("c-state");
  await expect(sync.submission(1)).toBeVisible();
  expect(await sync.cutOff()).toEqual([]);
  await takePicture(page, "sync-zoomed");
  await sync.resources.scrollIntoViewIfNeeded();
  await takePicture(page, "sync-zoomed-resources");
  await sync.history.scrollIntoViewIfNeeded();
  await takePicture(page, "sync-zoomed-history");
  await sync.button("This selection…").press("Enter");
  await expect(sync.send(/^Send 1,212/)).toBeVisible();
  expect(await sync.cutOff()).toEqual([]);
  await takePicture(page, "resync-zoomed");
  await expectAccessible(page);
});
