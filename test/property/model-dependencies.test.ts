import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSteps, deriveDependencies } from "../../electron/core/model/dependencies.ts";
import type { Dependency, Model, Resource } from "../../electron/core/model/types.ts";

const paths = [
  ...["students", "studentSchoolAssociations", "staffs", "schoolYearTypes"].map((name) => `/ed-fi/${name}`),
  "/ed-fi/staffEducationOrganizationAssignmentAssociations",
  ...Array.from({ length: 8 }, (_, index) => `/ed-fi/r${index}`),
];

/** A resource that refers to others by their paths; each pair says whether the reference is required. */
function resourceOf(path: string, targets: readonly (readonly [string, boolean])[]): Resource {
  const name = path.slice("/ed-fi/".length);
  return {
    path,
    project: "ed-fi",
    name,
    entity: name,
    kind: "resource",
    identity: { group: name, parts: [{ name: "id", paths: [["id"]], type: "string" }] },
    references: targets.map(([target, required], index) => ({
      path: [`r${index}Reference`],
      group: target,
      targets: [target],
      names: ["id"],
      required,
      identity: false,
    })),
    descriptors: [],
    updatableKey: false,
    members: [],
  };
}

function models(targetsOf: (path: string) => readonly string[]): fc.Arbitrary<Model> {
  const resources = paths.map((path) => {
    const targets = targetsOf(path);
    if (targets.length === 0) return fc.constant(resourceOf(path, []));
    return fc
      .array(fc.tuple(fc.constantFrom(...targets), fc.boolean()), { maxLength: 4 })
      .map((found) => resourceOf(path, found));
  });
  return fc.tuple(...resources).map((found) => ({ signature: "", resources: found }));
}

const anyModel = models(() => paths);
const acyclicModel = models((path) => paths.slice(0, paths.indexOf(path)));
const operations = fc.constantFrom<Dependency["operations"]>(["Create"], ["Update"], ["Create", "Update"]);
const documents = fc.array(
  fc.record({
    resource: fc.constantFrom(...paths, "/tx/unknown"),
    order: fc.integer({ min: 1, max: 6 }),
    operations,
  }),
);

describe("the steps of a push", () => {
  it("wait only for steps of a lower order, so that there is no cycle", () => {
    fc.assert(
      fc.property(anyModel, fc.option(documents, { nil: undefined }), (model, rows) => {
        const steps = buildSteps(model, rows);
        const orders = new Map(steps.map((step) => [step.id, step.order]));
        expect(orders.size).toBe(steps.length);
        for (const step of steps) {
          for (const before of step.after) expect(orders.get(before)).toBeLessThan(step.order);
        }
      }),
    );
  });

  it("wait for all that a resource refers to where the server's order allows", () => {
    fc.assert(
      fc.property(anyModel, documents, (model, rows) => {
        const steps = new Map(buildSteps(model, rows).map((step) => [step.id, step]));
        for (const { path, references } of model.resources) {
          const step = steps.get(path);
          for (const target of references.flatMap((reference) => reference.targets)) {
            const isLower = (steps.get(target)?.order ?? 0) < (step?.order ?? 0);
            if (isLower) expect(step?.after).toContain(target);
          }
        }
      }),
    );
  });

  it("hold every resource of the model and of the document once, and send people after their association", () => {
    fc.assert(
      fc.property(anyModel, documents, (model, rows) => {
        const steps = buildSteps(model, rows);
        const creates = steps.filter((step) => step.operation === "create").map((step) => step.resource);
        expect(creates.toSorted()).toEqual(
          [...new Set([...paths, ...rows.map((row) => row.resource)])].sort(),
        );
        const updates = steps.filter((step) => step.operation === "update").map((step) => step.id);
        expect(updates.toSorted()).toEqual(["/ed-fi/staffs#update", "/ed-fi/students#update"]);
      }),
    );
  });
});

describe("the derived dependency document", () => {
  const created = (rows: readonly Dependency[]) =>
    new Map(rows.filter((row) => row.operations.includes("Create")).map((row) => [row.resource, row.order]));

  it("gives each resource one Create and one Update, whatever cycles the model has", () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const rows = deriveDependencies(model).flatMap(({ resource, operations }) =>
          operations.map((operation) => `${resource} ${operation}`),
        );
        const expected = paths.filter((path) => path !== "/ed-fi/schoolYearTypes");
        expect(rows.sort()).toEqual(expected.flatMap((path) => [`${path} Create`, `${path} Update`]).sort());
      }),
    );
  });

  it("respects every reference of a model without cycles", () => {
    fc.assert(
      fc.property(acyclicModel, (model) => {
        const orders = created(deriveDependencies(model));
        for (const { path, references } of model.resources) {
          for (const target of references.flatMap((reference) => reference.targets)) {
            const isListed = path !== "/ed-fi/schoolYearTypes" && target !== "/ed-fi/schoolYearTypes";
            if (isListed) expect(orders.get(target)).toBeLessThan(orders.get(path) ?? 0);
          }
        }
      }),
    );
  });

  it("respects the required references of a model whose cycles all have an optional one", () => {
    fc.assert(
      fc.property(acyclicModel, anyModel, (model, noise) => {
        const resources = model.resources.map((resource, index) => ({
          ...resource,
          references: [
            ...resource.references.map((reference) => ({ ...reference, required: true })),
            ...(noise.resources[index]?.references ?? []).map((reference) => ({
              ...reference,
              required: false,
            })),
          ],
        }));
        const orders = created(deriveDependencies({ signature: "", resources }));
        for (const { path, references } of model.resources) {
          for (const target of references.flatMap((reference) => reference.targets)) {
            const isListed = path !== "/ed-fi/schoolYearTypes" && target !== "/ed-fi/schoolYearTypes";
            if (isListed) expect(orders.get(target)).toBeLessThan(orders.get(path) ?? 0);
          }
        }
      }),
    );
  });
});
