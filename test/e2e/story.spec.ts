import { expect } from "@playwright/test";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { hasHost, whyNot } from "./host.ts";
import { officeName, openOffice } from "./office.ts";

test.skip(!hasHost, whyNot);

const name = officeName;
const district = { students: 20, faults: "too-long=1,missing-parent=1,unmapped-descriptor=1" };

test("a district with three faults is sent, its causes are read, its files are mended, and it is sent again: by keyboard alone", async ({
  steward,
}) => {
  const office = await openOffice(steward, { district });
  try {
    const overview = await office.core.open();
    const { page } = overview;
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
    expect(office.core.bugs()).toEqual([]);
  } finally {
    await office.close();
  }
});
