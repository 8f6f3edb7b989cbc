import { expect, test } from "vitest";
import { setUp, student, write } from "./harness.ts";

const section = (sectionIdentifier: string, sessionName = "2026-2027 Fall Semester") => ({
  localCourseCode: "ALG-1",
  schoolId: 255901001,
  schoolYear: 2027,
  sectionIdentifier,
  sessionName,
});
const attends = (sectionReference: object) => ({
  studentReference: { studentUniqueId: "s1" },
  sectionReference,
  beginDate: "2026-08-17",
});

test("a missing section is named by what is its own; two that look the same in a title are two causes", async () => {
  const bench = await setUp();
  const { sectionIdentifier, localCourseCode, ...offering } = section("here");
  write(bench.source, {
    "students.jsonl": [student("s1")],
    "sections.jsonl": [{ sectionIdentifier, courseOfferingReference: { localCourseCode, ...offering } }],
    "studentSectionAssociations.jsonl": [
      attends(section("gone")),
      attends(section("gone", "2026-2027 Spring Semester")),
    ],
  });
  await bench.push();
  const causes = await bench.client.call("causes.list", { connection: "P", limit: 10 });
  const title =
    "Section sectionIdentifier gone, schoolId 255901001, localCourseCode ALG-1, … that other records refer to is not in your files";
  expect(causes.filter((cause) => cause.title === title).map(({ held }) => held)).toEqual([1, 1]);
});
