import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, type Page } from "@playwright/test";
import { createCore } from "../../electron/core/core.ts";
import { packReview } from "../../electron/core/journal/bundle.ts";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { startPractice } from "../../electron/practice/practice.ts";
import { createClient } from "../../shared/client.ts";
import { student } from "../core/harness.ts";
import { review } from "../hosts/fake-cli-journal.ts";
import { createFakeCore } from "../hosts/fake-core.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { reviewFile, withReviews } from "./review-world.ts";

test.skip(!hasChromium, whyNot);

const name = "Grand Bend ISD";
const district = {
  students: 20,
  seed: 7,
  faults: "too-long=1,missing-parent=1,unmapped-descriptor=1,bad-date=1,bad-line=1",
};
/** Of nobody: each is found nowhere else. */
const planted = ["Zyxwalda", "Quomberthwaite", "7719448203", "1907-03-09", "9 Vexlorn Crescent"];
const [first = "", last = "", id = "", birth = "", street = ""] = planted;
const wrong = [
  student(id, { firstName: `${first} `.repeat(20), lastSurname: last, birthDate: birth }),
  student(`${id}1`, { birthDate: `${birth} ${last}`, birthCity: street }),
  student(`${id}2`, { birthSexDescriptor: last }),
];

function openCore(folder: string, environment: Record<string, string> = {}) {
  return createCore({
    home: mkdtempSync(join(folder, "home-")),
    credentials: "environment",
    environment,
    reportBug: (error) => {
      throw error;
    },
  });
}

/** Machine A: a district with faults, sent; the server is gone afterwards. */
async function officeA(folder: string) {
  const practice = await startPractice();
  const core = openCore(folder, { STEWARD_KEY: practice.key, STEWARD_SECRET: practice.secret });
  const files = mkdtempSync(join(folder, "district-"));
  await generateDistrict(files, { ...district, signal: new AbortController().signal });
  for (const one of wrong) appendFileSync(join(files, "students.jsonl"), `${JSON.stringify(one)}\n`);
  const client = createClient(core);
  await client.call("connections.add", { name, settings: { url: practice.url } });
  await client.call("sources.add", { connection: name, folder: files });
  await client.call("firstSync.finish", { connection: name });
  await client.call("dictionary.note", { topic: "validation.length", text: `Ask ${first} ${last}.` });
  const run = await client.call("push.start", { connection: name });
  await client.call("runs.result", { run: run.id });
  await practice.close();
  return { core, client };
}

const go = (page: Page, entry: string) =>
  page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: entry }).click();

/** What a person reads on the page of causes: all of them, and the one that is chosen. */
async function readCauses(page: Page) {
  await go(page, "Causes");
  const options = page.getByRole("listbox", { name: "Causes" }).getByRole("option");
  await expect(options.first()).toBeVisible();
  const read = [];
  for (const option of await options.all()) {
    await option.click();
    const detail = page.getByRole("article");
    await expect(detail.getByRole("heading", { level: 2 })).toHaveText(
      (await option.locator(".cause-row-title").textContent()) ?? "",
    );
    await expect(detail.locator(".explanation > ol > li").first()).toBeVisible();
    const texts = async (selector: string) => (await detail.locator(selector).allTextContents()).join("\n");
    read.push({
      row: await option.textContent(),
      number: await texts(".cause-number"),
      means: await texts(".explanation > p:not(.note)"),
      steps: await texts(".explanation > ol > li"),
      history: await texts(".cause-history > li"),
      trend: await texts(".trend figcaption"),
    });
  }
  return { lead: await page.locator(".lead").textContent(), causes: read };
}

/** What happened, as the page tells it. */
async function readJournal(page: Page) {
  await go(page, "Journal");
  const rows = page.getByRole("table", { name: "What happened, newest first" }).getByRole("row");
  await expect(rows.nth(2)).toBeVisible();
  await expect(page.locator(".journal-read")).toHaveText(/^[\d,]+ lines$/);
  return { lines: await page.locator(".journal-read").textContent(), rows: await rows.allTextContents() };
}

/** How all stands, as the page tells it. */
async function readOverview(page: Page) {
  await go(page, "Overview");
  await expect(page.locator(".activity-row")).toHaveCount(3);
  return page.locator(".lead, .health, .marks > div, .activity-row").allTextContents();
}

