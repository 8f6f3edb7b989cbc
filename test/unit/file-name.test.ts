import { describe, expect, test } from "vitest";
import { toldFile } from "../../shared/domain/file-name.ts";

describe("a file's name is told", () => {
  test.each([
    "students.jsonl",
    "studentSchoolAssociations.jsonl.gz",
    "people.json",
    "busPasses.jsonl",
    "grades-2.ndjson",
    "students/part-3.jsonl",
    "students/0007.jsonl",
  ])("where it is named after a resource: %s", (path) => {
    expect(toldFile(path)).toBe(path);
  });

  test.each([
    ["Quomberthwaite, Zyxwalda.jsonl", "….jsonl"],
    ["Quomberthwaite-1910-03-09.jsonl.gz", "….jsonl.gz"],
    ["students/Zyxwalda Quomberthwaite.jsonl", "students/….jsonl"],
    ["students/7719448203/9 Vexlorn Crescent.jsonl", "students/…/….jsonl"],
    ["quomberthwaite.jsonl", "….jsonl"],
    ["students of Quomberthwaite", "…"],
    ["77194-48203.jsonl", "….jsonl"],
  ])("and left out where it may be a person's: %s", (path, told) => {
    expect(toldFile(path)).toBe(told);
  });
});
