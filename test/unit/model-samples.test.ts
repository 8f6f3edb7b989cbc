import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { cleanBody, parseLossless } from "../../electron/core/model/canonical.ts";
import { buildSteps, deriveDependencies, readDependencies } from "../../electron/core/model/dependencies.ts";
import { compileKeys, keyText } from "../../electron/core/model/keys.ts";
import { readModel } from "../../electron/core/model/openapi.ts";
import { compileTypeCheck } from "../../electron/core/model/type-check.ts";
import type { Dependency, Model, Resource } from "../../electron/core/model/types.ts";

const samples = process.env.EDFI_SAMPLES;
if (samples === undefined) {
  console.log("Skipped: the real OpenAPI documents; EDFI_SAMPLES names no folder with them.");
}

const root = samples ?? "";
const unzip = (...path: string[]): string => gunzipSync(readFileSync(join(root, ...path))).toString("utf8");
const document = (name: string): unknown => JSON.parse(unzip("openapi", `${name}.json.gz`));
const documents = {
  "DS 5.1": ["ds-5.1/resources", "ds-5.1/descriptors"],
  "DS 4.0 with TPDM": ["ds-4.0/resources.swagger2", "ds-4.0/descriptors"],
  "DS 5.0 with TPDM": [
    "ds-5.0-ods7.1-resources-with-tpdm-and-changequeries",
    "ds-5.0-ods7.1-descriptors-with-changequeries",
  ],
  "DS 5.2 of the DMS": ["ds-5.2-dms-resources-with-tpdm"],
} as const;
type Name = keyof typeof documents;

const models = new Map<Name, Model>();
function modelOf(name: Name): Model {
  const model = models.get(name) ?? readModel(documents[name].map(document));
  models.set(name, model);
  return model;
}
const plainOf = (model: Model) => model.resources.filter(({ kind }) => kind === "resource");

/** The part of a document that a server without extensions would serve. */
function withoutExtensions(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, inner) => {
    if (name === "_ext") return undefined;
    if (name !== "paths") return inner;
    return Object.fromEntries(Object.entries(inner).filter(([path]) => path.startsWith("/ed-fi/")));
  });
}

describe.skipIf(samples === undefined)("the real OpenAPI documents", () => {
  it.each<[Name, number, number, number, number]>([
    ["DS 5.1", 131, 209, 295, 585],
    ["DS 4.0 with TPDM", 140, 207, 318, 660],
    ["DS 5.0 with TPDM", 143, 218, 321, 678],
  ])("%s: all resources, each reference and each descriptor with its target", (...expected) => {
    const [name, resourceCount, descriptorCount, referenceCount, descriptorMemberCount] = expected;
    const model = modelOf(name);
    const references = plainOf(model).flatMap((resource) => resource.references);
    const descriptors = plainOf(model).flatMap((resource) => resource.descriptors);
    expect(plainOf(model)).toHaveLength(resourceCount);
    expect(model.resources).toHaveLength(resourceCount + descriptorCount);
    expect(references).toHaveLength(referenceCount);
    expect(references.filter(({ targets }) => targets.length === 0)).toEqual([]);
    expect(descriptors).toHaveLength(descriptorMemberCount);
    expect(descriptors.filter(({ target }) => target === undefined)).toEqual([]);
  });

  it("of the DMS: all resources, each reference with its target", () => {
    const resources = plainOf(modelOf("DS 5.2 of the DMS"));
    expect(resources).toHaveLength(153);
    const references = resources.flatMap((resource) => resource.references);
    expect(references).toHaveLength(349);
    expect(references.filter(({ targets }) => targets.length === 0)).toEqual([]);
  });

  it("agree on the natural keys, whether query parameters or references are marked", () => {
    const dms = new Map(modelOf("DS 5.2 of the DMS").resources.map((resource) => [resource.path, resource]));
    const shared = plainOf(modelOf("DS 5.0 with TPDM")).filter(({ path }) => dms.has(path));
    const different = shared.filter(
      (resource) => JSON.stringify(resource.identity) !== JSON.stringify(dms.get(resource.path)?.identity),
    );
    expect(shared.length).toBeGreaterThan(130);
    // Its program's education organization became a part of its own with DS 5.2.
    expect(different.map(({ name }) => name)).toEqual([
      "studentSpecialEducationProgramEligibilityAssociations",
    ]);
  });

  it.each(Object.keys(documents) as Name[])(
    "%s: the eight updatable keys, and the two shared identities",
    (name) => {
      const resources = plainOf(modelOf(name));
      expect(resources.filter(({ updatableKey }) => updatableKey).map((resource) => resource.name)).toEqual([
        "classPeriods",
        "gradebookEntries",
        "grades",
        "locations",
        "sections",
        "sessions",
        "studentSchoolAssociations",
        "studentSectionAssociations",
      ]);
      const groups = Map.groupBy(resources, ({ identity }) => identity.group);
      const sharing = [...groups].filter(([, members]) => members.length > 1);
      expect(sharing.map(([group]) => group).sort()).toEqual([
        "EducationOrganization",
        "GeneralStudentProgramAssociation",
      ]);
      expect(groups.get("EducationOrganization")).toHaveLength(9);
      for (const member of groups.get("GeneralStudentProgramAssociation") ?? []) {
        expect(member.name).toMatch(/^student.*ProgramAssociations$/);
      }
    },
  );

  it("know the hard keys", () => {
    const namesOf = (path: string) =>
      modelOf("DS 5.1")
        .resources.find((resource) => resource.path === path)
        ?.identity.parts.map(
          (part) => `${part.name}=${part.paths.map((place) => place.join(".")).join("|")}`,
        );
    expect(namesOf("/ed-fi/localAccounts")).toEqual([
      "accountIdentifier=accountIdentifier",
      "educationOrganizationId=educationOrganizationReference.educationOrganizationId",
      "fiscalYear=fiscalYear",
    ]);
    expect(namesOf("/ed-fi/graduationPlans")).toContain(
      "graduationSchoolYear=graduationSchoolYearTypeReference.schoolYear",
    );
    expect(namesOf("/ed-fi/studentAssessmentEducationOrganizationAssociations")).toContain(
      "assessmentIdentifier=studentAssessmentReference.assessmentIdentifier",
    );
  });
});

