import { expect, test } from "vitest";
import { complete, deletions, onServer, plan } from "./deleting.ts";
import { agency, type Bench, enrollment, school, setUp, student, write } from "./harness.ts";
import { statesOf } from "./small-district.ts";
import { course, timetable, timetableResources, together } from "./timetable.ts";

/** The size that the acceptance test names, for a run by hand: STEWARD_FULL_SIZE=1. */
const full = process.env.STEWARD_FULL_SIZE === "1";
const size = full
  ? { sections: 2000, students: 525, attended: 40 }
  : { sections: 20, students: 12, attended: 6 };
const schools = [1, 2] as const;

const pupils = (schoolId: number) =>
  Array.from({ length: size.students }, (_, index) => `${schoolId}-${index + 1}`);
const timetableOf = (schoolId: number) => timetable(schoolId, 2027, { ...size, students: pupils(schoolId) });
const people = together(
  ...schools.map((schoolId) => ({
    "schools.jsonl": [school(schoolId)],
    "students.jsonl": pupils(schoolId).map((id) => student(id)),
    "studentSchoolAssociations.jsonl": pupils(schoolId).map((id) => enrollment(id, schoolId)),
  })),
);

const held = (bench: Bench) => timetableResources.map((resource) => onServer(bench, resource));
const refusals = (bench: Bench) =>
  Object.entries(bench.practice.counts().byStatus).flatMap(([status, n]) =>
    Number(status) >= 400 && n > 0 ? [status] : [],
  );

test("a school's whole timetable leaves a complete list: the guard stops, the total lets it go, leaves first; and it comes back", {
  timeout: full ? 1_800_000 : 60_000,
}, async () => {
  const bench = await setUp();
  const both = together(...schools.map(timetableOf));
  const lines = Object.values(both).reduce((sum, file) => sum + file.length, 0);
  write(bench.source, {
    "localEducationAgencies.jsonl": [agency],
    "courses.jsonl": [course],
    ...people,
    ...both,
  });
  await complete(bench, timetableResources);
  expect(await bench.push()).toMatchObject({ exitStatus: 0, failed: 0 });

  write(bench.source, timetableOf(1));
  const { total, resources, stops } = await plan(bench);
  expect({ total, stops }).toEqual({ total: lines / 2, stops: true });
  expect(resources.map(({ share }) => share)).toEqual(timetableResources.map(() => 0.5));
  const refused = await bench.push({ deletes: "confirm" });
  expect(refused).toMatchObject({ state: "stopped", requests: 0, sent: { deleted: 0 } });
  expect(refused.reason).toContain(`confirm its total, ${total.toLocaleString("en-US")}`);

  const deleted = await bench.push({ deletes: "confirm", confirmDeletes: total });
  expect(deleted).toMatchObject({ exitStatus: 0, requests: total, sent: { deleted: total, created: 0 } });
  expect(refusals(bench)).toEqual([]);
  expect(held(bench)).toEqual(Object.values(timetableOf(1)).map((file) => file.length));
  const order = [...new Set(deletions(bench).map((line) => line.split(" ")[0]))];
  if (!full) expect(order[0]).toBe("studentSectionAssociations");
  expect(order.slice(-4)).toEqual(expect.arrayContaining(["sections", "courseOfferings", "sessions"]));
  expect(order.indexOf("sections")).toBeLessThan(order.indexOf("courseOfferings"));
  expect(order.indexOf("courseOfferings")).toBeLessThan(order.indexOf("sessions"));
  expect(await statesOf(bench, "/ed-fi/sections")).toEqual({ sent: size.sections, deleted: size.sections });
  expect(await bench.push({ deletes: "confirm" })).toMatchObject({ planned: 0, requests: 0 });

  write(bench.source, both);
  const back = await bench.push({ deletes: "confirm" });
  expect(back).toMatchObject({ exitStatus: 0, requests: total, sent: { created: total, deleted: 0 } });
  expect(held(bench)).toEqual(Object.values(both).map((file) => file.length));
  if (full) {
    const { seconds, perSecond } = deleted;
    console.log(JSON.stringify({ lines, total, seconds, perSecond, back: back.perSecond }));
  }
});
