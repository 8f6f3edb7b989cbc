import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, type Page } from "@playwright/test";
import { createCore } from "../../electron/core/core.ts";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { startPractice } from "../../electron/practice/practice.ts";
import { createClient } from "../../shared/client.ts";
import { student } from "../core/harness.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { expectAccessible, takePicture, test } from "./fixtures.ts";
import { drop, go } from "./review-page.ts";

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
