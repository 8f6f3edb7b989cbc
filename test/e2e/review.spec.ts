import { gunzipSync, gzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import { packReview } from "../../electron/core/journal/bundle.ts";
import { review } from "../hosts/fake-cli-journal.ts";
import { createFakeCore } from "../hosts/fake-core.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { drop, go } from "./review-page.ts";
import { reviewFile, withReviews } from "./review-world.ts";

test.skip(!hasChromium, whyNot);

test("a review is opened and left by keyboard, shows only what it holds, and what goes on beneath it goes on", async ({
  page,
  steward,
}) => {
  const core = withReviews(createFakeCore({ byHand: true }));
  const overview = await steward.open(core);
  await go(page, "Journal");
  const chooser = page.waitForEvent("filechooser");
  await expect(page.getByRole("button", { name: "Open a review file…" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox", { name: "Page, connection, cause or record" })).toBeFocused();
  await page.keyboard.type("open review");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(await reviewFile());
  await expect(page.getByRole("region", { name: "Review" })).toContainText(
    "Review of State and Local hub, made November 20, 2026 with Steward 1.2.3. Nothing can be changed here.",
  );
  await expect(page.getByRole("heading", { name: "Causes", level: 1 })).toBeFocused();
  const entries = page.getByRole("navigation", { name: "Pages" }).getByRole("link");
  await expect(entries).toHaveText([/Overview/, /Causes/, /Permissions/, /Journal/]);

  await go(page, "Overview");
  await expect(page.getByText("1 cause needs you.")).toBeVisible();
  await expect(page.getByRole("button", { name: /Send|Cancel/ })).toHaveCount(0);
  await takePicture(page, "review-overview");
  await overview.cause("grades: the key may not create or change these records").click();
  await expect(page.getByRole("heading", { level: 1, name: "Causes" })).toBeVisible();
  await expect(page.getByRole("article")).toContainText("it names no one");
  const detail = page.getByRole("article");
  await expect(detail).toContainText("Ask the host for the missing right");
  for (const deed of ["Send", "Add a note", "See the permissions", "Map codes"])
    await expect(
      detail.getByRole("button", { name: deed }).or(detail.getByRole("link", { name: deed })),
    ).toHaveCount(0);
  await page.getByText("Found before sending 1").click();
  await page.getByRole("option").click();
  await expect(page.getByRole("article")).toContainText("before anything of it was sent");
  await expect(page.getByRole("article").getByText("on Sync")).toHaveCount(0);
  await go(page, "Permissions");
  await expect(page.getByRole("heading", { name: "Permissions: State" })).toBeVisible();
  await expect(page.getByText("You send grades, but this key may not")).toBeVisible();
  await expect(page.getByRole("button", { name: "Ask the server" })).toHaveCount(0);
  await takePicture(page, "review-permissions");
  await expectAccessible(page);

  await go(page, "Journal");
  const journal = page.getByRole("table", { name: "What happened, newest first" });
  await expect(journal.getByRole("row", { name: /Sent/ })).toContainText("12 accepted, 2 refused");
  await expect(journal.getByRole("link", { name: /Sent|Rotated/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /review file|Clear the journal|Change/ })).toHaveCount(0);
  await journal.getByRole("link", { name: /^New cause: grades/ }).click();
  await expect(page).toHaveURL(/#\/review\/causes\/one\/one\/3$/);

  await core.call("push.start", { connection: "c-state" });
  core.advance(500);
  await expect(page.getByRole("contentinfo")).toContainText("State 2026-27: 500 of 1,000");
  await page.setViewportSize({ width: 640, height: 400 });
  for (const entry of ["Overview", "Causes", "Journal"]) {
    await go(page, entry);
    expect(await overview.isCutOffSideways(), entry).toBe(false);
  }
  await takePicture(page, "review-zoomed");
  await page.setViewportSize({ width: 1280, height: 800 });

  await overview.tabTo(page.getByRole("button", { name: "Close the review" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Journal", level: 1 })).toBeFocused();
  await expect(page.getByRole("region", { name: "Review" })).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe("#/journal");
});

test("a file that is no review, is damaged, newer or too large is refused with a sentence, and what was being done stays", async ({
  page,
  steward,
}) => {
  await steward.open(withReviews(createFakeCore({ byHand: true })));
  await go(page, "Causes");
  await page.getByRole("option").first().click();
  await page.getByRole("button", { name: "Add a note" }).click();
  const note = page.getByRole("textbox", { name: "What your district knows of it" });
  await note.fill("Half a sen");
  const good = await packReview(review);
  // The file says nothing of counts: there is no overview of it.
  const newer = gunzipSync(good).toString("utf8").replace('"version":2', '"version":9');
  const refusals = [
    ["notes.txt", Buffer.from("Dear colleague"), "This is no review file, or it was cut off on its way."],
    ["cut.gz", good.subarray(0, -20), "This is no review file, or it was cut off on its way."],
    ["odd.gz", gzipSync(`${gunzipSync(good).toString("utf8")}{"kind":"x"}\n`), "damaged in line"],
    ["new.gz", gzipSync(newer), "made by a newer Steward. Update Steward to open it."],
    ["huge.gz", Buffer.alloc(17_000_001), "larger than any review file"],
  ] as const;
  for (const [called, content, sentence] of refusals) {
    await drop(page, called, content);
    const told = page.getByRole("alert").filter({ hasText: `${called} was not opened` });
    await expect(told).toContainText(sentence);
    await told.getByRole("button").press("Enter");
  }
  await drop(page, "unpacked.jsonl", gunzipSync(good));
  await expect(page.getByRole("region", { name: "Review" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Overview" })).toHaveCount(0);
  await page.goBack();
  await expect(page.getByRole("region", { name: "Review" })).toHaveCount(0);
  await expect(note).toHaveValue("Half a sen");
  await page.goForward();
  await expect(page.getByRole("region", { name: "Review" })).toBeVisible();
  await page.getByRole("button", { name: "Close the review" }).click();
  await expect(note).toHaveValue("Half a sen");
  // What is closed is closed: its address leads to what is beneath.
  await page.goBack();
  await expect(page).toHaveURL(/#\/causes/);
  await expect(page.getByRole("region", { name: "Review" })).toHaveCount(0);
  await expect(note).toHaveValue("Half a sen");

  await go(page, "Journal");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a review file…" }).press("Enter");
  await (await chooser).setFiles({ name: "review.gz", mimeType: "application/gzip", buffer: good });
  await expect(page.getByRole("region", { name: "Review" })).toBeVisible();
});
