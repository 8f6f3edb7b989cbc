import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { packReview, readReview } from "../../electron/core/journal/bundle.ts";
import type { Input } from "../../shared/contract.ts";
import type { Review } from "../../shared/domain/journal.ts";
import { review } from "../hosts/fake-cli-journal.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld } from "./connection-world.ts";
import { ConnectionsPage } from "./connections-page.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { journalAnswers, manyRefusals, someDays } from "./journal-world.ts";

test.skip(!hasChromium, whyNot);

/** More lines than a preview shows, and older ones that find no room. */
const made: Review = {
  ...review,
  manifest: {
    ...review.manifest,
    lines: { run: 4, refusal: 199_990, setting: 2, "cause-change": 4, cause: 1 },
    leftOut: 1234,
  },
  journal: [...someDays(), ...manyRefusals(490)],
};

/** As at 200 %: half as wide. */
async function expectWholeWhenZoomed(page: Page, picture: string) {
  await page.setViewportSize({ width: 640, height: 800 });
  const cut = await page
    .locator(".mantine-Modal-content, html")
    .evaluateAll((elements) => elements.some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth));
  expect(cut).toBe(false);
  await takePicture(page, picture);
  await page.setViewportSize({ width: 1280, height: 800 });
}

test("a review file is looked at before it is made, and saved, by keyboard alone", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld(
    undefined,
    journalAnswers(someDays, {
      "journal.preview": () => made,
      "journal.export": async () => ({
        name: "steward-review-2026-11-22.jsonl.gz",
        content: (await packReview(made)).toString("base64"),
        manifest: made.manifest,
      }),
    }),
  );
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/journal");
  await pages.press(pages.button("Make a review file…"));
  const { dialog } = pages;
  await expect(dialog.getByRole("region", { name: "In the file", exact: true })).toContainText(
    "199,990 refusals",
  );
  await expect(dialog).toContainText("1,234 older lines find no room in it.");
  await expect(dialog.getByRole("row", { name: /^State ODS\/API 7.3/ })).toContainText("40,000");
  await expect(dialog.getByRole("region", { name: "Causes in the file" })).toContainText(
    "grades: the key may not create or change these records",
  );
  const lines = dialog.getByRole("table", { name: "The newest 498 of its 200,000 lines" });
  await expect(lines.getByRole("row", { name: /New cause: attendance events/ })).toBeVisible();
  await takePicture(page, "journal-review");
  await expectWholeWhenZoomed(page, "journal-review-zoomed");
  await pages.press(dialog.locator("summary"));
  await expect(dialog.getByRole("region", { name: "Lines of the file" })).toContainText(
    '"format": "steward-review"',
  );

  // Of another time it is gathered anew.
  const [{ since } = { since: "" }] = world.inputsOf("journal.preview") as { since: string }[];
  expect(Math.round((Date.now() - Date.parse(since)) / 86_400_000)).toBeGreaterThanOrEqual(30);
  await pages.pressTo(dialog.getByRole("combobox", { name: "Of which time" }), "Shift+Tab");
  await page.keyboard.press("F");
  await dialog.getByLabel("First day").fill("2026-11-20");
  const from = new Date(2026, 10, 20).toISOString();
  await expect.poll(() => world.inputsOf("journal.preview").at(-1)).toEqual({ since: from });
  const download = page.waitForEvent("download");
  await pages.press(dialog.getByRole("button", { name: "Save the file" }));
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("steward-review-2026-11-22.jsonl.gz");
  const { journal, manifest } = await readReview(await readFile(await saved.path()));
  expect([journal, manifest.leftOut]).toEqual([made.journal, 1234]);
  expect(world.inputsOf("journal.export")).toEqual([{ since: from }]);
  await expect(dialog).toContainText("steward-review-2026-11-22.jsonl.gz is made");
  await pages.press(dialog.getByRole("button", { name: "Done" }));
  await expect(pages.button("Make a review file…")).toBeFocused();
});

test("what a clearing forgets is counted first, and goes only when its number was typed; how long lines are kept is changed the same way", async ({
  page,
  steward,
}) => {
  let kept = { days: 400, refusals: 2_000_000 };
  const world = createConnectionWorld(
    undefined,
    journalAnswers(someDays, {
      "journal.purge": ({ before }: Input<"journal.purge">) =>
        before < "2026-01-01"
          ? { answers: 0, runs: 0, causeEvents: 0 }
          : { answers: 1200, runs: 12, causeEvents: 34 },
      "journal.retention": () => ({
        ...kept,
        held: { refusals: 45_012, oldest: "2025-11-03T08:00:00.000Z" },
      }),
      "journal.retain": ({ days = 400, refusals = 0, dryRun = false }: Input<"journal.retain">) => {
        if (!dryRun) kept = { days, refusals };
        return { answers: days < 400 ? 5000 : 0, runs: 0, causeEvents: 0 };
      },
    }),
  );
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  const { dialog } = pages;
  await pages.go("/journal");
  await expect(
    page.getByText(/^Kept for 400 days, and at most 2,000,000 refusals\. There are 45,012 now/),
  ).toBeVisible();
  await pages.press(pages.button("Clear the journal…"));
  await dialog.getByLabel("Forget what happened before").fill("2025-11-01");
  await expect(dialog).toContainText("Nothing that old is kept.");
  await expect(dialog.getByRole("button", { name: /^Forget/ })).toHaveCount(0);
  await dialog.getByLabel("Forget what happened before").fill("2199-01-01");
  await expect(dialog).toContainText("Choose today, or a day that is over.");
  await dialog.getByLabel("Forget what happened before").fill("2026-11-01");
  await expect(dialog).toContainText(
    "Of all connections: 1,200 refusals, 12 pushes and 34 changes of causes. They cannot be brought back.",
  );
  await expect(dialog.getByRole("region", { name: "What stays" })).toContainText(
    "what is known of each record",
  );
  const forget = dialog.getByRole("button", { name: "Forget 1,246 lines" });
  await pages.type(dialog.getByRole("textbox", { name: /type their number/ }), "1245");
  await pages.press(forget);
  await expect(forget).toHaveAttribute("aria-disabled", "true");
  await takePicture(page, "journal-clear");
  await expectAccessible(page);
  await expectWholeWhenZoomed(page, "journal-clear-zoomed");
  await pages.pressTo(dialog.getByRole("textbox", { name: /type their number/ }), "Shift+Tab");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("1,246");
  await pages.press(forget);
  await expect(dialog).toBeHidden();
  await expect(
    page.getByText("Forgotten: 1,200 refusals, 12 pushes and 34 changes of causes."),
  ).toBeVisible();
  const done = world.inputsOf("journal.purge").filter((input) => !(input as { dryRun?: boolean }).dryRun);
  expect(done).toEqual([{ before: new Date(2026, 10, 1).toISOString() }]);

  await pages.press(pages.button("Change…"));
  await pages.type(dialog.getByRole("textbox", { name: "Days" }), "0");
  await expect(dialog).toContainText("Write a whole number of days, at least 1.");
  await pages.type(dialog.getByRole("textbox", { name: "Days" }), "90");
  await expect(dialog).toContainText("By that are forgotten at once: 5,000 refusals");
  expect(kept.days).toBe(400);
  await takePicture(page, "journal-keep");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  expect(kept).toEqual({ days: 90, refusals: 2_000_000 });
  world.core.emit({ name: "data.changed", data: { tables: ["audit"] } });
  await expect(page.getByText(/^Kept for 90 days/)).toBeVisible();
});
