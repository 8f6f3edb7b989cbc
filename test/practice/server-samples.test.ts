import { describe, expect, it } from "vitest";
import { deriveDependencies } from "../../electron/practice/server/dependencies.ts";
import type { Member, Resource, Shape } from "../../electron/practice/server/model.ts";
import { readModel } from "../../electron/practice/server/openapi.ts";
import { samples, sampleText, standardDocuments, standards } from "./samples.ts";

describe.skipIf(samples === undefined)("the model that is read from real documents", () => {
  it.each(Object.keys(standards) as (keyof typeof standards)[])(
    "has a place for every part of every key, and a target for every reference: %s",
    (name) => {
      const model = readModel(standardDocuments(name));
      const unresolved = model.resources.flatMap((resource) =>
        resource.key.length === 0 || resource.key.some((part) => part.paths.length === 0)
          ? [resource.path]
          : [],
      );
      expect(unresolved).toEqual([]);
      const mismatched = model.resources.flatMap((resource) =>
        referencesIn(resource.shape, new Set()).flatMap((reference) => {
          const targets: readonly Resource[] = model.targets.get(reference.target)?.resources ?? [];
          const names = reference.parts.map((part) => part.name).join();
          const fits = targets.every(
            (one) => one.key.length === 1 || one.key.map((part) => part.name).join() === names,
          );
          return targets.length > 0 && fits ? [] : [`${resource.path} ${reference.name}`];
        }),
      );
      expect(mismatched).toEqual([]);
      expect(
        model.resources
          .filter((one) => one.updatableKey)
          .map((one) => one.name)
          .sort(),
      ).toEqual([
        "classPeriods",
        "gradebookEntries",
        "grades",
        "locations",
        "sections",
        "sessions",
        "studentSchoolAssociations",
        "studentSectionAssociations",
      ]);
    },
  );

  it("gives the same dependency order as the ODS's own document", () => {
    const model = readModel(standardDocuments("DS 5.1 of ODS/API 7.2"));
    const real = JSON.parse(sampleText("dependencies", "ods-ds-5.1.0.json")) as object[];
    const asText = (rows: readonly object[]) =>
      rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
    expect(asText(deriveDependencies(model, true))).toEqual(asText(real));
  });
});

function referencesIn(shape: Shape, seen: Set<Shape>): Extract<Member, { kind: "reference" }>[] {
  if (seen.has(shape)) return [];
  seen.add(shape);
  return shape.members.flatMap((member) => {
    if (member.kind === "reference") return [member];
    return member.kind === "object" || member.kind === "collection" ? referencesIn(member.shape, seen) : [];
  });
}
