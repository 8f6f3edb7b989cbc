import { describe, expect, test } from "vitest";
import { noNames } from "../../electron/core/causes/model-names.ts";
import type { Resource } from "../../electron/core/model/types.ts";
import type { Candidate } from "../../electron/core/sync/candidates-store.ts";
import { concludeDelete } from "../../electron/core/sync/deletes/conclude-delete.ts";
import { keptSentence, refusalOf, weigh } from "../../electron/core/sync/deletes/delete-guard.ts";
import { compileYears } from "../../electron/core/sync/deletes/record-years.ts";
import type { Sent } from "../../electron/core/sync/sender.ts";

describe("the guard of deletes", () => {
  test.each([
    [5, 100, false],
    [6, 100, true],
    [500, 10_000, false],
    [501, 1_000_000, true],
    [1, 1, true],
  ])("%i of %i records: stops %s", (deletes, of, stops) => {
    expect(weigh("/ed-fi/grades", deletes, of).stops).toBe(stops);
  });

  const grades = weigh("/ed-fi/grades", 600, 1_000_000);
  const sections = weigh("/ed-fi/sections", 7, 100);
  const few = weigh("/ed-fi/sessions", 1, 100);

  test("names what loses so much, with its numbers, and the total to confirm", () => {
    expect(refusalOf({ total: 608, resources: [grades, sections, few] }, undefined)).toBe(
      "600 of 1,000,000 grades (0.1 %) and 7 of 100 sections (7 %) would be deleted, more than 5 % or 500 of a resource. If the list is right, confirm its total, 608.",
    );
    expect(refusalOf({ total: 1, resources: [few] }, undefined)).toBeUndefined();
    expect(refusalOf({ total: 0, resources: [] }, undefined)).toBeUndefined();
  });

  test("takes no other total than the present one, also where it would not have asked", () => {
    expect(refusalOf({ total: 608, resources: [grades, sections, few] }, 608)).toBeUndefined();
    for (const confirmed of [607, 609, 0])
      expect(refusalOf({ total: 608, resources: [grades] }, confirmed)).toContain("there are 608 now");
    expect(refusalOf({ total: 1, resources: [few] }, 2)).toContain("2 deletes were confirmed");
  });

  test("says why records are kept, one and several", () => {
    const years = { ofRecords: [2025, 2024], ofFolder: [2027] };
    const said = (records: number) =>
      keptSentence({ resource: "/ed-fi/sections", records, why: "another-year" }, years);
    expect(said(2)).toBe("2 sections belong to 2023-2024 and 2024-2025; this folder is about 2026-2027.");
    expect(said(1)).toBe("1 sections belongs to 2023-2024 and 2024-2025; this folder is about 2026-2027.");
  });
});

const resource = (
  parts: Resource["identity"]["parts"],
  references: Resource["references"] = [],
): Resource => ({
  path: "/ed-fi/examples",
  project: "ed-fi",
  name: "examples",
  entity: "Example",
  kind: "resource",
  identity: { group: "Example", parts },
  references,
  descriptors: [],
  updatableKey: false,
  members: [],
});
const reference = (path: string[], ...names: string[]): Resource["references"][number] => ({
  path,
  group: "Other",
  targets: [],
  names,
  required: false,
  identity: false,
});

describe("the school years of a record", () => {
  test("are those that its key and its references state", () => {
    const yearsOf = compileYears(
      resource(
        [
          {
            name: "gradingPeriodSchoolYear",
            paths: [["gradingPeriodReference", "schoolYear"]],
            type: "integer",
          },
        ],
        [reference(["gradingPeriodReference"], "schoolYear"), reference(["calendarReference"], "schoolYear")],
      ),
    );
    const body = { gradingPeriodReference: { schoolYear: 2027 }, calendarReference: { schoolYear: 2026 } };
    expect(yearsOf(body)).toEqual({ are: "stated", of: [2027, 2026] });
  });

  test("are not those of a graduation, of a class, or of a list", () => {
    const yearsOf = compileYears(
      resource(
        [{ name: "id", paths: [["id"]], type: "integer" }],
        [
          reference(["graduationSchoolYearTypeReference"], "schoolYear"),
          reference(["graduationPlanReference"], "graduationSchoolYear"),
          reference(["classOfSchoolYearTypeReference"], "schoolYear"),
          reference(["cohortYears[]", "schoolYearTypeReference"], "schoolYear"),
        ],
      ),
    );
    const body = {
      id: 1,
      graduationSchoolYearTypeReference: { schoolYear: 2030 },
      graduationPlanReference: { graduationSchoolYear: 2030 },
      classOfSchoolYearTypeReference: { schoolYear: 2030 },
      cohortYears: [{ schoolYearTypeReference: { schoolYear: 2024 } }],
    };
    expect(yearsOf(body)).toEqual({ are: "inferred", of: [] });
  });

  test.each([
    ["2026-06-30", 2026],
    ["2026-07-01", 2027],
    ["2027-01-15", 2027],
  ])("else the one that its day falls into, July to June: %s", (entryDate, year) => {
    const yearsOf = compileYears(resource([{ name: "entryDate", paths: [["entryDate"]], type: "date" }]));
    expect(yearsOf({ entryDate })).toEqual({ are: "inferred", of: [year] });
  });
});

