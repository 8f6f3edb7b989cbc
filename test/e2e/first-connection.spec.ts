import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import keytar from "keytar";
import { createCore } from "../../electron/core/core.ts";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { startPractice } from "../../electron/practice/practice.ts";
import { entries, keychain } from "../core/memory-keychain.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { ConnectionsPage } from "./connections-page.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";

test.skip(!hasChromium, whyNot);

/** The core itself on an empty data folder, a practice API, and a folder with an invented district. */
async function openEmptyOffice() {
  const folder = mkdtempSync(join(tmpdir(), "steward-first-"));
  const practice = await startPractice();
  const bugs: unknown[] = [];
  Object.assign(keytar, keychain);
  const core = createCore({ home: folder, credentials: "keychain", reportBug: (error) => bugs.push(error) });
  const district = mkdtempSync(join(folder, "district-"));
  await generateDistrict(district, { students: 10, seed: 3, signal: new AbortController().signal });
  return {
    core,
    bugs,
    practice,
    district,
    close: async () => {
      await core.close();
      await practice.close();
      entries.clear();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

test("from nothing to the first accepted records by keyboard alone, with a wrong address and a wrong secret on the way", async ({
  page,
  steward,
}) => {
  const office = await openEmptyOffice();
  const { practice } = office;
  try {
    await steward.open(office.core);
    const pages = new ConnectionsPage(page);
    await pages.press(page.getByRole("link", { name: "Add a connection" }));
    await pages.type(pages.field("Name"), "Practice");
    await pages.type(pages.field("Address of the API"), `${practice.url}/data/v3`);
    await pages.press(pages.button(`Use ${practice.url}`));
    await expect(pages.steps.getByText(/^ODS.API/)).toBeVisible();
    await page.reload();
    await expect(pages.field("Name")).toHaveValue("Practice");
    await expect(pages.steps.getByText(/^ODS.API/)).toBeVisible();
    await pages.press(pages.button("Continue"));

    await pages.type(pages.secret("Key"), practice.key);
    await pages.type(pages.secret("Secret"), "not-the-secret");
    await page.keyboard.press("Enter");
    await expect(pages.steps.getByText("does not work")).toBeVisible();
    await takePicture(page, "first-refused");
    await expectAccessible(page);
    expect(entries.size).toBe(0);
    await pages.type(pages.secret("Secret"), practice.secret);
    await page.keyboard.press("Enter");

    await pages.press(pages.button("Continue"));
    await pages.type(pages.field("Folder"), office.district);
    await expect(
      page.getByText(/^[\d,]+ records of \d+ resources, in \d+ files\. Nothing is read in yet\.$/),
    ).toBeVisible();
    await takePicture(page, "first-folder");
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(page.getByText("Not read yet")).toBeVisible();
    await pages.press(page.getByRole("link", { name: "Continue" }));
    const first = page.getByRole("link", { name: "Go on to the first sync" });
    await expect(first).toBeVisible({ timeout: 60_000 });
    await takePicture(page, "first-check");
    await expectAccessible(page);
    await pages.press(first);
    await pages.press(page.getByRole("button", { name: /^Send Foundation: / }));
    await expect(page.getByText("Foundation: go on.")).toBeVisible({ timeout: 60_000 });
    await pages.press(pages.button("Send without stages…"));
    await pages.press(pages.button("No more stages"));
    await pages.press(pages.button("All changes"));
    await expect(page.getByRole("banner")).toContainText("In step", { timeout: 60_000 });
    await expect(page.getByText("Practice: nothing here reaches your state")).toBeVisible();
    await takePicture(page, "first-end");
    expect(await page.content()).not.toContain(practice.secret);
    // One of key and secret, one of the token.
    expect(entries.size).toBe(2);

    await pages.go("/connections");
    await pages.choose("Practice", "Roll over to a new year…");
    await pages.type(pages.secret("Key"), practice.key);
    await pages.type(pages.secret("Secret"), practice.secret);
    await pages.press(pages.button("Clone"));
    await expect(pages.dialog.getByText("Compared with Practice")).toBeVisible({ timeout: 60_000 });
    await takePicture(page, "first-roll-over");
    await expectAccessible(page);
    await pages.press(pages.button("Close Practice"));
    await expect(pages.heading("Practice (new year)")).toBeVisible();
    await pages.go("/connections");
    await expect(pages.row("Practice")).toContainText("Closed");
    await expect(pages.row("Practice (new year)")).toContainText("Nothing was sent yet");
    await page.getByRole("link", { name: "Practice", exact: true }).press("Enter");
    await pages.tab("History").click();
    await expect(page.getByRole("table").getByRole("row").nth(1)).toContainText(/close/);
    await takePicture(page, "first-history");
    expect(office.bugs).toEqual([]);
  } finally {
    await steward.close();
    await office.close();
  }
});
