import { describe, expect, test } from "vitest";
import { readModel } from "../../electron/core/model/openapi.ts";
import { compileEventDay, dayOf, eventDateOf } from "../../electron/core/sync/event-dates.ts";
import { builtInDocuments } from "../../electron/practice/model/documents.ts";

const { resources, descriptors } = builtInDocuments("ods-7.3");
const model = readModel([resources, descriptors]);
const resourceOf = (name: string) => {
  const found = model.resources.find((resource) => resource.name === name);
  if (!found) throw new Error(`The practice model has no ${name}.`);
  return found;
};

describe("the day that a record is about", () => {
  test.each([
    ["studentSchoolAttendanceEvents", "eventDate"],
    ["studentSectionAttendanceEvents", "eventDate"],
    ["studentSchoolAssociations", "entryDate"],
    ["studentSectionAssociations", "beginDate"],
    ["calendarDates", "date"],
    ["sessions", "beginDate"],
    ["gradingPeriods", "beginDate"],
  ])("of %s is their %s", (name, member) => {
    expect(eventDateOf(resourceOf(name))?.name).toBe(member);
  });

  test.each(["students", "staffs", "schools", "grades", "sections"])(
    "is none where a date says something else, or nothing does: %s",
    (name) => {
      expect(eventDateOf(resourceOf(name))).toBeUndefined();
    },
  );

  test("is a date of an extension's key, wherever its name is unknown to Steward", () => {
    const [part] = resourceOf("calendarDates").identity.parts.filter(({ name }) => name === "date");
    if (!part) throw new Error("Calendar dates have no date.");
    const own = { ...part, name: "screenedOn", paths: [["screenedOn"]] };
    const screening = { ...resourceOf("students"), path: "/tx/screenings" };
    const of = (parts: readonly (typeof part)[]) =>
      eventDateOf({ ...screening, identity: { group: "tx.Screening", parts } })?.path;
    expect(of([own])).toEqual(["screenedOn"]);
    expect(of([own, { ...part, name: "beginDate", paths: [["beginDate"]] }])).toEqual(["beginDate"]);
    const inReference = { ...part, name: "evaluationDate", paths: [["ratingReference", "evaluationDate"]] };
    expect(of([inReference])).toEqual(["ratingReference", "evaluationDate"]);
    expect(of([{ ...inReference, paths: [["otherReference", "beginDate"]] }])).toBeUndefined();
  });

  test("is read as it is written, also from a time, and from nothing else", () => {
    expect(dayOf("1970-01-01")).toBe(0);
    expect(dayOf("2026-11-21")).toBe(Date.UTC(2026, 10, 21) / 86_400_000);
    expect(dayOf("2026-11-21T23:30:00-06:00")).toBe(dayOf("2026-11-21"));
    expect(dayOf("2024-02-29")).toBe((dayOf("2024-02-28") ?? 0) + 1);
    for (const text of ["", "2026-02-30", "2026-13-01", "11/21/2026", "2026-11-211", "20261121"])
      expect(dayOf(text)).toBeNull();
  });

  test("is null where a body misses it", () => {
    const day = compileEventDay(resourceOf("studentSchoolAttendanceEvents"));
    expect(day({ eventDate: "2026-11-21" })).toBe(dayOf("2026-11-21"));
    for (const body of [{}, { eventDate: null }, { eventDate: 20_261_121 }, { eventDate: "soon" }])
      expect(day(body)).toBeNull();
    expect(compileEventDay(resourceOf("students"))({ birthDate: "2012-01-01" })).toBeNull();
  });
});
