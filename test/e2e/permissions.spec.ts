import { expect } from "@playwright/test";
import { AppError } from "../../shared/errors.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld } from "./connection-world.ts";
import { ConnectionsPage } from "./connections-page.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { permissions, profileAnswers, profileWorld } from "./profile-world.ts";

test.skip(!hasChromium, whyNot);

const place = "/connections/c-state/permissions";
const profile = profileAnswers(profileWorld());

test("what is missing comes first, then what changed, what the key is, and every resource", async ({
  page,
  steward,
}) => {
  await steward.open(
    createConnectionWorld(undefined, { ...profile, "permissions.show": () => permissions() }),
  );
  const pages = new ConnectionsPage(page);
  await pages.go(place);
  const gaps = page.getByRole("region", { name: "2 things are missing" }).getByRole("listitem");
  await expect(gaps.first()).toContainText("You send grades, but this key may not create or update them.");
  await expect(gaps.first()).toContainText("27,000 records");
  await expect(page.getByText("No longer allowed is Create on grades.")).toBeVisible();
  await expect(page.getByText("SIS Vendor", { exact: true })).toBeVisible();
  await takePicture(page, "permissions");
  const table = page.getByRole("table", { name: "Resources and operations" });
  await expect(table.getByRole("row").nth(1)).toContainText("grades");
  await expect(table.getByRole("row").nth(1)).toContainText("▲ missing");
  await expect(table.getByRole("row", { name: /^parents/ })).toHaveCount(0);
  await pages.press(page.getByRole("switch", { name: "Only what you send" }), "Space");
  await expect(table.getByRole("row", { name: /^parents/ })).toContainText("● yes");
  await expect(table.getByRole("columnheader", { name: "Read changes" })).toBeVisible();
  await table.scrollIntoViewIfNeeded();
  await takePicture(page, "permissions-table");
  await expectAccessible(page);
  await page.getByText("5 more").click();
  await expect(page.getByText("Invented School 12")).toBeVisible();
  await page.setViewportSize({ width: 640, height: 400 });
  expect(await pages.sideways()).toBe(0);
  await takePicture(page, "permissions-zoomed");
  await expectAccessible(page);
});

test("a server before 7.3 says nothing of resources, and the page says so", async ({ page, steward }) => {
  const { resources: _, ...now } = permissions().now ?? { at: "" };
  const advice =
    "This server does not list permissions: servers do so from version 7.3 on. Whether a resource may be sent shows when it is sent.";
  const view = { now: { ...permissions().now, ...now, resources: undefined }, changes: [], gaps: [], advice };
  await steward.open(createConnectionWorld(undefined, { ...profile, "permissions.show": () => view }));
  const pages = new ConnectionsPage(page);
  await pages.go(place);
  await expect(page.getByText("servers do so from version 7.3 on")).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await takePicture(page, "permissions-before-7.3");
  await expectAccessible(page);
});

test("before the server was asked the page teaches; asking fills it, and a refusal is told", async ({
  page,
  steward,
}) => {
  let asked = 0;
  await steward.open(
    createConnectionWorld(undefined, {
      ...profile,
      "permissions.show": ({ refresh }: { refresh?: boolean }) => {
        if (refresh !== true) return asked < 2 ? { changes: [], gaps: [] } : permissions({ gaps: [] });
        asked += 1;
        if (asked === 1) throw new AppError("offline", "The server does not answer.");
        return permissions({ gaps: [] });
      },
    }),
  );
  const pages = new ConnectionsPage(page);
  await pages.go(place);
  await expect(
    page.getByRole("heading", { name: "What this key is good for is not known yet" }),
  ).toBeVisible();
  await takePicture(page, "permissions-unasked");
  await pages.press(pages.button("Ask the server"));
  await expect(page.getByRole("alert")).toContainText("The server does not answer.");
  await page.keyboard.press("Enter");
  await expect(page.getByText("This key may send all that you send.")).toBeVisible();
  await expect(pages.button("Ask the server again")).toBeVisible();
  await expectAccessible(page);
});
