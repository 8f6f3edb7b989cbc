import { expect, type Page } from "@playwright/test";
import type { Input } from "../../shared/contract.ts";
import { createFakeCore, type FakeWorld } from "../hosts/fake-core.ts";
import { defaultWorld } from "../hosts/fake-world.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";

test.skip(!hasChromium, whyNot);

const school = "A school was refused: its second address type is unknown";
const attendance = 'Attendance code "LATE-MEDEXC" is not mapped';

/** The causes of the fake world, otherwise. */
function worldOf(change: (causes: FakeWorld["causes"][string]) => FakeWorld["causes"][string]): FakeWorld {
  const world = defaultWorld();
  return { ...world, causes: { ...world.causes, "c-state": change(world.causes["c-state"] ?? []) } };
}
const go = async (page: Page) => {
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Causes" }).click();
  await expect(page.getByRole("heading", { name: "Causes", level: 1 })).toBeVisible();
};
const detail = (page: Page) => page.getByRole("article");

test("causes stand beside what is to be done about one of them, and are walked through by keyboard", async ({
  page,
  steward,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const overview = await steward.open(createFakeCore());
  await go(page);
  const list = page.getByRole("listbox", { name: "Causes" });
  await expect(list.getByRole("option")).toHaveText([/45,012/, /27,000/, /7,004/]);
  await overview.tabTo(list);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(list.getByRole("option", { selected: true })).toContainText("LATE-MEDEXC");
  await expect(list).toBeFocused();
  await expect(detail(page).getByRole("heading", { name: attendance })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(detail(page).getByRole("heading", { name: attendance })).toBeFocused();
  const meaning = page.getByRole("region", { name: "What it means and what to do" });
  await expect(meaning).toContainText("this server has no such value");
  await meaning.getByRole("button", { name: "Add a note" }).press("Enter");
  await meaning.getByRole("textbox", { name: "What your district knows of it" }).fill("The nurse enters it.");
  await meaning.getByRole("button", { name: "Save the note" }).press("Enter");
  await expect(meaning).toContainText("Note: The nurse enters it.");
  const records = page.getByRole("table", { name: `Records: ${attendance}` });
  await expect(records.getByRole("row").nth(1)).toContainText("attendance.jsonl:");
  await expect(records).toHaveAttribute("aria-rowcount", "7005");
  expect(await overview.isCutOffSideways()).toBe(false);
  await takePicture(page, "causes");
  await expectAccessible(page);
  await page.getByRole("button", { name: "As a table" }).press("Enter");
  await expect(page.getByRole("columnheader", { name: "Waiting" })).toBeVisible();
});

test("how causes are narrowed and ordered is found again by going back, and anew", async ({
  page,
  steward,
}) => {
  await steward.open(createFakeCore());
  await go(page);
  const chip = page.getByRole("button", { name: /^Permission/ });
  const order = page.getByRole("combobox", { name: "Order" });
  await chip.click();
  await order.click();
  await page.getByRole("option", { name: "Newest first" }).click();
  await page.getByRole("listbox", { name: "Causes" }).getByRole("option").click();
  const expectNarrowed = async () => {
    await expect(chip).toHaveAttribute("aria-pressed", "true");
    await expect(order).toHaveValue("Newest first");
    await expect(page.getByRole("listbox", { name: "Causes" }).getByRole("option")).toHaveCount(1);
  };
  await page.getByRole("link", { name: "Journal" }).first().click();
  await expect(page.getByRole("heading", { name: "Journal", level: 1 })).toBeFocused();
  await page.goBack();
  await expectNarrowed();
  await expect(detail(page)).toBeVisible();
  await page.goBack();
  await expectNarrowed();
  await expect(detail(page)).toBeHidden();
  await page.reload();
  await expectNarrowed();
});

test("what is ready is said, and sent after its preview", async ({ page, steward }) => {
  const ready = worldOf((causes) =>
    causes.map((cause) =>
      cause.id === "cause-school" ? { ...cause, records: 0, repaired: 1, ready: 45_012 } : cause,
    ),
  );
  await steward.open(createFakeCore({ world: ready }));
  await go(page);
  await page.getByText("With something ready").click();
  await page.getByRole("option", { name: school }).click();
  await expect(detail(page)).toContainText("All 45,012 records are ready.");
  await expect(detail(page)).toContainText("Your files changed: 45,012 records were mended");
  await takePicture(page, "causes-ready");
  await detail(page).getByRole("button", { name: "Send 45,012 now…" }).press("Enter");
  await expect(page.getByRole("dialog")).toContainText(`Records of the cause: ${school}`);
});

test("ten thousand causes are walked through, and a list that was narrowed to nothing says so", async ({
  page,
  steward,
}) => {
  const many = worldOf(([first]) =>
    first === undefined
      ? []
      : Array.from({ length: 10_000 }, (_, index) => ({
          ...first,
          id: String(index + 1),
          title: `Invented cause ${index + 1}`,
          releases: 20_000 - index,
          kind: index % 2 === 0 ? ("validation" as const) : ("permission" as const),
        })),
  );
  await steward.open(createFakeCore({ world: many }));
  await go(page);
  const list = page.getByRole("listbox", { name: "Causes" });
  for (const [size, press] of [
    ["200", "End"],
    ["2000", "End"],
    ["10000", "End"],
  ] as const) {
    await expect(list.getByRole("option").first()).toHaveAttribute("aria-setsize", size);
    await list.press(press);
  }
  await expect(list.getByRole("option", { selected: true })).toContainText("Invented cause 10000");
  await page.getByText("Permission 5,000").click();
  await expect(list.getByRole("option").first()).toContainText("Invented cause 2");
});

test("without a cause there is nothing to mend, and a failure is told", async ({ page, steward }) => {
  const world = worldOf(() => []);
  const core = createFakeCore({ world });
  let isBroken = true;
  // Only what this page asks, which asks once: the frame's own question is asked again by itself.
  const isOfPage = (input: unknown) => (input as Input<"causes.list">).brief === true;
  await steward.open({
    ...core,
    call: async (name, input) =>
      name === "causes.list" && isOfPage(input) && isBroken
        ? { ok: false, error: { code: "storage", message: "The disk is full." } }
        : core.call(name, input),
  });
  await go(page);
  await expect(page.getByRole("alert")).toContainText("The disk is full.");
  isBroken = false;
  await page.getByRole("button", { name: "Try again" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Nothing to mend" })).toBeVisible();
  await takePicture(page, "causes-empty");
});

test("at 200 percent zoom list and cause come one after the other", async ({ page, steward }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  const overview = await steward.open(createFakeCore());
  await go(page);
  await page.getByRole("option", { name: school }).click();
  await expect(page.getByRole("listbox")).toBeHidden();
  expect(await overview.isCutOffSideways()).toBe(false);
  await takePicture(page, "causes-zoomed");
  await page.getByRole("button", { name: "All causes" }).press("Enter");
  await expect(page.getByRole("listbox")).toBeVisible();
});
