import { expect } from "@playwright/test";
import type { NoticeSettings } from "../../shared/domain/notices.ts";
import { AppError } from "../../shared/errors.ts";
import type { Opened, Updates, WindowChoices } from "../../shared/window.ts";
import { review } from "../hosts/fake-cli-journal.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld } from "./connection-world.ts";
import { ConnectionsPage } from "./connections-page.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { pretendWindow } from "./window-bridge.ts";

test.skip(!hasChromium, whyNot);

test("when notifications are shown is set by keyboard alone, and said: what a quiet hour does, and that a browser shows none", async ({
  page,
  steward,
}) => {
  let saved: NoticeSettings = {
    shown: true,
    quiet: { on: true, from: "18:00", to: "07:00", days: [0, 6] },
  };
  const world = createConnectionWorld(undefined, {
    "notices.show": () => saved,
    "notices.set": (wanted: NoticeSettings) => {
      saved = wanted;
      return saved;
    },
  });
  await page.clock.setFixedTime(new Date(2026, 10, 24, 20));
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await page
    .getByRole("navigation", { name: "Pages" })
    .getByRole("link", { name: "Settings" })
    .press("Enter");
  await expect(pages.heading("Settings")).toBeFocused();
  await expect(page.getByText("This page is open in a browser, which shows none of them")).toBeVisible();
  await expect(page.getByText("what comes until Wednesday 7:00 AM is shown together then")).toBeVisible();
  await takePicture(page, "settings");
  await expectAccessible(page);

  const save = pages.button("Save");
  await expect(save).toHaveAttribute("aria-disabled", "true");
  await page.getByLabel("From", { exact: true }).fill("21:00");
  await expect(page.getByText("Now is no quiet hour")).toBeVisible();
  await pages.press(page.getByRole("checkbox", { name: "Saturday" }), "Space");
  await pages.press(page.getByRole("checkbox", { name: "Friday" }), "Space");
  await pages.press(save);
  await expect(page.getByText("Saved")).toBeVisible();
  expect(saved.quiet).toEqual({ on: true, from: "21:00", to: "07:00", days: [0, 5] });
  await page.getByLabel("To", { exact: true }).fill("");
  await expect(page.getByText("A time of day, such as 18:00.")).toBeVisible();
  await expect(save).toHaveAttribute("aria-disabled", "true");
  await pages.press(page.getByRole("checkbox", { name: "Show notifications" }), "Space");
  await expect(page.getByRole("group", { name: "Quiet hours" })).toBeHidden();

  await page.setViewportSize({ width: 640, height: 400 });
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "Saturday" })).not.toBeChecked();
  const width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(width[0]).toBeLessThanOrEqual(width[1] ?? 0);
  await takePicture(page, "settings-zoomed");
});

test("in Steward's window what it does beside its pages is set, its menu opens what finds everything, folders are chosen and dropped, and what the system opens is shown", async ({
  page,
  steward,
}) => {
  let choices: WindowChoices = { keepSending: true, keepAwake: true, startAtLogin: false, theme: "auto" };
  let updates: Updates = { kind: "newest", at: "2026-11-30T08:00:00.000Z" };
  let take = (): Opened => ({});
  const view = () => ({ choices, tray: true, canStartAtLogin: true, updates });
  const world = createConnectionWorld(undefined, {
    "window.show": view,
    "window.set": (wanted: Partial<WindowChoices>) => {
      choices = { ...choices, ...wanted };
      return view();
    },
    "window.checkUpdates": () => {
      updates = { kind: "ready", version: "0.2.0" };
      return view();
    },
    "window.restartToUpdate": () => {
      throw new AppError("conflict", "Something is being sent. Restart when it is done, or cancel it first.");
    },
    "window.takeOpened": () => take(),
    "window.chooseFolder": () => ({ folder: "D:\\Chosen" }),
    "journal.review": () => review,
    "about.show": () => ({
      version: "0.1.0",
      versions: { electron: "45.4.1", chrome: "150.0.1", node: "24.21.0" },
      home: "/home/steward/.local/share/steward",
    }),
  });
  await pretendWindow(page);
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/settings");
  await expect(page.getByText("This page is open in a browser")).toBeHidden();
  const keep = page.getByRole("checkbox", { name: "Keep sending when the window is closed" });
  await expect(keep).toBeChecked();
  await takePicture(page, "settings-window");
  await expectAccessible(page);
  await pages.press(keep, "Space");
  await expect(keep).not.toBeChecked();
  await pages.press(page.getByRole("checkbox", { name: "Start Steward when I sign in" }), "Space");
  await pages.button("Look of the pages").click();
  await page.getByRole("menuitem", { name: "Dark" }).click();
  await expect
    .poll(() => world.inputsOf("window.set"))
    .toEqual([{ keepSending: false }, { startAtLogin: true }, { theme: "dark" }]);

  world.core.emit({ name: "window.asked", data: { what: "palette" } });
  const palette = page.getByRole("combobox", { name: "Page, connection, cause or record" });
  await expect(palette).toBeFocused();
  await palette.fill("about");
  await palette.press("Enter");
  await expect(pages.heading("About Steward")).toBeFocused();
  await expect(page.getByText("45.4.1")).toBeVisible();
  await expect(page.getByText("/home/steward/.local/share/steward")).toBeVisible();
  await expect(page.getByText("This is the newest version")).toBeVisible();
  const library = {
    name: "a-library",
    version: "1.2.3",
    licence: "MIT",
    text: "Whoever gets it may use it.",
  };
  await page.route("**/licences.json", (route) => route.fulfill({ json: [library] }));
  await page.getByText("Libraries and their licences").press("Enter");
  await page.getByText("a-library 1.2.3").press("Enter");
  await expect(page.getByText("Whoever gets it may use it.")).toBeVisible();
  await pages.button("Look now").press("Enter");
  await pages.button("Restart to update").press("Enter");
  await expect(page.getByText("Something is being sent. Restart when it is done")).toBeVisible();
  await takePicture(page, "about");
  await expectAccessible(page);

  const opened: Opened[] = [
    { file: { name: "autumn.steward-review", content: "AAAA" } },
    { folder: "D:\\Started with" },
  ];
  take = () => opened.pop() ?? {};
  const tell = () => world.core.emit({ name: "window.asked", data: { what: "opened" } });
  tell();
  await expect(pages.heading("Connections")).toBeFocused();
  await expect(page.getByText("D:\\Started with waits in the field for folders")).toBeVisible();
  await pages.go("/connections/c-practice");
  const folder = pages.field("Folder");
  await expect(folder).toHaveValue("D:\\Started with");
  await pages.press(pages.button("Choose…"));
  await expect(folder).toHaveValue("D:\\Chosen");
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File([], "Exports"));
    return data;
  });
  await folder.dispatchEvent("dragover", { dataTransfer: dropped });
  await expect(page.getByText("Drop a review file to open it")).toBeHidden();
  await takePicture(page, "folder-drop");
  await expectAccessible(page);
  await folder.dispatchEvent("drop", { dataTransfer: dropped });
  await expect(folder).toHaveValue(/^D:\\Dropped/);
  expect(world.inputsOf("journal.review")).toEqual([]);

  tell();
  await expect(page.getByRole("region", { name: "Review" })).toContainText("Nothing can be changed here");
  expect(world.inputsOf("journal.review")).toEqual([{ content: "AAAA" }]);
});
