import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Practice } from "../../electron/practice/practice.ts";
import type { ApiClient } from "./api-client.ts";
import { readTar } from "./tar.ts";

/** The folder of Ed-Fi's own documents and data; tests that need it are skipped without it. */
export const samples = process.env.EDFI_SAMPLES;
if (samples === undefined)
  console.log("Skipped: EDFI_SAMPLES does not name a folder of Ed-Fi's own documents.");

const unzip = (...path: string[]) => gunzipSync(readFileSync(join(samples ?? "", ...path)));
const documentOf = (...path: string[]) => JSON.parse(unzip("openapi", ...path).toString()) as object;
const linesOf = (text: string) => text.split("\n").filter((line) => line !== "");

export const standards = {
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

/** The documents of one data standard, parsed. */
export function standardDocuments(name: keyof typeof standards): object[] {
  return standards[name].map((path) => documentOf(...path));
}

export function sampleText(...path: string[]): string {
  return readFileSync(join(samples ?? "", ...path), "utf8");
}

/** Sends the descriptor values and the whole district in dependency order; gives back what was refused. */
export async function load(practice: Practice, api: ApiClient): Promise<string[]> {
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
  for (const [name, lines] of descriptorsOf()) await send(`/ed-fi/${name}`, lines);
  const district = districtOf();
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

/** The lines of the descriptor values by resource name. */
export function descriptorsOf(): Map<string, string[]> {
  const files = [...readTar(unzip("descriptors.tar.gz"))];
  return new Map(
    files.map(([name, text]) => [name.replace(/^.*\//, "").replace(/\.jsonl$/, ""), linesOf(text)]),
  );
}

/** The lines of the sample district by resource name. */
export function districtOf(): Map<string, string[]> {
  const district = new Map<string, string[]>();
  for (const folder of ["grandbend", "grandbend-derived"]) {
    for (const file of readdirSync(join(samples ?? "", folder))) {
      const name = file.replace(".jsonl.gz", "");
      district.set(name, [...(district.get(name) ?? []), ...linesOf(unzip(folder, file).toString())]);
    }
  }
  return district;
}
