import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Practice, startPractice } from "../../electron/practice/practice.ts";
import { deriveDependencies } from "../../electron/practice/server/dependencies.ts";
import type { Member, Resource, Shape } from "../../electron/practice/server/model.ts";
import { readModel } from "../../electron/practice/server/openapi.ts";
import { type ApiClient, connect } from "./api-client.ts";
import { readTar } from "./tar.ts";

const samples = process.env["EDFI_SAMPLES"];
if (samples === undefined)
  console.log("Skipped: EDFI_SAMPLES does not name a folder of Ed-Fi's own documents.");

const unzip = (...path: string[]) => gunzipSync(readFileSync(join(samples ?? "", ...path)));
const documentOf = (...path: string[]) => JSON.parse(unzip("openapi", ...path).toString()) as object;
const linesOf = (text: string) => text.split("\n").filter((line) => line !== "");

const standards = {
  "DS 5.1 of ODS/API 7.2": [
    ["ds-5.1", "resources.json.gz"],
    ["ds-5.1", "descriptors.json.gz"],
  ],
  "DS 4.0 of ODS/API 6.1 (Swagger 2.0)": [
    ["ds-4.0", "resources.swagger2.json.gz"],
    ["ds-4.0", "descriptors.json.gz"],
  ],
  "DS 5.0 of ODS/API 7.1 with TPDM": [
    ["ds-5.0-ods7.1-resources-with-tpdm-and-changequeries.json.gz"],
    ["ds-5.0-ods7.1-descriptors-with-changequeries.json.gz"],
  ],
  "DS 5.2 of the DMS with TPDM": [["ds-5.2-dms-resources-with-tpdm.json.gz"]],
} as const;

describe.skipIf(samples === undefined)("the model that is read from real documents", () => {
  it.each(Object.entries(standards))(
    "has a place for every part of every key, and a target for every reference: %s",
    (_, files) => {
      const model = readModel(files.map((path) => documentOf(...path)));
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
    const model = readModel(standards["DS 5.1 of ODS/API 7.2"].map((path) => documentOf(...path)));
    const real = JSON.parse(
      readFileSync(join(samples ?? "", "dependencies", "ods-ds-5.1.0.json"), "utf8"),
    ) as object[];
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

describe.skipIf(samples === undefined)("the sample district", () => {
  it("is accepted record by record in dependency order, and what does not belong is refused", {
    timeout: 300_000,
  }, async () => {
    const openApi = standards["DS 5.1 of ODS/API 7.2"].map((path) => documentOf(...path));
    const practice = await startPractice({ openApi });
    try {
      const api = await connect(practice);
      const refused = await load(practice, api);
      expect(refused).toEqual([]);
      // 3,294 descriptor values and 32,125 records; one school year was there already.
      expect(practice.counts().byStatus).toEqual({ 201: 35_418, 200: 1 });
      const [enrolment] = readDistrict().get("studentSchoolAssociations") ?? [];
      const stray = (enrolment ?? "").replace(/"schoolId":\s*\d+/, '"schoolId":1');
      expect((await api.post("/ed-fi/studentSchoolAssociations", stray)).status).toBe(409);
    } finally {
      await practice.close();
    }
  });
});

async function load(practice: Practice, api: ApiClient): Promise<string[]> {
  const refused: string[] = [];
  const send = async (path: string, lines: readonly string[]) => {
    let next = 0;
    const worker = async () => {
      while (next < lines.length) {
        const reply = await api.post(path, lines[next++]);
        if (reply.status >= 300) refused.push(`${path}: ${reply.status} ${reply.text}`);
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
  };
  for (const [name, text] of readTar(unzip("descriptors.tar.gz"))) {
    await send(`/ed-fi/${name.replace(/^.*\//, "").replace(/\.jsonl$/, "")}`, linesOf(text));
  }
  const district = readDistrict();
  await send("/ed-fi/schoolYearTypes", district.get("schoolYearTypes") ?? []);
  const rows = (await (await fetch(`${practice.url}/metadata/data/v3/dependencies`)).json()) as {
    resource: string;
    operations: string[];
  }[];
  for (const { resource, operations } of rows) {
    if (operations.includes("Create"))
      await send(resource, district.get(resource.split("/").at(-1) ?? "") ?? []);
  }
  return refused;
}

function readDistrict(): Map<string, string[]> {
  const district = new Map<string, string[]>();
  for (const folder of ["grandbend", "grandbend-derived"]) {
    for (const file of readdirSync(join(samples ?? "", folder))) {
      const name = file.replace(".jsonl.gz", "");
      district.set(name, [...(district.get(name) ?? []), ...linesOf(unzip(folder, file).toString())]);
    }
  }
  return district;
}
