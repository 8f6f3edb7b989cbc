import { describe, expect, test } from "vitest";
import { buildSteps } from "../../electron/core/model/dependencies.ts";
import { readModel } from "../../electron/core/model/openapi.ts";
import { stagesOf } from "../../electron/core/model/stages.ts";
import type { Step } from "../../electron/core/model/types.ts";
import { builtInDocuments } from "../../electron/practice/model/documents.ts";
import { stages as inOrder } from "../../shared/domain/stage.ts";

describe("the stages of a server's resources", () => {
  const { resources, descriptors } = builtInDocuments("ods-7.3");
  const steps = buildSteps(readModel([resources, descriptors]), undefined);
  const stages = stagesOf(steps);

  test.each([
    ["localEducationAgencies", "foundation"],
    ["schools", "foundation"],
    ["programs", "foundation"],
    ["gradeLevelDescriptors", "foundation"],
    ["courses", "schedule"],
    ["sections", "schedule"],
    ["students", "people"],
    ["staffs", "people"],
    ["contacts", "people"],
    ["studentSchoolAssociations", "enrolment"],
    ["studentContactAssociations", "enrolment"],
    ["studentEducationOrganizationAssociations", "enrolment"],
    ["studentSectionAssociations", "enrolment"],
    ["studentSchoolAttendanceEvents", "daily"],
    ["grades", "daily"],
    ["disciplineIncidents", "daily"],
  ])("%s belong to %s", (name, stage) => {
    expect(stages.get(`/ed-fi/${name}`)).toBe(stage);
  });

  test("are those of everything that a push has a step for", () => {
    const created = steps.filter(({ operation }) => operation === "create").map(({ resource }) => resource);
    expect([...stages.keys()].sort()).toEqual(created.sort());
  });

  test("of extensions follow from what they come after, of students from their enrolments", () => {
    const step = (
      resource: string,
      order: number,
      after: string[],
      operation: Step["operation"] = "create",
    ) => ({
      id: operation === "create" ? resource : `${resource}#update`,
      resource,
      operation,
      order,
      after,
    });
    const of = stagesOf([
      step("/ed-fi/schools", 1, []),
      step("/ed-fi/students", 1, []),
      step("/ed-fi/sections", 2, ["/ed-fi/schools"]),
      step("/ed-fi/studentSchoolAssociations", 3, ["/ed-fi/students", "/ed-fi/schools"]),
      step("/ed-fi/students", 4, ["/ed-fi/studentSchoolAssociations"], "update"),
      step("/tx/buses", 2, []),
      step("/tx/busStops", 3, ["/tx/buses", "/ed-fi/sections"]),
      step("/tx/riders", 5, ["/ed-fi/students#update", "/tx/busStops"]),
    ]);
    expect([of.get("/tx/buses"), of.get("/tx/busStops"), of.get("/tx/riders")]).toEqual([
      "foundation",
      "schedule",
      "enrolment",
    ]);
    expect(of.get("/ed-fi/students")).toBe("people");
  });

  test("never come before those of what a resource refers to", () => {
    const rank = (resource: string) => inOrder.indexOf(stages.get(resource) ?? "daily");
    const byId = new Map(steps.map((step) => [step.id, step]));
    for (const { resource, operation, after } of steps) {
      if (operation !== "create") continue;
      for (const id of after) {
        const former = byId.get(id);
        if (former?.operation === "create")
          expect(rank(resource)).toBeGreaterThanOrEqual(rank(former.resource));
      }
    }
  });
});
