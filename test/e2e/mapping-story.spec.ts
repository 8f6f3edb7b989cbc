import { expect } from "@playwright/test";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { hasHost, whyNot } from "./host.ts";
import { MappingPage } from "./mapping-page.ts";
import { openOffice } from "./office.ts";

test.skip(!hasHost, whyNot);

test("a real server's values are read, a code is mapped and what it held is sent; a resource is left out; the key's rights are told", async ({
  steward,
}) => {
  const office = await openOffice(steward, { district: { students: 20, faults: "unmapped-descriptor=3" } });
  try {
    await office.scan();
    const { page } = await office.core.open();
    const desk = new MappingPage(page);
    await desk.open(office.id);
    await desk.button("Read the server's values again").press("Enter");
    await expect(page.getByText(/values of \d+ types read: 0 new/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/codes?, \d+ to map$/)).toBeVisible();
    await takePicture(page, "real-descriptors");
    await expectAccessible(page);
    const codes = page.getByRole("grid").locator(".code-value");
    const code = (await codes.first().textContent()) ?? "";
    await desk.target(code).focus();
    await page.keyboard.press("F2");
    await expect(desk.options.first()).toBeVisible();
    await takePicture(page, "real-descriptors-picker");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(desk.line(code)).toContainText("not saved");
    await desk.save(1).press("Enter");
    await expect(desk.saved).toContainText("1 mapping saved.");
    await takePicture(page, "real-descriptors-saved");
    await desk.saved.getByRole("button", { name: "Send now" }).press("Enter");
    // One cause is left for each of the two codes that nobody mapped.
    await expect.poll(async () => (await office.status())?.lastRun?.state, { timeout: 60_000 }).toBe("done");
    expect((await office.status())?.causes).toBe(2);

    await page.getByRole("tab", { name: "Profile and resources" }).press("Enter");
    await expect(page.getByRole("heading", { name: "Core and extensions" })).toBeVisible();
    await takePicture(page, "real-profile");
    await page.getByRole("textbox", { name: "Find a resource" }).fill("students");
    await page.getByRole("combobox", { name: "students", exact: true }).selectOption("Off");
    await desk.button("Save").press("Enter");
    await expect(page.getByText(/^Saved\. .* stay here\.$/)).toBeVisible();

    await page.getByRole("tab", { name: "Permissions" }).press("Enter");
    await page.getByRole("button", { name: /^Ask the server/ }).press("Enter");
    await expect(page.getByRole("heading", { name: "What the key is good for" })).toBeVisible();
    await expect(page.getByText("The server was asked just now.")).toBeVisible();
    await takePicture(page, "real-permissions");
    await page.getByRole("table").scrollIntoViewIfNeeded();
    await takePicture(page, "real-permissions-table");
    expect(office.core.bugs()).toEqual([]);
  } finally {
    await office.close();
  }
});
