import { expect, test } from "vitest";
import { openDatabase } from "../../electron/core/db/open.ts";
import { ServerKind } from "../../shared/domain/connection.ts";
import { setUp } from "./harness.ts";
import { codesOf, connection, district, grades, listened, map, ninth, tenth } from "./mapped-district.ts";

test("codes of the sources are told with their uses and a suggestion, most held records first", async () => {
  const bench = await setUp();
  await district(bench);
  const [first] = await bench.client.call("descriptors.types", { connection });
  expect(first).toMatchObject({ type: grades, readable: true, codes: 2, unmapped: 2, unmappedUses: 15 });
  expect(await codesOf(bench)).toEqual([
    {
      type: grades,
      code: "09",
      state: "unmapped",
      uses: 12,
      resources: [
        { resource: "/ed-fi/studentSchoolAssociations", uses: 9 },
        { resource: "/ed-fi/schools", uses: 3 },
      ],
      suggestion: { uri: ninth, reason: "same number", sure: true },
    },
    {
      type: grades,
      code: "10",
      state: "unmapped",
      uses: 3,
      resources: [{ resource: "/ed-fi/studentSchoolAssociations", uses: 3 }],
      suggestion: { uri: tenth, reason: "same number", sure: true },
    },
  ]);
});

test("values that the key may not read are not checked: nothing is called unmapped", async () => {
  const all = ["Create", "Read", "Update"] as const;
  const bench = await setUp({ claims: { resources: { "*": all, [grades]: ["Create"] } } });
  await district(bench);
  expect((await codesOf(bench)).map(({ state }) => state)).toEqual(["unchecked", "unchecked"]);
  const types = await bench.client.call("descriptors.types", { connection });
  expect(types.find(({ type }) => type === grades)).toMatchObject({
    readable: false,
    codes: 2,
    unmapped: 0,
  });
});

test("a mapping marks exactly the records that use it, and says how many they are", async () => {
  const bench = await setUp();
  await district(bench);
  const heard = listened(bench);
  expect(await map(bench, [{ type: grades, code: "09", uri: ninth }])).toEqual({
    changed: 1,
    records: 12,
    refused: [],
    warnings: [],
  });
  expect(heard.flat()).toContain("descriptors");
  expect(await codesOf(bench, { unmapped: true })).toMatchObject([{ code: "10" }]);
  expect(await codesOf(bench)).toMatchObject([
    { code: "09", state: "mapped", target: ninth },
    { code: "10" },
  ]);

  heard.length = 0;
  expect(await map(bench, [{ type: grades, code: "09", uri: ninth }])).toMatchObject({
    changed: 0,
    records: 0,
  });
  expect(heard).toEqual([]);
  expect(await map(bench, [{ type: grades, code: "09", uri: null }])).toMatchObject({
    changed: 1,
    records: 12,
  });
  expect(await codesOf(bench, { unmapped: true })).toHaveLength(2);
});

test("a type may be named as people name it, and the server's spelling of a value is kept", async () => {
  const bench = await setUp();
  await district(bench);
  for (const type of [
    "gradeLevelDescriptors",
    "GradeLevelDescriptor",
    "gradelevel",
    "ed-fi/gradeLevelDescriptors",
  ]) {
    await map(bench, [{ type, code: "09", uri: null }]);
    expect(await map(bench, [{ type, code: "09", uri: ninth.toUpperCase() }])).toMatchObject({
      changed: 1,
      warnings: [],
    });
    expect(await codesOf(bench, { type })).toMatchObject([{ code: "09", target: ninth }, {}]);
  }
});

test("a type that the server has not is refused, and nothing of the request is saved", async () => {
  const bench = await setUp();
  await district(bench);
  const wrong = { type: "/ed-fi/hatSizeDescriptors", code: "L", uri: "uri://x/HatSizeDescriptor#L" };
  await expect(map(bench, [{ type: grades, code: "09", uri: ninth }, wrong])).rejects.toMatchObject({
    code: "invalid-input",
  });
  await expect(map(bench, [{ type: grades, code: "09", uri: "Ninth grade" }])).rejects.toMatchObject({
    code: "invalid-input",
  });
  expect(await bench.client.call("descriptors.export", { connection })).toMatchObject({ lines: 0 });
});

