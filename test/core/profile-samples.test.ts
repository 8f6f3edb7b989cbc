import { describe, expect, test } from "vitest";
import type { Profile } from "../../shared/domain/profile.ts";
import { samples, standardDocuments } from "../practice/samples.ts";
import { type Bench, setUp, write } from "./harness.ts";

const connection = "P";
const value = (type: string, codeValue: string) => `uri://ed-fi.org/${type}Descriptor#${codeValue}`;
const descriptor = (type: string, codeValue: string) => ({
  namespace: `uri://ed-fi.org/${type}Descriptor`,
  codeValue,
  shortDescription: codeValue,
});
const institution = {
  postSecondaryInstitutionId: 7,
  nameOfInstitution: "State College",
  categories: [
    { educationOrganizationCategoryDescriptor: value("EducationOrganizationCategory", "College") },
  ],
};
const tpdm = { postSecondaryInstitutionReference: { postSecondaryInstitutionId: 7 } };
const school = {
  schoolId: 1,
  nameOfInstitution: "Laboratory School",
  educationOrganizationCategories: [
    { educationOrganizationCategoryDescriptor: value("EducationOrganizationCategory", "College") },
  ],
  gradeLevels: [{ gradeLevelDescriptor: value("GradeLevel", "Ninth grade") }],
};
const candidate = {
  candidateIdentifier: "C1",
  firstName: "Practice",
  lastSurname: "Teacher",
  birthDate: "2001-02-03",
  sexDescriptor: value("Sex", "Not selected"),
};

/** A district with a core resource, one with a part of the extension in it, and one of the extension's own. */
async function setUpDistrict(): Promise<Bench> {
  const bench = await setUp({
    server: "ods-7.1",
    openApi: standardDocuments("DS 5.0 of ODS/API 7.1 with TPDM"),
  });
  write(bench.source, {
    "educationOrganizationCategoryDescriptors.jsonl": [
      descriptor("EducationOrganizationCategory", "College"),
    ],
    "gradeLevelDescriptors.jsonl": [descriptor("GradeLevel", "Ninth grade")],
    "sexDescriptors.jsonl": [descriptor("Sex", "Not selected")],
    "postSecondaryInstitutions.jsonl": [institution],
    "schools.jsonl": [{ ...school, _ext: { tpdm } }],
    "candidates.jsonl": [candidate],
  });
  return bench;
}

async function choose(bench: Bench, profile: Partial<Profile>) {
  const shown = await bench.client.call("profile.show", { connection });
  return bench.client.call("profile.save", { connection, profile: { ...shown.profile, ...profile } });
}
const bodiesOf = ({ practice }: Bench, path: string) => practice.items(path).map(({ body }) => body);

describe.skipIf(samples === undefined)("the real model with TPDM", () => {
  test("has core and extension apart, with what the extension adds to core", async () => {
    const bench = await setUpDistrict();
    const { projects, resources } = await bench.client.call("profile.show", { connection });
    expect(projects.map(({ project, parts, on }) => ({ project, parts, on }))).toEqual([
      { project: "ed-fi", parts: 0, on: true },
      { project: "tpdm", parts: 3, on: true },
    ]);
    expect(
      resources
        .filter(({ parts }) => parts.length > 0)
        .map(({ resource }) => resource)
        .toSorted(),
    ).toEqual(["/ed-fi/credentials", "/ed-fi/schools", "/ed-fi/surveyResponses"]);
    for (const { resource, project } of resources) expect(resource.startsWith(`/${project}/`)).toBe(true);
  });

  test("core only: exactly the resources of core, and none of the extension's parts", async () => {
    const bench = await setUpDistrict();
    const { resources } = await choose(bench, { extensions: [] });
    const sent = resources.filter(({ unsent }) => unsent === undefined);
    expect(sent.every(({ project }) => project === "ed-fi")).toBe(true);
    expect(
      resources.filter(({ unsent }) => unsent === "extension").every(({ project }) => project === "tpdm"),
    ).toBe(true);
    expect(sent.length).toBe(resources.filter(({ project }) => project === "ed-fi").length);
    expect(await bench.push()).toMatchObject({ exitStatus: 0, requests: 5, sent: { created: 5 } });
    expect(bodiesOf(bench, "/ed-fi/schools")).toEqual([school]);
    expect(bodiesOf(bench, "/tpdm/candidates")).toEqual([]);
  });

  test("core and TPDM: everything, and what core only had left out goes when it is switched on", async () => {
    const bench = await setUpDistrict();
    await choose(bench, { extensions: [] });
    await bench.push();
    const { resources } = await choose(bench, { extensions: ["tpdm"] });
    expect(resources.every(({ unsent }) => unsent === undefined)).toBe(true);
    expect(await bench.push()).toMatchObject({
      exitStatus: 0,
      requests: 2,
      sent: { created: 1, updated: 1 },
    });
    expect(bodiesOf(bench, "/ed-fi/schools")).toEqual([{ ...school, _ext: { tpdm } }]);
    expect(bodiesOf(bench, "/tpdm/candidates")).toEqual([candidate]);
    await choose(bench, { extensions: [] });
    expect(await bench.push()).toMatchObject({ exitStatus: 0, requests: 1, sent: { updated: 1 } });
    expect(bodiesOf(bench, "/ed-fi/schools")).toEqual([school]);
  });

  test("an own selection: exactly what was left on", async () => {
    const bench = await setUpDistrict();
    const off = ["/tpdm/candidates", "/ed-fi/postSecondaryInstitutions"];
    const owners = { "/ed-fi/postSecondaryInstitutions": { owner: "other" as const } };
    const { resources } = await choose(bench, { extensions: "all", off, owners });
    const unsent = resources.flatMap(({ resource, unsent: why }) =>
      why === undefined ? [] : [[resource, why]],
    );
    expect(unsent.toSorted()).toEqual([
      ["/ed-fi/postSecondaryInstitutions", "other"],
      ["/tpdm/candidates", "off"],
    ]);
    // The school's part of TPDM refers to the institution that another system sends: the server says that it is missing.
    expect(await bench.push()).toMatchObject({ requests: 4, failed: 1, sent: { created: 3 } });
    await choose(bench, { extensions: [] });
    expect(await bench.push()).toMatchObject({ exitStatus: 0, requests: 1, sent: { created: 1 } });
  });
});
