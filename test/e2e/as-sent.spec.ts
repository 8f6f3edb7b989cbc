import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { asSentHandlers, asSentReport } from "../hosts/fake-cli-as-sent.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld } from "./connection-world.ts";
import { ConnectionsPage } from "./connections-page.ts";
import { takePicture, test } from "./fixtures.ts";

test.skip(!hasChromium, whyNot);

test("what was sent on a day is looked at, printed without the frame, and saved as a list", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld(undefined, { ...asSentHandlers({ sentLines: 12_000 }) });
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/connections/c-state");
  await pages.choose("State 2026-27", "What was sent on a day");
  await expect(pages.heading("As sent")).toBeVisible();
  const table = page.getByRole("table", { name: /Records sent on 2026-10-29/ });
  await expect(table.getByRole("row", { name: /students/ })).toContainText("40,003");
  await expect(page.getByText(asSentReport.digest)).toBeVisible();
  await takePicture(page, "as-sent");

  const day = page.getByLabel("Day", { exact: true });
  await day.fill("2026-10-28");
  await expect(page).toHaveURL(/#\/as-sent\/c-state\/2026-10-28$/);
  expect(world.inputsOf("asSent.show").at(-1)).toMatchObject({ connection: "c-state", on: "2026-10-28" });

  const download = page.waitForEvent("download");
  await pages.press(pages.button("Save the list of what was on the server"));
  const file = await (await download).path();
  expect((await readFile(file, "utf8")).split("\r\n")).toHaveLength(1 + 12_000 + 1);

  await page.emulateMedia({ media: "print" });
  await expect(table).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Pages" })).toBeHidden();
  await expect(pages.button("Print, or save as PDF")).toBeHidden();
});
