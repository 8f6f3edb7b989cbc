import { expect } from "@playwright/test";
import { AppError } from "../../shared/errors.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld } from "./connection-world.ts";
import { ConnectionsPage } from "./connections-page.ts";
import { takePicture, test } from "./fixtures.ts";

test.skip(!hasChromium, whyNot);

const record = { id: "12", resource: "/ed-fi/students", state: "sent", label: "invented key 4822" } as const;

test("a few letters lead to a page, a cause or a record, and send: by keyboard alone, from anywhere", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld(undefined, {
    "records.find": ({ after, find }: { after?: string; find: string }) =>
      after === undefined
        ? { lines: [], next: "half", searched: 500, of: 1000 }
        : { lines: find === "4822" ? [record] : [], searched: 1000, of: 1000 },
    "check.run": () => {
      throw new AppError("conflict", "Its folders are being read.");
    },
    "schedule.pause": () => ({ connection: "c-practice", waits: "paused", kept: true }),
  });
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/sync/c-state");
  await expect(pages.heading("Sync")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+k");
  const field = page.getByRole("combobox", { name: "Page, connection, cause or record" });
  const options = page.getByRole("option");
  await expect(field).toBeFocused();
  await expect(options.first()).toContainText("Send now State 2026-27");
  await takePicture(page, "palette");
  await page.keyboard.type("desc map");
  await expect(options).toHaveText([/State 2026-27: Descriptors/, /Practice: Descriptors/]);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { selected: true })).toContainText("Practice");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/connections\/c-state\/descriptors$/);
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(pages.heading("State 2026-27")).toBeFocused();

  await page.keyboard.press("ControlOrMeta+k");
  await expect(field).toBeFocused();
  await page.keyboard.type("4822");
  await expect(options).toHaveText([/invented key 4822 students/]);
  await takePicture(page, "palette-records");
  await page.setViewportSize({ width: 640, height: 400 });
  expect(await pages.sideways()).toBe(0);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/records\/c-state\/record\/12$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();

  // Where all connections are meant, all of them are looked through.
  await pages.go("/");
  await expect(pages.heading("Overview")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(field).toBeFocused();
  await page.keyboard.type("4822");
  await expect(options).toHaveText([/4822 students, State 2026-27$/, /4822 students, Practice$/]);
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/records\/c-practice\/record\/12$/);

  await page.keyboard.press("ControlOrMeta+k");
  await expect(field).toBeFocused();
  await page.keyboard.type("nothing is called so");
  await expect(page.getByText("Nothing has a name that begins so.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await pages.press(page.getByRole("button", { name: /^Go to/ }));
  await expect(field).toBeFocused();
  await page.keyboard.type("send state");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(world.inputsOf("push.start")).toEqual([{ connection: "c-state" }]);
  await page.keyboard.press("ControlOrMeta+k");
  await expect(field).toBeFocused();
  await page.keyboard.type("pause practice");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(world.inputsOf("schedule.pause")).toEqual([{ connection: "c-practice" }]);
  await page.keyboard.press("ControlOrMeta+k");
  await expect(field).toBeFocused();
  await page.keyboard.type("check practice");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/sync\/c-practice$/);
  const refusal = page.getByRole("alert").filter({ hasText: "Nothing was checked" });
  await expect(refusal).toContainText("Its folders are being read.");
  expect(world.inputsOf("check.run")).toEqual([{ connection: "c-practice" }]);
});
