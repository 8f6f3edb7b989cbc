import { expect, test } from "vitest";
import { builtInDocuments } from "../../electron/practice/model/documents.ts";
import { setUp } from "./harness.ts";
import { codesOf, connection, district, grades, listened, map, ninth, sexes } from "./mapped-district.ts";

test("values are searched: codes that begin so first, then words, then descriptions", async () => {
  const bench = await setUp({
    seeds: {
      ...builtInDocuments("ods-7.3").seeds,
      sexDescriptors: [
        { namespace: "uri://x/Sex", codeValue: "Female", shortDescription: "Female" },
        { namespace: "uri://x/Sex", codeValue: "Male", shortDescription: "Male" },
        { namespace: "uri://x/Sex", codeValue: "Not male", shortDescription: "Not male" },
        { namespace: "uri://x/Sex", codeValue: "M", shortDescription: "Males" },
      ],
    },
  });
  await bench.client.call("descriptors.pull", { connection });
  const search = async (text: string) =>
    (await bench.client.call("descriptors.values", { connection, type: "sex", search: text })).map(
      ({ codeValue }) => codeValue,
    );
  expect(await search("male")).toEqual(["Male", "Not male", "Female", "M"]);
  expect(await search("m")).toEqual(["M", "Male", "Not male", "Female"]);
  expect(await search("")).toHaveLength(4);
  expect(await search("uri://x/sex#m")).toEqual(["M", "Male"]);
  expect(await search("zebra")).toEqual([]);
});

test("values that a host takes away or adds are told by the next reading", async () => {
  const bench = await setUp();
  await district(bench);
  await map(bench, [{ type: grades, code: "09", uri: ninth }]);
  bench.practice.descriptors.remove(ninth);
  bench.practice.descriptors.add("gradeLevel", { codeValue: "Ninth and a half" });
  const heard = listened(bench);
  const report = await bench.client.call("descriptors.pull", { connection, types: ["gradeLevel"] });
  expect(report).toMatchObject({ types: 1, added: 1, gone: 1, unreadable: [], failed: [] });
  expect(heard.flat()).toContain("descriptors");
  expect(await codesOf(bench)).toMatchObject([{ code: "09", state: "mapped", lost: true }, {}]);
});

test("two readings of one connection do not run side by side", async () => {
  const bench = await setUp();
  const first = bench.client.call("descriptors.pull", { connection });
  await expect(bench.client.call("descriptors.pull", { connection })).rejects.toMatchObject({
    code: "conflict",
  });
  expect((await first).values).toBeGreaterThan(500);
  await bench.client.call("descriptors.pull", { connection, types: [sexes] });
});

test("a reading ends with the core", async () => {
  const bench = await setUp({ latency: 50 });
  const reading = bench.client.call("descriptors.pull", { connection });
  const told = expect(reading).rejects.toMatchObject({ code: "cancelled" });
  await bench.core.close();
  await told;
});

test("a connection that is removed is not read to the end", async () => {
  const bench = await setUp({ latency: 20 });
  const reading = bench.client.call("descriptors.pull", { connection });
  const told = expect(reading).rejects.toMatchObject({ code: "cancelled" });
  await bench.client.call("connections.remove", { connection });
  await told;
});

for (const server of ["ods-5.3", "ods-6.2", "ods-7.1", "ods-7.3", "dms"] as const) {
  test(`all types and values of ${server} are read by pages`, async () => {
    const bench = await setUp({ server, pageSize: 7 });
    const report = await bench.client.call("descriptors.pull", { connection });
    const held = Object.entries(builtInDocuments(server).seeds)
      .filter(([name]) => name.endsWith("Descriptors"))
      .reduce((sum, [, items]) => sum + items.length, 0);
    expect(report).toMatchObject({ values: held, unreadable: [], failed: [] });
    const types = await bench.client.call("descriptors.types", { connection });
    expect(types.reduce((sum, { values = 0 }) => sum + values, 0)).toBe(held);
  });
}

test("extensions' descriptors are read, mapped and exported like the others", async () => {
  const type = "/sample/clubTypeDescriptors";
  const bench = await setUp({ extensions: ["sample"] });
  await bench.client.call("descriptors.pull", { connection, types: [type] });
  const [value] = await bench.client.call("descriptors.values", { connection, type: "clubType" });
  const uri = value?.uri ?? "";
  expect(uri).toMatch(/#/);
  expect(await map(bench, [{ type: "sample/clubTypeDescriptors", code: "CH", uri }])).toMatchObject({
    changed: 1,
    warnings: [],
  });
  expect((await bench.client.call("descriptors.export", { connection })).csv).toContain(`${type},CH,`);
});
