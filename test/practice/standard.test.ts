import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { builtInDocuments } from "../../electron/practice/model/documents.ts";
import { deriveDependencies } from "../../electron/practice/server/dependencies.ts";
import { readModel } from "../../electron/practice/server/openapi.ts";

type Json = Record<string, unknown>;

const samples = process.env.EDFI_SAMPLES;
const present = samples !== undefined && existsSync(samples);
if (!present) console.log("skipped: EDFI_SAMPLES names no folder of Ed-Fi's own documents");

function read(path: string): Json {
  const bytes = readFileSync(join(samples ?? "", path));
  return JSON.parse((path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")) as Json;
}

function record(value: unknown): Json {
  return (value ?? {}) as Json;
}

const schemas = (document: Json): Json => record(record(document.components).schemas);

/** What must agree of a member: everything but texts. */
function essence(property: unknown): Json {
  return Object.fromEntries(
    Object.entries(record(property)).filter(
      ([name]) => name !== "description" && !name.startsWith("x-Ed-Fi-dep"),
    ),
  );
}

function marked(document: Json, path: string): unknown[] {
  const parameters = record(record(record(document.paths)[path]).get).parameters as Json[];
  return parameters.filter((one) => one["x-Ed-Fi-isIdentity"] === true).map((one) => one.name);
}

describe.skipIf(!present)("beside Ed-Fi's own documents of Data Standard 5.1", () => {
  const real = present ? read("openapi/ds-5.1/resources.json.gz") : {};
  const descriptors = present ? read("openapi/ds-5.1/descriptors.json.gz") : {};
  const ours = builtInDocuments("ods-7.3").resources as Json;

  it("our schemas have the standard's members, types, lengths and marks, and all that it requires", () => {
    for (const [name, schema] of Object.entries(schemas(ours))) {
      const theirs = record(schemas(real)[name]);
      expect(theirs.properties, name).toBeDefined();
      for (const [member, property] of Object.entries(record(record(schema).properties))) {
        expect(essence(property), `${name}.${member}`).toEqual(essence(record(theirs.properties)[member]));
      }
      const required = (one: unknown) =>
        [...((record(one).required as string[] | undefined) ?? [])].toSorted();
      expect(required(schema), name).toEqual(required(theirs));
    }
  });

  it("our natural keys are the standard's", () => {
    const paths = Object.keys(record(ours.paths)).filter((path) => !path.endsWith("}"));
    for (const path of paths) {
      expect(marked(ours, path).toSorted(), path).toEqual(marked(real, path).toSorted());
    }
  });

  it("our descriptors are the standard's", () => {
    const names = Object.keys(builtInDocuments("ods-7.3").seeds).filter((name) => name !== "schoolYearTypes");
    const known = Object.keys(record(descriptors.paths));
    expect(names.filter((name) => !known.includes(`/ed-fi/${name}`))).toEqual([]);
  });

  it("the dependency order that we derive from them is the one that the ODS serves", () => {
    const served = read("dependencies/ods-ds-5.1.0.json") as unknown as Json[];
    const levels = (rows: readonly object[]) =>
      new Map(
        rows.flatMap((row) => {
          const { resource, order, operations } = row as {
            resource: string;
            order: number;
            operations: string[];
          };
          return operations.map((operation) => [`${resource} ${operation}`, order] as const);
        }),
      );
    const derived = levels(deriveDependencies(readModel([real, descriptors]), true));
    const expected = levels(served);
    for (const [step, order] of derived) expect(order, step).toBe(expected.get(step));
    expect(derived.size).toBe(678);
  });
});
