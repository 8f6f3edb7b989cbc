import { expect, type Page } from "@playwright/test";
import { AppError } from "../../shared/errors.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld } from "./connection-world.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { line, recordAnswers } from "./records-world.ts";

test.skip(!hasChromium, whyNot);

const go = (page: Page, place: string) =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, place);
const recordPlace = `/records/c-state/record/${line(1).id}`;

test("a record is found among 100,000 by a part of its key and opened, by keyboard alone, and no address holds the key", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld(undefined, recordAnswers(100_000));
  const overview = await steward.open(world);
  await go(page, "/records/c-state");
  const table = page.getByRole("table", { name: "Records" });
  await expect(table.getByRole("row").nth(12)).toBeVisible();
  expect(await table.getByRole("row").count()).toBeLessThan(60);
  expect(await overview.isCutOffSideways()).toBe(false);
  await takePicture(page, "records");

  await overview.tabTo(page.getByRole("textbox", { name: "Find" }));
  await page.keyboard.type("624822");
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(page.getByText("1 record", { exact: true })).toBeVisible();
  const finds = world.inputsOf("records.find") as { find?: string }[];
  expect(finds.at(-1)?.find).toBe("624822");
  await page.getByRole("combobox", { name: "State" }).selectOption("Refused");
  await expect(page).toHaveURL(/state=refused$/);
  expect(world.inputsOf("records.find").at(-1)).toMatchObject({ find: "624822", states: ["failed"] });
  expect(page.url()).not.toContain("624822");

  await page.getByRole("button", { name: "Clear" }).click();
  const first = table.getByRole("link").first();
  await expect(first).toHaveText(line(0).label);
  await overview.tabTo(first);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A record of studentSchoolAssociations");
  await expect(page).toHaveURL(new RegExp(`${recordPlace}$`));
  expect(await page.title()).not.toContain("604823");
});

test("a search that finds nothing, or is refused, says so and leads back", async ({ page, steward }) => {
  let isBroken = true;
  const answers = recordAnswers(10);
  const world = createConnectionWorld(undefined, {
    ...answers,
    "records.find": (input: never) => {
      if (isBroken) throw new AppError("storage", "The disk is full. Free some space and start again.");
      return answers["records.find"]?.(input);
    },
  });
  await steward.open(world);
  await go(page, "/records/c-state/resource=%2Fed-fi%2Fstudents&school=12");
  await expect(page.getByRole("alert")).toContainText("The disk is full");
  isBroken = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("table", { name: "Records" })).toBeVisible();
  expect(world.inputsOf("records.find").at(-1)).toMatchObject({
    resource: "/ed-fi/students",
    school: "12",
  });
  await page.getByRole("textbox", { name: "Find" }).fill("nobody");
  await expect(page.getByText("No record is like that.")).toBeVisible();
  await page.getByRole("button", { name: "Show all records" }).click();
  await expect(page.getByText("10 records", { exact: true })).toBeVisible();
});

test("a record's page tells what is sent, where from, what it hangs on and what was answered, and the server's version beside it when asked", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld(undefined, recordAnswers(10));
  const overview = await steward.open(world);
  await go(page, recordPlace);
  const main = page.getByRole("main");
  await expect(main).toContainText('from "09" in the file, by your mapping');
  await expect(main.getByRole("region", { name: "Refers to" })).toContainText(
    "students.jsonl line 88 is no record: it misses a part of its key",
  );
  await expect(main.getByRole("region", { name: "Refer to it" })).toContainText("12 grades");
  await expect(main.getByRole("region", { name: "Sent, and answered" })).toContainText(
    "Created on the server",
  );
  await expect(page.getByRole("link", { name: 'Grade level "09" is not known' })).toHaveAttribute(
    "href",
    /#\/causes\/[^/]+\/[^/]+\/7$/,
  );
  await page.getByRole("button", { name: "Show the line" }).click();
  await expect(page.getByRole("region", { name: "The line in the file" })).toContainText('"09"');
  await page.getByRole("button", { name: "Show an accepted one" }).click();
  await expect(main).toContainText("2026-08-18");
  expect(world.inputsOf("records.theirs")).toEqual([]);
  await overview.tabTo(page.getByRole("button", { name: "See what the server has" }));
  await page.keyboard.press("Enter");
  await expect(main.getByRole("row", { name: /entryGradeLevelDescriptor/ })).toContainText("Tenth grade ≠");
  await expect(main).toContainText("Somebody else has changed it on the server.");
  expect(await overview.isCutOffSideways()).toBe(false);
  await takePicture(page, "record");
  await expectAccessible(page);
  // As at 200 %: half as wide, one column.
  await page.setViewportSize({ width: 640, height: 800 });
  expect(await overview.isCutOffSideways()).toBe(false);
  await takePicture(page, "record-zoomed");
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByRole("button", { name: "Resync this record…" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(world.inputsOf("push.start")).toEqual([]);
});

test("a record that is not there is refused in a sentence, and a server that does not answer is told in one", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld(
    undefined,
    recordAnswers(10, {
      "records.theirs": () => {
        throw new AppError("offline", "The server does not answer. Try again when it can be reached.");
      },
    }),
  );
  await steward.open(world);
  await go(page, "/records/c-state/record/99");
  await expect(page.getByRole("heading", { name: "There is no such record" })).toBeFocused();
  await go(page, recordPlace);
  await page.getByRole("button", { name: "See what the server has" }).click();
  await expect(page.getByRole("alert")).toHaveText(
    "The server does not answer. Try again when it can be reached.",
  );
  await expect(page.getByRole("region", { name: "Refers to" })).toBeVisible();
});
