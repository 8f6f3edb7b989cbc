import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { createCore } from "../../electron/core/core.ts";
import { generateDistrict, mendDistrict } from "../../electron/practice/district/generate.ts";
import { startPractice } from "../../electron/practice/practice.ts";
import { createClient } from "../../shared/client.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";

test.skip(!hasChromium, whyNot);

const name = "Practice";
const district = { students: 20, seed: 7, faults: "too-long=1,missing-parent=1,unmapped-descriptor=1" };

/** The core itself, with a connection to a practice API and an invented district with three faults in it. */
async function openOffice() {
  const folder = mkdtempSync(join(tmpdir(), "steward-story-"));
  const practice = await startPractice();
  const bugs: unknown[] = [];
  const core = createCore({
    home: folder,
    credentials: "environment",
    environment: { STEWARD_KEY: practice.key, STEWARD_SECRET: practice.secret },
    reportBug: (error) => bugs.push(error),
  });
  const files = mkdtempSync(join(folder, "district-"));
  const { signal } = new AbortController();
  await generateDistrict(files, { ...district, signal });
  const client = createClient(core);
  await client.call("connections.add", { name, settings: { url: practice.url } });
  await client.call("sources.add", { connection: name, folder: files });
  await client.call("firstSync.finish", { connection: name });
  return {
    core,
    bugs,
    mend: () => mendDistrict(files, { ...district, signal }),
    close: async () => {
      await core.close();
      await practice.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

test("a district with three faults is sent, its causes are read, its files are mended, and it is sent again: by keyboard alone", async ({
  page,
  steward,
}) => {
  const office = await openOffice();
  try {
    const overview = await steward.open(office.core);
    await expect(overview.card(name)).toContainText("nothing here reaches your state");
    await overview.tabTo(overview.send(name));
    await page.keyboard.press("Enter");
    await expect(overview.causes(name)).toBeVisible({ timeout: 60_000 });
    const rows = overview.causes(name).locator("tbody > tr:visible");
    await expect(rows).toHaveCount(3);
    expect(await overview.count(name, "refused")).not.toBe("0");
    expect(await overview.count(name, "blocked")).not.toBe("0");

    const first = rows.first().getByRole("link");
    await overview.tabTo(first);
    await page.keyboard.press("Enter");
    await expect(
      page
        .getByRole("table", { name: /^Records: / })
        .getByRole("row")
        .nth(1),
    ).toContainText(".jsonl:");
    expect(await overview.isCutOffSideways()).toBe(false);
    await takePicture(page, "story-causes");
    await expectAccessible(page);

    await office.mend();
    await page.goBack();
    await overview.tabTo(overview.send(name));
    await page.keyboard.press("Enter");
    await expect(page.getByText("Nothing needs you.")).toBeVisible({ timeout: 60_000 });
    await expect(overview.card(name)).toContainText("In step");
    expect(await overview.count(name, "refused")).toBe("0");
    expect(await overview.count(name, "blocked")).toBe("0");
    await takePicture(page, "story-end");
    expect(office.bugs).toEqual([]);
  } finally {
    await steward.close();
    await office.close();
  }
});
