import { expect, type Page } from "@playwright/test";
import { AppError } from "../../shared/errors.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld } from "./connection-world.ts";
import { ConnectionsPage } from "./connections-page.ts";
import { takePicture, test } from "./fixtures.ts";
import { journalAnswers, manyRefusals, run, someDays } from "./journal-world.ts";

test.skip(!hasChromium, whyNot);

const table = (page: Page) => page.getByRole("table", { name: "What happened, newest first" });
const row = (page: Page, name: RegExp) => table(page).getByRole("row", { name });
/** As a person reads them, from the top. */
const rowTexts = (page: Page) => table(page).getByRole("row").allInnerTexts();

test("the journal tells day by day what happened, is narrowed and walked by keyboard, and leads to what it tells of", async ({
  page,
  steward,
}) => {
  let lines = someDays();
  const world = createConnectionWorld(
    undefined,
    journalAnswers(() => lines),
  );
  const overview = await steward.open(world);
  const pages = new ConnectionsPage(page);
  await overview.tabTo(page.getByRole("link", { name: "Journal" }));
  await page.keyboard.press("Enter");
  await expect(pages.heading("Journal")).toBeFocused();
  await expect(row(page, /Sunday, November 22, 2026/)).toBeVisible();
  await expect(row(page, /New cause: attendance events/)).toContainText("7,004 records wait");
  await expect(row(page, /^7:34 AM.*Sent/)).toContainText(
    "12,480 accepted, 3 refused, 45,009 held or waiting, 312,040 unchanged · took 4 min 5 s",
  );
  await expect(row(page, /Cleared: grades/)).toContainText("27,000 records no longer wait");
  await expect(row(page, /Rotated the key/)).toContainText("Practice");
  // Each refusal stands there only for those who ask.
  expect(await rowTexts(page)).not.toContain("Refused");
  await takePicture(page, "journal");
  await page.setViewportSize({ width: 640, height: 800 });
  expect(await overview.isCutOffSideways()).toBe(false);
  await takePicture(page, "journal-zoomed");
  await page.setViewportSize({ width: 1280, height: 800 });

  // What is narrowed stands in the address: another connection, and the way back, keep it.
  await pages.pressTo(page.getByRole("combobox", { name: "Show" }), "Tab");
  await page.keyboard.press("r");
  await expect(row(page, /Refused: grades/)).toContainText("status 403 · record 1f0c9a7e");
  await expect(page).toHaveURL(/#\/journal\/all\/sort=refusals$/);
  await page.getByRole("textbox", { name: "From day" }).fill("2026-11-23");
  await expect(page.getByRole("heading", { name: "Nothing of this sort happened then" })).toBeVisible();
  await page.getByLabel("To day").fill("2026-11-01");
  await expect(page.getByRole("alert")).toHaveText("The last day lies before the first one. Swap them.");
  await pages.press(pages.button("Show all"));
  await pages.go("/journal/c-practice/from=2026-11-21&to=2026-11-21");
  await expect(page.getByText("1 line", { exact: true })).toBeVisible();
  await pages.press(page.getByRole("button", { name: "Connection: Practice" }));
  await pages.pressTo(page.getByRole("menuitem", { name: "State 2026-27" }), "ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/journal\/c-state\/from=2026-11-21&to=2026-11-21$/);
  await expect(page.getByText("2 lines", { exact: true })).toBeVisible();

  // From a push to what was refused in it, one by one.
  await pages.go("/journal");
  const first = page.getByRole("link", { name: /^New cause: attendance/ });
  await pages.pressTo(first, "Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("link", { name: "each refusal" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/journal\/c-state\/sort=refusals&from=2026-11-22&to=2026-11-22$/);
  await expect(row(page, /Refused: grades/)).toBeVisible();

  // Arrows walk from line to line.
  await pages.go("/journal");
  await pages.pressTo(first, "Tab");
  await page.keyboard.press("ArrowDown");
  await expect(row(page, /^7:34 AM.*Sent/).getByRole("link", { name: "Sent" })).toBeFocused();
  // What happens while one looks at the newest lines is shown, and the focus stays where it is.
  lines = [run({ at: "2026-11-22T09:00:00.000Z", run: "42", created: 1, unchanged: 0 }), ...lines];
  world.core.emit({ name: "data.changed", data: { tables: ["runs"] } });
  await expect(row(page, /^9:00 AM/)).toContainText("1 accepted");
  await expect(row(page, /^7:34 AM.*Sent/).getByRole("link", { name: "Sent" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/causes\/c-state\/c-state\/7$/);
});

test("a hundred thousand lines are read as one scrolls, and what happens meanwhile does not move them", async ({
  page,
  steward,
}) => {
  const lines = [...someDays(), ...manyRefusals(100_000)];
  const world = createConnectionWorld(
    undefined,
    journalAnswers(() => lines),
  );
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/journal/c-state/sort=all");
  await expect(page.getByText("The newest 200 lines: more come as you scroll")).toBeVisible();
  const scroller = page.locator(".virtual-scroll");
  const toEnd = () =>
    scroller.evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
  for (const known of ["1,200", "2,200", "3,200"]) {
    await toEnd();
    await expect(page.getByText(`The newest ${known} lines: more come as you scroll`)).toBeVisible();
  }
  // Of thousands, those in sight are drawn.
  expect(await page.locator("[data-index]").count()).toBeLessThan(60);
  const before = await scroller.evaluate((element) => element.scrollTop);
  const asked = world.inputsOf("journal.list").length;
  world.core.emit({ name: "data.changed", data: { tables: ["runs"] } });
  await expect(page.getByText("Something has happened since.")).toBeVisible();
  expect(world.inputsOf("journal.list")).toHaveLength(asked);
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(before);
  await pages.press(pages.button("Show the newest"));
  await expect(page.getByRole("link", { name: /^New cause: attendance/ })).toBeFocused();
  await expect(page.getByText("The newest 200 lines: more come as you scroll")).toBeVisible();

  // To the very first of them, as fast as the page goes on.
  const frames = await scroller.evaluate(
    (element) =>
      new Promise<number[]>((resolve) => {
        const frames: number[] = [];
        let last = performance.now();
        const step = (now: number) => {
          frames.push(now - last);
          last = now;
          const isAll = document.querySelector("[role=status].journal-read")?.textContent === "100,006 lines";
          element.scrollTop = element.scrollHeight;
          if (isAll) resolve(frames);
          else requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
  );
  if (process.env.STEWARD_FULL_SIZE === "1") console.log(inWords(frames));
  await expect(table(page)).toContainText(`record ${(99_999).toString(16).padStart(8, "0")}`);
});

function inWords(frames: readonly number[]): string {
  const sorted = frames.toSorted((one, other) => one - other);
  const at = (part: number) => (sorted[Math.floor(part * (sorted.length - 1))] ?? 0).toFixed(0);
  const seconds = frames.reduce((sum, one) => sum + one, 0) / 1000;
  return `100,000 lines read in ${seconds.toFixed(1)} s; frames: median ${at(0.5)} ms, 95 % within ${at(0.95)} ms, the longest ${at(1)} ms`;
}

test("a journal without lines teaches, one that cannot be read says so and is read again", async ({
  page,
  steward,
}) => {
  let isBroken = true;
  const world = createConnectionWorld(
    undefined,
    journalAnswers(() => {
      if (isBroken) throw new AppError("storage", "The data folder cannot be read.");
      return [];
    }),
  );
  await steward.open(world);
  const pages = new ConnectionsPage(page);
  await pages.go("/journal");
  await expect(page.getByRole("alert")).toContainText("The data folder cannot be read.");
  isBroken = false;
  await pages.press(pages.button("Try again"));
  await expect(page.getByRole("heading", { name: "Nothing has happened yet" })).toBeVisible();
  await takePicture(page, "journal-empty");
  await pages.go("/journal/c-nobody");
  await expect(pages.heading("There is no such connection")).toBeVisible();
});