describe.skipIf(samples === undefined)("the real dependency documents", () => {
  const real = (name: string) =>
    readDependencies(JSON.parse(readFileSync(join(root, "dependencies", `${name}.json`), "utf8")));
  const levels = (rows: readonly Dependency[]) =>
    new Map(
      rows.flatMap((row) => row.operations.map((operation) => [`${row.resource} ${operation}`, row.order])),
    );

  it.each<[string, Name, number]>([
    ["ods-ds-5.1.0", "DS 5.1", 678],
    ["ods-ds-4.0.0", "DS 4.0 with TPDM", 626],
    ["ods-ds-5.0.0", "DS 5.0 with TPDM", 654],
  ])("%s is what the model derives", (file, name, rows) => {
    const derived = levels(
      deriveDependencies(readModel(documents[name].map(document).map(withoutExtensions))),
    );
    const given = levels(real(file));
    const shared = [...derived].filter(([row]) => given.has(row));
    expect(shared).toHaveLength(rows);
    expect(shared.filter(([row, level]) => given.get(row) !== level)).toEqual([]);
  });

  it("of a model with a cycle is what the model derives, too", () => {
    const derived = levels(deriveDependencies(modelOf("DS 4.0 with TPDM")));
    const given = levels(real("publisher-ods6.1-ds4.0-tpdm"));
    expect([...derived].filter(([row, level]) => given.get(row) !== level)).toEqual([]);
  });

  it("give steps without a cycle", () => {
    const steps = buildSteps(modelOf("DS 5.1"), real("ods-ds-5.1.0"));
    const orders = new Map(steps.map((step) => [step.id, step.order]));
    expect(steps).toHaveLength(343);
    expect(
      steps.flatMap(({ after, order }) => after.filter((id) => (orders.get(id) ?? 99) >= order)),
    ).toEqual([]);
  });
});

describe.skipIf(samples === undefined)("a sample district", () => {
  const folders = ["grandbend", "grandbend-derived"];

  function* records(): Generator<{ resource: Resource; body: object }> {
    const byName = new Map(modelOf("DS 5.1").resources.map((resource) => [resource.name, resource]));
    for (const [folder, file] of folders.flatMap((name) =>
      readdirSync(join(root, name)).map((file) => [name, file]),
    )) {
      const resource = byName.get(file?.replace(".jsonl.gz", "") ?? "");
      if (resource === undefined) throw new Error(`The model has no resource for ${file}.`);
      for (const line of unzip(folder ?? "", file ?? "")
        .trim()
        .split("\n")) {
        yield { resource, body: cleanBody(parseLossless(line) as object) };
      }
    }
  }

  it("has a key of its own for every record, and every reference finds its record", () => {
    const known = new Set<string>();
    const wanted = new Set<string>();
    let count = 0;
    for (const { resource, body } of records()) {
      const keys = compileKeys(resource);
      known.add(keyText(resource.identity.group, keys.key(body) ?? []));
      for (const { reference, values } of keys.references(body)) {
        wanted.add(keyText(resource.references[reference]?.group ?? "", values));
      }
      count += 1;
    }
    expect(known.size).toBe(count);
    expect(count).toBe(32_125);
    expect([...wanted].filter((key) => !known.has(key))).toEqual([]);
  });

  it("has no member of a type that no server accepts", () => {
    const checks = new Map(
      modelOf("DS 5.1").resources.map((resource) => [resource, compileTypeCheck(resource)]),
    );
    const problems = [...records()].filter(
      ({ resource, body }) => checks.get(resource)?.(body) !== undefined,
    );
    expect(problems).toHaveLength(0);
  });
});
