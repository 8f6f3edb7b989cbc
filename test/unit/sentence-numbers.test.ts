import { afterEach, expect, test } from "vitest";
import { judgeStage } from "../../electron/core/first-sync/verdict.ts";
import { refusalOf } from "../../electron/core/sync/deletes/delete-guard.ts";
import { noticeOf } from "../../electron/desktop/notice-plan.ts";
import { counted, percent, some, writeNumbersAs } from "../../shared/sentence-numbers.ts";

const american = "en-US";
afterEach(() => writeNumbersAs(american));

test("numbers in sentences are American until a host says otherwise, whatever the machine is set to", () => {
  expect([counted(17_215), some(1, "record"), some(17_215, "record"), percent(0.6171)]).toEqual([
    "17,215",
    "1 record",
    "17,215 records",
    "61.7 %",
  ]);
});

test("they are written as this computer writes them, in Latin digits, and the sentences stay English", () => {
  writeNumbersAs("de-DE");
  expect([some(17_215, "record"), percent(0.6171)]).toEqual(["17.215 records", "61,7 %"]);
  expect(refusalOf({ total: 1234, resources: [] }, 1000)).toBe(
    "1.000 deletes were confirmed, and there are 1.234 now. Look at the list again, and confirm 1.234.",
  );
  const figures = { accepted: 1000, refused: 45, held: 0, left: 0, causes: [] };
  expect(judgeStage(figures as never).why).toContain(
    "45 records have been refused or held: 4,4 % of this stage",
  );
  const one = { connection: "c", name: "State", at: 0, told: "Thing." };
  const many = Array.from({ length: 1200 }, (_, key) => ({ ...one, key: String(key) }));
  expect(noticeOf(many)?.body).toContain("1.200 new things need you");
  writeNumbersAs("ar-EG");
  expect(counted(12)).toBe("12");
});

test("what names no language changes nothing", () => {
  writeNumbersAs("de-DE");
  for (const none of ["C", "", undefined]) writeNumbersAs(none);
  expect(counted(17_215)).toBe("17.215");
});