test("a mapping to what is no value of the server is saved with a warning, and shown as lost", async () => {
  const bench = await setUp();
  await district(bench);
  const result = await map(bench, [
    { type: grades, code: "09", uri: "uri://ed-fi.org/GradeLevelDescriptor#Nope" },
  ]);
  expect(result).toMatchObject({ changed: 1, records: 12 });
  expect(result.warnings).toEqual([expect.stringContaining("GradeLevelDescriptor#Nope is no value of")]);
  expect(await codesOf(bench)).toMatchObject([
    { code: "09", state: "mapped", lost: true, suggestion: {} },
    {},
  ]);
});

test("a lost mapping wants a person as an unmapped code does: counted, listed, suggested for, written to be filled in", async () => {
  const bench = await setUp();
  await district(bench);
  const nope = "uri://ed-fi.org/GradeLevelDescriptor#Nope";
  await map(bench, [
    { type: grades, code: "09", uri: nope },
    { type: grades, code: "10", uri: tenth },
  ]);
  const typeLines = () => bench.client.call("descriptors.types", { connection });
  expect((await typeLines())[0]).toMatchObject({ type: grades, codes: 2, unmapped: 0, lost: 1 });
  const wanting = { unmapped: true, suggested: true };
  expect(await codesOf(bench, wanting)).toMatchObject([
    { code: "09", lost: true, target: nope, suggestion: { uri: ninth, sure: true } },
  ]);
  const { csv, lines } = await bench.client.call("descriptors.export", { connection, unmapped: true });
  expect(lines).toBe(1);
  expect(csv).toContain(`${grades},09,${nope}`);
  await map(bench, [{ type: grades, code: "09", uri: ninth }]);
  expect(await codesOf(bench, { unmapped: true })).toEqual([]);
  expect((await typeLines()).some(({ lost }) => lost !== undefined)).toBe(false);
});

for (const server of ServerKind.options) {
  test(`records of a lost mapping are sent, and the refusal by ${server} names the type to map`, async () => {
    const bench = await setUp({ server });
    await district(bench);
    await map(bench, [
      { type: grades, code: "09", uri: "uri://ed-fi.org/GradeLevelDescriptor#Nope" },
      { type: grades, code: "10", uri: tenth },
    ]);
    expect(await bench.push({ resources: ["localEducationAgencies", "schools"] })).toMatchObject({
      failed: 3,
    });
    expect(await bench.client.call("causes.list", { connection })).toMatchObject([
      { kind: "descriptor", who: "mapping", records: 3, about: grades },
    ]);
  });
}

test("what was mapped is sent, what is not is held and not sent to fail", async () => {
  const bench = await setUp();
  await district(bench);
  await map(bench, [{ type: grades, code: "09", uri: ninth }]);
  const result = await bench.push();
  expect(result).toMatchObject({ failed: 0, blocked: 3 });
  const sent = bench.practice.items("/ed-fi/studentSchoolAssociations").map(({ body }) => body);
  expect(sent).toHaveLength(9);
  expect(
    new Set(sent.map((body) => (body as { entryGradeLevelDescriptor?: string }).entryGradeLevelDescriptor)),
  ).toEqual(new Set([ninth]));
  await map(bench, [{ type: grades, code: "10", uri: tenth }]);
  expect(await bench.push()).toMatchObject({ failed: 0, blocked: 0, sent: { created: 3 } });
});

test("codes of resources that are not sent need no mapping", async () => {
  const bench = await setUp();
  await district(bench);
  await bench.client.call("profile.save", {
    connection,
    profile: { extensions: "all", off: ["/ed-fi/studentSchoolAssociations"], owners: {} },
  });
  expect(await codesOf(bench)).toMatchObject([{ code: "09", uses: 3 }]);
});

test("a changed mapping stands in the audit with what it was before", async () => {
  const bench = await setUp();
  await district(bench);
  await map(bench, [{ type: grades, code: "09", uri: tenth }]);
  await map(bench, [{ type: grades, code: "09", uri: ninth }]);
  await bench.core.close();
  const { db, close } = openDatabase(bench.home);
  const [last] = db.prepare("SELECT what, changes FROM audit ORDER BY id DESC LIMIT 1").all() as {
    what: string;
    changes: string;
  }[];
  close();
  expect(last?.what).toBe("changed 1 descriptor mapping");
  expect(JSON.parse(last?.changes ?? "")).toEqual([{ field: `${grades} 09`, from: tenth, to: ninth }]);
});
