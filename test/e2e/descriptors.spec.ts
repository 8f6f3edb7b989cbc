import { expect } from "@playwright/test";
import { AppError } from "../../shared/errors.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { createConnectionWorld } from "./connection-world.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { MappingPage } from "./mapping-page.ts";
import { attendance, hugeWorld, mappingAnswers, smallWorld } from "./mapping-world.ts";

test.skip(!hasChromium, whyNot);

const tardy = "uri://state.example.org/AttendanceEventCategoryDescriptor#Tardy";

test("codes are mapped by keyboard alone: accept, search, undo, save, send", async ({ page, steward }) => {
  const world = createConnectionWorld(undefined, mappingAnswers(smallWorld()));
  await steward.open(world);
  const desk = new MappingPage(page);
  await desk.open();
  await expect(desk.typeOption("Attendance event category")).toHaveAttribute("aria-selected", "true");
  await expect(desk.typeOption("Attendance event category")).toContainText("3");
  await expect(desk.line("LATE-MEDEXC")).toContainText("not mapped");
  await expect(desk.line("LATE-MEDEXC")).toContainText("same words as its description");
  await expect(desk.line("LATE-MEDEXC")).toContainText("uri://state.example.org");
  await takePicture(page, "descriptors");

  await desk.tabTo(desk.target("LATE-MEDEXC"));
  await page.keyboard.press("Enter");
  await expect(desk.line("LATE-MEDEXC")).toContainText("not saved");
  expect(world.inputsOf("descriptors.map")).toEqual([]);

  await page.keyboard.press("Control+Enter");
  await expect(desk.target("ABS-U")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(desk.target("REMOTE")).toBeFocused();
  await page.keyboard.type("in att");
  await expect(desk.picker).toHaveValue("in att");
  await expect(desk.options).toHaveCount(1);
  await expect(desk.options.first()).toContainText("uri://ed-fi.org");
  await takePicture(page, "descriptors-picker");
  await page.keyboard.press("Enter");
  await expect(desk.line("REMOTE")).toContainText("In Attendance");
  await expect(desk.target("REMOTE")).toBeFocused();

  await page.keyboard.type("x");
  await expect(desk.picker).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(desk.target("REMOTE")).toBeFocused();
  await expect(desk.line("REMOTE")).toContainText("In Attendance");
  await page.keyboard.press("Control+z");
  await expect(desk.line("REMOTE")).toContainText("Choose a value");
  await expect(desk.save(1)).toBeVisible();

  await desk.tabTo(desk.save(1));
  await page.keyboard.press("Enter");
  await expect(desk.saved).toContainText("1 mapping saved. 7,004 records are marked to be sent.");
  expect(world.inputsOf("descriptors.map")).toEqual([
    { connection: "c-state", mappings: [{ type: attendance, code: "LATE-MEDEXC", uri: tardy }] },
  ]);
  await expect(desk.line("LATE-MEDEXC")).toHaveCount(0);
  await takePicture(page, "descriptors-saved");
  await expectAccessible(page);
  await desk.tabTo(desk.saved.getByRole("button", { name: "Send now" }));
  await page.keyboard.press("Enter");
  await expect(desk.saved).toContainText("Sending has started");
  expect(world.inputsOf("push.start")).toHaveLength(1);
});

test("sure suggestions are filled in and not saved; Ctrl-Enter goes on in the next type; a draft outlives another page", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld(undefined, mappingAnswers(smallWorld()));
  await steward.open(world);
  const desk = new MappingPage(page);
  await desk.open();
  await page.getByRole("button", { name: "Fill in 1 sure suggestion" }).press("Enter");
  await expect(desk.line("LATE-MEDEXC")).toContainText("not saved");
  await expect(desk.line("ABS-U")).toContainText("not mapped");
  for (const code of ["ABS-U", "REMOTE"]) {
    await desk.target(code).focus();
    await page.keyboard.type("tardy");
    await expect(desk.options).toHaveCount(2);
    await page.keyboard.press("Control+Enter");
  }
  await expect(desk.typeOption("Grade level")).toHaveAttribute("aria-selected", "true");
  await expect(desk.target("09")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(desk.save(4)).toBeVisible();
  await page.getByRole("tab", { name: "History" }).press("Enter");
  await page.getByRole("tab", { name: "Descriptors" }).press("Enter");
  await expect(desk.save(4)).toBeVisible();
  expect(world.inputsOf("descriptors.map")).toEqual([]);
  await desk.save(4).press("Enter");
  await expect(page.getByText("Everything is mapped")).toBeVisible();
  await takePicture(page, "descriptors-all-mapped");
  await expectAccessible(page);
});

test("all codes: what is sent as it is, respelled, mapped or mapped to what is gone, and who uses a code", async ({
  page,
  steward,
}) => {
  await steward.open(createConnectionWorld(undefined, mappingAnswers(smallWorld())));
  const desk = new MappingPage(page);
  await desk.open();
  await page.getByRole("switch", { name: "Only unmapped" }).press("Space");
  await desk.typeOption("All types").click();
  await expect(desk.line("09")).toContainText("Grade level");
  await expect(desk.line("T")).toContainText("target gone");
  await expect(desk.line("P")).toContainText("mapped");
  const uses = page.getByRole("button", { name: "7,004 records use LATE-MEDEXC" });
  await uses.press("Enter");
  await expect(desk.line("LATE-MEDEXC")).toContainText("studentSectionAttendanceEvents 104");
  await page.getByText("What the states and keys mean").click();
  await takePicture(page, "descriptors-all");
  await expectAccessible(page);
  await desk.target("P").focus();
  await page.keyboard.press("Delete");
  await expect(desk.line("P")).toContainText("No mapping");
  await page.keyboard.press("Delete");
  await expect(desk.line("P")).toContainText("In Attendance");
});

test("3,000 codes and 3,000 values are walked without drawing them all", async ({ page, steward }) => {
  const world = createConnectionWorld(undefined, mappingAnswers(hugeWorld()));
  await steward.open(world);
  const desk = new MappingPage(page);
  await desk.open();
  await expect(page.getByText("3,000 codes, 3,000 to map")).toBeVisible();
  expect(await page.getByRole("row").count()).toBeLessThan(60);
  await desk.target("LOCAL-3000").focus();
  await page.keyboard.press("Control+ArrowDown");
  await expect(desk.target("LOCAL-0001")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(desk.picker).toBeFocused();
  await expect(desk.options.first()).toContainText("Course 0001");
  await page.keyboard.press("ArrowUp");
  await expect(desk.options.last()).toContainText("Course 1000");
  expect(await desk.options.count()).toBeLessThan(60);
  await page.keyboard.type("2817");
  await expect(desk.options.first()).toContainText("Course 2817");
  await page.keyboard.press("Enter");
  await expect(desk.line("LOCAL-0001")).toContainText("Course 2817");
  await page.getByRole("button", { name: "Fill in 1,500 sure suggestions" }).press("Enter");
  await expect(desk.save("1,501")).toBeVisible();
  await takePicture(page, "descriptors-huge");
  await expectAccessible(page);
  await desk.save("1,501").press("Enter");
  await expect(desk.saved).toContainText("1,501 mappings saved.");
});

test("at 200 percent zoom the desk is not cut off sideways", async ({ page, steward }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await steward.open(createConnectionWorld(undefined, mappingAnswers(smallWorld())));
  const desk = new MappingPage(page);
  await desk.open();
  await desk.target("LATE-MEDEXC").focus();
  await page.keyboard.press("Enter");
  await expect(desk.line("LATE-MEDEXC")).toContainText("not saved");
  expect(await desk.sideways()).toBe(0);
  await takePicture(page, "descriptors-zoomed");
  await expectAccessible(page);
});

test("before anything is read the page teaches, and reading tells how far it is", async ({
  page,
  steward,
}) => {
  const small = { ...smallWorld(), pulledAt: undefined };
  const answers = mappingAnswers(small);
  const end = Promise.withResolvers<void>();
  await steward.open(
    createConnectionWorld(undefined, {
      ...answers,
      "descriptors.pull": async () => {
        await end.promise;
        return answers["descriptors.pull"]();
      },
    }),
  );
  const desk = new MappingPage(page);
  await desk.open();
  await expect(page.getByRole("heading", { name: "The server's values are not read yet" })).toBeVisible();
  await takePicture(page, "descriptors-unread");
  await page.getByRole("button", { name: "Read the server's values" }).press("Enter");
  await expect(page.getByRole("progressbar", { name: "Types read" })).toBeVisible();
  await expect(page.getByText("0 of 4 types read")).toBeVisible();
  await expectAccessible(page);
  end.resolve();
  await expect(page.getByText("3,294 values of 4 types read: 3 new")).toBeVisible();
  await page.getByText("could not be read this time").click();
  await expect(page.getByText("Sex: The server answered 500.")).toBeVisible();
  await takePicture(page, "descriptors-read");
  await expectAccessible(page);
});

test("mappings come from a file and go to one; lines that were not taken are told", async ({
  page,
  steward,
}) => {
  const world = createConnectionWorld(undefined, mappingAnswers(smallWorld()));
  await steward.open(world);
  const desk = new MappingPage(page);
  await desk.open();
  await desk.menu("Export all mappings");
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await download).suggestedFilename()).toBe("Mappings of State 2026-27.csv");
  await desk.menu("Import mappings…");
  await page.keyboard.press("Enter");
  await expect(desk.dialog).toBeVisible();
  await page.getByLabel("File", { exact: true }).setInputFiles({
    name: "mappings.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("type,code,uri\ngradeLevel,Neuvi\xe8me,uri\n", "latin1"),
  });
  await desk.dialog.getByRole("button", { name: "Import" }).press("Enter");
  await expect(desk.dialog).toContainText("411 mappings saved. 12,480 records are marked to be sent.");
  await expect(desk.dialog.getByRole("table")).toContainText('the server has no descriptor type "colour"');
  expect(world.inputsOf("descriptors.import")).toEqual([
    { connection: "c-state", csv: "type,code,uri\ngradeLevel,Neuvième,uri\n" },
  ]);
  await takePicture(page, "descriptors-import");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Import and export" })).toBeFocused();
});

test("a page that failed can be tried again; a refused saving loses nothing", async ({ page, steward }) => {
  let broken = true;
  const answers = mappingAnswers(smallWorld());
  const refuse = () => {
    throw new AppError("storage", "The disk is full.");
  };
  await steward.open(
    createConnectionWorld(undefined, {
      ...answers,
      "descriptors.types": () => (broken ? refuse() : answers["descriptors.types"]()),
      "descriptors.map": refuse,
    }),
  );
  const desk = new MappingPage(page);
  await desk.open();
  await expect(page.getByRole("alert")).toContainText("The disk is full.");
  broken = false;
  await page.getByRole("button", { name: "Try again" }).press("Enter");
  await desk.typeOption("Grade level").click();
  await desk.target("09").focus();
  await page.keyboard.press("Enter");
  await desk.save(1).press("Enter");
  await expect(page.getByRole("alert")).toContainText("The disk is full.");
  await expect(desk.save(1)).toBeVisible();
  await expect(desk.line("09")).toContainText("not saved");
});