describe("the end of a deletion", () => {
  const about = {
    resource: "/ed-fi/students",
    associations: ["/ed-fi/studentSchoolAssociations"],
    names: noNames,
  };
  const candidate = { id: 1, state: "gone", hash: Buffer.from("x") } as Candidate;
  const refused = (status: number, body: object | string): Sent => ({
    kind: "refused",
    attempts: 1,
    answer: {
      kind: "answer",
      status,
      contentType: typeof body === "string" ? "text/html" : "application/json",
      body: typeof body === "string" ? body : JSON.stringify(body),
    },
  });

  const answered = (status: number, body: object | undefined): Sent => ({
    kind: "accepted",
    created: false,
    attempts: 1,
    answer: {
      kind: "answer",
      status,
      body: body ? JSON.stringify(body) : "",
      contentType: "application/json",
    },
  });
  const notFound = (detail: string, errors?: readonly string[]) => ({
    type: "urn:ed-fi:api:not-found",
    title: "Not Found",
    status: 404,
    detail,
    ...(errors && { errors }),
  });

  test.each([
    [204, undefined],
    [404, notFound("Resource to delete was not found.")],
    [404, { message: "The specified resource item could not be found." }],
  ])("is a removal where the item is gone: %i %j", (status, body) => {
    expect(concludeDelete(candidate, answered(status, body), about)).toMatchObject({
      event: "remove",
      forgets: true,
    });
  });

  test.each([
    [notFound("The specified data could not be found.")],
    [
      notFound("Not found.", [
        "Path '/data/v3/ed-fi/studnts' does not exist. Check the resource name and try again.",
      ]),
    ],
    [undefined],
  ])("is none where the server speaks of the resource, not of the item: %j", (body) => {
    expect(concludeDelete(candidate, answered(404, body), about)).toMatchObject({
      event: "retain",
      cause: { title: "students: not deleted, the server does not know their resource any more" },
    });
  });

  test.each([
    [
      409,
      {
        message:
          "The resource (or a subordinate entity of the resource) cannot be deleted because it is a dependency of the 'x' entity.",
      },
      "students: not deleted, other items on the server still refer to them",
    ],
    [403, "<html>no</html>", "students: not deleted, the key may not delete them"],
    [
      412,
      { message: "Resource was modified by another consumer." },
      "students: not deleted, somebody else has changed them on the server meanwhile",
    ],
    [405, {}, "students: not deleted, the server refused that (status 405)"],
  ])("that was refused with %i is kept with a cause that holds no value", (status, body, title) => {
    const result = concludeDelete(candidate, refused(status, body), about);
    expect(result).toMatchObject({ event: "retain", cause: { kind: "not-deleted", title } });
  });

  test("that was never clearly answered is doubted: should the record come back, it is sent again", () => {
    const result = concludeDelete(candidate, { kind: "lost", status: 500, attempts: 8 }, about);
    expect(result).toMatchObject({ event: "retain", doubts: true, cause: { who: "the host" } });
  });

  test("that the run's end cut off leaves it gone; what never left stays as it is", () => {
    expect(concludeDelete(candidate, { kind: "unsure", attempts: 1 }, about)).toMatchObject({
      event: "lose",
    });
    expect(concludeDelete(candidate, { kind: "not-sent" }, about)).toBeUndefined();
  });
});