/** Codes and keys of the district's own stay where they are. */
const asTold = (row: string | null) =>
  row
    ?.replace(
      /^Section sectionIdentifier .* that other records refer to is/,
      "sections: one that other records refer to is",
    )
    .replace(/ "LOCAL-1" is not mapped/, ": a code is not mapped");

/** Drops a file on the window, as a file manager does. */
async function drop(page: Page, name: string, content: Buffer) {
  const files = await page.evaluateHandle(
    ([called, base64]) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], called));
      return transfer;
    },
    [name, content.toString("base64")] as const,
  );
  await page.dispatchEvent("main", "dragover", { dataTransfer: files });
  await expect(page.getByText("Drop a review file to open it")).toBeVisible();
  await page.dispatchEvent("main", "drop", { dataTransfer: files });
}

test("a review file of one machine, dropped on another that knows nothing and reaches nothing, shows the same causes and nothing of a student", async ({
  page,
  steward,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "steward-review-"));
  const a = await officeA(folder);
  const b = openCore(folder);
  try {
    // What is "just now" for one of them is it for the other.
    await page.clock.setFixedTime(Date.now() + 3 * 24 * 60 * 60 * 1000);
    await steward.open(a.core);
    const there = await readCauses(page);
    const happened = await readJournal(page);
    const stands = await readOverview(page);
    const { content } = await a.client.call("journal.export", {});
    const file = Buffer.from(content, "base64");
    const text = gunzipSync(file).toString("utf8").toLowerCase();
    for (const each of planted) expect(text).not.toContain(each.toLowerCase());
    await steward.close();
    await a.core.close();
    // What the page of the other machine still had to tell it is no call of this one.
    await page.goto("about:blank");

    const reached = new Set<string>();
    page.on("request", (request) => reached.add(new URL(request.url()).host));
    const overview = await steward.open(b);
    await expect(page.getByRole("heading", { name: "Welcome to Steward" })).toBeVisible();
    await drop(page, "steward-review.jsonl.gz", file);
    const band = page.getByRole("region", { name: "Review" });
    await expect(band).toContainText(`Review of ${name}, made `);
    const here = await readCauses(page);
    expect(there.causes.length).toBeGreaterThan(5);
    expect(here).toEqual({
      ...there,
      causes: there.causes.map((cause) => ({ ...cause, row: asTold(cause.row) })),
    });
    expect([...reached]).toEqual([new URL(page.url()).host]);
    await takePicture(page, "review-causes");
    await expectAccessible(page);
    expect(await overview.isCutOffSideways()).toBe(false);
    expect(await readJournal(page)).toEqual(happened);
    await takePicture(page, "review-journal");
    expect(await readOverview(page)).toEqual(stands);
    await takePicture(page, "review-overview-days");
  } finally {
    await steward.close();
    await b.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a review is opened and left by keyboard, shows only what it holds, and what goes on beneath it goes on", async ({
  page,
  steward,
}) => {
  const core = withReviews(createFakeCore({ byHand: true }));
  const overview = await steward.open(core);
  await go(page, "Journal");
  const chooser = page.waitForEvent("filechooser");
  await expect(page.getByRole("button", { name: "Open a review file…" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox", { name: "Page, connection, cause or record" })).toBeFocused();
  await page.keyboard.type("open review");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(await reviewFile());
  await expect(page.getByRole("region", { name: "Review" })).toContainText(
    "Review of State and Local hub, made November 20, 2026 with Steward 1.2.3. Nothing can be changed here.",
  );
  await expect(page.getByRole("heading", { name: "Causes", level: 1 })).toBeFocused();
  const entries = page.getByRole("navigation", { name: "Pages" }).getByRole("link");
  await expect(entries).toHaveText([/Overview/, /Causes/, /Permissions/, /Journal/]);

  await go(page, "Overview");
  await expect(page.getByText("1 cause needs you.")).toBeVisible();
  await expect(page.getByRole("button", { name: /Send|Cancel/ })).toHaveCount(0);
  await takePicture(page, "review-overview");
  await overview.cause("grades: the key may not create or change these records").click();
  await expect(page.getByRole("article")).toContainText("it names no one");
  const detail = page.getByRole("article");
  await expect(detail).toContainText("Ask the host for the missing right");
  for (const deed of ["Send", "Add a note", "See the permissions", "Map codes"])
    await expect(
      detail.getByRole("button", { name: deed }).or(detail.getByRole("link", { name: deed })),
    ).toHaveCount(0);
  await page.getByText("Found before sending 1").click();
  await page.getByRole("option").click();
  await expect(page.getByRole("article")).toContainText("before anything of it was sent");
  await expect(page.getByRole("article").getByText("on Sync")).toHaveCount(0);
  await go(page, "Permissions");
  await expect(page.getByRole("heading", { name: "Permissions: State" })).toBeVisible();
  await expect(page.getByText("You send grades, but this key may not")).toBeVisible();
  await expect(page.getByRole("button", { name: "Ask the server" })).toHaveCount(0);
  await takePicture(page, "review-permissions");
  await expectAccessible(page);

  await go(page, "Journal");
  const journal = page.getByRole("table", { name: "What happened, newest first" });
  await expect(journal.getByRole("row", { name: /Sent/ })).toContainText("12 accepted, 2 refused");
  await expect(journal.getByRole("link", { name: /Sent|Rotated/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /review file|Clear the journal|Change/ })).toHaveCount(0);
  await journal.getByRole("link", { name: /^New cause: grades/ }).click();
  await expect(page).toHaveURL(/#\/review\/causes\/one\/one\/3$/);

  await core.call("push.start", { connection: "c-state" });
  core.advance(500);
  await expect(page.getByRole("contentinfo")).toContainText("State 2026-27: 500 of 1,000");
  await page.setViewportSize({ width: 640, height: 400 });
  for (const entry of ["Overview", "Causes", "Journal"]) {
    await go(page, entry);
    expect(await overview.isCutOffSideways(), entry).toBe(false);
  }
  await takePicture(page, "review-zoomed");
  await page.setViewportSize({ width: 1280, height: 800 });

  await overview.tabTo(page.getByRole("button", { name: "Close the review" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Journal", level: 1 })).toBeFocused();
  await expect(page.getByRole("region", { name: "Review" })).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe("#/journal");
});

test("a file that is no review, is damaged, newer or too large is refused with a sentence, and what was being done stays", async ({
  page,
  steward,
}) => {
  await steward.open(withReviews(createFakeCore({ byHand: true })));
  await go(page, "Causes");
  await page.getByRole("option").first().click();
  await page.getByRole("button", { name: "Add a note" }).click();
  const note = page.getByRole("textbox", { name: "What your district knows of it" });
  await note.fill("Half a sen");
  const good = await packReview(review);
  // The file says nothing of counts: there is no overview of it.
  const newer = gunzipSync(good).toString("utf8").replace('"version":2', '"version":9');
  const refusals = [
    ["notes.txt", Buffer.from("Dear colleague"), "This is no review file, or it was cut off on its way."],
    ["cut.gz", good.subarray(0, -20), "This is no review file, or it was cut off on its way."],
    ["odd.gz", gzipSync(`${gunzipSync(good).toString("utf8")}{"kind":"x"}\n`), "damaged in line"],
    ["new.gz", gzipSync(newer), "made by a newer Steward. Update Steward to open it."],
    ["huge.gz", Buffer.alloc(17_000_001), "larger than any review file"],
  ] as const;
  for (const [called, content, sentence] of refusals) {
    await drop(page, called, content);
    const told = page.getByRole("alert").filter({ hasText: `${called} was not opened` });
    await expect(told).toContainText(sentence);
    await told.getByRole("button").press("Enter");
  }
  await drop(page, "unpacked.jsonl", gunzipSync(good));
  await expect(page.getByRole("region", { name: "Review" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Overview" })).toHaveCount(0);
  await page.goBack();
  await expect(page.getByRole("region", { name: "Review" })).toHaveCount(0);
  await expect(note).toHaveValue("Half a sen");
  await page.goForward();
  await expect(page.getByRole("region", { name: "Review" })).toBeVisible();
  await page.getByRole("button", { name: "Close the review" }).click();
  await expect(note).toHaveValue("Half a sen");
  // What is closed is closed: its address leads to what is beneath.
  await page.goBack();
  await expect(page).toHaveURL(/#\/causes/);
  await expect(page.getByRole("region", { name: "Review" })).toHaveCount(0);
  await expect(note).toHaveValue("Half a sen");

  await go(page, "Journal");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a review file…" }).press("Enter");
  await (await chooser).setFiles({ name: "review.gz", mimeType: "application/gzip", buffer: good });
  await expect(page.getByRole("region", { name: "Review" })).toBeVisible();
});
