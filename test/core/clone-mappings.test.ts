import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { another, pairOf, setUpKept } from "./another-server.ts";
import type { Bench } from "./harness.ts";

/** Codes that stand for values of the server: `each` codes for every value of these types, in turn. */
function manyMappings({ practice }: Bench, types: readonly string[], wanted: number) {
  const values = types.flatMap((type) => practice.descriptors.list(type).map((uri) => ({ type, uri })));
  return Array.from({ length: wanted }, (_, index) => ({
    code: `local ${index}`,
    ...(values[index % values.length] as { type: string; uri: string }),
  }));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name);
    return statSync(file).isDirectory() ? filesBelow(file) : [file];
  });
}

const types = [
  "/ed-fi/gradeLevelDescriptors",
  "/ed-fi/absenceEventCategoryDescriptors",
  "/ed-fi/academicSubjectDescriptors",
  "/ed-fi/attendanceEventCategoryDescriptors",
  "/ed-fi/countryDescriptors",
  "/ed-fi/languageDescriptors",
];

describe("a clone of a connection with 3,000 mapped values", () => {
  test("has every mapping, no secret in any file, and the right differences from the new server", async () => {
    const bench = await setUpKept({ key: "first-key-aaaa", secret: "first-secret-aaaa" });
    const { client, practice } = bench;
    const mappings = manyMappings(bench, types, 3000);
    await client.call("descriptors.map", { connection: "P", mappings });

    const next = await another({ key: "second-key-bbbb", secret: "second-secret-bbbb" });
    const gone = types
      .flatMap((type) => next.descriptors.list(type).map((uri) => ({ type, uri })))
      .filter((_, index) => index % 2 === 0)
      .slice(0, 20);
    expect(gone).toHaveLength(20);
    for (const { uri } of gone) next.descriptors.remove(uri);
    const added = Array.from({ length: 15 }, (_, index) => {
      const type = types[index % types.length] ?? "";
      return { type, uri: next.descriptors.add(type, { codeValue: `Newly ${index}` }) };
    });

    const copied = await client.call("connections.clone", {
      connection: "P",
      name: "Next year",
      url: next.url,
      credentials: pairOf(next),
    });
    expect(copied).toMatchObject({
      mappings: 3000,
      connection: {
        name: "Next year",
        clonedFrom: "P",
        key: { ending: "bbbb" },
        settings: { url: next.url },
      },
    });
    expect(copied.steps.filter(({ ok }) => !ok)).toEqual([]);

    const csv = async (connection: string) => (await client.call("descriptors.export", { connection })).csv;
    expect(await csv("Next year")).toBe(await csv("P"));

    const { differences } = copied;
    const found = differences?.descriptors ?? [];
    const pairs = (of: (line: (typeof found)[number]) => readonly string[]) =>
      found.flatMap((line) => of(line).map((uri) => `${line.type} ${uri}`)).sort();
    const named = (list: readonly { type: string; uri: string }[]) =>
      list.map(({ type, uri }) => `${type} ${uri}`).sort();
    expect(pairs(({ added: uris }) => uris)).toEqual(named(added));
    expect(pairs((line) => line.gone.map(({ uri }) => uri))).toEqual(named(gone));
    expect(pairs(({ changed }) => changed.map(({ uri }) => uri))).toEqual([]);
    for (const line of found) {
      for (const { uri, mappedFrom } of line.gone) {
        const codes = mappings.flatMap((one) =>
          one.type === line.type && one.uri === uri ? [one.code] : [],
        );
        expect(mappedFrom.toSorted()).toEqual(codes.toSorted());
      }
    }
    expect(differences?.resources).toEqual({ added: [], gone: [] });

    await bench.core.close();
    for (const file of filesBelow(bench.folder)) {
      const text = readFileSync(file).toString("latin1");
      for (const { key, secret } of [practice, next]) {
        expect(text.includes(secret), file).toBe(false);
        expect(text.includes(key), file).toBe(false);
      }
    }
  }, 60_000);
});
