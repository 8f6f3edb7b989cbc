import { expect, type Page } from "@playwright/test";
import { agency, enrollment, school, student, write } from "../core/harness.ts";
import { hasChromium, whyNot } from "./chromium.ts";
import { test } from "./fixtures.ts";
import { openSentOffice } from "./sent-office.ts";

test.skip(!hasChromium, whyNot);
test.skip(process.env.STEWARD_FULL_SIZE !== "1", "figures of a full size: set STEWARD_FULL_SIZE=1");

const persons = 100;
const days = 451;
const enrollments = persons * days;

/** A school that is refused, and what waits for it: as many as a school of 600 students has records. */
const openOffice = () =>
  openSentOffice((files) => {
    const ids = Array.from({ length: persons }, (_, index) => `p${index}`);
    const date = (day: number) =>
      new Date(Date.parse("2026-01-01") + day * 86_400_000).toISOString().slice(0, 10);
    write(files, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": [school(1, { nameOfInstitution: "x".repeat(80) })],
      "students.jsonl": ids.map((id) => student(id)),
      "studentSchoolAssociations.jsonl": ids.flatMap((id) =>
        Array.from({ length: days }, (_, day) => enrollment(id, 1, { entryDate: date(day) })),
      ),
    });
  });

/** Milliseconds between frames while the list of records is scrolled at so many pixels a second; 0: while it stands. */
const framesOf = (page: Page, speed: number) =>
  page.locator(".cause-records").evaluate(
    (list, pixels) =>
      new Promise<number[]>((resolve) => {
        const frames: number[] = [];
        const began = performance.now();
        let last = began;
        const step = (now: number) => {
          frames.push(now - last);
          last = now;
          if (now - began > 4000) return resolve(frames.slice(1));
          if (pixels > 0) list.scrollTop = (pixels * (now - began)) / 1000;
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    speed,
  );

function inWords(given: readonly number[]): string {
  const frames = given.toSorted((one, other) => one - other);
  const mean = frames.reduce((sum, one) => sum + one, 0) / frames.length;
  const at = (part: number) => (frames[Math.floor(part * (frames.length - 1))] ?? 0).toFixed(1);
  return `${(1000 / mean).toFixed(1)} frames a second, median ${at(0.5)} ms, 95 % within ${at(0.95)} ms`;
}

test("prints how fast the page of causes opens over 45,000 records, and how smoothly they scroll", async ({
  page,
  steward,
}) => {
  test.setTimeout(600_000);
  const office = await openOffice();
  try {
    await steward.open(office.core);
    const link = page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Causes" });
    await expect(link).toBeVisible();
    const began = performance.now();
    await link.click();
    const cause = page.getByRole("option");
    await expect(cause).toContainText((enrollments + 1).toLocaleString("en-US"));
    const listed = performance.now() - began;
    const chosen = performance.now();
    await cause.click();
    await expect(
      page
        .getByRole("table", { name: /^Records: / })
        .getByRole("row")
        .nth(2),
    ).toContainText("jsonl:");
    const shown = performance.now() - chosen;
    console.log(
      `${enrollments + 1} records: list after ${listed.toFixed(0)} ms, one cause with its records after ${shown.toFixed(0)} ms`,
    );
    for (const speed of [0, 3000, 30_000, 600_000]) {
      const frames = await framesOf(page, speed);
      console.log(`Scrolling at ${speed} pixels a second: ${inWords(frames)}`);
      expect(frames.length).toBeGreaterThan(10);
    }
  } finally {
    await steward.close();
    await office.close();
  }
});
